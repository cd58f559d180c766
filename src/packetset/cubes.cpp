// Readable cubes: a small cover of a set by products of value ranges.
//
// The idea is that of irredundant sums of products (Minato 1993, Morreale 1970), lifted from bits to
// fields. Cover "at least `required`, at most `allowed`" field by field:
//   1. group the values of the first field by what they leave of both sets;
//   2. take the groups from the smallest allowed remainder to the largest, and cover each remainder
//      recursively; give every cube found all values whose remainder allows it, and strike it from
//      what those still require.
// Step 2 turns "A to any port, and the rest of the world to port 80" into the two cubes an
// administrator would write (any to port 80; A to any) instead of disjoint ones with the complement
// of A spelt out. Cubes may therefore overlap; their union is the set, because a cube is only ever
// given values that allow it, and no value is left while it requires more.
//
// Enumerating the paths of the diagram would give one cube per path and bit pattern: thousands where
// this gives ten. Finding a minimum cover is NP-hard and not tried.
//
// Cost: (cubes found) * (groups of a field) inclusion tests. After `test_limit` of them, which only sets that
// nobody reads come to, cubes keep the values that they were found with. What a group no longer requires is
// worked out when its turn comes: with thousands of groups and a limit on the cubes it mostly never does.
//
// An address is read by its family, so no cube that constrains an address leaves the family open.
#include "cubes.hpp"

#include "constructors.hpp"
#include "counting.hpp"
#include "field_partition.hpp"
#include "operations.hpp"

#include <algorithm>

namespace sekisho::detail {

namespace {

constexpr std::size_t range_limit = 1U << 14;  // value ranges looked at per field
constexpr std::size_t test_limit = 200'000;    // inclusion tests for the sake of wider cubes

/// A cube and the set that it is.
struct Part {
  Cube cube;
  Edge set;
};

std::vector<ValueRange>& values_of(Cube& cube, Field field) {
  return cube.fields[static_cast<std::size_t>(field)];
}

/// Sorted, with adjacent ranges joined.
std::vector<ValueRange> normalized(std::vector<ValueRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const ValueRange& a, const ValueRange& b) { return a.first < b.first; });
  std::vector<ValueRange> joined;
  for (const ValueRange& range : ranges) {
    if (!joined.empty() && joined.back().last + 1 == range.first) {
      joined.back().last = range.last;
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

/// A group of values and the parts found so far that its values allow.
struct Candidate {
  ValueGroup group;
  std::vector<Edge> covered;
};

class Cover {
 public:
  explicit Cover(Diagram& diagram)
      : diagram_(diagram), density_(diagram), family_(diagram.order().block(Field::family)) {}

  /// A cover of `sets`, which depend on no variable before `from`.
  std::vector<Part> parts(Interval sets, Variable from, std::size_t limit);
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  [[nodiscard]] Field next_field(Interval sets, Variable from) const;
  std::vector<Candidate> ordered_groups(Interval sets, Field field);
  [[nodiscard]] Interval still_open(const Candidate& candidate);
  [[nodiscard]] bool allows(const Candidate& candidate, const Part& part);
  Part widened(const Part& part, Field field, const Candidate& origin, std::vector<Candidate>& candidates);

  Diagram& diagram_;
  DensityCounter density_;
  Block family_;
  std::size_t tests_left_ = test_limit;
  bool complete_ = true;
};

std::vector<Part> Cover::parts(Interval sets, Variable from, std::size_t limit) {
  if (sets.required == none_edge) return {};
  if (limit == 0) {
    complete_ = false;
    return {};
  }
  if (sets.allowed == all_edge) return {{Cube{}, all_edge}};
  const Field field = next_field(sets, from);
  const Variable behind = diagram_.order().block(field).end();
  std::vector<Candidate> candidates = ordered_groups(sets, field);
  std::vector<Part> found;
  for (const Candidate& candidate : candidates) {
    for (const Part& part : parts(still_open(candidate), behind, limit - found.size())) {
      found.push_back(widened(part, field, candidate, candidates));
    }
    if (!complete_ && found.size() == limit) break;
  }
  return found;
}

/// What a group still requires, without the parts that its values have been given.
Interval Cover::still_open(const Candidate& candidate) {
  Interval rest = candidate.group.rest;
  for (const Edge covered : candidate.covered) rest.required = difference(diagram_, rest.required, covered);
  return rest;
}

/// The first field that the sets depend on; but never past the family without stopping there.
Field Cover::next_field(Interval sets, Variable from) const {
  const Variable top = std::min(diagram_.variable(sets.required), diagram_.variable(sets.allowed));
  const bool passes_family = family_.width > 0 && from <= family_.first && family_.first <= top;
  return passes_family ? Field::family : diagram_.order().field_of(top);
}

/// The groups of the field's values, those that allow least first.
std::vector<Candidate> Cover::ordered_groups(Interval sets, Field field) {
  FieldPartition split = partition(diagram_, sets, diagram_.order().block(field), range_limit);
  complete_ = complete_ && split.complete;
  std::vector<Candidate> candidates;
  for (ValueGroup& group : split.groups) {
    if (field == Field::family && group.values.front().first != group.values.back().last) {
      candidates.push_back({{{{0, 0}}, group.rest}, {}});  // one family at a time
      candidates.push_back({{{{1, 1}}, group.rest}, {}});
    } else {
      candidates.push_back({std::move(group), {}});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    return density_.density(a.group.rest.allowed) < density_.density(b.group.rest.allowed);
  });
  return candidates;
}

bool Cover::allows(const Candidate& candidate, const Part& part) {
  if (tests_left_ == 0) return false;
  --tests_left_;
  return !intersects(diagram_, part.set, complement(candidate.group.rest.allowed));
}

/// The part with every value of the field that allows it; those values no longer require it.
Part Cover::widened(const Part& part, Field field, const Candidate& origin,
                    std::vector<Candidate>& candidates) {
  const bool own_values_only = field == Field::family && !(part.cube.of(Field::source).empty() &&
                                                           part.cube.of(Field::destination).empty());
  std::vector<ValueRange> ranges;
  for (Candidate& candidate : candidates) {
    if (own_values_only && &candidate != &origin) continue;
    if (&candidate != &origin && !allows(candidate, part)) continue;
    ranges.insert(ranges.end(), candidate.group.values.begin(), candidate.group.values.end());
    candidate.covered.push_back(part.set);
  }
  ranges = normalized(std::move(ranges));
  const Block block = diagram_.order().block(field);
  if (ranges.front() == ValueRange{0, low_ones(block.width)}) return part;
  Part result{part.cube, ranges_set(diagram_, block, ranges, part.set)};
  values_of(result.cube, field) = std::move(ranges);
  return result;
}

/// By the fields in their order: any value first, then by the values.
bool reads_before(const Cube& a, const Cube& b) {
  for (const Field field : field_order) {
    const auto& left = a.of(field);
    const auto& right = b.of(field);
    if (left == right) continue;
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](const ValueRange& x, const ValueRange& y) {
                                          return x.first != y.first ? x.first < y.first : x.last < y.last;
                                        });
  }
  return false;
}

}  // namespace

PacketSet::Cubes readable_cubes(Diagram& diagram, Edge set, std::size_t limit) {
  Cover cover(diagram);
  std::vector<Part> parts = cover.parts({set, set}, 0, limit);
  PacketSet::Cubes result;
  result.complete = cover.complete();
  for (Part& part : parts) result.cubes.push_back(std::move(part.cube));
  std::sort(result.cubes.begin(), result.cubes.end(), reads_before);
  return result;
}

}  // namespace sekisho::detail
