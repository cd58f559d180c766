// From a snapshot file to the vendor-neutral network with its routing tables: everything that the
// analyses stand on, read once.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// A snapshot with everything it names read and joined.
struct LoadedNetwork {
  Network network;
  std::vector<DeviceRoutes> routes;
  std::vector<config::FileReport> files;  // one per config file, in the order of the snapshot
};

/// Reads the snapshot, its configs and tables. Nothing when the input is unusable (the sink has an
/// error); with errors in the sink but a value, the caller decides (the command line exits 65).
[[nodiscard]] std::optional<LoadedNetwork> load_network(const std::string& snapshot_path,
                                                        DiagnosticSink& sink);

/// The same of a snapshot that need not stand in a file.
[[nodiscard]] LoadedNetwork load_network(Snapshot snapshot, DiagnosticSink& sink);

}  // namespace sekisho
