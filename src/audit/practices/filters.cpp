#include "audit/practices/filters.hpp"

namespace sekisho::audit {
namespace {

bool is_about(const Rule& rule, Family family) {
  return family == Family::v4 ? rule.match.ipv4 : rule.match.ipv6;
}

bool is_any(const AddressMatch& match) { return match.any && !match.negated; }

}  // namespace

bool takes_all(const Rule& rule, Family family) {
  const Match& match = rule.match;
  return is_about(rule, family) && is_any(match.source) && is_any(match.destination) &&
         match.services.empty() && match.states.empty() && !match.marks && match.source_macs.empty() &&
         match.certain && rule.ingress.empty() && rule.egress.empty() && !rule.schedule.never &&
         !rule.schedule.periodic && !rule.schedule.start && !rule.schedule.end;
}

bool passes_all(const Filter& filter, Family family) {
  for (const Rule& rule : filter.rules) {
    if (!is_about(rule, family) || rule.schedule.never) continue;
    if (rule.action == Action::permit && takes_all(rule, family)) return true;
    if (rule.action != Action::permit) return false;
  }
  return filter.default_action == Action::permit;
}

}  // namespace sekisho::audit
