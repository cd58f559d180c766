// What a profile says of its policy's text: clauses, what classes of segments mean, who approves exceptions.
#include "policy/profile_reading.hpp"

#include <algorithm>

namespace sekisho::policy {

namespace {

using yaml::Fields;
using yaml::Need;

constexpr std::array<std::string_view, 4> meaning_words{"my-number", "family-register", "internet-vpn",
                                                        "own-exit"};

/// `CHK-02`: two digits.
bool is_check(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 6 && text.starts_with("CHK-") && digit(text[4]) && digit(text[5]);
}

std::vector<std::string> read_checks(const yaml::Source& source, Fields& fields) {
  std::vector<std::string> result;
  for (const yaml::Text& text : fields.texts("check")) {
    if (is_check(text.text)) {
      result.push_back(text.text);
    } else {
      source.report(Code::unknown_word, *text.node,
                    {text.text, fields.path_of("check"), "CHK-01 ... CHK-42"});
    }
  }
  return result;
}

/// What follows the name of the profile in the id of a clause; nothing when the id does not begin with it.
std::optional<std::string> local_part(const std::string& id, const std::string& owner) {
  for (const std::string& prefix : {owner + "-", "guideline-" + owner + "/"}) {
    if (id.starts_with(prefix) && id.size() > prefix.size()) return id.substr(prefix.size());
  }
  return std::nullopt;
}

Clause read_clause(const yaml::Source& source, Fields& fields, const std::string& owner) {
  Clause clause;
  const std::optional<yaml::Text> id = fields.text_at("id", Need::required);
  if (id) {
    clause.id = id->text;
    const std::optional<std::string> local = local_part(clause.id, owner);
    if (local) {
      clause.attestation_id = capitals(owner) + "-ATT-" + *local;
    } else {
      source.report(Code::clause_of_other_profile, *id->node, {clause.id, owner});
    }
  }
  clause.number = fields.text("clause", Need::required);
  clause.term = fields.local_text("term", Need::required);
  clause.demand = fields.local_text("demand", Need::required);
  clause.checks = read_checks(source, fields);
  clause.rows = plain(fields.texts("rows"));
  clause.attest = fields.local_text("attest");
  clause.not_checkable = fields.local_text("not-checkable");
  return clause;
}

std::vector<std::string> read_meaning_words(const yaml::Source& source, Fields& fields,
                                            std::string_view key) {
  std::vector<std::string> result;
  for (const yaml::Text& text : fields.texts(key)) {
    if (std::ranges::find(meaning_words, text.text) != meaning_words.end()) {
      result.push_back(text.text);
      continue;
    }
    std::string known;
    for (const std::string_view word : meaning_words)
      known += (known.empty() ? "" : ", ") + std::string(word);
    source.report(Code::unknown_word, *text.node, {text.text, fields.path_of(key), known});
  }
  return result;
}

}  // namespace

std::string capitals(const std::string& name) {
  if (name == heir_name) return std::string(heir_capitals);
  std::string result = name;
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::vector<Clause> read_clauses(const yaml::Source& source, const std::vector<yaml::NodePtr>& section,
                                 const std::string& owner) {
  return read_with_ids<Clause>(source, section, "clauses",
                               [&](Fields& fields) { return read_clause(source, fields, owner); });
}

std::vector<SegmentMeaning> read_meanings(const yaml::Source& source, const yaml::Node& section) {
  std::vector<SegmentMeaning> result;
  yaml::for_each_named(source, section, "segments", [&](const yaml::Text& name, const yaml::Node& value) {
    SegmentMeaning meaning;
    meaning.class_name = read_classes(source, {name}).front();
    Fields fields(source, value, "segments." + name.text);
    meaning.meaning = fields.local_text("meaning", Need::required);
    meaning.includes = read_meaning_words(source, fields, "includes");
    meaning.excludes = read_meaning_words(source, fields, "excludes");
    fields.finish();
    result.push_back(std::move(meaning));
  });
  return result;
}

ApproverRole read_approver(const yaml::Source& source, const yaml::Node& section) {
  Fields fields(source, section, "exceptions");
  ApproverRole role;
  role.title = fields.local_text("approver", Need::required);
  for (const std::string* title : {&role.title.ja, &role.title.en}) {
    if (!title->empty()) role.titles.push_back(*title);
  }
  for (std::string& title : plain(fields.texts("also"))) role.titles.push_back(std::move(title));
  fields.finish();
  return role;
}

}  // namespace sekisho::policy
