#include "cli/input_files.hpp"

#include <sekisho/dump/model_file.hpp>

#include <set>

namespace sekisho::cli {

std::vector<report::InputFile> input_files(const Snapshot& snapshot) {
  std::vector<report::InputFile> files;
  std::set<std::string> seen;
  const auto add = [&](const std::string& path) {
    if (seen.insert(path).second) files.push_back({path, sha256_of_file(path).value_or("")});
  };
  add(snapshot.file);
  for (const SnapshotDevice& device : snapshot.devices) {
    for (const std::string& config : device.configs) add(config);
    for (const std::string& device_table : device.tables) add(device_table);
    if (!device.approved) continue;
    for (const std::string& config : device.approved->configs) add(config);
  }
  return files;
}

}  // namespace sekisho::cli
