// What an ordered list of rules permits, built from the top down.
//
// Combining diagrams of rules with set operations, in whatever order, makes ten times the nodes that the
// result has. Here the list itself is split instead: at a bit of the destination into the rules that
// overlap the lower half and those that overlap the upper, and so on, then at the bits of the source.
// Rules that differ in an address never meet, and a node is made when both its children are known.
//
// What keeps the lists short is the *base*. At every region of destinations the rules that cover it
// whole are settled first: their permit set over the remaining fields becomes the base of the region. A
// smaller region inside only adds its own, *fresh* rules to it. Wherever no fresh rule is left the base
// is the answer as it stands, and settled rules behind the last fresh one need not be looked at, since
// the base knows what they decide.
//
// Rules that agree with a whole region of both addresses end up in lists of a few services, which are the
// same ones again and again: those are combined by set operations and remembered.
#pragma once

#include "diagram.hpp"
#include "long_list_memo.hpp"
#include "scratch_stack.hpp"
#include "short_list_memo.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace sekisho::detail {

/// The levels of the split: everything to the end of the destination; the source; all the rest.
inline constexpr int level_count = 3;

/// A rule as a product: `factors[i]` depends on the variables of level i at first. Where it comes out at
/// all_edge the next factor takes over; a set that is no product is the first factor alone, and what it
/// leaves open is found in it.
struct FactoredRule {
  std::array<Edge, level_count> factors = {all_edge, all_edge, all_edge};
  bool permit = false;
};

/// The level of a field.
[[nodiscard]] int level_of(Field field);

/// The factors of a cube.
[[nodiscard]] std::array<Edge, level_count> factors_of(Diagram& diagram, const Cube& cube);

class FirstMatch {
 public:
  /// For a list of so many rules.
  FirstMatch(Diagram& diagram, std::size_t rules);

  /// The packets whose first matching rule permits them. Fewer than 2^29 rules.
  [[nodiscard]] Edge permitted(std::span<const FactoredRule> rules);

 private:
  /// Place in the list and flags in one number, ordered by place.
  using Rank = std::uint32_t;
  static constexpr Rank permit_flag = 1;
  static constexpr Rank fresh_flag = 2;   // the base does not know the rule yet
  static constexpr Rank covers_flag = 4;  // matches everything in this region: nothing behind it counts
  static constexpr int flag_bits = 3;

  /// A rule that no longer depends on the level at hand.
  struct WholeRule {
    Edge rest;  // over the following levels
    Rank rank;
  };
  /// A rule that still does: its node, opened.
  struct PartialRule {
    Edge low;
    Edge high;
    Rank rank;
    Variable variable;
  };

  /// Lists stand in the scratch stacks, ascending by rank.
  struct List {
    std::size_t first = 0;
    std::size_t last = 0;
    [[nodiscard]] bool empty() const { return first == last; }
    [[nodiscard]] std::size_t size() const { return last - first; }
  };
  /// A region of one level: its rules in both forms, and the permit set of those that are not fresh.
  struct Region {
    List whole;
    List partial;
    Rank last_fresh_whole = 0;  // zero when there is none
    Edge base = none_edge;
  };

  [[nodiscard]] Edge level(List rules, Edge base, int level);
  [[nodiscard]] Edge worked_out(List rules, Edge base, int level);
  [[nodiscard]] Edge extended(Region region, int level);
  [[nodiscard]] bool trim(Region& region) const;
  void settle(Region& region, int level);
  [[nodiscard]] Edge split(const Region& region, int level);
  void place(Edge set, Rank rank, int level, PartialRule*& partial, std::vector<WholeRule>& whole) const;
  void merge(Region& region, const std::vector<WholeRule>& newly_whole);
  [[nodiscard]] Rank last_fresh(List whole) const;
  [[nodiscard]] WholeRule leaving(Edge rest, Rank rank, int level) const;

  [[nodiscard]] Edge services(List rules, Edge base);
  [[nodiscard]] Edge combined_services(std::span<const WholeRule> rules, Edge base);
  [[nodiscard]] Edge decision(std::span<const WholeRule> rules);

  Diagram& diagram_;
  std::array<Variable, level_count> ends_{};  // of the levels
  std::span<const FactoredRule> rules_;
  ScratchStack<WholeRule> whole_;
  ScratchStack<PartialRule> partial_;
  LongListMemo known_lists_;
  ShortListMemo known_services_;
  std::array<std::vector<WholeRule>, 2> newly_whole_;  // of the low and the high half of a split
};

}  // namespace sekisho::detail
