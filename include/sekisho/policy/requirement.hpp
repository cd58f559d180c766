// What a policy demands of one snapshot: checkable statements with their clauses.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/snapshot.hpp>
#include <sekisho/policy/practice.hpp>

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
/// `channels`: a registered communication that has to get through.
/// `practice`: how devices are set up and the network is kept on record, see Practice.
/// `attestation`: what no config shows and somebody has to state.
enum class RequirementKind : std::uint8_t { separation, devices, relays, channels, practice, attestation };

[[nodiscard]] std::string_view name_of(Semantics semantics);   // "packet", "session"
[[nodiscard]] std::string_view name_of(RequirementKind kind);  // "separation", "devices", ...

/// True for requirements about which packets get where; the others are decided by src/audit.
[[nodiscard]] bool is_about_packets(RequirementKind kind);

/// Whose permission a policy demands for an exception (例外措置); nobody's in particular when without titles.
struct ApproverRole {
  LocalText title;
  std::vector<std::string> titles;  // every spelling that a snapshot may use, those of `title` among them
};

/// One checkable statement, compiled from a profile.
struct Requirement {
  std::string id;          // "ALPHA-MN-LG:mn>lg"; of an attestation "SHIROISHI-ATT-2.4.1-2b"
  std::string profile_id;  // "ALPHA-MN-LG"; of an attestation its id
  LocalText title;
  std::vector<std::string> clauses;
  RequirementKind kind = RequirementKind::separation;
  Semantics semantics = Semantics::packet;
  std::string from;                          // segment names; empty for practices and attestations
  std::string to;                            // a device name when kind is devices
  std::string channel;                       // its id, when kind is channels
  Practice practice{};                       // when kind is practice
  std::vector<std::string> allowed_methods;  // channel methods that may cross
  /// What has to be stated when packets get through; they are then no violation. Empty: they are one.
  LocalText confirm;
  ApproverRole approver;  // of exceptions
  Span span;              // the row or clause in the profile
};

}  // namespace sekisho
