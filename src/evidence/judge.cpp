#include "evidence/carried.hpp"
#include "evidence/device_talk.hpp"
#include "evidence/flow_judge.hpp"
#include "evidence/neighbours.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/model/records.hpp>

#include <algorithm>
#include <set>

namespace sekisho::evidence {
namespace {

/// Segments whose frames pass at a place.
std::set<std::string> segments_at(const Network& network, const Place& place) {
  std::set<std::string> names;
  for (const DomainIndex domain : place.domains()) {
    for (const SegmentIndex segment : network.domains[domain].segments)
      names.insert(network.snapshot.segments[segment].name);
  }
  return names;
}

void describe_places(const Network& network, const std::vector<Capture>& captures, Coverage& coverage) {
  std::set<std::string> watched;
  for (const Capture& capture : captures) {
    std::map<std::uint32_t, std::uint64_t> flows;
    for (const capture::Flow& flow : capture.flows) ++flows[flow.key.interface];
    for (std::uint32_t i = 0; i < std::max<std::size_t>(capture.places.size(), 1); ++i) {
      const Place& place = capture.place(i);
      const std::set<std::string> segments = segments_at(network, place);
      watched.insert(segments.begin(), segments.end());
      coverage.places.push_back({capture.file,
                                 place.point() == nullptr ? "" : place.point()->name,
                                 !place.domains().empty(),
                                 {segments.begin(), segments.end()},
                                 flows[i]});
    }
    coverage.surveys.push_back(capture.survey);
  }
  for (const Segment& segment : network.snapshot.segments) {
    if (!watched.contains(segment.name)) coverage.unwatched.push_back(segment.name);
  }
}

/// Channels in force with what was seen of them; a finding for each that was not, where an end is watched.
void describe_channels(const Snapshot& snapshot, const Date& date,
                       const std::map<std::string, ChannelSeen>& seen, bool whole, ConfirmResult& result) {
  const auto is_watched = [&](const std::string& segment) {
    const std::vector<std::string>& unwatched = result.coverage.unwatched;
    return std::ranges::find(unwatched, segment) == unwatched.end();
  };
  for (const Channel& channel : snapshot.channels) {
    if (!in_force(channel.expires, date)) continue;
    const auto found = seen.find(channel.id);
    result.coverage.channels.push_back(found == seen.end() ? ChannelSeen{channel.id} : found->second);
    if (!whole || found != seen.end()) continue;
    if (!is_watched(channel.from.segment) || !is_watched(channel.to.segment)) continue;
    Finding finding;
    finding.kind = Kind::unused_channel;
    finding.channel = channel.id;
    finding.from = channel.from.segment;
    finding.to = channel.to.segment;
    finding.message = {Code::confirm_unused_channel, {}, {channel.id}};
    result.findings.push_back(std::move(finding));
  }
}

/// Which rules were seen at work; a finding for each filter with lines that were not.
void describe_rules(const std::vector<Capture>& captures, const RuleUse& rules, ConfirmResult& result) {
  std::vector<const Place*> places;
  for (const Capture& capture : captures) {
    for (const Place& place : capture.places) {
      if (place.point() != nullptr) places.push_back(&place);
    }
  }
  result.coverage.filters = rules.filters(places);
  result.coverage.rules_counted = rules.complete();
  if (!rules.complete()) return;
  for (const FilterUse& use : result.coverage.filters) {
    if (use.unseen.empty()) continue;
    Finding finding;
    finding.kind = Kind::unused_rule;
    finding.message = {
        Code::confirm_unused_rule,
        {},
        {use.device, use.filter, std::to_string(use.unseen.size()), std::to_string(use.watched)}};
    finding.permitting = use.unseen;
    result.findings.push_back(std::move(finding));
  }
}

}  // namespace

const Place& Capture::place(std::uint32_t interface) const {
  static const Place unknown;
  return interface < places.size() ? places[interface] : unknown;
}

ConfirmResult judge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                    const std::vector<Capture>& captures, const ConfirmOptions& options) {
  const Snapshot& snapshot = loaded.network.snapshot;
  FlowJudge flows(loaded, requirements, options);
  for (const Capture& capture : captures) {
    for (const capture::Flow& flow : capture.flows) flows.look_at(capture, flow);
  }
  ConfirmResult result;
  result.snapshot = snapshot.file;
  result.name = snapshot.name;
  result.date = options.date;
  result.findings = flows.findings();
  FindingList others;
  judge_sanitized(loaded.network, flows.sanitized(), others);
  for (const Capture& capture : captures) judge_carried(loaded.network, capture, others);
  judge_neighbours(loaded.network, captures, others);
  judge_device_talk(loaded.network, captures, others);
  for (Finding& each : others.take()) result.findings.push_back(std::move(each));
  result.crossings = flows.crossings();
  result.coverage = flows.coverage();
  for (const auto& [pair, count] : flows.pairs())
    result.coverage.pairs.push_back({pair.first, pair.second, count});
  describe_places(loaded.network, captures, result.coverage);
  describe_channels(snapshot, options.date, flows.channels(), options.whole, result);
  if (flows.rules()) describe_rules(captures, *flows.rules(), result);
  std::stable_sort(result.findings.begin(), result.findings.end(), [](const Finding& a, const Finding& b) {
    return a.severity != b.severity ? a.severity > b.severity : a.kind < b.kind;
  });
  return result;
}

}  // namespace sekisho::evidence
