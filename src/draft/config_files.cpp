// The files of a folder: configs, routing tables, and what is neither.
#include "draft/site.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/config_folder.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

namespace sekisho::draft {
namespace {

/// Text has no zero bytes; UTF-16 text, which does, is none that a device prints.
bool is_binary(std::string_view text) {
  constexpr std::size_t looked_at = 8192;
  return text.substr(0, looked_at).find('\0') != std::string_view::npos;
}

bool is_called_route(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name.find("rout") != std::string::npos;
}

/// The language whose devices print such a routing table; null when it is none. Only files that are called
/// so are tried: much else that devices print looks similar.
const config::LanguageEntry* table_language(const std::string& path, const std::string& text) {
  if (!is_called_route(path)) return nullptr;
  for (const config::LanguageEntry& language : config::languages()) {
    if (language.read_table == nullptr) continue;
    Device scratch;
    DiagnosticSink ignored;
    if (language.read_table(text, path, scratch, ignored) && !scratch.table.empty()) return &language;
  }
  return nullptr;
}

std::string language_names() {
  std::string names;
  for (const config::LanguageEntry& language : config::languages())
    names += (names.empty() ? "" : ", ") + std::string(language.name);
  return names;
}

}  // namespace

ConfigFiles find_config_files(const std::string& folder, DiagnosticSink& sink) {
  ConfigFiles files;
  for (const std::string& path : files_below(folder, sink)) {
    std::optional<std::string> text = read_config_file(path, sink);
    if (!text) {
      files.left_out.push_back(path);
    } else if (is_binary(*text)) {
      sink.report(Code::draft_binary_file, {path});
      files.left_out.push_back(path);
    } else if (const config::LanguageEntry* language = config::detect_language(*text)) {
      files.configs.push_back({path, std::move(*text), language});
    } else if (const config::LanguageEntry* printed_by = table_language(path, *text)) {
      files.tables.push_back({path, std::move(*text), printed_by});
    } else {
      sink.report(Code::draft_unknown_file, {path}, {language_names()});
      files.left_out.push_back(path);
    }
  }
  return files;
}

}  // namespace sekisho::draft
