// A Cisco IOS config in IOS's own words: what the tables (rows_*.cpp) fill in and convert_*.cpp reads.
// Nothing here is resolved, and a member that the config does not set is empty: unset is not default.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/model/device.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::config::ios {

// --- access lists ---

/// An address in an access list entry.
struct AceAddress {
  enum class Kind : std::uint8_t { any, wildcard, prefix, group };
  Kind kind = Kind::any;
  Address address;    // wildcard, prefix
  Bits128 care = 0;   // wildcard: the complement of the mask as written
  int length = 0;     // prefix
  std::string group;  // object-group
};

/// Ports of an access list entry: literal ones, or those of a port object group.
struct AcePorts {
  std::vector<PortRange> ranges;  // empty: not asked for
  bool given = false;             // `ranges` counts even when empty (`lt 0`)
  std::string group;
};

/// One protocol with what an entry or a service object group asks of its header.
struct IosService {
  std::optional<std::uint8_t> protocol;  // nothing: ip, ipv6
  AcePorts source_ports;
  AcePorts destination_ports;
  std::optional<std::uint8_t> icmp_type;
  std::optional<std::uint8_t> icmp_code;
  std::vector<TcpFlagMatch> tcp_flags;  // alternatives
};

struct Ace {
  int line = 0;
  long sequence = 0;  // up to 4294967294 in IPv6 lists
  Action action = Action::permit;
  IosService service;
  std::string service_group;
  AceAddress source;
  AceAddress destination;
  bool log = false;
  bool fragments = false;
  std::string unseen;  // words of conditions that the model's packets have no field for
  std::string time_range;
  std::string reflect;   // permit ... reflect NAME: opens the way back
  std::string evaluate;  // evaluate NAME: stands for the entries that NAME has at the moment
};

enum class AclKind : std::uint8_t { standard, extended, ipv6 };

struct AccessList {
  std::string name;
  AclKind kind = AclKind::extended;
  int line = 0;
  std::vector<Ace> entries;  // in the order of their sequence numbers
  bool damaged = false;      // an entry could not be read: what it says is not known
};

struct NetworkObject {
  enum class Kind : std::uint8_t { any, range, wildcard, group };
  Kind kind = Kind::range;
  AddressRange range;
  Wildcard wildcard;
  std::string group;
  int line = 0;
};

struct NetworkGroup {
  int line = 0;
  std::vector<NetworkObject> objects;
  bool damaged = false;
};

struct ServiceObject {
  std::optional<IosService> service;
  std::vector<IosService> more;  // tcp-udp stands for two
  std::string group;
  int line = 0;
};

struct ServiceGroup {
  int line = 0;
  std::vector<ServiceObject> objects;
  bool damaged = false;
};

struct PortGroup {
  int line = 0;
  std::vector<PortRange> ranges;
};

struct TimeRange {
  int line = 0;
  std::optional<Date> start;
  std::optional<Date> end;
  bool part_of_day = false;  // absolute bounds that are not midnight
  bool periodic = false;
};

// --- interfaces ---

struct IosAddress {
  Address address;
  int length = 32;
  bool secondary = false;
};

struct VirtualAddress {  // HSRP, VRRP, GLBP
  Address address;
  int line = 0;
};

struct FilterUse {
  std::string name;
  bool ingress = true;
  int line = 0;
  Family family = Family::v4;
};

struct Switchport {
  std::optional<bool> layer2;  // `switchport` alone, `no switchport`
  bool mentioned = false;      // any `switchport ...` line
  std::optional<SwitchPort::Mode> mode;
  std::optional<std::uint16_t> access_vlan;
  std::optional<std::uint16_t> voice_vlan;
  std::optional<std::uint16_t> native_vlan;
  std::optional<VlanSet> allowed;
  std::optional<bool> native_tagged;
  bool is_protected = false;
  enum class PrivateRole : std::uint8_t { none, host, promiscuous };
  PrivateRole private_role = PrivateRole::none;
  std::optional<std::uint16_t> primary_vlan;
  std::optional<std::uint16_t> secondary_vlan;
};

struct ServiceInstance {
  std::string id;
  int line = 0;
  std::optional<std::uint16_t> tag;
  bool untagged = false;
  bool odd = false;  // several tags, a range, default: not one VLAN
  std::string bridge_domain;
  int bridge_line = 0;
};

struct IosInterface {
  std::string name;
  int line = 0;
  std::optional<bool> shutdown;
  std::string description;
  std::optional<std::string> vrf;
  std::vector<IosAddress> addresses;  // IPv4
  std::vector<IosAddress> ipv6_addresses;
  bool no_ip_address = false;  // `no ip address` stands there
  bool dhcp = false;           // ip address dhcp
  bool negotiated = false;     // ip address negotiated, pppoe, autoconfig
  bool ipv6_dynamic = false;
  bool ipv6_enable = false;
  std::string unnumbered;  // interface whose address is borrowed
  std::string ipv6_unnumbered;
  std::vector<VirtualAddress> virtual_addresses;
  std::optional<std::uint16_t> dot1q;  // encapsulation dot1Q
  bool dot1q_native = false;
  bool dot1q_odd = false;  // QinQ, ranges
  Switchport switchport;
  std::optional<int> channel_group;
  std::string bridge_group;
  int bridge_line = 0;
  std::string bridge_domain;  // of a routed port or EFP
  std::vector<ServiceInstance> service_instances;
  std::string dialer_pool;  // dialer pool N (Dialer) or its member port
  bool dialer_member = false;

  std::string tunnel_mode;  // words behind `tunnel mode`
  std::string tunnel_source;
  std::string tunnel_destination;
  std::string tunnel_vrf;
  std::string tunnel_protection;
  int tunnel_line = 0;

  std::vector<FilterUse> filters;
  std::optional<SourceCheck> source_check;
  bool source_check_default = false;  // allow-default
  std::string source_check_list;      // packets that fail and match are let through
  int source_check_line = 0;
  std::optional<bool> proxy_arp;
  bool nat_inside = false;
  bool nat_outside = false;
  std::string policy_route_map;
  int policy_line = 0;
  std::vector<std::pair<Address, int>> helpers;  // ip helper-address, with line
  std::vector<std::pair<std::string, int>> service_policies;
  std::string zone;
  int zone_line = 0;

  // Lines on which users of the port have to say who they are; 0: not there.
  int port_control_line = 0;  // dot1x|authentication|access-session port-control auto
  int dot1x_line = 0;         // dot1x pae authenticator, or the port control of 802.1X itself
  int mab_line = 0;
  int port_security_line = 0;
};

// --- routing, NAT, policy ---

struct IosRoute {
  int line = 0;
  Prefix prefix;
  std::string vrf;
  std::string interface;
  std::optional<Address> gateway;
  bool dhcp = false;
  bool global = false;       // next hop in the global table
  std::string next_hop_vrf;  // nexthop-vrf NAME
  std::optional<int> distance;
  bool tracked = false;
  bool permanent = false;
};

/// One `ip nat` statement.
struct NatStatement {
  int line = 0;
  enum class Kind : std::uint8_t { static_host, static_network, static_port, dynamic };
  Kind kind = Kind::dynamic;
  bool inside = true;            // ip nat inside ... / ip nat outside ...
  bool destination = false;      // ip nat inside destination
  Address local;                 // static, as written first
  Address global;                // static, as written second
  std::string global_interface;  // static ... interface NAME PORT
  int length = 32;               // static network
  std::uint8_t protocol = 0;     // static port
  std::uint16_t local_port = 0;
  std::uint16_t global_port = 0;
  std::string list;
  std::string route_map;
  std::string pool;
  std::string interface;
  bool overload = false;
  bool add_route = false;
  std::string vrf;
};

struct NatPool {
  int line = 0;
  std::vector<AddressRange> ranges;
  int length = 24;
  bool rotary = false;
  bool match_host = false;
};

struct RouteMapEntry {
  int line = 0;
  int sequence = 10;
  Action action = Action::permit;
  std::vector<std::string> match_lists;
  std::vector<std::string> match_interfaces;
  bool match_other = false;  // a condition that is not modelled
  std::vector<Address> next_hops;
  std::vector<Address> default_next_hops;
  std::vector<std::string> interfaces;
  std::vector<std::string> default_interfaces;
  bool verify_availability = false;
  bool set_other = false;  // a way to forward that is not modelled (set vrf, set global)
};

struct VlanDefinition {
  std::uint16_t id = 1;
  std::string name;
  int line = 0;
  bool shutdown = false;
  std::string private_kind;  // primary, isolated, community
};

struct AccessClass {
  std::string list;
  int line = 0;
  Family family = Family::v4;
};

/// One `line` block.
struct TerminalLines {
  std::string name;  // "line vty 0 4"
  int line = 0;
  bool vty = false;
  bool console = false;
  std::optional<AccessClass> access_class;
  std::optional<AccessClass> access_class6;
  std::optional<std::vector<std::string>> transports;
  int transport_line = 0;
  std::optional<long> idle_seconds;  // exec-timeout; 0: sessions never end by themselves
  int idle_line = 0;
  std::optional<bool> login;
  int login_line = 0;
  bool exec = true;
};

// --- how the device is managed ---

/// A setting as written, of which FactKind speaks; convert_facts.cpp adds what absent lines mean.
struct IosSetting {
  FactKind kind = FactKind::service;
  std::string value;
  std::string scope;
  std::string interface;
  std::string vrf;
  std::string command;  // its words in small letters, each with a blank behind
  int line = 0;
};

struct SettingText {
  std::string text;
  int line = 0;
};

/// One `crypto isakmp policy` block.
struct IsakmpPolicy {
  std::string name;
  int line = 0;
  std::optional<SettingText> encryption;
  std::optional<SettingText> hash;
  std::optional<SettingText> group;
  bool shared_key = false;  // authentication pre-share
};

/// Where VPN clients give name and password.
struct ClientLogin {
  std::string list;   // of `aaa authentication login`
  std::string scope;  // the gateway; empty: all of them
};

struct DynamicProtocol {
  std::string vrf;
  std::string protocol;
  int line = 0;
};

struct UncertainLine {
  Effect effect = Effect::may_drop;
  std::string interface;
  int line = 0;
};

struct IosConfig {
  std::string hostname;
  std::vector<IosInterface> interfaces;
  std::map<std::string, std::size_t> interface_index;
  std::vector<VlanDefinition> vlans;
  std::vector<std::string> vrfs;
  std::map<std::string, AccessList> access_lists;
  std::map<std::string, NetworkGroup> network_groups;
  std::map<std::string, ServiceGroup> service_groups;
  std::map<std::string, PortGroup> port_groups;
  std::map<std::string, TimeRange> time_ranges;
  std::map<std::string, std::vector<RouteMapEntry>> route_maps;
  std::map<std::string, bool> policy_maps;  // name -> may drop on purpose
  std::vector<IosRoute> routes;
  std::vector<NatStatement> nat;
  std::map<std::string, NatPool> nat_pools;
  std::vector<DynamicProtocol> dynamic;
  std::vector<TerminalLines> terminals;
  std::vector<AccessClass> http_access;
  std::vector<AccessClass> snmp_access;
  std::vector<int> control_plane_policies;
  std::vector<IosSetting> settings;
  std::vector<std::string> refused;  // commands behind `no`, as in IosSetting::command
  std::vector<IsakmpPolicy> isakmp_policies;
  bool aggressive_mode = true;  // no `crypto isakmp aggressive-mode disable`
  bool asks_for_ike = false;    // a crypto map or profile negotiates keys
  bool has_ikev2_proposal = false;
  bool has_ikev2_profile = false;
  bool ssh_ciphers_named = false;          // ip ssh server algorithm encryption
  std::vector<SettingText> pushed_routes;  // route set access-list, of FlexVPN
  bool aaa = false;                        // aaa new-model
  std::vector<ClientLogin> client_logins;
  std::map<std::string, std::vector<std::string>> login_lists;  // aaa authentication login NAME methods
  bool has_templates = false;  // `source template`: ports may be configured elsewhere
  std::vector<UncertainLine> uncertain;

  std::optional<bool> ip_routing;
  std::optional<bool> ipv6_routing;
  std::optional<Address> default_gateway;
  int default_gateway_line = 0;
  bool integrated_bridging = false;          // bridge irb
  std::map<std::string, int> bridge_routes;  // bridge N route ip
  bool tag_native = false;                   // vlan dot1q tag native
  bool is_switch = false;                    // commands that only Catalyst switches have
  std::string version;
  std::vector<std::uint16_t> forwarded_udp_off;  // no ip forward-protocol udp N
  bool forward_udp = true;
  std::vector<std::uint16_t> forwarded_udp;  // ip forward-protocol udp N
};

}  // namespace sekisho::config::ios
