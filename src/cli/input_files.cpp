#include "cli/input_files.hpp"

#include <sekisho/dump/model_file.hpp>

#include <fstream>
#include <set>
#include <sstream>

namespace sekisho::cli {
namespace {

std::string digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (file) text << file.rdbuf();
  return file.is_open() && !file.bad() ? sha256_hex(std::move(text).str()) : std::string();
}

}  // namespace

std::vector<report::InputFile> input_files(const Snapshot& snapshot) {
  std::vector<report::InputFile> files;
  std::set<std::string> seen;
  const auto add = [&](const std::string& path) {
    if (seen.insert(path).second) files.push_back({path, digest_of(path)});
  };
  add(snapshot.file);
  for (const SnapshotDevice& device : snapshot.devices) {
    for (const std::string& config : device.configs) add(config);
    for (const std::string& device_table : device.tables) add(device_table);
  }
  return files;
}

}  // namespace sekisho::cli
