// The computed cache: results of recent recursion steps.
//
// It doubles when it has taken as many results as it has entries, up to a bound, so that it follows the
// work of the operations and not the size of the sets.
//
// Direct-mapped and lossy: a colliding result overwrites the older one. Losing an entry costs a
// recomputation, never a wrong result, and a lookup touches one cache line. Without any cache the
// operations would walk paths instead of pairs of nodes and be exponential.
#pragma once

#include "edge.hpp"
#include "large_pages.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace sekisho::detail {

enum class Operation : std::uint32_t { conjunction, branch, exists, swap, disjoint, continuation };

/// What was computed: an operation and up to three operands (edges, or small parameters).
struct CacheKey {
  Operation operation;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;  // below 2^edge_bits
};

class ComputedCache {
 public:
  ComputedCache() : entries_(initial_size, unused) {}

  [[nodiscard]] std::optional<Edge> find(const CacheKey& key) const {
    const Entry& entry = entries_[position(key.a, key.b, tagged(key))];
    if (entry.a == key.a && entry.b == key.b && entry.tagged_c == tagged(key)) return entry.result;
    return std::nullopt;
  }

  void store(const CacheKey& key, Edge result) {
    if (++stores_ > entries_.size() && entries_.size() < max_size) grow();
    entries_[position(key.a, key.b, tagged(key))] = {key.a, key.b, tagged(key), result};
  }

  /// Forgets everything; needed when nodes are freed, because their indexes will be used again.
  void clear() { entries_.assign(entries_.size(), unused); }

  [[nodiscard]] std::size_t bytes() const { return entries_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t tagged_c;  // operand c, with the operation in the top bits
    Edge result;
  };
  static constexpr std::size_t initial_size = 1U << 10;
  static constexpr std::size_t max_size = 1U << 22;  // 64 MiB
  static constexpr Entry unused = {~0U, ~0U, ~0U, 0};

  [[nodiscard]] static std::uint32_t tagged(const CacheKey& key) {
    return static_cast<std::uint32_t>(key.operation) << edge_bits | key.c;
  }
  [[nodiscard]] std::size_t position(std::uint32_t a, std::uint32_t b, std::uint32_t tagged_c) const {
    const std::uint64_t pair = std::uint64_t{a} << 32 | b;
    return static_cast<std::size_t>(mix(pair + tagged_c * 0xc2b2ae3d27d4eb4fULL)) & (entries_.size() - 1);
  }

  void grow();

  LargeVector<Entry> entries_;
  std::size_t stores_ = 0;  // since the last growth
};

inline void ComputedCache::grow() {
  stores_ = 0;
  LargeVector<Entry> old(entries_.size() * 2, unused);
  std::swap(old, entries_);
  for (const Entry& entry : old) {
    if (entry.a == unused.a && entry.tagged_c == unused.tagged_c) continue;
    entries_[position(entry.a, entry.b, entry.tagged_c)] = entry;
  }
}

}  // namespace sekisho::detail
