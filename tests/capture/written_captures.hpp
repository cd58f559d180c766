// Capture files written byte by byte into a folder that goes away with the test.
#pragma once

#include "capture/frames.hpp"

#include <sekisho/capture/capture_file.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

namespace sekisho::test {

class TemporaryFile {
 public:
  explicit TemporaryFile(const ByteList& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("sekisho-capture-" + std::to_string(::getpid()) + "-" + std::to_string(next_++))) {
    std::ofstream file(path_, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path_); }

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  static inline int next_ = 0;
  std::filesystem::path path_;
};

/// A frame with bytes of its own.
struct ReadFrame {
  capture::Frame frame;
  ByteList bytes;
};

[[nodiscard]] inline std::int64_t nanoseconds(const ReadFrame& read) {
  return read.frame.time.time_since_epoch().count();
}

struct ReadFile {
  std::string refusal;  // empty: it could be opened
  std::vector<ReadFrame> frames;
  std::vector<capture::Interface> interfaces;
  capture::FileEnd end = capture::FileEnd::whole;
};

/// All that a file of these bytes holds.
[[nodiscard]] inline ReadFile read_capture(const ByteList& bytes) {
  const TemporaryFile file(bytes);
  ReadFile read;
  auto opened = capture::CaptureFile::open(file.path());
  if (!opened) {
    read.refusal = opened.reason();
    return read;
  }
  capture::CaptureFile capture = std::move(opened).value();
  capture::Frame frame;
  while (capture.next(frame)) {
    read.frames.push_back({frame, ByteList(frame.bytes.begin(), frame.bytes.end())});
  }
  read.interfaces = capture.interfaces();
  read.end = capture.end();
  return read;
}

/// Numbers in the byte order of the machine that wrote a file.
class Numbers {
 public:
  explicit Numbers(bool big) : big_(big) {}
  [[nodiscard]] ByteList u16(std::size_t value) const { return ordered(test::u16(value)); }
  [[nodiscard]] ByteList u32(std::size_t value) const { return ordered(test::u32(value)); }
  [[nodiscard]] ByteList u64(std::uint64_t value) const {
    return ordered(join({test::u32(value >> 32), test::u32(value & 0xffffffff)}));
  }

 private:
  [[nodiscard]] ByteList ordered(ByteList bytes) const {
    return big_ ? bytes : ByteList(bytes.rbegin(), bytes.rend());
  }
  bool big_;
};

}  // namespace sekisho::test
