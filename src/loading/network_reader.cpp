#include <sekisho/loading/network_reader.hpp>

#include "device_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

namespace sekisho {

namespace {

std::optional<std::string> text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::vector<std::string> files_of(const SnapshotDevice& device) {
  std::vector<std::string> files = device.configs;
  files.insert(files.end(), device.tables.begin(), device.tables.end());
  if (device.approved)
    files.insert(files.end(), device.approved->configs.begin(), device.approved->configs.end());
  return files;
}

}  // namespace

std::vector<std::string> NetworkReader::files() const {
  std::vector<std::string> files{snapshot_path_};
  for (const SnapshotDevice& device : loaded_.network.snapshot.devices) {
    for (std::string& file : files_of(device)) files.push_back(std::move(file));
  }
  return files;
}

NetworkReader::Texts NetworkReader::texts_on_disk() const {
  Texts texts;
  for (const std::string& file : files()) {
    const auto supposed = supposed_.find(file);
    texts.emplace(file, supposed == supposed_.end() ? text_of(file) : std::optional(supposed->second));
  }
  return texts;
}

NetworkReader::Outcome NetworkReader::read(DiagnosticSink& sink) {
  changed_.clear();
  if (!is_loaded_) return read_all(sink) ? Outcome::read_anew : Outcome::unusable;
  Texts now = texts_on_disk();
  // A file that appears or vanishes is a matter of the snapshot, which names it.
  const bool snapshot_stands =
      now[snapshot_path_] == texts_[snapshot_path_] &&
      std::equal(now.begin(), now.end(), texts_.begin(), texts_.end(), [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.has_value() == b.second.has_value();
      });
  if (!snapshot_stands) {
    is_loaded_ = false;
    return read_all(sink) ? Outcome::read_anew : Outcome::unusable;
  }
  const std::vector<SnapshotDevice>& devices = loaded_.network.snapshot.devices;
  for (DeviceIndex d = 0; d < devices.size(); ++d) {
    const std::vector<std::string> files = files_of(devices[d]);
    const bool stands =
        std::ranges::all_of(files, [&](const std::string& file) { return now[file] == texts_[file]; });
    if (!stands) changed_.push_back(d);
  }
  texts_ = std::move(now);
  if (!changed_.empty()) {
    update(sink);
    return Outcome::updated;
  }
  // The network stays as it is, and so does what points into it.
  loading::forward(snapshot_diagnostics_, sink);
  for (const DiagnosticSink& diagnostics : device_diagnostics_) loading::forward(diagnostics, sink);
  loading::forward(join_diagnostics_, sink);
  return Outcome::updated;
}

bool NetworkReader::read_all(DiagnosticSink& sink) {
  loaded_ = {};
  device_diagnostics_.clear();
  report_counts_.clear();
  snapshot_diagnostics_ = {};
  std::optional<Snapshot> snapshot = load_snapshot(snapshot_path_, snapshot_diagnostics_);
  loading::forward(snapshot_diagnostics_, sink);
  if (!snapshot) return false;
  // The texts first: what changes while the configs are read is then found to have changed by the next read.
  loaded_.network.snapshot = std::move(*snapshot);
  texts_ = texts_on_disk();
  snapshot = std::move(loaded_.network.snapshot);
  std::vector<Device> devices;
  for (const SnapshotDevice& wanted : snapshot->devices) {
    loading::DeviceReading reading = loading::read_device(wanted, supposed_);
    loading::forward(reading.diagnostics, sink);
    device_diagnostics_.push_back(std::move(reading.diagnostics));
    report_counts_.push_back(reading.reports.size());
    std::ranges::move(reading.reports, std::back_inserter(loaded_.files));
    devices.push_back(std::move(reading.device));
  }
  join(std::move(*snapshot), std::move(devices), sink);
  is_loaded_ = true;
  return true;
}

void NetworkReader::update(DiagnosticSink& sink) {
  // Moving vectors leaves their elements where they are: the devices that did not change among them.
  Snapshot snapshot = std::move(loaded_.network.snapshot);
  std::vector<Device> devices = std::move(loaded_.network.devices);
  std::vector<config::FileReport> before = std::move(loaded_.files);
  loaded_.files.clear();
  loading::forward(snapshot_diagnostics_, sink);
  auto next_report = before.begin();
  for (DeviceIndex d = 0; d < devices.size(); ++d) {
    const auto reports_end = next_report + static_cast<std::ptrdiff_t>(report_counts_[d]);
    if (std::ranges::find(changed_, d) == changed_.end()) {
      std::move(next_report, reports_end, std::back_inserter(loaded_.files));
    } else {
      loading::DeviceReading reading = loading::read_device(snapshot.devices[d], supposed_);
      device_diagnostics_[d] = std::move(reading.diagnostics);
      report_counts_[d] = reading.reports.size();
      std::ranges::move(reading.reports, std::back_inserter(loaded_.files));
      devices[d] = std::move(reading.device);
    }
    next_report = reports_end;
    loading::forward(device_diagnostics_[d], sink);
  }
  join(std::move(snapshot), std::move(devices), sink);
}

void NetworkReader::join(Snapshot snapshot, std::vector<Device> devices, DiagnosticSink& sink) {
  join_diagnostics_ = {};
  loaded_.network = build_network(std::move(snapshot), std::move(devices), join_diagnostics_);
  loading::forward(join_diagnostics_, sink);
  loaded_.routes = compute_routes(loaded_.network);
}

}  // namespace sekisho
