#include <sekisho/base/code.hpp>
#include <sekisho/model/yaml_fields.hpp>
#include <sekisho/policy/profile.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

namespace sekisho {

namespace {

using yaml::Fields;
using yaml::Need;

constexpr std::array<std::string_view, 3> selector_words{"any", "inside", "outside"};

std::vector<std::string> plain(const std::vector<yaml::Text>& texts) {
  std::vector<std::string> result;
  for (const yaml::Text& text : texts) result.push_back(text.text);
  return result;
}

/// Classes of a selector. A word that is neither a class of the program nor a selector word may be a
/// class of the user's own, so only one that is nearly a known word is worth a remark.
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

bool has_selector_word(const std::vector<std::string>& classes) {
  return std::ranges::any_of(classes, [](const std::string& word) {
    return std::ranges::find(selector_words, word) != selector_words.end();
  });
}

template <typename Value, std::size_t count>
Value read_word(const yaml::Source& source, Fields& fields, std::string_view key,
                const std::array<Value, count>& values) {
  const std::optional<yaml::Text> text = fields.text_at(key);
  if (!text) return values.front();
  std::string expected;
  for (const Value value : values) {
    if (text->text == name_of(value)) return value;
    expected += (expected.empty() ? "" : ", ") + std::string(name_of(value));
  }
  source.report(Code::unknown_word, *text->node, {text->text, fields.path_of(key), expected});
  return values.front();
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

std::optional<ProfileRow> read_row(const yaml::Source& source, const yaml::Node& node,
                                   const std::string& path) {
  const yaml::ErrorWatch errors(*source.sink);
  Fields fields(source, node, path);
  ProfileRow row;
  row.span = source.span(node);
  row.id = fields.text("id", Need::required);
  row.title = fields.local_text("title", Need::required);
  row.kind =
      read_word(source, fields, "kind",
                std::array{RequirementKind::separation, RequirementKind::devices, RequirementKind::relays});
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
  row.clauses = plain(fields.texts("clauses"));
  fields.finish();
  if (errors.saw_error() || row.id.empty()) return std::nullopt;
  return row;
}

}  // namespace

bool SegmentSelector::selects(const Segment& segment) const {
  const auto matches = [&](const std::string& word) {
    if (word == "any") return true;
    if (word == "inside") return !segment.outside;
    if (word == "outside") return segment.outside;
    return word == segment.class_name;
  };
  return std::ranges::any_of(classes, matches) && std::ranges::none_of(except, matches);
}

std::optional<Profile> read_profile(const std::string& text, const std::string& file, DiagnosticSink& sink) {
  const yaml::Source source{file, &sink};
  const yaml::NodePtr root = yaml::parse(text, file, sink);
  if (root == nullptr) return std::nullopt;
  Fields fields(source, *root, "profile");
  Profile profile;
  profile.name = fields.text("profile", Need::required);
  profile.title = fields.local_text("title", Need::required);
  std::map<std::string, int> first_lines;  // of each id
  const std::vector<yaml::NodePtr> rows = fields.list("requirements", Need::required);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::optional<ProfileRow> row = read_row(source, *rows[i], yaml::item_path("requirements", i));
    if (!row) continue;
    const auto [found, is_new] = first_lines.emplace(row->id, rows[i]->line);
    if (!is_new) {
      source.report(Code::duplicate_id, *rows[i], {row->id, std::to_string(found->second)});
      continue;
    }
    profile.rows.push_back(std::move(*row));
  }
  fields.finish();
  if (profile.name.empty() || profile.rows.empty()) return std::nullopt;
  return profile;
}

namespace policy {
/// Name and text of each file under policies/, put into the program by the build.
extern const std::vector<std::pair<std::string, std::string>>& builtin_profile_texts();
}  // namespace policy

std::vector<std::string> builtin_profiles() {
  std::vector<std::string> names;
  for (const auto& [name, text] : policy::builtin_profile_texts()) names.push_back(name);
  return names;
}

std::optional<Profile> find_profile(const std::string& name, const std::string& folder, const Span& asked_at,
                                    DiagnosticSink& sink) {
  if (!folder.empty()) {
    const std::string path = folder + "/" + name + ".yaml";
    std::ifstream file(path);
    if (file) {
      std::stringstream text;
      text << file.rdbuf();
      return read_profile(text.str(), path, sink);
    }
  }
  for (const auto& [known, text] : policy::builtin_profile_texts()) {
    if (known == name) return read_profile(text, "policies/" + known + ".yaml", sink);
  }
  const std::vector<std::string> known = builtin_profiles();
  const std::string near = nearest_name(name, known);
  std::string expected;
  for (const std::string& each : known) expected += (expected.empty() ? "" : ", ") + each;
  sink.report(Code::unknown_profile, asked_at, {name, near.empty() ? expected : near});
  return std::nullopt;
}

}  // namespace sekisho
