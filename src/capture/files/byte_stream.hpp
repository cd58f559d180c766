// The bytes of a capture file in order, decompressed where they are compressed.
#pragma once

#include "capture/files/byte_source.hpp"

#include <sekisho/capture/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::capture {

class ByteStream {
 public:
  /// Opens a file; gzip and zstd are known by their first bytes, whatever the name of the file.
  [[nodiscard]] static Result<ByteStream> open(const std::string& path);

  /// The next `count` bytes, which stay the next; fewer where the stream ends before. Valid until the next
  /// call of peek() or take(). A record's length is held against a bound before it is asked for.
  Bytes peek(std::size_t count) {
    if (available() < count) refill(count);
    return {buffer_.data() + begin_, std::min(count, available())};
  }
  /// The same, and goes behind them.
  Bytes take(std::size_t count) {
    const Bytes bytes = peek(count);
    begin_ += bytes.size();
    return bytes;
  }
  /// Goes behind `count` bytes of those that peek() gave.
  void skip(std::size_t count) { begin_ += std::min(count, available()); }

  [[nodiscard]] bool at_end() { return peek(1).empty(); }
  /// Why the stream ended early; empty when it is the end of the file.
  [[nodiscard]] const std::string& fault() const { return source_->fault(); }
  [[nodiscard]] std::uint64_t bytes_read() const { return source_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const { return source_->bytes_total(); }

 private:
  explicit ByteStream(std::unique_ptr<ByteSource> source);

  [[nodiscard]] std::size_t available() const { return end_ - begin_; }
  /// Reads until `count` bytes are there or the source ends.
  void refill(std::size_t count);

  std::unique_ptr<ByteSource> source_;
  std::vector<std::uint8_t> buffer_;
  std::size_t begin_ = 0;  // buffer_[begin_, end_) is read and not yet given
  std::size_t end_ = 0;
};

}  // namespace sekisho::capture
