// Interfaces that forward and filter nothing, and logins that are open to everybody.
#include "lint/findings.hpp"

#include <sekisho/audit/borders.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace sekisho::lint {
namespace {

bool is_filtered(const Interface& interface) {
  return !interface.ingress_filters.empty() || !interface.egress_filters.empty();
}

bool forwards(const Interface& interface) {
  return interface.enabled && interface.kind != InterfaceKind::loopback && !interface.addresses.empty();
}

}  // namespace

void find_unfiltered_interfaces(const Subject& subject, DeviceIndex index, std::vector<Finding>& out) {
  const Device& device = subject.network.devices[index];
  if (device.forward_filter || (!device.routes_ipv4 && !device.routes_ipv6)) return;
  std::set<std::string> around;
  bool filters_somewhere = false;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    if (!forwards(device.interfaces[i])) continue;
    filters_somewhere |= is_filtered(device.interfaces[i]);
    around.merge(audit::segments_at(subject.network, index, i));
  }
  const bool between_segments = subject.has_segments() && around.size() > 1;
  if (!between_segments && !filters_somewhere) return;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& interface = device.interfaces[i];
    if (!forwards(interface) || is_filtered(interface)) continue;
    const RuleSource source{interface.span, "interface " + interface.name, ""};
    const std::set<std::string> segments = audit::segments_at(subject.network, index, i);
    if (between_segments && !segments.empty()) {
      out.push_back(finding(FindingKind::unfiltered_interface, Severity::warning, device, "", source,
                            Code::lint_unfiltered_border, {interface.name, *segments.begin()}));
    } else if (filters_somewhere) {
      out.push_back(finding(FindingKind::unfiltered_interface, Severity::note, device, "", source,
                            Code::lint_unfiltered_interface, {interface.name}));
    }
  }
}

void find_exposed_management(const Device& device, std::vector<Finding>& out) {
  constexpr std::array logins{"ssh", "telnet", "http", "https", "snmp-v1", "snmp-v2c", "snmp-v3"};
  if (std::ranges::count(device.management_kinds, FactKind::administrator_source) == 0) return;
  const auto limits = [](const ManagementFact& fact) { return fact.kind == FactKind::administrator_source; };
  if (std::ranges::any_of(device.management, limits)) return;
  for (const ManagementFact& fact : device.management) {
    if (fact.kind != FactKind::service || std::ranges::count(logins, fact.value) == 0) continue;
    out.push_back(finding(FindingKind::management_exposed, Severity::warning, device, "", fact.source,
                          Code::lint_management_exposed, {fact.value}));
  }
}

}  // namespace sekisho::lint
