#include <sekisho/proof/evidence.hpp>

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::proof {

namespace {

// What the metadata fields hold is of no interest to a reader, and of none to the simulator.
PacketSet without(PacketSet packets, std::initializer_list<Field> fields) {
  for (const Field field : fields) packets = packets.forget(field);
  return packets;
}

PacketSet without_metadata(const PacketSet& packets) {
  return without(packets, {Field::origin, Field::mark, Field::state, Field::vlan, Field::source_mac,
                           Field::destination_mac});
}

/// Addresses that look like a host's to a reader: .10 rather than the network address, and on the
/// internet one of the documentation ranges (RFC 5737, RFC 3849) rather than 0.0.0.0.
PacketSet plausible(PacketSpace& space, Field field) {
  return space.address(field, Wildcard{Address::v4(10), Bits128{0xff}}) |
         space.address(field, Wildcard{Address{Family::v6, 0x10}, Bits128{0xffff}});
}

PacketSet documentation(PacketSpace& space, Field field) {
  return space.address(field, *Prefix::parse("198.51.100.0/24")) |
         space.address(field, *Prefix::parse("2001:db8:ffff::/48"));
}

/// Preferences for one try: a service that an administrator knows, opened in the usual way.
std::vector<PacketSet> preferences(PacketSpace& space, const PacketSet& own_sources, std::uint8_t protocol,
                                   std::uint16_t port) {
  const PacketSet opening = ~space.protocol(protocol::tcp) | space.equal(Field::tcp_flags, tcp_flag::syn);
  const PacketSet echo = (~space.protocol(protocol::icmp) | space.equal(Field::icmp_type, 8)) &
                         (~space.protocol(protocol::icmpv6) | space.equal(Field::icmp_type, 128));
  return {own_sources,
          space.protocol(protocol),
          space.equal(Field::destination_port, port),
          space.range(Field::source_port, 49152, 65535),  // RFC 6335 section 6: dynamic ports
          opening,
          echo,
          documentation(space, Field::source),
          documentation(space, Field::destination),
          plausible(space, Field::source),
          plausible(space, Field::destination),
          space.equal(Field::vlan, 0) & space.equal(Field::source_mac, 0) &
              space.equal(Field::destination_mac, 0)};
}

struct Try {
  std::uint8_t protocol;
  std::uint16_t port;
};
constexpr std::array<Try, 9> tries{{{protocol::tcp, 443},
                                    {protocol::tcp, 445},
                                    {protocol::tcp, 3389},
                                    {protocol::tcp, 80},
                                    {protocol::tcp, 22},
                                    {protocol::udp, 53},
                                    {protocol::udp, 161},
                                    {protocol::icmp, 0},
                                    {protocol::icmpv6, 0}}};

const TracePath* certain_path(const ForbiddenFlow& flow, const PacketSet& arrivals, const Trace& trace) {
  const Vertex& target = flow.graph.vertex(flow.target);
  for (const TracePath& path : trace.paths) {
    if (path.certain && ends_at(flow.graph.network(), target, path) && arrivals.contains(path.arrived))
      return &path;
  }
  return nullptr;
}

std::optional<TracePath> answer_to(const ForbiddenFlow& flow, const TracePath& path,
                                   const TraceOptions& options) {
  const Network& network = flow.graph.network();
  const std::string& opener = network.snapshot.segments[flow.from].name;
  const Trace answer = trace_return(network, flow.routes, path, options);
  for (const TracePath& back : answer.paths) {
    if (back.certain && back.disposition == Disposition::delivered &&
        std::ranges::find(back.delivered_to, opener) != back.delivered_to.end()) {
      return back;
    }
  }
  return std::nullopt;
}

}  // namespace

bool ends_at(const Network& network, const Vertex& target, const TracePath& path) {
  if (target.place == Place::device) {
    return path.disposition == Disposition::accepted_by_device &&
           path.end_device == network.devices[target.device].name;
  }
  const std::string& name = network.snapshot.segments[target.segment].name;
  return path.disposition == Disposition::delivered &&
         std::ranges::find(path.delivered_to, name) != path.delivered_to.end();
}

PacketSet only(PacketSet packets, std::initializer_list<Field> fields) {
  for (int i = 0; i < static_cast<int>(field_count); ++i) {
    const auto field = static_cast<Field>(i);
    if (std::ranges::find(fields, field) == fields.end()) packets = packets.forget(field);
  }
  return packets;
}

std::optional<Packet> typical_packet(const ForwardingGraph& graph, SegmentIndex from,
                                     const PacketSet& packets) {
  return typical_packet(graph.space(), packets, graph.addresses_of(from, Field::source));
}

std::optional<Packet> typical_packet(PacketSpace& space, const PacketSet& packets,
                                     const PacketSet& preferred) {
  return on_the_wire(packets).member_preferring(
      preferences(space, preferred, tries.front().protocol, tries.front().port));
}

PacketSet::Cubes readable_cubes(const PacketSet& packets, std::size_t limit) {
  return without_metadata(packets).cubes(limit);
}

namespace {

/// The forbidden arrivals of packets that are sorted like `sent`: another sender's may bear the same header
/// and be allowed.
PacketSet arrivals_of(const ForbiddenFlow& flow, const PacketSet& sending, const Packet& sent) {
  const PacketSet origins = only(sending & flow.graph.space().packet(sent), {Field::origin});
  return without_metadata(flow.arrivals & origins);
}

}  // namespace

WitnessSearch find_witness(const ForbiddenFlow& flow, const std::vector<PacketSet>& leading,
                           Semantics semantics) {
  WitnessSearch result;
  PacketSpace& space = flow.graph.space();
  const PacketSet sent = on_the_wire(leading[flow.source]);
  const PacketSet own = flow.graph.addresses_of(flow.from, Field::source);
  TraceOptions options;
  options.date = flow.date;
  std::vector<Packet> tried;
  for (const Try& each : tries) {
    const std::optional<Packet> packet =
        sent.member_preferring(preferences(space, own, each.protocol, each.port));
    if (!packet || std::ranges::find(tried, *packet) != tried.end()) continue;
    tried.push_back(*packet);
    TraceStart start;
    start.segment = flow.from;
    const Trace trace = sekisho::trace(flow.graph.network(), flow.routes, start, *packet, options);
    const TracePath* path = certain_path(flow, arrivals_of(flow, leading[flow.source], *packet), trace);
    if (path == nullptr) {
      result.not_replayed.push_back(*packet);
      continue;
    }
    Witness witness{*packet, *path, std::nullopt};
    if (semantics == Semantics::session) {
      witness.answer = answer_to(flow, *path, options);
      if (!witness.answer) {
        result.answer_missing = true;
        continue;
      }
    }
    result.witness = std::move(witness);
    return result;
  }
  return result;
}

namespace {

std::string device_name(const Network& network, DeviceIndex device) {
  return device < network.devices.size() ? network.devices[device].name : std::string();
}

BlamedRule::Role role_of(PassedLine::Role role) {
  switch (role) {
    case PassedLine::Role::filter: return BlamedRule::Role::filter;
    case PassedLine::Role::translation: return BlamedRule::Role::translation;
    case PassedLine::Role::route: return BlamedRule::Role::route;
    case PassedLine::Role::layer2: return BlamedRule::Role::layer2;
    case PassedLine::Role::unfiltered: return BlamedRule::Role::unfiltered;
  }
  return BlamedRule::Role::filter;
}

Code code_of(DoubtfulLine::Kind kind) {
  switch (kind) {
    case DoubtfulLine::Kind::rule: return Code::reason_uncertain_rule;
    case DoubtfulLine::Kind::unread_line: return Code::reason_unread_line;
    case DoubtfulLine::Kind::unknown_routes: return Code::reason_unknown_routes;
    case DoubtfulLine::Kind::uncertain_route: return Code::reason_uncertain_route;
    case DoubtfulLine::Kind::uncertain_join: return Code::reason_uncertain_join;
  }
  return Code::reason_not_certain;
}

}  // namespace

std::vector<BlamedRule> blamed_rules(const Network& network, const std::vector<PassedLine>& lines,
                                     std::size_t cube_limit) {
  std::vector<BlamedRule> result;
  for (const PassedLine& line : lines) {
    BlamedRule rule{role_of(line.role), device_name(network, line.device), line.source, {}, false};
    if (cube_limit > 0) {
      PacketSet::Cubes part = readable_cubes(line.packets, cube_limit);
      rule.part = std::move(part.cubes);
      rule.part_complete = part.complete;
    }
    result.push_back(std::move(rule));
  }
  return result;
}

std::vector<Reason> reasons_of(const Network& network, const std::vector<DoubtfulLine>& lines) {
  std::vector<Reason> result;
  for (const DoubtfulLine& line : lines) {
    Reason reason;
    reason.device = device_name(network, line.device);
    reason.because = {code_of(line.kind), line.source.span, {}};
    if (line.kind == DoubtfulLine::Kind::unknown_routes) {
      reason.because.arguments = {line.source.label.empty() ? line.source.text : line.source.label};
    }
    reason.text = line.source.text;
    result.push_back(std::move(reason));
  }
  return result;
}

}  // namespace sekisho::proof
