// Snapshots as text in the test, loaded from a temporary folder with the configs that they name.
#pragma once

#include <sekisho/model/snapshot.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace sekisho::test {

/// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("sekisho-model-" + std::to_string(::getpid()) + '-' + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string write(const std::string& name, std::string_view text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Loaded {
  std::optional<Snapshot> snapshot;
  DiagnosticSink sink;
};

/// Loads `text` from a folder that holds sw.cfg, fw.cfg and fw.routes.
inline Loaded load_text(std::string_view text) {
  const TemporaryFolder folder;
  for (const char* name : {"sw.cfg", "fw.cfg", "fw.routes"}) folder.write(name, "");
  Loaded loaded;
  loaded.snapshot = load_snapshot(folder.write("snapshot.yaml", text), loaded.sink);
  return loaded;
}

/// `^^` marks in a text are where diagnostics are expected: taken out, and given back as line and
/// column (in characters).
struct Marked {
  std::string text;
  std::vector<std::pair<int, int>> places;

  explicit Marked(std::string_view with_marks) {
    int line = 1;
    int column = 1;
    for (std::size_t i = 0; i < with_marks.size(); ++i) {
      if (with_marks.substr(i, 2) == "^^") {
        places.emplace_back(line, column);
        ++i;
        continue;
      }
      text += with_marks[i];
      const bool continues_character = (static_cast<unsigned char>(with_marks[i]) & 0xc0) == 0x80;
      if (with_marks[i] == '\n') {
        ++line;
        column = 1;
      } else if (!continues_character) {
        ++column;
      }
    }
  }
};

/// `code line:column argument | argument`, one line each: what tests compare.
inline std::vector<std::string> summary(const DiagnosticSink& sink) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : sink.all()) {
    std::string line(name_of(diagnostic.code));
    line += ' ' + std::to_string(diagnostic.span.line) + ':' + std::to_string(diagnostic.span.column);
    for (std::size_t i = 0; i < diagnostic.arguments.size(); ++i) {
      line += (i == 0 ? " " : " | ") + diagnostic.arguments[i];
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace sekisho::test
