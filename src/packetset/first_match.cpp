#include "first_match.hpp"

#include "constructors.hpp"
#include "operations.hpp"

#include <algorithm>
#include <cassert>

namespace sekisho::detail {

namespace {

/// Lines of the memo for so many rules. A network has many short lists, and 2 MB to clear for each would
/// cost more than working them out.
std::size_t memo_lines(std::size_t rules) {
  constexpr std::size_t least = 64;
  constexpr std::size_t most = std::size_t{1} << 15;
  return std::clamp(rules * 8, least, most);
}

}  // namespace

FirstMatch::FirstMatch(Diagram& diagram, std::size_t rules)
    : diagram_(diagram), known_services_(memo_lines(rules)) {
  for (const Field field : field_order) {
    ends_[static_cast<std::size_t>(level_of(field))] = diagram.order().block(field).end();
  }
}

int level_of(Field field) {
  switch (field) {
    case Field::origin:
    case Field::family:
    case Field::destination: return 0;
    case Field::source: return 1;
    default: return 2;
  }
}

std::array<Edge, level_count> factors_of(Diagram& diagram, const Cube& cube) {
  std::array<Edge, level_count> factors = {all_edge, all_edge, all_edge};
  for (std::size_t place = field_count; place-- > 0;) {
    const Field field = field_order[place];
    if (cube.of(field).empty()) continue;
    Edge& factor = factors[static_cast<std::size_t>(level_of(field))];
    factor = ranges_set(diagram, diagram.order().block(field), cube.of(field), factor);
  }
  return factors;
}

Edge FirstMatch::permitted(std::span<const FactoredRule> rules) {
  assert(rules.size() < std::size_t{1} << (32 - flag_bits));
  rules_ = rules;
  WholeRule* to = whole_.room_for(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rank rank = static_cast<Rank>(i) << flag_bits | fresh_flag | (rules[i].permit ? permit_flag : 0);
    if (rules[i].factors[0] != none_edge) *to++ = leaving(rules[i].factors[0], rank, -1);
  }
  const List all{0, static_cast<std::size_t>(to - whole_.at(0))};
  whole_.resize(all.last);
  return level(all, none_edge, 0);
}

/// The permit set of rules that do not depend on the levels before `level`.
///
/// A list that many regions have in common (thousands of sources, then a rule for each of thousands of
/// destinations) is worked out once.
Edge FirstMatch::level(List rules, Edge base, int level) {
  constexpr std::size_t long_list = 32;
  if (level == level_count - 1) return services(rules, base);
  if (level == 0 || rules.size() < long_list) return worked_out(rules, base, level);
  LongListMemo::Key key{base};
  key.reserve(1 + rules.size() * level_count);
  for (std::size_t i = rules.first; i < rules.last; ++i) {
    const auto& factors = rules_[whole_[i].rank >> flag_bits].factors;
    key.push_back(whole_[i].rest << 2 | (whole_[i].rank & (permit_flag | fresh_flag)));
    key.insert(key.end(), factors.begin() + level + 1, factors.end());
  }
  if (const Edge* known = known_lists_.find(key)) return *known;
  const Edge result = worked_out(rules, base, level);
  known_lists_.store(std::move(key), result);
  return result;
}

Edge FirstMatch::worked_out(List rules, Edge base, int level) {
  const std::size_t whole_mark = whole_.size();
  const std::size_t partial_mark = partial_.size();
  WholeRule* whole = whole_.room_for(rules.size());
  PartialRule* partial = partial_.room_for(rules.size());
  std::vector<WholeRule>& newly_whole = newly_whole_[0];
  newly_whole.clear();
  Region region{{}, {}, 0, base};
  for (std::size_t i = rules.first; i < rules.last; ++i) {
    const WholeRule rule = whole_[i];
    place(rule.rest, rule.rank & ~covers_flag, level, partial, newly_whole);
    if ((rule.rank & covers_flag) != 0) break;
  }
  for (const WholeRule& rule : newly_whole) {
    *whole++ = rule;
    if ((rule.rank & fresh_flag) != 0) region.last_fresh_whole = rule.rank;
  }
  region.whole = {whole_mark, static_cast<std::size_t>(whole - whole_.at(0))};
  region.partial = {partial_mark, static_cast<std::size_t>(partial - partial_.at(0))};
  whole_.resize(region.whole.last);
  partial_.resize(region.partial.last);
  const Edge result = extended(region, level);
  whole_.resize(whole_mark);
  partial_.resize(partial_mark);
  return result;
}

/// The permit set of a region. The region's partial list is used up.
Edge FirstMatch::extended(Region region, int level) {
  if (!trim(region)) return region.base;
  if (region.partial.empty()) return this->level(region.whole, region.base, level + 1);
  if (level == 0 && region.last_fresh_whole != 0) settle(region, level);
  return split(region, level);
}

/// Takes away settled rules behind the last fresh one; false when there is no fresh one.
bool FirstMatch::trim(Region& region) const {
  Rank last_fresh = region.last_fresh_whole;
  for (std::size_t i = region.partial.last; i > region.partial.first; --i) {
    const Rank rank = partial_[i - 1].rank;
    if (rank <= last_fresh) break;
    if ((rank & fresh_flag) != 0) last_fresh = rank;
  }
  if (last_fresh == 0) return false;
  List& whole = region.whole;
  List& partial = region.partial;
  while (!whole.empty() && whole_[whole.last - 1].rank > last_fresh) --whole.last;
  while (!partial.empty() && partial_[partial.last - 1].rank > last_fresh) --partial.last;
  return true;
}

/// Puts the whole rules into the base. Only where no partial rule is settled: the base must know exactly
/// the rules that are not fresh.
void FirstMatch::settle(Region& region, int level) {
  region.base = this->level(region.whole, region.base, level + 1);
  for (std::size_t i = region.whole.first; i < region.whole.last; ++i) whole_[i].rank &= ~fresh_flag;
  region.last_fresh_whole = 0;
}

Edge FirstMatch::split(const Region& region, int level) {
  Variable top = diagram_.variable(region.base);
  for (std::size_t i = region.partial.first; i < region.partial.last; ++i) {
    top = std::min(top, partial_[i].variable);
  }
  const std::size_t whole_mark = whole_.size();
  const std::size_t partial_mark = partial_.size();
  for (auto& list : newly_whole_) list.clear();

  // The lower half takes the place of the list, which is used up; the upper half goes behind.
  PartialRule* high_to = partial_.room_for(region.partial.size());
  PartialRule* low_to = partial_.at(region.partial.first);
  const PartialRule* const from_end = partial_.at(region.partial.last);
  for (const PartialRule* from = low_to; from != from_end; ++from) {
    const PartialRule rule = *from;
    if (rule.variable == top) {
      place(rule.low, rule.rank, level, low_to, newly_whole_[0]);
      place(rule.high, rule.rank, level, high_to, newly_whole_[1]);
    } else {
      *low_to++ = rule;
      *high_to++ = rule;
    }
  }
  Region low = region;
  Region high = region;
  low.partial.last = static_cast<std::size_t>(low_to - partial_.at(0));
  high.partial = {partial_mark, static_cast<std::size_t>(high_to - partial_.at(0))};
  low.base = diagram_.low_at(region.base, top);
  high.base = diagram_.high_at(region.base, top);
  merge(low, newly_whole_[0]);
  merge(high, newly_whole_[1]);

  partial_.resize(high.partial.last);
  const Edge high_result = extended(high, level);
  partial_.resize(partial_mark);
  const Edge low_result = extended(low, level);
  whole_.resize(whole_mark);
  return diagram_.make(top, low_result, high_result);
}

/// Adds a part of a rule to the list where it belongs.
inline void FirstMatch::place(Edge set, Rank rank, int level, PartialRule*& partial,
                              std::vector<WholeRule>& whole) const {
  if (set == none_edge) return;
  const NodeStore::Node& node = diagram_.node(set);
  if (node.variable >= ends_[static_cast<std::size_t>(level)]) {
    whole.push_back(leaving(set, rank, level));
  } else {
    *partial++ = {node.low ^ (set & 1U), node.high ^ (set & 1U), rank, node.variable};
  }
}

/// A rule that comes out of a level with `rest`: the factors that follow take over where nothing is left.
FirstMatch::WholeRule FirstMatch::leaving(Edge rest, Rank rank, int level) const {
  const auto& factors = rules_[rank >> flag_bits].factors;
  std::size_t next = static_cast<std::size_t>(level + 1);
  if (rest == all_edge) rest = factors[next];
  if (rest != all_edge) return {rest, rank};
  while (++next < level_count) {
    if (factors[next] != all_edge) return {rest, rank};
  }
  return {rest, rank | covers_flag};
}

/// Merges rules into the whole list of a region, up to the first that covers it.
void FirstMatch::merge(Region& region, const std::vector<WholeRule>& newly_whole) {
  if (newly_whole.empty()) return;
  const std::size_t mark = whole_.size();
  WholeRule* to = whole_.room_for(region.whole.size() + newly_whole.size());
  const WholeRule* old = whole_.at(region.whole.first);
  const WholeRule* const old_end = whole_.at(region.whole.last);
  const auto covers = [](const WholeRule& rule) { return (rule.rank & covers_flag) != 0; };
  bool covered = false;
  for (const WholeRule& rule : newly_whole) {
    while (old != old_end && old->rank < rule.rank) {
      covered = covers(*old);
      *to++ = *old++;
    }
    if (covered) break;
    *to++ = rule;
    if ((rule.rank & fresh_flag) != 0) region.last_fresh_whole = std::max(region.last_fresh_whole, rule.rank);
    covered = covers(rule);
    if (covered) break;
  }
  if (!covered) to = std::copy(old, old_end, to);
  region.whole = {mark, static_cast<std::size_t>(to - whole_.at(0))};
  whole_.resize(region.whole.last);
  const WholeRule last = whole_[region.whole.last - 1];
  if (!covers(last)) return;
  if (region.last_fresh_whole > last.rank) region.last_fresh_whole = last_fresh(region.whole);
  List& partial = region.partial;
  while (!partial.empty() && partial_[partial.last - 1].rank > last.rank) --partial.last;
}

/// The permit set over the last level, remembered for short lists.
Edge FirstMatch::services(List rules, Edge base) {
  while (!rules.empty() && (whole_[rules.last - 1].rank & fresh_flag) == 0) --rules.last;
  const std::span<const WholeRule> list(whole_.at(rules.first), rules.size());
  if (list.size() >= ShortListMemo::max_words) return combined_services(list, base);
  ShortListMemo::Key key;
  key.add(base);
  for (const WholeRule& rule : list) key.add(rule.rest << 1 | (rule.rank & permit_flag));
  if (const Edge* known = known_services_.find(key)) return *known;
  const Edge result = combined_services(list, base);
  known_services_.store(key, result);
  return result;
}

/// The rank of the last fresh rule of a list, or zero.
FirstMatch::Rank FirstMatch::last_fresh(List whole) const {
  while (!whole.empty() && (whole_[whole.last - 1].rank & fresh_flag) == 0) --whole.last;
  return whole.empty() ? 0 : whole_[whole.last - 1].rank;
}

/// Short lists from the last rule to the first, each set operation on two small diagrams. Long lists (of
/// rules that do not differ in addresses) by halves, so that most steps work on small diagrams all the same.
Edge FirstMatch::combined_services(std::span<const WholeRule> rules, Edge base) {
  constexpr std::size_t long_list = 16;
  if (rules.size() > long_list) return continuation(diagram_, decision(rules), base);
  Edge result = base;
  for (std::size_t i = rules.size(); i-- > 0;) {
    const bool permit = (rules[i].rank & permit_flag) != 0;
    result =
        permit ? disjunction(diagram_, result, rules[i].rest) : difference(diagram_, result, rules[i].rest);
  }
  return result;
}

/// What a part of a list does with a packet: permit, deny, or leave it open. One diagram over the bits of the
/// packet and one more variable behind them all, "open": everything is permitted, nothing is denied, and the
/// variable itself stands where no rule of the part matched. Two parts one after the other are then a single
/// recursion that puts the second in where the first is open; kept as two sets (permitted, matched) the same
/// step takes three set operations.
Edge FirstMatch::decision(std::span<const WholeRule> rules) {
  if (rules.size() == 1) {
    const Edge open = diagram_.make(diagram_.order().open_variable(), none_edge, all_edge);
    const Edge packets = rules.front().rest;
    return (rules.front().rank & permit_flag) != 0 ? disjunction(diagram_, packets, open)
                                                   : difference(diagram_, open, packets);
  }
  const std::size_t half = rules.size() / 2;
  return continuation(diagram_, decision(rules.first(half)), decision(rules.subspan(half)));
}

}  // namespace sekisho::detail
