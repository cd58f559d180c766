// Waits until files are saved (inotify), or somebody asks to end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sekisho::cli {

class FileWatch {
 public:
  FileWatch();
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  /// The files to wait for from now on. Their folders are watched, since editors put a new file in the place
  /// of the old one. False when a folder cannot be watched; `cause` is then the system's reason.
  [[nodiscard]] bool follow(const std::vector<std::string>& files, std::string& cause);

  /// Blocks until something happens to one of the files and then nothing more for a moment: true. False
  /// when `interrupt`, a descriptor, has something to read (-1: none).
  [[nodiscard]] bool wait(int interrupt);

 private:
  [[nodiscard]] bool read_events();

  int descriptor_;
  std::map<int, std::string> folders_;  // watch descriptor -> folder
  std::set<std::string> files_;         // as folder/name
};

}  // namespace sekisho::cli
