// The smallest edits of configurations that end violations, each verified again before anybody sees it.
//
// A change ends a violation when the requirement is no longer violated nor unproved. It is accepted only when
// no other requirement has a worse verdict, every registered communication that got through still does, and
// nothing gets through between two segments that did not before. docs/repair.md tells how changes are found.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/repair/change.hpp>
#include <sekisho/repair/missed_denial.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::repair {

struct RepairOptions {
  VerifyOptions verify;            // `only` selects what is to be repaired; everything is verified, untold
  std::size_t proposals = 3;       // kept per violation
  std::size_t cube_limit = 8;      // cubes kept of what else stops, per pair of segments
  std::size_t trials_limit = 120;  // verifications spent on one violation
  Progress progress;               // of the search: violations that were looked at, in both rounds
};

/// Packets from hosts of one segment, with addresses of their own, that got to another and no longer do, and
/// are not what the violation is about.
struct StoppedTraffic {
  std::string from;
  std::string to;
  std::vector<Cube> cubes;  // as they arrived
  bool complete = true;
};

/// Changes that together end a violation, one after the other: each stands on the text that the one before
/// has left.
struct Proposal {
  std::vector<Change> changes;
  std::vector<StoppedTraffic> stops;
  double stopped_packets = 0;  // how many headers are in `stops`
  /// Ids of channels that got through for certain and now do so under conditions (a schedule) or in doubt.
  std::vector<std::string> conditional_channels;
  std::vector<std::string> ends;  // ids of the requirements that are then met, the one it is for among them
  std::size_t left_in_doubt =
      0;                  // requirements that were violated and are then unproved: nobody repairs those
  std::size_t lines = 0;  // that the files differ in
  /// Of all files that then differ from those on disk. The best proposals for the violations before this one
  /// are in them, too: so it was verified.
  FileTexts texts;

  [[nodiscard]] bool is_better_than(const Proposal& other) const;
};

/// Why there is no proposal.
enum class Obstacle : std::uint8_t {
  none,
  not_about_packets,  // a practice or a statement: what its reasons say has to be done by somebody
  must_get_through,   // a registered communication does not get through: nothing has to be closed
  only_sanctioned,    // every way to end it found stops a registered communication
  no_known_edit,      // no edit of the known kinds ends it
};
[[nodiscard]] std::string_view name_of(Obstacle obstacle);  // "not-about-packets", ...

struct RequirementRepair {
  RequirementResult violated;
  std::vector<MissedDenial> missed;  // of its lines at fault, in their order
  std::vector<Proposal> proposals;   // best first; the first one is in the patch
  std::string ended_by;              // id of the requirement whose repair ended this one, too
  Obstacle obstacle = Obstacle::none;
  std::size_t trials = 0;  // changes that were tried and verified
};

struct RepairResult {
  VerifyResult before;
  VerifyResult after;                           // with the best proposal of each violation in place
  std::vector<RequirementRepair> requirements;  // the violated ones, in the order of `before`
  FileTexts texts;                              // of the files that the patch changes, as they will be
  std::string folder;                           // where the patch is to be applied
  std::string patch;                            // empty: nothing to change
};

/// Finds repairs of every violated requirement that `options.verify.only` selects. Nothing when the input is
/// unusable (reported in the sink).
[[nodiscard]] std::optional<RepairResult> repair(const std::string& snapshot_path,
                                                 const RepairOptions& options, DiagnosticSink& sink);

}  // namespace sekisho::repair
