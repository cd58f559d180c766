// Reading capture files, frame by frame: pcap (microseconds and nanoseconds, either byte order), pcapng (all
// its interfaces, of different link types too), snoop; plain or compressed with gzip or zstd.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/frame.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::capture {

class ByteStream;

/// How the reading of a file ended.
enum class FileEnd : std::uint8_t {
  whole,    // where the file ends, a record ends
  cut_off,  // the file ends within a record: what was before it was read
  damaged,  // a record makes no sense, and what follows it cannot be found
};

class CaptureFile {
 public:
  /// Opens a file and reads its header. A failure says in one sentence why it is no capture that can be read.
  [[nodiscard]] static Result<CaptureFile> open(const std::string& path);
  /// The same of a stream that stands at the beginning of a file.
  [[nodiscard]] static Result<CaptureFile> open(ByteStream bytes);

  CaptureFile(CaptureFile&&) noexcept;
  CaptureFile& operator=(CaptureFile&&) noexcept;
  ~CaptureFile();

  /// The next frame; false at the end, however the file ends.
  [[nodiscard]] bool next(Frame& frame);

  /// The interfaces told of so far; pcapng may add some between frames.
  [[nodiscard]] const std::vector<Interface>& interfaces() const;

  /// Only after next() gave false. What is wrong with a file that is cut off or damaged stands in `fault()`.
  [[nodiscard]] FileEnd end() const;
  [[nodiscard]] const std::string& fault() const;

  /// For progress: bytes of the file itself, compressed where it is.
  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] std::uint64_t bytes_total() const;

  class Reader;  // one per file format

 private:
  explicit CaptureFile(std::unique_ptr<Reader> reader);
  std::unique_ptr<Reader> reader_;
  std::uint64_t frames_ = 0;
};

}  // namespace sekisho::capture
