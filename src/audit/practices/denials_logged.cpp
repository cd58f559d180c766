// Filters between segments record what they drop: an intruder's first attempts are seen there or nowhere.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/filters.hpp"
#include "audit/practices/practices.hpp"

#include <map>

namespace sekisho::audit {
namespace {

class Check {
 public:
  Check(const Subject& subject, Findings& findings) : network_(subject.network), findings_(findings) {}

  void look_at(DeviceIndex index) {
    const Device& device = network_.devices[index];
    const std::set<std::string> around = segments_around(network_, index);
    if (around.size() < 2 || (!device.routes_ipv4 && !device.routes_ipv6)) return;
    if (!knows(device, FactKind::implicit_denial_logged, findings_)) return;
    const std::string segments = joined(around);
    if (device.forward_filter) look_at(device, *device.forward_filter, "", segments);
    std::set<std::string> seen;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      if (!interface.enabled || segments_at(network_, index, i).empty()) continue;
      for (const auto* names : {&interface.ingress_filters, &interface.egress_filters}) {
        for (const std::string& name : *names) {
          const auto filter = device.filters.find(name);
          if (filter != device.filters.end() && seen.insert(name).second)
            look_at(device, filter->second, name, interface.name);
        }
      }
    }
  }

 private:
  /// One finding per filter: the first rule that drops in silence, else the end of the list.
  void look_at(const Device& device, const Filter& filter, const std::string& scope,
               const std::string& where) {
    for (const Rule& rule : filter.rules) {
      if (rule.action == Action::deny && !rule.log && !rule.schedule.never)
        return findings_.fails(device, Code::practice_denial_not_logged, {filter.name, where}, rule.source);
      if (takes_all(rule, Family::v4)) return;  // nothing gets to the end of the list
    }
    if (filter.default_action != Action::deny) return;
    for (const ManagementFact* fact : facts_of(device, FactKind::implicit_denial_logged)) {
      if (fact->scope == scope) return;
    }
    findings_.fails(device, Code::practice_denial_not_logged, {filter.name, where}, filter.default_source);
  }

  const Network& network_;
  Findings& findings_;
};

}  // namespace

void check_denials_logged(const Subject& subject, Findings& findings) {
  Check check(subject, findings);
  for (DeviceIndex device = 0; device < subject.network.devices.size(); ++device) check.look_at(device);
}

}  // namespace sekisho::audit
