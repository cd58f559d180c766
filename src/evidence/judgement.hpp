// Captures held against the network and the policy: flow by flow as they come, and on the whole in the end.
#pragma once

#include "evidence/finding_list.hpp"
#include "evidence/flow_judge.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace sekisho::evidence {

class Judgement {
 public:
  Judgement(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
            const ConfirmOptions& options);

  /// A flow of a capture that is to stay where it is. Of the capture its file and places are asked for.
  void take(const Capture& capture, const capture::Flow& flow);

  /// `captures`: those whose flows were taken, now with all that they carried.
  [[nodiscard]] ConfirmResult result(const std::vector<Capture>& captures);

 private:
  void describe_places(const std::vector<Capture>& captures, Coverage& coverage) const;

  const LoadedNetwork& loaded_;
  ConfirmOptions options_;
  FlowJudge flows_;
  FindingList others_;
  std::map<std::pair<const Capture*, std::uint32_t>, std::uint64_t> flows_at_;  // by interface
};

}  // namespace sekisho::evidence
