// Writing frames as pcapng (IETF draft-ietf-opsawg-pcapng): several interfaces, comments, nanoseconds.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/frame.hpp>

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

namespace sekisho::capture {

class CaptureWriter {
 public:
  /// Makes the file, in place of one that is there. A failure says why it could not be made.
  [[nodiscard]] static Result<CaptureWriter> create(const std::string& path);

  /// Adds an interface that frames are captured on; gives its index.
  std::uint32_t add_interface(const Interface& interface);

  /// Adds a frame of the interface with that index. `most_bytes`: of what was captured of it, the first so
  /// many are kept.
  void add(const Frame& frame, std::uint32_t interface, std::size_t most_bytes,
           std::string_view comment = {});

  /// Bytes written so far.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Ends the file; false when anything could not be written.
  [[nodiscard]] bool close();

 private:
  explicit CaptureWriter(std::ofstream file);
  void write_block(std::uint32_t type, const std::string& body);

  std::ofstream file_;
  std::uint32_t interfaces_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace sekisho::capture
