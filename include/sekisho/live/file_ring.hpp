// Packets of a live capture kept in files of bounded size, of which the oldest go.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/capture_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace sekisho::live {

struct RingOptions {
  std::string folder;                    // made when it is not there
  std::uint64_t file_bytes = 64U << 20;  // a file that has so many is closed and the next begun
  std::size_t most_files = 16;           // kept at once, 1 or more
};

/// Files `capture-000001.pcapng`, ... in a folder. Files that were there before are left alone, and
/// overwritten by name only.
class FileRing {
 public:
  FileRing(RingOptions options, capture::Interface interface)
      : options_(std::move(options)), interface_(std::move(interface)) {}

  /// Writes a frame. A failure says which file could not be written; what was written before stands.
  [[nodiscard]] Result<bool> add(const capture::Frame& frame);
  [[nodiscard]] Result<bool> close();

  [[nodiscard]] const std::deque<std::string>& files() const { return files_; }

 private:
  [[nodiscard]] Result<bool> begin_file();

  RingOptions options_;
  capture::Interface interface_;
  std::optional<capture::CaptureWriter> writer_;
  std::deque<std::string> files_;
  std::uint64_t begun_ = 0;
};

}  // namespace sekisho::live
