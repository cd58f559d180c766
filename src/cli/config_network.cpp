#include "cli/config_network.hpp"

#include "cli/config_files.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/draft/draft.hpp>
#include <sekisho/loading/config_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

void add_config(const std::string& path, const config::LanguageEntry* language, Snapshot& snapshot,
                DiagnosticSink& sink) {
  const std::optional<std::string> text = read_config_file(path, sink);
  if (!text) return;
  if (language == nullptr) language = config::detect_language(*text);
  if (language == nullptr) {
    sink.report(Code::no_config_found, {path}, {language_names()});
    return;
  }
  SnapshotDevice device;
  device.name = path;
  device.language = std::string(language->name);
  device.configs = {path};
  snapshot.devices.push_back(std::move(device));
}

/// The devices that drafting finds in the folder; links and segments, which it guesses, are left out.
void add_folder(const std::string& path, Snapshot& snapshot, DiagnosticSink& sink) {
  const draft::Draft draft = draft::draft_snapshot(path, sink);
  if (draft.devices.empty()) sink.report(Code::no_config_found, {path}, {language_names()});
  for (const draft::DraftDevice& found : draft.devices) {
    SnapshotDevice device;
    device.name = found.name;
    device.language = found.language;
    device.configs = found.configs;
    device.tables = found.tables;
    snapshot.devices.push_back(std::move(device));
  }
}

/// Files give way to hostnames, as far as each is one device's only.
void name_by_hosts(LoadedNetwork& loaded) {
  const std::vector<Device>& devices = loaded.network.devices;
  for (DeviceIndex index = 0; index < devices.size(); ++index) {
    const std::string& hostname = devices[index].hostname;
    const auto has_it = [&](const Device& other) {
      return other.hostname == hostname || other.name == hostname;
    };
    const auto taken = std::ranges::count_if(devices, has_it);
    const bool is_file = loaded.network.snapshot.devices[index].configs.front() == devices[index].name;
    if (!is_file) continue;
    if (!hostname.empty() && taken == 1) {
      rename_device(loaded, index, hostname);
    } else if (devices.size() == 1) {
      rename_device(loaded, index, fs::path(devices[index].name).stem().string());
    }
  }
}

}  // namespace

bool is_snapshot_file(const std::string& path) {
  const std::string extension = fs::path(path).extension().string();
  return extension == ".yaml" || extension == ".yml";
}

std::optional<LoadedNetwork> load_configs(const std::vector<std::string>& paths,
                                          const config::LanguageEntry* language, DiagnosticSink& sink) {
  Snapshot snapshot;
  snapshot.file = paths.front();
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      add_folder(path, snapshot, sink);
    } else {
      add_config(path, language, snapshot, sink);
    }
  }
  if (snapshot.devices.empty() || sink.has_errors()) return std::nullopt;
  LoadedNetwork loaded = load_network(std::move(snapshot), sink);
  if (sink.has_errors()) return std::nullopt;
  name_by_hosts(loaded);
  return loaded;
}

void rename_device(LoadedNetwork& loaded, DeviceIndex device, const std::string& name) {
  const std::vector<std::string> configs = loaded.network.snapshot.devices[device].configs;
  loaded.network.devices[device].name = name;
  loaded.network.snapshot.devices[device].name = name;
  for (config::FileReport& file : loaded.files) {
    if (std::ranges::find(configs, file.file) != configs.end()) file.device = name;
  }
}

}  // namespace sekisho::cli
