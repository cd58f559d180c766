#include "evidence/presence.hpp"

#include <sekisho/forwarding/blame.hpp>

#include <algorithm>

namespace sekisho::evidence {
namespace {

const std::vector<Interface>& interfaces_of(const Network& network, DeviceIndex device) {
  return network.devices[device].interfaces;
}

/// What a sender may put on the wire under its own addresses.
Emission emission_under_own_addresses(const ForwardingGraph& graph, const Sender& sender,
                                      VertexIndex source) {
  PacketSpace& space = graph.space();
  PacketSet packets = space.none();
  if (!sender.device) {
    packets = graph.addresses_of(sender.index, Field::source);
  } else {
    for (const Interface& each : interfaces_of(graph.network(), sender.index)) {
      if (each.dynamic_address) packets = space.all();
      for (const InterfaceAddress& own : each.addresses)
        packets |= space.address(Field::source, AddressRange::of(own.address));
    }
  }
  packets &= space.equal(Field::state, static_cast<Bits128>(ConnectionState::fresh)) &
             space.equal(Field::mark, 0) & space.equal(Field::origin, 0);
  return {source, packets};
}

NamedRule named(const Network& network, DeviceIndex device, const RuleSource& source) {
  return {network.devices[device].name, source};
}

void add(std::vector<NamedRule>& rules, NamedRule rule) {
  if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(std::move(rule));
}

}  // namespace

std::string name_of(const Network& network, const std::optional<Sender>& sender) {
  if (!sender) return "?";
  return sender->device ? network.devices[sender->index].name : network.snapshot.segments[sender->index].name;
}

Presence::Presence(const LoadedNetwork& loaded, const Date& date)
    : loaded_(loaded), graph_(space_, loaded.network, loaded.routes, date, RoutingScope::current) {
  const Network& network = loaded.network;
  by_domain_.resize(network.domains.size());
  for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
    const Vertex& vertex = graph_.vertex(v);
    if (vertex.place != sekisho::Place::ingress && vertex.place != sekisho::Place::egress) continue;
    const DomainIndex domain = network.domain_of[vertex.device][vertex.interface];
    if (domain != Network::no_domain) by_domain_[domain].push_back(v);
  }
}

VertexIndex Presence::source_of(const Sender& sender) const {
  return sender.device ? graph_.device_source(sender.index) : graph_.segment_source(sender.index);
}

VertexIndex Presence::sink_of(const Sender& receiver) const {
  return receiver.device ? graph_.device_sink(receiver.index) : graph_.segment_sink(receiver.index);
}

bool Presence::is_local(const Sender& sender, const Spot& spot) const {
  return std::ranges::any_of(spot.domains, [&](DomainIndex index) {
    const Domain& domain = loaded_.network.domains[index];
    if (!sender.device) return std::ranges::find(domain.segments, sender.index) != domain.segments.end();
    return std::ranges::any_of(domain.routed,
                               [&](const Attachment& at) { return at.device == sender.index; });
  });
}

const Reachability& Presence::run_of(const Sender& sender) {
  std::unique_ptr<Reachability>& run = runs_[sender];
  if (run == nullptr) {
    const Emission emission = emission_under_own_addresses(graph_, sender, source_of(sender));
    run = std::make_unique<Reachability>(graph_, Side::may, emission);
  }
  return *run;
}

Reachability Presence::run_of(const Sender& sender, const Packet& packet) {
  return {graph_, Side::may, {source_of(sender), space_.packet(packet) & space_.equal(Field::origin, 0)}};
}

const PacketSet& Presence::at(const Sender& sender, VertexIndex vertex) {
  const auto key = std::make_pair(sender, vertex);
  const auto found = on_wire_.find(key);
  if (found != on_wire_.end()) return found->second;
  // VLAN and MAC addresses are those of the first hop, and not looked at here.
  PacketSet packets = on_the_wire(run_of(sender).at(vertex));
  for (const Field field : {Field::vlan, Field::source_mac, Field::destination_mac})
    packets = packets.forget(field);
  return on_wire_.emplace(key, std::move(packets)).first->second;
}

bool Presence::passes(VertexIndex v, const Spot& spot) const {
  if (!spot.interface) return true;
  const Vertex& vertex = graph_.vertex(v);
  const bool here = Attachment{vertex.device, vertex.interface} == *spot.interface;
  const bool leaves = vertex.place == sekisho::Place::egress;
  switch (spot.direction) {
    case CapturePoint::Direction::both: return true;
    case CapturePoint::Direction::out: return here && leaves;
    case CapturePoint::Direction::in: return !(here && leaves);
  }
  return true;
}

bool Presence::may_come(const Sender& sender, const Spot& spot, const Headers& headers) {
  return std::ranges::any_of(spot.domains, [&](DomainIndex domain) {
    return std::ranges::any_of(by_domain_[domain], [&](VertexIndex v) {
      return passes(v, spot) && std::ranges::any_of(headers, [&](const Packet& packet) {
               return at(sender, v).contains(packet);
             });
    });
  });
}

std::vector<Sender> Presence::senders_to(const Spot& spot, const Headers& headers) {
  std::vector<Sender> senders;
  const auto consider = [&](const Sender& sender) {
    if (may_come(sender, spot, headers)) senders.push_back(sender);
  };
  for (SegmentIndex s = 0; s < loaded_.network.snapshot.segments.size(); ++s) consider({false, s});
  if (!senders.empty()) return senders;
  for (DeviceIndex d = 0; d < loaded_.network.devices.size(); ++d) consider({true, d});
  return senders;
}

bool Presence::is_elsewhere(const Sender& sender, VertexIndex v) const {
  const Vertex& vertex = graph_.vertex(v);
  if (vertex.place == sekisho::Place::segment) return sender.device || vertex.segment != sender.index;
  if (vertex.place == sekisho::Place::device) return !sender.device || vertex.device != sender.index;
  return false;
}

bool Presence::may_get_through(const Sender& sender, const Headers& headers) {
  for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
    const bool delivered = is_elsewhere(sender, v) && std::ranges::any_of(headers, [&](const Packet& packet) {
                             return at(sender, v).contains(packet);
                           });
    if (delivered) return true;
  }
  // A translation on the way: the packet arrives looking otherwise than it was sent.
  for (const Packet& packet : headers) {
    const Reachability run = run_of(sender, packet);
    for (VertexIndex v = 0; v < graph_.vertex_count(); ++v) {
      if (is_elsewhere(sender, v) && !run.at(v).empty()) return true;
    }
  }
  return false;
}

std::vector<NamedRule> Presence::blocking(const Sender& sender, const Packet& packet) {
  const Reachability run = run_of(sender, packet);
  std::vector<NamedRule> rules;
  for (const StoppedLine& line : stopped_lines(graph_, Side::may, run, space_.all())) {
    if (line.kind == StoppedLine::Kind::rule) add(rules, named(loaded_.network, line.device, line.source));
  }
  return rules;
}

std::vector<NamedRule> Presence::permitting(const Sender& sender, const Packet& packet,
                                            const Sender& receiver) {
  const Reachability run = run_of(sender, packet);
  const VertexIndex sink = sink_of(receiver);
  std::vector<NamedRule> rules;
  for (const PassedLine& line : passed_lines(graph_, Side::may, run.leading_to(sink, run.at(sink)))) {
    if (line.role == PassedLine::Role::route) continue;
    add(rules, named(loaded_.network, line.device, line.source));
  }
  return rules;
}

}  // namespace sekisho::evidence
