// Where the bytes of a file come from: the file itself, or a decompressor in front of it.
#pragma once

#include <sekisho/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace sekisho::capture {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Fills some of `into`, which is not empty; how many bytes. 0: the end, or `fault()` says why not more.
  [[nodiscard]] virtual std::size_t read(std::span<std::uint8_t> into) = 0;
  /// Of the file on disk.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
  /// Empty while all is well.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 protected:
  void set_fault(std::string why) { fault_ = std::move(why); }

 private:
  std::string fault_;
};

/// A file, or whatever else can be opened by a path and read (a pipe).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

/// Decompressors: RFC 1952, several members one behind the other too; RFC 8878, several frames too.
[[nodiscard]] std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> compressed);
[[nodiscard]] std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> compressed);

}  // namespace sekisho::capture
