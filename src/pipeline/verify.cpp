#include "requirements.hpp"
#include "since_approval.hpp"

#include <chrono>

namespace sekisho {

std::optional<VerifyResult> verify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                   DiagnosticSink& sink) {
  const auto start = std::chrono::steady_clock::now();
  const Snapshot& snapshot = loaded.network.snapshot;

  // The policy as data, applied to this snapshot's segments and devices.
  const std::optional<Policies> policies = find_policies(snapshot, options.policy_folder, sink);
  if (!policies) return std::nullopt;
  const std::vector<Requirement> requirements =
      pipeline::selected(compile(*policies, snapshot, sink), options.only, sink);
  if (requirements.empty()) return std::nullopt;

  // Each requirement against what may and what must get through (proof/checker.hpp), or, where it is not
  // about packets, by a check of its own (audit/check.hpp).
  VerifyResult result = pipeline::empty_result(snapshot, *policies, options.date);
  CheckerPool pool(loaded.network, loaded.routes, options.date,
                   {options.cube_limit, options.blamed_cube_limit}, options.jobs);
  const std::optional<compare::StateDifference> changed =
      pipeline::since_approval(loaded, requirements, options.date);
  audit::Subject subject{loaded.network, loaded.routes, options.date, options.jobs};
  subject.since_approval = changed ? &*changed : nullptr;
  result.requirements = pipeline::decide(requirements, pool, subject, options.progress);
  pipeline::count(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace sekisho
