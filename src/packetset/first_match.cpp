#include <sekisho/packetset/first_match.hpp>

#include <span>

namespace sekisho {

namespace {

/// What a part of the list does with the packets that reach it.
struct Decision {
  PacketSet permitted;
  PacketSet matched;  // permitted or denied; the others go on
};

Decision decision_of(std::span<const MatchedRule> rules, const PacketSet& none) {
  if (rules.size() == 1) {
    const MatchedRule& rule = rules.front();
    return {rule.permit ? rule.packets : none, rule.packets};
  }
  const std::size_t half = rules.size() / 2;
  const Decision first = decision_of(rules.first(half), none);
  const Decision second = decision_of(rules.subspan(half), none);
  return {first.permitted | (second.permitted - first.matched), first.matched | second.matched};
}

}  // namespace

PacketSet first_match(PacketSpace& space, const std::vector<MatchedRule>& rules) {
  if (rules.empty()) return space.none();
  return decision_of(rules, space.none()).permitted;
}

}  // namespace sekisho
