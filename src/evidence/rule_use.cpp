#include "evidence/rule_use.hpp"

#include <algorithm>

namespace sekisho::evidence {
namespace {

RuleKey key_of(DeviceIndex device, const RuleSource& source) { return {device, source.span, source.label}; }

/// Interfaces that packets are forwarded between.
std::vector<Attachment> routed_interfaces(const Network& network, DeviceIndex device) {
  std::vector<Attachment> routed;
  for (InterfaceIndex i = 0; i < network.devices[device].interfaces.size(); ++i) {
    const DomainIndex domain = network.domain_of[device][i];
    if (domain == Network::no_domain) continue;
    const std::vector<Attachment>& members = network.domains[domain].routed;
    if (std::ranges::find(members, Attachment{device, i}) != members.end()) routed.push_back({device, i});
  }
  return routed;
}

std::vector<Attachment> named_interfaces(const Device& device, DeviceIndex index,
                                         const std::vector<std::string>& names) {
  std::vector<Attachment> found;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    if (std::ranges::find(names, device.interfaces[i].name) != names.end()) found.push_back({index, i});
  }
  return found;
}

/// Behind a translation a packet does not show any more which line has let it through.
bool translates(const Device& device) {
  return !device.source_nat.empty() || !device.destination_nat.empty() || device.source_nat_filter ||
         device.destination_nat_filter;
}

bool asks_for_source_port(const Filter& filter) {
  return std::ranges::any_of(filter.rules, [](const Rule& rule) {
    return std::ranges::any_of(rule.match.services,
                               [](const Service& service) { return !service.source_ports.empty(); });
  });
}

}  // namespace

RuleUse::RuleUse(const LoadedNetwork& loaded, const Date& date) : loaded_(loaded), date_(date) {
  for (DeviceIndex d = 0; d < loaded.network.devices.size(); ++d) add_device(d);
}

void RuleUse::add_device(DeviceIndex index) {
  const Device& device = loaded_.network.devices[index];
  const std::vector<Attachment> all = routed_interfaces(loaded_.network, index);
  for (const Attachment& at : all) {
    const Interface& interface = device.interfaces[at.interface];
    for (const std::string& name : interface.ingress_filters) {
      const auto found = device.filters.find(name);
      if (found != device.filters.end()) add_filter(index, found->second, {{at}, {}}, 0);
    }
    for (const std::string& name : interface.egress_filters) {
      const auto found = device.filters.find(name);
      const std::vector<Attachment> out = translates(device) ? std::vector<Attachment>{} : std::vector{at};
      if (found != device.filters.end()) add_filter(index, found->second, {{}, out}, 0);
    }
  }
  if (device.forward_filter)
    add_filter(index, *device.forward_filter, {all, translates(device) ? std::vector<Attachment>{} : all}, 0);
  if (device.local_filter) add_filter(index, *device.local_filter, {all, {}}, 0);
}

void RuleUse::add_filter(DeviceIndex index, const Filter& filter, const Gate& gate, int depth) {
  source_ports_matter_ = source_ports_matter_ || asks_for_source_port(filter);
  const FilterLists& lists = loaded_.network.devices[index].filters;
  for (const Rule& rule : filter.rules) {
    if (activity_on(rule.schedule, date_) == Activity::inactive) continue;
    // What a filter does not look at (IPv6 in a list for IPv4) has no line of its own.
    if (rule.source.span == filter.default_source.span) continue;
    const Gate own = gate_of(index, rule, gate);
    if (rule.action == Action::permit) {
      add_line(index, filter, rule, own);
    } else if (!rule.list.empty() && depth < max_call_depth) {
      // Chains call each other from many rules, and in circles where a config is wrong: each way in once.
      const auto called = lists.find(rule.list);
      if (called != lists.end() && walked_.emplace(index, rule.list, own.in, own.out).second)
        add_filter(index, called->second, own, depth + 1);
    }
  }
}

/// A list that is bound several times is one list; each of its lines then has several gates.
void RuleUse::add_line(DeviceIndex index, const Filter& filter, const Rule& rule, Gate gate) {
  const auto [list, is_new_list] = list_index_.emplace(std::make_pair(index, filter.name), lists_.size());
  if (is_new_list) lists_.push_back({index, filter.name, {}});
  std::vector<Line>& lines = lists_[list->second].lines;
  const RuleKey key = key_of(index, rule.source);
  const auto [line, is_new_line] = line_index_.emplace(key, lines.size());
  if (is_new_line) lines.push_back({key, &rule.source, {}});
  lines[line->second].gates.push_back(std::move(gate));
}

/// A rule between interfaces decides only about what passes these.
RuleUse::Gate RuleUse::gate_of(DeviceIndex index, const Rule& rule, const Gate& filter) const {
  const Device& device = loaded_.network.devices[index];
  Gate gate = filter;
  if (!rule.ingress.empty() && !gate.in.empty()) gate.in = named_interfaces(device, index, rule.ingress);
  if (!rule.egress.empty() && !gate.out.empty()) gate.out = named_interfaces(device, index, rule.egress);
  if (rule.translate) gate.out.clear();
  return gate;
}

bool RuleUse::is_new(int kind, std::size_t first, std::size_t second, const Packet& packet) {
  if (followed_.size() >= most_followed) return false;
  const std::uint32_t source_port = source_ports_matter_ ? packet.source_port : 0;
  const std::uint32_t ports = source_port << 16 | packet.destination_port;
  const auto icmp = static_cast<std::uint32_t>(packet.icmp_type << 8 | packet.icmp_code);
  const auto what = static_cast<std::uint32_t>(packet.protocol) << 16 | icmp;
  return followed_.emplace(kind, first, second, packet.source, packet.destination, ports, what).second;
}

void RuleUse::sent(const Sender& sender, const Packet& packet, bool answered) {
  if (!is_new(sender.device ? 1 : 0, sender.index, answered ? 1 : 0, packet)) return;
  TraceStart start;
  if (sender.device) {
    start.device = sender.index;
  } else {
    start.segment = sender.index;
  }
  follow(start, packet, answered);
}

void RuleUse::came(const Spot& spot, const Packet& packet, bool answered) {
  for (const DomainIndex domain : spot.domains) {
    if (!is_new(2, domain, answered ? 1 : 0, packet)) continue;
    for (const Attachment& at : loaded_.network.domains[domain].routed) {
      TraceStart start;
      start.interface = at;
      follow(start, packet, answered);
    }
  }
}

void RuleUse::follow(const TraceStart& start, const Packet& packet, bool answered) {
  TraceOptions options;
  options.date = date_;
  const Trace way = trace(loaded_.network, loaded_.routes, start, packet, options);
  mark(way);
  if (!answered) return;
  for (const TracePath& path : way.paths) mark(trace_return(loaded_.network, loaded_.routes, path, options));
}

void RuleUse::mark(const Trace& trace) {
  for (const TracePath& path : trace.paths) {
    for (const TraceHop& hop : path.hops) {
      const auto device = loaded_.network.find_device(hop.device);
      if (!device) continue;
      for (const TraceStep& step : hop.steps) {
        if (step.rule) seen_.insert(key_of(*device, *step.rule));
      }
    }
  }
}

std::vector<FilterUse> RuleUse::filters(const std::vector<const Place*>& places) const {
  std::map<std::tuple<DeviceIndex, InterfaceIndex, Way>, bool> known;
  const auto crosses = [&](const Attachment& at, Way way) {
    const auto [entry, is_first] = known.emplace(std::make_tuple(at.device, at.interface, way), false);
    if (is_first) {
      entry->second = std::ranges::any_of(
          places, [&](const Place* place) { return place->sees_all(loaded_.network, at, way); });
    }
    return entry->second;
  };
  const auto all_cross = [&](const std::vector<Attachment>& interfaces, Way way) {
    return !interfaces.empty() &&
           std::ranges::all_of(interfaces, [&](const Attachment& at) { return crosses(at, way); });
  };
  std::vector<FilterUse> uses;
  for (const List& list : lists_) {
    FilterUse& use = uses.emplace_back();
    use.device = loaded_.network.devices[list.device].name;
    use.filter = list.filter;
    use.lines = list.lines.size();
    for (const Line& line : list.lines) {
      const bool watched = std::ranges::all_of(line.gates, [&](const Gate& gate) {
        return all_cross(gate.in, Way::in) || all_cross(gate.out, Way::out);
      });
      if (!watched) continue;
      ++use.watched;
      if (!seen_.contains(line.key)) use.unseen.push_back({use.device, *line.source});
    }
  }
  return uses;
}

}  // namespace sekisho::evidence
