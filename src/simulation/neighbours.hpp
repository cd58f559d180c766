// Between devices: who gets a frame that leaves an interface, a host or an outside network.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// One place that the packet may come to next.
struct Onward {
  std::optional<Attachment> to;  // this interface of a device; else the packet ends as follows
  Disposition disposition = Disposition::delivered;
  std::vector<SegmentIndex> segments;      // delivered: to these
  std::optional<SegmentIndex> carried_by;  // an outside network brought it here
  bool certain = true;
  StepReason reason = StepReason::none;
  std::string data;
};

/// A packet that leaves a device.
[[nodiscard]] std::vector<Onward> leave_device(const World& world, DeviceIndex device, const Exit& exit,
                                               const Packet& packet);

/// A packet that a host of the segment sends in one domain where the segment is attached. The host may
/// use any router there, and reaches hosts of the domain directly.
[[nodiscard]] std::vector<Onward> send_from_segment(const World& world, SegmentIndex segment,
                                                    DomainIndex domain, const Packet& packet);

}  // namespace sekisho::simulation
