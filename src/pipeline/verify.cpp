#include "requirements.hpp"

#include <chrono>

namespace sekisho {

std::optional<VerifyResult> verify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                   DiagnosticSink& sink) {
  const auto start = std::chrono::steady_clock::now();
  const Snapshot& snapshot = loaded.network.snapshot;

  // The policy as data, applied to this snapshot's segments and devices.
  const Span asked_at{snapshot.file, 1, 0, 0};
  const std::optional<Profile> profile = find_profile(snapshot.policy, options.policy_folder, asked_at, sink);
  if (!profile) return std::nullopt;
  const std::vector<Requirement> requirements =
      pipeline::selected(compile(*profile, snapshot), options.only, sink);
  if (requirements.empty()) return std::nullopt;

  // Each requirement against what may and what must get through; see proof/checker.hpp.
  VerifyResult result = pipeline::empty_result(snapshot, *profile, options.date);
  CheckerPool pool(loaded.network, loaded.routes, options.date, options.cube_limit, options.jobs);
  result.requirements = pool.check(requirements, options.progress);
  pipeline::count(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace sekisho
