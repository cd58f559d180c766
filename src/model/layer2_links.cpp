// What a cable joins, tag by tag.
//
// A frame crosses a link untagged or with one 802.1Q tag. For each of these the two ports say, each for
// itself, which place the frame comes from and which place it is put in; nothing else decides. So a
// native VLAN mismatch joins two VLANs, and an access port wired to a trunk joins its VLAN to the
// trunk's native one, without any rule that says so.
//
// Not modelled: spanning tree (a blocked link leaves a longer way around, except where PVST+ blocks a
// native VLAN mismatch), and LACP (a member of an aggregate carries what the aggregate carries).
#include "model/layer2.hpp"

#include <algorithm>

namespace sekisho {
namespace {

/// A place behind a port that frames with a tag come from or go to.
struct TagEnd {
  std::uint16_t tag = 0;
  JoinNode place = no_node;
  bool emits = true;    // frames of the place leave with the tag
  bool accepts = true;  // frames with the tag are put in the place
  bool certain = true;
};

/// VLANs that a switch port takes by tag (IEEE 802.1Q-2018 section 6.9: a tag names the VLAN).
void add_switchport_ends(const Layer2& layer2, const Attachment& at, std::vector<TagEnd>& ends) {
  const DeviceNodes& nodes = layer2.nodes[at.device];
  const SwitchPort& port = *layer2.interface(at).switchport;
  const Negotiation negotiation = nodes.negotiation[at.interface];
  const auto add = [&](std::uint16_t vlan, bool emits, bool certain) {
    const VlanPlace& place = nodes.vlans.at(vlan);
    ends.push_back({vlan, place.node, emits, true, certain && place.sure && !port.isolated});
  };
  const bool is_trunk = port.mode == SwitchPort::Mode::trunk;
  const bool may_be_trunk =
      is_trunk || (port.mode == SwitchPort::Mode::dynamic && negotiation != Negotiation::access);
  if (may_be_trunk) {
    for (const std::uint16_t vlan : layer2.vlans) {
      if (port.allowed.contains(vlan)) add(vlan, vlan != port.native_vlan || port.native_tagged, is_trunk);
    }
  }
  if (is_trunk) return;
  const bool surely_access = !may_be_trunk || negotiation != Negotiation::undetermined;
  // A port with a voice VLAN takes and sends frames with its tag. Others should drop tagged frames; some
  // switches take those of the access VLAN.
  if (port.voice_vlan) add(*port.voice_vlan, true, surely_access);
  add(port.access_vlan, false, false);
}

std::vector<TagEnd> tag_ends(const Layer2& layer2, const Attachment& at) {
  const DeviceNodes& nodes = layer2.nodes[at.device];
  std::vector<TagEnd> ends;
  if (layer2.interface(at).switchport) add_switchport_ends(layer2, at, ends);
  for (const InterfaceIndex child : nodes.tagged_children[at.interface]) {
    const std::uint16_t tag = *layer2.devices[at.device].interfaces[child].tag;
    if (nodes.untagged[child] != no_node) ends.push_back({tag, nodes.untagged[child]});
  }
  for (const InterfaceIndex bridge : nodes.bridges[at.interface]) {
    for (const std::uint16_t vlan : layer2.vlans) {
      const auto place = nodes.bridged_tags.find({bridge, vlan});
      if (place != nodes.bridged_tags.end()) ends.push_back({vlan, place->second, true, true, false});
    }
  }
  if (nodes.may_take_any_tag[at.interface]) {
    for (const std::uint16_t vlan : layer2.vlans) ends.push_back({vlan, nodes.uncertain, true, true, false});
  }
  std::ranges::stable_sort(ends, {}, &TagEnd::tag);
  return ends;
}

/// Each pair of places that one tag leads to is joined when a frame can go at least one way.
void join_tagged(Layer2& layer2, const ResolvedLink& link) {
  const std::vector<TagEnd> a_ends = tag_ends(layer2, link.a);
  const std::vector<TagEnd> b_ends = tag_ends(layer2, link.b);
  for (const TagEnd& a : a_ends) {
    auto b = std::ranges::lower_bound(b_ends, a.tag, {}, &TagEnd::tag);
    for (; b != b_ends.end() && b->tag == a.tag; ++b) {
      const bool crosses = (a.emits && b->accepts) || (b->emits && a.accepts);
      if (!crosses) continue;
      layer2.graph.join(a.place, b->place, a.certain && b->certain,
                        {link.reason, layer2.reason(link.a), layer2.reason(link.b)});
    }
  }
}

Negotiation negotiate(const Interface& peer) {
  if (!peer.switchport) return Negotiation::access_or_trunk_may;
  return peer.switchport->mode == SwitchPort::Mode::access ? Negotiation::access : Negotiation::undetermined;
}

}  // namespace

void negotiate_trunks(Layer2& layer2) {
  // DTP: Catalyst 3560 Configuration Guide, "Configuring VLANs", table "Layer 2 Interface Modes". Whether
  // a dynamic port asks or only answers (desirable, auto) is not told apart here. A host may speak DTP as
  // well as a switch does. An aggregate with links to several devices keeps the most open outcome.
  const auto raise = [&](const Attachment& at, Negotiation outcome) {
    Negotiation& current = layer2.nodes[at.device].negotiation[at.interface];
    current = std::max(current, outcome);
  };
  for (const ResolvedLink& link : layer2.links) {
    raise(link.a, negotiate(layer2.interface(link.b)));
    raise(link.b, negotiate(layer2.interface(link.a)));
  }
  for (const ResolvedAttachment& attachment : layer2.attachments) {
    raise(attachment.at, Negotiation::access_or_trunk_may);
  }
}

void join_links(Layer2& layer2) {
  for (const ResolvedLink& link : layer2.links) {
    layer2.graph.join(layer2.untagged(link.a), layer2.untagged(link.b), true,
                      {link.reason, layer2.reason(link.a), layer2.reason(link.b)});
    join_tagged(layer2, link);
  }
}

void join_tagging_hosts(Layer2& layer2) {
  // A host may put any tag on its frames: the port, not the host, decides what they reach.
  for (const ResolvedAttachment& attachment : layer2.attachments) {
    for (const TagEnd& end : tag_ends(layer2, attachment.at)) {
      layer2.graph.join(layer2.untagged(attachment.at), end.place, false, {layer2.reason(attachment.at)});
    }
  }
}

}  // namespace sekisho
