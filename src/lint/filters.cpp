#include "lint/filters.hpp"

#include <set>

namespace sekisho::lint {
namespace {

/// Lists that rules of other lists name.
std::set<std::string> named_lists(const Device& device) {
  std::set<std::string> named;
  const auto add = [&](const Filter& filter) {
    for (const Rule& rule : filter.rules) {
      if (!rule.list.empty()) named.insert(rule.list);
    }
  };
  for (const auto& [name, filter] : device.filters) add(filter);
  for (const auto* filter : {&device.forward_filter, &device.local_filter, &device.own_filter,
                             &device.destination_nat_filter, &device.source_nat_filter}) {
    if (*filter) add(**filter);
  }
  return named;
}

/// Lists that packets come to from these filters.
std::set<std::string> lists_from(const Device& device,
                                 const std::vector<const std::optional<Filter>*>& filters,
                                 std::set<std::string> known = {}) {
  std::vector<const Filter*> open;
  for (const auto* filter : filters) {
    if (*filter) open.push_back(&**filter);
  }
  for (const std::string& name : known) {
    const auto list = device.filters.find(name);
    if (list != device.filters.end()) open.push_back(&list->second);
  }
  while (!open.empty()) {
    const Filter* next = open.back();
    open.pop_back();
    for (const Rule& rule : next->rules) {
      const auto list = device.filters.find(rule.list);
      if (list != device.filters.end() && known.insert(rule.list).second) open.push_back(&list->second);
    }
  }
  return known;
}

std::set<std::string> bound_filters(const Device& device) {
  std::set<std::string> bound;
  for (const Interface& interface : device.interfaces) {
    bound.insert(interface.ingress_filters.begin(), interface.ingress_filters.end());
    bound.insert(interface.egress_filters.begin(), interface.egress_filters.end());
  }
  return bound;
}

/// NAT rules as a filter that lets everything pass: the first that matches translates.
ListedFilter of_nat(const std::vector<NatRule>& rules, const std::string& name) {
  ListedFilter listed;
  listed.name = name;
  listed.translates = true;
  listed.filter.name = name;
  listed.filter.default_action = Action::permit;
  for (const NatRule& nat : rules) {
    Rule& rule = listed.filter.rules.emplace_back();
    rule.source = nat.source;
    rule.action = Action::permit;
    rule.match = nat.match;
    rule.match.certain = rule.match.certain && nat.certain;
    rule.schedule = nat.schedule;
    rule.ingress = nat.ingress;
    rule.egress = nat.egress;
    if (!nat.rewrite.empty()) rule.translate = nat.rewrite;
  }
  return listed;
}

}  // namespace

std::vector<ListedFilter> filters_of(const Device& device) {
  const std::set<std::string> named = named_lists(device);
  const std::set<std::string> bound = bound_filters(device);
  const std::set<std::string> translating =
      lists_from(device, {&device.destination_nat_filter, &device.source_nat_filter});
  const std::set<std::string> of_others =
      lists_from(device, {&device.forward_filter, &device.local_filter}, bound);
  const std::set<std::string> of_itself = lists_from(device, {&device.own_filter});
  std::vector<ListedFilter> result;
  for (const auto& [name, filter] : device.filters) {
    const ListEnd end = named.count(name) == 0   ? ListEnd::default_action
                        : bound.count(name) == 0 ? ListEnd::given_back
                                                 : ListEnd::both;
    const bool from_others = of_others.count(name) > 0;
    const bool from_itself = of_itself.count(name) > 0;
    result.push_back({filter, name, end, translating.count(name) > 0, bound.count(name) > 0,
                      from_others || from_itself, from_itself && !from_others});
  }
  // Elsewhere what comes to the device and from it is made of settings, not of rules that somebody has
  // ordered.
  const bool has_own_chains = device.language == "linux";
  for (const auto* filter : {&device.forward_filter, &device.local_filter, &device.own_filter}) {
    if (*filter && (has_own_chains || filter == &device.forward_filter))
      result.push_back({**filter, (*filter)->name, ListEnd::default_action, false,
                        filter == &device.forward_filter, true, filter == &device.own_filter});
  }
  for (const auto* filter : {&device.destination_nat_filter, &device.source_nat_filter}) {
    if (*filter)
      result.push_back({**filter, (*filter)->name, ListEnd::default_action, true, false, false, false});
  }
  result.push_back(of_nat(device.destination_nat, "destination-nat"));
  result.push_back(of_nat(device.source_nat, "source-nat"));
  std::erase_if(result, [](const ListedFilter& listed) { return listed.filter.rules.empty(); });
  return result;
}

}  // namespace sekisho::lint
