#include <sekisho/probe/plan.hpp>

#include "probe/candidates.hpp"

#include <sekisho/model/records.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sekisho::probe {
namespace {

/// Two places and the requirements that ask about packets from one to the other.
struct Pair {
  SegmentIndex from = 0;
  std::string to;  // segment or device
  bool to_device = false;
  bool any_source = false;  // some requirement is about packets of any source
  std::vector<const RequirementResult*> results;
};

/// Where a packet ends according to the configs.
struct Fate {
  Expected expected = Expected::unknown;
  const TracePath* path = nullptr;  // that gets it there, or the one that gets it farthest
};

bool ends_there(const TracePath& path, const std::string& to, bool to_device) {
  if (to_device) return path.disposition == Disposition::accepted_by_device && path.end_device == to;
  return std::ranges::find(path.delivered_to, to) != path.delivered_to.end();
}

Fate fate_of(const Trace& trace, const std::string& to, bool to_device) {
  Fate fate{trace.complete ? Expected::stopped : Expected::unknown, nullptr};
  for (const TracePath& path : trace.paths) {
    if (ends_there(path, to, to_device)) {
      if (path.certain) return {Expected::arrives, &path};
      fate.expected = Expected::unknown;
    } else if (fate.path == nullptr || path.hops.size() > fate.path->hops.size()) {
      fate.path = &path;
    }
  }
  return fate;
}

std::optional<TraceStep> last_step(const TracePath& path) {
  if (path.hops.empty() || path.hops.back().steps.empty()) return std::nullopt;
  return path.hops.back().steps.back();
}

/// What makes two stopped packets stand for one another.
using Stop = std::tuple<std::string, Span, Disposition>;

class Planner {
 public:
  Planner(const LoadedNetwork& loaded, const PlanOptions& options)
      : loaded_(loaded),
        options_(options),
        graph_(space_, loaded.network, loaded.routes, options.date, RoutingScope::current),
        candidates_(graph_, options.date) {}

  void add_witnesses(const RequirementResult& result) {
    std::size_t left = options_.per_violation;
    for (const Violation& violation : result.violations) {
      if (left-- == 0) return;
      const std::string& from =
          violation.chain.empty() ? result.requirement.from : violation.chain.back().from;
      const std::optional<SegmentIndex> segment = find_segment(loaded_.network.snapshot, from);
      if (!segment) continue;
      Probe probe = begun(Purpose::witness, {}, *segment, result.requirement.to, violation.sent);
      probe.requirements = {result.requirement.id};
      probe.expected = Expected::arrives;
      probe.arrives_as = violation.arrived;
      probe.disposition = violation.path.disposition;
      plan_.probes.push_back(std::move(probe));
    }
  }

  void add_pair(const Pair& pair) {
    std::vector<std::string> ids;
    for (const RequirementResult* result : pair.results) ids.push_back(result->requirement.id);
    const std::size_t before = plan_.probes.size();
    std::set<Stop> stops;
    for (const Candidate& candidate : candidates_of(pair)) {
      if (plan_.probes.size() - before == options_.per_pair) break;
      Probe probe = traced(candidate, pair.from, pair.to, pair.to_device);
      // What arrives between two places that are kept apart is sanctioned, and shown by a control.
      if (probe.expected == Expected::arrives) continue;
      const bool by_line = probe.stop && probe.stop->rule;
      const Stop stop{probe.stopped_by, by_line ? probe.stop->rule->span : Span{}, probe.disposition};
      if (!stops.insert(stop).second) continue;
      probe.requirements = ids;
      plan_.probes.push_back(std::move(probe));
    }
    if (plan_.probes.size() > before) return;
    for (const std::string& id : ids) plan_.untested.push_back({id, true});
  }

  void add_controls() {
    std::set<std::string> senders;
    for (const Probe& probe : plan_.probes) senders.insert(probe.from);
    for (const Channel& channel : loaded_.network.snapshot.channels) {
      if (!senders.contains(channel.from.segment) || !in_force(channel.expires, options_.date)) continue;
      for (const Candidate& candidate : candidates_.of_channel(channel)) {
        const SegmentIndex from = *find_segment(loaded_.network.snapshot, channel.from.segment);
        plan_.probes.push_back(traced(candidate, from, channel.to.segment, false));
      }
    }
  }

  void add_untested(const std::string& requirement) { plan_.untested.push_back({requirement, false}); }

  [[nodiscard]] Plan take() {
    std::size_t number = 0;
    for (Probe& probe : plan_.probes) probe.id = fmt::format("P-{:04}", ++number);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] std::vector<Candidate> candidates_of(const Pair& pair) const {
    if (pair.to_device) return candidates_.to_device(pair.from, *loaded_.network.find_device(pair.to));
    return candidates_.between(pair.from, *find_segment(loaded_.network.snapshot, pair.to), pair.any_source);
  }

  [[nodiscard]] Probe begun(Purpose purpose, const std::string& channel, SegmentIndex from,
                            const std::string& to, const Packet& packet) const {
    const Segment& segment = loaded_.network.snapshot.segments[from];
    Probe probe;
    probe.purpose = purpose;
    probe.channel = channel;
    probe.from = segment.name;
    probe.to = to;
    probe.near = segment.attached;
    probe.packet = packet;
    return probe;
  }

  [[nodiscard]] Probe traced(const Candidate& candidate, SegmentIndex from, const std::string& to,
                             bool to_device) const {
    Probe probe = begun(candidate.purpose, candidate.channel, from, to, candidate.packet);
    TraceStart start;
    start.segment = from;
    TraceOptions options;
    options.date = options_.date;
    const Trace trace = sekisho::trace(loaded_.network, loaded_.routes, start, candidate.packet, options);
    const Fate fate = fate_of(trace, to, to_device);
    probe.expected = fate.expected;
    if (fate.path == nullptr) return probe;
    probe.disposition = fate.path->disposition;
    if (fate.expected == Expected::arrives) {
      probe.arrives_as = fate.path->arrived;
    } else {
      probe.stopped_by = fate.path->end_device;
      probe.stop = last_step(*fate.path);
    }
    return probe;
  }

  const LoadedNetwork& loaded_;
  PlanOptions options_;
  PacketSpace space_;
  ForwardingGraph graph_;
  Candidates candidates_;
  Plan plan_;
};

bool asks_about_one_pair(const Requirement& requirement) {
  return requirement.kind == RequirementKind::separation || requirement.kind == RequirementKind::devices;
}

/// Requirements by the places that they are about, in the order of the first of each.
std::vector<Pair> pairs_of(const LoadedNetwork& loaded, const VerifyResult& verified) {
  std::vector<Pair> pairs;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (const RequirementResult& result : verified.requirements) {
    const Requirement& requirement = result.requirement;
    const std::optional<SegmentIndex> from = find_segment(loaded.network.snapshot, requirement.from);
    if (!asks_about_one_pair(requirement) || result.verdict == Verdict::violated || !from) continue;
    const auto [found, is_new] = places.try_emplace({requirement.from, requirement.to}, pairs.size());
    if (is_new)
      pairs.push_back({*from, requirement.to, requirement.kind == RequirementKind::devices, false, {}});
    Pair& pair = pairs[found->second];
    pair.any_source |= requirement.semantics == Semantics::packet;
    pair.results.push_back(&result);
  }
  return pairs;
}

}  // namespace

std::string_view name_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::sanctioned_for_others: return "sanctioned-for-others";
    case Purpose::sanctioned_elsewhere: return "sanctioned-elsewhere";
    case Purpose::borrowed_source: return "borrowed-source";
    case Purpose::reply_without_session: return "reply-without-session";
    case Purpose::usual_service: return "usual-service";
    case Purpose::management_service: return "management-service";
    case Purpose::witness: return "witness";
    case Purpose::control: return "control";
  }
  return {};
}

std::string_view name_of(Expected expected) {
  switch (expected) {
    case Expected::stopped: return "stopped";
    case Expected::arrives: return "arrives";
    case Expected::unknown: return "unknown";
  }
  return {};
}

Plan plan(const LoadedNetwork& loaded, const VerifyResult& verified, const PlanOptions& options) {
  Planner planner(loaded, options);
  for (const RequirementResult& result : verified.requirements) {
    if (!result.violations.empty()) {
      planner.add_witnesses(result);
    } else if (!asks_about_one_pair(result.requirement) &&
               result.requirement.kind != RequirementKind::channels) {
      planner.add_untested(result.requirement.id);
    }
  }
  for (const Pair& pair : pairs_of(loaded, verified)) planner.add_pair(pair);
  planner.add_controls();
  return planner.take();
}

}  // namespace sekisho::probe
