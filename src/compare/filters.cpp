#include "filters.hpp"

#include <sekisho/dump/device_parts.hpp>
#include <sekisho/proof/evidence.hpp>
#include <sekisho/simulation/filter_decision.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace sekisho::compare {

namespace {

std::vector<FilterDecisionLine> decisions(const AskedFilter& asked, const Packet& packet) {
  const Device& device = asked.state->network().devices[asked.device];
  if (asked.filter == nullptr) return {{device.name, {}, true, true}};
  std::vector<FilterDecisionLine> lines;
  for (const FilterDecision& decision :
       decide(*asked.filter, device.filters, packet, asked.state->date, asked.ingress, asked.egress)) {
    lines.push_back({device.name, decision.source == nullptr ? RuleSource{} : *decision.source,
                     decision.permits, decision.certain});
  }
  return lines;
}

struct Binding {
  std::string interface;
  bool inbound = true;
};

std::vector<Binding> bindings_of(const Device& device, const std::string& list) {
  std::vector<Binding> bindings;
  for (const Interface& interface : device.interfaces) {
    for (const std::string& name : interface.ingress_filters) {
      if (name == list) bindings.push_back({interface.name, true});
    }
    for (const std::string& name : interface.egress_filters) {
      if (name == list) bindings.push_back({interface.name, false});
    }
  }
  return bindings;
}

std::vector<std::string> words_of(const std::vector<Binding>& bindings) {
  std::vector<std::string> words;
  for (const Binding& binding : bindings)
    words.push_back(binding.interface + (binding.inbound ? " in" : " out"));
  return words;
}

const Filter* list_named(const Device& device, const std::string& name) {
  const auto found = device.filters.find(name);
  return found == device.filters.end() ? nullptr : &found->second;
}

const Filter* pointer_to(const std::optional<Filter>& filter) { return filter ? &*filter : nullptr; }

/// Interfaces of both, by name, each once.
std::vector<std::string> interface_names(const Device& before, const Device& after) {
  std::vector<std::string> names;
  for (const Device* device : {&after, &before}) {
    for (const Interface& interface : device->interfaces) {
      const bool carries_frames_only = interface.switchport && interface.addresses.empty();
      if (!carries_frames_only && std::find(names.begin(), names.end(), interface.name) == names.end())
        names.push_back(interface.name);
    }
  }
  return names;
}

/// One device in both states.
class DeviceFilters {
 public:
  DeviceFilters(const State& before, DeviceIndex old_index, const State& after, DeviceIndex new_index,
                std::size_t cube_limit)
      : before_(before),
        after_(after),
        old_index_(old_index),
        new_index_(new_index),
        old_(before.network().devices[old_index]),
        new_(after.network().devices[new_index]),
        cube_limit_(cube_limit) {}

  std::vector<FilterDifference> run() {
    lists();
    policies();
    local();
    return std::move(differences_);
  }

 private:
  [[nodiscard]] FilterDifference difference(FilterKind kind) const {
    FilterDifference result;
    result.device = new_.name;
    result.kind = kind;
    return result;
  }

  void lists() {
    const std::set<std::string> called_before = called_lists(old_);
    const std::set<std::string> called_after = called_lists(new_);
    std::set<std::string> names;
    for (const Device* device : {&old_, &new_}) {
      for (const auto& [name, list] : device->filters) names.insert(name);
    }
    for (const std::string& name : names) {
      if (called_before.contains(name) || called_after.contains(name)) continue;
      list(name);
    }
  }

  void list(const std::string& name) {
    FilterDifference found = difference(FilterKind::list);
    found.name = name;
    const Filter* old_list = list_named(old_, name);
    const Filter* new_list = list_named(new_, name);
    const std::vector<Binding> old_bindings = bindings_of(old_, name);
    const std::vector<Binding> new_bindings = bindings_of(new_, name);
    found.is_added = old_list == nullptr;
    found.is_removed = new_list == nullptr;
    found.bound_before = words_of(old_bindings);
    found.bound_after = words_of(new_bindings);
    if (old_list != nullptr && new_list != nullptr) {
      Binding at = new_bindings.empty() ? Binding{} : new_bindings.front();
      if (new_bindings.empty() && !old_bindings.empty()) at = old_bindings.front();
      const std::string in = at.inbound ? at.interface : "";
      const std::string out = at.inbound ? "" : at.interface;
      tell(found, {&before_, old_index_, old_list, in, out}, {&after_, new_index_, new_list, in, out},
           before_.rules->passing(old_index_, {name}, in, out),
           after_.rules->passing(new_index_, {name}, in, out));
    }
    const bool is_rebound = found.bound_before != found.bound_after;
    if (found.is_added || found.is_removed || is_rebound || found.opened || found.closed)
      differences_.push_back(std::move(found));
  }

  void policies() {
    if (!old_.forward_filter && !new_.forward_filter) return;
    const std::vector<std::string> names = interface_names(old_, new_);
    std::vector<Changed> groups;
    for (const std::string& in : names) {
      for (const std::string& out : names) {
        group(groups, in + " > " + out, in, out, before_.rules->forwarded(old_index_, in, out),
              after_.rules->forwarded(new_index_, in, out));
      }
    }
    tell_groups(FilterKind::policies, groups, pointer_to(old_.forward_filter),
                pointer_to(new_.forward_filter));
  }

  void local() {
    if (!old_.local_filter && !new_.local_filter) return;
    std::vector<Changed> groups;
    for (const std::string& in : interface_names(old_, new_)) {
      group(groups, in, in, "", before_.rules->accepted(old_index_, in),
            after_.rules->accepted(new_index_, in));
    }
    tell_groups(FilterKind::local, groups, pointer_to(old_.local_filter), pointer_to(new_.local_filter));
  }

  /// Places at which the same changes.
  struct Changed {
    std::vector<std::string> where;
    std::string ingress;  // of the first
    std::string egress;
    PassingPackets then;
    PassingPackets now;
    PacketSet opened;  // all of the gain: what keeps groups apart
    PacketSet closed;
  };

  static void group(std::vector<Changed>& groups, const std::string& where, const std::string& in,
                    const std::string& out, const PassingPackets& then, const PassingPackets& now) {
    if (then.may == now.may && then.must == now.must) return;
    const Gain opens = gain(then, now);
    const Gain closes = gain(now, then);
    const PacketSet opened = opens.certain | opens.possible;
    const PacketSet closed = closes.certain | closes.possible;
    for (Changed& known : groups) {
      if (known.opened != opened || known.closed != closed) continue;
      known.where.push_back(where);
      return;
    }
    groups.push_back({{where}, in, out, then, now, opened, closed});
  }

  void tell_groups(FilterKind kind, const std::vector<Changed>& groups, const Filter* old_filter,
                   const Filter* new_filter) {
    for (const Changed& changed : groups) {
      FilterDifference found = difference(kind);
      found.where = changed.where;
      found.is_added = old_filter == nullptr;
      found.is_removed = new_filter == nullptr;
      tell(found, {&before_, old_index_, old_filter, changed.ingress, changed.egress},
           {&after_, new_index_, new_filter, changed.ingress, changed.egress}, changed.then, changed.now);
      differences_.push_back(std::move(found));
    }
  }

  void tell(FilterDifference& found, const AskedFilter& old_filter, const AskedFilter& new_filter,
            const PassingPackets& then, const PassingPackets& now) const {
    const Gain opened = gain(then, now);
    const Gain closed = gain(now, then);
    if (!opened.empty()) found.opened = told(old_filter, new_filter, opened, cube_limit_);
    if (!closed.empty()) found.closed = told(old_filter, new_filter, closed, cube_limit_);
  }

  const State& before_;
  const State& after_;
  DeviceIndex old_index_;
  DeviceIndex new_index_;
  const Device& old_;
  const Device& new_;
  std::size_t cube_limit_;
  std::vector<FilterDifference> differences_;
};

/// The config files of a device as they were read; empty when one was not.
std::vector<const config::FileReport*> files_of(const State& state, const Device& device) {
  std::vector<const config::FileReport*> files;
  for (const std::string& name : device.files) {
    const auto found = std::ranges::find(state.loaded.files, name, &config::FileReport::file);
    if (found == state.loaded.files.end()) return {};
    files.push_back(&*found);
  }
  return files;
}

/// True when the same was read from the same lines, but for secrets, which filter nothing: most devices of a
/// change.
bool same_texts(const State& before, const Device& old_device, const State& after, const Device& new_device) {
  const auto alike = [](const config::FileReport* a, const config::FileReport* b) {
    return a->language == b->language && a->lines == b->lines && a->masked == b->masked;
  };
  const std::vector<const config::FileReport*> old_files = files_of(before, old_device);
  return !old_files.empty() && std::ranges::equal(old_files, files_of(after, new_device), alike);
}

/// True when there is nothing to compare as sets.
bool same_rules(const State& before, const Device& old_device, const State& after, const Device& new_device) {
  if (same_texts(before, old_device, after, new_device)) return true;
  const std::map<std::string, std::string> old_parts = device_parts(old_device);
  const std::map<std::string, std::string> new_parts = device_parts(new_device);
  return std::ranges::all_of(std::array{"interfaces", "filters", "forward_filter", "local_filter"},
                             [&](const char* part) { return old_parts.at(part) == new_parts.at(part); });
}

}  // namespace

std::set<std::string> called_lists(const Device& device) {
  std::set<std::string> called;
  const auto add = [&](const Filter& filter) {
    for (const Rule& rule : filter.rules) {
      if (!rule.list.empty()) called.insert(rule.list);
    }
  };
  for (const auto& [name, list] : device.filters) add(list);
  for (const auto* filter : {&device.forward_filter, &device.local_filter, &device.own_filter,
                             &device.destination_nat_filter, &device.source_nat_filter}) {
    if (*filter) add(**filter);
  }
  return called;
}

FilterFlow told(const AskedFilter& before, const AskedFilter& after, const Gain& gained,
                std::size_t cube_limit) {
  FilterFlow flow;
  flow.packets = cubes_of(gained, cube_limit);
  PacketSpace& space = before.state->graph.space();
  const PacketSet& packets = gained.certain.empty() ? gained.possible : gained.certain;
  // A packet without a session, if there is one among them: what a reader would try.
  const PacketSet fresh = packets & space.equal(Field::state, 0) & space.equal(Field::mark, 0);
  const PacketSet& tried = fresh.empty() ? packets : fresh;
  flow.example = proof::typical_packet(space, tried, space.all());
  if (!flow.example) return flow;
  flow.before = decisions(before, *flow.example);
  flow.after = decisions(after, *flow.example);
  return flow;
}

std::vector<FilterDifference> filter_differences(const State& before, const State& after,
                                                 std::size_t cube_limit) {
  std::vector<FilterDifference> differences;
  for (DeviceIndex d = 0; d < after.network().devices.size(); ++d) {
    const Device& device = after.network().devices[d];
    const std::optional<DeviceIndex> old = before.network().find_device(device.name);
    if (!old || same_rules(before, before.network().devices[*old], after, device)) continue;
    for (FilterDifference& each : DeviceFilters(before, *old, after, d, cube_limit).run())
      differences.push_back(std::move(each));
  }
  return differences;
}

}  // namespace sekisho::compare
