// A folder of files that is gone behind the test.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace sekisho::test {

class TemporaryConfigs {
 public:
  TemporaryConfigs() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("sekisho-draft-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryConfigs() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryConfigs(const TemporaryConfigs&) = delete;
  TemporaryConfigs& operator=(const TemporaryConfigs&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace sekisho::test
