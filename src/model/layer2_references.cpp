// Finding the interfaces that the snapshot's links and segments name.
#include "model/layer2.hpp"
#include "model/name_hints.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>

namespace sekisho {
namespace {

std::optional<DeviceIndex> find_device(Layer2& layer2, const InterfaceRef& ref) {
  const std::vector<SnapshotDevice>& devices = layer2.snapshot.devices;
  const auto found = std::ranges::find(devices, ref.device, &SnapshotDevice::name);
  if (found != devices.end()) return static_cast<DeviceIndex>(found - devices.begin());
  std::vector<std::string> names;
  for (const SnapshotDevice& device : devices) names.push_back(device.name);
  layer2.sink.report(Code::unknown_device, ref.span, {ref.device, expected_names(ref.device, names)});
  return std::nullopt;
}

/// The interface as named, before aggregates; reported when there is none or when it may be several.
std::optional<Attachment> find_interface(Layer2& layer2, const InterfaceRef& ref) {
  const std::optional<DeviceIndex> d = find_device(layer2, ref);
  if (!d) return std::nullopt;
  const Device& device = layer2.devices[*d];
  std::vector<std::string> candidates;
  const std::optional<InterfaceIndex> i = resolve_interface(device, ref.interface, &candidates);
  if (i) return Attachment{*d, *i};
  if (!candidates.empty()) {
    layer2.sink.report(Code::ambiguous_interface, ref.span, {ref.device, ref.interface, listed(candidates)});
    return std::nullopt;
  }
  // Of a config that could not be read nothing is known, and why was said where it failed.
  if (device.interfaces.empty() && device.language.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const Interface& interface : device.interfaces) names.push_back(interface.name);
  layer2.sink.report(Code::unknown_interface, ref.span,
                     {ref.device, ref.interface, expected_names(ref.interface, names)});
  return std::nullopt;
}

bool takes_cable(const Interface& interface) {
  switch (interface.kind) {
    case InterfaceKind::physical:
    case InterfaceKind::aggregate:
    case InterfaceKind::other: return true;
    case InterfaceKind::subinterface:
    case InterfaceKind::vlan:
    case InterfaceKind::loopback:
    case InterfaceKind::tunnel:
    case InterfaceKind::bridge: return false;
  }
  return false;
}

/// One end of a link: its port, or nothing when it is wrong or carries nothing.
std::optional<Attachment> find_link_end(Layer2& layer2, const InterfaceRef& ref) {
  const std::optional<Attachment> at = find_interface(layer2, ref);
  if (!at) return std::nullopt;
  if (!takes_cable(layer2.interface(*at))) {
    layer2.sink.report(Code::link_end_not_port, ref.span, {layer2.spelled(*at)});
    return std::nullopt;
  }
  return at;
}

/// Where hosts can be: not behind a loopback.
std::optional<Attachment> find_attachment(Layer2& layer2, const Segment& segment, const InterfaceRef& ref) {
  const std::optional<Attachment> named = find_interface(layer2, ref);
  if (!named) return std::nullopt;
  const DeviceNodes& nodes = layer2.nodes[named->device];
  const Attachment at{named->device, nodes.carrier[named->interface]};
  if (layer2.interface(at).kind == InterfaceKind::loopback) {
    layer2.sink.report(Code::attached_not_possible, ref.span, {layer2.spelled(at), segment.name});
    return std::nullopt;
  }
  if (!nodes.up[named->interface]) {
    layer2.sink.report(Code::attached_interface_down, ref.span, {layer2.spelled(*named), segment.name});
    return std::nullopt;
  }
  return at;
}

}  // namespace

void resolve_links(Layer2& layer2) {
  std::map<Attachment, std::pair<int, const Link*>> first_uses;
  for (const Link& link : layer2.snapshot.links) {
    const std::optional<Attachment> a = find_link_end(layer2, link.a);
    const std::optional<Attachment> b = find_link_end(layer2, link.b);
    if (!a || !b) continue;
    if (*a == *b) {
      layer2.sink.report(Code::link_to_itself, link.b.span, {layer2.spelled(*b)});
      continue;
    }
    bool carries = true;
    for (const auto& [end, ref] : {std::pair(*a, &link.a), std::pair(*b, &link.b)}) {
      const auto [found, is_new] = first_uses.emplace(end, std::pair(ref->span.line, &link));
      if (!is_new && (link.span.line == 0 || found->second.second->span != link.span)) {
        // Two spellings of one port: the loader, which knows no configuration, could not see it.
        layer2.sink.report(Code::interface_linked_twice, ref->span,
                           {layer2.spelled(end), std::to_string(found->second.first)});
        carries = false;
      } else if (!layer2.nodes[end.device].up[end.interface]) {
        layer2.sink.report(Code::link_end_down, ref->span, {layer2.spelled(end)});
        carries = false;
      }
    }
    if (!carries) continue;
    const std::string text = layer2.spelled(*a) + " -- " + layer2.spelled(*b);
    const auto carrier = [&](const Attachment& at) {
      return Attachment{at.device, layer2.nodes[at.device].carrier[at.interface]};
    };
    layer2.links.push_back({carrier(*a), carrier(*b), layer2.graph.add_reason({link.span, text})});
  }
}

void resolve_attachments(Layer2& layer2) {
  for (SegmentIndex s = 0; s < layer2.snapshot.segments.size(); ++s) {
    const Segment& segment = layer2.snapshot.segments[s];
    for (const InterfaceRef& ref : segment.attached) {
      const std::optional<Attachment> at = find_attachment(layer2, segment, ref);
      if (at) layer2.attachments.push_back({s, *at, ref.span});
    }
  }
}

}  // namespace sekisho
