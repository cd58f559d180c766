// One direction of a TCP connection, put into order by its sequence numbers.
#pragma once

#include <sekisho/capture/decode.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace sekisho::content {

/// Takes the bytes of a stream in order.
class StreamReader {
 public:
  virtual ~StreamReader() = default;
  /// `frame` carried them.
  virtual void on_bytes(std::string_view bytes, const capture::Frame& frame) = 0;
  /// `count` bytes are missing here: lost by the capture, or cut off by its snap length.
  virtual void on_gap(std::uint64_t count, const capture::Frame& frame) = 0;
};

/// Segments may come in any order, twice, and overlapping. Of bytes that were sent twice the first ones count
/// (what most receivers do: Novak and Sturges, "Target-Based TCP Stream Reassembly", 2007, know both ways);
/// the sender who sends other bytes the second time leads receivers and onlookers to read different texts,
/// which is noted (`conflicts`).
class TcpStream {
 public:
  struct Limits {
    std::size_t waiting_bytes = 1 << 20;     // behind a gap; beyond it the gap is passed over
    std::size_t waiting_segments = 4096;     // the same
    std::size_t remembered_bytes = 1 << 16;  // delivered, to be compared with what is sent again
  };

  TcpStream() = default;
  explicit TcpStream(const Limits& limits) : limits_(limits) {}

  /// Takes one segment; the reader gets what is in order now. A stream starts at its SYN, else with the first
  /// segment that is seen (`started` false).
  void add(const capture::Frame& frame, const capture::Datagram& segment, StreamReader& reader);
  /// Nothing more will come: gaps are passed over, what waits behind them is delivered.
  void end(StreamReader& reader);

  [[nodiscard]] bool started() const { return started_; }               // its SYN was seen
  [[nodiscard]] bool finished() const { return finished_; }             // delivered up to its FIN
  [[nodiscard]] std::uint64_t gaps() const { return gaps_; }            // passed over
  [[nodiscard]] std::uint64_t conflicts() const { return conflicts_; }  // segments that told otherwise
  [[nodiscard]] std::uint64_t first_conflict() const { return first_conflict_; }  // frame; 0: none

 private:
  struct Waiting {
    std::string bytes;
    std::uint64_t length = 0;  // by the length fields; what `bytes` lacks was not captured
    capture::Frame frame;      // without its bytes
  };

  void deliver(const Waiting& segment, StreamReader& reader);
  void deliver_waiting(StreamReader& reader);
  void pass_gap(StreamReader& reader);
  void keep(std::uint64_t position, std::string_view bytes, std::uint64_t length,
            const capture::Frame& frame);
  void compare(std::uint64_t position, std::string_view bytes, const capture::Frame& frame);
  void note_conflict(const capture::Frame& frame);

  Limits limits_;
  bool known_ = false;      // `next_` means something
  bool delivered_ = false;  // anything, or passed a gap
  bool started_ = false;
  bool finished_ = false;
  std::uint64_t next_ = 0;  // position of the next byte; positions are sequence numbers without wrapping
  std::uint64_t fin_ = 0;   // position behind the last byte; 0: no FIN seen
  std::map<std::uint64_t, Waiting> waiting_;  // by position
  std::size_t waiting_bytes_ = 0;
  std::string remembered_;  // the last bytes before `next_`
  std::uint64_t gaps_ = 0;
  std::uint64_t conflicts_ = 0;
  std::uint64_t first_conflict_ = 0;
};

}  // namespace sekisho::content
