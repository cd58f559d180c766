// Network namespaces without names: they are gone when the test program is.
#pragma once

#include <string>

namespace sekisho::test::kernel {

/// Why namespaces cannot be used here (no root, no tools, a kernel without them); empty when they can.
[[nodiscard]] std::string why_not();

class Namespace {
 public:
  Namespace();
  ~Namespace();
  Namespace(const Namespace&) = delete;
  Namespace& operator=(const Namespace&) = delete;

  /// Runs a shell script inside; gives what it prints. Throws std::runtime_error, with what it says, when it
  /// ends with another status than 0.
  std::string run(const std::string& script) const;  // NOLINT(modernize-use-nodiscard)

  /// The same, for scripts that may fail: false, and why in `said`.
  bool try_run(const std::string& script, std::string* said = nullptr) const;

  /// A socket inside, closed on exec and not blocking.
  [[nodiscard]] int open_socket(int domain, int type, int protocol) const;

  /// A path that `ip link ... netns PATH` takes.
  [[nodiscard]] std::string path() const;

 private:
  int fd_ = -1;
};

}  // namespace sekisho::test::kernel
