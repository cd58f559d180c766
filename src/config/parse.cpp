// The registry of config languages. A new language is a folder beside this file and a row here.
#include <sekisho/config/parse.hpp>

#include "config/cisco_ios/cisco_ios.hpp"
#include "config/fortios/fortios.hpp"
#include "config/iptables/iptables.hpp"
#include "config/linux_net/linux_net.hpp"

#include <algorithm>

namespace sekisho::config {

std::string_view name_of(LineClass line_class) {
  switch (line_class) {
    case LineClass::used: return "used";
    case LineClass::irrelevant: return "irrelevant";
    case LineClass::approximated: return "approximated";
    case LineClass::unsupported: return "unsupported";
    case LineClass::invalid: return "invalid";
  }
  return "";
}

int FileReport::count(LineClass line_class) const {
  return static_cast<int>(std::count(lines.begin(), lines.end(), line_class));
}

const std::vector<LanguageEntry>& languages() {
  static const std::vector<LanguageEntry> all = {
      cisco_ios_language(), fortios_language(), linux_net_language(),
      iptables_language(),  // behind the languages that know the interfaces of a Linux system
  };
  return all;
}

const LanguageEntry* find_language(std::string_view name) {
  for (const LanguageEntry& language : languages()) {
    if (language.name == name) return &language;
  }
  return nullptr;
}

const LanguageEntry* detect_language(std::string_view text) {
  const LanguageEntry* best = nullptr;
  int best_likelihood = 0;
  for (const LanguageEntry& language : languages()) {
    const int likelihood = language.likelihood(text);
    if (likelihood > best_likelihood) {  // ties go to the earlier row
      best = &language;
      best_likelihood = likelihood;
    }
  }
  return best;
}

ParsedConfig parse(const LanguageEntry& language, std::string_view text, const std::string& file) {
  ParsedConfig parsed;
  if (language.extend != nullptr) {
    parsed.report = std::move(language.extend({{text, file}}, parsed.device).front());
  } else {
    parsed = language.parse(text, file);
  }
  parsed.device.language = language.family.empty() ? language.name : language.family;
  if (parsed.device.files.empty()) parsed.device.files.push_back(file);
  if (parsed.device.name.empty()) parsed.device.name = parsed.device.hostname;
  return parsed;
}

}  // namespace sekisho::config
