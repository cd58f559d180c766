#include "candidates.hpp"

#include "dialect.hpp"
#include "narrowing.hpp"
#include "ports.hpp"
#include "registered_ends.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace sekisho::repair {

namespace {

/// Rules of one list that are to blame, the first of them in front.
struct BlamedList {
  const Device* device = nullptr;
  const Dialect* dialect = nullptr;
  const std::vector<std::string>* lines = nullptr;
  std::vector<const BlamedRule*> rules;
};

bool same_commands(const Change& a, const Change& b) {
  return a.device == b.device && a.commands == b.commands;
}

void add_once(std::vector<Change>& changes, std::optional<Change> change) {
  if (!change) return;
  const bool known = std::any_of(changes.begin(), changes.end(),
                                 [&](const Change& each) { return same_commands(each, *change); });
  if (!known) changes.push_back(*std::move(change));
}

std::vector<AddressRange> ranges_of(const std::vector<Prefix>& prefixes, Family family) {
  std::vector<AddressRange> ranges;
  for (const Prefix& prefix : prefixes) {
    if (prefix.family() == family) ranges.push_back(AddressRange::of(prefix));
  }
  return ranges;
}

/// Whatever goes to the segments that `from` must not reach and does.
std::vector<Traffic> to_violated_segments(const Snapshot& snapshot, const std::string& from,
                                          const std::vector<RequirementResult>& violated) {
  std::vector<Traffic> result;
  for (const Family family : {Family::v4, Family::v6}) {
    Traffic traffic{family, {}, {}, {TrafficService{}}};
    for (const RequirementResult& each : violated) {
      const Segment* to = snapshot.find_segment(each.requirement.to);
      if (each.requirement.from != from || to == nullptr || to->rest) continue;
      const std::vector<AddressRange> ranges = ranges_of(to->prefixes, family);
      traffic.destinations.insert(traffic.destinations.end(), ranges.begin(), ranges.end());
    }
    // No destinations would be all of them.
    if (!traffic.destinations.empty()) result.push_back(std::move(traffic));
  }
  return result;
}

/// Whatever goes from all of the one segment to all of the other.
std::vector<Traffic> between_segments(const Snapshot& snapshot, const Requirement& requirement) {
  const Segment* from = snapshot.find_segment(requirement.from);
  const Segment* to = snapshot.find_segment(requirement.to);
  if (from == nullptr || to == nullptr || from->rest || to->rest) return {};
  std::vector<Traffic> result;
  for (const Family family : {Family::v4, Family::v6}) {
    Traffic traffic{
        family, ranges_of(from->prefixes, family), ranges_of(to->prefixes, family), {TrafficService{}}};
    // Without addresses it would be any.
    if (!traffic.sources.empty() && !traffic.destinations.empty()) result.push_back(std::move(traffic));
  }
  return result;
}

bool denies(Remedy remedy) { return remedy <= Remedy::deny_around; }

class Maker {
 public:
  Maker(const LoadedNetwork& loaded, const FileTexts& texts) : loaded_(loaded), texts_(texts) {}

  /// The lists whose rules let packets of the violations through, in the order of blame.
  [[nodiscard]] std::vector<BlamedList> lists_of(const RequirementResult& violated) {
    std::vector<BlamedList> lists;
    std::map<std::string, std::size_t> known;
    for (const Violation& violation : violated.violations) {
      for (const BlamedRule& rule : violation.rules) {
        if (rule.role != BlamedRule::Role::filter) continue;
        const std::optional<BlamedList> at = place_of(rule);
        if (!at) continue;
        const std::string list = at->dialect->list_of(*at->lines, rule.source);
        if (list.empty()) continue;
        const auto [found, is_new] =
            known.try_emplace(rule.device + "\n" + rule.source.span.file + "\n" + list, lists.size());
        if (is_new) lists.push_back(*at);
        lists[found->second].rules.push_back(&rule);
      }
    }
    for (BlamedList& list : lists) {
      std::stable_sort(list.rules.begin(), list.rules.end(), [](const BlamedRule* a, const BlamedRule* b) {
        return a->source.span.line < b->source.span.line;
      });
    }
    return lists;
  }

  /// What a remedy makes of a list: one deny for all of its rules, or a change of its only rule.
  [[nodiscard]] std::optional<Change> change_of(const BlamedList& list, Remedy remedy,
                                                const RequirementResult& violated) const {
    return denies(remedy) ? deny(list, remedy, violated) : change_of_rule(list, *list.rules.front(), remedy);
  }

  [[nodiscard]] std::optional<Change> route_change(const BlamedRule& rule) {
    if (rule.role != BlamedRule::Role::route) return std::nullopt;
    const std::optional<BlamedList> at = place_of(rule);
    if (!at) return std::nullopt;
    return named(at->dialect->without_route(*at->lines, rule.source), rule.device);
  }

  /// Filters for the interface where the witness comes into a device.
  [[nodiscard]] std::vector<Change> filter_changes(const TraceHop& hop, const Violation& violation,
                                                   const std::vector<Traffic>& to_segments,
                                                   const std::vector<Traffic>& between) {
    const std::optional<DeviceIndex> index = loaded_.network.find_device(hop.device);
    if (!index) return {};
    const Device& device = loaded_.network.devices[*index];
    const Interface* interface = device.find_interface(hop.in);
    const Dialect* dialect = find_dialect(device.language);
    if (interface == nullptr || dialect == nullptr || interface->span.file.empty()) return {};
    const std::vector<Traffic> exact = traffic_of(violation.forbidden);
    std::vector<NewFilter> wanted{{{}, exact}};
    for (const std::vector<Traffic>& denied :
         {to_segments, addresses_only(exact), between, destinations_only(exact)}) {
      const std::vector<Traffic> permitted = registered_traffic(denied, loaded_.network.snapshot);
      wanted.push_back({{}, denied});
      if (!permitted.empty()) wanted.push_back({permitted, denied});
    }
    std::vector<Change> changes;
    for (const NewFilter& each : wanted) {
      for (Change& change : dialect->with_filter(file_lines(), device, *interface, each))
        add_once(changes, named(std::move(change), device.name));
    }
    return changes;
  }

  /// Other VLANs for a switch port that joins segments, fewer VLANs, or none: the port closed.
  [[nodiscard]] std::vector<Change> port_changes(const BlamedRule& rule, const Violation& violation) {
    if (rule.role != BlamedRule::Role::layer2) return {};
    const std::optional<PortSite> site = find_port(loaded_.network, rule);
    const Dialect* dialect = site ? find_dialect(site->device->language) : nullptr;
    if (dialect == nullptr) return {};
    std::vector<Change> changes;
    for (const std::uint16_t vlan : other_vlans(loaded_.network, *site))
      add_once(changes,
               named(dialect->with_vlan(file_lines(), *site->device, *site->port, vlan), rule.device));
    for (const VlanSet& allowed : fewer_vlans(loaded_.network, *site, violation))
      add_once(changes, named(dialect->with_allowed_vlans(file_lines(), *site->device, *site->port, allowed),
                              rule.device));
    add_once(changes,
             named(dialect->without_port(lines_in(rule.source.span.file), *site->port), rule.device));
    return changes;
  }

 private:
  [[nodiscard]] std::optional<BlamedList> place_of(const BlamedRule& rule) {
    const std::optional<DeviceIndex> device = loaded_.network.find_device(rule.device);
    if (!device || rule.source.span.file.empty()) return std::nullopt;
    const Device& parsed = loaded_.network.devices[*device];
    const Dialect* dialect = find_dialect(parsed.language);
    if (dialect == nullptr) return std::nullopt;
    return BlamedList{&parsed, dialect, &lines_in(rule.source.span.file), {}};
  }

  const std::vector<std::string>& lines_in(const std::string& file) {
    const auto [found, is_new] = lines_.try_emplace(file);
    if (is_new) found->second = lines_of(text_of(texts_, file));
    return found->second;
  }

  [[nodiscard]] FileLines file_lines() {
    return [this](const std::string& file) -> const std::vector<std::string>& { return lines_in(file); };
  }

  static std::optional<Change> named(std::optional<Change> change, const std::string& device) {
    if (change) change->device = device;
    return change;
  }

  [[nodiscard]] std::optional<Change> deny(const BlamedList& list, Remedy remedy,
                                           const RequirementResult& violated) const {
    std::vector<Cube> part;
    for (const BlamedRule* rule : list.rules) {
      if (!rule->part_complete && remedy == Remedy::deny_part) return std::nullopt;
      part.insert(part.end(), rule->part.begin(), rule->part.end());
    }
    std::vector<Traffic> traffic = traffic_of(part);
    if (remedy == Remedy::deny_addresses) traffic = addresses_only(traffic);
    if (remedy == Remedy::deny_sources) traffic = sources_only(traffic);
    if (remedy == Remedy::deny_destinations) traffic = destinations_only(traffic);
    if (remedy == Remedy::deny_between)
      traffic = between_segments(loaded_.network.snapshot, violated.requirement);
    if (remedy == Remedy::deny_segment)
      traffic = to_violated_segments(loaded_.network.snapshot, violated.requirement.from, {violated});
    if (remedy == Remedy::deny_around) traffic = around(traffic, loaded_.network.snapshot);
    const BlamedRule& first = *list.rules.front();
    return named(list.dialect->with_deny(*list.lines, first.source, traffic), first.device);
  }

  [[nodiscard]] std::optional<Change> change_of_rule(const BlamedList& list, const BlamedRule& rule,
                                                     Remedy remedy) const {
    if (remedy == Remedy::remove) {
      std::optional<Change> closed =
          list.dialect->without_services(*list.lines, rule.source, traffic_of(rule.part));
      return named(closed ? closed : list.dialect->without_rule(*list.lines, rule.source), rule.device);
    }
    const Rule* parsed = find_rule(*list.device, rule.source);
    if (parsed == nullptr || !rule.part_complete) return std::nullopt;
    if (remedy == Remedy::narrow_services) {
      const std::vector<TrafficService> services = permissible_services(*parsed, rule.part);
      if (services.empty()) return std::nullopt;
      return named(list.dialect->narrowed(*list.lines, rule.source, services), rule.device);
    }
    const bool of_sources = remedy == Remedy::narrow_sources || remedy == Remedy::keep_sources;
    const bool of_channels = remedy == Remedy::keep_sources || remedy == Remedy::keep_destinations;
    const RulePart part = of_sources ? RulePart::sources : RulePart::destinations;
    const std::vector<AddressRange> addresses =
        of_channels ? registered_addresses(*parsed, part, loaded_.network.snapshot)
                    : permissible_addresses(*parsed, part, rule.part);
    if (addresses.empty()) return std::nullopt;
    return named(list.dialect->narrowed(*list.lines, rule.source, part, addresses), rule.device);
  }

  const LoadedNetwork& loaded_;
  const FileTexts& texts_;
  std::map<std::string, std::vector<std::string>> lines_;
};

}  // namespace

std::vector<Change> candidates(const LoadedNetwork& loaded, const FileTexts& texts,
                               const RequirementResult& violated,
                               const std::vector<RequirementResult>& all_violated) {
  std::vector<Change> changes;
  Maker maker(loaded, texts);
  const std::vector<Traffic> to_segments =
      to_violated_segments(loaded.network.snapshot, violated.requirement.from, all_violated);
  const std::vector<Traffic> between = between_segments(loaded.network.snapshot, violated.requirement);
  for (const BlamedList& list : maker.lists_of(violated)) {
    for (const Remedy remedy : remedies) {
      if (denies(remedy) || list.rules.size() == 1)
        add_once(changes, maker.change_of(list, remedy, violated));
    }
  }
  for (const Violation& violation : violated.violations) {
    for (const BlamedRule& rule : violation.rules) {
      add_once(changes, maker.route_change(rule));
      for (Change& change : maker.port_changes(rule, violation)) add_once(changes, std::move(change));
    }
    for (const TraceHop& hop : violation.path.hops) {
      for (Change& change : maker.filter_changes(hop, violation, to_segments, between))
        add_once(changes, std::move(change));
    }
  }
  return changes;
}

std::optional<Change> next_change(const LoadedNetwork& loaded, const FileTexts& texts,
                                  const RequirementResult& violated, const std::string& device,
                                  Remedy remedy) {
  Maker maker(loaded, texts);
  for (const BlamedList& list : maker.lists_of(violated)) {
    if (list.device->name != device) continue;
    if (std::optional<Change> change = maker.change_of(list, remedy, violated)) return change;
  }
  return std::nullopt;
}

}  // namespace sekisho::repair
