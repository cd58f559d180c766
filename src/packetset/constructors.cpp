#include "constructors.hpp"

#include "bits.hpp"

#include <algorithm>

namespace sekisho::detail {

namespace {

bool bit(Bits128 value, int position) { return (value >> position & 1) != 0; }

/// `rest` where the variable has the value, nothing elsewhere.
Edge only(Diagram& diagram, Variable variable, bool value, Edge rest) {
  return value ? diagram.make(variable, none_edge, rest) : diagram.make(variable, rest, none_edge);
}

/// The block of the `bits` least significant bits.
Block low_bits(Block block, int bits) { return {static_cast<Variable>(block.end() - bits), bits}; }

/// Ascending ranges of the values that fit the block.
Edge ranges_within(Diagram& diagram, Block block, std::span<const ValueRange> ranges, Bits128 base,
                   Edge rest) {
  const Bits128 greatest = base | low_ones(block.width);
  while (!ranges.empty() && ranges.front().last < base) ranges = ranges.subspan(1);
  while (!ranges.empty() && ranges.back().first > greatest) ranges = ranges.first(ranges.size() - 1);
  if (ranges.empty()) return none_edge;
  if (ranges.front().first <= base && ranges.front().last >= greatest) return rest;
  if (ranges.size() == 1) {
    return range_set(diagram, block, std::max(ranges.front().first, base) - base,
                     std::min(ranges.front().last, greatest) - base, rest);
  }
  const Block half = low_bits(block, block.width - 1);
  const Edge low = ranges_within(diagram, half, ranges, base, rest);
  const Edge high = ranges_within(diagram, half, ranges, base | Bits128{1} << half.width, rest);
  return diagram.make(block.first, low, high);
}

}  // namespace

Edge range_set(Diagram& diagram, Block block, Bits128 first, Bits128 last, Edge rest) {
  Edge at_least = rest;  // the lower bits are at least those of `first`
  Edge at_most = rest;   // the lower bits are at most those of `last`
  // Lowest bits that leave both bounds open, as below a prefix.
  int position = std::min(trailing_zeros(first | ~last), block.width);
  if (position == block.width) return rest;
  // Below the highest bit in which the bounds differ each bound is followed alone.
  for (; (first >> position >> 1) != (last >> position >> 1); ++position) {
    const Variable variable = block.of_bit(position);
    at_least = bit(first, position) ? diagram.make(variable, none_edge, at_least)
                                    : diagram.make(variable, at_least, rest);
    at_most = bit(last, position) ? diagram.make(variable, rest, at_most)
                                  : diagram.make(variable, at_most, none_edge);
  }
  Edge result = at_least;
  if (bit(first, position) != bit(last, position)) {
    result =
        diagram.make(block.of_bit(position), at_least, at_most);  // 0 for the lower part, 1 for the upper
    ++position;
  }
  for (; position < block.width; ++position) {
    result = only(diagram, block.of_bit(position), bit(first, position), result);
  }
  return result;
}

Edge ranges_set(Diagram& diagram, Block block, std::span<const ValueRange> ranges, Edge rest) {
  return ranges_within(diagram, block, ranges, 0, rest);
}

Edge pattern_set(Diagram& diagram, Block block, Bits128 value, Bits128 care, Edge rest) {
  Edge result = rest;
  for (int position = 0; position < block.width; ++position) {
    if (bit(care, position)) result = only(diagram, block.of_bit(position), bit(value, position), result);
  }
  return result;
}

}  // namespace sekisho::detail
