#include "kernel/judge.hpp"

#include <sekisho/forwarding/reachability.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sekisho::test::kernel {
namespace {

const Date today{2026, 11, 21};

SegmentIndex segment_of(const LoadedNetwork& loaded, const Hosts& hosts) {
  const std::vector<Segment>& all = loaded.network.snapshot.segments;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Segment& segment) { return segment.name == hosts.segment; });
  return static_cast<SegmentIndex>(found - all.begin());
}

/// What of a header is on the wire. The identifier of an echo stands in the place of its source port.
bool same_on_wire(const Packet& a, const Packet& b) {
  const bool same_ports =
      !has_ports(a.protocol) || (a.source_port == b.source_port && a.destination_port == b.destination_port);
  return a.source == b.source && a.destination == b.destination && a.protocol == b.protocol && same_ports &&
         a.icmp_type == b.icmp_type && a.icmp_code == b.icmp_code && a.tcp_flags == b.tcp_flags;
}

bool is_group(const Address& address) {
  if (address.family == Family::v6) return address.bits >> 120 == 0xff;
  return address.bits >> 28 == 0xe || address.bits == 0xffff'ffff;
}

/// docs/kernel-judge.md, "Differences that stay": a router hands packets to link-local addresses of nobody
/// back to the link that they came by. They never leave it.
std::vector<Arrival> without_link_local(const Shot& shot, std::vector<Arrival> arrivals) {
  std::erase_if(arrivals, [&](const Arrival& arrival) {
    return is_ipv6_link_local(arrival.packet.destination) && arrival.hosts != nullptr &&
           arrival.hosts->attachment == shot.from->attachment && arrival.hosts->router == shot.from->router;
  });
  return arrivals;
}

std::string place_of(const Arrival& arrival) {
  return arrival.hosts != nullptr ? arrival.hosts->segment : "router " + arrival.router->name;
}

/// Whether a path of the trace is what was seen.
bool explains(const TracePath& path, const Arrival& arrival) {
  if (!same_on_wire(path.arrived, arrival.packet)) return false;
  if (arrival.router != nullptr) {
    return path.disposition == Disposition::accepted_by_device && path.end_device == arrival.router->name;
  }
  if (path.disposition == Disposition::delivered) {
    return std::find(path.delivered_to.begin(), path.delivered_to.end(), arrival.hosts->segment) !=
           path.delivered_to.end();
  }
  // Handed to a link where, to the snapshot's knowledge, nobody has the address.
  return path.disposition == Disposition::leaves_network && !path.hops.empty() &&
         path.hops.back().device == arrival.hosts->router->name &&
         path.hops.back().out == arrival.hosts->attachment;
}

bool ends_unseen(const TracePath& path) {
  return path.disposition != Disposition::delivered && path.disposition != Disposition::accepted_by_device;
}

bool explained(const Trace& trace, const std::vector<Arrival>& arrivals) {
  if (arrivals.empty()) return std::any_of(trace.paths.begin(), trace.paths.end(), ends_unseen);
  return std::all_of(arrivals.begin(), arrivals.end(), [&](const Arrival& arrival) {
    return std::any_of(trace.paths.begin(), trace.paths.end(),
                       [&](const TracePath& path) { return explains(path, arrival); });
  });
}

std::string describe(const Trace& trace) {
  std::string text;
  for (const TracePath& path : trace.paths) {
    text += fmt::format("\n    trace{}: {} ", path.certain ? "" : " (maybe)", name_of(path.disposition));
    for (const std::string& segment : path.delivered_to) text += segment + " ";
    text += path.end_device + " " + to_string(path.arrived);
    for (const TraceHop& hop : path.hops) {
      text += fmt::format("\n      {} {} -> {}", hop.device, hop.in, hop.out);
      for (const TraceStep& step : hop.steps)
        text += "; " + step.action + " " + step.detail +
                (step.rule ? " [" + step.rule->text + step.rule->label + "]" : "");
    }
  }
  return text;
}

std::string describe(const std::string& from, const Packet& packet, const std::vector<Arrival>& arrivals) {
  std::string text = fmt::format("from {}: {}\n    kernel: ", from, to_string(packet));
  if (arrivals.empty()) text += "not seen";
  for (const Arrival& arrival : arrivals) text += place_of(arrival) + " " + to_string(arrival.packet) + " ";
  return text;
}

void count(Comparison& comparison, const std::vector<Arrival>& arrivals) {
  ++comparison.packets;
  if (arrivals.empty()) return;
  ++(arrivals.front().hosts != nullptr ? comparison.delivered : comparison.accepted);
}

void judge(Comparison& comparison, const std::string& from, const Packet& packet, const Trace& trace,
           const std::vector<Arrival>& arrivals) {
  count(comparison, arrivals);
  if (std::all_of(trace.paths.begin(), trace.paths.end(), [](const TracePath& path) { return path.certain; }))
    ++comparison.certain;
  else
    comparison.uncertain_one = describe(from, packet, arrivals) + describe(trace);
  if (explained(trace, arrivals)) return;
  comparison.differences.push_back(describe(from, packet, arrivals) + describe(trace));
}

Trace trace_of(const LoadedNetwork& loaded, const Shot& shot) {
  TraceOptions options;
  options.date = today;
  TraceStart start;
  start.segment = segment_of(loaded, *shot.from);
  return trace(loaded.network, loaded.routes, start, shot.packet, options);
}

}  // namespace

void Comparison::add(const Comparison& other) {
  packets += other.packets;
  delivered += other.delivered;
  accepted += other.accepted;
  certain += other.certain;
  in_must += other.in_must;
  if (uncertain_one.empty()) uncertain_one = other.uncertain_one;
  differences.insert(differences.end(), other.differences.begin(), other.differences.end());
}

std::string Comparison::summary() const {
  std::string text = fmt::format(
      "{} packets: {} delivered, {} accepted by a router, {} with a certain trace, {} sure "
      "to arrive; {} differences",
      packets, delivered, accepted, certain, in_must, differences.size());
  constexpr std::size_t shown = 8;
  for (std::size_t i = 0; i < std::min(shown, differences.size()); ++i) text += "\n  " + differences[i];
  return text;
}

Comparison compare_with_trace(const Lab& lab, const LoadedNetwork& loaded, const std::vector<Shot>& shots,
                              const std::vector<std::vector<Arrival>>& arrivals) {
  static_cast<void>(lab);
  Comparison comparison;
  for (std::size_t i = 0; i < shots.size(); ++i) {
    judge(comparison, shots[i].from->segment, shots[i].packet, trace_of(loaded, shots[i]),
          without_link_local(shots[i], arrivals[i]));
  }
  return comparison;
}

namespace {

/// What can be where, from one segment.
struct Reached {
  Reachability may;
  Reachability must;
};

class ReachJudge {
 public:
  explicit ReachJudge(const LoadedNetwork& loaded)
      : loaded_(loaded), graph_(space_, loaded.network, loaded.routes, today, RoutingScope::current) {}

  void judge(Comparison& comparison, const Shot& shot, const std::vector<Arrival>& arrivals,
             bool check_must) {
    const Reached& reached = reached_from(segment_of(loaded_, *shot.from));
    for (const Arrival& arrival : arrivals) {
      // A device takes part in the groups of its links, which `reach` leaves out (docs/forwarding.md,
      // "Limits").
      if (arrival.router != nullptr && is_group(arrival.packet.destination)) continue;
      if (on_the_wire(reached.may.at(sink_of(arrival))).contains(arrival.packet)) continue;
      if (arrival.hosts != nullptr && !claims(*arrival.hosts, arrival.packet.destination))
        continue;  // not delivered
      comparison.differences.push_back("not in may: " + describe(shot.from->segment, shot.packet, arrivals));
    }
    if (!check_must) return;
    for (SegmentIndex s = 0; s < loaded_.network.snapshot.segments.size(); ++s) {
      if (!reached.must.at(graph_.segment_sink(s)).contains(shot.packet)) continue;
      ++comparison.in_must;
      const std::string& name = loaded_.network.snapshot.segments[s].name;
      const bool arrived = std::any_of(arrivals.begin(), arrivals.end(), [&](const Arrival& arrival) {
        return arrival.hosts != nullptr && arrival.hosts->segment == name;
      });
      if (!arrived)
        comparison.differences.push_back("in must for " + name + ": " +
                                         describe(shot.from->segment, shot.packet, arrivals));
    }
  }

 private:
  [[nodiscard]] static bool claims(const Hosts& hosts, const Address& address) {
    return std::any_of(hosts.prefixes.begin(), hosts.prefixes.end(),
                       [&](const Prefix& prefix) { return prefix.contains(address); });
  }

  /// Fields that mean something only inside a device or an analysis.
  static PacketSet on_the_wire(PacketSet packets) {
    for (const Field field : {Field::origin, Field::mark, Field::state}) packets = packets.forget(field);
    return packets;
  }

  [[nodiscard]] VertexIndex sink_of(const Arrival& arrival) const {
    if (arrival.hosts != nullptr) return graph_.segment_sink(segment_of(loaded_, *arrival.hosts));
    return graph_.device_sink(*loaded_.network.find_device(arrival.router->name));
  }

  const Reached& reached_from(SegmentIndex segment) {
    const auto known = reached_.find(segment);
    if (known != reached_.end()) return known->second;
    const Emission emission = emission_of(graph_, segment, false);
    return reached_
        .emplace(segment, Reached{Reachability(graph_, Side::may, emission),
                                  Reachability(graph_, Side::must, emission)})
        .first->second;
  }

  const LoadedNetwork& loaded_;
  PacketSpace space_;
  ForwardingGraph graph_;
  std::map<SegmentIndex, Reached> reached_;
};

}  // namespace

Comparison compare_with_reach(const Lab& lab, const LoadedNetwork& loaded, const std::vector<Shot>& shots,
                              const std::vector<std::vector<Arrival>>& arrivals, bool check_must) {
  static_cast<void>(lab);
  Comparison comparison;
  ReachJudge judge(loaded);
  for (std::size_t i = 0; i < shots.size(); ++i) judge.judge(comparison, shots[i], arrivals[i], check_must);
  return comparison;
}

std::vector<Reply> replies_to(const Lab& lab, const LoadedNetwork& loaded, const std::vector<Shot>& shots,
                              const std::vector<std::vector<Arrival>>& arrivals) {
  static_cast<void>(lab);
  std::vector<Reply> replies;
  TraceOptions options;
  options.date = today;
  for (std::size_t i = 0; i < shots.size(); ++i) {
    if (arrivals[i].size() != 1 || arrivals[i].front().hosts == nullptr) continue;
    const Trace opened = trace_of(loaded, shots[i]);
    for (const TracePath& path : opened.paths) {
      // Frames go to the router: that hosts of one link could also do without it is not what happened.
      const bool by_router = path.disposition == Disposition::delivered && !path.hops.empty();
      if (!by_router || !explains(path, arrivals[i].front())) continue;
      Reply reply;
      reply.expected = trace_return(loaded.network, loaded.routes, path, options);
      if (reply.expected.paths.empty() || reply.expected.paths.front().hops.empty()) break;
      reply.shot = {arrivals[i].front().hosts, reply.expected.paths.front().hops.front().before};
      // An echo reply belongs to its session by the identifier, which stands in the place of a source port.
      if (!has_ports(shots[i].packet.protocol)) reply.shot.packet.source_port = shots[i].packet.source_port;
      reply.opened_by = to_string(shots[i].packet);
      replies.push_back(std::move(reply));
      break;
    }
  }
  return replies;
}

Comparison compare_replies(const Lab& lab, const std::vector<Reply>& replies,
                           const std::vector<std::vector<Arrival>>& arrivals) {
  static_cast<void>(lab);
  Comparison comparison;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    judge(comparison, replies[i].shot.from->segment + " (reply to " + replies[i].opened_by + ")",
          replies[i].shot.packet, replies[i].expected, without_link_local(replies[i].shot, arrivals[i]));
  }
  return comparison;
}

}  // namespace sekisho::test::kernel
