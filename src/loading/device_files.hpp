// One device of a snapshot from its files.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/loading/network_reader.hpp>
#include <sekisho/model/device.hpp>
#include <sekisho/model/snapshot.hpp>

#include <vector>

namespace sekisho::loading {

struct DeviceReading {
  Device device;
  std::vector<config::FileReport> reports;  // one per config file that could be read
  DiagnosticSink diagnostics;
};

/// Reads the configs and tables of a device. A device whose configs cannot be read is there by name, and
/// nothing is known of it. Files that `texts` has are read from there.
[[nodiscard]] DeviceReading read_device(const SnapshotDevice& wanted, const FileTexts& texts = {});

/// Reports once more what was reported.
void forward(const DiagnosticSink& from, DiagnosticSink& to);

}  // namespace sekisho::loading
