// Steps of read_profile. What is wrong is reported with its place and left out; the rest is kept.
#pragma once

#include <sekisho/base/code.hpp>
#include <sekisho/model/yaml_fields.hpp>
#include <sekisho/policy/profile.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::policy {

/// Stands in the ids of a base for the name of the profile that takes them over; the second one for that
/// name in capitals.
inline constexpr std::string_view heir_name = "$profile";
inline constexpr std::string_view heir_capitals = "$PROFILE";

/// `alpha-prime` -> `ALPHA-PRIME`; the place for a name becomes the other one.
[[nodiscard]] std::string capitals(const std::string& name);

// read_rows.cpp
[[nodiscard]] std::vector<ProfileRow> read_rows(const yaml::Source& source,
                                                const std::vector<yaml::NodePtr>& section);
/// Classes of a selector. A word that is neither a class of the program nor a selector word may be a
/// class of the user's own, so only one that is nearly a known word is remarked on.
[[nodiscard]] std::vector<std::string> read_classes(const yaml::Source& source,
                                                    const std::vector<yaml::Text>& texts);

// read_clauses.cpp
/// `owner`: the name that ids of clauses begin with; heir_name for a base.
[[nodiscard]] std::vector<Clause> read_clauses(const yaml::Source& source,
                                               const std::vector<yaml::NodePtr>& section,
                                               const std::string& owner);
[[nodiscard]] std::vector<SegmentMeaning> read_meanings(const yaml::Source& source,
                                                        const yaml::Node& section);
[[nodiscard]] ApproverRole read_approver(const yaml::Source& source, const yaml::Node& section);

// check_profile.cpp
/// Reports clauses that nothing checks or that are said not to be checkable and are, and names of rows and
/// clauses that the profile lacks. `profile` is complete: what it extends is in it.
void check_profile(const Profile& profile, DiagnosticSink& sink);

[[nodiscard]] inline std::vector<std::string> plain(const std::vector<yaml::Text>& texts) {
  std::vector<std::string> result;
  for (const yaml::Text& text : texts) result.push_back(text.text);
  return result;
}

/// The value whose name stands at a key; the first one when there is none or it is unknown (reported).
template <typename Values>
auto read_word(const yaml::Source& source, yaml::Fields& fields, std::string_view key, const Values& values,
               yaml::Need need = yaml::Need::optional) {
  const std::optional<yaml::Text> text = fields.text_at(key, need);
  if (!text) return values.front();
  std::string known;
  for (const auto value : values) {
    if (text->text == name_of(value)) return value;
    known += (known.empty() ? "" : ", ") + std::string(name_of(value));
  }
  source.report(Code::unknown_word, *text->node, {text->text, fields.path_of(key), known});
  return values.front();
}

/// Things of a list that have an id, each id once: a second one is reported and left out.
template <typename Thing, typename Read>
std::vector<Thing> read_with_ids(const yaml::Source& source, const std::vector<yaml::NodePtr>& section,
                                 const std::string& path, Read read) {
  std::vector<Thing> result;
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch errors(*source.sink);
    yaml::Fields fields(source, *section[i], yaml::item_path(path, i));
    Thing thing = read(fields);
    thing.span = source.span(*section[i]);
    fields.finish();
    if (errors.saw_error() || thing.id.empty()) continue;
    const auto [found, is_new] = first_lines.emplace(thing.id, section[i]->line);
    if (is_new) {
      result.push_back(std::move(thing));
    } else {
      source.report(Code::duplicate_id, *section[i], {thing.id, std::to_string(found->second)});
    }
  }
  return result;
}

}  // namespace sekisho::policy
