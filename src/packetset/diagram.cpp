#include "diagram.hpp"

#include <algorithm>

namespace sekisho::detail {

// The next collection comes when the store has doubled, so that collecting stays a constant share of
// the work that made the nodes.
void Diagram::collect() {
  nodes_.collect();
  cache_.clear();
  collect_at_ = std::max(first_collection, nodes_.used() * 2);
}

PacketSpace::Statistics Diagram::statistics() const {
  return {nodes_.live(), nodes_.peak(), nodes_.bytes() + cache_.bytes(), handles_};
}

}  // namespace sekisho::detail
