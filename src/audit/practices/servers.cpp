// Clocks that run together, and records that an intruder cannot remove with the device.
#include "audit/practices/practices.hpp"

namespace sekisho::audit {
namespace {

/// A switch without an address of its own can reach no server: its clock and its records are looked after by
/// hand.
bool has_address(const Device& device) {
  return std::ranges::any_of(device.interfaces, [](const Interface& each) {
    return each.enabled && (!each.addresses.empty() || each.dynamic_address || each.ipv6_enabled);
  });
}

void check_each_has(const Subject& subject, FactKind kind, Code missing, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    if (!knows(device, kind, findings)) continue;
    if (!facts_of(device, kind).empty()) continue;
    if (has_address(device)) {
      findings.fails(device, missing, {}, whole_config(device));
    } else {
      findings.unknown(device, Code::practice_no_address, {}, whole_config(device));
    }
  }
}

}  // namespace

void check_time_servers(const Subject& subject, Findings& findings) {
  check_each_has(subject, FactKind::time_server, Code::practice_no_time_server, findings);
}

void check_log_servers(const Subject& subject, Findings& findings) {
  check_each_has(subject, FactKind::log_server, Code::practice_no_log_server, findings);
}

}  // namespace sekisho::audit
