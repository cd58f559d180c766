// What an ordered list of rules permits.
//
// A part of the list has three outcomes for a packet: permitted, denied, or still open. It is held as
// one diagram over the bits of the packet and one more variable behind them all, "open": everything is
// permitted, nothing is denied, and the variable itself stands where no rule of the part matched.
// Two parts one after the other are then a single recursion that puts the second in where the first
// is open. Kept as two sets (permitted, matched) the same step takes three set operations.
//
// The list is combined by halves, so that most steps work on small diagrams: n rules cost about
// log n passes over diagrams of the final size instead of n.
#include "diagram.hpp"
#include "operations.hpp"

namespace sekisho {

using detail::Edge;

PacketSet PacketSpace::decision_of(std::span<const MatchedRule> rules) {
  if (rules.size() == 1) {
    const Edge packets = rules.front().packets.node_;
    return {diagram_.get(), diagram_->run([&] {
              const Edge open =
                  diagram_->make(diagram_->order().open_variable(), detail::none_edge, detail::all_edge);
              return rules.front().permit ? disjunction(*diagram_, packets, open)
                                          : difference(*diagram_, open, packets);
            })};
  }
  const std::size_t half = rules.size() / 2;
  const PacketSet first = decision_of(rules.first(half));
  const PacketSet second = decision_of(rules.subspan(half));
  return {diagram_.get(), diagram_->run([&] { return continuation(*diagram_, first.node_, second.node_); })};
}

PacketSet PacketSpace::first_match(std::span<const MatchedRule> rules) {
  if (rules.empty()) return none();
  const PacketSet decision = decision_of(rules);
  return {diagram_.get(),
          diagram_->run([&] { return continuation(*diagram_, decision.node_, detail::none_edge); })};
}

}  // namespace sekisho
