// The vendor-neutral device: what the converters of src/config produce and all analysis reads.
//
// Names inside one device are unique: interfaces by name, filters by name, VRFs by name ("" is the
// global one). A FortiOS VDOM is a VRF named after it, with policies bound to its own interfaces.
#pragma once

#include <sekisho/model/filter.hpp>
#include <sekisho/model/management.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// The steps that a packet takes through a device, in the vendor's own order (Device::pipeline).
enum class Stage : std::uint8_t {
  source_check,     // uRPF, anti-spoofing of the ingress interface
  ingress_filter,   // Interface::ingress_filters
  destination_nat,  // Device::destination_nat
  policy_routing,   // Device::policy_routes
  route_lookup,     // VRF of the ingress interface; own addresses end at Stage::local_filter
  forward_filter,   // Device::forward_filter: policies between interfaces or zones
  source_nat,       // Rule::translate of the permitting policy, then Device::source_nat
  egress_filter,    // Interface::egress_filters
  local_filter,     // Device::local_filter: traffic to the device itself
  own_filter,       // Device::own_filter: traffic of the device itself, behind its route lookup
};

/// Anti-spoofing of an interface (RFC 3704): strict: the best route back leaves here; feasible: some
/// route back leaves here; loose: some route back exists.
enum class SourceCheck : std::uint8_t { none, loose, feasible, strict };

struct InterfaceAddress {
  Address address;
  int length = 32;
  bool secondary = false;
  bool shared = false;  // virtual router address (HSRP, VRRP): several devices may own it

  [[nodiscard]] Prefix subnet() const { return Prefix::of(address, length); }
};

enum class InterfaceKind : std::uint8_t {
  physical,
  subinterface,
  vlan,  // SVI, FortiOS VLAN interface has kind subinterface
  loopback,
  tunnel,
  aggregate,  // LAG, port-channel, FortiOS aggregate and redundant
  bridge,     // software switch, BVI
  other,
};

/// A set of VLAN ids 1..4094.
struct VlanSet {
  std::vector<std::pair<std::uint16_t, std::uint16_t>> ranges;  // inclusive, sorted
  static VlanSet all() { return {{{1, 4094}}}; }
  [[nodiscard]] bool contains(std::uint16_t vlan) const;
  void add(std::uint16_t first, std::uint16_t last);
  void remove(std::uint16_t first, std::uint16_t last);
};

/// How an interface takes part in VLAN switching.
struct SwitchPort {
  enum class Mode : std::uint8_t { access, trunk, dynamic };  // dynamic (DTP): may become a trunk
  Mode mode = Mode::access;
  std::uint16_t access_vlan = 1;
  std::optional<std::uint16_t> voice_vlan;
  std::uint16_t native_vlan = 1;
  bool native_tagged = false;
  VlanSet allowed = VlanSet::all();
  bool isolated = false;  // protected port / private-vlan host: hosts behind it cannot talk to each other
};

struct Tunnel {
  enum class Kind : std::uint8_t { gre, ipip, ipsec, l2tp, sixin4, ssl_vpn, other };
  Kind kind = Kind::gre;
  bool encrypted = false;
  std::optional<Address> local;
  std::optional<Address> remote;
  std::string underlay_interface;  // tunnel source given by interface
  std::string underlay_vrf;
};

struct Interface {
  std::string name;
  Span span;
  InterfaceKind kind = InterfaceKind::physical;
  bool enabled = true;
  std::string description;
  std::string vrf;
  std::string zone;
  std::vector<InterfaceAddress> addresses;
  bool dynamic_address = false;  // DHCP, PPPoE, IPv6 autoconfiguration: address known at run time only
  bool ipv6_enabled = false;     // link-local IPv6 even without an address

  std::optional<SwitchPort> switchport;  // layer-2 port of the device's VLANs
  std::string parent;                    // of a subinterface
  std::optional<std::uint16_t> tag;      // 802.1Q id on the parent; nothing on a subinterface: untagged
  std::optional<std::uint16_t> vlan;     // of an SVI
  std::vector<std::string> members;      // of an aggregate or bridge
  std::optional<Tunnel> tunnel;

  std::vector<std::string> ingress_filters;  // names in Device::filters, all must permit
  std::vector<std::string> egress_filters;
  SourceCheck source_check = SourceCheck::none;
  /// Where the config leaves the mode open: the strictest that it may be, `source_check` being the weakest.
  std::optional<SourceCheck> strictest_source_check;
  bool source_check_ipv6 = true;  // false: the check looks at IPv4 packets only (Linux rp_filter)
  bool proxy_arp = false;
};

struct NatRule {
  RuleSource source;
  Match match;  // against the header as it is when the stage is reached
  Schedule schedule;
  std::vector<std::string> ingress;  // interfaces; empty: any
  std::vector<std::string> egress;   // source NAT only; empty: any
  Rewrite rewrite;                   // empty: translate nothing and stop (exemption)
  std::uint16_t mark = 0;            // set on the packet when this rule translates it
  bool certain = true;               // false: may be applied, need not be
};

/// Where a route or policy sends a packet.
struct NextHop {
  std::string interface;           // empty: found by looking up the gateway (recursive)
  std::optional<Address> gateway;  // nothing: the destination is on the link
  std::string vrf;                 // VRF in which the gateway is looked up, when it differs
  bool other_vrf = false;
};

struct PolicyRoute {
  RuleSource source;
  Match match;
  std::vector<std::string> ingress;
  enum class Verdict : std::uint8_t { forward, drop, normal_routing };
  Verdict verdict = Verdict::forward;
  std::vector<NextHop> next_hops;
  bool only_if_no_route = false;  // IOS "set default": used when only the default route would match
  /// Where the next hop is a table (NextHop::other_vrf without gateway) that has no route for the packet:
  /// the next policy route is asked (Linux `ip rule`), rather than the packet dropped.
  bool falls_through = false;
  bool own_packets = false;  // holds for what the device itself sends, and for nothing else
  bool certain = true;
};

struct StaticRoute {
  RuleSource source;
  Prefix prefix;
  std::string vrf;
  NextHop next_hop;
  bool discard = false;  // Null0, blackhole
  int distance = 1;      // administrative distance: lower wins
  int metric = 0;        // breaks ties of distance (FortiOS priority); lower wins, equal: ECMP
  bool certain = true;   // false: tracked or otherwise conditional: may be absent
};

/// A routing protocol whose routes are not computed: the VRF's routes are then unknown.
struct DynamicRouting {
  std::string vrf;
  std::string protocol;  // "ospf", "bgp", ...
  RuleSource source;
};

/// One line of the device's own routing table, given beside the config.
struct TableRoute {
  enum class Kind : std::uint8_t {
    forward,   // to `next_hops`; discard when there are none
    local,     // the device itself: broadcast and anycast addresses, which no interface has as its own
    no_route,  // the table is left as if it had no route (Linux `throw`)
  };
  std::string vrf;
  Prefix prefix;
  std::vector<NextHop> next_hops;
  Span span;
  Kind kind = Kind::forward;
  bool certain = true;  // false: does not take all packets to the prefix
};

/// Routes of one family that a VRF has and nobody told, beside those that are known.
struct UnknownRoutes {
  std::string vrf;
  Family family = Family::v4;
  RuleSource source;
};

/// What an unsupported or ambiguous construct may do beyond what is modelled.
enum class Effect : std::uint8_t {
  may_drop,       // packets may be dropped that the model passes
  may_permit,     // packets may pass that the model's filters drop
  may_route,      // packets may go out of other interfaces than the model's routes say
  may_translate,  // addresses or ports may be rewritten
  may_bridge,     // the interface may be joined to other interfaces at layer 2
};

struct Uncertainty {
  Effect effect = Effect::may_drop;
  std::string interface;  // empty: the whole device
  RuleSource source;
};

struct Vlan {
  std::uint16_t id = 1;
  std::string name;
  Span span;
};

/// A name that the config gives to addresses (address objects, object groups of addresses). Only names
/// whose addresses the config itself tells; what filters match has long been resolved.
struct NamedAddresses {
  std::string name;
  std::vector<AddressRange> addresses;
  RuleSource source;  // its lines, comments of the administrator among them
};

/// A name that is used but not defined, or defined but not used: found while converting.
struct DanglingName {
  std::string kind;  // "access-list", "address", ...
  std::string name;
  Span span;
  bool defined = false;  // true: defined and never used; false: used and never defined
};

struct Device {
  std::string name;      // as the snapshot calls it; the hostname until then
  std::string hostname;  // as the config says
  std::string language;
  std::vector<std::string> files;

  bool routes_ipv4 = true;         // false: a layer-2 switch (no ip routing)
  bool routes_ipv6 = false;        // ipv6 unicast-routing
  bool stateful = false;           // forward_filter keeps sessions: replies of a session pass
  bool session_needs_syn = false;  // a TCP session starts with SYN without ACK only
  std::vector<Stage> pipeline;

  std::vector<Interface> interfaces;
  std::vector<Vlan> vlans;
  /// "" is always there and not listed. One that no interface belongs to is a table that policy routes
  /// look into.
  std::vector<std::string> vrfs;
  FilterLists filters;  // bound to interfaces, or named by rules of other filters
  std::optional<Filter> forward_filter;
  std::optional<Filter> local_filter;  // nothing: everything to the device is accepted
  std::optional<Filter> own_filter;    // what the device itself sends; nothing: no filter sees it
  std::vector<NatRule> destination_nat;
  std::vector<NatRule> source_nat;
  /// NAT as filters, for languages whose NAT rules stand in chains; a device has these or the two above. A
  /// rule that permits with `translate` translates, one that permits without leaves the packet as it is.
  std::optional<Filter> destination_nat_filter;
  std::optional<Filter> source_nat_filter;
  std::vector<PolicyRoute> policy_routes;
  std::vector<StaticRoute> static_routes;
  std::vector<DynamicRouting> dynamic_routing;
  std::vector<TableRoute> table;        // the device's own routing table, when given
  std::vector<std::string> table_vrfs;  // VRFs that `table` is complete for
  std::vector<UnknownRoutes> unknown_routes;
  std::vector<Uncertainty> uncertainties;
  std::vector<DanglingName> dangling;
  std::vector<NamedAddresses> named_addresses;

  std::vector<ManagementFact> management;
  /// The kinds that the language's reader looks for in the whole config: what is not in `management` is then
  /// not configured. Of other kinds nothing is known.
  std::vector<FactKind> management_kinds;

  [[nodiscard]] const Interface* find_interface(std::string_view interface_name) const;
};

}  // namespace sekisho
