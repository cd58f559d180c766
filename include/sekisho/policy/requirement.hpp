// What a policy demands of one snapshot: checkable statements with their clauses.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/snapshot.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// `packet`: not even one unsolicited packet, whatever source address it bears. `session`: no session
/// can be opened: the first packet gets there from an address of its own and an answer comes back.
enum class Semantics : std::uint8_t { packet, session };

/// `separation`: packets from one segment to another. `devices`: packets to the devices' own addresses.
/// `relays`: sessions from one segment to another over any number of hosts, none of them a sanitizer.
enum class RequirementKind : std::uint8_t { separation, devices, relays };

[[nodiscard]] std::string_view name_of(Semantics semantics);   // "packet", "session"
[[nodiscard]] std::string_view name_of(RequirementKind kind);  // "separation", "devices", ...

/// One checkable statement about one ordered pair, compiled from a profile.
struct Requirement {
  std::string id;          // "ALPHA-MN-LG:mn>lg"
  std::string profile_id;  // "ALPHA-MN-LG"
  LocalText title;
  std::vector<std::string> clauses;
  RequirementKind kind = RequirementKind::separation;
  Semantics semantics = Semantics::packet;
  std::string from;  // segment names; `to` is a device name when kind is devices
  std::string to;
  std::vector<std::string> allowed_methods;  // channel methods that may cross
  Span span;                                 // the row in the profile
};

}  // namespace sekisho
