#include "relays.hpp"

#include <sekisho/proof/evidence.hpp>
#include "chain_search.hpp"
#include "sessions.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::proof {

namespace {

using Chain = std::vector<SegmentIndex>;

/// True when the hosts of a segment are sure to reach each other without any device of the network: all of
/// them are in one broadcast domain.
bool is_one_lan(const Network& network, SegmentIndex segment) {
  std::size_t domains = 0;
  for (const Domain& domain : network.domains) {
    if (std::ranges::find(domain.segments, segment) == domain.segments.end()) continue;
    ++domains;
    if (!domain.certain) return false;
  }
  return domains == 1;
}

/// The condition that a packet's source is where some packet of `arrivals` got to.
PacketSet sent_from_where(const PacketSet& arrivals) {
  return only(arrivals, {Field::family, Field::destination}).swap(Field::source, Field::destination);
}

/// A session that is sure to be possible, as a step of a chain.
struct Step {
  Witness witness;
  PacketSet arrivals;
  std::vector<PassedLine> lines;
};

class RelaySearch {
 public:
  RelaySearch(Checker::State& state, const Requirement& requirement, SegmentIndex from, SegmentIndex to)
      : state_(state),
        requirement_(requirement),
        from_(from),
        to_(to),
        sessions_(state.sessions()),
        segments_(state.network.snapshot.segments.size()) {
    result_.requirement = requirement;
  }

  RequirementResult decide() {
    const Chain possible = possible_chain(RoutingScope::current);
    if (possible.empty()) {
      prove();
    } else if (!convict()) {
      doubt(possible);
    }
    return std::move(result_);
  }

 private:
  template <typename IsStep>
  [[nodiscard]] Chain chain_of(IsStep is_step) {
    return shortest_chain(segments_, from_, to_, [&](SegmentIndex opener) {
      Chain ends;
      for (SegmentIndex end = 0; end < segments_; ++end) {
        if (end != opener && end != from_ && is_step(opener, end)) ends.push_back(end);
      }
      return ends;
    });
  }

  [[nodiscard]] Chain possible_chain(RoutingScope scope) {
    return chain_of([&](SegmentIndex opener, SegmentIndex end) {
      return !sessions_.may_open(opener, end, requirement_.allowed_methods, scope).empty();
    });
  }

  void prove() {
    result_.verdict = Verdict::proved;
    result_.assurance = Assurance::current_routing;
    const auto joined = [&](SegmentIndex opener, SegmentIndex end) { return state_.joined[opener][end]; };
    if (chain_of(joined).empty()) {
      result_.assurance = Assurance::no_path;
      return;
    }
    try {
      if (possible_chain(RoutingScope::any).empty()) result_.assurance = Assurance::any_routing;
    } catch (const PacketSetTooLarge&) {
      // The proof stands with the routes as configured; more could not be shown.
    }
  }

  /// The step from `opener` to `end`, of hosts that a step before has reached.
  [[nodiscard]] std::optional<Step> sure_step(SegmentIndex opener, SegmentIndex end) {
    const ForwardingGraph& graph = state_.current_graph();
    const VertexIndex target = graph.segment_sink(end);
    const Reachability& sent = sent_by(opener);
    const PacketSet arrivals = sessions_.steps(sent, graph, opener, end, requirement_.allowed_methods);
    if (arrivals.empty()) return std::nullopt;
    const std::vector<PacketSet> leading = sent.leading_to(target, arrivals);
    const ForbiddenFlow flow{graph,  state_.routes, sent,       opener, sessions_.source(opener),
                             target, arrivals,      state_.date};
    WitnessSearch search = find_witness(flow, leading, Semantics::session);
    if (!search.witness) return std::nullopt;
    return Step{std::move(*search.witness), arrivals, passed_lines(graph, Side::must, leading)};
  }

  /// What a segment surely sends once the chain has got to it.
  [[nodiscard]] const Reachability& sent_by(SegmentIndex opener) {
    const auto known = sent_.find(opener);
    if (known != sent_.end()) return known->second;
    const bool all_of_it = opener == from_ || is_one_lan(state_.network, opener);
    const PacketSet senders = all_of_it ? state_.space.all() : sent_from_where(steps_.at(opener).arrivals);
    return sent_.emplace(opener, sessions_.surely_sent(opener, senders)).first->second;
  }

  [[nodiscard]] bool convict() {
    const Chain chain = chain_of([&](SegmentIndex opener, SegmentIndex end) {
      if (steps_.contains(end)) return false;
      std::optional<Step> step = sure_step(opener, end);
      if (!step) return false;
      steps_.emplace(end, std::move(*step));
      return true;
    });
    if (chain.empty()) return false;
    result_.verdict = Verdict::violated;
    result_.violations.push_back(violation_of(chain));
    return true;
  }

  [[nodiscard]] Violation violation_of(const Chain& chain) {
    Violation violation;
    std::vector<PassedLine> lines;
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const Step& step = steps_.at(chain[i]);
      violation.chain.push_back({name(chain[i - 1]), name(chain[i]), step.witness.sent, step.witness.path});
      for (const PassedLine& line : step.lines) add_once(lines, line);
    }
    const Step& last = steps_.at(chain.back());
    violation.sent = last.witness.sent;
    violation.arrived = last.witness.path.arrived;
    violation.path = last.witness.path;
    violation.answer = last.witness.answer;
    violation.rules = blamed_rules(state_.network, lines, state_.cube_limits.blamed);
    PacketSet::Cubes cubes = readable_cubes(last.arrivals, state_.cube_limits.forbidden);
    violation.forbidden = std::move(cubes.cubes);
    violation.forbidden_complete = cubes.complete;
    return violation;
  }

  static void add_once(std::vector<PassedLine>& lines, const PassedLine& line) {
    const auto known = std::ranges::find_if(lines, [&](const PassedLine& each) {
      return each.role == line.role && each.device == line.device && each.source.span == line.source.span &&
             each.source.label == line.source.label;
    });
    if (known == lines.end()) {
      lines.push_back(line);
    } else {
      known->packets |= line.packets;
    }
  }

  /// Why the possible chain is not a sure one: the lines in doubt at each of its steps.
  void doubt(const Chain& chain) {
    result_.verdict = Verdict::unproved;
    std::string names = name(chain.front());
    for (std::size_t i = 1; i < chain.size(); ++i) names += " > " + name(chain[i]);
    result_.reasons.push_back({"", {Code::reason_possible_chain, {}, {names}}, ""});
    const ForwardingGraph& graph = state_.current_graph();
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const PacketSet arrivals =
          sessions_.may_open(chain[i - 1], chain[i], requirement_.allowed_methods, RoutingScope::current);
      const std::vector<PacketSet> leading = sessions_.reach_of(chain[i - 1], RoutingScope::current)
                                                 .leading_to(graph.segment_sink(chain[i]), arrivals);
      std::vector<Reason> reasons = reasons_of(state_.network, doubtful_lines(graph, state_.routes, leading));
      result_.reasons.insert(result_.reasons.end(), reasons.begin(), reasons.end());
    }
  }

  [[nodiscard]] const std::string& name(SegmentIndex segment) const {
    return state_.network.snapshot.segments[segment].name;
  }

  Checker::State& state_;
  const Requirement& requirement_;
  SegmentIndex from_;
  SegmentIndex to_;
  Sessions& sessions_;
  std::size_t segments_;
  std::map<SegmentIndex, Step> steps_;         // to each segment that the chain can surely get to
  std::map<SegmentIndex, Reachability> sent_;  // by those
  RequirementResult result_;
};

}  // namespace

RequirementResult decide_relays(Checker::State& state, const Requirement& requirement, SegmentIndex from,
                                SegmentIndex to) {
  return RelaySearch(state, requirement, from, to).decide();
}

std::vector<SegmentIndex> possible_openers(Checker::State& state, const Requirement& requirement,
                                           SegmentIndex from, RoutingScope scope) {
  std::vector<SegmentIndex> openers{from};
  const std::size_t segments = state.network.snapshot.segments.size();
  for (std::size_t next = 0; next < openers.size(); ++next) {
    const SegmentIndex opener = openers[next];
    for (SegmentIndex end = 0; end < segments; ++end) {
      if (std::ranges::find(openers, end) != openers.end()) continue;
      if (!state.sessions().may_open(opener, end, requirement.allowed_methods, scope).empty())
        openers.push_back(end);
    }
  }
  return openers;
}

}  // namespace sekisho::proof
