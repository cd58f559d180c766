// The cities of topologies/ as inputs of properties: where they are, and verdicts on them as text.
#pragma once

#include "support/data.hpp"

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/report/verify.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::test {

/// Snapshots of the sample city and of all broken ones, relative to a root that has topologies/ and
/// rulesets/.
inline std::vector<std::filesystem::path> city_snapshots() {
  std::vector<std::filesystem::path> result{"topologies/sample-city/snapshot.yaml"};
  for (const auto& entry : std::filesystem::directory_iterator(source_root() / "topologies" / "broken"))
    result.push_back(std::filesystem::path("topologies/broken") / entry.path().filename() / "snapshot.yaml");
  std::sort(result.begin() + 1, result.end());
  return result;
}

inline VerifyOptions options_with(int jobs) {
  VerifyOptions options;
  options.date = {2026, 11, 21};
  options.jobs = jobs;
  return options;
}

/// Everything that a run found, as JSON; what was reported instead when there is no result.
inline std::string verdicts(const std::optional<VerifyResult>& result, const LoadedNetwork* loaded,
                            const DiagnosticSink& sink) {
  std::string text;
  for (const Diagnostic& diagnostic : sink.all()) text += render(diagnostic, Language::en) + "\n";
  if (!result || sink.has_errors()) return text + "no result";
  return text + report::verify_json({&*result, &loaded->network.snapshot, &loaded->files}, {});
}

/// The verdicts of a run that knows nothing from before.
inline std::string fresh_verdicts(const std::string& snapshot, const VerifyOptions& options) {
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(snapshot, sink);
  if (!loaded || sink.has_errors()) return verdicts(std::nullopt, nullptr, sink);
  const std::optional<VerifyResult> result = verify(*loaded, options, sink);
  return verdicts(result, &*loaded, sink);
}

}  // namespace sekisho::test
