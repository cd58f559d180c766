// Every network of every device belongs to exactly one segment: what belongs to none is not checked by any
// row.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/practices.hpp"

namespace sekisho::audit {
namespace {

class Check {
 public:
  Check(const Subject& subject, Findings& findings) : network_(subject.network), findings_(findings) {}

  void look_at(DeviceIndex d) {
    const Device& device = network_.devices[d];
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      if (!interface.enabled || network_.domain_of[d][i] == Network::no_domain) continue;
      for (const InterfaceAddress& each : interface.addresses) {
        // A single address is a network of one device, link-local ones are on every link.
        const bool single = each.length == (each.address.family == Family::v4 ? 32 : 128);
        if (!single && !is_link_local(each.address)) look_at(device, interface, {d, i}, each.subnet());
      }
    }
  }

 private:
  void look_at(const Device& device, const Interface& interface, const Attachment& at, const Prefix& subnet) {
    const std::set<std::string> owners = owners_of(subnet);
    const std::set<std::string> attached = segments_at(network_, at.device, at.interface);
    const RuleSource source{interface.span, "", ""};
    const std::string network = to_string(subnet);
    if (owners.size() > 1) {
      findings_.fails(device, Code::practice_network_of_several, {network, interface.name, joined(owners)},
                      source);
    } else if (owners.size() == 1 && !attached.empty() && !attached.contains(*owners.begin())) {
      findings_.fails(device, Code::practice_network_elsewhere,
                      {network, interface.name, *owners.begin(), joined(attached)}, source);
    } else if (owners.empty() && attached.empty() && !joins_devices_only(at)) {
      findings_.fails(device, Code::practice_network_of_none, {network, interface.name}, source);
    }
  }

  /// Segments that have an address of the network. `rest` has those that no other has.
  [[nodiscard]] std::set<std::string> owners_of(const Prefix& subnet) const {
    std::set<std::string> names;
    for (const Segment& segment : network_.snapshot.segments) {
      const bool owns = std::ranges::any_of(segment.prefixes,
                                            [&](const Prefix& prefix) { return prefix.overlaps(subnet); });
      if (owns && !segment.rest) names.insert(segment.name);
    }
    return names;
  }

  /// A link between devices of the snapshot, where no host belongs.
  [[nodiscard]] bool joins_devices_only(const Attachment& at) const {
    return network_.domains[network_.domain_of[at.device][at.interface]].routed.size() > 1;
  }

  const Network& network_;
  Findings& findings_;
};

}  // namespace

void check_addresses_assigned(const Subject& subject, Findings& findings) {
  Check check(subject, findings);
  for (DeviceIndex device = 0; device < subject.network.devices.size(); ++device) check.look_at(device);
}

}  // namespace sekisho::audit
