#include "lint/rules/mergeable.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace sekisho::lint {
namespace {

/// What two rules of a pair may differ in.
enum class Part : std::uint8_t { source, destination, services };
constexpr std::array all_parts{Part::source, Part::destination, Part::services};

std::string written(const AddressMatch& match) {
  if (match.any) return match.negated ? "none" : "any";
  std::vector<std::string> terms;
  for (const AddressTerm& term : match.terms) {
    std::string text = std::visit([](const auto& value) { return to_string(value); }, term.value);
    terms.push_back(term.certain ? text : text + "?");
  }
  std::sort(terms.begin(), terms.end());
  std::string result = match.negated ? "!" : "";
  for (const std::string& term : terms) result += term + " ";
  return result;
}

template <typename Range>
std::string written(const std::vector<Range>& ranges) {
  std::string result;
  for (const Range& range : ranges)
    result += std::to_string(range.first) + "-" + std::to_string(range.last) + " ";
  return result;
}

std::string written(const std::vector<TcpFlagMatch>& flags) {
  std::string result;
  for (const TcpFlagMatch& flag : flags)
    result += std::to_string(flag.mask) + "/" + std::to_string(flag.value) + " ";
  return result;
}

std::string written(const Service& service) {
  return (service.protocol ? std::to_string(*service.protocol) : "any") + (service.certain ? ":" : "?:") +
         written(service.source_ports) + ":" + written(service.destination_ports) + ":" +
         written(service.icmp_types) + ":" + written(service.icmp_codes) + ":" + written(service.tcp_flags);
}

std::string written(const std::vector<Service>& services) {
  std::vector<std::string> all;
  for (const Service& service : services) all.push_back(written(service));
  std::sort(all.begin(), all.end());
  std::string result;
  for (const std::string& service : all) result += service + ";";
  return result;
}

std::string written(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += name + "\n";
  return result;
}

std::string written(const Rule& rule, Part part) {
  switch (part) {
    case Part::source: return written(rule.match.source);
    case Part::destination: return written(rule.match.destination);
    case Part::services: return written(rule.match.services);
  }
  return {};
}

/// What a rule asks beyond what the model sees (an owner, a rate, an application) may differ from rule to
/// rule.
bool is_all_seen(const Match& match) { return match.certain; }

/// All that has to be the same, besides what they decide.
bool same_frame(const Rule& a, const Rule& b) {
  const Match& x = a.match;
  const Match& y = b.match;
  const auto timeless = [](const Schedule& schedule) {
    return !schedule.start && !schedule.end && !schedule.periodic && !schedule.never;
  };
  const bool same_time = (timeless(a.schedule) && timeless(b.schedule)) ||
                         (!a.schedule.name.empty() && a.schedule.name == b.schedule.name);
  return decide_alike(a, b) && a.log == b.log && same_time && x.ipv4 == y.ipv4 && x.ipv6 == y.ipv6 &&
         is_all_seen(x) && is_all_seen(y) && x.states == y.states && x.marks == y.marks &&
         x.source_macs == y.source_macs && a.ingress == b.ingress && a.egress == b.egress;
}

/// The prefix of which two prefixes are the halves.
std::optional<Prefix> joined(const AddressRange& a, const AddressRange& b) {
  const std::vector<Prefix> first = prefixes_of(a);
  const std::vector<Prefix> second = prefixes_of(b);
  if (first.size() != 1 || second.size() != 1 || a.family() != b.family()) return std::nullopt;
  if (first[0].length != second[0].length || first[0].length == 0 || first[0] == second[0])
    return std::nullopt;
  const Prefix parent = Prefix::of(first[0].network, first[0].length - 1);
  return parent.contains(second[0]) ? std::optional(parent) : std::nullopt;
}

std::optional<AddressMatch> joined(const AddressMatch& a, const AddressMatch& b, RuleShape shape) {
  if (a.any || b.any || a.negated || b.negated) return std::nullopt;
  if (shape == RuleShape::lists) {
    AddressMatch both = a;
    both.terms.insert(both.terms.end(), b.terms.begin(), b.terms.end());
    return both;
  }
  if (a.terms.size() != 1 || b.terms.size() != 1 || !a.terms[0].certain || !b.terms[0].certain)
    return std::nullopt;
  const auto* first = std::get_if<AddressRange>(&a.terms[0].value);
  const auto* second = std::get_if<AddressRange>(&b.terms[0].value);
  if (first == nullptr || second == nullptr) return std::nullopt;
  const std::optional<Prefix> parent = joined(*first, *second);
  if (!parent) return std::nullopt;
  return AddressMatch::of({{AddressRange::of(*parent), true}});
}

/// One range of ports that is both; nothing when something lies between them.
std::optional<PortRange> joined(const std::vector<PortRange>& a, const std::vector<PortRange>& b) {
  if (a.size() != 1 || b.size() != 1) return std::nullopt;
  const PortRange& low = std::min(a[0], b[0]);
  const PortRange& high = std::max(a[0], b[0]);
  if (high.first > low.last + 1) return std::nullopt;
  return PortRange{low.first, std::max(low.last, high.last)};
}

std::optional<std::vector<Service>> joined(const std::vector<Service>& a, const std::vector<Service>& b,
                                           RuleShape shape) {
  if (a.empty() || b.empty()) return std::nullopt;
  if (shape == RuleShape::lists) {
    std::vector<Service> both = a;
    both.insert(both.end(), b.begin(), b.end());
    return both;
  }
  if (a.size() != 1 || b.size() != 1) return std::nullopt;
  Service one = a[0];
  Service other = b[0];
  const bool destinations = written(one.destination_ports) != written(other.destination_ports);
  std::vector<PortRange>& mine = destinations ? one.destination_ports : one.source_ports;
  std::vector<PortRange>& others = destinations ? other.destination_ports : other.source_ports;
  const std::optional<PortRange> ports = joined(mine, others);
  if (!ports) return std::nullopt;
  mine = others = {*ports};
  if (written(one) != written(other)) return std::nullopt;  // they differ in something else too
  return std::vector<Service>{one};
}

}  // namespace

RuleShape rule_shape_of(const std::string& language) {
  return language == "fortios" ? RuleShape::lists : RuleShape::one_value;
}

std::optional<Rule> merged(const Rule& a, const Rule& b, RuleShape shape) {
  if (!same_frame(a, b)) return std::nullopt;
  std::vector<Part> different;
  for (const Part part : all_parts) {
    if (written(a, part) != written(b, part)) different.push_back(part);
  }
  if (different.size() != 1) return std::nullopt;
  Rule rule = a;
  if (different[0] == Part::services) {
    const auto services = joined(a.match.services, b.match.services, shape);
    if (!services) return std::nullopt;
    rule.match.services = *services;
    return rule;
  }
  const auto side = different[0] == Part::source ? &Match::source : &Match::destination;
  const auto addresses = joined(a.match.*side, b.match.*side, shape);
  if (!addresses) return std::nullopt;
  rule.match.*side = *addresses;
  return rule;
}

namespace {

/// Where a rule begins in the part that it may differ in: rules that touch come to stand beside each other.
std::pair<Address, std::pair<int, int>> beginning(const Rule& rule, Part part) {
  if (part == Part::services) {
    if (rule.match.services.empty()) return {};
    const Service& service = rule.match.services.front();
    const auto first = [](const std::vector<PortRange>& ports) {
      return ports.empty() ? 0 : ports.front().first;
    };
    return {{}, {first(service.source_ports), first(service.destination_ports)}};
  }
  const AddressMatch& match = part == Part::source ? rule.match.source : rule.match.destination;
  if (match.any || match.terms.empty()) return {};
  const auto* range = std::get_if<AddressRange>(&match.terms.front().value);
  return range == nullptr ? std::pair<Address, std::pair<int, int>>{}
                          : std::pair{range->first, std::pair{0, 0}};
}

/// Pairs of a run of rules that all decide alike, each rule in one pair at most.
void pairs_of_run(const Filter& filter, const std::vector<RuleIndex>& run, RuleShape shape,
                  std::vector<bool>& paired, std::vector<RuleRelation>& out) {
  for (const Part part : all_parts) {
    std::unordered_map<std::string, std::vector<RuleIndex>> groups;  // by all that has to be the same
    for (const RuleIndex index : run) {
      std::string key;
      for (const Part other : all_parts) {
        if (other != part) key += written(filter.rules[index], other) + "|";
      }
      key += written(filter.rules[index].ingress) + "|" + written(filter.rules[index].egress);
      groups[key].push_back(index);
    }
    for (auto& [key, group] : groups) {
      std::stable_sort(group.begin(), group.end(), [&](RuleIndex a, RuleIndex b) {
        return beginning(filter.rules[a], part) < beginning(filter.rules[b], part);
      });
      for (std::size_t i = 1; i < group.size(); ++i) {
        const auto [earlier, later] = std::minmax(group[i - 1], group[i]);
        if (paired[earlier] || paired[later] || !merged(filter.rules[earlier], filter.rules[later], shape))
          continue;
        paired[earlier] = paired[later] = true;
        out.push_back({FindingKind::mergeable, later, {earlier}, 0, false, {}});
      }
    }
  }
}

}  // namespace

std::vector<RuleRelation> mergeable_rules(const Filter& filter, const std::vector<RuleIndex>& rules,
                                          RuleShape shape) {
  std::vector<RuleRelation> result;
  std::vector<bool> paired(filter.rules.size());
  for (std::size_t first = 0; first < rules.size();) {
    std::size_t last = first + 1;
    while (last < rules.size() && decide_alike(filter.rules[rules[first]], filter.rules[rules[last]])) ++last;
    const Action action = filter.rules[rules[first]].action;
    if (last - first > 1 && (action == Action::permit || action == Action::deny)) {
      const std::vector<RuleIndex> run(rules.begin() + static_cast<std::ptrdiff_t>(first),
                                       rules.begin() + static_cast<std::ptrdiff_t>(last));
      pairs_of_run(filter, run, shape, paired, result);
    }
    first = last;
  }
  std::sort(result.begin(), result.end(),
            [](const RuleRelation& a, const RuleRelation& b) { return a.rule < b.rule; });
  return result;
}

}  // namespace sekisho::lint
