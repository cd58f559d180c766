#include <sekisho/evidence/watch.hpp>

#include "evidence/reading.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace sekisho::evidence {
namespace {

/// Keeps flows as they are after their 1st, 2nd, 4th, ... packet and when they become sessions: what there is
/// to judge about a flow shows then, and each look costs.
class ChangedFlows final : public capture::Observer {
 public:
  void on_packet(const capture::Frame& /*frame*/, const capture::Datagram& /*datagram*/, capture::Flow& flow,
                 capture::Side /*side*/) override {
    const bool is_session = flow.established && !established_[flow.slot];
    if (!is_session && !std::has_single_bit(flow.packets())) return;
    established_[flow.slot] = flow.established;
    changed_[flow.slot] = flow;
  }
  /// What ends is judged as it is then; its place may be another's from now on.
  void on_flow_end(capture::Flow& flow) override {
    ended_.push_back(flow);
    whole_.insert(flow.opener.first_frame);
    changed_.erase(flow.slot);
    established_.erase(flow.slot);
  }

  /// The flows that changed since the last call, and the first frames of those among them that are over or
  /// being closed.
  [[nodiscard]] std::pair<std::vector<capture::Flow>, std::set<std::uint64_t>> take() {
    std::vector<capture::Flow> flows = std::exchange(ended_, {});
    for (auto& [slot, flow] : std::exchange(changed_, {})) flows.push_back(std::move(flow));
    return {std::move(flows), std::exchange(whole_, {})};
  }

 private:
  std::map<std::uint32_t, capture::Flow> changed_;
  std::map<std::uint32_t, bool> established_;
  std::vector<capture::Flow> ended_;
  std::set<std::uint64_t> whole_;
};

/// By which a finding is known again: what it says, and about whom.
using Told = std::tuple<Kind, std::string, std::string, std::string, std::string, std::string>;

Told told_of(const Finding& finding) {
  return {finding.kind,        finding.from,    finding.to,
          finding.requirement, finding.channel, render(finding.message, Language::en)};
}

}  // namespace

struct Watch::State {
  State(const LoadedNetwork& loaded_network, const std::vector<Requirement>& all, const ConfirmOptions& how,
        const capture::Interface& interface, const std::string& point_name,
        const std::vector<capture::Observer*>& others)
      : loaded(loaded_network), requirements(all), options(how) {
    capture.file = interface.name;
    capture.places.push_back(place_of(loaded.network, interface.name, point_name, 0, interface.name));
    capture.survey.file = interface.name;
    capture.survey.interfaces = {interface};
    const auto reading_on = reading.observers();
    std::vector<capture::Observer*> observers(reading_on.begin(), reading_on.end());
    observers.push_back(&changed);
    observers.insert(observers.end(), others.begin(), others.end());
    surveyor.emplace(capture::SurveyOptions{}, observers, [this](capture::Flow&& flow) {
      // The last word on a flow; a capture without end must not grow without end.
      if (capture.flows.size() < most_flows) capture.flows.push_back(std::move(flow));
    });
  }

  /// `whole`: these are all flows of a capture that is over.
  [[nodiscard]] ConfirmResult judged(std::vector<capture::Flow> flows, bool whole) {
    Capture now = capture;
    now.flows = std::move(flows);
    reading.describe(now);
    return judge(loaded, requirements, {now}, {options.date, whole});
  }

  static constexpr std::size_t most_flows = 1'000'000;

  const LoadedNetwork& loaded;
  const std::vector<Requirement>& requirements;
  ConfirmOptions options;
  Capture capture;  // without flows that are open, and without what they carry
  Reading reading;
  ChangedFlows changed;
  std::optional<capture::Surveyor> surveyor;
  std::set<Told> told;
  capture::Timestamp latest;
  bool ended = false;
};

Watch::Watch(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
             const ConfirmOptions& options, const capture::Interface& interface,
             const std::string& point_name, const std::vector<capture::Observer*>& others)
    : state_(std::make_unique<State>(loaded, requirements, options, interface, point_name, others)) {}
Watch::~Watch() = default;

void Watch::add(const capture::Frame& frame) {
  state_->surveyor->add(frame);
  state_->latest = std::max(state_->latest, frame.time);
}

std::vector<Finding> Watch::news() {
  constexpr std::chrono::minutes idle(1);  // a flow without packets for so long is over
  if (!state_->ended) state_->surveyor->flush_idle(state_->latest - idle);
  auto [flows, whole] = state_->changed.take();
  std::vector<Finding> news;
  if (flows.empty()) return news;
  std::vector<capture::Flow> kept = std::exchange(state_->capture.flows, {});  // not to be copied
  for (Finding& finding : state_->judged(std::move(flows), false).findings) {
    // Of what is still being sent, not all can have been seen.
    const bool is_open = finding.seen.empty() || !whole.contains(finding.seen.front().first_frame);
    if (finding.kind == Kind::unproved_content && is_open) continue;
    if (state_->told.insert(told_of(finding)).second) news.push_back(std::move(finding));
  }
  state_->capture.flows = std::move(kept);
  return news;
}

void Watch::end() {
  state_->ended = true;
  capture::Survey survey = state_->surveyor->finish();
  survey.file = state_->capture.file;
  survey.interfaces = state_->capture.survey.interfaces;
  state_->capture.survey = std::move(survey);
}

ConfirmResult Watch::result(std::optional<std::uint64_t> received, std::optional<std::uint64_t> dropped) {
  state_->capture.survey.interfaces.front().received = received;
  state_->capture.survey.interfaces.front().dropped = dropped;
  return state_->judged(std::exchange(state_->capture.flows, {}), true);
}

}  // namespace sekisho::evidence
