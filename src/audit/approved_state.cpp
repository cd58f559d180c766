#include <sekisho/audit/approved_state.hpp>

#include <sekisho/dump/model_file.hpp>

#include <algorithm>
#include <optional>

namespace sekisho::audit {

bool are_approved(const std::vector<std::string>& files, const ApprovedState& state) {
  return std::ranges::all_of(files, [&](const std::string& file) {
    const std::optional<std::string> hash = sha256_of_file(file);
    return hash && std::ranges::find(state.sha256, *hash) != state.sha256.end();
  });
}

bool has_changed_since(const SnapshotDevice& device) {
  if (!device.approved || device.approved->configs.empty()) return false;
  return are_approved(device.approved->configs, *device.approved) &&
         !are_approved(device.configs, *device.approved);
}

}  // namespace sekisho::audit
