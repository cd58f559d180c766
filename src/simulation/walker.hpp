// Follows every alternative of a packet through the network, depth first.
#pragma once

#include "simulation/neighbours.hpp"

#include <utility>
#include <vector>

namespace sekisho::simulation {

class Walker {
 public:
  explicit Walker(const World& world) : world_(world) {}

  /// From a host of a segment, in every domain where the segment is attached or in one of them.
  void start_in_segment(SegmentIndex segment, std::optional<DomainIndex> domain, const Packet& packet);
  void start_at_interface(const Attachment& at, const Packet& packet);
  void start_in_device(DeviceIndex device, const Packet& packet);

  /// The paths found, without repetitions, certain ones first.
  [[nodiscard]] Trace finish();

 private:
  /// A path as far as it has got.
  struct Walk {
    TracePath path;
    Packet packet;
    std::vector<std::pair<SegmentIndex, Packet>> carried;  // outside networks crossed, with what header
  };

  void go_on(const Walk& walk, const Onward& onward, bool note_it);
  void enter(Walk walk, DeviceIndex device, std::optional<InterfaceIndex> ingress);
  void end(Walk walk, Disposition disposition);
  [[nodiscard]] bool full();
  [[nodiscard]] bool was_here(const Walk& walk, const std::string& device, const std::string& in) const;

  const World& world_;
  Trace trace_;
};

}  // namespace sekisho::simulation
