// The rows of a profile: which packets must not get from where to where.
#include "policy/profile_reading.hpp"

#include <algorithm>

namespace sekisho::policy {

namespace {

using yaml::Fields;
using yaml::Need;

constexpr std::array<std::string_view, 3> selector_words{"any", "inside", "outside"};

bool has_selector_word(const std::vector<std::string>& classes) {
  return std::ranges::any_of(classes, [](const std::string& word) {
    return std::ranges::find(selector_words, word) != selector_words.end();
  });
}

/// The classes of one side. An empty list would select nothing, and nothing would be checked in silence.
std::vector<std::string> read_side(const yaml::Source& source, Fields& fields, std::string_view key,
                                   Need need) {
  const std::vector<yaml::Text> texts = fields.texts(key, need);
  const yaml::Node* node = fields.value(key);
  if (node != nullptr && node->kind == yaml::Kind::list && node->items.empty())
    source.report(Code::empty_list, *node, {fields.path_of(key)});
  return read_classes(source, texts);
}

/// Between which segments a row holds, and for which packets.
void read_segments(const yaml::Source& source, Fields& fields, ProfileRow& row) {
  row.semantics = read_word(source, fields, "semantics", std::array{Semantics::packet, Semantics::session});
  row.from.classes = read_side(source, fields, "from", Need::required);
  const Need to_need = row.kind == RequirementKind::devices ? Need::optional : Need::required;
  row.to.classes = read_side(source, fields, "to", to_need);
  // Taken out of the sides that are given as a word: `from: [any]` speaks of all but these.
  const std::vector<std::string> except = read_classes(source, fields.texts("except"));
  for (SegmentSelector* side : {&row.from, &row.to}) {
    if (has_selector_word(side->classes)) side->except = except;
  }
  row.allow = plain(fields.texts("allow"));
  row.confirm = fields.local_text("confirm");
}

ProfileRow read_row(const yaml::Source& source, Fields& fields) {
  ProfileRow row;
  row.id = fields.text("id", Need::required);
  row.title = fields.local_text("title", Need::required);
  row.kind =
      read_word(source, fields, "kind",
                std::array{RequirementKind::separation, RequirementKind::devices, RequirementKind::relays,
                           RequirementKind::channels, RequirementKind::practice});
  if (row.kind == RequirementKind::practice) {
    row.practice = read_word(source, fields, "practice", all_practices(), Need::required);
  } else {
    read_segments(source, fields, row);
  }
  row.clauses = plain(fields.texts("clauses"));
  return row;
}

}  // namespace

std::vector<std::string> read_classes(const yaml::Source& source, const std::vector<yaml::Text>& texts) {
  std::vector<std::string> known(selector_words.begin(), selector_words.end());
  for (int i = 0; i < static_cast<int>(SegmentClass::custom); ++i) {
    known.emplace_back(name_of(static_cast<SegmentClass>(i)));
  }
  for (const yaml::Text& text : texts) {
    if (std::ranges::find(known, text.text) != known.end()) continue;
    const std::string near = nearest_name(text.text, known);
    if (!near.empty()) source.report(Code::unusual_class, *text.node, {text.text, near});
  }
  return plain(texts);
}

std::vector<ProfileRow> read_rows(const yaml::Source& source, const std::vector<yaml::NodePtr>& section) {
  return read_with_ids<ProfileRow>(source, section, "requirements",
                                   [&](Fields& fields) { return read_row(source, fields); });
}

}  // namespace sekisho::policy
