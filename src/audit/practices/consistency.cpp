// Configs that say what they mean: names that exist, and both families under the same control.
#include "audit/practices/filters.hpp"
#include "audit/practices/practices.hpp"

namespace sekisho::audit {
namespace {

bool carries_ipv6(const Device& device, const Interface& interface) {
  return device.routes_ipv6 && interface.enabled &&
         (interface.ipv6_enabled ||
          std::ranges::any_of(interface.addresses, [](const InterfaceAddress& each) {
            return each.address.family == Family::v6;
          }));
}

/// The first of the filters that drops IPv4 packets, when none of them drops IPv6 packets.
const Filter* one_sided(const Device& device, const std::vector<std::string>& names) {
  const Filter* found = nullptr;
  for (const std::string& name : names) {
    const auto filter = device.filters.find(name);
    if (filter == device.filters.end()) continue;
    if (!passes_all(filter->second, Family::v6)) return nullptr;
    if (found == nullptr && !passes_all(filter->second, Family::v4)) found = &filter->second;
  }
  return found;
}

}  // namespace

void check_defined_names(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    for (const DanglingName& each : device.dangling) {
      if (!each.defined)
        findings.fails(device, Code::practice_undefined_name, {each.kind, each.name}, {each.span, "", ""});
    }
  }
}

void check_ipv6_filtered(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    for (const Interface& interface : device.interfaces) {
      if (!carries_ipv6(device, interface)) continue;
      for (const bool ingress : {true, false}) {
        const Filter* filter =
            one_sided(device, ingress ? interface.ingress_filters : interface.egress_filters);
        if (filter == nullptr) continue;
        findings.fails(device, Code::practice_ipv6_unfiltered, {interface.name, ingress ? "in" : "out"},
                       {interface.span, filter->default_source.text, ""});
      }
    }
  }
}

}  // namespace sekisho::audit
