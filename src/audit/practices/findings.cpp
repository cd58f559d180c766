#include "audit/practices/findings.hpp"

namespace sekisho::audit {

RuleSource whole_config(const Device& device) {
  RuleSource source;
  if (!device.files.empty()) source.span = {device.files.front(), 1};
  return source;
}

bool knows(const Device& device, FactKind kind, Findings& findings) {
  const std::vector<FactKind>& kinds = device.management_kinds;
  if (std::ranges::find(kinds, kind) != kinds.end()) return true;
  findings.unknown(device, Code::practice_not_read, {device.language}, whole_config(device));
  return false;
}

std::vector<const ManagementFact*> facts_of(const Device& device, FactKind kind) {
  std::vector<const ManagementFact*> result;
  for (const ManagementFact& fact : device.management) {
    if (fact.kind == kind) result.push_back(&fact);
  }
  return result;
}

bool has_address(const Device& device) {
  if (device.interfaces.empty()) return true;  // nothing is known of it
  return std::ranges::any_of(device.interfaces, [](const Interface& each) {
    return each.enabled && (!each.addresses.empty() || each.dynamic_address || each.ipv6_enabled);
  });
}

const std::string& whose(const Device& device, const ManagementFact& fact) {
  return fact.scope.empty() ? device.name : fact.scope;
}

}  // namespace sekisho::audit
