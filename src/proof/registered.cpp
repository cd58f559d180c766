#include "registered.hpp"

#include <sekisho/proof/evidence.hpp>
#include "sanctions.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/forwarding/answers.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::proof {

namespace {

/// A channel of many hosts on both sides has very many combinations; more than these are not looked at.
constexpr std::size_t most_combinations = 1024;

/// Addresses of which any will do: a host's own, or one registered range; none: the whole segment.
using Party = std::vector<AddressRange>;

/// One sender, one receiver and one service of a channel.
struct Combination {
  Party receiver;
  const Service* service = nullptr;  // null: any
};

std::vector<Party> parties_of(const Snapshot& snapshot, const ChannelEnd& end) {
  std::vector<Party> result;
  Party of_hosts;
  for (const std::string& name : end.hosts) {
    const Host* host = snapshot.find_host(name);
    if (host == nullptr || host->addresses.empty()) continue;
    result.push_back(host->addresses);
    of_hosts.insert(of_hosts.end(), host->addresses.begin(), host->addresses.end());
  }
  for (const AddressRange& range : end.addresses) {
    if (std::ranges::find(of_hosts, range) == of_hosts.end()) result.push_back({range});
  }
  if (result.empty()) result.emplace_back();
  return result;
}

class ChannelCheck {
 public:
  ChannelCheck(Checker::State& state, const Requirement& requirement, const Channel& channel,
               SegmentIndex from, SegmentIndex to)
      : state_(state), graph_(state.current_graph()), channel_(channel), from_(from), to_(to) {
    result_.requirement = requirement;
    result_.channels = {channel.id};
  }

  RequirementResult decide() {
    if (!in_force(channel_.expires, state_.date)) {
      add_reason(Code::reason_channel_expired, {channel_.id, to_string(*channel_.expires)});
      return std::move(result_);
    }
    bool all_shown = true;
    std::size_t looked_at = 0;
    for (const Party& sender : parties_of(state_.network.snapshot, channel_.from)) {
      const Reachability may = sent(sender, Side::may);
      const Reachability must = sent(sender, Side::must);
      for (const Combination& each : combinations()) {
        if (++looked_at > most_combinations) break;
        if (is_impossible(may, each)) {
          accuse(sender, each);
        } else if (!is_shown(must, each)) {
          if (all_shown) doubt(may, each);
          all_shown = false;
        }
      }
    }
    if (looked_at > most_combinations) {
      add_reason(Code::reason_many_combinations, {channel_.id, std::to_string(most_combinations)});
      all_shown = false;
    }
    conclude(all_shown);
    return std::move(result_);
  }

 private:
  void conclude(bool all_shown) {
    if (!result_.violations.empty()) {
      result_.verdict = Verdict::violated;
    } else if (all_shown) {
      result_.verdict = Verdict::proved;
    }
  }

  [[nodiscard]] std::vector<Combination> combinations() const {
    std::vector<Combination> result;
    for (const Party& receiver : parties_of(state_.network.snapshot, channel_.to)) {
      for (const Service& service : channel_.services) result.push_back({receiver, &service});
      if (channel_.services.empty()) result.push_back({receiver, nullptr});
    }
    return result;
  }

  /// A party as a condition on one end of a packet.
  [[nodiscard]] PacketSet addresses_of(const Party& party, SegmentIndex segment, Field field) {
    if (party.empty()) return graph_.addresses_of(segment, field);
    PacketSet result = state_.space.none();
    for (const AddressRange& range : party) result |= state_.space.address(field, range);
    return result;
  }

  /// Packets to the receiver by the service.
  [[nodiscard]] PacketSet meant_by(const Combination& each) {
    PacketSet result = addresses_of(each.receiver, to_, Field::destination);
    if (each.service == nullptr) return result;
    Match match;
    match.services = {*each.service};
    return result & graph_.packets_of(match);
  }

  [[nodiscard]] Emission emission(const Party& sender) {
    Emission emission = emission_of(graph_, from_, true);
    emission.packets &= addresses_of(sender, from_, Field::source);
    return emission;
  }

  [[nodiscard]] Reachability sent(const Party& sender, Side side) { return {graph_, side, emission(sender)}; }

  [[nodiscard]] VertexIndex target() const { return graph_.segment_sink(to_); }

  /// Packets of the combination that arrive: a destination translation has been undone by then.
  [[nodiscard]] PacketSet arrivals(const Reachability& reach, const Combination& each) {
    return reach.at(target()) & meant_by(each);
  }

  [[nodiscard]] bool is_impossible(const Reachability& may, const Combination& each) {
    const PacketSet arriving = arrivals(may, each);
    return arriving.empty() || answers(graph_, may, from_, target(), arriving).empty();
  }

  [[nodiscard]] bool is_shown(const Reachability& must, const Combination& each) {
    const PacketSet arriving = arrivals(must, each);
    if (arriving.empty()) return false;
    const ForbiddenFlow flow{graph_,   state_.routes, must,       from_, graph_.segment_source(from_),
                             target(), arriving,      state_.date};
    return find_witness(flow, must.leading_to(target(), arriving), Semantics::session).witness.has_value();
  }

  /// Shows where a packet of the combination ends instead.
  void accuse(const Party& sender, const Combination& each) {
    const std::optional<Packet> packet =
        typical_packet(graph_, from_, emission(sender).packets & meant_by(each));
    if (!packet) return;
    TraceStart start;
    start.segment = from_;
    TraceOptions options;
    options.date = state_.date;
    const Trace trace = sekisho::trace(state_.network, state_.routes, start, *packet, options);
    if (trace.paths.empty()) return;
    Violation violation;
    violation.sent = *packet;
    violation.path = trace.paths.front();
    violation.arrived = violation.path.arrived;
    result_.violations.push_back(std::move(violation));
  }

  void doubt(const Reachability& may, const Combination& each) {
    const std::vector<PacketSet> leading = may.leading_to(target(), arrivals(may, each));
    std::vector<Reason> reasons = reasons_of(state_.network, doubtful_lines(graph_, state_.routes, leading));
    result_.reasons.insert(result_.reasons.end(), reasons.begin(), reasons.end());
    if (reasons.empty()) add_reason(Code::reason_not_certain, {});
  }

  void add_reason(Code code, std::vector<std::string> arguments) {
    result_.reasons.push_back({"", {code, channel_.span, std::move(arguments)}, ""});
  }

  Checker::State& state_;
  const ForwardingGraph& graph_;
  const Channel& channel_;
  SegmentIndex from_;
  SegmentIndex to_;
  RequirementResult result_;
};

}  // namespace

RequirementResult decide_channel(Checker::State& state, const Requirement& requirement, SegmentIndex from) {
  const std::vector<Channel>& channels = state.network.snapshot.channels;
  const auto channel = std::ranges::find(channels, requirement.channel, &Channel::id);
  const std::optional<SegmentIndex> to =
      channel == channels.end() ? std::nullopt : state.segment_named(channel->to.segment);
  if (to) return ChannelCheck(state, requirement, *channel, from, *to).decide();
  RequirementResult unknown;
  unknown.requirement = requirement;
  return unknown;
}

}  // namespace sekisho::proof
