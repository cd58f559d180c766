#include "evidence/device_talk.hpp"

#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace sekisho::evidence {
namespace {

using content::Sighting;
using content::SightingKind;

/// `Core-SW.example.lg.jp` as `core-sw`: what devices call themselves may have a domain behind it.
std::string host_part(const std::string& name) {
  std::string lowered = name.substr(0, name.find('.'));
  std::ranges::transform(lowered, lowered.begin(), [](unsigned char c) { return std::tolower(c); });
  return lowered;
}

class DeviceTalk {
 public:
  DeviceTalk(const Network& network, FindingList& findings) : network_(network), findings_(findings) {}

  void look_at(const Capture& capture, const Sighting& sighting) {
    const Place& place = capture.place(sighting.interface);
    if (place.domains().empty()) return;
    if (sighting.kind == SightingKind::lldp || sighting.kind == SightingKind::cdp)
      look_at_neighbour(capture, sighting, place);
    if (sighting.kind == SightingKind::spanning_tree) look_at_tree(capture, sighting, place);
  }

 private:
  /// The one device that calls itself so; nothing where none does, or several.
  [[nodiscard]] std::optional<DeviceIndex> device_called(const std::string& name) const {
    std::optional<DeviceIndex> found;
    const std::string wanted = host_part(name);
    for (DeviceIndex d = 0; d < network_.devices.size(); ++d) {
      const Device& device = network_.devices[d];
      if (host_part(device.name) != wanted && host_part(device.hostname) != wanted) continue;
      if (found) return std::nullopt;
      found = d;
    }
    return found;
  }

  [[nodiscard]] bool has_port_in(DeviceIndex device, DomainIndex domain) const {
    const auto is_of = [&](const Attachment& at) { return at.device == device; };
    return std::ranges::any_of(network_.domains[domain].routed, is_of) ||
           std::ranges::any_of(network_.domains[domain].ports, is_of);
  }

  /// These frames go no farther than the next device, and untagged on trunks: any network of the place will
  /// do, and any cable between the two devices.
  [[nodiscard]] bool belongs(DeviceIndex device, const Place& place) const {
    const CapturePoint& point = *place.point();
    const std::string& where = point.at ? point.at->device : point.mirror_device;
    const std::string& name = network_.devices[device].name;
    if (where == name) return true;
    const bool joined = std::ranges::any_of(network_.snapshot.links, [&](const Link& link) {
      return (link.a.device == where && link.b.device == name) ||
             (link.b.device == where && link.a.device == name);
    });
    return joined || std::ranges::any_of(place.domains(),
                                         [&](DomainIndex domain) { return has_port_in(device, domain); });
  }

  void look_at_neighbour(const Capture& capture, const Sighting& sighting, const Place& place) {
    const auto device = device_called(sighting.name);
    if (!device || belongs(*device, place)) return;
    findings_.add(Kind::two_segments, Severity::error,
                  {Code::confirm_device_elsewhere,
                   {},
                   {network_.devices[*device].name, std::string(name_of(sighting.kind)),
                    place_name(capture, sighting.interface)}},
                  seen_frames(capture, sighting.interface, sighting.seen));
  }

  /// The segment of a frame, where there is just one.
  [[nodiscard]] std::optional<SegmentIndex> segment_of(const Sighting& sighting, const Place& place) const {
    std::set<SegmentIndex> segments;
    for (const DomainIndex domain : place.spot_of(sighting.vlans).domains) {
      const std::vector<SegmentIndex>& all = network_.domains[domain].segments;
      segments.insert(all.begin(), all.end());
    }
    if (segments.size() != 1) return std::nullopt;
    return *segments.begin();
  }

  /// True when some device has ports in networks of both: it may speak of one tree in each.
  [[nodiscard]] bool is_carried_by_one(SegmentIndex a, SegmentIndex b) const {
    for (DeviceIndex device = 0; device < network_.devices.size(); ++device) {
      bool in_a = false;
      bool in_b = false;
      for (DomainIndex domain = 0; domain < network_.domains.size(); ++domain) {
        if (!has_port_in(device, domain)) continue;
        const std::vector<SegmentIndex>& segments = network_.domains[domain].segments;
        in_a = in_a || std::ranges::find(segments, a) != segments.end();
        in_b = in_b || std::ranges::find(segments, b) != segments.end();
      }
      if (in_a && in_b) return true;
    }
    return false;
  }

  /// All bridges of one tree are joined at layer 2, whatever their configurations say (IEEE 802.1D section
  /// 8).
  void look_at_tree(const Capture& capture, const Sighting& sighting, const Place& place) {
    const auto here = segment_of(sighting, place);
    if (!here) return;
    const std::string root = sighting.detail.substr(sighting.detail.find('.') + 1);  // its address
    const auto [first, is_first] = trees_.emplace(root, *here);
    if (is_first || first->second == *here || is_carried_by_one(first->second, *here)) return;
    const std::vector<Segment>& segments = network_.snapshot.segments;
    findings_.add(
        Kind::two_segments, Severity::error,
        {Code::confirm_tree_two_segments, {}, {root, segments[first->second].name, segments[*here].name}},
        seen_frames(capture, sighting.interface, sighting.seen));
  }

  const Network& network_;
  FindingList& findings_;
  std::map<std::string, SegmentIndex> trees_;  // by the address of their root
};

}  // namespace

void judge_device_talk(const Network& network, const std::vector<Capture>& captures, FindingList& findings) {
  DeviceTalk talk(network, findings);
  for (const Capture& capture : captures) {
    for (const Sighting& sighting : capture.hosts.sightings) talk.look_at(capture, sighting);
  }
}

}  // namespace sekisho::evidence
