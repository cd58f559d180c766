// The packet is held against the list in plain comparisons (simulation): a denial with one of its parts
// left out that then stops it has missed it in that part only.
#include <sekisho/repair/missed_denial.hpp>

#include "narrowing.hpp"

#include <sekisho/packetset/packet_set.hpp>
#include <sekisho/simulation/filter_decision.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace sekisho::repair {

namespace {

std::optional<Packet> packet_of(const BlamedRule& rule) {
  if (rule.part.empty()) return std::nullopt;
  PacketSpace space;
  return space.packets(rule.part.front()).member_preferring({});
}

/// A packet in front of a list of a device, at the interfaces that the rule at fault names.
class Occasion {
 public:
  Occasion(const Device& device, const Rule& at_fault, const Packet& packet, const Date& date)
      : device_(device),
        packet_(packet),
        date_(date),
        ingress_(at_fault.ingress.empty() ? std::string() : at_fault.ingress.front()),
        egress_(at_fault.egress.empty() ? std::string() : at_fault.egress.front()) {}

  /// What the filter certainly does; nothing when that is not certain.
  [[nodiscard]] std::optional<FilterDecision> decide(const Filter& filter) const {
    const std::vector<FilterDecision> decisions =
        sekisho::decide(filter, device_.filters, packet_, date_, ingress_, egress_);
    if (decisions.size() != 1 || !decisions.front().certain) return std::nullopt;
    return decisions.front();
  }

  [[nodiscard]] bool stops(const Rule& denial) const {
    const Filter alone{"", {denial}, Action::permit, {}};
    const std::optional<FilterDecision> decision = decide(alone);
    return decision && !decision->permits;
  }

 private:
  const Device& device_;
  const Packet& packet_;
  const Date& date_;
  std::string ingress_;
  std::string egress_;
};

Rule without_part(const Rule& rule, Miss part) {
  Rule relaxed = rule;
  switch (part) {
    case Miss::order: break;
    case Miss::source: relaxed.match.source = AddressMatch::everything(); break;
    case Miss::destination: relaxed.match.destination = AddressMatch::everything(); break;
    case Miss::service:
      relaxed.match.services.clear();
      relaxed.match.states.clear();
      break;
  }
  return relaxed;
}

/// The part in which a denial misses the packet, when it is one only.
std::optional<Miss> only_miss(const Occasion& occasion, const Rule& denial) {
  constexpr std::array parts{Miss::source, Miss::destination, Miss::service};
  // A denial that asks for nothing in two parts would be missed by almost everything in the third.
  const int asked = static_cast<int>(!denial.match.source.any) +
                    static_cast<int>(!denial.match.destination.any) +
                    static_cast<int>(!denial.match.services.empty());
  if (asked < 2) return std::nullopt;
  for (const Miss part : parts) {
    if (occasion.stops(without_part(denial, part))) return part;
  }
  return std::nullopt;
}

/// The denial that certainly stops the packet once the rule at `index` and all in front of it are gone.
std::optional<RuleSource> denial_behind(const Occasion& occasion, const Filter& filter, std::size_t index) {
  const auto first = filter.rules.begin() + static_cast<std::ptrdiff_t>(index) + 1;
  const Filter rest{filter.name, {first, filter.rules.end()}, filter.default_action, filter.default_source};
  const std::optional<FilterDecision> decision = occasion.decide(rest);
  if (!decision || decision->permits || decision->source == nullptr) return std::nullopt;
  return *decision->source;
}

}  // namespace

std::string_view name_of(Miss miss) {
  switch (miss) {
    case Miss::order: return "order";
    case Miss::source: return "source";
    case Miss::destination: return "destination";
    case Miss::service: return "service";
  }
  return "";
}

std::optional<MissedDenial> missed_denial(const Device& device, const BlamedRule& rule, const Date& date) {
  const std::optional<RulePlace> place = find_place(device, rule.source);
  const std::optional<Packet> packet = place ? packet_of(rule) : std::nullopt;
  if (!packet) return std::nullopt;
  const std::vector<Rule>& rules = place->filter->rules;
  const Occasion occasion(device, rules[place->index], *packet, date);
  for (std::size_t i = place->index; i-- > 0;) {
    if (rules[i].action != Action::deny) continue;
    if (const std::optional<Miss> miss = only_miss(occasion, rules[i]))
      return MissedDenial{rule.device, rule.source, rules[i].source, *miss};
  }
  const std::optional<RuleSource> behind = denial_behind(occasion, *place->filter, place->index);
  // What a list does not ask about passes by its head (IPv6 by a list of IPv4), where its implicit denial is
  // said to stand, too.
  if (!behind || behind->span.line == 0 || behind->span == rule.source.span) return std::nullopt;
  return MissedDenial{rule.device, rule.source, *behind, Miss::order};
}

}  // namespace sekisho::repair
