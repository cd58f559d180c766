#include "check/header_set.hpp"

#include <algorithm>
#include <functional>

namespace sekisho::check {

namespace {

constexpr std::size_t most_nodes = 50'000'000;
constexpr std::size_t most_intervals = 1 << 18;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + 0x9e3779b97f4a7c15 + (seed << 12) + (seed >> 4);
  return seed * 0xff51afd7ed558ccd;
}

std::uint64_t hash_of(std::size_t field, const std::vector<Part>& parts) {
  std::uint64_t hash = field;
  for (const Part& part : parts) {
    hash = mixed(hash, static_cast<std::uint64_t>(part.last));
    hash = mixed(hash, static_cast<std::uint64_t>(part.last >> 64));
    hash = mixed(hash, part.child);
  }
  return hash;
}

}  // namespace

std::uint32_t HeaderSets::node(std::size_t field, std::vector<Part> parts) {
  std::size_t kept = 0;
  for (const Part& part : parts) {  // neighbours that lead on alike are one
    if (kept > 0 && parts[kept - 1].child == part.child) {
      parts[kept - 1].last = part.last;
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  if (kept == 1) return parts.front().child;
  const std::uint64_t hash = hash_of(field, parts);
  for (auto [at_hash, end] = unique_.equal_range(hash); at_hash != end; ++at_hash) {
    const Node& known = at(at_hash->second);
    if (known.field == field && known.parts == parts) return at_hash->second;
  }
  if (nodes_.size() >= most_nodes || kept > most_intervals) throw SetsTooLarge{};
  nodes_.push_back({field, std::move(parts)});
  const auto id = static_cast<std::uint32_t>(nodes_.size() + 1);
  unique_.emplace(hash, id);
  return id;
}

std::vector<Part> HeaderSets::parts_at(std::uint32_t id, std::size_t field) const {
  if (field_of(id) == field) return at(id).parts;
  return {{greatest(field), id}};
}

std::uint32_t HeaderSets::combine(Operation operation, std::uint32_t a, std::uint32_t b) {
  switch (operation) {
    case Operation::both:
      if (a == 0 || b == 0) return 0;
      if (a == 1 || a == b) return b;
      if (b == 1) return a;
      break;
    case Operation::either:
      if (a == 1 || b == 1) return 1;
      if (a == 0 || a == b) return b;
      if (b == 0) return a;
      break;
    case Operation::minus:
      if (a == 0 || b == 1 || a == b) return 0;
      if (b == 0) return a;
      break;
  }
  if (operation != Operation::minus && a > b) std::swap(a, b);
  auto& results = results_[static_cast<std::size_t>(operation)];
  const std::uint64_t key = std::uint64_t{a} << 32 | b;
  const auto known = results.find(key);
  if (known != results.end()) return known->second;
  const std::uint32_t result = merged(operation, a, b);
  results.emplace(key, result);
  return result;
}

std::uint32_t HeaderSets::merged(Operation operation, std::uint32_t a, std::uint32_t b) {
  const std::size_t field = std::min(field_of(a), field_of(b));
  const std::vector<Part> left = parts_at(a, field);  // copies: nodes_ grows below
  const std::vector<Part> right = parts_at(b, field);
  std::vector<Part> parts;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const Bits128 last = std::min(left[i].last, right[j].last);
    parts.push_back({last, combine(operation, left[i].child, right[j].child)});
    const bool left_ends = left[i].last == last;
    const bool right_ends = right[j].last == last;
    i += left_ends ? 1 : 0;
    j += right_ends ? 1 : 0;
  }
  return node(field, std::move(parts));
}

HeaderSet HeaderSets::range(std::size_t field, Bits128 first, Bits128 last) {
  last = std::min(last, greatest(field));
  if (first > last) return none();
  std::vector<Part> parts;
  if (first > 0) parts.push_back({first - 1, 0});
  parts.push_back({last, 1});
  if (last < greatest(field)) parts.push_back({greatest(field), 0});
  return {this, node(field, std::move(parts))};
}

HeaderSet HeaderSets::masked(std::size_t field, Bits128 value, Bits128 care) {
  int run = 0;  // free bits at the low end: one interval covers them
  while (run < fields_[field].bits && (care >> run & 1) == 0) ++run;
  const Bits128 holes = ~care & greatest(field) & ~low_ones(run);
  std::vector<Part> parts;
  Bits128 next = 0;
  Bits128 choice = 0;
  do {  // all values of the free bits above the run, in ascending order
    const Bits128 first = (value & care & greatest(field)) | choice;
    if (first > next) parts.push_back({first - 1, 0});
    parts.push_back({first | low_ones(run), 1});
    next = (first | low_ones(run)) + 1;
    if (parts.size() > most_intervals) throw SetsTooLarge{};
    choice = (choice - holes) & holes;
  } while (choice != 0);
  if (parts.back().last < greatest(field)) parts.push_back({greatest(field), 0});
  return {this, node(field, std::move(parts))};
}

template <typename Change>
std::uint32_t HeaderSets::changed(std::uint32_t id, std::size_t field, const Change& change,
                                  std::unordered_map<std::uint32_t, std::uint32_t>& known) {
  if (id == 0 || field_of(id) > field) return change(id);
  const auto found = known.find(id);
  if (found != known.end()) return found->second;
  std::uint32_t result = 0;
  if (field_of(id) == field) {
    result = change(id);
  } else {
    const std::size_t upper = field_of(id);
    std::vector<Part> parts = at(id).parts;
    for (Part& part : parts) part.child = changed(part.child, field, change, known);
    result = node(upper, std::move(parts));
  }
  known.emplace(id, result);
  return result;
}

HeaderSet HeaderSet::operator&(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::Operation::both, id_, other.id_)};
}
HeaderSet HeaderSet::operator|(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::Operation::either, id_, other.id_)};
}
HeaderSet HeaderSet::operator-(const HeaderSet& other) const {
  return {sets_, sets_->combine(HeaderSets::Operation::minus, id_, other.id_)};
}

HeaderSet HeaderSet::forget(std::size_t field) const {
  std::unordered_map<std::uint32_t, std::uint32_t> known;
  const auto any = [&](std::uint32_t id) {
    std::uint32_t result = 0;
    for (const Part& part : sets_->parts_at(id, field))
      result = sets_->combine(HeaderSets::Operation::either, result, part.child);
    return result;
  };
  return {sets_, sets_->changed(id_, field, any, known)};
}

HeaderSet HeaderSet::with_top_bits(std::size_t field, Bits128 value, int bits) const {
  const Bits128 host = low_ones(sets_->fields_[field].bits - bits);
  const Bits128 network = value & ~host;
  const auto moved = [&](std::uint32_t id) {
    HeaderSet result = sets_->none();
    Bits128 first = 0;
    for (const Part& part : sets_->parts_at(id, field)) {
      const HeaderSet rest(sets_, part.child);
      const Bits128 low = first & host;
      const Bits128 high = part.last & host;
      if (part.last - first >= host) {
        result |= sets_->range(field, network, network | host) & rest;
      } else if (low <= high) {
        result |= sets_->range(field, network | low, network | high) & rest;
      } else {  // past the end of one block and into the next
        result |= sets_->range(field, network | low, network | host) & rest;
        result |= sets_->range(field, network, network | high) & rest;
      }
      first = part.last + 1;
    }
    return result.id_;
  };
  std::unordered_map<std::uint32_t, std::uint32_t> known;
  return {sets_, sets_->changed(id_, field, moved, known)};
}

std::vector<Bits128> HeaderSet::member() const {
  std::vector<Bits128> values(sets_->fields_.size(), 0);
  for (std::uint32_t id = id_; id > 1;) {
    const HeaderSets::Node& node = sets_->at(id);
    Bits128 first = 0;
    for (const Part& part : node.parts) {
      if (part.child != 0) {
        values[node.field] = first;
        id = part.child;
        break;
      }
      first = part.last + 1;
    }
  }
  return values;
}

}  // namespace sekisho::check
