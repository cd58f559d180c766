// Capturing on an interface of this machine, now.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/frame.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace sekisho::live {

struct LiveOptions {
  std::string interface;
  std::string filter;                   // a BPF expression (pcap-filter(7)); empty: everything
  std::uint32_t snap_length = 262'144;  // bytes kept of each packet; the most that libpcap takes
  int buffer_bytes = 32 << 20;          // of the ring that the kernel fills
  std::chrono::milliseconds wait{200};  // next() gives control back at least so often
};

/// What the kernel counted since the capture began.
struct Counts {
  std::uint64_t received = 0;
  std::uint64_t dropped = 0;  // for want of room in the ring, or by the adapter
};

class LiveCapture {
 public:
  enum class Event : std::uint8_t { frame, quiet, ended };

  /// A failure says why: no such interface, no right to capture, no filter of pcap-filter(7).
  [[nodiscard]] static Result<LiveCapture> open(const LiveOptions& options);

  LiveCapture(LiveCapture&&) noexcept;
  LiveCapture& operator=(LiveCapture&&) noexcept;
  ~LiveCapture();

  /// Waits for the next frame. `quiet`: none came in time. `ended`: stop() was called, or the interface is
  /// gone (then `fault()` says so).
  [[nodiscard]] Event next(capture::Frame& frame);

  /// Makes next() end; may be called from a signal handler.
  void stop() noexcept;

  [[nodiscard]] const capture::Interface& interface() const;
  [[nodiscard]] Counts counts() const;
  [[nodiscard]] const std::string& fault() const;

 private:
  struct State;
  explicit LiveCapture(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::live
