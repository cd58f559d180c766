// One of the two states, with its sets. Both states share one PacketSpace, so that their sets can be
// subtracted.
#pragma once

#include "texts.hpp"

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/loading/load.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sekisho::compare {

struct State {
  State(PacketSpace& space, const LoadedNetwork& network, const Date& day)
      : loaded(network),
        date(day),
        rules(std::make_shared<RuleSets>(space, network.network, day)),
        graph(rules, network.routes, RoutingScope::current) {}

  const LoadedNetwork& loaded;
  Date date;
  std::shared_ptr<RuleSets> rules;
  ForwardingGraph graph;
  ChangedLines changed_lines;  // that the other state does not have

  [[nodiscard]] const Network& network() const { return loaded.network; }
  [[nodiscard]] std::optional<SegmentIndex> segment_named(const std::string& name) const {
    return find_segment(network().snapshot, name);
  }
};

}  // namespace sekisho::compare
