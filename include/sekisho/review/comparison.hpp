// What a change comes to under the policy: what differs between the two states (compare/difference.hpp), and
// which verdicts are others than before.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/pipeline/pipeline.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::review {

/// A requirement whose verdict is another than before, or under which more is forbidden that gets through.
struct VerdictChange {
  std::string id;
  const RequirementResult* before = nullptr;  // null: there was no such requirement
  const RequirementResult* after = nullptr;   // null: there is none any more
  /// Violated in both states: forbidden packets, or broken practices, that were not there before.
  std::vector<Cube> new_packets;
  std::vector<const Reason*> new_reasons;
  /// With new packets: the lines of `after` to blame that let packets of the violation through which they, or
  /// their like, did not let through before. Empty: not told, any of the lines at fault.
  std::vector<const BlamedRule*> new_rules;

  [[nodiscard]] bool is_other_verdict() const {
    return before == nullptr || after == nullptr || before->verdict != after->verdict;
  }
  /// Something forbidden gets through, or is the case, that did not, or was not.
  [[nodiscard]] bool opens() const;
};

/// What a comparison comes to; the worst of its changes.
enum class Outcome : std::uint8_t { nothing_opens, doubt_arises, forbidden_opens };

/// What differs, and what the policy says of it.
struct Comparison : compare::StateDifference {
  Comparison() = default;
  Comparison(Comparison&&) = default;
  Comparison& operator=(Comparison&&) = default;
  Comparison(const Comparison&) = delete;  // `verdicts` points into `before` and `after`
  Comparison& operator=(const Comparison&) = delete;
  ~Comparison() = default;

  std::string old_name;  // what was compared, as the user named it
  std::string new_name;
  Date date;
  std::optional<VerifyResult> before;  // nothing when a state has no policy
  std::optional<VerifyResult> after;
  std::vector<VerdictChange> verdicts;

  [[nodiscard]] Outcome outcome() const;
};

}  // namespace sekisho::review
