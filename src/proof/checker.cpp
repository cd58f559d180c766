#include <sekisho/base/code.hpp>
#include <sekisho/policy/on_record.hpp>
#include <sekisho/proof/checker.hpp>
#include <sekisho/proof/draft.hpp>

#include <sekisho/proof/evidence.hpp>
#include "checker_state.hpp"
#include "demand.hpp"
#include "registered.hpp"
#include "relays.hpp"
#include "sessions.hpp"

#include <sekisho/forwarding/answers.hpp>

#include <algorithm>
#include <utility>

namespace sekisho {

namespace {

using proof::Sanction;
using proof::SourceRun;

/// One requirement being decided.
class Decision {
 public:
  Decision(Checker::State& state, const Requirement& requirement, SegmentIndex from)
      : state_(state),
        graph_(state.current_graph()),
        requirement_(requirement),
        from_(from),
        demand_(state, requirement, from),
        run_(demand_.run()) {
    result_.requirement = requirement;
  }

  RequirementResult decide() {
    collect_sanctions();
    const PacketSet forbidden = may_be_broken(graph_, state_.may_of(run_));
    if (forbidden.empty()) {
      prove();
    } else if (excepted_ && (forbidden - *excepted_).empty()) {
      except();
    } else {
      accuse(forbidden);
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] VertexIndex target(const ForwardingGraph& graph) const { return demand_.target(graph); }

  /// Forbidden arrivals on the `may` side; none when the requirement is about sessions and no answer to
  /// them can come back.
  [[nodiscard]] PacketSet may_be_broken(const ForwardingGraph& graph, const Reachability& may) {
    PacketSet forbidden = demand_.arrivals(graph, may) - allowed_;
    if (forbidden.empty()) {
      result_.for_want_of_answers = false;
    } else if (requirement_.semantics == Semantics::session &&
               answers(graph, may, from_, target(graph), forbidden).empty()) {
      result_.for_want_of_answers = true;
      return state_.space.none();
    }
    return forbidden;
  }

  void collect_sanctions() {
    allowed_ = demand_.allowed(&result_.channels);
    for (const Sanction& sanction : run_.sanctions.all()) {
      if (sanction.exception != nullptr) consider_exception(sanction);
    }
    for (const Channel* channel : state_.expired) {
      if (!demand_.concerns(channel->from, channel->to)) continue;
      add_reason(Code::reason_channel_expired, channel->span, {channel->id, to_string(*channel->expires)});
    }
  }

  void consider_exception(const Sanction& sanction) {
    const Exception& exception = *sanction.exception;
    if (!speaks_of(exception, requirement_) || !demand_.concerns(exception.from, exception.to)) return;
    if (std::optional<Diagnostic> objection = objection_to(exception, requirement_, state_.date)) {
      result_.reasons.push_back({"", std::move(*objection), ""});
      return;
    }
    PacketSet covered = run_.sanctions.covered(sanction);
    if (demand_.to_device() && !exception.to.segment.empty())
      covered &= demand_.destinations_of(exception.to);
    excepted_ = excepted_ ? *excepted_ | covered : covered;
    exceptions_.push_back(&exception);
  }

  void add_reason(Code code, const Span& span, std::vector<std::string> arguments) {
    result_.reasons.push_back({"", {code, span, std::move(arguments)}, ""});
  }

  void prove() {
    result_.verdict = Verdict::proved;
    result_.assurance = Assurance::current_routing;
    if (demand_.to_segment() && !state_.joined[from_][*demand_.to_segment()]) {
      result_.assurance = Assurance::no_path;
      return;
    }
    try {
      const ForwardingGraph& graph = state_.any_routing_graph();
      if (may_be_broken(graph, state_.any_routing_of(run_, from_)).empty())
        result_.assurance = Assurance::any_routing;
    } catch (const PacketSetTooLarge&) {
      // The proof stands with the routes as configured; more could not be shown.
    }
  }

  void except() {
    result_.verdict = Verdict::excepted;
    for (const Exception* exception : exceptions_) {
      if (result_.exception.empty()) result_.exception = exception->id;
      add_reason(Code::reason_exception_in_force, exception->span,
                 {exception->id, to_string(*exception->expires)});
    }
  }

  void accuse(const PacketSet& may_forbidden) {
    const PacketSet taken_out = excepted_ ? allowed_ | *excepted_ : allowed_;
    const Reachability& must = state_.must_of(run_);
    const PacketSet forbidden = demand_.arrivals(graph_, must) - taken_out;
    if (!forbidden.empty() && convict(must, forbidden)) return;
    result_.verdict = Verdict::unproved;
    explain_doubt(may_forbidden - taken_out);
  }

  /// True when a witness was found and replayed.
  bool convict(const Reachability& must, const PacketSet& forbidden) {
    const std::vector<PacketSet> leading = must.leading_to(target(graph_), forbidden);
    const proof::ForbiddenFlow flow{graph_,         state_.routes, must,       from_, run_.emission.source,
                                    target(graph_), forbidden,     state_.date};
    proof::WitnessSearch search = proof::find_witness(flow, leading, requirement_.semantics);
    if (!search.witness) {
      if (search.answer_missing) add_reason(Code::reason_no_answer, {}, {});
      if (!search.not_replayed.empty() && !search.answer_missing) {
        add_reason(Code::reason_replay_disagrees, {}, {to_string(search.not_replayed.front())});
      }
      return false;
    }
    Violation violation;
    violation.sent = search.witness->sent;
    violation.arrived = search.witness->path.arrived;
    violation.path = std::move(search.witness->path);
    violation.answer = std::move(search.witness->answer);
    violation.rules = proof::blamed_rules(state_.network, passed_lines(graph_, Side::must, leading),
                                          state_.cube_limits.blamed);
    PacketSet::Cubes cubes = proof::readable_cubes(forbidden, state_.cube_limits.forbidden);
    violation.forbidden = std::move(cubes.cubes);
    violation.forbidden_complete = cubes.complete;
    result_.verdict = Verdict::violated;
    result_.violations.push_back(std::move(violation));
    return true;
  }

  void explain_doubt(const PacketSet& forbidden) {
    const std::vector<PacketSet> leading = state_.may_of(run_).leading_to(target(graph_), forbidden);
    std::vector<Reason> reasons =
        proof::reasons_of(state_.network, doubtful_lines(graph_, state_.routes, leading));
    result_.reasons.insert(result_.reasons.end(), reasons.begin(), reasons.end());
    if (result_.reasons.empty()) add_reason(Code::reason_not_certain, {}, {});
  }

  Checker::State& state_;
  const ForwardingGraph& graph_;
  const Requirement& requirement_;
  SegmentIndex from_;
  proof::Demand demand_;
  SourceRun& run_;
  PacketSet allowed_;
  std::optional<PacketSet> excepted_;
  std::vector<const Exception*> exceptions_;
  RequirementResult result_;
};

/// Both ends of the requirement are known.
RequirementResult decide(Checker::State& state, const Requirement& requirement, SegmentIndex from) {
  switch (requirement.kind) {
    case RequirementKind::relays:
      return proof::decide_relays(state, requirement, from, *state.segment_named(requirement.to));
    case RequirementKind::channels: return proof::decide_channel(state, requirement, from);
    default: return Decision(state, requirement, from).decide();
  }
}

}  // namespace

Checker::Checker(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date,
                 CubeLimits cube_limits, std::size_t node_limit)
    : state_(std::make_unique<State>(network, routes, date, cube_limits, node_limit)) {}

Checker::~Checker() = default;

RequirementResult Checker::check(const Requirement& requirement) {
  const std::optional<SegmentIndex> from = state_->segment_named(requirement.from);
  const bool known_end = requirement.kind == RequirementKind::devices
                             ? state_->device_named(requirement.to).has_value()
                             : state_->segment_named(requirement.to).has_value();
  RequirementResult unknown;
  try {
    if (!from || !known_end) {
      unknown.requirement = requirement;
      return unknown;
    }
    RequirementResult result = decide(*state_, requirement, *from);
    withdraw_for_draft(result, state_->network.snapshot);
    return result;
  } catch (const PacketSetTooLarge& refusal) {
    unknown.requirement = requirement;
    unknown.reasons.push_back(
        {"", {Code::reason_set_too_large, {}, {std::to_string(refusal.node_limit)}}, ""});
    return unknown;
  }
}

void Checker::forget_runs() {
  state_->runs.clear();
  state_->steps.reset();
}

void Checker::network_changed(const std::vector<DeviceIndex>& changed) { state_->network_changed(changed); }

}  // namespace sekisho
