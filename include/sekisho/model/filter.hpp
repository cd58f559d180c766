// Filters: ordered rules with first-match semantics, vendor-neutral.
//
// A filter is a list of rules. A rule may hand the packet to another list of the device by its name
// (Device::filters): `call`, `go_to` and `require` are how iptables, nftables and Junos put lists together.
//
//   call     the other list is walked; a packet that it does not decide comes back, to the next rule
//   go_to    the same, but a packet that comes back leaves this list as if it had come to its end
//   give_back  the packet leaves this list as if it had come to its end
//   require  the other list, taken for itself with its default action, must permit; then the next rule
//
// At its end a list that was called or gone to gives the packet back to the list that called; only a list
// that is bound, or required, has its default action. In a list that is required, `translate` does nothing.
//
// Everything that a rule matches is known from both sides. A term that is not `certain` (an FQDN, an
// application id, a dynamic list) may match anything inside it and is not sure to match any of it, so
// an upper bound counts all terms and a lower bound only the certain ones.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sekisho {

/// One piece of an address match. The alternatives never mix families.
struct AddressTerm {
  std::variant<AddressRange, Wildcard> value;
  bool certain = true;  // false: may match inside `value`, need not
};

/// A set of addresses: the union of `terms`, complemented when `negated`. `any` covers both families
/// and makes `terms` meaningless.
struct AddressMatch {
  bool any = true;
  bool negated = false;
  std::vector<AddressTerm> terms;

  static AddressMatch everything() { return {}; }
  static AddressMatch of(std::vector<AddressTerm> terms) { return {false, false, std::move(terms)}; }
};

/// TCP flags as (flags & mask) == value.
struct TcpFlagMatch {
  std::uint8_t mask = 0;
  std::uint8_t value = 0;
  friend bool operator==(const TcpFlagMatch&, const TcpFlagMatch&) = default;
};

/// An inclusive range of ICMP types or codes.
struct ByteRange {
  std::uint8_t first = 0;
  std::uint8_t last = 255;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// One service: a protocol with what is asked of its header. An empty list asks nothing; several
/// entries of one list are alternatives. Ports hold for protocols with ports only, ICMP fields for
/// ICMP and ICMPv6 only; a rule that asks for a field its packet has not got does not match it.
struct Service {
  std::optional<std::uint8_t> protocol;  // nothing: every protocol
  std::vector<PortRange> source_ports;
  std::vector<PortRange> destination_ports;
  std::vector<ByteRange> icmp_types;
  std::vector<ByteRange> icmp_codes;
  std::vector<TcpFlagMatch> tcp_flags;  // alternatives
  bool certain = true;
};

/// When a rule is in force. Absolute bounds are whole days, inclusive; `periodic` rules are in force
/// during a part of some days, so on a given date they may match and need not.
struct Schedule {
  std::optional<Date> start;
  std::optional<Date> end;
  bool periodic = false;
  bool never = false;  // disabled rule, or a schedule that is defined empty
  std::string name;
};

enum class Activity : std::uint8_t { active, inactive, sometimes };

/// `active`: all day long. A boundary day (first or last day of the bounds) counts as `sometimes`
/// when the vendor gave a time of day; converters say so by setting `periodic`.
[[nodiscard]] Activity activity_on(const Schedule& schedule, const Date& date);

/// What a rule asks of a packet.
struct Match {
  bool ipv4 = true;
  bool ipv6 = true;
  AddressMatch source;
  AddressMatch destination;
  std::vector<Service> services;                    // alternatives; empty: every packet
  std::vector<ConnectionState> states;              // alternatives; empty: any state (see ConnectionState)
  std::optional<std::vector<std::uint16_t>> marks;  // packet mark is one of these
  std::vector<std::uint64_t> source_macs;           // alternatives; empty: any
  /// False: even where all terms are certain, the rule asks for something that the model cannot see
  /// (an application, a user, a fragment bit): it matches no more than this and maybe nothing.
  bool certain = true;
};

enum class Action : std::uint8_t { permit, deny, call, go_to, give_back, require };

/// Lists inside lists deeper than this are not followed: such a packet may be permitted, denied or given
/// back, and so may one that comes to a list that is not defined or that is being walked already.
inline constexpr int max_call_depth = 64;

/// How a packet's header changes. Every given member is set; a range means that the device chooses.
struct Rewrite {
  std::optional<AddressRange> source;
  std::optional<AddressRange> destination;
  std::optional<PortRange> source_port;
  std::optional<PortRange> destination_port;
  /// The host bits of the address are kept and only the network bits replaced: `source` (or
  /// `destination`) is then a prefix-sized range (static network NAT).
  bool keep_host_bits = false;
  /// destination_port keeps its offset inside the matched range (FortiOS port-forward ranges).
  bool keep_port_offset = false;

  [[nodiscard]] bool empty() const { return !source && !destination && !source_port && !destination_port; }
  friend bool operator==(const Rewrite&, const Rewrite&) = default;
};

/// Where a rule stands and how it reads in the config; blame and reports show it as it is.
struct RuleSource {
  Span span;
  std::string text;   // the config line(s), secrets masked
  std::string label;  // "policy 12 \"lg-to-mail\"", "INSIDE-IN seq 30"
};

struct Rule {
  RuleSource source;
  Action action = Action::deny;
  std::string list;  // call, go_to, require: which list of the device
  Match match;
  Schedule schedule;
  std::vector<std::string> ingress;  // interface names; empty: any (policies between interfaces)
  std::vector<std::string> egress;
  std::optional<Rewrite>
      translate;  // goes with this permit: source NAT of a policy, or a rule of a NAT filter
  bool log = false;
};

struct Filter {
  std::string name;
  std::vector<Rule> rules;
  Action default_action = Action::deny;
  RuleSource default_source;  // the implicit rule, for reports: span of the filter's definition
};

/// The lists of a device, by name.
using FilterLists = std::map<std::string, Filter>;

}  // namespace sekisho
