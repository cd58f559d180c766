// Policies of FortiOS (FortiOS CLI Reference, "config firewall policy").
#include "simplify/edits.hpp"

#include <map>

namespace sekisho::simplifying {
namespace {

/// One `set KEY VALUES` of a policy.
struct Setting {
  int line = 0;
  std::string indent;
  std::string values;
};
using Settings = std::map<std::string, Setting>;

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

/// Nothing when the policy has anything but settings in it.
std::optional<Settings> settings_of(const Edits& edits, const Span& span) {
  Settings settings;
  for (int number = span.line + 1; number < last_line(span); ++number) {
    const std::string line = trimmed(edits.line(number));
    if (line.empty()) continue;
    if (!line.starts_with("set ")) return std::nullopt;
    const std::size_t space = line.find(' ', 4);
    const std::string key = line.substr(4, space == std::string::npos ? space : space - 4);
    const std::string& raw = edits.line(number);
    settings[key] = {number, raw.substr(0, raw.find("set ")),
                     space == std::string::npos ? "" : line.substr(space + 1)};
  }
  return settings;
}

/// What a policy is called and said to be for; it does not change what the policy does.
bool is_description(const std::string& key) {
  return key == "name" || key == "uuid" || key == "comments" || key == "global-label" || key == "label";
}

bool is_list(const std::string& key) { return key == "srcaddr" || key == "dstaddr" || key == "service"; }

/// The one list in which two policies differ; nothing when they differ in more, or in anything else.
std::optional<std::string> difference(const Settings& a, const Settings& b) {
  std::optional<std::string> different;
  std::map<std::string, int> keys;
  for (const Settings* settings : {&a, &b}) {
    for (const auto& [key, setting] : *settings) ++keys[key];
  }
  for (const auto& [key, count] : keys) {
    if (is_description(key)) continue;
    if (count == 2 && a.at(key).values == b.at(key).values) continue;
    if (count != 2 || !is_list(key) || different) return std::nullopt;
    different = key;
  }
  return different;
}

}  // namespace

std::optional<std::string> merge_fortios_policies(Edits& edits, const RulePair& pair) {
  const Span& first = pair.first->source.span;
  const Span& second = pair.second->source.span;
  if (edits.touch(first) || edits.touch(second)) return std::nullopt;
  const std::optional<Settings> a = settings_of(edits, first);
  const std::optional<Settings> b = settings_of(edits, second);
  if (!a || !b) return std::nullopt;
  const std::optional<std::string> key = difference(*a, *b);
  if (!key) return std::nullopt;
  const Setting& setting = a->at(*key);
  std::string now = setting.indent + "set " + *key + " " + setting.values + " " + b->at(*key).values;
  edits.replace(setting.line, now);
  edits.remove(second);
  return now;
}

}  // namespace sekisho::simplifying
