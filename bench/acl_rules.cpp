#include "acl_rules.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

namespace sekisho::bench {

namespace {

std::optional<PortRange> read_ports(const std::string& text) {
  PortRange ports;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, ports.first);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto last = std::from_chars(first.ptr + 1, end, ports.last);
  if (last.ec != std::errc() || last.ptr != end) return std::nullopt;
  return ports;
}

std::optional<AclRule> read_rule(const std::string& line) {
  std::istringstream words(line);
  std::string action, protocol, source, destination, source_ports, destination_ports;
  words >> action >> protocol >> source >> destination >> source_ports >> destination_ports;
  if (!words || (action != "permit" && action != "deny")) return std::nullopt;
  const auto from = Prefix::parse(source);
  const auto to = Prefix::parse(destination);
  const auto from_ports = read_ports(source_ports);
  const auto to_ports = read_ports(destination_ports);
  if (!from || !to || !from_ports || !to_ports) return std::nullopt;
  AclRule rule{action == "permit", std::nullopt, *from, *to, *from_ports, *to_ports};
  if (protocol == "any") return rule;
  rule.protocol = parse_protocol(protocol);
  return rule.protocol ? std::optional(rule) : std::nullopt;
}

}  // namespace

std::string to_string(const AclRule& rule) {
  const auto ports = [](const PortRange& range) {
    return std::to_string(range.first) + "-" + std::to_string(range.last);
  };
  return std::string(rule.permit ? "permit " : "deny ") +
         (rule.protocol ? protocol_name(*rule.protocol) : "any") + " " + to_string(rule.source) + " " +
         to_string(rule.destination) + " " + ports(rule.source_ports) + " " + ports(rule.destination_ports);
}

Result<std::vector<AclRule>> read_acl(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Failure{"cannot be read"};
  std::vector<AclRule> rules;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const auto rule = read_rule(line);
    if (!rule) return Failure{"line " + std::to_string(number) + " is not a rule: " + line};
    rules.push_back(*rule);
  }
  return rules;
}

Cube packets_of(const AclRule& rule) {
  Cube cube;
  const auto constrain = [&](Field field, Bits128 first, Bits128 last) {
    cube.fields[static_cast<std::size_t>(field)] = {{first, last}};
  };
  const auto constrain_address = [&](Field field, const Prefix& prefix) {
    constexpr int free_bits = 96;  // behind an IPv4 address
    if (prefix.length > 0)
      constrain(field, raw_of(prefix.first()), raw_of(prefix.last()) | low_ones(free_bits));
  };
  const auto constrain_ports = [&](Field field, const PortRange& ports) {
    if (!ports.is_any()) constrain(field, ports.first, ports.last);
  };
  constrain(Field::family, 0, 0);
  constrain_address(Field::destination, rule.destination);
  constrain_address(Field::source, rule.source);
  if (rule.protocol) constrain(Field::protocol, *rule.protocol, *rule.protocol);
  constrain_ports(Field::destination_port, rule.destination_ports);
  constrain_ports(Field::source_port, rule.source_ports);
  return cube;
}

PacketSet permitted(PacketSpace& space, const std::vector<AclRule>& rules) {
  std::vector<BoxRule> boxes;
  boxes.reserve(rules.size());
  for (const AclRule& rule : rules) boxes.push_back({packets_of(rule), rule.permit});
  return space.first_match(boxes);
}

}  // namespace sekisho::bench
