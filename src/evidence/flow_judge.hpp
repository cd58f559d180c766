// One observed flow after the other, held against the model and the policy.
#pragma once

#include "evidence/accusations.hpp"
#include "evidence/policy_watch.hpp"
#include "evidence/rule_use.hpp"

#include <sekisho/evidence/confirm.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::evidence {

/// A flow that a sanitizing channel covers and that was answered: what it carries is to be looked at.
struct SanitizedFlow {
  const Channel* channel = nullptr;
  const Capture* capture = nullptr;
  capture::Flow flow;
};

/// Sessions of a sanitizing channel that were more than are kept.
struct NotExamined {
  SanitizedFlow first;
  std::uint64_t flows = 0;
};

class FlowJudge {
 public:
  FlowJudge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
            const ConfirmOptions& options);

  /// `capture` is to stay where it is; what it has of content is not asked for yet.
  void look_at(const Capture& capture, const capture::Flow& flow);

  /// The findings about flows, in the order in which they first showed.
  [[nodiscard]] std::vector<Finding> findings() { return accusations_.findings(); }

  /// What was judged, findings() called before.
  [[nodiscard]] Coverage coverage() const;
  [[nodiscard]] const std::vector<Crossing>& crossings() const { return crossings_; }
  [[nodiscard]] const std::vector<SanitizedFlow>& sanitized() const { return sanitized_; }
  /// How many more there were than are kept, with the first of them, by channel id.
  [[nodiscard]] const std::map<std::string, NotExamined>& not_examined() const { return not_examined_; }
  /// Flows by channel id.
  [[nodiscard]] const std::map<std::string, ChannelSeen>& channels() const { return channels_; }
  /// Flows between segments (and to devices) by the two names.
  [[nodiscard]] const std::map<std::pair<std::string, std::string>, std::uint64_t>& pairs() const {
    return pairs_;
  }
  /// Nothing unless the captures are whole.
  [[nodiscard]] const std::optional<RuleUse>& rules() const { return rules_; }

 private:
  [[nodiscard]] const Holder& holder_of(const Address& address);
  void judge(Watched& watched);
  void judge_inner(Watched& watched);
  void find_senders(Watched& watched);
  [[nodiscard]] bool could_be_answer(const Watched& watched);
  [[nodiscard]] Outcome outcome_of(const Watched& watched) const;
  void note_rules(const Watched& watched);
  void hold_against_model(Watched& watched);
  void hold_against_policy(Watched& watched);
  [[nodiscard]] std::vector<Talk> talks_of(const Watched& watched) const;
  [[nodiscard]] std::vector<const Requirement*> broken_by(const std::vector<Talk>& talks) const;
  void note_unknown(const Address& address, const Watched& watched);
  void keep_for_examination(const Channel& channel, const Watched& watched);

  const LoadedNetwork& loaded_;
  AddressBook book_;
  Presence presence_;
  PolicyWatch policy_;
  std::optional<RuleUse> rules_;
  std::map<Address, Holder> holders_;
  Accusations accusations_;
  std::vector<Crossing> crossings_;
  std::vector<SanitizedFlow> sanitized_;
  std::map<std::string, NotExamined> not_examined_;
  std::map<std::string, ChannelSeen> channels_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> pairs_;  // flows
  Coverage coverage_;
};

}  // namespace sekisho::evidence
