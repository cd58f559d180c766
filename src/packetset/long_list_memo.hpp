// Remembers what long lists came to. Lossy: a colliding list takes the place of the older one, and all are
// forgotten when they take too much memory. Lists are compared word by word, which is cheap beside what
// working one out costs.
#pragma once

#include "edge.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sekisho::detail {

class LongListMemo {
 public:
  using Key = std::vector<std::uint32_t>;

  /// The result of a list, not empty, or nothing; valid until the next call.
  [[nodiscard]] const Edge* find(const Key& key) const {
    if (entries_.empty()) return nullptr;
    const Entry& entry = entries_[position(key)];
    return entry.key == key ? &entry.result : nullptr;
  }

  void store(Key key, Edge result) {
    words_ += key.size();
    if (entries_.empty() || words_ > max_words) {
      entries_.assign(entry_count, {});
      words_ = key.size();
    }
    Entry& entry = entries_[position(key)];
    words_ -= entry.key.size();
    entry = {std::move(key), result};
  }

 private:
  static constexpr std::size_t entry_count = 1U << 8;
  static constexpr std::size_t max_words = 1U << 22;  // 16 MiB

  struct Entry {
    Key key;
    Edge result = 0;
  };

  [[nodiscard]] static std::size_t position(const Key& key) {
    std::uint64_t hash = key.size();
    for (const std::uint32_t word : key) hash = mix(hash * 0xc2b2ae3d27d4eb4fULL + word);
    return static_cast<std::size_t>(hash) & (entry_count - 1);
  }

  std::vector<Entry> entries_;
  std::size_t words_ = 0;
};

}  // namespace sekisho::detail
