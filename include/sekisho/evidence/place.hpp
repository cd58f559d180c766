// Where a capture was taken: from a capture point of the snapshot to the broadcast domains of the network.
#pragma once

#include <sekisho/model/network.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace sekisho::evidence {

/// Where one frame was, as far as the network knows it.
struct Spot {
  std::vector<DomainIndex> domains;     // it was in one of them; empty: not known
  std::optional<Attachment> interface;  // the layer-3 interface that it was captured on, if it was one
  CapturePoint::Direction direction = CapturePoint::Direction::both;

  [[nodiscard]] bool known() const { return !domains.empty(); }
};

/// As seen from a device: what its interface takes in, or what it sends out.
enum class Way : std::uint8_t { in, out };

class Place {
 public:
  /// A capture that no point is declared for: nothing is known of its frames' place.
  Place() = default;
  /// `point` is one of the network's snapshot.
  Place(const Network& network, const CapturePoint& point);

  [[nodiscard]] const CapturePoint* point() const { return point_; }

  /// Where a frame with these VLAN tags (outermost first) was. On a trunk, and where VLANs are mirrored, the
  /// outermost tag tells the domain; a frame without a tag is in the native VLAN, or in one of those
  /// mirrored.
  [[nodiscard]] Spot spot_of(std::span<const std::uint16_t> tags) const;

  /// Every domain that frames of this place may be in; empty when the point is at nothing that carries
  /// frames.
  [[nodiscard]] std::vector<DomainIndex> domains() const;

  /// True when every packet that a layer-3 interface takes in (sends out) crosses this place for certain: it
  /// is that interface, its port, the other end of its cable, or a mirror on the switch that it hangs on.
  [[nodiscard]] bool sees_all(const Network& network, const Attachment& at, Way way) const;

 private:
  void place_at(const Network& network, const Attachment& at);
  void place_mirror(const Network& network, DeviceIndex device);

  const CapturePoint* point_ = nullptr;
  [[nodiscard]] bool takes(Way way) const;

  std::optional<Attachment> port_;       // what was captured on; nothing with a mirror
  std::optional<DeviceIndex> mirror_;    // whose VLANs were mirrored
  std::optional<Attachment> interface_;  // the port, when it is a layer-3 interface
  std::vector<DomainIndex> untagged_;
  std::map<std::uint16_t, std::vector<DomainIndex>> by_vlan_;
};

/// The place of frames of one interface of a capture file: the first point of the snapshot that lists the
/// file (or is called `point_name`, when that is not empty) and is about that interface; else not known.
/// `interface`: its number in the file, `name`: its name there.
[[nodiscard]] Place place_of(const Network& network, const std::string& file, const std::string& point_name,
                             std::size_t interface, const std::string& name);

}  // namespace sekisho::evidence
