// Lines of blank-separated words, and the values that iproute2 prints.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::config::linux_net {

[[nodiscard]] std::vector<std::string_view> words_of(std::string_view line);

/// A decimal number, or hexadecimal behind `0x`; nothing when it is no number or above 2^32-1.
[[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view text);

/// `default` (of `family`), an address or a prefix; also the short IPv4 form `10.1/16` that old versions
/// print.
[[nodiscard]] std::optional<Prefix> destination_of(std::string_view text, Family family);

/// A walk over the words of a line.
class WordWalk {
 public:
  explicit WordWalk(std::vector<std::string_view> words) : words_(std::move(words)) {}
  [[nodiscard]] bool done() const { return at_ >= words_.size(); }
  /// The next word, or nothing at the end; it is then behind.
  std::string_view take() { return done() ? std::string_view{} : words_[at_++]; }
  [[nodiscard]] std::string_view peek(std::size_t ahead = 0) const {
    return at_ + ahead < words_.size() ? words_[at_ + ahead] : std::string_view{};
  }
  bool take_if(std::string_view word) {
    if (peek() != word || done()) return false;
    ++at_;
    return true;
  }

 private:
  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
};

}  // namespace sekisho::config::linux_net
