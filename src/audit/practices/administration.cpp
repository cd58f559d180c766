// What a device offers to administrators, and how it knows them.
#include "audit/practices/practices.hpp"

#include <array>
#include <string_view>

namespace sekisho::audit {
namespace {

/// Services that send passwords or contents readable for everybody on the way, that anybody can forge, or
/// that serve nobody any more. NIST SP 800-41r1 section 4, CIS Benchmarks for IOS and FortiOS.
constexpr std::array<std::string_view, 13> unsafe_services{
    "telnet",   "http",           "ftp", "tftp",  "finger", "small-servers", "snmp-v1",
    "snmp-v2c", "snmp-v3-noauth", "rsh", "bootp", "identd", "smart-install"};

Code finding_about(const ManagementFact& credential) {
  if (credential.value == "plain") return Code::practice_plain_secret;
  if (credential.value == "reversible") return Code::practice_reversible_secret;
  if (credential.value == "default") return Code::practice_default_secret;
  return Code::practice_no_secret;
}

}  // namespace

void check_safe_services(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    if (!has_address(device)) continue;
    knows(device, FactKind::service, findings);  // what is there fails all the same
    for (const ManagementFact* fact : facts_of(device, FactKind::service)) {
      if (std::ranges::find(unsafe_services, fact->value) == unsafe_services.end()) continue;
      if (fact->interface.empty()) {
        findings.fails(device, Code::practice_unsafe_service, {fact->value}, fact->source);
      } else {
        findings.fails(device, Code::practice_unsafe_service_on, {fact->value, fact->interface},
                       fact->source);
      }
    }
  }
}

void check_administrator_access(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    knows(device, FactKind::idle_timeout, findings);
    for (const ManagementFact* fact : facts_of(device, FactKind::idle_timeout)) {
      if (fact->value == "0")
        findings.fails(device, Code::practice_no_timeout, {whose(device, *fact)}, fact->source);
    }
    knows(device, FactKind::credential, findings);
    for (const ManagementFact* fact : facts_of(device, FactKind::credential)) {
      if (fact->value != "hashed")
        findings.fails(device, finding_about(*fact), {whose(device, *fact)}, fact->source);
    }
  }
}

}  // namespace sekisho::audit
