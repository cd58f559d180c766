// Who can open sessions to whom: the steps that an intruder can take from segment to segment.
//
// A host that accepts a session can be taken over and open sessions of its own: it is a stepping stone. A
// sanitizer ends sessions and passes on harmless content only, so no step starts or ends at one; what a
// sanitizer itself may open is the matter of the channels. The hosts of a segment are one vertex: they
// reach each other without our devices.
#pragma once

#include "checker_state.hpp"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::proof {

/// Steps of one network on one date; keeps the fixpoints of each opener and the steps that were found.
class Sessions {
 public:
  explicit Sessions(Checker::State& state) : state_(state) {}

  /// First packets of sessions of `opener`'s hosts that may get to hosts of `to`; those of channels with one
  /// of the methods do not count. With routes as configured, empty when no answer to any of them can come
  /// back; with any routing, answers are not looked at.
  [[nodiscard]] PacketSet may_open(SegmentIndex opener, SegmentIndex to,
                                   const std::vector<std::string>& methods, RoutingScope scope);

  /// What may_open is about: where packets of the opener's hosts may get.
  [[nodiscard]] const Reachability& reach_of(SegmentIndex opener, RoutingScope scope);

  /// What the hosts of a segment whose source address is in `sources` surely send, wherever it gets.
  [[nodiscard]] Reachability surely_sent(SegmentIndex opener, const PacketSet& sources);

  /// Those packets that `reach` brings to hosts of `to` and that are steps, as in may_open.
  [[nodiscard]] PacketSet steps(const Reachability& reach, const ForwardingGraph& graph, SegmentIndex opener,
                                SegmentIndex to, const std::vector<std::string>& methods);

  /// Channels of an opener, by which its packets are labelled.
  [[nodiscard]] const Sanctions& sanctions_of(SegmentIndex opener) { return opener_of(opener).sanctions; }

  /// Where the hosts of a segment send.
  [[nodiscard]] VertexIndex source(SegmentIndex opener) { return opener_of(opener).emission.source; }

 private:
  struct Opener {
    Sanctions sanctions;
    Emission emission;  // of all hosts of the segment but its sanitizers
    std::optional<Reachability> may;
    std::optional<Reachability> may_any_routing;
  };

  /// A step that was asked for; every chain over it asks again.
  struct Asked {
    SegmentIndex opener;
    SegmentIndex to;
    RoutingScope scope;
    std::vector<std::string> methods;
    friend auto operator<=>(const Asked&, const Asked&) = default;
  };

  [[nodiscard]] PacketSet find_step(const Asked& asked);
  [[nodiscard]] Opener& opener_of(SegmentIndex segment);
  [[nodiscard]] PacketSet sanitizers_of(SegmentIndex segment, Field field);

  Checker::State& state_;
  std::map<SegmentIndex, Opener> openers_;
  std::map<Asked, PacketSet> steps_;
};

}  // namespace sekisho::proof
