// Verification again and again while files change: what a change does not touch is not done again.
#pragma once

#include <sekisho/audit/check.hpp>
#include <sekisho/loading/network_reader.hpp>
#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// Keeps the parsed devices, the graphs and the fixpoints of a snapshot between runs. Each run gives what a
/// fresh verify() of the files as they are now would give.
class Verifier {
 public:
  Verifier(std::string snapshot_path, VerifyOptions options);

  /// Nothing when the input is not usable: the sink has an error, and the next run starts from the beginning.
  [[nodiscard]] std::optional<VerifyResult> run(DiagnosticSink& sink);

  /// What run() would say of the requirements about packets that `is_wanted` picks, in their order: for who
  /// wants to know of some before it pays for all. What it computes is kept for run().
  [[nodiscard]] std::optional<std::vector<RequirementResult>> run_some(
      const std::function<bool(const Requirement&)>& is_wanted, DiagnosticSink& sink);

  /// What if these configs and tables were so: the next runs read them from here and not from disk.
  void suppose(FileTexts texts) { reader_.suppose(std::move(texts)); }

  /// The devices that the last run read again; all others stand where they stood in memory.
  [[nodiscard]] const std::vector<DeviceIndex>& changed_devices() const { return reader_.changed_devices(); }

  /// What the last run that gave a result was about.
  [[nodiscard]] const LoadedNetwork& loaded() const { return reader_.loaded(); }

  /// Every file that a run reads: the snapshot, what it names, and profiles of a folder.
  [[nodiscard]] std::vector<std::string> files() const;

  /// True when a run would read something else than the last one did.
  [[nodiscard]] bool is_stale() const;

 private:
  [[nodiscard]] bool read_network(DiagnosticSink& sink);
  /// The requirements of the network as it was read; empty when there are none or the input is not usable.
  [[nodiscard]] std::vector<Requirement> requirements(const Policies& named, DiagnosticSink& sink) const;
  [[nodiscard]] audit::Subject subject() const;
  [[nodiscard]] const Policies* policies(DiagnosticSink& sink);

  VerifyOptions options_;
  NetworkReader reader_;
  std::optional<CheckerPool> pool_;
  // Profiles of a folder may change, those in the program do not.
  std::optional<Policies> builtin_;
  std::string builtin_policy_;  // names that builtin_ was found by
  std::string builtin_model_;
  std::optional<Policies> from_folder_;
  std::vector<std::string> profile_texts_;  // of the latter's files
};

}  // namespace sekisho
