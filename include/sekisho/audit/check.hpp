// Requirements that are not about which packets get where: each kind has a check of its own.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/policy/requirement.hpp>
#include <sekisho/proof/verdict.hpp>
#include <sekisho/routing/tables.hpp>

#include <vector>

namespace sekisho::audit {

/// What checks look at. The snapshot, with all that the organisation has put on record, is in the network.
struct Subject {
  const Network& network;
  const std::vector<DeviceRoutes>& routes;  // [i] belongs to network.devices[i]
  Date date;
  int jobs = 0;  // threads, where a check verifies again; 0: as many as there are processors
  /// What is decided about packets in this run, for checks that build on it; null: nothing.
  const std::vector<RequirementResult>* decided = nullptr;
  /// The approved configs of all devices that has_changed_since() (approved_state.hpp) names, against those
  /// of today; null: there are none, or nobody has compared them.
  const compare::StateDifference* since_approval = nullptr;

  [[nodiscard]] const Snapshot& snapshot() const { return network.snapshot; }
};

/// Decides a requirement of a kind that is not about packets (see is_about_packets).
[[nodiscard]] RequirementResult check(const Requirement& requirement, const Subject& subject);

/// What becomes of a decided requirement about packets: one whose row wants a confirmation (see
/// Requirement::confirm) and that packets break is not violated, but attested when an attestation that counts
/// names it, else unproved. One about chains or channels that fails is excepted when an exception that counts
/// names all of it. Every other result stays as it is: what somebody states mends no violation.
[[nodiscard]] RequirementResult confirmed(RequirementResult decided, const Subject& subject);

}  // namespace sekisho::audit
