// A snapshot that is read again and again: what has not changed on disk is not parsed again.
#pragma once

#include <sekisho/loading/load.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// Contents of files, by path, that stand for what is on disk.
using FileTexts = std::map<std::string, std::string>;

class NetworkReader {
 public:
  explicit NetworkReader(std::string snapshot_path) : snapshot_path_(std::move(snapshot_path)) {}

  enum class Outcome : std::uint8_t {
    unusable,   // no network could be made; there is none now
    read_anew,  // nothing of the network before is left
    updated,    // only `changed_devices` were read again; all others stand where they stood in memory
  };

  /// Brings the network up to what is on disk. Reports everything that is wrong with it, old and new.
  [[nodiscard]] Outcome read(DiagnosticSink& sink);

  /// From now on configs and tables that `texts` names are read from it: what if they were so.
  void suppose(FileTexts texts) { supposed_ = std::move(texts); }

  /// The network of the last read() that was not unusable.
  [[nodiscard]] const LoadedNetwork& loaded() const { return loaded_; }
  [[nodiscard]] const std::vector<DeviceIndex>& changed_devices() const { return changed_; }

  /// The snapshot, and all configs and tables that it names, be they there or not.
  [[nodiscard]] std::vector<std::string> files() const;

  /// True when one of them is not what it was when it was read.
  [[nodiscard]] bool is_stale() const { return texts_on_disk() != texts_; }

 private:
  /// Contents of the files, nothing for those that cannot be read.
  using Texts = std::map<std::string, std::optional<std::string>>;

  [[nodiscard]] Texts texts_on_disk() const;
  [[nodiscard]] bool read_all(DiagnosticSink& sink);
  void update(DiagnosticSink& sink);
  void join(Snapshot snapshot, std::vector<Device> devices, DiagnosticSink& sink);

  std::string snapshot_path_;
  FileTexts supposed_;
  LoadedNetwork loaded_;
  std::vector<DeviceIndex> changed_;
  bool is_loaded_ = false;
  Texts texts_;
  DiagnosticSink snapshot_diagnostics_;
  std::vector<DiagnosticSink> device_diagnostics_;
  DiagnosticSink join_diagnostics_;
  std::vector<std::size_t> report_counts_;  // how many of loaded_.files are of each device
};

}  // namespace sekisho
