#include "device_files.hpp"

#include <sekisho/base/code.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

namespace sekisho::loading {

namespace {

// A config of a real device is a few megabytes at most; larger files are refused rather than read for
// minutes.
constexpr std::size_t largest_file = std::size_t{256} << 20;

std::optional<std::string> read_file(const std::string& path, const FileTexts& texts, const Span& asked_at,
                                     DiagnosticSink& sink) {
  if (const auto supposed = texts.find(path); supposed != texts.end()) return supposed->second;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;  // the snapshot loader says so
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (file) text << file.rdbuf();
  if (!file.is_open() || file.bad()) {
    sink.report(Code::file_unreadable, asked_at, {path, std::generic_category().message(errno)});
    return std::nullopt;
  }
  std::string result = std::move(text).str();
  if (result.size() > largest_file) {
    sink.report(Code::file_too_large, {path, 0, 0, 0}, {std::to_string(largest_file)});
    return std::nullopt;
  }
  return result;
}

/// The language that the snapshot names; null, and reported, when there is none of that name.
const config::LanguageEntry* named_language(const SnapshotDevice& wanted, DiagnosticSink& sink) {
  const config::LanguageEntry* found = config::find_language(wanted.language);
  if (found == nullptr) {
    std::vector<std::string> known;
    for (const config::LanguageEntry& each : config::languages()) known.emplace_back(each.name);
    std::string expected = nearest_name(wanted.language, known);
    for (const std::string& each : known) {
      if (each != expected) expected += (expected.empty() ? "" : ", ") + each;
    }
    sink.report(Code::unknown_language, wanted.span, {wanted.language, expected});
  }
  return found;
}

/// The language of one of a device's files. A named language stands for its family, and each file is in
/// the member of it that it looks like.
const config::LanguageEntry* language_of(const SnapshotDevice& wanted, const std::string& text,
                                         DiagnosticSink& sink) {
  const config::LanguageEntry* named = nullptr;
  if (!wanted.language.empty()) {
    named = named_language(wanted, sink);
    if (named == nullptr || named->family.empty()) return named;
  }
  const config::LanguageEntry* found = config::detect_language(text);
  if (named != nullptr) return found != nullptr && config::combine(*named, *found) ? found : named;
  if (found == nullptr) sink.report(Code::language_not_detected, wanted.span, {wanted.name});
  return found;
}

/// A config file of a device with the text that its DeviceFile points into.
struct ReadFile {
  std::string text;
  std::string path;
  const config::LanguageEntry* language = nullptr;
};

/// The config files of a device that can be read together. A file that does not combine with the ones
/// before it is reported and left out.
std::vector<ReadFile> read_configs(const SnapshotDevice& wanted, const FileTexts& texts,
                                   DiagnosticSink& sink) {
  std::vector<ReadFile> files;
  for (const std::string& path : wanted.configs) {
    std::optional<std::string> text = read_file(path, texts, wanted.span, sink);
    if (!text) continue;
    const config::LanguageEntry* language = language_of(wanted, *text, sink);
    if (language == nullptr) continue;
    if (!files.empty() && !config::combine(*files.front().language, *language)) {
      sink.report(Code::configs_do_not_combine, wanted.span,
                  {wanted.name, path, std::string(language->name), files.front().path,
                   std::string(files.front().language->name)});
      continue;
    }
    files.push_back({std::move(*text), path, language});
  }
  return files;
}

void read_tables(const SnapshotDevice& wanted, const FileTexts& texts, const config::LanguageEntry& language,
                 DeviceReading& reading) {
  DiagnosticSink& sink = reading.diagnostics;
  for (const std::string& table : wanted.tables) {
    const std::optional<std::string> text = read_file(table, texts, wanted.span, sink);
    if (text && !language.read_table(*text, table, reading.device, sink)) {
      sink.report(Code::not_a_routing_table, {table, 0, 0, 0}, {wanted.name, std::string(language.name)});
    }
  }
}

}  // namespace

DeviceReading read_device(const SnapshotDevice& wanted, const FileTexts& texts) {
  DeviceReading reading;
  const std::vector<ReadFile> files = read_configs(wanted, texts, reading.diagnostics);
  if (!files.empty()) {
    std::vector<config::DeviceFile> to_parse;
    for (const ReadFile& file : files) to_parse.push_back({file.language, {file.text, file.path}});
    config::ParsedDevice parsed = config::parse_device(to_parse);
    reading.device = std::move(parsed.device);
    for (config::FileReport& report : parsed.reports) {
      report.device = wanted.name;
      reading.reports.push_back(std::move(report));
    }
    read_tables(wanted, texts, *files.front().language, reading);
  }
  reading.device.name = wanted.name;
  return reading;
}

void forward(const DiagnosticSink& from, DiagnosticSink& to) {
  for (const Diagnostic& each : from.all()) to.report(each.code, each.span, each.arguments);
}

}  // namespace sekisho::loading
