// Looks for a packet that shows something about a rule: that it is reached, or that it makes a difference.
//
// A box is searched depth first. Where rules stand in the way, what they leave of the box is cut into smaller
// boxes and searched in turn; the first box that nothing stands in the way of is the answer. Rules that
// matter are found out in a few steps this way, since nearly every packet shows it. A search that takes too
// long is given up: whoever asked has a slower way that always ends.
#pragma once

#include "lint/rules/box_tree.hpp"
#include "lint/rules/rule_questions.hpp"

#include <optional>
#include <vector>

namespace sekisho::lint {

class BoxSearch {
 public:
  /// All stay where they are while this lives.
  BoxSearch(const BoxTree& tree, const Fates& fates) : tree_(tree), fates_(fates) {}

  struct Outcome {
    std::optional<Box> found;
    bool given_up = false;
    RuleIndex decider = 0;  // taken_otherwise: the rule that decides
  };

  /// Packets of the region that no rule before `before` takes for sure and that are in none of `others`.
  [[nodiscard]] Outcome reaching(const Box& region, RuleIndex before, const std::vector<Box>& others);
  /// Packets of the region, which `rule` takes, that an earlier rule takes for sure and decides otherwise.
  [[nodiscard]] Outcome taken_otherwise(const Box& region, RuleIndex rule);
  /// Packets of it that come to the rule and could fare otherwise if it were not there.
  [[nodiscard]] Outcome faring_otherwise(const Box& region, RuleIndex rule);

 private:
  struct Open {
    Box box;
    bool reaching = false;  // known to reach the rule
  };

  /// Puts what `cutter` leaves of a box on the stack.
  void cut(const Open& open, const Box& cutter);
  /// A box in the way: the one that takes most of `region`, among the first that are met.
  [[nodiscard]] const Box* in_the_way(const Box& region, RuleIndex before) const;
  [[nodiscard]] const Box* in_the_way(const Box& region, const std::vector<Box>& boxes) const;
  [[nodiscard]] float share(const Box& region, const Box& taker) const;
  /// The first box among those of the rules first <= r < last that decides about packets of a region: of
  /// those with the fate `like`, where that is certain, of others, where it may be or (`surely`) where that
  /// is.
  [[nodiscard]] const RuleBox* first_decider(const Box& region, RuleIndex first, RuleIndex last,
                                             std::uint32_t like, bool surely) const;
  /// A box of which some rule holds all, for sure.
  [[nodiscard]] const Box* holder(const Box& region, RuleIndex before) const;

  const BoxTree& tree_;
  const Fates& fates_;
  std::vector<Open> stack_;
};

}  // namespace sekisho::lint
