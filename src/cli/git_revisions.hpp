// Files as they are in revisions of a git work tree.
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace sekisho::cli {

/// `REV..REV`; the second is empty for the files as they are in the work tree.
struct RevisionRange {
  std::string before;
  std::string after;
};
[[nodiscard]] std::optional<RevisionRange> parse_revision_range(const std::string& text);

/// A work tree and a path in it.
struct WorkTreePath {
  std::filesystem::path top;
  std::string path;  // relative to the top; "." is the top itself
};

/// The work tree that a path lies in; the path need not exist. Nothing, and reported, when there is none or
/// git cannot be run.
[[nodiscard]] std::optional<WorkTreePath> find_work_tree(const std::string& path, DiagnosticSink& sink);

/// All files of a revision in a folder of their own, which is removed with this.
class CheckedOut {
 public:
  /// Nothing, and reported, when git does not know the revision or cannot write it.
  [[nodiscard]] static std::optional<CheckedOut> of(const WorkTreePath& tree, const std::string& revision,
                                                    DiagnosticSink& sink);
  ~CheckedOut();
  CheckedOut(CheckedOut&& other) noexcept;
  CheckedOut& operator=(CheckedOut&&) = delete;
  CheckedOut(const CheckedOut&) = delete;
  CheckedOut& operator=(const CheckedOut&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit CheckedOut(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

/// Makes a folder the current one while it lives, so that what is read there has short names in reports.
class CurrentFolder {
 public:
  explicit CurrentFolder(const std::filesystem::path& folder);
  ~CurrentFolder();
  CurrentFolder(const CurrentFolder&) = delete;
  CurrentFolder& operator=(const CurrentFolder&) = delete;

 private:
  std::filesystem::path before_;
};

}  // namespace sekisho::cli
