// Reading numbers and parts from bytes that may end anywhere: the only place where capture data is indexed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace sekisho::capture {

using Bytes = std::span<const std::uint8_t>;

enum class ByteOrder : std::uint8_t { big, little };

namespace detail {
inline std::uint16_t swap(std::uint16_t value) { return __builtin_bswap16(value); }
inline std::uint32_t swap(std::uint32_t value) { return __builtin_bswap32(value); }
inline std::uint64_t swap(std::uint64_t value) { return __builtin_bswap64(value); }

constexpr ByteOrder own_order = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? ByteOrder::big : ByteOrder::little;
}  // namespace detail

/// Reads from the front of some bytes to their end. What is asked for behind the end reads as zero or as
/// nothing, and `ok()` is false from then on: a header is read field by field and asked once whether it was
/// all there.
class Cursor {
 public:
  explicit Cursor(Bytes bytes, ByteOrder order = ByteOrder::big) : bytes_(bytes), order_(order) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] ByteOrder order() const { return order_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  [[nodiscard]] Bytes rest() const { return bytes_; }

  std::uint8_t u8() {
    if (bytes_.empty()) return fail();
    const std::uint8_t value = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return value;
  }
  std::uint16_t u16() { return number<std::uint16_t>(); }
  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }
  /// Six octets, the first one highest whatever the byte order.
  std::uint64_t mac() {
    const Bytes octets = take(6);
    std::uint64_t value = 0;
    for (const std::uint8_t octet : octets) value = value << 8 | octet;
    return value;
  }

  /// The next `count` bytes, or none when there are fewer.
  Bytes take(std::size_t count) {
    if (count > bytes_.size()) {
      fail();
      return {};
    }
    const Bytes taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }
  void skip(std::size_t count) { (void)take(count); }

  /// What stands `offset` bytes ahead, without going there; 0 behind the end.
  [[nodiscard]] std::uint8_t peek(std::size_t offset = 0) const {
    return offset < bytes_.size() ? bytes_[offset] : std::uint8_t{0};
  }
  [[nodiscard]] std::uint16_t peek_u16(std::size_t offset = 0) const {
    return static_cast<std::uint16_t>(peek(offset) << 8 | peek(offset + 1));
  }

  /// Drops what lies behind the next `count` bytes.
  void limit(std::size_t count) { bytes_ = bytes_.first(std::min(count, bytes_.size())); }

 private:
  std::uint8_t fail() {
    ok_ = false;
    bytes_ = {};
    return 0;
  }

  template <typename Number>
  Number number() {
    if (bytes_.size() < sizeof(Number)) return fail();
    Number value;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_ = bytes_.subspan(sizeof value);
    return order_ == detail::own_order ? value : detail::swap(value);
  }

  Bytes bytes_;
  ByteOrder order_;
  bool ok_ = true;
};

}  // namespace sekisho::capture
