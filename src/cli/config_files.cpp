#include "cli/config_files.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/config_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    line.erase(line.find_last_not_of('\r') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Each language masks the secrets of its own commands. Read in the wrong language a config would show
/// them, so where the user chose the language, what any other one would mask is masked too.
void mask_as_all_languages(config::FileReport& report, const std::string& text) {
  const std::vector<std::string> raw = lines_of(text);
  const std::size_t count = std::min(raw.size(), report.masked.size());
  std::vector<bool> changed(report.masked.size(), false);
  for (const config::LanguageEntry& language : config::languages()) {
    if (language.name == report.language) continue;
    const std::vector<std::string> other = config::parse(language, text, report.file).report.masked;
    for (std::size_t i = 0; i < std::min(count, other.size()); ++i) {
      if (other[i] == raw[i] || report.masked[i] != raw[i]) continue;
      report.masked[i] = other[i];
      changed[i] = true;
    }
  }
  for (config::LineIssue& issue : report.issues) {
    const auto index = static_cast<std::size_t>(issue.line) - 1;
    if (index < changed.size() && changed[index]) issue.text = report.masked[index];
  }
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
    const std::optional<std::string> text = read_config_file(path, sink);
    if (!text) continue;
    const config::LanguageEntry* found = language != nullptr ? language : config::detect_language(*text);
    if (found != nullptr) {
      parsed.reports.push_back(config::parse(*found, *text, path).report);
      if (language != nullptr) mask_as_all_languages(parsed.reports.back(), *text);
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
