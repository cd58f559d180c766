#include "check/header_set.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

constexpr std::size_t most_nodes = 100'000'000;

std::size_t hash(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t mixed = (a * 0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ mixed >> 29 ^ c) * 0x94d049bb133111eb;
  return mixed ^ mixed >> 32;
}

}  // namespace

HeaderSets::HeaderSets(const std::vector<int>& widths) : starts_{0}, slots_(1024), results_(1024) {
  for (const int width : widths) starts_.push_back(starts_.back() + static_cast<std::uint32_t>(width));
  nodes_ = {{starts_.back(), 0, 0}, {starts_.back(), 1, 1}};
}

/// Where a node of these members is, or would be.
std::size_t HeaderSets::slot_of(const Node& node) const {
  std::size_t slot = hash(node.bit, node.zero, node.one);
  for (;; ++slot) {
    slot &= slots_.size() - 1;
    const Node& other = nodes_[slots_[slot]];
    if (slots_[slot] == 0) return slot;
    if (other.bit == node.bit && other.zero == node.zero && other.one == node.one) return slot;
  }
}

std::uint32_t HeaderSets::made(std::size_t bit, std::uint32_t zero, std::uint32_t one) {
  if (zero == one) return zero;  // asks nothing
  const Node node{static_cast<std::uint32_t>(bit), zero, one};
  std::uint32_t& known = slots_[slot_of(node)];
  if (known != 0) return known;
  const auto id = known = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(node);
  if (nodes_.size() > most_nodes) throw SetsTooLarge{};
  if (4 * nodes_.size() > 3 * slots_.size()) {
    slots_.assign(2 * slots_.size(), 0);
    for (std::uint32_t each = 2; each < nodes_.size(); ++each) slots_[slot_of(nodes_[each])] = each;
    results_.assign(slots_.size() / 4, Result{});
  }
  return id;
}

HeaderSet HeaderSets::node(std::size_t bit, const HeaderSet& zero, const HeaderSet& one) {
  return {this, made(bit, zero.id_, one.id_)};
}

HeaderSet HeaderSets::range(std::size_t field, Bits128 first, Bits128 last) {
  last = std::min(last, greatest(field));
  if (first > last) return none();
  std::uint32_t above = 1;   // what the bits looked at so far may be where all before are those of `first`,
  std::uint32_t below = 1;   // of `last`,
  std::uint32_t inside = 1;  // of both
  for (std::size_t bit = starts_[field + 1]; bit-- > starts_[field]; first >>= 1, last >>= 1) {
    if (first == last) {
      inside = (first & 1) != 0 ? made(bit, 0, inside) : made(bit, inside, 0);
    } else if (first >> 1 == last >> 1) {  // the one bit by which the ends part
      inside = made(bit, above, below);
    } else {
      above = (first & 1) != 0 ? made(bit, 0, above) : made(bit, above, 1);
      below = (last & 1) != 0 ? made(bit, 1, below) : made(bit, below, 0);
    }
  }
  return {this, inside};
}

HeaderSet HeaderSets::masked(std::size_t field, Bits128 value, Bits128 care) {
  std::uint32_t id = 1;
  for (std::size_t bit = starts_[field + 1]; bit-- > starts_[field]; value >>= 1, care >>= 1) {
    if ((care & 1) != 0) id = (value & 1) != 0 ? made(bit, 0, id) : made(bit, id, 0);
  }
  return {this, id};
}

/// The result of an operation on sets, or (forget, exchange) on a set and a number.
std::uint32_t HeaderSets::apply(Operation operation, std::uint32_t a, std::uint32_t b) {
  switch (operation) {
    case both:
      if (a == 0 || b == 0) return 0;
      if (a == 1 || a == b) return b;
      if (b == 1) return a;
      break;
    case either:
      if (a == 1 || b == 1) return 1;
      if (a == 0 || a == b) return b;
      if (b == 0) return a;
      break;
    case minus:
      if (a == 0 || b == 1 || a == b) return 0;
      if (b == 0) return a;
      break;
    default:
      if (a < 2) return a;
  }
  const std::size_t slot = hash(operation, a, b);
  const Result& known = results_[slot & (results_.size() - 1)];
  if (known.operation == operation && known.a == a && known.b == b) return known.set;
  const std::uint32_t set = computed(operation, a, b);
  results_[slot & (results_.size() - 1)] = {operation, a, b, set};
  return set;
}

std::uint32_t HeaderSets::computed(Operation operation, std::uint32_t a, std::uint32_t b) {
  const Node left = nodes_[a];
  if (operation == forget) {  // bits of a field: from b / 2^16 on, and before b % 2^16
    if (left.bit >= (b & 0xffff)) return a;
    const std::uint32_t zero = apply(forget, left.zero, b);
    const std::uint32_t one = apply(forget, left.one, b);
    return left.bit < b >> 16 ? made(left.bit, zero, one) : apply(either, zero, one);
  }
  if (operation == exchange) {  // the field `b` and the next
    const std::uint32_t middle = starts_[b + 1];
    if (left.bit >= starts_[b + 2]) return a;
    const std::uint32_t zero = apply(exchange, left.zero, b);
    const std::uint32_t one = apply(exchange, left.one, b);
    if (left.bit < starts_[b]) return made(left.bit, zero, one);
    const std::uint32_t width = middle - starts_[b];
    const std::uint32_t is_one = made(left.bit < middle ? left.bit + width : left.bit - width, 0, 1);
    return apply(either, apply(both, one, is_one), apply(minus, zero, is_one));
  }
  const Node right = nodes_[b];
  const std::uint32_t bit = std::min(left.bit, right.bit);
  const std::uint32_t zero =
      apply(operation, left.bit == bit ? left.zero : a, right.bit == bit ? right.zero : b);
  const std::uint32_t one =
      apply(operation, left.bit == bit ? left.one : a, right.bit == bit ? right.one : b);
  return made(bit, zero, one);
}

/// Any values of the first bits of a field instead of those that the members have.
HeaderSet HeaderSets::forgotten(const HeaderSet& set, std::size_t field, int bits) {
  const std::uint32_t first = starts_[field];
  return {this, apply(forget, set.id_, first << 16 | (first + static_cast<std::uint32_t>(bits)))};
}

HeaderSet HeaderSet::operator&(const HeaderSet& other) const {
  return {sets_, sets_->apply(HeaderSets::both, id_, other.id_)};
}
HeaderSet HeaderSet::operator|(const HeaderSet& other) const {
  return {sets_, sets_->apply(HeaderSets::either, id_, other.id_)};
}
HeaderSet HeaderSet::operator-(const HeaderSet& other) const {
  return {sets_, sets_->apply(HeaderSets::minus, id_, other.id_)};
}

HeaderSet HeaderSet::with(std::size_t field, Bits128 first, Bits128 last) const {
  return sets_->forgotten(*this, field, sets_->width(field)) & sets_->range(field, first, last);
}

HeaderSet HeaderSet::with_prefix(std::size_t field, Bits128 value, int bits) const {
  const Bits128 rest = low_ones(sets_->width(field) - bits);
  return sets_->forgotten(*this, field, bits) & sets_->masked(field, value, ~rest);
}

HeaderSet HeaderSet::exchanged(std::size_t field) const {
  return {sets_, sets_->apply(HeaderSets::exchange, id_, static_cast<std::uint32_t>(field))};
}

std::vector<Bits128> HeaderSet::member() const {
  std::vector<Bits128> values;
  std::uint32_t id = id_;
  for (std::size_t field = 0; field + 1 < sets_->starts_.size(); ++field) {
    Bits128& value = values.emplace_back(0);
    for (std::uint32_t bit = sets_->starts_[field]; bit < sets_->starts_[field + 1]; ++bit) {
      const HeaderSets::Node& node = sets_->nodes_[id];
      const bool one = node.bit == bit && node.zero == 0;
      value = value << 1 | (one ? 1 : 0);
      if (node.bit == bit) id = one ? node.one : node.zero;
    }
  }
  return values;
}

}  // namespace sekisho::check
