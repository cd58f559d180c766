#include "report/cubes.hpp"

#include "report/words.hpp"

#include <sekisho/base/mac.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace sekisho::report {
namespace {

using Ranges = std::vector<ValueRange>;
using Spelling = std::function<std::string(std::uint64_t)>;

std::uint64_t low(Bits128 value) { return static_cast<std::uint64_t>(value); }

std::vector<std::string> spelled(const Ranges& ranges, const Spelling& spell) {
  std::vector<std::string> words;
  for (const ValueRange& range : ranges) {
    const std::string first = spell(low(range.first));
    words.push_back(range.first == range.last ? first : first + "-" + spell(low(range.last)));
  }
  return words;
}

std::vector<std::string> numbers(const Ranges& ranges) {
  return spelled(ranges, [](std::uint64_t value) { return std::to_string(value); });
}

std::vector<std::string> address_words(Family family, const Ranges& ranges) {
  if (ranges.empty()) return {to_string(Prefix::everything(family))};
  std::vector<std::string> words;
  for (const ValueRange& range : ranges) words.push_back(to_string(addresses_of(family, range)));
  return words;
}

/// Flag bytes as "S=1 A=0" when they are exactly the bytes with these bits; else as ranges.
std::vector<std::string> flag_set_words(const Ranges& ranges) {
  if (ranges.empty()) return {};
  unsigned all_ones = 0xff;
  unsigned some_ones = 0;
  int count = 0;
  for (const ValueRange& range : ranges) {
    for (std::uint64_t value = low(range.first); value <= std::min<std::uint64_t>(low(range.last), 0xff);
         ++value) {
      all_ones &= static_cast<unsigned>(value);
      some_ones |= static_cast<unsigned>(value);
      ++count;
    }
  }
  const unsigned free_bits = some_ones & ~all_ones & 0xffU;
  int members = 1;
  for (unsigned bit = 0; bit < 8; ++bit) members *= (free_bits >> bit & 1U) != 0 ? 2 : 1;
  if (members != count) {
    return spelled(ranges, [](std::uint64_t value) { return fmt::format("0x{:02x}", value); });
  }
  constexpr std::string_view letters = "FSRPAUEC";
  std::string text;
  for (unsigned bit = 0; bit < 8; ++bit) {
    if ((free_bits >> bit & 1U) != 0) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", letters[bit], all_ones >> bit & 1U);
  }
  return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
}

std::vector<std::string> state_words(const Ranges& ranges) {
  constexpr std::string_view names[] = {"new", "established", "related", "untracked"};
  std::vector<std::string> words;
  for (const ValueRange& range : ranges) {
    for (std::uint64_t value = low(range.first); value <= std::min<std::uint64_t>(low(range.last), 3);
         ++value) {
      words.emplace_back(names[value]);
    }
  }
  return words.size() == std::size(names) ? std::vector<std::string>{} : words;
}

bool holds(const Ranges& ranges, Bits128 value) {
  return ranges.empty() || std::ranges::any_of(ranges, [&](const ValueRange& range) {
           return range.first <= value && value <= range.last;
         });
}

std::string protocol_words(const ValueRange& range) {
  if (range.first == range.last) return protocol_name(static_cast<std::uint8_t>(range.first));
  if (range.first == 0 && range.last >= 255) return "any";
  return fmt::format("{}-{}", low(range.first), low(range.last));
}

CubeWords words_of_part(const Cube& cube, Family family, const ValueRange& protocols) {
  CubeWords words;
  words.family = family;
  words.sources = address_words(family, cube.of(Field::source));
  words.destinations = address_words(family, cube.of(Field::destination));
  words.protocol = protocol_words(protocols);
  const bool one = protocols.first == protocols.last;
  const auto number = static_cast<std::uint8_t>(protocols.first);
  words.ports_apply = one && has_ports(number);
  if (!one || words.ports_apply) {
    words.source_ports = numbers(cube.of(Field::source_port));
    words.destination_ports = numbers(cube.of(Field::destination_port));
  }
  if (!one || number == protocol::icmp || number == protocol::icmpv6) {
    words.icmp_types = numbers(cube.of(Field::icmp_type));
    words.icmp_codes = numbers(cube.of(Field::icmp_code));
  }
  if (!one || number == protocol::tcp) words.tcp_flags = flag_set_words(cube.of(Field::tcp_flags));
  words.states = state_words(cube.of(Field::state));
  words.vlans = numbers(cube.of(Field::vlan));
  words.source_macs = spelled(cube.of(Field::source_mac), mac_text);
  words.destination_macs = spelled(cube.of(Field::destination_mac), mac_text);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// `tcp/443 (https), 8080-8090`: destination ports with their names.
std::string service_line(const CubeWords& cube) {
  if (cube.destination_ports.empty()) return cube.protocol;
  const std::uint8_t number = parse_protocol(cube.protocol).value_or(0);
  std::vector<std::string> ports;
  for (const std::string& port : cube.destination_ports) {
    const bool single = port.find('-') == std::string::npos;
    const std::string_view name =
        single ? service_name(number, static_cast<std::uint16_t>(std::stoul(port))) : std::string_view();
    ports.push_back(name.empty() ? port : fmt::format("{} ({})", port, name));
  }
  return cube.protocol + "/" + joined(ports);
}

}  // namespace

std::vector<CubeWords> words_of(const Cube& cube) {
  const Ranges& protocols = cube.of(Field::protocol);
  std::vector<CubeWords> words;
  for (const Family family : {Family::v4, Family::v6}) {
    if (!holds(cube.of(Field::family), family == Family::v6 ? 1 : 0)) continue;
    if (protocols.empty()) words.push_back(words_of_part(cube, family, {0, 255}));
    for (const ValueRange& range : protocols) {
      // Neighbours such as tcp and udp stand apart in words even where the numbers touch.
      if (range.last - range.first < 3) {
        for (Bits128 value = range.first; value <= range.last; ++value) {
          words.push_back(words_of_part(cube, family, {value, value}));
        }
      } else {
        words.push_back(words_of_part(cube, family, range));
      }
    }
  }
  return words;
}

std::vector<CubeWords> words_of(const std::vector<Cube>& cubes) {
  std::vector<CubeWords> all;
  for (const Cube& cube : cubes) {
    for (CubeWords& words : words_of(cube)) {
      if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
    }
  }
  return all;
}

std::string line_of(const CubeWords& cube, Language language) {
  std::string text =
      fmt::format("{} → {}  {}", joined(cube.sources), joined(cube.destinations), service_line(cube));
  const auto add = [&](Phrase phrase, const std::vector<std::string>& values) {
    if (!values.empty()) text += "  " + say(phrase, language, {joined(values)});
  };
  const bool any_source_port = cube.source_ports.size() == 1 && cube.source_ports[0] == "0-65535";
  if (!any_source_port) add(Phrase::cube_source_ports, cube.source_ports);
  add(Phrase::cube_icmp_types, cube.icmp_types);
  add(Phrase::cube_icmp_codes, cube.icmp_codes);
  add(Phrase::cube_tcp_flags, cube.tcp_flags);
  add(Phrase::cube_states, cube.states);
  add(Phrase::cube_vlans, cube.vlans);
  add(Phrase::cube_source_macs, cube.source_macs);
  add(Phrase::cube_destination_macs, cube.destination_macs);
  return text;
}

}  // namespace sekisho::report
