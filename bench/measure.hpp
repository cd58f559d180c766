// Time and memory of this process.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstddef>

namespace sekisho::bench {

/// The exit status when a file cannot be read or is not what it should be.
inline constexpr int exit_unusable_input = 65;

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  /// The seconds so far; counts from zero again.
  double lap() {
    const double so_far = seconds();
    start_ = std::chrono::steady_clock::now();
    return so_far;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The largest resident size so far, in bytes.
inline std::size_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;  // Linux gives KiB
}

}  // namespace sekisho::bench
