// The three steps of the language, one behind the other, and how its texts are told from others.
#include "config/cisco_ios/cisco_ios.hpp"

#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/mask.hpp"
#include "config/cisco_ios/reader.hpp"
#include "config/cisco_ios/route_table.hpp"
#include "config/reading/mode_walker.hpp"
#include "config/syntax/indented_lines.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config {
namespace {

constexpr std::string_view language_name = "cisco-ios";

/// A line of a certificate: groups of hex digits.
bool hex_line(std::string_view line) {
  return !line.empty() && line.find_first_not_of("0123456789ABCDEFabcdef \t") == std::string_view::npos;
}

/// A line of a public key: one word of base64.
bool one_word(std::string_view line) {
  return !line.empty() && line.find_first_of(" \t!") == std::string_view::npos;
}

const IndentedSyntax& syntax() {
  using End = TextCommand::End;
  static const IndentedSyntax ios{
      '!',
      {
          {"banner *", End::delimiter, {}, false, nullptr},
          {"aaa authentication banner", End::delimiter, {}, false, nullptr},
          {"aaa authentication fail-message", End::delimiter, {}, false, nullptr},
          {"ip admission auth-proxy-banner http", End::delimiter, {}, false, nullptr},
          {"refuse-message", End::delimiter, {}, false, nullptr},
          {"vacant-message", End::delimiter, {}, false, nullptr},
          {"menu * title", End::delimiter, {}, false, nullptr},
          {"macro name *", End::word, "@", false, nullptr},
          {"certificate", End::word, "quit", true, hex_line},
          {"certificate *", End::word, "quit", true, hex_line},
          {"key-string", End::word, "quit", true, one_word},
      }};
  return ios;
}

/// Lines that only this language or its close kin writes, and lines that show another language.
struct Sign {
  std::string_view words;  // leading words; `*` is any one word
  int weight;
};
constexpr std::array signs{
    Sign{"hostname", 10},
    Sign{"interface", 5},
    Sign{"ip address", 5},
    Sign{"line vty", 25},
    Sign{"line con", 20},
    Sign{"boot-start-marker", 40},
    Sign{"enable secret", 15},
    Sign{"service timestamps", 30},
    Sign{"aaa new-model", 20},
    Sign{"ip access-list", 10},
    Sign{"access-list", 10},
    Sign{"router ospf", 10},
    Sign{"router bgp", 10},
    Sign{"switchport mode", 10},
    Sign{"spanning-tree mode", 10},
    Sign{"ip route", 8},
    Sign{"no ip address", 15},
    Sign{"ip nat", 12},
    Sign{"vrf definition", 25},
    Sign{"ip vrf", 15},
    Sign{"no ip http", 25},
    Sign{"ip forward-protocol", 25},
    Sign{"object-group", 8},
    Sign{"route-map", 8},
    Sign{"version", 5},
    Sign{"vlan", 3},
    Sign{"ip access-group", 10},
    Sign{"end", 5},
    // Cisco ASA, NX-OS; AlliedWare Plus; NEC IX; FortiOS; Junos
    Sign{"nameif", -100},
    Sign{"security-level", -100},
    Sign{"feature", -60},
    Sign{"vdc", -80},
    Sign{"vrf context", -80},
    Sign{"boot nxos", -100},
    Sign{"interface port1.0.*", -100},
    Sign{"interface GigaEthernet*", -100},
    Sign{"config", -30},
    Sign{"edit", -30},
    Sign{"set", -30},
    Sign{"asa", -100},
    Sign{"timezone +*", -300},  // NEC IX and Yamaha RTX; IOS has `clock timezone`
    Sign{"ip lan*", -100},      // Yamaha RTX
    Sign{"pp select", -100},
    Sign{"tunnel select", -100},
    Sign{"deviceconfig {", -100},  // PAN-OS
    Sign{"{", -100},               // JSON
    Sign{"#config-version*", -100},
};

bool shows(const std::vector<Word>& line, std::string_view sign) {
  const std::vector<Word> wanted = split_words(sign);
  if (line.size() < wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view word = wanted[i].text;
    const bool open = word.ends_with('*');
    if (open ? !starts_like(line[i].text, word.substr(0, word.size() - 1)) : !same_text(line[i].text, word))
      return false;
  }
  return true;
}

int likelihood(std::string_view text) {
  constexpr std::size_t enough = 100'000;  // bytes looked at
  text = text.substr(0, enough);
  int score = 0;
  std::array<int, signs.size()> seen{};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find("ASA Version") != std::string_view::npos) return 0;
    const std::vector<Word> words = split_words(line);
    if (words.empty()) continue;
    if (words.size() == 1 && words.front().text == "!") score += 1;
    for (std::size_t i = 0; i < signs.size(); ++i) {
      constexpr int most_times = 3;  // a sign counts this often
      if (seen[i] < most_times && shows(words, signs[i].words)) {
        score += signs[i].weight;
        ++seen[i];
      }
    }
  }
  constexpr int sure = 95;
  return std::clamp(score, 0, sure);
}

ParsedConfig parse_ios(std::string_view text, const std::string& file) {
  LineLedger ledger(text, file, language_name, ios::mask_line);
  const StatementList list = read_indented_lines(ledger, syntax());
  for (const int line : list.endless) ledger.invalid(line, Code::text_without_end);

  ios::IosConfig config;
  ios::IosReader reader(ledger, config);
  ModeWalker<ios::IosReader> walker(reader, ios::global_mode(), list.indented);
  for (const Statement& statement : list.statements) walker.take(statement);

  ParsedConfig parsed;
  parsed.device = ios::convert(config, ledger);
  parsed.device.language = language_name;
  parsed.device.name = config.hostname;
  parsed.report = ledger.finish(config.hostname);
  return parsed;
}

}  // namespace

const LanguageEntry& cisco_ios_language() {
  static const LanguageEntry entry{language_name, likelihood, parse_ios, ios::read_route_table};
  return entry;
}

}  // namespace sekisho::config
