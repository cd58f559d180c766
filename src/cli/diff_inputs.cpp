#include "cli/diff_inputs.hpp"

#include "cli/config_files.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/config/parse.hpp>
#include <sekisho/draft/draft.hpp>
#include <sekisho/loading/config_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  return extension == ".yaml" || extension == ".yml";
}

void rename_device(LoadedNetwork& loaded, const std::string& name) {
  loaded.network.devices.front().name = name;
  loaded.network.snapshot.devices.front().name = name;
  for (config::FileReport& file : loaded.files) file.device = name;
}

/// A network of one device, called by its hostname, else by its file.
std::optional<LoadedNetwork> load_config(const std::string& path, DiagnosticSink& sink) {
  const std::optional<std::string> text = read_config_file(path, sink);
  if (!text) return std::nullopt;
  const config::LanguageEntry* language = config::detect_language(*text);
  if (language == nullptr) {
    sink.report(Code::no_config_found, {path}, {language_names()});
    return std::nullopt;
  }
  Snapshot snapshot;
  snapshot.file = path;
  SnapshotDevice device;
  device.name = fs::path(path).stem().string();
  device.language = std::string(language->name);
  device.configs = {path};
  snapshot.devices.push_back(std::move(device));
  LoadedNetwork loaded = load_network(std::move(snapshot), sink);
  const std::string hostname = loaded.network.devices.front().hostname;
  if (!hostname.empty()) rename_device(loaded, hostname);
  return loaded;
}

/// The devices that drafting finds in the folder; links and segments, which it guesses, are left out.
std::optional<LoadedNetwork> load_folder(const std::string& path, DiagnosticSink& sink) {
  const draft::Draft draft = draft::draft_snapshot(path, sink);
  if (draft.devices.empty()) {
    sink.report(Code::no_config_found, {path}, {language_names()});
    return std::nullopt;
  }
  Snapshot snapshot;
  snapshot.file = path;
  for (const draft::DraftDevice& found : draft.devices) {
    SnapshotDevice device;
    device.name = found.name;
    device.language = found.language;
    device.configs = found.configs;
    device.tables = found.tables;
    snapshot.devices.push_back(std::move(device));
  }
  return load_network(std::move(snapshot), sink);
}

}  // namespace

std::optional<DiffSide> load_side(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  const bool is_snapshot = !is_folder && is_yaml(path);
  std::optional<LoadedNetwork> loaded = is_snapshot ? load_network(path, sink)
                                        : is_folder ? load_folder(path, sink)
                                                    : load_config(path, sink);
  if (!loaded || sink.has_errors()) return std::nullopt;
  return DiffSide{std::move(*loaded), is_snapshot};
}

void match_single_configs(DiffSide& before, const DiffSide& after) {
  const bool are_single = !before.is_snapshot && !after.is_snapshot &&
                          before.loaded.network.devices.size() == 1 &&
                          after.loaded.network.devices.size() == 1;
  if (are_single) rename_device(before.loaded, after.loaded.network.devices.front().name);
}

}  // namespace sekisho::cli
