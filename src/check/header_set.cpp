#include "check/header_set.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

constexpr std::size_t most_nodes = 100'000'000;
constexpr std::size_t most_held = 8'000'000;  // members of lists whose results are remembered
// Nodes and results lie near the newest set that they are made of, as far as a hash spreads them: what is
// made together is looked for together, and the processor's caches have it.
constexpr std::size_t spread = 127;
constexpr std::size_t few = 3;  // sets are combined one by one
constexpr std::uint32_t no_set = ~std::uint32_t{0};

std::size_t hash(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t mixed = (a * 0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ mixed >> 29 ^ c) * 0x94d049bb133111eb;
  return mixed ^ mixed >> 32;
}

}  // namespace

HeaderSets::HeaderSets(const std::vector<int>& widths) : starts_{0}, heads_(1024), results_(1024) {
  for (const int width : widths) starts_.push_back(starts_.back() + static_cast<std::uint32_t>(width));
  nodes_ = {{starts_.back(), 0, 0, 0}, {starts_.back(), 1, 1, 0}};
}

HeaderSets::Id HeaderSets::made(std::uint32_t bit, Id zero, Id one) {
  if (zero == one) return zero;  // asks nothing
  const auto head_of = [&](const Node& node) -> Id& {
    const auto [older, newer] = std::minmax(node.zero, node.one);
    return heads_[(newer + (hash(node.bit, older, node.zero) & spread)) & (heads_.size() - 1)];
  };
  const auto id = static_cast<Id>(nodes_.size());
  Node node{bit, zero, one, 0};
  Id& head = head_of(node);
  for (Id known = head; known != 0; known = nodes_[known].next) {
    const Node& other = nodes_[known];
    if (other.bit == bit && other.zero == zero && other.one == one) return known;
  }
  node.next = std::exchange(head, id);
  nodes_.push_back(node);
  if (id > most_nodes) throw SetsTooLarge{};
  if (nodes_.size() > heads_.size()) {
    heads_.assign(2 * heads_.size(), 0);
    for (Id each = 2; each <= id; ++each) nodes_[each].next = std::exchange(head_of(nodes_[each]), each);
    results_.assign(heads_.size() / 2, Result{});
  }
  return id;
}

HeaderSet HeaderSets::range(std::size_t field, Bits128 first, Bits128 last) {
  last = std::min(last, greatest(field));
  if (first > last) return {};
  const Bits128 differ = first ^ last;
  if ((differ & (differ + 1)) == 0 && (first & differ) == 0) return masked(field, first, ~differ);
  Id from = 1;
  Id to = 1;
  for (std::uint32_t bit = starts_[field + 1]; bit-- > starts_[field]; first >>= 1, last >>= 1) {
    from = (first & 1) != 0 ? made(bit, 0, from) : made(bit, from, 1);
    to = (last & 1) != 0 ? made(bit, 1, to) : made(bit, to, 0);
  }
  return {this, chosen(from, to, 0)};
}

HeaderSet HeaderSets::masked(std::size_t field, Bits128 value, Bits128 care) {
  std::uint32_t id = 1;
  for (std::uint32_t bit = starts_[field + 1]; bit-- > starts_[field]; value >>= 1, care >>= 1) {
    if ((care & 1) != 0) id = (value & 1) != 0 ? made(bit, 0, id) : made(bit, id, 0);
  }
  return {this, id};
}

/// The result of an operation on these, computed unless it is still known.
template <typename Compute>
HeaderSets::Id HeaderSets::remembered(Id a, Id b, Id c, Compute compute) {
  const std::size_t slot = std::max({a, b, c == no_set ? 0 : c}) + (hash(a, b, c) & spread);
  const Result& known = results_[slot & (results_.size() - 1)];
  if (known.a == a && known.b == b && known.c == c) return known.set;
  const Id set = compute();
  results_[slot & (results_.size() - 1)] = {a, b, c, set};
  return set;
}

/// The members of `b` that are in `a`, and those of `c` that are not.
HeaderSets::Id HeaderSets::chosen(Id a, Id b, Id c) {
  if (b == a) b = 1;
  if (c == a) c = 0;
  if (a == 1 || b == c) return b;
  if (a == 0) return c;
  if (b == 1 && c == 0) return a;
  if (c == 0 && b < a) std::swap(a, b);  // the same as the other way round
  if (b == 1 && c < a) std::swap(a, c);
  return remembered(a, b, c, [&] {
    const std::uint32_t bit = std::min({nodes_[a].bit, nodes_[b].bit, nodes_[c].bit});
    const auto half = [&](Id Node::*side) {
      const auto of = [&](Id set) { return nodes_[set].bit == bit ? nodes_[set].*side : set; };
      return chosen(of(a), of(b), of(c));
    };
    const Id zero = half(&Node::zero);
    return made(bit, zero, half(&Node::one));
  });
}

/// Long lists are cut bit by bit before anything is made of them: two rules meet only where both still ask.
HeaderSets::Id HeaderSets::chosen(List list, Id otherwise) {
  while (!list.empty() && list.back().second == otherwise) list.pop_back();
  if (list.size() <= few) {
    for (; !list.empty(); list.pop_back())
      otherwise = chosen(list.back().first, list.back().second, otherwise);
    return otherwise;
  }
  const auto known = lists_.find({list, otherwise});
  if (known != lists_.end()) return known->second;
  std::uint32_t bit = starts_.back();
  for (const auto& [set, verdict] : list) bit = std::min(bit, nodes_[set].bit);
  const auto half = [&](Id Node::*side) {
    List left;
    for (const auto& [set, verdict] : list) {
      const Id rest = nodes_[set].bit == bit ? nodes_[set].*side : set;
      if (rest == 1) return chosen(std::move(left), verdict);
      if (rest != 0 && (left.empty() || left.back().first != rest)) left.emplace_back(rest, verdict);
    }
    return chosen(std::move(left), otherwise);
  };
  const Id zero = half(&Node::zero);
  const Id set = made(bit, zero, half(&Node::one));
  held_ += list.size();
  if (held_ > most_held) lists_.clear(), held_ = 0;
  lists_.emplace(std::pair(std::move(list), otherwise), set);
  return set;
}

HeaderSet HeaderSets::first_match(const Choices& choices, bool otherwise) {
  List list;
  for (const auto& [set, verdict] : choices) {
    if (set.id_ != 0) list.emplace_back(set.id_, verdict ? 1 : 0);
  }
  return {this, chosen(std::move(list), otherwise ? 1 : 0)};
}

/// A set made anew, from its last bits up: `remake` says what becomes of a bit before `last` and of the sets
/// behind it.
template <typename Remake>
HeaderSets::Id HeaderSets::remade(Id set, std::uint32_t last, Id code, const Remake& remake) {
  const Node node = nodes_[set];
  if (node.bit >= last) return set;
  return remembered(set, code, no_set, [&] {
    const Id zero = remade(node.zero, last, code, remake);
    return remake(node.bit, zero, remade(node.one, last, code, remake));
  });
}

/// Any values of the first bits of a field instead of those that the members have.
HeaderSet HeaderSets::forgotten(const HeaderSet& set, std::size_t field, int bits) {
  const std::uint32_t first = starts_[field];
  const std::uint32_t last = first + static_cast<std::uint32_t>(bits);
  const auto remake = [&](std::uint32_t bit, Id zero, Id one) {
    return bit < first ? made(bit, zero, one) : chosen(zero, 1, one);
  };
  return {this, remade(set.id_, last, first << 16 | last, remake)};
}

HeaderSet HeaderSet::exchanged(std::size_t field) const {
  if (empty()) return {};
  HeaderSets& sets = *sets_;
  const std::uint32_t first = sets.starts_[field];
  const std::uint32_t middle = sets.starts_[field + 1];
  const auto remake = [&](std::uint32_t bit, std::uint32_t zero, std::uint32_t one) {
    if (bit < first) return sets.made(bit, zero, one);
    const std::uint32_t other = bit < middle ? bit + (middle - first) : bit - (middle - first);
    return sets.chosen(sets.made(other, 0, 1), one, zero);
  };
  return {sets_, sets.remade(id_, sets.starts_[field + 2], ~middle, remake)};
}

HeaderSet HeaderSet::with(const HeaderSet& other, std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
  HeaderSets* const sets = sets_ == nullptr ? other.sets_ : sets_;
  return sets == nullptr ? HeaderSet() : HeaderSet(sets, sets->chosen(a, b, c));
}

HeaderSet HeaderSet::with(std::size_t field, Bits128 first, Bits128 last) const {
  if (empty()) return {};
  return sets_->forgotten(*this, field, sets_->width(field)) & sets_->range(field, first, last);
}

HeaderSet HeaderSet::with_prefix(std::size_t field, Bits128 value, int bits) const {
  if (empty()) return {};
  const Bits128 rest = low_ones(sets_->width(field) - bits);
  return sets_->forgotten(*this, field, bits) & sets_->masked(field, value, ~rest);
}

std::vector<Bits128> HeaderSet::member() const {
  const std::vector<std::uint32_t>& starts = sets_->starts_;
  std::vector<Bits128> values(starts.size() - 1);
  for (std::uint32_t id = id_; id != 1;) {
    const HeaderSets::Node& node = sets_->nodes_[id];
    const auto end = std::ranges::upper_bound(starts, node.bit);
    if (node.zero == 0) values[end - starts.begin() - 1] |= Bits128{1} << (*end - 1 - node.bit);
    id = node.zero == 0 ? node.one : node.zero;
  }
  return values;
}

}  // namespace sekisho::check
