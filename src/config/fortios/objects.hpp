// FortiOS's own structures, in FortiOS's words. Nothing here has a default: what the file does not set
// is absent until the converter asks. Keys that cannot matter have no member (table/ counts them).
#pragma once

#include "config/fortios/schema.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace sekisho::config::fortios {

using Text = std::optional<std::string>;
using Flag = std::optional<bool>;
using Number = std::optional<long long>;
using Names = std::vector<std::string>;

// --- config system interface

struct SecondaryIp : Object {
  std::optional<IpMask> ip;
  Names allowaccess;
};

struct Vrrp : Object {
  std::optional<Address> vrip;
  Text status;
};

struct ExtraAddress6 : Object {};  // its name is the prefix

struct InterfaceIpv6 : Object {
  Text mode;
  std::optional<Ip6Prefix> address;
  std::vector<Ip6Prefix> subnet;  // added to a delegated prefix
  Names allowaccess;
  Flag autoconf;
  Flag dhcp6_relay_service;
  Table<ExtraAddress6> extra;
  Table<Vrrp> vrrp6;
};

struct Interface : Object {
  Text vdom, type, mode, status, parent, role, security_mode, dedicated_to;
  Number vrf, vlanid, distance, priority;
  std::optional<IpMask> ip, management_ip, remote_ip;
  Names allowaccess, member, dhcp_relay_ip;
  Text alias, description;
  Flag defaultgw, secondary_ip, src_check, l2forward, broadcast_forward, netbios_forward, ipmac, wccp;
  Flag explicit_web_proxy, explicit_ftp_proxy, ips_sniffer_mode, dhcp_relay_service, fortilink;
  Flag pptp_client, proxy_captive_portal, ip_managed;
  Table<SecondaryIp> secondary;
  Table<Vrrp> vrrp;
  InterfaceIpv6 ipv6;
};

struct Zone : Object {
  Text intrazone;
  Names interface;
};

struct SwitchInterface : Object {  // software switch
  Text vdom, type, intra_switch_policy;
  Names member;
};

struct VirtualSwitchPort : Object {};

struct VirtualSwitch : Object {  // hardware switch
  Number vlan;
  Table<VirtualSwitchPort> port;
};

struct VirtualWirePair : Object {
  Names member;
};

struct IpsecAggregate : Object {
  Names member;
};

struct NamedOnly : Object {};  // an entry of which only the name matters

struct VdomLink : Object {
  Text type;
};

// --- tunnels

struct Phase1 : Object {
  Text interface, type, add_route, net_device;
  Text ike_version, mode, authmethod, xauthtype, user_group;
  Names proposal, groups, split_include;
  Flag eap;
  std::optional<Address> remote_gw, remote_gw6, local_gw, local_gw6;
  Text remotegw_ddns, ip_version;
  Flag mode_cfg;
  std::optional<Address> ipv4_start_ip, ipv4_end_ip;
  Text assign_ip_from;
};

struct Phase2 : Object {
  Text phase1name, src_addr_type, dst_addr_type, src_name, dst_name, src_name6, dst_name6;
  Names proposal, groups;
  Flag pfs;
  std::optional<IpMask> src_subnet, dst_subnet;
  std::optional<Ip6Prefix> src_subnet6, dst_subnet6;
  std::optional<Address> src_start_ip, src_end_ip, dst_start_ip, dst_end_ip;
  std::optional<Address> src_start_ip6, src_end_ip6, dst_start_ip6, dst_end_ip6;
  Number protocol, src_port, dst_port;
};

/// gre-tunnel, ipip-tunnel, sit-tunnel, ipv6-tunnel, vne-tunnel, vxlan, geneve, pppoe-interface.
struct PlainTunnel : Object {
  Text interface, status, mode;
  std::optional<Address> local, remote;
  Names remotes;  // vxlan
};

// --- objects of policies

struct AddressObject : Object {
  Text type, sub_type, fqdn, country, interface, sdn, start_mac, end_mac;
  std::optional<IpMask> subnet, wildcard;
  std::optional<Ip6Prefix> ip6;
  std::optional<Address> start_ip, end_ip;
  Names macaddr;
  Number route_tag;
};

struct AddressGroup : Object {
  Text type, category;
  Names member, exclude_member;
  Flag exclude;
};

struct ServiceObject : Object {
  Text protocol, fqdn, app_service_type;
  std::vector<PortPair> tcp, udp, udplite, sctp;
  Number icmptype, icmpcode, protocol_number;
  std::vector<AddressRange> iprange;
  Flag proxy;
};

struct ServiceGroup : Object {
  Names member;
  Flag proxy;
};

struct ScheduleRecurring : Object {
  Names day;
  std::optional<TimeOfDay> start, end;
};

struct ScheduleOnetime : Object {
  std::optional<DateTime> start, end;
};

struct ScheduleGroup : Object {
  Names member;
};

// --- policies

struct Policy : Object {
  Text policy_name, action, status, schedule, vpntunnel, tcp_session_without_syn, geoip_match;
  Names srcintf, dstintf, srcaddr, dstaddr, srcaddr6, dstaddr6, service, poolname, poolname6;
  Names expiry_date, users, groups, fsso_groups, devices, ems_tags, applications, vendor_macs;
  Names services_of_internet, services_of_internet_src;  // whatever names them: all are run-time lists
  Flag srcaddr_negate, dstaddr_negate, srcaddr6_negate, dstaddr6_negate, service_negate;
  Flag nat, ippool, fixedport, match_vip, match_vip_only, nat46, nat64, learning_mode, expiry;
  Flag internet_service, internet_service_src, internet_service6, internet_service6_src;
  Flag identity_based, fsso, ntlm, wccp, disclaimer, ztna_status, permit_any_host, permit_stun_host;
  Flag http_policy_redirect, ssh_policy_redirect, ztna_redirect, wanopt, webcache, eif_check, sgt_check,
      rtp_nat;
  Flag outbound, inbound, natinbound, natoutbound, utm_status, pcp_inbound, rsso, dscp_match;
  Text av_profile, ips_sensor;
  Text tos, tos_mask, logtraffic, network_dynamic, network_src_dynamic, passive_identity;
  Number reputation, vlan_filter;
};

struct MulticastPolicy : Object {
  Text status, action, snat_ip, srcintf, dstintf;
  std::optional<Address> dnat;
  Flag snat;
  Names srcaddr, dstaddr;
  Number protocol, start_port, end_port;
};

// Policies that act on what enters an interface.

struct Anomaly : Object {
  Text status, action;
};

struct DosPolicy : Object {
  Text status, interface;
  Table<Anomaly> anomaly;
};

struct InterfaceRule : Object {
  Text status, action;
  Names interface, srcaddr, dstaddr, service;
};

struct LocalInPolicy : Object {
  Text action, status, schedule;
  Names intf, srcaddr, dstaddr, service, internet_service_names;
  Flag srcaddr_negate, dstaddr_negate, service_negate, ha_mgmt_only, internet_service;
};

struct ProxyPolicy : Object {
  Text proxy, status, action;
  Names srcintf;
};

// --- NAT

struct RealServer : Object {
  Text type, status, address;
  std::vector<AddressRange> ip;
  std::optional<PortRange> port;
};

struct Vip : Object {
  Text type, extintf, mapped_addr, extaddr, protocol, status, server_type, portmapping_type;
  std::vector<AddressRange> extip, mappedip, ipv6_mappedip;
  Names src_filter, service, srcintf_filter;
  Flag portforward, nat_source_vip, arp_reply, nat44, nat46, nat64, nat66;
  std::optional<PortRange> extport, mappedport;
  Table<RealServer> realservers;
};

struct VipGroup : Object {
  Text interface;
  Names member;
};

struct IpPool : Object {
  Text type;
  std::optional<Address> startip, endip;
  std::optional<Ip6Prefix> internal_prefix, external_prefix;
  Flag permit_any_host, nat64;
};

struct CentralSnat : Object {
  Text status, type;
  Names srcintf, dstintf, orig_addr, dst_addr, orig_addr6, dst_addr6, nat_ippool, nat_ippool6;
  Number protocol;
  std::vector<PortPair> orig_port, dst_port, nat_port;
  Flag nat, nat46, nat64;
};

// --- routing

struct StaticRoute4 : Object {
  Text status, device, dstaddr, virtual_wan_link;
  Names sdwan_zone;
  std::optional<IpMask> dst, src;
  std::optional<Address> gateway;
  Number distance, priority, weight, vrf, internet_service;
  Text internet_service_custom;
  Flag blackhole, dynamic_gateway, sdwan, link_monitor_exempt;
};

struct StaticRoute6 : Object {
  Text status, device, dstaddr;
  Names sdwan_zone;
  std::optional<Ip6Prefix> dst;
  std::optional<Address> gateway;
  Number distance, priority, vrf;
  Flag blackhole, dynamic_gateway, sdwan;
};

struct RouterPolicy : Object {
  Names input_device, srcaddr, dstaddr, users, groups, internet_service_id, internet_service_custom;
  std::vector<AddressRange> src, dst;
  Flag input_device_negate, src_negate, dst_negate;
  Text action, status, output_device, tos, tos_mask;
  Number protocol, start_port, end_port, start_source_port, end_source_port;
  std::optional<Address> gateway;
};

/// What shows that a routing protocol runs: entries that a factory default config has not got.
struct RoutingEntry : Object {
  Text status;
};

struct RoutingProtocol : Object {
  Text as, multicast_routing;
  Table<RoutingEntry> running;  // networks, interfaces, neighbours, groups, ranges
};

struct SdwanMember : Object {
  Text interface, zone, status;
  std::optional<Address> gateway, gateway6;
  Number priority;
};

struct SdwanRule : Object {
  Text status;
};

struct SdwanZone : Object {};

struct Sdwan : Object {
  Text status;
  Table<SdwanZone> zone;
  Table<SdwanMember> members;
  Table<SdwanRule> service;
};

struct LinkMonitor : Object {
  Text srcintf, status;
  Flag update_static_route;
  std::vector<AddressRange> gateway_ip;
};

// --- the device itself

struct Admin : Object {
  Names trusthost1, trusthost2, trusthost3, trusthost4, trusthost5, trusthost6, trusthost7, trusthost8,
      trusthost9, trusthost10;
  Names ip6_trusthost1;
  Flag remote_auth, peer_auth;
  Names password;  // "ENC" and a hash, or the password itself
};

/// `system accprofile`: what an administrator may do, and how long a session lasts without a word.
struct AccessProfile : Object {
  Flag admintimeout_override;
  Number admintimeout;
};

struct HaManagement : Object {
  Text interface;
};

struct Ha : Object {
  Flag ha_mgmt_status;
  Table<HaManagement> ha_mgmt_interfaces;
  Text mode;
};

struct GlobalSettings : Object {
  Text hostname;
  Number admin_port, admin_sport, admin_ssh_port, admin_telnet_port;
  Flag admin_https_redirect, admin_telnet, admin_ssh_v1, strong_crypto;
  Number admintimeout;
  Names admin_https_ssl_versions;
  Text vdom_mode, vdom_admin;
};

struct VdomSettings : Object {
  Text opmode, ngfw_mode, status;
  Flag central_nat, strict_src_check, asymroute, asymroute6, tcp_session_without_syn, consolidated,
      ses_denied;
  Flag allow_subnet_overlap, multicast_forward, application_default_port;
  Text bfd, default_policy_expiry;
  std::optional<IpMask> manageip;
  Flag multicast_skip_policy;
};

/// `config authentication-rule`: which users get which portal.
struct SslVpnRule : Object {
  Text portal;
  Names groups, users;
  Flag client_cert;
};

struct SslVpnSettings : Object {
  Text status, default_portal, min_version, tls1_0, tls1_1;
  Number port;
  Names source_interface, tunnel_ip_pools, tunnel_ipv6_pools;
  Flag reqclientcert;
  Table<SslVpnRule> rules;
};

struct SslVpnPortal : Object {
  Flag tunnel_mode, split_tunneling;
  Names split_networks;
};

/// A server of `system ntp`.
struct NtpServer : Object {
  Text server;
};

/// A service of the device that listens on named interfaces: DHCP, DNS, NTP, captive portal.
struct Listener : Object {
  Text status, interface, type;
  Names interfaces;
  Flag server_mode;
  Table<NtpServer> servers;
};

// --- how the device is managed

/// `log syslogd setting` and its kin: where records go.
struct LogTarget : Object {
  Text status, server;
};

struct LogSettings : Object {
  Flag implicit_policy, local_in_deny_unicast, local_in_deny_broadcast;
};

struct DnsSettings : Object {
  Text primary, secondary;
};

struct SnmpCommunity : Object {
  Text community, status, query_v1, query_v2c;
};

struct SnmpUser : Object {
  Text status, queries, security_level, auth_proto, priv_proto;
};

/// `system arp-table`, `firewall ipmacbinding table`, `system ipv6-neighbor-cache`.
struct NeighbourEntry : Object {
  Text interface, ip, mac, status;
};

struct LocalUser : Object {
  Text type, two_factor;
};

struct UserGroup : Object {
  Names member;
};

struct ExplicitProxy : Object {
  Text status;
  std::optional<PortRange> http_incoming_port;
};

struct SwitchedOn : Object {  // a feature that matters only when it is switched on
  Text status;
};

// --- the whole

struct Vdom : Object {
  VdomSettings settings;
  Table<Zone> zones;
  Table<AddressObject> addresses, addresses6, multicast_addresses, multicast_addresses6;
  Table<AddressGroup> groups, groups6;
  Table<ServiceObject> services;
  Table<ServiceGroup> service_groups;
  Table<ScheduleRecurring> recurring;
  Table<ScheduleOnetime> onetime;
  Table<ScheduleGroup> schedule_groups;
  Table<Policy> policies, policies6, security_policies, other_policies;
  Table<MulticastPolicy> multicast_policies, multicast_policies6;
  Table<DosPolicy> dos_policies, dos_policies6;
  Table<InterfaceRule> interface_rules;
  Table<LocalInPolicy> local_in, local_in6;
  Table<ProxyPolicy> proxy_policies;
  Table<Vip> vips, vips6;
  Table<VipGroup> vip_groups, vip_groups6;
  Table<IpPool> pools, pools6;
  Table<CentralSnat> central_snat;
  Table<StaticRoute4> static_routes;
  Table<StaticRoute6> static_routes6;
  Table<RouterPolicy> router_policies, router_policies6;
  RoutingProtocol ospf, ospf6, rip, ripng, bgp, isis, multicast;
  Sdwan sdwan, virtual_wan_link;
  Table<LinkMonitor> link_monitors;
  Table<Phase1> phase1, phase1_policy;
  Table<Phase2> phase2, phase2_policy;
  SslVpnSettings ssl_vpn;
  Table<Listener> dhcp_servers, dhcp6_servers, dns_servers;
  ExplicitProxy web_proxy, ftp_proxy;
  SwitchedOn l2tp, pptp, nat64, ipmac;
  Table<Listener> proxy_arp;
  Table<NamedOnly> external_resources, wildcard_fqdns, wildcard_fqdn_groups;
  Table<IpsecAggregate> ipsec_aggregates;
  Table<VirtualWirePair> wire_pairs;
  Table<SslVpnPortal> portals;
  Table<LocalUser> local_users;
  Table<UserGroup> user_groups;
  Table<NamedOnly> second_factor_servers;  // RADIUS, SAML, TACACS+: what they ask is theirs
  Table<NeighbourEntry> ipmac_table;
  LogSettings log_settings;
  LogTarget syslog_override, analyzer_override;
};

struct Config : Object {
  Text version;  // "7.2.5", from the header
  bool multi_vdom = false;
  Flag transparent_header;
  GlobalSettings global;
  Table<Interface> interfaces;
  Table<SwitchInterface> switches;
  Table<VirtualSwitch> virtual_switches;
  Table<VdomLink> vdom_links;
  Table<PlainTunnel> gre, ipip, sit, ipv6_tunnels, vxlan, geneve, pppoe;
  PlainTunnel vne;
  Table<Admin> admins;
  Ha ha;
  Listener ntp;
  Table<AccessProfile> profiles;
  DnsSettings dns;
  LogTarget syslog, syslog2, syslog3, syslog4, analyzer, analyzer2, analyzer3, analyzer_cloud, log_cloud;
  SwitchedOn snmp;
  Table<SnmpCommunity> snmp_communities;
  Table<SnmpUser> snmp_users;
  Table<NeighbourEntry> neighbours;
  Vdom shared;  // what `config global` holds beside
  Table<Vdom> vdoms;
  std::vector<int> doubtful_lines;  // lines anywhere that widen the whole device
  std::unordered_set<std::string>
      mentioned;  // every value of the file: a name that is none of them is unused
};

}  // namespace sekisho::config::fortios
