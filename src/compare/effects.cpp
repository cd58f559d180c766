#include "effects.hpp"

#include <sekisho/dump/device_parts.hpp>
#include <sekisho/forwarding/changes.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace sekisho::compare {

namespace {

/// A place of the graph by names, which both states share.
using PlaceName = std::tuple<Place, std::string, std::string, std::optional<Address>>;

PlaceName place_name(const Network& network, const Vertex& vertex) {
  switch (vertex.place) {
    case Place::segment:
    case Place::segment_source: return {vertex.place, network.snapshot.segments[vertex.segment].name, "", {}};
    case Place::device:
    case Place::device_source: return {vertex.place, network.devices[vertex.device].name, "", {}};
    case Place::ingress:
    case Place::routing:
    case Place::egress: break;
  }
  const Device& device = network.devices[vertex.device];
  return {vertex.place, device.name, device.interfaces[vertex.interface].name, vertex.gateway};
}

bool is_of_device(const Vertex& vertex) {
  return vertex.place != Place::segment && vertex.place != Place::segment_source;
}

using Edges = std::map<std::pair<PlaceName, PlaceName>, std::vector<const Transfer*>>;

/// The edges that start in each device, by its name.
std::map<std::string, Edges> edges_by_device(const State& state) {
  std::map<std::string, Edges> result;
  const Network& network = state.network();
  for (VertexIndex v = 0; v < state.graph.vertex_count(); ++v) {
    const Vertex& vertex = state.graph.vertex(v);
    if (!is_of_device(vertex)) continue;
    Edges& edges = result[network.devices[vertex.device].name];
    for (const EdgeView& edge : state.graph.out_edges(v)) {
      const PlaceName to = place_name(network, state.graph.vertex(edge.to));
      edges[{place_name(network, vertex), to}].push_back(edge.transfer);
    }
  }
  return result;
}

bool same_edges(const Edges& a, const Edges& b) {
  const auto same = [](const Edges::value_type& x, const Edges::value_type& y) {
    return x.first == y.first &&
           std::ranges::equal(x.second, y.second, [](const Transfer* left, const Transfer* right) {
             return same_effect(*left, *right);
           });
  };
  return std::ranges::equal(a, b, same);
}

DevicePart part_of(std::string_view member) {
  if (member == "interfaces") return DevicePart::interfaces;
  if (member.ends_with("nat") || member.ends_with("nat_filter")) return DevicePart::translation;
  if (member.ends_with("filter") || member == "filters") return DevicePart::filters;
  if (member.find("rout") != std::string_view::npos || member == "table") return DevicePart::routes;
  return DevicePart::other;
}

/// The parts of a device that are compared as sets; their texts may differ and mean the same.
bool is_compared_as_sets(std::string_view member) {
  return member == "filters" || member == "forward_filter" || member == "local_filter";
}

bool same_switching(const SwitchPort& a, const SwitchPort& b) {
  return a.mode == b.mode && a.access_vlan == b.access_vlan && a.voice_vlan == b.voice_vlan &&
         a.native_vlan == b.native_vlan && a.native_tagged == b.native_tagged &&
         a.allowed.ranges == b.allowed.ranges && a.isolated == b.isolated;
}

bool same_tunnel(const Tunnel& a, const Tunnel& b) {
  return a.kind == b.kind && a.encrypted == b.encrypted && a.local == b.local && a.remote == b.remote &&
         a.underlay_interface == b.underlay_interface && a.underlay_vrf == b.underlay_vrf;
}

template <typename Value, typename Same>
bool same_optional(const std::optional<Value>& a, const std::optional<Value>& b, Same same) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

/// What decides which frames an interface shares with which others; not in a model file.
bool same_layer2(const Interface& a, const Interface& b) {
  return a.name == b.name && a.kind == b.kind && a.enabled == b.enabled && a.zone == b.zone &&
         a.parent == b.parent && a.tag == b.tag && a.vlan == b.vlan && a.members == b.members &&
         same_optional(a.switchport, b.switchport, same_switching) &&
         same_optional(a.tunnel, b.tunnel, same_tunnel);
}

bool same_layer2(const Device& a, const Device& b) {
  const auto same_vlan = [](const Vlan& x, const Vlan& y) { return x.id == y.id; };
  return std::ranges::equal(a.interfaces, b.interfaces,
                            [](const Interface& x, const Interface& y) { return same_layer2(x, y); }) &&
         std::ranges::equal(a.vlans, b.vlans, same_vlan);
}

/// Which rules of which filters write a log entry; no packet notices, but an auditor does.
std::map<std::string, std::vector<bool>> logging_rules(const Device& device) {
  std::map<std::string, std::vector<bool>> result;
  const auto add = [&](const std::string& name, const Filter& filter) {
    for (const Rule& rule : filter.rules) result[name].push_back(rule.log);
  };
  for (const auto& [name, filter] : device.filters) add("list " + name, filter);
  if (device.forward_filter) add("policies", *device.forward_filter);
  if (device.local_filter) add("local", *device.local_filter);
  return result;
}

/// Rules may have been added or split without a change of what they do; then it counts that all or none log.
bool logs_alike(const std::map<std::string, std::vector<bool>>& a,
                const std::map<std::string, std::vector<bool>>& b) {
  const auto same_value_all_over = [](const std::vector<bool>& x, const std::vector<bool>& y) {
    const bool value = !x.empty() && x.front();
    return std::ranges::count(x, value) == std::ssize(x) && std::ranges::count(y, value) == std::ssize(y);
  };
  return std::ranges::equal(a, b, [&](const auto& x, const auto& y) {
    return x.first == y.first && (x.second == y.second || same_value_all_over(x.second, y.second));
  });
}

bool same_management(const Device& a, const Device& b) {
  const auto said = [](const Device& device) {
    std::multiset<std::tuple<FactKind, std::string, std::string, std::string, std::string>> facts;
    for (const ManagementFact& fact : device.management)
      facts.emplace(fact.kind, fact.value, fact.scope, fact.interface, fact.vrf);
    return facts;
  };
  return said(a) == said(b) && logs_alike(logging_rules(a), logging_rules(b));
}

/// All that differs in a device, besides filters that permit the same.
std::set<DevicePart> differing_parts(const Device& before, const Device& after, bool filters_differ) {
  std::set<DevicePart> parts;
  const std::map<std::string, std::string> old_parts = device_parts(before);
  for (const auto& [member, text] : device_parts(after)) {
    if (member == "name" || is_compared_as_sets(member) || old_parts.at(member) == text) continue;
    parts.insert(part_of(member));
  }
  if (filters_differ) parts.insert(DevicePart::filters);
  if (!same_layer2(before, after)) parts.insert(DevicePart::interfaces);
  if (!same_management(before, after)) parts.insert(DevicePart::management);
  return parts;
}

/// How the lines that differ were understood.
struct ChangedClasses {
  bool all_exact = true;     // each is modelled exactly, or cannot matter
  bool all_modelled = true;  // none is left out of the model

  void add(const config::FileReport* report, const std::vector<bool>& changed) {
    for (std::size_t line = 0; report != nullptr && line < changed.size(); ++line) {
      if (!changed[line]) continue;
      const config::LineClass line_class = report->lines[line];
      all_modelled = all_modelled && line_class != config::LineClass::irrelevant;
      all_exact =
          all_exact && (line_class == config::LineClass::used || line_class == config::LineClass::irrelevant);
    }
  }
};

void add_lines(const config::FileReport* report, const std::vector<bool>& changed, bool is_added,
               std::vector<ChangedLine>& lines) {
  for (std::size_t line = 0; report != nullptr && line < changed.size(); ++line) {
    if (changed[line])
      lines.push_back({is_added, {report->file, static_cast<int>(line) + 1}, report->masked[line]});
  }
}

FileDifference text_difference(const FilePair& pair) {
  FileDifference found;
  found.device = pair.device;
  if (pair.before != nullptr) found.old_file = pair.before->file;
  if (pair.after != nullptr) found.new_file = pair.after->file;
  add_lines(pair.before, pair.removed, false, found.lines);
  found.removed = found.lines.size();
  add_lines(pair.after, pair.added, true, found.lines);
  found.added = found.lines.size() - found.removed;
  return found;
}

/// True when no rule that asks for more than a packet shows has lines that differ.
bool keeps_uncertain_rules(const State& state, const Filter& filter) {
  return std::ranges::none_of(filter.rules, [&](const Rule& rule) {
    return !rule.match.certain && state.changed_lines.contains(rule.source.span);
  });
}

/// True when the lines that differ are known exactly, and all else that the device does.
bool is_exact(const State& state, const Device& device) {
  const auto keeps = [&](const Filter& filter) { return keeps_uncertain_rules(state, filter); };
  return rests_on_config_alone(device) &&
         std::ranges::all_of(device.filters, [&](const auto& each) { return keeps(each.second); }) &&
         (!device.forward_filter || keeps(*device.forward_filter)) &&
         (!device.local_filter || keeps(*device.local_filter));
}

/// What the changes of devices come to, between two states.
class Effects {
 public:
  Effects(const State& before, const State& after, const std::vector<FilterDifference>& filters)
      : before_(before),
        after_(after),
        filters_(filters),
        old_edges_(edges_by_device(before)),
        new_edges_(edges_by_device(after)) {}

  /// Judges the change of a file of a device that both states have.
  void judge(const FilePair& pair, FileDifference& found) const {
    const std::optional<DeviceIndex> before = before_.network().find_device(pair.device);
    const std::optional<DeviceIndex> after = after_.network().find_device(pair.device);
    if (!before || !after) return;
    ChangedClasses classes;
    classes.add(pair.before, pair.removed);
    classes.add(pair.after, pair.added);
    const bool filters_differ =
        std::ranges::find(filters_, pair.device, &FilterDifference::device) != filters_.end();
    const Device& old_device = before_.network().devices[*before];
    const Device& new_device = after_.network().devices[*after];
    std::set<DevicePart> parts = differing_parts(old_device, new_device, filters_differ);
    if (parts.empty() && !classes.all_modelled) parts.insert(DevicePart::other);
    found.parts.assign(parts.begin(), parts.end());
    if (!same_edges(old_edges_.at(pair.device), new_edges_.at(pair.device))) return;
    // What is not known exactly can have the same bounds and let other packets through.
    const bool is_certain =
        classes.all_exact && is_exact(before_, old_device) && is_exact(after_, new_device);
    found.effect = !is_certain     ? FileEffect::unclear
                   : parts.empty() ? FileEffect::none
                                   : FileEffect::settings;
  }

 private:
  const State& before_;
  const State& after_;
  const std::vector<FilterDifference>& filters_;
  std::map<std::string, Edges> old_edges_;
  std::map<std::string, Edges> new_edges_;
};

}  // namespace

std::vector<FileDifference> file_differences(const State& before, const State& after,
                                             const std::vector<FilePair>& pairs,
                                             const std::vector<FilterDifference>& filters) {
  std::vector<FileDifference> differences;
  const Effects effects(before, after, filters);
  for (const FilePair& pair : pairs) {
    FileDifference found = text_difference(pair);
    if (pair.before != nullptr && pair.after != nullptr && found.lines.empty()) continue;
    effects.judge(pair, found);
    differences.push_back(std::move(found));
  }
  return differences;
}

}  // namespace sekisho::compare
