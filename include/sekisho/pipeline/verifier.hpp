// Verification again and again while files change: what a change does not touch is not done again.
#pragma once

#include <sekisho/loading/network_reader.hpp>
#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

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

  /// What the last run that gave a result was about.
  [[nodiscard]] const LoadedNetwork& loaded() const { return reader_.loaded(); }

  /// Every file that a run reads: the snapshot, what it names, and the profile when it is one.
  [[nodiscard]] std::vector<std::string> files() const;

  /// True when a run would read something else than the last one did.
  [[nodiscard]] bool is_stale() const;

 private:
  [[nodiscard]] bool read_network(DiagnosticSink& sink);
  [[nodiscard]] const Profile* profile(DiagnosticSink& sink);
  [[nodiscard]] std::optional<std::string> profile_file() const;  // nothing: it is built into the program

  VerifyOptions options_;
  NetworkReader reader_;
  std::optional<CheckerPool> pool_;
  std::optional<Profile> builtin_;  // profiles of a folder may change, those in the program do not
  std::optional<Profile> from_folder_;
  std::string profile_text_;  // of the latter's file
};

}  // namespace sekisho
