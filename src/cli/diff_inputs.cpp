#include "cli/diff_inputs.hpp"

#include "cli/config_network.hpp"

#include <filesystem>
#include <system_error>

namespace sekisho::cli {
std::optional<DiffSide> load_side(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  const bool is_snapshot = is_snapshot_file(path) && !std::filesystem::is_directory(path, error);
  std::optional<LoadedNetwork> loaded =
      is_snapshot ? load_network(path, sink) : load_configs({path}, nullptr, sink);
  if (!loaded || sink.has_errors()) return std::nullopt;
  return DiffSide{std::move(*loaded), is_snapshot};
}

void match_single_configs(DiffSide& before, const DiffSide& after) {
  const bool are_single = !before.is_snapshot && !after.is_snapshot &&
                          before.loaded.network.devices.size() == 1 &&
                          after.loaded.network.devices.size() == 1;
  if (are_single) rename_device(before.loaded, 0, after.loaded.network.devices.front().name);
}

}  // namespace sekisho::cli
