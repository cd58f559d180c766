// Rules that let traffic through at an interface on the internet hand it to an inspection of contents. One
// that does not proves no gap: a sensor of its own may stand elsewhere. So it is unknown, and for somebody to
// state.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/practices.hpp"

#include <set>

namespace sekisho::audit {
namespace {

/// Names of the interfaces of a device that share a broadcast domain with the internet.
std::set<std::string> exits_of(const Network& network, DeviceIndex index) {
  std::set<std::string> names;
  const Device& device = network.devices[index];
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    for (const std::string& name : segments_at(network, index, i)) {
      const Segment* segment = network.snapshot.find_segment(name);
      if (segment != nullptr && segment->segment_class == SegmentClass::internet)
        names.insert(device.interfaces[i].name);
    }
  }
  return names;
}

/// An empty list of interfaces means any.
bool may_use(const std::vector<std::string>& interfaces, const std::set<std::string>& exits) {
  return interfaces.empty() ||
         std::ranges::any_of(interfaces, [&](const std::string& each) { return exits.contains(each); });
}

bool is_inspected(const Device& device, const Rule& rule, const std::string& kind) {
  const Span& lines = rule.source.span;
  return std::ranges::any_of(device.management, [&](const ManagementFact& fact) {
    const Span& at = fact.source.span;
    return fact.kind == FactKind::inspection && fact.value == kind && at.file == lines.file &&
           lines.line <= at.line && at.line <= std::max(lines.line, lines.end_line);
  });
}

void look_at(const Device& device, const std::set<std::string>& exits, Findings& findings) {
  if (!knows(device, FactKind::inspection, findings)) return;
  std::set<int> seen;  // a policy may be several rules
  for (const Rule& rule : device.forward_filter->rules) {
    if (rule.action != Action::permit || rule.schedule.never) continue;
    if (!may_use(rule.ingress, exits) && !may_use(rule.egress, exits)) continue;
    if (!seen.insert(rule.source.span.line).second) continue;
    if (!is_inspected(device, rule, "malware"))
      findings.unknown(device, Code::practice_malware_uninspected, {}, rule.source);
    if (!is_inspected(device, rule, "intrusion"))
      findings.unknown(device, Code::practice_intrusion_uninspected, {}, rule.source);
  }
}

}  // namespace

void check_inspected_exits(const Subject& subject, Findings& findings) {
  for (DeviceIndex index = 0; index < subject.network.devices.size(); ++index) {
    const Device& device = subject.network.devices[index];
    const std::set<std::string> exits = exits_of(subject.network, index);
    if (exits.empty() || (!device.routes_ipv4 && !device.routes_ipv6)) continue;
    if (device.forward_filter) {
      look_at(device, exits, findings);
    } else {
      findings.unknown(device, Code::practice_exit_uninspected, {*exits.begin()}, whole_config(device));
    }
  }
}

}  // namespace sekisho::audit
