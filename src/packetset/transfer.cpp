#include "transfer.hpp"

namespace sekisho::detail {

Edge Transfer::copy(Edge set) {
  if (is_terminal(set)) return set;
  const Edge flip = set & 1U;
  set ^= flip;
  if (const Edge* known = copied_.find(set)) return *known ^ flip;
  const Edge low = copy(from_.low(set));
  const Edge high = copy(from_.high(set));
  const Edge result = to_.make(from_.variable(set), low, high);
  copied_.insert(set, result);
  return result ^ flip;
}

}  // namespace sekisho::detail
