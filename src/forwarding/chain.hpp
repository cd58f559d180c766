// A chain of stages on one side: filters and translations composed into the branches of one edge.
#pragma once

#include <sekisho/forwarding/match_sets.hpp>

#include <sekisho/forwarding/graph.hpp>

#include <vector>

namespace sekisho::forwarding {

/// One translation of a first-match list: what it takes and what it makes of it.
struct Translation {
  PacketSet region;
  Rewrite rewrite;
  std::optional<std::uint16_t> mark;
  const RuleSource* rule = nullptr;
};

/// What a list of NAT rules does on one side.
struct TranslationList {
  std::vector<Translation> translations;
  PacketSet untouched;  // packets that may (must) pass the list as they are
};

/// Adds a translation to a list. Packets of a family that its addresses are not of become anything in
/// `may` (vendors differ: some leave them alone, some translate to an address of their own).
void add_translation(PacketSpace& space, Translation translation, Side side, std::vector<Translation>& out);

/// First match over the rules bound to this pair of interfaces.
[[nodiscard]] TranslationList translations_of(MatchSets& sets, const std::vector<NatRule>& rules,
                                              const std::string& ingress, const std::string& egress,
                                              Side side);

class Chain {
 public:
  explicit Chain(PacketSpace& space);

  /// Only members of `permitted` go on: before a rewrite it narrows the guard, behind one the result.
  void filter(const PacketSet& permitted);
  /// Packets not translated so far meet the list; a packet is translated once on an edge.
  void translate(const TranslationList& list);
  /// Every packet's mark becomes zero: marks live inside one device, which has these.
  void clear_marks(const std::vector<std::uint16_t>& marks);
  /// Addresses and ports may become anything, with any of these marks (a translation that was not read).
  void scramble(const std::vector<std::uint16_t>& marks);

  [[nodiscard]] std::vector<Branch> finish() &&;  // without branches that nothing can take

 private:
  PacketSpace& space_;
  std::vector<Branch> branches_;
};

}  // namespace sekisho::forwarding
