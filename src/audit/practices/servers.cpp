// Clocks that run together, and records that an intruder cannot remove with the device.
#include "audit/practices/practices.hpp"

namespace sekisho::audit {
namespace {

void check_each_has(const Subject& subject, FactKind kind, Code missing, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    if (!knows(device, kind, findings)) continue;
    if (!facts_of(device, kind).empty()) continue;
    // Without an address no server is reached: the clock and the records are looked after by hand.
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
