// Two states of a network against each other: before and after a change.
#pragma once

#include <sekisho/review/comparison.hpp>

#include <string>

namespace sekisho::review {

struct CompareOptions {
  Date date;
  std::string policy_folder;    // VerifyOptions::policy_folder
  std::size_t cube_limit = 16;  // cubes shown per flow
  bool with_verdicts = true;    // false: the policy is not asked
  int jobs = 0;                 // VerifyOptions::jobs
  std::size_t node_limit = 0;   // of the packet sets that are compared; 0: PacketSpace's own
  Progress progress;            // of the two verifications, one after the other
};

/// All differences between two networks. Segments are matched by name, devices by name, requirements by id.
/// What is wrong with a policy is reported; verdicts are then left out.
[[nodiscard]] Comparison compare_networks(const LoadedNetwork& before, const LoadedNetwork& after,
                                          const CompareOptions& options, DiagnosticSink& sink);

}  // namespace sekisho::review
