// When and how often something was seen in a capture.
#pragma once

#include <sekisho/capture/frame.hpp>

#include <cstdint>

namespace sekisho::content {

/// Frames are numbered from 1 in their file, as Wireshark numbers packets; `first_frame` 0: never seen.
struct Occurrence {
  std::uint64_t count = 0;
  std::uint64_t first_frame = 0;
  std::uint64_t last_frame = 0;
  capture::Timestamp first;
  capture::Timestamp last;

  void add(const capture::Frame& frame) {
    if (count++ == 0) {
      first_frame = frame.number;
      first = frame.time;
    }
    last_frame = frame.number;
    last = frame.time;
  }
};

}  // namespace sekisho::content
