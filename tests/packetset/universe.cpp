#include "universe.hpp"

namespace sekisho::test {

namespace {

PacketSet random_leaf(PacketSpace& space, const Universe& universe, std::mt19937_64& random) {
  const Field field = universe.fields()[random() % universe.fields().size()];
  const Bits128 values = Bits128{1} << universe.layout().width(field);
  const Bits128 first = random() % values;
  const Bits128 second = random() % values;
  switch (random() % 4) {
    case 0: return space.equal(field, first);
    case 1: return space.range(field, std::min(first, second), std::max(first, second));
    case 2: return space.masked(field, first, second);
    default: return space.top_bits(field, first, static_cast<int>(random() % 8));
  }
}

}  // namespace

PacketSet random_set(PacketSpace& space, const Universe& universe, std::mt19937_64& random, int depth) {
  if (depth == 0) return random_leaf(space, universe, random);
  const PacketSet left = random_set(space, universe, random, depth - 1);
  const PacketSet right = random_set(space, universe, random, depth - 1);
  switch (random() % 4) {
    case 0: return left & right;
    case 1: return left - right;
    case 2: return left | ~right;
    default: return left | right;
  }
}

PacketSet set_of_cube(PacketSpace& space, const Cube& cube) {
  PacketSet result = space.all();
  for (std::size_t i = 0; i < field_count; ++i) {
    if (cube.fields[i].empty()) continue;
    std::vector<PacketSet> ranges;
    for (const ValueRange& range : cube.fields[i]) {
      ranges.push_back(space.range(static_cast<Field>(i), range.first, range.last));
    }
    result &= space.union_of(std::move(ranges));
  }
  return result;
}

}  // namespace sekisho::test
