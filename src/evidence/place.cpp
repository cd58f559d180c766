#include <sekisho/evidence/place.hpp>

#include <sekisho/audit/borders.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

namespace sekisho::evidence {
namespace {

const Interface& interface_at(const Network& network, const Attachment& at) {
  return network.devices[at.device].interfaces[at.interface];
}

DomainIndex domain_at(const Network& network, const Attachment& at) {
  return network.domain_of[at.device][at.interface];
}

/// The VLAN that an interface is in by itself: that of an SVI, an access port or a tagged subinterface.
std::optional<std::uint16_t> vlan_of(const Interface& interface) {
  if (interface.vlan) return interface.vlan;
  if (interface.tag) return interface.tag;
  if (interface.switchport && interface.switchport->mode == SwitchPort::Mode::access)
    return interface.switchport->access_vlan;
  return std::nullopt;
}

void add(std::vector<DomainIndex>& domains, DomainIndex domain) {
  if (domain == Network::no_domain) return;
  if (std::ranges::find(domains, domain) == domains.end()) domains.push_back(domain);
}

/// The aggregate that a port is a member of stands for it.
Attachment carrier_of(const Network& network, const Attachment& at) {
  const Device& device = network.devices[at.device];
  const std::string& name = device.interfaces[at.interface].name;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& each = device.interfaces[i];
    const bool stands_for_it =
        each.kind == InterfaceKind::aggregate && std::ranges::find(each.members, name) != each.members.end();
    if (stands_for_it) return {at.device, i};
  }
  return at;
}

bool is_about(const CapturePoint& point, std::size_t number, const std::string& name) {
  if (point.interface.empty() || point.interface == name) return true;
  std::size_t wanted = 0;
  const char* end = point.interface.data() + point.interface.size();
  const auto [rest, error] = std::from_chars(point.interface.data(), end, wanted);
  return error == std::errc() && rest == end && wanted == number;
}

/// The port that carries the frames of a layer-3 interface: itself, or what it is a subinterface of.
Attachment port_of(const Network& network, const Attachment& at) {
  const Device& device = network.devices[at.device];
  const std::string& parent = interface_at(network, at).parent;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    if (!parent.empty() && device.interfaces[i].name == parent) return {at.device, i};
  }
  return at;
}

/// The ports at the other ends of a port's cables.
std::vector<Attachment> other_ends(const Network& network, const Attachment& port) {
  std::vector<Attachment> ends;
  for (const Link& link : network.snapshot.links) {
    auto a = audit::find_attachment(network, link.a);
    auto b = audit::find_attachment(network, link.b);
    if (!a || !b) continue;
    a = carrier_of(network, *a);
    b = carrier_of(network, *b);
    if (*a == port) ends.push_back(*b);
    if (*b == port) ends.push_back(*a);
  }
  return ends;
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return a == b || std::filesystem::equivalent(a, b, ignored);
}

}  // namespace

Place::Place(const Network& network, const CapturePoint& point) : point_(&point) {
  if (!point.at) {
    if (const auto device = network.find_device(point.mirror_device)) place_mirror(network, *device);
    return;
  }
  if (const auto at = audit::find_attachment(network, *point.at)) place_at(network, carrier_of(network, *at));
}

void Place::place_at(const Network& network, const Attachment& at) {
  port_ = at;
  const Device& device = network.devices[at.device];
  const Interface& interface = interface_at(network, at);
  add(untagged_, domain_at(network, at));
  if (!untagged_.empty() && !interface.switchport && interface.kind != InterfaceKind::bridge) interface_ = at;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    const Interface& child = device.interfaces[i];
    if (child.parent == interface.name && child.tag)
      add(by_vlan_[*child.tag], domain_at(network, {at.device, i}));
  }
  if (!interface.switchport || !untagged_.empty()) return;
  // A trunk: on both sides of it a VLAN has one number, which any member of its domain tells.
  for (DomainIndex index = 0; index < network.domains.size(); ++index) {
    const Domain& domain = network.domains[index];
    if (std::ranges::find(domain.ports, at) == domain.ports.end()) continue;
    std::set<std::uint16_t> vlans;
    for (const std::vector<Attachment>* members : {&domain.routed, &domain.ports}) {
      for (const Attachment& member : *members) {
        if (const auto vlan = vlan_of(interface_at(network, member))) vlans.insert(*vlan);
      }
    }
    for (const std::uint16_t vlan : vlans) {
      add(by_vlan_[vlan], index);
      if (vlan == interface.switchport->native_vlan) add(untagged_, index);
    }
  }
}

void Place::place_mirror(const Network& network, DeviceIndex device) {
  mirror_ = device;
  const Device& mirrored = network.devices[device];
  for (InterfaceIndex i = 0; i < mirrored.interfaces.size(); ++i) {
    const auto vlan = vlan_of(mirrored.interfaces[i]);
    if (!vlan || std::ranges::find(point_->mirror_vlans, *vlan) == point_->mirror_vlans.end()) continue;
    add(by_vlan_[*vlan], domain_at(network, {device, i}));
    add(untagged_, domain_at(network, {device, i}));
  }
}

Spot Place::spot_of(std::span<const std::uint16_t> tags) const {
  Spot spot;
  if (point_ == nullptr) return spot;
  spot.direction = point_->direction;
  const auto tagged = tags.empty() ? by_vlan_.end() : by_vlan_.find(tags.front());
  if (tagged != by_vlan_.end()) {
    spot.domains = tagged->second;
    return spot;
  }
  // A tag that nobody here knows is in no domain of the model, unless the interface is in one by itself.
  if (!tags.empty() && !interface_ && !by_vlan_.empty()) return spot;
  spot.domains = untagged_;
  spot.interface = interface_;
  return spot;
}

std::vector<DomainIndex> Place::domains() const {
  std::vector<DomainIndex> all = untagged_;
  for (const auto& [vlan, domains] : by_vlan_) {
    for (const DomainIndex domain : domains) add(all, domain);
  }
  return all;
}

bool Place::takes(Way way) const {
  if (point_->direction == CapturePoint::Direction::both) return true;
  return (point_->direction == CapturePoint::Direction::in) == (way == Way::in);
}

bool Place::sees_all(const Network& network, const Attachment& at, Way way) const {
  const std::vector<DomainIndex> here = domains();
  if (std::ranges::find(here, domain_at(network, at)) == here.end()) return false;
  const Attachment port = carrier_of(network, port_of(network, at));
  const std::vector<Attachment> ends = other_ends(network, port);
  if (mirror_) {
    // Unicast between others does not come by a switch that the interface is not at.
    return at.device == *mirror_ || (ends.size() == 1 && ends.front().device == *mirror_);
  }
  if (interface_ == at || port_ == port) return takes(way);
  // What leaves one end of a cable comes in at the other.
  return ends.size() == 1 && ends.front() == *port_ && takes(way == Way::in ? Way::out : Way::in);
}

Place place_of(const Network& network, const std::string& file, const std::string& point_name,
               std::size_t interface, const std::string& name) {
  for (const CapturePoint& point : network.snapshot.captures) {
    const bool meant =
        point_name.empty()
            ? std::ranges::any_of(point.files, [&](const std::string& each) { return same_file(each, file); })
            : point.name == point_name;
    if (meant && is_about(point, interface, name)) return Place(network, point);
  }
  return {};
}

}  // namespace sekisho::evidence
