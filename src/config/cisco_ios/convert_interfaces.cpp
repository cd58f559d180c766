// Layer-3 side of interfaces: kinds, addresses, tunnels, checks.
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/names.hpp"
#include "config/reading/pattern.hpp"
#include "config/syntax/statement.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

bool is_ethernet(std::string_view type) {
  return type.find("Ethernet") != std::string_view::npos || type.find("GigE") != std::string_view::npos ||
         type == "Port-channel" || type == "Wlan-GigabitEthernet";
}

InterfaceKind kind_of(std::string_view name) {
  const auto [type, number] = split_interface_name(name);
  if (same_text(type, "Vlan")) return InterfaceKind::vlan;
  if (same_text(type, "Loopback")) return InterfaceKind::loopback;
  if (same_text(type, "Tunnel")) return InterfaceKind::tunnel;
  if (same_text(type, "BVI") || same_text(type, "BDI")) return InterfaceKind::bridge;
  for (const std::string_view other :
       {"Dialer", "Virtual-Template", "Virtual-Access", "Virtual-PPP", "Multilink", "NVI", "VirtualPortGroup",
        "vasileft", "vasiright", "LISP", "nve", "Async"}) {
    if (same_text(type, other)) return InterfaceKind::other;
  }
  if (number.find('.') != std::string_view::npos) {
    // Subinterfaces of serial lines and ATM are circuits of their own, not VLANs of a parent.
    return is_ethernet(type) ? InterfaceKind::subinterface : InterfaceKind::other;
  }
  return same_text(type, "Port-channel") ? InterfaceKind::aggregate : InterfaceKind::physical;
}

const IosInterface* written(const IosConfig& config, const std::string& name) {
  const auto found = config.interface_index.find(name);
  return found == config.interface_index.end() ? nullptr : &config.interfaces[found->second];
}

/// Length of the subnet that a virtual router address lies in.
int subnet_length(const IosInterface& interface, const Address& address) {
  const auto& candidates = address.family == Family::v4 ? interface.addresses : interface.ipv6_addresses;
  for (const IosAddress& own : candidates) {
    if (Prefix::of(own.address, own.length).contains(address)) return own.length;
  }
  return width(address.family);
}

void add_addresses(const IosInterface& from, Interface& interface) {
  std::vector<IosAddress> addresses = from.addresses;
  std::ranges::stable_sort(addresses, {}, &IosAddress::secondary);  // the primary address first
  addresses.insert(addresses.end(), from.ipv6_addresses.begin(), from.ipv6_addresses.end());
  for (const IosAddress& address : addresses) {
    // A link-local address names the device; its prefix is on every link and leads nowhere.
    const int length = is_ipv6_link_local(address.address) ? width(Family::v6) : address.length;
    interface.addresses.push_back({address.address, length, address.secondary, false});
  }
  for (const VirtualAddress& address : from.virtual_addresses) {
    interface.addresses.push_back({address.address, subnet_length(from, address.address), true, true});
  }
}

/// An unnumbered interface answers to the address that it borrows; the subnet stays where it is.
void borrow_address(Conversion& conversion, const IosInterface& from, Interface& interface) {
  for (const auto& [name, family] :
       {std::pair{from.unnumbered, Family::v4}, std::pair{from.ipv6_unnumbered, Family::v6}}) {
    if (name.empty()) continue;
    const IosInterface* lender = written(conversion.config, name);
    if (lender == nullptr) {
      conversion.dangling("interface", name, from.line);
      continue;
    }
    const auto& addresses = family == Family::v4 ? lender->addresses : lender->ipv6_addresses;
    if (!addresses.empty()) {
      interface.addresses.push_back({addresses.front().address, width(family), false, true});
    }
  }
}

void convert_tunnel(Conversion& conversion, const IosInterface& from, Interface& interface) {
  Tunnel tunnel;
  const std::vector<Word> words = split_words(from.tunnel_mode);
  const std::string_view mode = words.empty() ? std::string_view("gre") : words.front().text;
  const std::string_view second = words.size() > 1 ? words[1].text : std::string_view();
  if (same_text(mode, "ipsec")) {
    tunnel.kind = Tunnel::Kind::ipsec;
    tunnel.encrypted = true;
  } else if (same_text(mode, "ipip") || same_text(mode, "nos")) {
    tunnel.kind = Tunnel::Kind::ipip;
  } else if (same_text(mode, "ipv6ip")) {
    tunnel.kind = Tunnel::Kind::sixin4;
  } else if (!same_text(mode, "gre")) {
    tunnel.kind = Tunnel::Kind::other;
  }
  if (!from.tunnel_protection.empty()) tunnel.encrypted = true;
  tunnel.underlay_vrf = from.tunnel_vrf;
  if (const auto address = Address::parse(from.tunnel_source)) {
    tunnel.local = *address;
  } else if (!from.tunnel_source.empty()) {
    tunnel.underlay_interface = from.tunnel_source;
    const IosInterface* source = written(conversion.config, from.tunnel_source);
    const bool v6 = same_text(second, "ipv6") || from.tunnel_destination.find(':') != std::string::npos;
    if (source == nullptr) {
      conversion.dangling("interface", from.tunnel_source, from.line);
    } else if (const auto& addresses = v6 ? source->ipv6_addresses : source->addresses; !addresses.empty()) {
      tunnel.local = addresses.front().address;
    }
  }
  if (const auto address = Address::parse(from.tunnel_destination)) {
    tunnel.remote = *address;
  } else if (!from.tunnel_destination.empty()) {
    // A host name: which address it has is known at run time only.
    conversion.ledger.approximated(from.tunnel_line, Code::not_modelled_routes, {"tunnel destination"});
  }
  interface.tunnel = tunnel;
}

void convert_source_check(Conversion& conversion, const IosInterface& from, Interface& interface) {
  interface.source_check = from.source_check.value_or(SourceCheck::none);
  if (interface.source_check == SourceCheck::none) return;
  if (!from.source_check_list.empty()) {
    // What the list permits passes although it fails the check.
    conversion.widen(Effect::may_permit, from.name, from.source_check_line);
    conversion.ledger.approximated(from.source_check_line, Code::not_modelled_permits, {"ip verify unicast"});
  }
  if (!from.source_check_default) {
    // Without allow-default a source that only the default route leads back to is dropped; the check of
    // the model counts default routes.
    conversion.widen(Effect::may_drop, from.name, from.source_check_line);
    conversion.ledger.approximated(from.source_check_line, Code::not_modelled_drops, {"ip verify unicast"});
  }
}

void convert_interface(Conversion& conversion, const IosInterface& from) {
  Interface interface;
  interface.name = from.name;
  interface.span = conversion.ledger.span(from.line);
  interface.kind = kind_of(from.name);
  interface.enabled = !from.shutdown.value_or(false);  // a running config prints `shutdown` where it holds
  interface.description = from.description;
  interface.vrf = from.vrf.value_or(std::string());
  interface.zone = from.zone;
  add_addresses(from, interface);
  borrow_address(conversion, from, interface);
  interface.dynamic_address = from.dhcp || from.negotiated || from.ipv6_dynamic;
  interface.ipv6_enabled = from.ipv6_enable || !from.ipv6_addresses.empty();
  // On by default (Cisco IOS IP Addressing Services Command Reference, "ip proxy-arp").
  interface.proxy_arp = from.proxy_arp.value_or(true);
  const auto [type, number] = split_interface_name(from.name);
  if (interface.kind == InterfaceKind::vlan) {
    const std::optional<long> id = parse_number(number);
    if (id && *id >= 1 && *id <= 4094) interface.vlan = static_cast<std::uint16_t>(*id);
  }
  if (interface.kind == InterfaceKind::subinterface) {
    interface.parent = from.name.substr(0, from.name.find('.'));
    if (from.dot1q && !from.dot1q_native) interface.tag = from.dot1q;
    // Without an encapsulation nothing is sent or received.
    if (!from.dot1q && !from.dot1q_odd) interface.enabled = false;
  }
  if (interface.kind == InterfaceKind::tunnel) convert_tunnel(conversion, from, interface);
  convert_source_check(conversion, from, interface);
  if (const std::string& vrf = interface.vrf; !vrf.empty()) {
    if (std::ranges::find(conversion.device.vrfs, vrf) == conversion.device.vrfs.end()) {
      conversion.dangling("vrf", vrf, from.line);
      conversion.device.vrfs.push_back(vrf);
    }
  }
  conversion.device.interfaces.push_back(std::move(interface));
}

/// A dialer interface runs over the port that is in its pool (PPPoE, cellular, serial lines).
void join_dialers(Conversion& conversion) {
  for (const IosInterface& dialer : conversion.config.interfaces) {
    if (dialer.dialer_pool.empty() || dialer.dialer_member) continue;
    for (const IosInterface& port : conversion.config.interfaces) {
      if (!port.dialer_member || port.dialer_pool != dialer.dialer_pool) continue;
      if (Interface* interface = conversion.find(dialer.name)) interface->parent = port.name;
    }
  }
}

/// A subinterface or member may name a port that the text does not show.
void add_parents(Conversion& conversion) {
  std::vector<Interface> missing;
  for (const Interface& interface : conversion.device.interfaces) {
    if (interface.parent.empty() || conversion.find(interface.parent) != nullptr) continue;
    if (std::ranges::find(missing, interface.parent, &Interface::name) != missing.end()) continue;
    Interface parent;
    parent.name = interface.parent;
    parent.span = interface.span;
    parent.kind = kind_of(interface.parent);
    missing.push_back(std::move(parent));
  }
  for (Interface& parent : missing) conversion.device.interfaces.push_back(std::move(parent));
}

}  // namespace

void convert_interfaces(Conversion& conversion) {
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (split_interface_name(interface.name).first == "Null") continue;
    convert_interface(conversion, interface);
  }
  join_dialers(conversion);
  add_parents(conversion);
}

}  // namespace sekisho::config::ios
