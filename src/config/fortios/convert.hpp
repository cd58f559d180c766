// The third step: FortiOS's structures into the vendor-neutral device. Each function does one subject;
// convert.cpp runs them in order. Only these files know both sides.
#pragma once

#include "config/fortios/address_book.hpp"
#include "config/fortios/service_book.hpp"
#include "config/fortios/vdom_context.hpp"

#include <map>

namespace sekisho::config::fortios {

/// The whole conversion. `ledger` regrades lines whose effect only the whole config tells.
[[nodiscard]] Device convert(LineLedger& ledger, const Config& config);

// --- the device as a whole

/// Interfaces with their layer-2 relations, addresses, VRFs.
void convert_interfaces(LineLedger& ledger, const Config& config, Device& device);
/// Tunnel ends of interfaces, tunnels without an interface entry.
void convert_tunnels(LineLedger& ledger, const Config& config, Device& device);

/// Facts about the device's management, and the kinds of which all is known.
void convert_facts(LineLedger& ledger, const Config& config, Device& device);

// --- one VDOM

struct VdomConversion {
  explicit VdomConversion(VdomContext& shared)
      : context(shared), addresses(shared), services(shared), schedules(shared) {}

  VdomContext& context;
  AddressBook addresses;
  ServiceBook services;
  ScheduleBook schedules;

  /// Mark of each virtual IP (NatRule::mark), by name and family; groups are resolved.
  struct VipUse {
    const Vip* vip = nullptr;
    Family family = Family::v4;
    std::uint16_t mark = 0;
    bool referenced = false;  // by an enabled policy that accepts
  };
  std::map<std::pair<Family, std::string>, VipUse> vips;
};

/// Virtual IPs get their marks; `next_mark` counts over all VDOMs. Before the policies.
void number_vips(VdomConversion& vdom, std::uint16_t& next_mark);
/// The names of virtual IPs that a name of a policy's destination stands for (itself, or a group's).
[[nodiscard]] std::vector<std::string> vips_named(const VdomConversion& vdom, Family family,
                                                  const std::string& name);

void convert_settings(VdomConversion& vdom);
void convert_selectors(VdomConversion& vdom);  // phase-2 selectors of IPsec tunnels
void convert_vips(VdomConversion& vdom);
void convert_policies(VdomConversion& vdom);
void convert_multicast_policies(VdomConversion& vdom);
void convert_zones(VdomConversion& vdom);  // intra-zone traffic; after the policies
void convert_central_snat(VdomConversion& vdom);
void convert_interface_policies(VdomConversion& vdom);
void convert_static_routes(VdomConversion& vdom);
void convert_policy_routes(VdomConversion& vdom);
void convert_dynamic_routing(VdomConversion& vdom);
void convert_local_in(VdomConversion& vdom);
void list_names(const VdomConversion& vdom);  // address objects, as names for readers of the device

// --- translation of a policy's source, shared by policies and central SNAT

/// One way to translate the source of a permitted packet.
struct SourceTranslation {
  Rewrite rewrite;
  std::vector<std::string> egress;  // interfaces for which it holds; empty: all that the rule names
  bool certain = true;              // false: another of the list may be taken instead
};

/// By pools where named, else by the address of each outgoing interface. `line` is for remarks.
[[nodiscard]] std::vector<SourceTranslation> source_translations(VdomConversion& vdom, const Names& pools,
                                                                 Family family,
                                                                 const std::vector<std::string>& egress,
                                                                 bool fixed_port, int line);

}  // namespace sekisho::config::fortios
