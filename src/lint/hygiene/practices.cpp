// What the checks of policies find in devices, whatever policy the snapshot has.
#include "lint/findings.hpp"

#include <sekisho/audit/check.hpp>

#include <algorithm>

namespace sekisho::lint {
namespace {

struct Told {
  FindingKind kind;
  Severity severity;
};

/// Which finding a reason of a check is; nothing: none of lint's.
std::optional<Told> told(Code code) {
  switch (code) {
    case Code::practice_denial_not_logged: return Told{FindingKind::missing_log, Severity::note};
    case Code::practice_unsafe_service:
    case Code::practice_unsafe_service_on: return Told{FindingKind::cleartext_service, Severity::warning};
    case Code::practice_weak_algorithm: return Told{FindingKind::insecure_crypto, Severity::warning};
    case Code::practice_plain_secret:
    case Code::practice_reversible_secret: return Told{FindingKind::default_credential, Severity::warning};
    case Code::practice_default_secret:
    case Code::practice_no_secret: return Told{FindingKind::default_credential, Severity::error};
    case Code::practice_ipv6_unfiltered: return Told{FindingKind::ipv6_gap, Severity::warning};
    case Code::practice_ports_unused:
    case Code::practice_ports_open: return Told{FindingKind::unused_port_open, Severity::note};
    default: return std::nullopt;
  }
}

/// True for what a device does because no line says otherwise.
bool is_default(const Device& device, const Reason& reason) {
  return std::ranges::any_of(device.management, [&](const ManagementFact& fact) {
    return fact.source.label == default_label && fact.source.span == reason.because.span &&
           fact.source.text == reason.text;
  });
}

/// Of which links and segments somebody has to know to be worth asking.
bool needs_network(Practice practice) {
  return practice == Practice::denials_logged || practice == Practice::known_ports;
}

}  // namespace

void find_practices(const Subject& subject, std::vector<Finding>& out) {
  static const std::vector<DeviceRoutes> no_routes;
  const audit::Subject audited{subject.network, subject.routes == nullptr ? no_routes : *subject.routes,
                               subject.options.date, subject.options.jobs, nullptr};
  for (const Practice practice :
       {Practice::denials_logged, Practice::safe_services, Practice::administrator_access,
        Practice::strong_encryption, Practice::ipv6_filtered, Practice::known_ports}) {
    if (needs_network(practice) && !subject.has_segments()) continue;
    Requirement requirement;
    requirement.kind = RequirementKind::practice;
    requirement.practice = practice;
    for (const Reason& reason : audit::check(requirement, audited).reasons) {
      const std::optional<Told> as = told(reason.because.code);
      if (!as) continue;
      Finding found;
      found.kind = as->kind;
      found.severity = as->severity;
      found.device = reason.device;
      found.rule = {reason.because.span, reason.text, ""};
      const auto device = subject.network.find_device(reason.device);
      if (device && is_default(subject.network.devices[*device], reason)) {
        found.rule.label = default_label;
        // Services that every config has by default are one line in a template, not a fault of this one; and
        // who has no password to give stands at the console.
        if (found.kind == FindingKind::cleartext_service) found.severity = Severity::note;
        if (found.kind == FindingKind::default_credential) found.severity = Severity::warning;
      }
      found.message = reason.because;
      out.push_back(std::move(found));
    }
  }
}

}  // namespace sekisho::lint
