#include <sekisho/loading/config_folder.hpp>

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sekisho {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_mebibytes = 256;  // no config is; a disk image named by mistake is

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

std::vector<std::string> files_below(const std::string& folder, DiagnosticSink& sink) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (is_hidden(entry->path())) {
      if (entry->is_directory(ignored)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file(ignored) && !entry->is_symlink(ignored))
      files.push_back(entry->path().string());
  }
  if (error) sink.report(Code::file_unreadable, {folder}, {folder, error.message()});
  std::ranges::sort(files);
  return files;
}

std::optional<std::string> read_config_file(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > largest_mebibytes << 20) {
    sink.report(Code::config_too_large, {path}, {std::to_string(largest_mebibytes)});
    return std::nullopt;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  if (stream) text.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  if (!stream) {
    sink.report(Code::file_unreadable, {path}, {path, std::strerror(errno != 0 ? errno : EIO)});
    return std::nullopt;
  }
  return text;
}

}  // namespace sekisho
