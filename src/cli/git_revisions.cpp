#include "cli/git_revisions.hpp"

#include "cli/subprocess.hpp"

#include <sekisho/base/code.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

/// What git says; nothing, and reported, when it cannot be run or refuses.
std::optional<std::string> git(const fs::path& folder, std::vector<std::string> arguments,
                               const std::vector<std::string>& environment, DiagnosticSink& sink) {
  arguments.insert(arguments.begin(), {"git", "-C", folder.string()});
  std::string cause;
  std::optional<Finished> finished = run_program(arguments, environment, cause);
  if (!finished) {
    sink.report(Code::git_not_usable, {}, {cause});
    return std::nullopt;
  }
  std::string& output = finished->output;
  while (!output.empty() && (output.back() == '\n' || output.back() == ' ')) output.pop_back();
  if (finished->status == 0) return std::move(output);
  sink.report(Code::git_refused, {},
              {output.empty() ? "status " + std::to_string(finished->status) : output});
  return std::nullopt;
}

/// The nearest folder on the way up that exists.
fs::path existing_folder(fs::path path) {
  std::error_code error;
  while (!path.empty() && !fs::is_directory(path, error) && path != path.parent_path())
    path = path.parent_path();
  return path;
}

std::optional<fs::path> new_folder(DiagnosticSink& sink) {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "sekisho-diff-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    sink.report(Code::output_unwritable, {}, {name, error ? error.message() : std::strerror(errno)});
    return std::nullopt;
  }
  return fs::path(name);
}

/// Git would take it for an option otherwise.
bool looks_like_option(const std::string& revision) { return revision.starts_with('-'); }

}  // namespace

std::optional<RevisionRange> parse_revision_range(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos || dots == 0) return std::nullopt;
  RevisionRange range{text.substr(0, dots), text.substr(dots + 2)};
  if (range.after.starts_with('.') || looks_like_option(range.before) || looks_like_option(range.after))
    return std::nullopt;
  return range;
}

std::optional<WorkTreePath> find_work_tree(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  const std::optional<std::string> top =
      git(existing_folder(whole), {"rev-parse", "--show-toplevel"}, {}, sink);
  if (!top) return std::nullopt;
  return WorkTreePath{*top, whole.lexically_relative(*top).generic_string()};
}

std::optional<CheckedOut> CheckedOut::of(const WorkTreePath& tree, const std::string& revision,
                                         DiagnosticSink& sink) {
  DiagnosticSink refusal;
  if (!git(tree.top, {"rev-parse", "--verify", "--quiet", revision + "^{commit}"}, {}, refusal)) {
    sink.report(Code::git_no_revision, {}, {revision, tree.top.string()});
    return std::nullopt;
  }
  const std::optional<fs::path> folder = new_folder(sink);
  if (!folder) return std::nullopt;
  CheckedOut result(*folder);
  // An index of its own: that of the work tree stays as it is.
  const std::vector<std::string> index{"GIT_INDEX_FILE=" + (*folder / ".git-index").string()};
  const std::string prefix = "--prefix=" + folder->string() + "/";
  if (!git(tree.top, {"read-tree", revision}, index, sink)) return std::nullopt;
  if (!git(tree.top, {"checkout-index", "--all", "--quiet", prefix}, index, sink)) return std::nullopt;
  return result;
}

CheckedOut::CheckedOut(CheckedOut&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}

CheckedOut::~CheckedOut() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

CurrentFolder::CurrentFolder(const fs::path& folder) {
  std::error_code ignored;
  before_ = fs::current_path(ignored);
  fs::current_path(folder, ignored);
}

CurrentFolder::~CurrentFolder() {
  std::error_code ignored;
  fs::current_path(before_, ignored);
}

}  // namespace sekisho::cli
