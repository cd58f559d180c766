#include "evidence/judgement.hpp"

#include "evidence/carried.hpp"
#include "evidence/device_talk.hpp"
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

Judgement::Judgement(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                     const ConfirmOptions& options)
    : loaded_(loaded), options_(options), flows_(loaded, requirements, options) {}

void Judgement::take(const Capture& capture, const capture::Flow& flow) {
  ++flows_at_[{&capture, flow.key.interface}];
  flows_.look_at(capture, flow);
  judge_application(capture, flow, others_);
}

void Judgement::describe_places(const std::vector<Capture>& captures, Coverage& coverage) const {
  const Network& network = loaded_.network;
  std::set<std::string> watched;
  for (const Capture& capture : captures) {
    for (std::uint32_t i = 0; i < std::max<std::size_t>(capture.places.size(), 1); ++i) {
      const Place& place = capture.place(i);
      const std::set<std::string> segments = segments_at(network, place);
      watched.insert(segments.begin(), segments.end());
      const auto flows = flows_at_.find({&capture, i});
      coverage.places.push_back({capture.file,
                                 place.point() == nullptr ? "" : place.point()->name,
                                 !place.domains().empty(),
                                 {segments.begin(), segments.end()},
                                 flows == flows_at_.end() ? 0 : flows->second});
    }
    coverage.surveys.push_back(capture.survey);
  }
  for (const Segment& segment : network.snapshot.segments) {
    if (!watched.contains(segment.name)) coverage.unwatched.push_back(segment.name);
  }
}

ConfirmResult Judgement::result(const std::vector<Capture>& captures) {
  const Snapshot& snapshot = loaded_.network.snapshot;
  ConfirmResult result;
  result.snapshot = snapshot.file;
  result.name = snapshot.name;
  result.date = options_.date;
  result.findings = flows_.findings();
  judge_sanitized(loaded_.network, flows_.sanitized(), others_);
  tell_not_examined(flows_.not_examined(), others_);
  for (const Capture& capture : captures) judge_carried(loaded_.network, capture, others_);
  judge_neighbours(loaded_.network, captures, others_);
  judge_device_talk(loaded_.network, captures, others_);
  result.coverage = flows_.coverage();
  result.coverage.condensed += others_.condensed();
  for (Finding& each : others_.take()) result.findings.push_back(std::move(each));
  result.crossings = flows_.crossings();
  for (const auto& [pair, count] : flows_.pairs())
    result.coverage.pairs.push_back({pair.first, pair.second, count});
  describe_places(captures, result.coverage);
  describe_channels(snapshot, options_.date, flows_.channels(), options_.whole, result);
  if (flows_.rules()) describe_rules(captures, *flows_.rules(), result);
  std::stable_sort(result.findings.begin(), result.findings.end(), [](const Finding& a, const Finding& b) {
    return a.severity != b.severity ? a.severity > b.severity : a.kind < b.kind;
  });
  return result;
}

ConfirmResult judge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                    const std::vector<Capture>& captures, const ConfirmOptions& options) {
  Judgement judgement(loaded, requirements, options);
  for (const Capture& capture : captures) {
    for (const capture::Flow& flow : capture.flows) judgement.take(capture, flow);
  }
  return judgement.result(captures);
}

}  // namespace sekisho::evidence
