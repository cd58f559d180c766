#include <sekisho/model/device.hpp>

#include <algorithm>

namespace sekisho {

bool VlanSet::contains(std::uint16_t vlan) const {
  return std::any_of(ranges.begin(), ranges.end(),
                     [vlan](const auto& range) { return range.first <= vlan && vlan <= range.second; });
}

void VlanSet::add(std::uint16_t first, std::uint16_t last) {
  if (first > last) return;
  std::vector<std::pair<std::uint16_t, std::uint16_t>> merged;
  // Ranges that overlap or touch the new one are swallowed by it; the rest keep their order.
  for (const auto& range : ranges) {
    const bool apart = int{range.second} + 1 < int{first} || int{last} + 1 < int{range.first};
    if (apart) {
      merged.push_back(range);
    } else {
      first = std::min(first, range.first);
      last = std::max(last, range.second);
    }
  }
  merged.emplace_back(first, last);
  std::sort(merged.begin(), merged.end());
  ranges = std::move(merged);
}

void VlanSet::remove(std::uint16_t first, std::uint16_t last) {
  if (first > last) return;
  std::vector<std::pair<std::uint16_t, std::uint16_t>> kept;
  for (const auto& range : ranges) {
    if (range.second < first || last < range.first) {
      kept.push_back(range);
      continue;
    }
    if (range.first < first) kept.emplace_back(range.first, static_cast<std::uint16_t>(first - 1));
    if (last < range.second) kept.emplace_back(static_cast<std::uint16_t>(last + 1), range.second);
  }
  ranges = std::move(kept);
}

const Interface* Device::find_interface(std::string_view interface_name) const {
  const auto found = std::find_if(interfaces.begin(), interfaces.end(), [&](const Interface& interface) {
    return interface.name == interface_name;
  });
  return found == interfaces.end() ? nullptr : &*found;
}

}  // namespace sekisho
