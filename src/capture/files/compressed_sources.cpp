#include "capture/files/byte_source.hpp"

#include <zlib.h>
#include <zstd.h>

#include <vector>

namespace sekisho::capture {
namespace {

constexpr std::size_t compressed_block = std::size_t{1} << 16;
// A Zstandard frame may ask for a window of terabytes; the decoder's own default bound is 128 MiB.
constexpr int largest_zstd_window_log = 27;

/// The part that both decompressors share: blocks of the compressed file.
class CompressedSource : public ByteSource {
 public:
  explicit CompressedSource(std::unique_ptr<ByteSource> compressed)
      : compressed_(std::move(compressed)), block_(compressed_block) {}
  [[nodiscard]] std::uint64_t bytes_read() const override { return compressed_->bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return compressed_->bytes_total(); }

 protected:
  /// The next block of the compressed file, empty at its end.
  std::span<std::uint8_t> next_block() {
    const std::size_t got = compressed_->read(block_);
    if (!compressed_->fault().empty()) set_fault(compressed_->fault());
    return std::span(block_).first(got);
  }

 private:
  std::unique_ptr<ByteSource> compressed_;
  std::vector<std::uint8_t> block_;
};

class GzipSource : public CompressedSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> compressed) : CompressedSource(std::move(compressed)) {
    constexpr int gzip_only = 16 + MAX_WBITS;
    usable_ = inflateInit2(&stream_, gzip_only) == Z_OK;
    if (!usable_) set_fault("no memory to decompress");
  }
  ~GzipSource() override {
    if (usable_) inflateEnd(&stream_);
  }

  std::size_t read(std::span<std::uint8_t> into) override {
    stream_.next_out = into.data();
    stream_.avail_out = static_cast<uInt>(into.size());
    while (usable_ && fault().empty() && stream_.avail_out == into.size()) {
      if (stream_.avail_in == 0 && !refill()) break;
      if (between_members_ && !start_member()) break;
      const int status = inflate(&stream_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        between_members_ = true;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        set_fault("the gzip data is damaged");
      }
    }
    return into.size() - stream_.avail_out;
  }

 private:
  bool refill() {
    const auto block = next_block();
    stream_.next_in = block.data();
    stream_.avail_in = static_cast<uInt>(block.size());
    if (block.empty() && !between_members_ && fault().empty()) set_fault("the gzip data is cut off");
    return !block.empty();
  }
  bool start_member() {
    between_members_ = false;
    return inflateReset(&stream_) == Z_OK;
  }

  z_stream stream_{};
  bool usable_ = false;
  bool between_members_ = false;
};

class ZstdSource : public CompressedSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> compressed)
      : CompressedSource(std::move(compressed)), context_(ZSTD_createDCtx(), ZSTD_freeDCtx) {
    if (context_ == nullptr) {
      set_fault("no memory to decompress");
    } else {
      (void)ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, largest_zstd_window_log);
    }
  }

  std::size_t read(std::span<std::uint8_t> into) override {
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    while (fault().empty() && out.pos == 0) {
      // What the decoder holds back comes out without more input, so it is asked before the end is believed.
      const bool at_end = in_.pos == in_.size && !refill();
      const std::size_t status = ZSTD_decompressStream(context_.get(), &out, &in_);
      if (ZSTD_isError(status) != 0) {
        set_fault("the zstd data is damaged");
      } else if (at_end && out.pos == 0) {
        if (!frame_complete_) set_fault("the zstd data is cut off");
        break;
      } else {
        frame_complete_ = status == 0;
      }
    }
    return out.pos;
  }

 private:
  bool refill() {
    const auto block = next_block();
    in_ = {block.data(), block.size(), 0};
    return !block.empty();
  }

  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context_;
  ZSTD_inBuffer in_{};
  bool frame_complete_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> compressed) {
  return std::make_unique<GzipSource>(std::move(compressed));
}

std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> compressed) {
  return std::make_unique<ZstdSource>(std::move(compressed));
}

}  // namespace sekisho::capture
