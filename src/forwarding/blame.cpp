// Blame walks the edges that forbidden packets cross and asks each stage which of its lines let any of
// them through. It reads the same filters as the graph, rule by rule, on the packets of the edge only.
#include <sekisho/forwarding/blame.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sekisho {

namespace {

template <typename Line>
class LineList {
 public:
  /// The line, and whether it is new. Holds until the next call.
  template <typename Kind>
  std::pair<Line&, bool> add(Kind kind, DeviceIndex device, const RuleSource& source) {
    const auto key = std::make_tuple(static_cast<int>(kind), device, source.span, source.label);
    const auto [found, is_new] = seen_.try_emplace(key, lines_.size());
    if (is_new) {
      Line& line = lines_.emplace_back();
      line.device = device;
      line.source = source;
      set_kind(line, kind);
    }
    return {lines_[found->second], is_new};
  }

  [[nodiscard]] std::vector<Line> sorted() && {
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
      return std::tie(a.device, a.source.span) < std::tie(b.device, b.source.span);
    });
    return std::move(lines_);
  }

 private:
  static void set_kind(PassedLine& line, PassedLine::Role role) { line.role = role; }
  static void set_kind(DoubtfulLine& line, DoubtfulLine::Kind kind) { line.kind = kind; }
  static void set_kind(StoppedLine& line, StoppedLine::Kind kind) { line.kind = kind; }

  std::map<std::tuple<int, DeviceIndex, Span, std::string>, std::size_t> seen_;
  std::vector<Line> lines_;
};

/// The packets of `leading` that go over an edge.
PacketSet crossing(const EdgeView& edge, Side side, const std::vector<PacketSet>& leading,
                   PacketSpace& space) {
  if (leading[edge.from].empty() || leading[edge.to].empty()) return space.none();
  return preimage(*edge.transfer, side, leading[edge.to], space) & leading[edge.from];
}

class Blame {
 public:
  Blame(const ForwardingGraph& graph, Side side, const std::vector<PacketSet>& leading)
      : graph_(graph), side_(side), leading_(leading), space_(graph.space()) {}

  std::vector<PassedLine> collect() {
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      if (leading_[v].empty()) continue;
      for (const EdgeView& edge : graph_.out_edges(v)) {
        const PacketSet packets = crossing(edge, side_, leading_, space_);
        if (!packets.empty()) visit(edge, packets);
      }
    }
    return std::move(lines_).sorted();
  }

 private:
  void visit(const EdgeView& edge, const PacketSet& packets) {
    const Vertex& from = graph_.vertex(edge.from);
    const Vertex& to = graph_.vertex(edge.to);
    visit_filters(*edge.transfer, packets);
    for (const Branch& branch : edge.transfer->of(side_)) {
      if (branch.rule != nullptr && packets.intersects(branch.guard)) {
        pass(PassedLine::Role::translation, from.device, *branch.rule, packets & branch.guard);
      }
    }
    for (const auto& [source, part] : edge.transfer->routes) {
      if (source != nullptr && source->span.line > 0 && packets.intersects(part)) {
        pass(PassedLine::Role::route, from.device, *source, packets & part);
      }
    }
    if (from.place == Place::routing && to.place == Place::egress && !is_filtered(from, to)) {
      unfiltered(from, packets);
      unfiltered(to, packets);
    }
    if (from.place == Place::segment_source && to.place == Place::segment)
      joined(from.segment, to.segment, packets);
  }

  void pass(PassedLine::Role role, DeviceIndex device, const RuleSource& source, const PacketSet& packets) {
    const auto [line, is_new] = lines_.add(role, device, source);
    line.packets = is_new ? packets : line.packets | packets;
  }

  void visit_filters(const Transfer& transfer, const PacketSet& packets) {
    for (const FilterUse& use : transfer.filters) {
      const PacketSet seen = use.after_rewrite ? image(transfer, side_, packets, space_) : packets;
      for (const DecidingRule& rule : graph_.permitting_rules(use, seen)) {
        pass(PassedLine::Role::filter, use.device, *rule.source, rule.packets);
      }
    }
  }

  [[nodiscard]] const Interface& interface_of(const Vertex& vertex) const {
    return graph_.network().devices[vertex.device].interfaces[vertex.interface];
  }

  [[nodiscard]] bool is_filtered(const Vertex& in, const Vertex& out) const {
    const Device& device = graph_.network().devices[in.device];
    return device.forward_filter.has_value() || !interface_of(in).ingress_filters.empty() ||
           !interface_of(out).egress_filters.empty();
  }

  void unfiltered(const Vertex& vertex, const PacketSet& packets) {
    const Interface& interface = interface_of(vertex);
    pass(PassedLine::Role::unfiltered, vertex.device, {interface.span, "interface " + interface.name, ""},
         packets);
  }

  void joined(SegmentIndex a, SegmentIndex b, const PacketSet& packets) {
    const Network& network = graph_.network();
    for (const Domain& domain : network.domains) {
      const auto has = [&](SegmentIndex s) {
        return std::find(domain.segments.begin(), domain.segments.end(), s) != domain.segments.end();
      };
      if (!has(a) || !has(b)) continue;
      for (const JoinReason& join : domain.joins) {
        pass(PassedLine::Role::layer2, device_of(join.span), {join.span, join.text, ""}, packets);
      }
    }
  }

  /// The device whose config a span lies in; joins by links lie in the snapshot and belong to none.
  [[nodiscard]] DeviceIndex device_of(const Span& span) const {
    const Network& network = graph_.network();
    for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
      const std::vector<std::string>& files = network.devices[d].files;
      if (std::find(files.begin(), files.end(), span.file) != files.end()) return d;
    }
    return network.devices.size();
  }

  const ForwardingGraph& graph_;
  Side side_;
  const std::vector<PacketSet>& leading_;
  PacketSpace& space_;
  LineList<PassedLine> lines_;
};

class Doubt {
 public:
  Doubt(const ForwardingGraph& graph, const std::vector<DeviceRoutes>& routes,
        const std::vector<PacketSet>& leading)
      : graph_(graph), routes_(routes), leading_(leading), space_(graph.space()) {}

  std::vector<DoubtfulLine> collect() {
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      if (leading_[v].empty()) continue;
      visit(graph_.vertex(v));
      for (const EdgeView& edge : graph_.out_edges(v)) {
        const PacketSet packets = crossing(edge, Side::may, leading_, space_);
        if (!packets.empty()) visit(edge, packets);
      }
    }
    return std::move(lines_).sorted();
  }

 private:
  void visit(const Vertex& vertex) {
    const bool at_interface =
        vertex.place == Place::ingress || vertex.place == Place::routing || vertex.place == Place::egress;
    if (!at_interface) return;
    const Device& device = graph_.network().devices[vertex.device];
    const Interface& interface = device.interfaces[vertex.interface];
    for (const Uncertainty& uncertainty : device.uncertainties) {
      if (!uncertainty.interface.empty() && uncertainty.interface != interface.name) continue;
      lines_.add(DoubtfulLine::Kind::unread_line, vertex.device, uncertainty.source);
    }
    if (vertex.place == Place::routing) visit_table(vertex, interface);
  }

  void visit_table(const Vertex& vertex, const Interface& interface) {
    const RoutingTable* table = routes_[vertex.device].find(interface.vrf);
    if (table == nullptr || !table->unknown) return;
    for (const RuleSource& source : table->unknown_because) {
      lines_.add(DoubtfulLine::Kind::unknown_routes, vertex.device, source);
    }
  }

  void visit(const EdgeView& edge, const PacketSet& packets) {
    for (const FilterUse& use : edge.transfer->filters) {
      const PacketSet seen = use.after_rewrite ? image(*edge.transfer, Side::may, packets, space_) : packets;
      std::vector<const RuleSource*> uncertain;
      static_cast<void>(graph_.permitting_rules(use, seen, &uncertain));
      for (const RuleSource* rule : uncertain) lines_.add(DoubtfulLine::Kind::rule, use.device, *rule);
    }
    const PacketSet sure = preimage(*edge.transfer, Side::must, leading_[edge.to], space_);
    if (packets.subset_of(sure)) return;
    const Vertex& from = graph_.vertex(edge.from);
    for (const Branch& branch : edge.transfer->may) {
      if (branch.rule != nullptr && (packets - sure).intersects(branch.guard)) {
        lines_.add(DoubtfulLine::Kind::rule, from.device, *branch.rule);
      }
    }
    if (from.place == Place::routing) visit_routes(from, packets - sure);
    visit_domain(edge);
  }

  /// Routes that may be there and policy routes that may match, for packets that are not sure to go this way.
  void visit_routes(const Vertex& from, const PacketSet& packets) {
    const Device& device = graph_.network().devices[from.device];
    const RoutingTable* table = routes_[from.device].find(device.interfaces[from.interface].vrf);
    if (table != nullptr) {
      for (const Route& route : table->routes) {
        if (!route.certain && packets.intersects(space_.address(Field::destination, route.prefix)))
          lines_.add(DoubtfulLine::Kind::uncertain_route, from.device, route.source);
      }
    }
    for (const PolicyRoute& rule : device.policy_routes) {
      if ((!rule.certain || !rule.match.certain) && packets.intersects(graph_.packets_of(rule.match)))
        lines_.add(DoubtfulLine::Kind::rule, from.device, rule.source);
    }
  }

  void visit_domain(const EdgeView& edge) {
    const Vertex& from = graph_.vertex(edge.from);
    const Vertex& to = graph_.vertex(edge.to);
    const Vertex& at = to.place == Place::ingress ? to : from;
    if (at.place != Place::ingress && at.place != Place::egress) return;
    const Network& network = graph_.network();
    const DomainIndex domain = network.domain_of[at.device][at.interface];
    if (domain == Network::no_domain || network.domains[domain].certain) return;
    const Interface& interface = network.devices[at.device].interfaces[at.interface];
    lines_.add(DoubtfulLine::Kind::uncertain_join, at.device,
               {interface.span, "interface " + interface.name, ""});
  }

  const ForwardingGraph& graph_;
  const std::vector<DeviceRoutes>& routes_;
  const std::vector<PacketSet>& leading_;
  PacketSpace& space_;
  LineList<DoubtfulLine> lines_;
};

/// Packets that are at a place and that no edge takes on: what the filters of the edges deny of them, and
/// what the routes leave.
class Stops {
 public:
  Stops(const ForwardingGraph& graph, Side side) : graph_(graph), side_(side), space_(graph.space()) {}

  std::vector<StoppedLine> collect(const Reachability& reach, const PacketSet& wanted) {
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      const Place place = graph_.vertex(v).place;
      if (place != Place::ingress && place != Place::routing && place != Place::egress) continue;
      PacketSet left = reach.at(v) & wanted;
      for (const EdgeView& edge : graph_.out_edges(v)) {
        if (left.empty()) break;
        left -= preimage(*edge.transfer, side_, space_.all(), space_);
      }
      if (!left.empty()) visit(v, left);
    }
    return std::move(lines_).sorted();
  }

 private:
  void visit(VertexIndex v, PacketSet left) {
    for (const EdgeView& edge : graph_.out_edges(v)) {
      PacketSet steered = left;
      if (!edge.transfer->routes.empty()) {
        steered = space_.none();
        for (const auto& [source, part] : edge.transfer->routes) steered |= left & part;
      }
      for (const FilterUse& use : edge.transfer->filters) {
        // What a translation makes of a packet that is stopped is known for those only that get on.
        if (use.after_rewrite || steered.empty()) continue;
        for (const DecidingRule& rule : graph_.denying_rules(use, steered)) {
          add(StoppedLine::Kind::rule, use.device, *rule.source, rule.packets);
          left -= rule.packets;
        }
      }
    }
    if (left.empty()) return;
    const Vertex& vertex = graph_.vertex(v);
    const bool is_routing = vertex.place == Place::routing;
    const Interface& interface = graph_.network().devices[vertex.device].interfaces[vertex.interface];
    add(is_routing ? StoppedLine::Kind::no_route : StoppedLine::Kind::nothing, vertex.device,
        {interface.span, "interface " + interface.name, ""}, left);
  }

  void add(StoppedLine::Kind kind, DeviceIndex device, const RuleSource& source, const PacketSet& packets) {
    const auto [line, is_new] = lines_.add(kind, device, source);
    line.packets = is_new ? packets : line.packets | packets;
  }

  const ForwardingGraph& graph_;
  Side side_;
  PacketSpace& space_;
  LineList<StoppedLine> lines_;
};

}  // namespace

std::vector<PassedLine> passed_lines(const ForwardingGraph& graph, Side side,
                                     const std::vector<PacketSet>& leading) {
  return Blame(graph, side, leading).collect();
}

std::vector<StoppedLine> stopped_lines(const ForwardingGraph& graph, Side side, const Reachability& reach,
                                       const PacketSet& wanted) {
  return Stops(graph, side).collect(reach, wanted);
}

std::vector<DoubtfulLine> doubtful_lines(const ForwardingGraph& graph,
                                         const std::vector<DeviceRoutes>& routes,
                                         const std::vector<PacketSet>& leading) {
  return Doubt(graph, routes, leading).collect();
}

}  // namespace sekisho
