// A stream of bytes, line by line.
#pragma once

#include "capture/files/byte_stream.hpp"

#include <string_view>

namespace sekisho::capture {

class LineReader {
 public:
  explicit LineReader(ByteStream stream) : stream_(std::move(stream)) {}

  /// The next line without its end (LF or CR LF), valid until the next call; false at the end. What is longer
  /// than a line may be is cut off, and `cut` is true.
  [[nodiscard]] bool next(std::string_view& line, bool& cut);

  [[nodiscard]] const ByteStream& stream() const { return stream_; }

  static constexpr std::size_t most_bytes = std::size_t{1} << 20;

 private:
  ByteStream stream_;
};

}  // namespace sekisho::capture
