// Ports that are up although nothing says what is plugged in, and those that anybody can plug into.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/practices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace sekisho::audit {
namespace {

/// Interfaces that a link or a segment of the snapshot names.
std::set<Attachment> named_in_snapshot(const Network& network) {
  std::set<Attachment> named;
  const auto add = [&](const InterfaceRef& ref) {
    if (const std::optional<Attachment> at = find_attachment(network, ref)) named.insert(*at);
  };
  for (const Link& link : network.snapshot.links) {
    add(link.a);
    add(link.b);
  }
  for (const Segment& segment : network.snapshot.segments) {
    for (const InterfaceRef& ref : segment.attached) add(ref);
  }
  return named;
}

/// `Gi1/0/1`, `Gi1/0/2`, `Gi1/0/3`, `Gi1/1/1` -> `Gi1/0/1-3, Gi1/1/1`; of many runs the first few.
std::string folded(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  struct Run {
    std::string stem;  // up to the last number
    std::string first;
    unsigned long last = 0;
    bool numbered = false;
    bool longer = false;
  };
  std::vector<Run> runs;
  for (const std::string& name : names) {
    const std::size_t digits = name.find_last_not_of("0123456789") + 1;
    const bool numbered = digits < name.size() && name.size() - digits < 9;
    const unsigned long number = numbered ? std::stoul(name.substr(digits)) : 0;
    if (numbered && !runs.empty() && runs.back().numbered && runs.back().stem == name.substr(0, digits) &&
        runs.back().last + 1 == number) {
      runs.back().last = number;
      runs.back().longer = true;
    } else {
      runs.push_back({name.substr(0, digits), name, number, numbered, false});
    }
  }
  std::vector<std::string> texts;
  for (const Run& run : runs) {
    if (texts.size() == most) {
      texts.emplace_back("...");
      break;
    }
    texts.push_back(run.longer ? run.first + "-" + std::to_string(run.last) : run.first);
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

class Check {
 public:
  Check(const Network& network, Findings& findings)
      : network_(network), findings_(findings), named_(named_in_snapshot(network)) {}

  void look_at(DeviceIndex d) {
    const Device& device = network_.devices[d];
    std::vector<InterfaceIndex> unexplained;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& port = device.interfaces[i];
      if (port.kind == InterfaceKind::physical && port.enabled && !is_explained(d, i))
        unexplained.push_back(i);
    }
    if (unexplained.empty() || !knows(device, FactKind::port_authentication, findings_)) return;
    std::map<std::string, std::vector<InterfaceIndex>> by_segments;  // those of none: ""
    for (const InterfaceIndex i : unexplained) {
      if (authenticates(device, device.interfaces[i])) continue;
      by_segments[joined(segments_at(network_, d, i))].push_back(i);
    }
    for (const auto& [segments, ports] : by_segments) report(device, segments, ports);
  }

 private:
  /// Something says what the port is for: a link, a segment behind it, an address of its own or a
  /// description; on it, on the aggregate that it belongs to, or on a part of it.
  [[nodiscard]] bool is_explained(DeviceIndex d, InterfaceIndex i) const {
    const std::vector<Interface>& interfaces = network_.devices[d].interfaces;
    const std::string& name = interfaces[i].name;
    for (InterfaceIndex other = 0; other < interfaces.size(); ++other) {
      const Interface& each = interfaces[other];
      const bool is_whole = each.kind == InterfaceKind::aggregate &&
                            std::ranges::find(each.members, name) != each.members.end();
      if (other != i && !is_whole && each.parent != name) continue;
      if (named_.contains({d, other}) || !each.description.empty() || !each.addresses.empty() ||
          each.dynamic_address || each.tunnel)
        return true;
    }
    return false;
  }

  static bool authenticates(const Device& device, const Interface& port) {
    return std::ranges::any_of(facts_of(device, FactKind::port_authentication),
                               [&](const ManagementFact* fact) { return fact->interface == port.name; });
  }

  /// Where a segment is behind the VLAN, the ports may be those of its users: unused and used ones look the
  /// same. A port of no segment serves nobody.
  void report(const Device& device, const std::string& segments, const std::vector<InterfaceIndex>& ports) {
    std::vector<std::string> names;
    for (const InterfaceIndex i : ports) names.push_back(device.interfaces[i].name);
    const std::string count = std::to_string(names.size());
    const RuleSource source{device.interfaces[ports.front()].span, "", ""};
    if (segments.empty()) {
      findings_.fails(device, Code::practice_ports_unused, {count, folded(names)}, source);
    } else {
      findings_.unknown(device, Code::practice_ports_open, {count, segments, folded(names)}, source);
    }
  }

  const Network& network_;
  Findings& findings_;
  std::set<Attachment> named_;
};

}  // namespace

void check_known_ports(const Subject& subject, Findings& findings) {
  Check check(subject.network, findings);
  for (DeviceIndex device = 0; device < subject.network.devices.size(); ++device) check.look_at(device);
}

}  // namespace sekisho::audit
