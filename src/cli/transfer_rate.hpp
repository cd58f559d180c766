// How fast files are read, for the progress bar.
#pragma once

#include "cli/session.hpp"

#include <sekisho/capture/survey.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace sekisho::cli {

class TransferRate {
 public:
  /// True for the last report and for as many before as an eye can follow.
  [[nodiscard]] bool is_due(std::uint64_t read, std::uint64_t total);
  /// `120/1060 MB, 850 MB/s`.
  [[nodiscard]] std::string words(std::uint64_t read, std::uint64_t total) const;

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
};

/// Draws the bar of a session while files are read; nothing where it shows none.
[[nodiscard]] capture::Progress reading_progress(Session& session);

}  // namespace sekisho::cli
