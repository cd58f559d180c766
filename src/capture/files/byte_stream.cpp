#include "capture/files/byte_stream.hpp"

#include <algorithm>
#include <array>

namespace sekisho::capture {
namespace {

constexpr std::size_t block = std::size_t{1} << 18;  // stays in the processor's cache

constexpr std::array<std::uint8_t, 3> gzip_magic{0x1f, 0x8b, 0x08};        // RFC 1952: ID1, ID2, deflate
constexpr std::array<std::uint8_t, 4> zstd_magic{0x28, 0xb5, 0x2f, 0xfd};  // RFC 8878 section 3.1.1

bool starts_with(Bytes bytes, Bytes magic) {
  return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

/// Some bytes that were read before, then the rest of their source.
class PushedBack : public ByteSource {
 public:
  PushedBack(Bytes first, std::unique_ptr<ByteSource> rest)
      : first_(first.begin(), first.end()), rest_(std::move(rest)) {}

  std::size_t read(std::span<std::uint8_t> into) override {
    if (given_ < first_.size()) {
      const std::size_t count = std::min(into.size(), first_.size() - given_);
      std::copy_n(first_.begin() + static_cast<std::ptrdiff_t>(given_), count, into.begin());
      given_ += count;
      return count;
    }
    const std::size_t count = rest_->read(into);
    if (!rest_->fault().empty()) set_fault(rest_->fault());
    return count;
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return rest_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return rest_->bytes_total(); }

 private:
  std::vector<std::uint8_t> first_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

Result<ByteStream> ByteStream::open(const std::string& path) {
  auto source = open_file(path);
  if (!source) return Failure{source.reason()};
  ByteStream stream(std::move(source).value());
  const Bytes start = stream.peek(zstd_magic.size());
  if (!stream.fault().empty()) return Failure{stream.fault()};
  const bool gzip = starts_with(start, gzip_magic);
  if (gzip || starts_with(start, zstd_magic)) {
    auto whole = std::make_unique<PushedBack>(stream.peek(stream.available()), std::move(stream.source_));
    return ByteStream(gzip ? gunzip(std::move(whole)) : unzstd(std::move(whole)));
  }
  return stream;
}

ByteStream::ByteStream(std::unique_ptr<ByteSource> source) : source_(std::move(source)), buffer_(block) {}

void ByteStream::refill(std::size_t count) {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  if (count > buffer_.size()) buffer_.resize(count);
  while (end_ < count) {
    const std::size_t got = source_->read(std::span(buffer_).subspan(end_));
    if (got == 0) return;
    end_ += got;
  }
}

}  // namespace sekisho::capture
