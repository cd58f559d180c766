#include "constructors.hpp"

namespace sekisho::detail {

namespace {

bool bit(Bits128 value, int position) { return (value >> position & 1) != 0; }

/// `rest` where the variable has the value, nothing elsewhere.
Edge only(Diagram& diagram, Variable variable, bool value, Edge rest) {
  return value ? diagram.make(variable, none_edge, rest) : diagram.make(variable, rest, none_edge);
}

}  // namespace

Edge range_set(Diagram& diagram, Block block, Bits128 first, Bits128 last) {
  Edge at_least = all_edge;  // the lower bits are at least those of `first`
  Edge at_most = all_edge;   // the lower bits are at most those of `last`
  int position = 0;
  // Below the highest bit in which the bounds differ each bound is followed alone.
  for (; (first >> position >> 1) != (last >> position >> 1); ++position) {
    const Variable variable = block.of_bit(position);
    at_least = bit(first, position) ? diagram.make(variable, none_edge, at_least)
                                    : diagram.make(variable, at_least, all_edge);
    at_most = bit(last, position) ? diagram.make(variable, all_edge, at_most)
                                  : diagram.make(variable, at_most, none_edge);
  }
  Edge result = all_edge;
  if ((first >> position) != (last >> position)) {  // there: 0 for the lower part, 1 for the upper
    result = diagram.make(block.of_bit(position), at_least, at_most);
    ++position;
  }
  for (; position < block.width; ++position) {
    result = only(diagram, block.of_bit(position), bit(first, position), result);
  }
  return result;
}

Edge pattern_set(Diagram& diagram, Block block, Bits128 value, Bits128 care, Edge rest) {
  Edge result = rest;
  for (int position = 0; position < block.width; ++position) {
    if (bit(care, position)) result = only(diagram, block.of_bit(position), bit(value, position), result);
  }
  return result;
}

}  // namespace sekisho::detail
