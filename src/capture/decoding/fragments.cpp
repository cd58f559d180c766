#include "capture/decoding/fragments.hpp"

#include <algorithm>
#include <limits>

namespace sekisho::capture {
namespace {

/// Copies the parts of the fragment that lie in no range yet, and adds its range.
void merge(Assembly& assembly, const Fragment& fragment) {
  const std::size_t begin = fragment.offset;
  const std::size_t end = fragment.offset + fragment.length;
  if (assembly.bytes.size() < end) assembly.bytes.resize(end);
  std::size_t position = begin;
  const auto copy_until = [&](std::size_t until) {
    for (; position < until; ++position) {
      const std::size_t within = position - begin;
      if (within < fragment.bytes.size()) assembly.bytes[position] = fragment.bytes[within];
    }
  };
  for (const auto& [known_begin, known_end] : assembly.ranges) {
    copy_until(std::min(known_begin, end));
    position = std::max(position, std::min(known_end, end));
  }
  copy_until(end);

  assembly.ranges.emplace_back(begin, end);
  std::sort(assembly.ranges.begin(), assembly.ranges.end());
  std::vector<std::pair<std::size_t, std::size_t>> joined;
  for (const auto& range : assembly.ranges) {
    if (!joined.empty() && range.first <= joined.back().second) {
      joined.back().second = std::max(joined.back().second, range.second);
    } else {
      joined.push_back(range);
    }
  }
  assembly.ranges = std::move(joined);
}

}  // namespace

Assembly* FragmentStore::add(const DatagramKey& key, const Fragment& fragment, Timestamp time) {
  forget_old(time);
  const std::size_t end = fragment.offset + fragment.length;
  if (end > most_bytes || fragment.length == 0 || (fragment.more && fragment.length % 8 != 0)) return nullptr;
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    kept_.push_back({key, {}});
    by_key_.emplace(key, std::prev(kept_.end()));
    kept_.back().assembly.begun = time;
    kept_.back().assembly.captured_end = most_bytes;
  }
  Assembly& assembly = found == by_key_.end() ? kept_.back().assembly : found->second->assembly;
  if (assembly.total && end > *assembly.total) return nullptr;
  if (!fragment.more) assembly.total = end;

  merge(assembly, fragment);
  if (fragment.bytes.size() < fragment.length) {
    assembly.captured_end = std::min(assembly.captured_end, fragment.offset + fragment.bytes.size());
  }
  if (assembly.frames < std::numeric_limits<std::uint8_t>::max()) ++assembly.frames;
  assembly.complete = assembly.total && assembly.ranges.size() == 1 &&
                      assembly.ranges.front() == std::pair(std::size_t{0}, *assembly.total);
  return &assembly;
}

void FragmentStore::remove(const DatagramKey& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  removed_.splice(removed_.begin(), kept_, found->second);
  by_key_.erase(found);
}

void FragmentStore::forget_old(Timestamp time) {
  while (!kept_.empty() &&
         (kept_.size() >= most_datagrams || kept_.front().assembly.begun + longest_wait < time)) {
    by_key_.erase(kept_.front().key);
    kept_.pop_front();
  }
}

}  // namespace sekisho::capture
