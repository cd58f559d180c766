// Snapshot file -> configs -> devices -> network -> routing tables.
#include <sekisho/base/code.hpp>
#include <sekisho/loading/load.hpp>

#include "device_files.hpp"

#include <utility>

namespace sekisho {

std::optional<LoadedNetwork> load_network(const std::string& snapshot_path, DiagnosticSink& sink) {
  std::optional<Snapshot> snapshot = load_snapshot(snapshot_path, sink);
  if (!snapshot) return std::nullopt;
  return load_network(std::move(*snapshot), sink);
}

LoadedNetwork load_network(Snapshot snapshot, DiagnosticSink& sink) {
  LoadedNetwork loaded;
  std::vector<Device> devices;
  for (const SnapshotDevice& wanted : snapshot.devices) {
    loading::DeviceReading reading = loading::read_device(wanted);
    loading::forward(reading.diagnostics, sink);
    for (config::FileReport& report : reading.reports) loaded.files.push_back(std::move(report));
    devices.push_back(std::move(reading.device));
  }
  loaded.network = build_network(std::move(snapshot), std::move(devices), sink);
  loaded.routes = compute_routes(loaded.network);
  return loaded;
}

}  // namespace sekisho
