// The configs of two states as texts: which files belong together, and which of their lines differ.
#pragma once

#include <sekisho/config/parse.hpp>

#include <map>
#include <string>
#include <vector>

namespace sekisho::compare {

/// The config files of a device in both states, one beside the other. Lines are compared as reports may show
/// them: a secret that was replaced by another is no change.
struct FilePair {
  std::string device;
  const config::FileReport* before = nullptr;  // null: there is no such file
  const config::FileReport* after = nullptr;
  std::vector<bool> removed;  // one flag per line of each
  std::vector<bool> added;
};

/// Files of the same device are matched by their names below the last folder, then by their order. In the
/// order of the new files, then of those that are gone.
[[nodiscard]] std::vector<FilePair> file_pairs(const std::vector<config::FileReport>& before,
                                               const std::vector<config::FileReport>& after);

/// The lines of one state that the other does not have.
class ChangedLines {
 public:
  void add(const std::string& file, const std::vector<bool>& changed);
  /// True when some line of the span is one of them.
  [[nodiscard]] bool contains(const Span& span) const;

 private:
  std::map<std::string, std::vector<bool>> files_;
};

}  // namespace sekisho::compare
