// How a device is looked after: clocks, logs, services of its own, administrators, encryption, access ports.
// Nothing here changes which packets go where; the checks of src/audit read it.
#pragma once

#include <sekisho/model/filter.hpp>

#include <cstdint>
#include <string>

namespace sekisho {

enum class FactKind : std::uint8_t {
  /// A clock that the device follows; value: its address or name as written.
  time_server,
  /// Where records of events go, other than the device's own memory; value: address or name as written.
  log_server,
  /// What no rule of a filter permits is recorded; value "yes". `scope`: the filter, empty: the forwarding
  /// filter. Of rules see Rule::log.
  implicit_denial_logged,
  /// A resolver that the device asks or hands questions on to; value: address or name as written.
  name_server,
  /// A service that the device itself offers; value: "ssh", "telnet", "http", "https", "ftp", "tftp",
  /// "finger",
  /// "small-servers", "snmp-v1", "snmp-v2c", "snmp-v3", "rsh", "bootp", "smart-install", ... With an
  /// interface:
  /// offered on that one only. `noauth`/`noauthnopriv` SNMPv3 is "snmp-v3-noauth".
  service,
  /// How long an administrator's session may stay idle; value: seconds, "0" for ever. `scope` names the line
  /// (console, vty) or is empty.
  idle_timeout,
  /// How a secret is kept or chosen; value: "plain", "reversible" (a code that can be undone, IOS type 7),
  /// "hashed", "default" (a name or community that the vendor or habit has made known: public, private,
  /// cisco,
  /// admin), "none" (no password asked). `scope`: whose it is ("user admin", "community", "line vty 0 4").
  credential,
  /// Addresses from which administrators are let in; value: prefix, or name of the filter. `scope`: what it
  /// limits ("line vty 0 4", "user admin", "snmp").
  administrator_source,
  /// An algorithm that a VPN or a service of the device accepts, one fact each; value in small letters:
  /// "des",
  /// "3des", "aes128", "aes256-gcm", "null", "md5", "sha1", "sha256", "dh2", "dh14", "ikev1",
  /// "aggressive-mode",
  /// "ssl3", "tls1.0", "tls1.2", "ssh1", ... `scope`: the proposal, tunnel or service.
  algorithm,
  /// A gateway that lets people or sites in from outside with a login: value "ssl-vpn", "ipsec", "l2tp",
  /// "pptp".
  /// `scope`: its name.
  remote_access,
  /// Remote access hands only part of the user's traffic to the tunnel; value: the networks or the list's
  /// name.
  split_tunnel,
  /// Remote access asks for a second factor; value: "certificate", "token", "radius" (left to the server).
  second_factor,
  /// How an access port tells who may use it; value: "802.1x", "mab", "port-security". With an interface.
  port_authentication,
  /// An address of a host on the link bound to its hardware address; value: "address mac". With an interface
  /// when the config names it. Static ARP, IP source guard bindings, MAC address control lists.
  bound_neighbour,
  /// A rule of the forwarding filter hands what it permits to an inspection of contents, and what that finds
  /// is recorded; value: "malware", "intrusion". Its line is one of the rule's.
  inspection,
};

/// One thing that a config says of the device's management.
struct ManagementFact {
  FactKind kind = FactKind::service;
  std::string value;
  std::string scope;      // see the kind
  std::string interface;  // empty: the whole device
  std::string vrf;
  RuleSource source;
};

}  // namespace sekisho
