#include "stanford_words.hpp"

#include "text_lines.hpp"

namespace sekisho::bench::stanford {

namespace {

/// `any`, a host or a pattern.
std::optional<Wildcard> read_addresses(std::string_view address, std::string_view ignored_bits) {
  if (address == "any" && ignored_bits == "null") return Wildcard{Address::v4(0), 0};
  const auto value = Address::parse(address);
  if (!value || value->family != Family::v4) return std::nullopt;
  if (ignored_bits == "null") return Wildcard{*value, low_ones(32)};
  const auto ignored = Address::parse(ignored_bits);
  if (!ignored || ignored->family != Family::v4) return std::nullopt;
  return Wildcard{*value, ignored->bits ^ low_ones(32)};
}

/// A `null` on the right is no upper bound; one on the left means nothing else than `null null`.
std::optional<PortRange> read_ports(std::string_view first, std::string_view last) {
  if (first == "null" && last == "null") return PortRange{};
  const auto from = number_of<std::uint16_t>(first);
  const auto to = last == "null" ? std::optional(std::uint16_t{65535}) : number_of<std::uint16_t>(last);
  if (!from || !to || *from > *to) return std::nullopt;
  return PortRange{*from, *to};
}

}  // namespace

std::optional<Rule> read_rule(std::span<const std::string_view, rule_words> words) {
  if (words[0] != "permit" && words[0] != "deny") return std::nullopt;
  const auto first_protocol = number_of<std::uint8_t>(words[1]);
  const auto last_protocol = number_of<std::uint8_t>(words[2]);
  const auto source = read_addresses(words[3], words[4]);
  const auto source_ports = read_ports(words[5], words[6]);
  const auto destination = read_addresses(words[7], words[8]);
  const auto destination_ports = read_ports(words[9], words[10]);
  if (!first_protocol || !last_protocol || !source || !source_ports || !destination || !destination_ports)
    return std::nullopt;
  return Rule{words[0] == "permit", *first_protocol, *last_protocol,    *source,
              *destination,         *source_ports,   *destination_ports};
}

}  // namespace sekisho::bench::stanford
