// Which packets injected at one router are delivered at another, and which go round for ever.
//
// A packet is injected at the forwarding stage of a router S. A router looks its destination up; the
// packet is delivered there, or leaves by each port of the route but the one it came in by. It passes the
// filters of a port it leaves by, and those of the port it comes in by at the other end of a link. It is
// delivered at D when D's route says `self`, or when it leaves D by a port without a link.
//
// Nothing rewrites headers, so a packet stays in its class of destinations, and one walk per class over
// the states (router, port it came in by) answers for all packets of the class: each state yields, per
// router, the condition under which packets in this state are delivered there. A state is worked out
// after those it leads to, for all sources at once. Where states lead round in a circle, the pass is
// repeated until nothing changes.
#pragma once

#include "header_conditions.hpp"
#include "stanford_classes.hpp"
#include "stanford_dataset.hpp"

#include <map>

namespace sekisho::bench::stanford {

/// The condition that the filters of a port make in each direction, by PortId.
struct PortFilters {
  std::vector<HeaderConditions::Id> in;
  std::vector<HeaderConditions::Id> out;
};

/// Every filter's permit set, and what they amount to at each port. Filters alike are built once.
[[nodiscard]] PortFilters filters_of(const Network& network, PacketSpace& space,
                                     HeaderConditions& conditions);

/// No filters at all.
[[nodiscard]] PortFilters no_filters(const Network& network);

/// The packets to a class of destinations that meet a condition.
struct Part {
  ClassId destinations = 0;
  HeaderConditions::Id condition = HeaderConditions::never;
  friend bool operator==(const Part&, const Part&) = default;
};
using Parts = std::vector<Part>;  // ascending by class, one each

struct Reachability {
  std::size_t routers = 0;
  std::vector<Parts> pairs;  // from S to D at S * routers + D; nothing where S is D
  Parts loops;               // injected at one of the routers, at least a copy goes round for ever

  [[nodiscard]] const Parts& between(RouterId from, RouterId to) const { return pairs[from * routers + to]; }
};

/// The condition of a part holds for some header; whether it does for a destination of its class is
/// another question (packets_of answers it).
[[nodiscard]] Reachability reachability_of(const Network& network, const DestinationClasses& classes,
                                           const PortFilters& filters, HeaderConditions& conditions);

/// The number of destinations of parts whose conditions are all `always`.
[[nodiscard]] std::uint64_t count_destinations(const DestinationClasses& classes, const Parts& parts);

/// The packets of parts as a set; remembers what it made.
class PartSets {
 public:
  PartSets(const DestinationClasses& classes, const HeaderConditions& conditions, PacketSpace& space)
      : classes_(classes), conditions_(conditions), space_(space) {}

  [[nodiscard]] PacketSet packets_of(const Parts& parts);

 private:
  const PacketSet& destined_to(const std::vector<ClassId>& destinations);

  const DestinationClasses& classes_;
  const HeaderConditions& conditions_;
  PacketSpace& space_;
  std::map<std::vector<ClassId>, PacketSet> made_;  // the packets to these classes
};

}  // namespace sekisho::bench::stanford
