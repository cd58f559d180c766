// Filters in the text form `permit|deny proto src/len dst/len sport_lo-sport_hi dport_lo-dport_hi`.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::bench {

struct AclRule {
  bool permit = false;
  std::optional<std::uint8_t> protocol;  // nothing: any
  Prefix source;
  Prefix destination;
  PortRange source_ports;
  PortRange destination_ports;
};

/// The rule as a line of such a file.
[[nodiscard]] std::string to_string(const AclRule& rule);

/// The rules of a file; a failure names the first line that is none.
[[nodiscard]] Result<std::vector<AclRule>> read_acl(const std::string& path);

/// The packets that match a rule, in the full layout.
[[nodiscard]] Cube packets_of(const AclRule& rule);

/// The packets that the rules permit in their order: the first that matches decides, none is a denial.
[[nodiscard]] PacketSet permitted(PacketSpace& space, const std::vector<AclRule>& rules);

}  // namespace sekisho::bench
