#include "check/header_set.hpp"

#include <algorithm>

namespace sekisho::check {

namespace {

constexpr std::size_t most_nodes = 50'000'000;
constexpr std::size_t most_intervals = 1 << 18;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  seed = (seed ^ value) * 0x9e3779b97f4a7c15;
  return seed ^ seed >> 29;
}

void add_interval(std::vector<Part>& parts, Bits128 first, Bits128 last) {
  if (first > 0) parts.push_back({first - 1, 0});
  parts.push_back({last, 1});
  if (parts.size() > most_intervals) throw SetsTooLarge{};
}

}  // namespace

HeaderSets::HeaderSets(std::vector<int> widths)
    : widths_(std::move(widths)), last_map_(static_cast<std::uint32_t>(forget + 2 * widths_.size())) {}

std::size_t HeaderSets::Hash::operator()(const Node& node) const {
  std::uint64_t hash = node.field;
  for (const Part& part : node.parts) {
    hash = mixed(hash, static_cast<std::uint64_t>(part.last >> 64) ^ static_cast<std::uint64_t>(part.last));
    hash = mixed(hash, part.child);
  }
  return hash;
}

std::size_t HeaderSets::Hash::operator()(const Operands& operands) const {
  return mixed(mixed(operands.operation, operands.a), operands.b);
}

HeaderSet HeaderSets::node(std::size_t field, std::vector<Part> parts) {
  if (parts.back().last != greatest(field)) parts.push_back({greatest(field), 0});
  std::size_t kept = 0;
  for (const Part& part : parts) {  // neighbours that lead on alike are one
    if (kept > 0 && parts[kept - 1].child == part.child) --kept;
    parts[kept++] = part;
  }
  parts.resize(kept);
  if (kept == 1) return {this, parts.front().child};  // asks nothing
  if (parts.capacity() > 2 * kept) parts.shrink_to_fit();
  const auto [found, is_new] =
      ids_.try_emplace({field, std::move(parts)}, static_cast<std::uint32_t>(nodes_.size() + 2));
  if (is_new) nodes_.push_back(&found->first);
  if (nodes_.size() > most_nodes) throw SetsTooLarge{};
  return {this, found->second};
}

/// The parts of a set at a field; one that does not ask for it has a single part, kept in `whole`.
std::span<const Part> HeaderSets::parts_at(std::uint32_t id, std::size_t field, Part& whole) const {
  if (field_of(id) == field) return nodes_[id - 2]->parts;
  whole = {greatest(field), id};
  return {&whole, 1};
}

std::uint32_t HeaderSets::combine(Operation operation, std::uint32_t a, std::uint32_t b) {
  if (operation == both) {
    if (a == 0 || b == 0) return 0;
    if (a == 1 || a == b) return b;
    if (b == 1) return a;
  } else if (operation == either) {
    if (a == 1 || b == 1) return 1;
    if (a == 0 || a == b) return b;
    if (b == 0) return a;
  } else {
    if (a == 0 || b == 1 || a == b) return 0;
    if (b == 0) return a;
  }
  if (operation != minus && a > b) std::swap(a, b);
  const Operands operands{operation, a, b};
  if (const auto known = results_.find(operands); known != results_.end()) return known->second;
  const std::size_t field = std::min(field_of(a), field_of(b));
  Part whole;
  const std::span<const Part> left = parts_at(a, field, whole);
  const std::span<const Part> right = parts_at(b, field, whole);
  std::vector<Part> parts;
  parts.reserve(left.size() + right.size());
  for (std::size_t i = 0, j = 0; i < left.size();) {
    const Bits128 last = std::min(left[i].last, right[j].last);
    parts.push_back({last, combine(operation, left[i].child, right[j].child)});
    const bool left_ends = left[i].last == last;
    j += right[j].last == last ? 1 : 0;
    i += left_ends ? 1 : 0;
  }
  return results_[operands] = node(field, std::move(parts)).id();
}

/// The set with its nodes of `field` replaced by their images.
std::uint32_t HeaderSets::mapped(std::uint32_t id, std::size_t field, std::uint32_t operation,
                                 const Image& image) {
  if (id == 0) return 0;
  const Operands operands{operation, id, 0};
  if (const auto known = results_.find(operands); known != results_.end()) return known->second;
  const std::size_t upper = std::min(field_of(id), field);
  Part whole;
  Bits128 first = 0;
  HeaderSet result = none();
  std::vector<Part> above;
  for (const Part& part : parts_at(id, upper, whole)) {
    if (upper < field) {
      above.push_back({part.last, mapped(part.child, field, operation, image)});
    } else if (part.child != 0) {
      result |= image({first, part.last}, HeaderSet(this, part.child));
    }
    first = part.last + 1;
  }
  if (upper < field) result = node(upper, std::move(above));
  return results_[operands] = result.id();
}

HeaderSet HeaderSets::range(std::size_t field, Bits128 first, Bits128 last) {
  last = std::min(last, greatest(field));
  if (first > last) return none();
  std::vector<Part> parts;
  add_interval(parts, first, last);
  return node(field, std::move(parts));
}

HeaderSet HeaderSets::masked(std::size_t field, Bits128 value, Bits128 care) {
  int run = 0;  // free bits at the low end: one interval covers them
  while (run < width(field) && (care >> run & 1) == 0) ++run;
  const Bits128 holes = ~care & greatest(field) & ~low_ones(run);
  std::vector<Part> parts;
  Bits128 choice = 0;
  do {  // all values of the free bits above the run, in ascending order
    const Bits128 first = (value & care & greatest(field)) | choice;
    add_interval(parts, first, first | (low_ones(run) & greatest(field)));
    choice = (choice - holes) & holes;
  } while (choice != 0);
  return node(field, std::move(parts));
}

HeaderSet HeaderSet::operator&(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::both, id_, other.id_)};
}
HeaderSet HeaderSet::operator|(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::either, id_, other.id_)};
}
HeaderSet HeaderSet::operator-(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::minus, id_, other.id_)};
}

HeaderSet HeaderSet::with(std::size_t field, Bits128 first, Bits128 last) const {
  const auto any = [](const Interval&, const HeaderSet& others) { return others; };
  const auto operation = static_cast<std::uint32_t>(HeaderSets::forget + field);
  return HeaderSet{sets_, sets_->mapped(id_, field, operation, any)} & sets_->range(field, first, last);
}

HeaderSet HeaderSet::mapped(std::size_t field,
                            const std::function<std::vector<Interval>(Interval)>& image) const {
  const auto each = [&](const Interval& from, const HeaderSet& others) {
    HeaderSet result = sets_->none();
    for (const auto& [low, high] : image(from)) result |= sets_->range(field, low, high) & others;
    return result;
  };
  return {sets_, sets_->mapped(id_, field, ++sets_->last_map_, each)};
}

HeaderSet HeaderSet::exchanged(std::size_t field) const {
  const auto each = [&](const Interval& from, const HeaderSet& others) {
    HeaderSet result = sets_->none();
    Part whole;
    Bits128 first = 0;
    for (const Part& part : sets_->parts_at(others.id_, field + 1, whole)) {
      result |= sets_->range(field, first, part.last) & sets_->range(field + 1, from.first, from.second) &
                HeaderSet(sets_, part.child);
      first = part.last + 1;
    }
    return result;
  };
  const auto operation = static_cast<std::uint32_t>(HeaderSets::forget + sets_->field_count() + field);
  return {sets_, sets_->mapped(id_, field, operation, each)};
}

std::vector<Bits128> HeaderSet::member() const {
  std::vector<Bits128> values(sets_->field_count(), 0);
  for (std::uint32_t id = id_; id > 1;) {
    const HeaderSets::Node& node = *sets_->nodes_[id - 2];
    std::size_t index = 0;  // of two neighbours one is not empty
    if (node.parts.front().child == 0) values[node.field] = node.parts[index++].last + 1;
    id = node.parts[index].child;
  }
  return values;
}

}  // namespace sekisho::check
