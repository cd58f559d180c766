// Remembers what short lists came to: direct-mapped and lossy like the computed cache, one cache line per
// list, compared word by word.
#pragma once

#include "edge.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <vector>

namespace sekisho::detail {

class ShortListMemo {
 public:
  static constexpr std::size_t max_words = 15;

  /// A list to look up: up to max_words words, none of them `unused`.
  class Key {
   public:
    Key() { words_.fill(unused); }
    void add(std::uint32_t word) {
      words_[size_++] = word;
      hash_ = mix(hash_ * 0xc2b2ae3d27d4eb4fULL + word);
    }

   private:
    friend class ShortListMemo;
    std::array<std::uint32_t, max_words> words_;
    std::size_t size_ = 0;
    std::uint64_t hash_ = 0;
  };

  explicit ShortListMemo(std::size_t lines) : lines_(std::bit_ceil(std::max<std::size_t>(lines, 1))) {}

  /// What a list came to, or nothing; valid until the next call.
  [[nodiscard]] const Edge* find(const Key& key) const {
    const Line& line = lines_[position(key)];
    return line.words == key.words_ ? &line.result : nullptr;
  }
  void store(const Key& key, Edge result) { lines_[position(key)] = {key.words_, result}; }

 private:
  static constexpr std::uint32_t unused = ~std::uint32_t{0};
  struct alignas(64) Line {
    std::array<std::uint32_t, max_words> words = {};  // no key: a key without words is never looked up
    Edge result = 0;
  };
  [[nodiscard]] std::size_t position(const Key& key) const {
    return static_cast<std::size_t>(key.hash_) & (lines_.size() - 1);
  }
  std::vector<Line> lines_;
};

}  // namespace sekisho::detail
