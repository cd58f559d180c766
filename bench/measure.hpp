// Time and memory of this process.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstddef>
#include <ctime>

namespace sekisho::bench {

/// The exit status when a file cannot be read or is not what it should be.
inline constexpr int exit_unusable_input = 65;

/// By a clock on the wall, and on a processor: what a run costs whatever else the machine does meanwhile.
struct Duration {
  double seconds = 0;
  double cpu_seconds = 0;
};

/// The processor time of the whole process, all threads.
class Stopwatch {
 public:
  [[nodiscard]] Duration elapsed() const {
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(),
            processor_time() - cpu_start_};
  }
  [[nodiscard]] double seconds() const { return elapsed().seconds; }
  /// What has elapsed so far; counts from zero again.
  Duration lap() {
    const Duration so_far = elapsed();
    *this = Stopwatch();
    return so_far;
  }

 private:
  static double processor_time() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
  }

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double cpu_start_ = processor_time();
};

/// The largest resident size so far, in bytes.
inline std::size_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;  // Linux gives KiB
}

}  // namespace sekisho::bench
