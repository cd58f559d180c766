// confirm --live: a capture on an interface of this machine, judged while it goes on.
#pragma once

#include "cli/session.hpp"

#include <sekisho/evidence/confirm.hpp>
#include <sekisho/evidence/keep.hpp>

#include <optional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of the third party
class App;
}

namespace sekisho::cli {

/// The options of a live capture, as written.
class LiveArguments {
 public:
  void declare(CLI::App& app, Language language);
  void check(DiagnosticSink& sink);

  [[nodiscard]] bool wanted() const { return !place_.empty(); }
  [[nodiscard]] const std::string& point() const { return point_; }

  /// Captures until the time is over, SIGINT or SIGTERM comes, or the interface goes. Each finding is written
  /// to the output stream as one line of JSON when it first shows. Gives the judgement of the whole; nothing,
  /// with a message, when nothing could be captured or what was captured could not be kept.
  /// `keep`: of the evidence, where it names a folder.
  [[nodiscard]] std::optional<evidence::ConfirmResult> capture(const LoadedNetwork& loaded,
                                                               const std::vector<Requirement>& requirements,
                                                               const evidence::KeepOptions& keep,
                                                               Session& session) const;

 private:
  std::string place_;  // [POINT=]INTERFACE
  std::string point_;
  std::string interface_;
  std::string filter_;
  std::string duration_;
  std::string snap_length_ = "262144";
  std::string user_ = "nobody";
  std::string keep_folder_;
  std::string keep_mib_ = "64";
  std::string keep_files_ = "16";
  int seconds_ = 0;  // 0: without end
  int snap_bytes_ = 0;
  int file_mib_ = 0;
  int most_files_ = 0;
};

}  // namespace sekisho::cli
