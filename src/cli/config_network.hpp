// Configs without a snapshot: devices that nothing is known to join.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/config/parse.hpp>
#include <sekisho/loading/load.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::cli {

/// True for the files that commands take as snapshots: .yaml, .yml.
[[nodiscard]] bool is_snapshot_file(const std::string& path);

/// The devices of configs and of folders with configs, without links, segments and policy. Each is called by
/// its hostname, or by its file where it has none or another one has it, too. `language`: of the configs that
/// are named themselves; null: what each looks like. Nothing, and reported, when a path is not usable or
/// holds no config.
[[nodiscard]] std::optional<LoadedNetwork> load_configs(const std::vector<std::string>& paths,
                                                        const config::LanguageEntry* language,
                                                        DiagnosticSink& sink);

/// Calls a device otherwise.
void rename_device(LoadedNetwork& loaded, DeviceIndex device, const std::string& name);

}  // namespace sekisho::cli
