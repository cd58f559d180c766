// Access lists bound to interfaces become filters; policies bound to interfaces become doubts.
//
// An IPv4 list looks at IPv4 packets only and an IPv6 list at IPv6 only; the other family passes it. An
// IPv6 list ends in two implicit permits for neighbour discovery and a deny (Cisco IOS Security
// Configuration Guide, "IPv6 Access Control Lists"). A list that is empty or not defined lets everything
// pass (Cisco, "Configuring IP Access Lists", document ID 23602, on applying undefined lists).
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/entries.hpp"
#include "config/syntax/statement.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

Rule other_family_passes(const RuleSource& source, Family looked_at) {
  Rule rule;
  rule.source = source;
  rule.source.label += looked_at == Family::v4 ? " (IPv6 is not looked at)" : " (IPv4 is not looked at)";
  rule.action = Action::permit;
  rule.match.ipv4 = looked_at == Family::v6;
  rule.match.ipv6 = looked_at == Family::v4;
  return rule;
}

/// `permit icmp any any nd-na`, `permit icmp any any nd-ns`.
Rule neighbour_discovery(const RuleSource& source) {
  Rule rule;
  rule.source = source;
  rule.source.label += " implicit neighbor discovery";
  rule.action = Action::permit;
  rule.match.ipv4 = false;
  Service service;
  service.protocol = protocol::icmpv6;
  constexpr std::uint8_t solicitation = 135;
  constexpr std::uint8_t advertisement = 136;
  service.icmp_types.push_back({solicitation, advertisement});
  rule.match.services.push_back(std::move(service));
  return rule;
}

/// What `evaluate NAME` may let back in: the mirror image of every entry that reflects into NAME.
void add_reflected(Conversion& conversion, const AccessList& list, const Ace& evaluating, Filter& filter) {
  conversion.ledger.approximated(evaluating.line, Code::return_way_opened, {"evaluate"});
  for (const auto& [name, other] : conversion.config.access_lists) {
    for (const Ace& ace : other.entries) {
      if (ace.reflect != evaluating.evaluate) continue;
      Rule rule;
      rule.source = conversion.source(evaluating.line, label_of(list, evaluating));
      rule.action = Action::permit;
      rule.match = mirrored(match_of(conversion, ace, other.kind));
      rule.match.certain = false;
      filter.rules.push_back(std::move(rule));
    }
  }
}

Filter filter_of(Conversion& conversion, const AccessList& list) {
  Filter filter;
  filter.name = list.name;
  filter.default_source = conversion.source(list.line, list.name + " implicit deny");
  for (Entry& entry : entries_of(conversion, list)) {
    if (!entry.ace->evaluate.empty()) {
      add_reflected(conversion, list, *entry.ace, filter);
      continue;
    }
    Rule rule;
    rule.source = conversion.source(entry.ace->line, label_of(list, *entry.ace));
    rule.action = entry.ace->action;
    rule.match = std::move(entry.match);
    rule.schedule = std::move(entry.schedule);
    rule.log = entry.ace->log;
    filter.rules.push_back(std::move(rule));
  }
  const RuleSource definition = conversion.source(list.line, list.name);
  if (list.kind == AclKind::ipv6) filter.rules.push_back(neighbour_discovery(definition));
  filter.rules.push_back(
      other_family_passes(definition, list.kind == AclKind::ipv6 ? Family::v6 : Family::v4));
  return filter;
}

/// The filter of a list that lets everything pass, for want of entries.
Filter permits_all(Conversion& conversion, const std::string& name, int line) {
  Filter filter;
  filter.name = name;
  filter.default_action = Action::permit;
  filter.default_source = conversion.source(line, name + " permits everything");
  return filter;
}

void bind(Conversion& conversion, const FilterUse& use, Interface& interface) {
  const AccessList* list = find_list(conversion.config, use.name);
  const bool wrong_family = list != nullptr && (list->kind == AclKind::ipv6) != (use.family == Family::v6);
  auto& filters = conversion.device.filters;
  if (list == nullptr || wrong_family) {
    conversion.device.dangling.push_back({"access-list", use.name, conversion.ledger.span(use.line), false});
    conversion.ledger.approximated(use.line, Code::list_undefined_permits, {use.name});
    if (wrong_family) return;
    if (!filters.contains(use.name)) filters[use.name] = permits_all(conversion, use.name, use.line);
  } else if (list->entries.empty() && !list->damaged) {
    conversion.ledger.approximated(use.line, Code::list_empty_permits, {use.name});
    if (!filters.contains(use.name)) filters[use.name] = permits_all(conversion, use.name, list->line);
  } else if (!filters.contains(use.name)) {
    filters[use.name] = filter_of(conversion, *list);
  }
  if (list != nullptr && list->damaged) {
    // An entry that is not understood stands somewhere in the list.
    conversion.widen(Effect::may_permit, interface.name, list->line);
    conversion.widen(Effect::may_drop, interface.name, list->line);
  }
  (use.ingress ? interface.ingress_filters : interface.egress_filters).push_back(use.name);
}

/// A list on a switch port filters frames that are switched, too, in which the model has no filters.
void port_list(Conversion& conversion, const FilterUse& use, const Interface& interface) {
  conversion.widen(Effect::may_drop, interface.name, use.line);
  conversion.ledger.approximated(use.line, Code::not_modelled_drops, {"ip access-group"});
}

void convert_service_policies(Conversion& conversion, const IosInterface& from) {
  for (const auto& [name, line] : from.service_policies) {
    const auto policy = conversion.config.policy_maps.find(name);
    const bool known = policy != conversion.config.policy_maps.end();
    if (known && !policy->second) continue;  // marks and queues
    if (known) {
      conversion.ledger.approximated(line, Code::not_modelled_drops, {"service-policy " + name});
    } else {
      conversion.dangling("policy-map", name, line);
    }
    conversion.widen(Effect::may_drop, from.name, line);
  }
}

}  // namespace

void convert_filters(Conversion& conversion) {
  for (const IosInterface& from : conversion.config.interfaces) {
    Interface* interface = conversion.find(from.name);
    if (interface == nullptr) continue;
    for (const FilterUse& use : from.filters) {
      if (interface->switchport) {
        port_list(conversion, use, *interface);
      } else {
        bind(conversion, use, *interface);
      }
    }
    convert_service_policies(conversion, from);
  }
  // Lists that no interface uses are filters all the same, for lint; binding them changes nothing.
  for (const auto& [name, list] : conversion.config.access_lists) {
    if (conversion.device.filters.contains(name) || list.entries.empty()) continue;
    conversion.device.filters[name] = filter_of(conversion, list);
  }
}

}  // namespace sekisho::config::ios
