#include "lint/rules/set_questions.hpp"

namespace sekisho::lint {
namespace {

// No rule asks for these fields; here they hold the number of an interface.
constexpr Field ingress_field = Field::vlan;
constexpr Field egress_field = Field::destination_mac;

}  // namespace

SetQuestions::SetQuestions(const Filter& filter, const Fates& fates, const Date& date)
    : filter_(filter), fates_(fates), matches_(space_, date), removed_(filter.rules.size()) {
  for (const Rule& rule : filter.rules) {
    for (const auto* list : {&rule.ingress, &rule.egress}) {
      for (const std::string& name : *list) {
        if (numbers_.emplace(name, names_.size()).second) names_.push_back(name);
      }
    }
  }
}

PacketSet SetQuestions::bound_to(Field field, const std::vector<std::string>& names) {
  if (names.empty()) return space_.all();
  PacketSet result = space_.none();
  for (const std::string& name : names) result |= space_.equal(field, numbers_.at(name));
  return result;
}

forwarding::Bounds SetQuestions::bounds(RuleIndex index) {
  const Rule& rule = filter_.rules[index];
  const PacketSet bound = bound_to(ingress_field, rule.ingress) & bound_to(egress_field, rule.egress);
  const forwarding::Bounds& taken = matches_.of(rule);
  return {taken.may & bound, taken.must & bound};
}

PacketSet SetQuestions::left(PacketSet packets, const std::vector<RuleIndex>& rules) {
  for (const RuleIndex rule : rules) {
    if (packets.empty()) break;
    if (!removed_[rule] && fates_.of_rule[rule].closes) packets -= bounds(rule).must;
  }
  return packets;
}

std::vector<RuleIndex> SetQuestions::remaining(RuleIndex first, RuleIndex last) const {
  std::vector<RuleIndex> result;
  for (RuleIndex rule = first; rule < last; ++rule) {
    if (!removed_[rule]) result.push_back(rule);
  }
  return result;
}

std::optional<Arrival> SetQuestions::example(const PacketSet& packets) {
  const auto name = [&](const PacketSet& set, Field field) -> std::string {
    const auto number = static_cast<std::size_t>((*set.member())[static_cast<std::size_t>(field)]);
    return number < names_.size() ? names_[number] : "";
  };
  const PacketSet known_states =
      space_.range(Field::state, 0, static_cast<Bits128>(ConnectionState::untracked));
  const PacketSet real = packets & known_states;
  if (real.empty()) return std::nullopt;
  const PacketSet in = space_.equal(ingress_field, (*real.member())[static_cast<std::size_t>(ingress_field)]);
  const PacketSet there = real & in;
  const PacketSet out = space_.equal(egress_field, (*there.member())[static_cast<std::size_t>(egress_field)]);
  const auto packet = (there & out).member_preferring({space_.protocol(protocol::tcp)});
  Arrival arrival{*packet, name(there, ingress_field), name(there & out, egress_field)};
  arrival.packet.vlan = 0;
  arrival.packet.destination_mac = 0;
  return arrival;
}

std::optional<Arrival> SetQuestions::reaching(RuleIndex rule, const std::vector<RuleIndex>& before,
                                              const std::vector<RuleIndex>& others) {
  return example(left(left(bounds(rule).may, before), others));
}

std::optional<Arrival> SetQuestions::reaching(RuleIndex rule, const std::vector<RuleIndex>& others) {
  return reaching(rule, remaining(0, rule), others);
}

std::optional<Arrival> SetQuestions::contested(RuleIndex earlier, RuleIndex later,
                                               const std::vector<RuleIndex>& before) {
  return example(left(bounds(earlier).may & bounds(later).may, before));
}

std::optional<Arrival> SetQuestions::contested(RuleIndex earlier, RuleIndex later) {
  return contested(earlier, later, remaining(0, earlier));
}

std::optional<RuleQuestions::Decided> SetQuestions::taken_otherwise(RuleIndex rule,
                                                                    const std::vector<RuleIndex>& before) {
  PacketSet rest = bounds(rule).may;
  for (const RuleIndex other : before) {
    if (rest.empty()) break;
    if (removed_[other]) continue;
    if (fates_.of_rule[other].number == fates_.of_rule[rule].number) {
      rest = left(rest, {other});
    } else if (const auto found = example(rest & bounds(other).must)) {
      return Decided{other, *found};
    }
  }
  return std::nullopt;
}

std::optional<RuleQuestions::Decided> SetQuestions::taken_otherwise(RuleIndex rule) {
  return taken_otherwise(rule, remaining(0, rule));
}

std::optional<RuleIndex> SetQuestions::taker_of_all(RuleIndex rule) {
  for (const RuleIndex other : remaining(0, rule)) {
    if (takes_all_of(other, rule)) return other;
  }
  return std::nullopt;
}

std::optional<Arrival> SetQuestions::left_by(RuleIndex rule, const std::vector<RuleIndex>& others) {
  return example(left(bounds(rule).may, others));
}

std::optional<Arrival> SetQuestions::faring_otherwise(RuleIndex rule, const std::vector<RuleIndex>& before,
                                                      const std::vector<RuleIndex>& behind) {
  PacketSet rest = left(bounds(rule).may, before);
  const std::uint32_t fate = fates_.of_rule[rule].number;
  for (const RuleIndex next : behind) {
    if (rest.empty()) return std::nullopt;
    if (removed_[next]) continue;
    if (fates_.of_rule[next].number != fate) {
      if (const auto found = example(rest & bounds(next).may)) return found;
    } else {
      rest = left(rest, {next});
    }
  }
  return fates_.at_end.number == fate ? std::nullopt : example(rest);
}

std::optional<Arrival> SetQuestions::faring_otherwise(RuleIndex rule) {
  return faring_otherwise(rule, remaining(0, rule),
                          remaining(rule + 1, static_cast<RuleIndex>(filter_.rules.size())));
}

std::vector<RuleIndex> SetQuestions::overlapping(RuleIndex rule, RuleIndex first, RuleIndex last) {
  const PacketSet taken = bounds(rule).may;
  std::vector<RuleIndex> result = remaining(first, last);
  std::erase_if(result, [&](RuleIndex other) { return !taken.intersects(bounds(other).may); });
  return result;
}

std::optional<RuleIndex> SetQuestions::taker_of(const Arrival& arrival, RuleIndex first, RuleIndex last) {
  FieldValues values = values_of(arrival.packet);
  const auto number = [&](const std::string& name) -> Bits128 {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? names_.size() : found->second;
  };
  values[static_cast<std::size_t>(ingress_field)] = number(arrival.ingress);
  values[static_cast<std::size_t>(egress_field)] = number(arrival.egress);
  for (const RuleIndex rule : remaining(first, last)) {
    if (fates_.of_rule[rule].closes && bounds(rule).must.contains(values)) return rule;
  }
  return std::nullopt;
}

std::unique_ptr<RuleQuestions> set_questions_about(const Filter& filter, const Fates& fates,
                                                   const Date& date) {
  return std::make_unique<SetQuestions>(filter, fates, date);
}

}  // namespace sekisho::lint
