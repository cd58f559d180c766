#include "cli/transfer_rate.hpp"

#include <fmt/format.h>

#include <memory>

namespace sekisho::cli {

bool TransferRate::is_due(std::uint64_t read, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (read < total && now - last_shown_ < std::chrono::milliseconds(100)) return false;
  last_shown_ = now;
  return true;
}

std::string TransferRate::words(std::uint64_t read, std::uint64_t total) const {
  constexpr double megabyte = 1e6;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(read) / megabyte / seconds : 0;
  return fmt::format("{:.0f}/{:.0f} MB, {:.0f} MB/s", static_cast<double>(read) / megabyte,
                     static_cast<double>(total) / megabyte, rate);
}

capture::Progress reading_progress(Session& session) {
  if (!session.settings().progress) return {};
  return [&session, rate = std::make_shared<TransferRate>()](std::uint64_t read, std::uint64_t total) {
    if (rate->is_due(read, total)) session.show_progress(read, total, rate->words(read, total));
  };
}

}  // namespace sekisho::cli
