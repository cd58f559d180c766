#include <sekisho/base/code.hpp>
#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/proof/checker.hpp>

#include <algorithm>
#include <chrono>

namespace sekisho {

namespace {

/// Keeps the requirements that `only` names, by id or by the id of their profile row; reports names
/// that fit nothing.
std::vector<Requirement> selected(std::vector<Requirement> all, const std::vector<std::string>& only,
                                  DiagnosticSink& sink) {
  if (only.empty()) return all;
  const auto is_named = [](const Requirement& requirement, const std::string& name) {
    return requirement.id == name || requirement.profile_id == name;
  };
  for (const std::string& name : only) {
    if (std::ranges::any_of(all, [&](const Requirement& each) { return is_named(each, name); })) continue;
    std::vector<std::string> known;
    for (const Requirement& each : all) known.push_back(each.id);
    const std::string near = nearest_name(name, known);
    sink.report(Code::unknown_requirement, {}, {name, near.empty() ? "-" : near});
  }
  std::erase_if(all, [&](const Requirement& each) {
    return std::ranges::none_of(only, [&](const std::string& name) { return is_named(each, name); });
  });
  return all;
}

void count(VerifyResult& result) {
  for (const RequirementResult& each : result.requirements) {
    switch (each.verdict) {
      case Verdict::proved: ++result.proved; break;
      case Verdict::violated: ++result.violated; break;
      case Verdict::unproved: ++result.unproved; break;
      case Verdict::excepted: ++result.excepted; break;
    }
  }
}

}  // namespace

std::optional<VerifyResult> verify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                   DiagnosticSink& sink) {
  const auto start = std::chrono::steady_clock::now();
  const Snapshot& snapshot = loaded.network.snapshot;

  // The policy as data, applied to this snapshot's segments and devices.
  const Span asked_at{snapshot.file, 1, 0, 0};
  const std::optional<Profile> profile = find_profile(snapshot.policy, options.policy_folder, asked_at, sink);
  if (!profile) return std::nullopt;
  const std::vector<Requirement> requirements = selected(compile(*profile, snapshot), options.only, sink);
  if (requirements.empty()) return std::nullopt;

  VerifyResult result;
  result.snapshot = snapshot.file;
  result.name = snapshot.name;
  result.policy = profile->name;
  result.policy_title = profile->title;
  result.date = options.date;

  // Each requirement against what may and what must get through; see policy/checker.hpp.
  Checker checker(loaded.network, loaded.routes, options.date, options.cube_limit);
  for (const Requirement& requirement : requirements)
    result.requirements.push_back(checker.check(requirement));
  count(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace sekisho
