#include "cli/config_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_mebibytes = 256;  // no config is; a disk image named by mistake is

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Regular files below a folder, sorted by path.
std::vector<std::string> files_below(const fs::path& folder, DiagnosticSink& sink) {
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
  if (error) sink.report(Code::file_unreadable, {folder.string()}, {folder.string(), error.message()});
  std::ranges::sort(files);
  return files;
}

std::optional<std::string> content_of(const std::string& path, DiagnosticSink& sink) {
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

}  // namespace

std::string language_names() {
  std::string names;
  for (const config::LanguageEntry& language : config::languages()) {
    names += (names.empty() ? "" : ", ") + std::string(language.name);
  }
  return names;
}

std::vector<ConfigPath> files_of(const std::vector<std::string>& paths, DiagnosticSink& sink) {
  std::vector<ConfigPath> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none) {
      sink.report(Code::file_unreadable, {path}, {path, error.message()});
    } else if (fs::is_directory(status)) {
      for (std::string& file : files_below(path, sink)) files.push_back({std::move(file), false});
    } else {
      files.push_back({path, true});
    }
  }
  return files;
}

ParsedFiles parse_files(const std::vector<ConfigPath>& files, const config::LanguageEntry* language,
                        DiagnosticSink& sink) {
  ParsedFiles parsed;
  int found_in_folders = 0;
  for (const auto& [path, named] : files) {
    const std::optional<std::string> text = content_of(path, sink);
    if (!text) continue;
    const config::LanguageEntry* found = language != nullptr ? language : config::detect_language(*text);
    if (found != nullptr) {
      parsed.reports.push_back(config::parse(*found, *text, path).report);
      continue;
    }
    // Folders hold notes and tables beside the configs: one line for all of these.
    if (named) {
      sink.report(Code::config_not_recognised, {path}, {language_names()});
    } else {
      sink.report(Code::file_left_out, {path});
      ++found_in_folders;
    }
    parsed.left_out.push_back(path);
  }
  if (found_in_folders > 0) {
    sink.report(Code::files_left_out, {}, {std::to_string(found_in_folders), language_names()});
  }
  return parsed;
}

}  // namespace sekisho::cli
