// Rules that permit more than anybody can have meant: any source, destination or service, prefixes much wider
// than what lies behind them, TCP segments on the strength of flags that their sender sets.
#include "lint/findings.hpp"

#include <fmt/format.h>

namespace sekisho::lint {
namespace {

bool is_any(const AddressMatch& match) { return match.any && !match.negated; }

/// A rule that permits packets for what its match says, with nothing else asked of them: by what interface of
/// the device's own they come, what hardware or mark they have, what the model does not see.
bool permits_by_header(const Rule& rule, const Filter& filter) {
  const Match& match = rule.match;
  const std::vector<std::string> loopback{"lo"};
  const bool from_itself = rule.ingress == loopback || rule.egress == loopback;
  return rule.action == Action::permit && !is_implied(rule, filter) && match.certain &&
         match.states.empty() && !match.marks && match.source_macs.empty() && !from_itself;
}

/// Bit 0: any source, bit 1: any destination, bit 2: any service.
std::optional<Code> any_code(const Rule& rule) {
  const int any = (is_any(rule.match.source) ? 1 : 0) + (is_any(rule.match.destination) ? 2 : 0) +
                  (rule.match.services.empty() ? 4 : 0);
  switch (any) {
    case 1: return Code::lint_any_source;
    case 2: return Code::lint_any_destination;
    case 3: return Code::lint_any_address;
    case 4: return Code::lint_any_service;
    case 5: return Code::lint_any_source_and_service;
    case 6: return Code::lint_any_destination_and_service;
    case 7: return Code::lint_any_everything;
    default: return std::nullopt;
  }
}

/// True for `established` of IOS and what comes to the same: a flag is asked for that every answer has.
bool relies_on_flags(const Rule& rule) {
  for (const Service& service : rule.match.services) {
    for (const TcpFlagMatch& flags : service.tcp_flags) {
      if ((flags.value & tcp_flag::ack) != 0 && (flags.value & tcp_flag::syn) == 0) return true;
    }
  }
  return false;
}

/// How many addresses from one to another; of IPv6 how many networks of /64, since each holds more addresses
/// than anybody has hosts (RFC 4291, section 2.5.4: interface identifiers have 64 bits).
double size_of(Family family, Bits128 first, Bits128 last) {
  const int host_bits = family == Family::v4 ? 0 : 64;
  return static_cast<double>((last >> host_bits) - (first >> host_bits)) + 1;
}

/// How much of a range belongs to segments that say which addresses are theirs, in the unit of size_of().
double known_size(const AddressRange& range, const Snapshot& snapshot) {
  double sum = 0;
  for (const Segment& segment : snapshot.segments) {
    for (const Prefix& prefix : segment.prefixes) {
      if (prefix.family() != range.family()) continue;
      const Bits128 first = std::max(range.first.bits, prefix.first().bits);
      const Bits128 last = std::min(range.last.bits, prefix.last().bits);
      if (first <= last) sum += size_of(range.family(), first, last);
    }
  }
  return sum;
}

constexpr double much_wider = 16;  // times what is known to be there

void find_too_wide(const Subject& subject, const Device& device, const ListedFilter& listed, const Rule& rule,
                   std::vector<Finding>& out) {
  for (const AddressMatch* match : {&rule.match.source, &rule.match.destination}) {
    if (match->any || match->negated) continue;
    for (const AddressTerm& term : match->terms) {
      const auto* range = std::get_if<AddressRange>(&term.value);
      if (range == nullptr) continue;
      const double size = size_of(range->family(), range->first.bits, range->last.bits);
      const double known = known_size(*range, subject.network.snapshot);
      if (known == 0 || size < known * much_wider) continue;
      const Code code = range->family() == Family::v4 ? Code::lint_too_wide : Code::lint_too_wide_ipv6;
      Finding found = finding(FindingKind::too_wide, Severity::note, device, listed.name, rule.source, code,
                              {to_string(*range), fmt::format("{:.0f}", size), fmt::format("{:.0f}", known)});
      grade(found, subject, Severity::note);
      found.severity = std::min(found.severity, Severity::warning);
      out.push_back(std::move(found));
    }
  }
}

}  // namespace

void find_wide_permits(const Subject& subject, const Device& device, const ListedFilter& listed,
                       std::vector<Finding>& out) {
  // Lists are used to select routes, addresses of NAT, administrators: only of filters is this to be said.
  if (!listed.decides) return;
  for (const Rule& rule : listed.filter.rules) {
    if (!permits_by_header(rule, listed.filter)) continue;
    if (activity_on(rule.schedule, subject.options.date) == Activity::inactive) continue;
    if (relies_on_flags(rule)) {
      if (device.stateful || !is_any(rule.match.source)) continue;
      Finding found = finding(FindingKind::any_established, Severity::note, device, listed.name, rule.source,
                              Code::lint_any_established);
      grade(found, subject, Severity::note);
      found.severity = std::min(found.severity, Severity::warning);
      out.push_back(std::move(found));
      continue;
    }
    if (const std::optional<Code> code = any_code(rule)) {
      Finding found =
          finding(FindingKind::permit_any, Severity::note, device, listed.name, rule.source, *code);
      const bool everything = *code == Code::lint_any_everything;
      const bool is_wide_open = everything && !listed.own_only;
      grade(found, subject, is_wide_open ? Severity::warning : Severity::note);
      out.push_back(std::move(found));
    }
    if (subject.has_segments()) find_too_wide(subject, device, listed, rule, out);
  }
}

}  // namespace sekisho::lint
