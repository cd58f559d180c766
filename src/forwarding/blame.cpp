// Blame walks the edges that forbidden packets cross and asks each stage which of its lines let any of
// them through. It reads the same filters as the graph, rule by rule, on the packets of the edge only.
#include <sekisho/forwarding/blame.hpp>

#include <algorithm>
#include <set>
#include <tuple>

namespace sekisho {

namespace {

template <typename Line>
class LineList {
 public:
  template <typename Kind>
  void add(Kind kind, DeviceIndex device, const RuleSource& source) {
    const auto key = std::make_tuple(static_cast<int>(kind), device, source.span, source.label);
    if (seen_.insert(key).second) lines_.push_back({kind, device, source});
  }

  [[nodiscard]] std::vector<Line> sorted() && {
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
      return std::tie(a.device, a.source.span) < std::tie(b.device, b.source.span);
    });
    return std::move(lines_);
  }

 private:
  std::set<std::tuple<int, DeviceIndex, Span, std::string>> seen_;
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
        lines_.add(PassedLine::Role::translation, from.device, *branch.rule);
      }
    }
    for (const auto& [source, part] : edge.transfer->routes) {
      if (source != nullptr && source->span.line > 0 && packets.intersects(part)) {
        lines_.add(PassedLine::Role::route, from.device, *source);
      }
    }
    if (from.place == Place::routing && to.place == Place::egress && !is_filtered(from, to)) {
      unfiltered(from);
      unfiltered(to);
    }
    if (from.place == Place::segment_source && to.place == Place::segment) joined(from.segment, to.segment);
  }

  void visit_filters(const Transfer& transfer, const PacketSet& packets) {
    for (const FilterUse& use : transfer.filters) {
      const PacketSet seen = use.after_rewrite ? image(transfer, side_, packets, space_) : packets;
      for (const RuleSource* rule : graph_.permitting_rules(use, seen)) {
        lines_.add(PassedLine::Role::filter, use.device, *rule);
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

  void unfiltered(const Vertex& vertex) {
    const Interface& interface = interface_of(vertex);
    lines_.add(PassedLine::Role::unfiltered, vertex.device,
               {interface.span, "interface " + interface.name, ""});
  }

  void joined(SegmentIndex a, SegmentIndex b) {
    const Network& network = graph_.network();
    for (const Domain& domain : network.domains) {
      const auto has = [&](SegmentIndex s) {
        return std::find(domain.segments.begin(), domain.segments.end(), s) != domain.segments.end();
      };
      if (!has(a) || !has(b)) continue;
      for (const JoinReason& join : domain.joins) {
        lines_.add(PassedLine::Role::layer2, device_of(join.span), {join.span, join.text, ""});
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

}  // namespace

std::vector<PassedLine> passed_lines(const ForwardingGraph& graph, Side side,
                                     const std::vector<PacketSet>& leading) {
  return Blame(graph, side, leading).collect();
}

std::vector<DoubtfulLine> doubtful_lines(const ForwardingGraph& graph,
                                         const std::vector<DeviceRoutes>& routes,
                                         const std::vector<PacketSet>& leading) {
  return Doubt(graph, routes, leading).collect();
}

}  // namespace sekisho
