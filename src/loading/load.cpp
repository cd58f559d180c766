// Snapshot file -> configs -> devices -> network -> routing tables.
#include <sekisho/loading/load.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace sekisho {

namespace {

// A config of a real device is a few megabytes at most; larger files are refused rather than read for
// minutes.
constexpr std::size_t largest_file = std::size_t{256} << 20;

std::optional<std::string> read_file(const std::string& path, const Span& asked_at, DiagnosticSink& sink) {
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

const config::LanguageEntry* language_of(const SnapshotDevice& wanted, const std::string& text,
                                         DiagnosticSink& sink) {
  if (wanted.language.empty()) {
    const config::LanguageEntry* found = config::detect_language(text);
    if (found == nullptr) sink.report(Code::language_not_detected, wanted.span, {wanted.name});
    return found;
  }
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

/// A device whose config could not be read: present by name, nothing known of it.
Device unread_device(const SnapshotDevice& wanted) {
  Device device;
  device.name = wanted.name;
  return device;
}

Device read_device(const SnapshotDevice& wanted, std::vector<config::FileReport>& reports,
                   DiagnosticSink& sink) {
  if (wanted.configs.empty()) return unread_device(wanted);  // reported by the snapshot loader
  // Lines of several files cannot be told apart in what the parsers report, so one file it is.
  if (wanted.configs.size() > 1) sink.report(Code::several_configs, wanted.span, {wanted.name});
  const std::string& path = wanted.configs.front();
  const std::optional<std::string> text = read_file(path, wanted.span, sink);
  if (!text) return unread_device(wanted);
  const config::LanguageEntry* language = language_of(wanted, *text, sink);
  if (language == nullptr) return unread_device(wanted);

  config::ParsedConfig parsed = config::parse(*language, *text, path);
  Device device = std::move(parsed.device);
  device.name = wanted.name;
  device.files = {path};
  parsed.report.device = wanted.name;
  reports.push_back(std::move(parsed.report));
  for (const std::string& table : wanted.tables) {
    const std::optional<std::string> table_text = read_file(table, wanted.span, sink);
    if (table_text && !language->read_table(*table_text, table, device, sink)) {
      sink.report(Code::not_a_routing_table, {table, 0, 0, 0}, {wanted.name, std::string(language->name)});
    }
  }
  return device;
}

}  // namespace

std::optional<LoadedNetwork> load_network(const std::string& snapshot_path, DiagnosticSink& sink) {
  std::optional<Snapshot> snapshot = load_snapshot(snapshot_path, sink);
  if (!snapshot) return std::nullopt;
  LoadedNetwork loaded;
  std::vector<Device> devices;
  for (const SnapshotDevice& wanted : snapshot->devices)
    devices.push_back(read_device(wanted, loaded.files, sink));
  loaded.network = build_network(std::move(*snapshot), std::move(devices), sink);
  loaded.routes = compute_routes(loaded.network);
  return loaded;
}

}  // namespace sekisho
