// The config files that `parse` is asked for: files as they are, folders with all that lies in them.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/config/parse.hpp>

#include <string>
#include <vector>

namespace sekisho::cli {

struct ConfigPath {
  std::string path;
  bool named = true;  // on the command line itself, not found in a folder
};

/// Paths of files, folders replaced by the files below them, sorted; hidden files and symbolic links
/// inside folders are left out (links may lead in circles). Unreadable paths are reported.
[[nodiscard]] std::vector<ConfigPath> files_of(const std::vector<std::string>& paths, DiagnosticSink& sink);

struct ParsedFiles {
  std::vector<config::FileReport> reports;
  std::vector<std::string> left_out;  // files in no known language
};

/// Reads each file in the given language, or in the one that its text looks like. What cannot be read
/// or is in no known language is reported and left out.
[[nodiscard]] ParsedFiles parse_files(const std::vector<ConfigPath>& files,
                                      const config::LanguageEntry* language, DiagnosticSink& sink);

/// `cisco-ios, fortios`.
[[nodiscard]] std::string language_names();

}  // namespace sekisho::cli
