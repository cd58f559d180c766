#include "kernel/real_rules.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

namespace sekisho::test::kernel {
namespace {

bool names_interface(const std::string& option) {
  return option == "-i" || option == "-o" || option == "--in-interface" || option == "--out-interface";
}

/// The argument of an option, behind a `!` if there is one.
std::vector<std::string> arguments_of(const std::vector<std::vector<std::string>>& lines,
                                      const std::set<std::string>& options) {
  std::vector<std::string> found;
  for (const std::vector<std::string>& words : lines) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (!options.contains(words[i])) continue;
      found.push_back(words[i + 1] == "!" && i + 2 < words.size() ? words[i + 2] : words[i + 1]);
    }
  }
  return found;
}

/// Addresses that hosts of a laboratory can have: no groups, no loopback, nothing near 0/0; of IPv6 those
/// that are assigned (2000::/3). Not those of the laboratory itself.
bool is_usable(const Prefix& prefix) {
  if (prefix.overlaps(*Prefix::parse(prefix.family() == Family::v4 ? "10.248.0.0/13" : "2001:db8:250::/44")))
    return false;
  if (prefix.family() == Family::v6) return prefix.length >= 16 && prefix.network.bits >> 125 == 1;
  const auto first = static_cast<std::uint32_t>(prefix.network.bits >> 24);
  return prefix.length >= 8 && first != 0 && first != 127 && first < 224;
}

}  // namespace

bool looks_like_rules(std::string_view text) {
  return text.find("*filter") != std::string_view::npos && text.find("COMMIT") != std::string_view::npos;
}

RealRuleSet::RealRuleSet(std::string_view text) {
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    lines_.emplace_back();
    std::istringstream words(line);
    for (std::string word; words >> word;) lines_.back().push_back(std::move(word));
  }
  std::map<std::string, std::string> renamed;
  std::set<std::string> names;
  for (const std::string& name : arguments_of(lines_, {"-i", "-o", "--in-interface", "--out-interface"})) {
    if (name != "lo" && !name.ends_with('+')) names.insert(name);
  }
  for (const std::string& name : names) {
    if (renamed.size() < 3) renamed.emplace(name, "eth" + std::to_string(renamed.size()));
  }
  for (std::vector<std::string>& words : lines_) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool named =
          names_interface(words[i - 1]) || (i > 1 && words[i - 1] == "!" && names_interface(words[i - 2]));
      const auto to = renamed.find(words[i]);
      if (named && to != renamed.end()) words[i] = to->second;
    }
  }
  for (const std::string& address : arguments_of(lines_, {"-s", "-d"})) {
    if (const auto prefix = Prefix::parse(address)) family_ = prefix->family();
  }
}

std::string RealRuleSet::restore_script() const {
  std::string script =
      family_ == Family::v4 ? "iptables-restore <<'RULES-END'\n" : "ip6tables-restore <<'RULES-END'\n";
  for (const std::vector<std::string>& words : lines_) {
    for (std::size_t i = 0; i < words.size(); ++i) script += (i == 0 ? "" : " ") + words[i];
    script += "\n";
  }
  return script + "RULES-END\n";
}

std::vector<std::string> RealRuleSet::networks(std::size_t ports) const {
  std::vector<Prefix> chosen;
  for (const std::string& text : arguments_of(lines_, {"-s", "-d", "--src", "--dst"})) {
    const auto prefix = Prefix::parse(text);
    const bool usable = prefix && prefix->family() == family_ && is_usable(*prefix);
    if (!usable || chosen.size() >= 3 * ports) continue;
    const bool apart = std::none_of(chosen.begin(), chosen.end(),
                                    [&](const Prefix& other) { return other.overlaps(*prefix); });
    if (apart) chosen.push_back(*prefix);
  }
  std::vector<std::string> texts;
  for (const Prefix& prefix : chosen) texts.push_back(to_string(prefix));
  return texts;
}

std::vector<std::uint16_t> RealRuleSet::ports() const {
  std::set<std::uint16_t> found{22, 80};
  for (const std::string& text : arguments_of(lines_, {"--dport", "--dports"})) {
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
      const int port = std::atoi(part.c_str());  // NOLINT(cert-err34-c): names and ranges give what they give
      if (port > 0 && port < 65536) found.insert(static_cast<std::uint16_t>(port));
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace sekisho::test::kernel
