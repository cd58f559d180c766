// Where changes are tried: the snapshot with configurations that are supposed to be other than on disk.
#pragma once

#include "passage.hpp"

#include <sekisho/pipeline/verifier.hpp>
#include <sekisho/proof/checker.hpp>
#include <sekisho/repair/repair.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sekisho::repair {

/// A configuration that was verified.
struct Trial {
  FileTexts texts;  // of the files that differ from those on disk
  VerifyResult result;
};

/// What a trial is held against.
struct State {
  Trial trial;
  std::vector<Verdict> channels;  // of the snapshot's channels: proved when they get through
  Arrivals arrivals;
};

class Workbench {
 public:
  Workbench(const std::string& snapshot_path, const RepairOptions& options);

  /// Verifies the snapshot as `texts` has it. Nothing when it is unusable.
  [[nodiscard]] std::optional<Trial> run(const FileTexts& texts, DiagnosticSink& sink);

  /// The same of some requirements about packets only, which takes less.
  [[nodiscard]] std::optional<std::vector<RequirementResult>> run_some(
      const FileTexts& texts, const std::function<bool(const Requirement&)>& is_wanted);

  /// All there is to know of what the last run verified.
  [[nodiscard]] State state_of(Trial trial);
  /// Parts of it, each by itself.
  [[nodiscard]] Arrivals arrivals();
  [[nodiscard]] std::vector<Verdict> channels(const Trial& trial);

  [[nodiscard]] const LoadedNetwork& loaded() const { return verifier_.loaded(); }
  [[nodiscard]] Passage& passage() { return *passage_; }
  [[nodiscard]] const RepairOptions& options() const { return options_; }

 private:
  void note_changes();
  [[nodiscard]] Verdict decide(const Channel& channel);

  RepairOptions options_;
  Verifier verifier_;
  std::optional<Passage> passage_;
  std::optional<Checker> checker_;  // of channels
  // Devices that have changed since these two were asked.
  std::set<DeviceIndex> changed_for_passage_;
  std::set<DeviceIndex> changed_for_checker_;
};

/// Met in one way or another: proved, attested or excepted.
[[nodiscard]] bool is_met(Verdict verdict);
/// Ids of requirements that were violated or unproved and are no longer.
[[nodiscard]] std::vector<std::string> ended(const VerifyResult& before, const VerifyResult& after);
/// How many requirements were violated and are unproved now.
[[nodiscard]] std::size_t left_in_doubt(const VerifyResult& before, const VerifyResult& after);
/// True when some requirement has a worse verdict than it had.
[[nodiscard]] bool is_worse(const VerifyResult& before, const VerifyResult& after);
/// The same where only some of the requirements are known.
[[nodiscard]] bool is_worse(const VerifyResult& before, const std::vector<RequirementResult>& some_after);
/// True when a registered communication that a requirement is about no longer gets through.
[[nodiscard]] bool loses_channel(const VerifyResult& before, const VerifyResult& after);

}  // namespace sekisho::repair
