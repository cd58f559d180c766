// Tunnels: finding the two ends that belong together.
#include "model/layer2.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>

namespace sekisho {
namespace {

/// One end of a tunnel, with every address that its packets may come from.
struct TunnelEnd {
  Attachment at;
  const Tunnel* tunnel = nullptr;
  std::vector<Address> locals;    // empty: known at run time only
  std::vector<std::size_t> sure;  // ends that name it and that it names
  std::vector<std::size_t> possible;
};

std::vector<Address> local_addresses(const Device& device, const Tunnel& tunnel) {
  if (tunnel.local) return {*tunnel.local};
  std::vector<Address> addresses;
  const std::optional<InterfaceIndex> underlay = resolve_interface(device, tunnel.underlay_interface);
  if (!underlay) return addresses;
  for (const InterfaceAddress& own : device.interfaces[*underlay].addresses) {
    const bool usable = !tunnel.remote || own.address.family == tunnel.remote->family;
    if (usable) addresses.push_back(own.address);
  }
  return addresses;
}

std::vector<TunnelEnd> find_ends(const Layer2& layer2) {
  std::vector<TunnelEnd> ends;
  for (DeviceIndex d = 0; d < layer2.devices.size(); ++d) {
    const Device& device = layer2.devices[d];
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Interface& interface = device.interfaces[i];
      if (!interface.tunnel || layer2.nodes[d].untagged[i] == no_node) continue;
      ends.push_back({{d, i}, &*interface.tunnel, local_addresses(device, *interface.tunnel), {}, {}});
    }
  }
  return ends;
}

/// `b` is where `a` sends to.
bool names(const TunnelEnd& a, const TunnelEnd& b) {
  return a.tunnel->remote && std::ranges::find(b.locals, *a.tunnel->remote) != b.locals.end();
}

/// `a` may take packets from `b`: it names no peer (dial-up, multipoint), or `b` has an address at run time
/// only.
bool may_answer(const TunnelEnd& a, const TunnelEnd& b) { return !a.tunnel->remote || b.locals.empty(); }

void pair_up(std::vector<TunnelEnd>& ends) {
  std::multimap<Address, std::size_t> by_local;
  for (std::size_t e = 0; e < ends.size(); ++e) {
    for (const Address& local : ends[e].locals) by_local.emplace(local, e);
  }
  for (std::size_t a = 0; a < ends.size(); ++a) {
    if (!ends[a].tunnel->remote) continue;
    const auto [first, last] = by_local.equal_range(*ends[a].tunnel->remote);
    for (auto entry = first; entry != last; ++entry) {
      const std::size_t b = entry->second;
      const bool same_kind = ends[a].tunnel->kind == ends[b].tunnel->kind;
      if (a == b || !same_kind) continue;
      if (names(ends[b], ends[a])) {
        ends[a].sure.push_back(b);
      } else if (may_answer(ends[b], ends[a])) {
        ends[a].possible.push_back(b);
        ends[b].possible.push_back(a);
      }
    }
  }
}

void join_pair(Layer2& layer2, const TunnelEnd& a, const TunnelEnd& b, bool certain) {
  layer2.graph.join(layer2.untagged(a.at), layer2.untagged(b.at), certain,
                    {layer2.reason(a.at), layer2.reason(b.at)});
  layer2.tunnels.push_back({a.at, b.at, a.tunnel->encrypted && b.tunnel->encrypted});
}

void report_unmatched(Layer2& layer2, const TunnelEnd& end) {
  const bool has_segment = std::ranges::any_of(
      layer2.attachments, [&](const ResolvedAttachment& attachment) { return attachment.at == end.at; });
  // Users' computers are the other ends of an SSL-VPN; a segment at the tunnel says what is behind it.
  if (has_segment || end.tunnel->kind == Tunnel::Kind::ssl_vpn) return;
  const std::string local = end.locals.empty() ? "-" : to_string(end.locals.front());
  const std::string remote = end.tunnel->remote ? to_string(*end.tunnel->remote) : "-";
  layer2.sink.report(Code::tunnel_unmatched, layer2.interface(end.at).span,
                     {layer2.spelled(end.at), local, remote});
}

}  // namespace

void join_tunnels(Layer2& layer2) {
  std::vector<TunnelEnd> ends = find_ends(layer2);
  pair_up(ends);
  for (std::size_t a = 0; a < ends.size(); ++a) {
    // Ends that name each other are the tunnel. Several pairs with the same addresses (told apart by a
    // key or VRF that is not modelled) may be joined in any way.
    for (const std::size_t b : ends[a].sure) {
      const bool only = ends[a].sure.size() == 1 && ends[b].sure.size() == 1;
      if (a < b) join_pair(layer2, ends[a], ends[b], only);
    }
    for (const std::size_t b : ends[a].possible) {
      const bool free = ends[a].sure.empty() && ends[b].sure.empty();
      if (a < b && free) join_pair(layer2, ends[a], ends[b], false);
    }
    if (ends[a].sure.empty() && ends[a].possible.empty()) report_unmatched(layer2, ends[a]);
  }
}

}  // namespace sekisho
