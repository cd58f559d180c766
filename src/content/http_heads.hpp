// The heads of HTTP/1 messages: start line and header fields, also where they continue in later segments.
#pragma once

#include "content/per_flow.hpp"

#include <sekisho/capture/decode.hpp>
#include <sekisho/capture/flow.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::content {

/// As far as a head is there, in whole lines: the last one may go on in the next segment.
struct HttpHead {
  std::string_view lines;  // empty: the segment is of none
  std::size_t known = 0;   // so much of them was there before this segment
  bool complete = false;   // the blank line behind the fields is there

  /// The value of a field that this segment has completed; empty when there is none, or it was told before.
  /// `name` in lower case.
  [[nodiscard]] std::string_view new_field(std::string_view name) const;
};

class HttpHeads {
 public:
  enum class Of : std::uint8_t { requests, responses };
  explicit HttpHeads(Of of) : of_(of) {}

  /// The head that a segment begins, or that it continues in order. Valid until the next call.
  [[nodiscard]] HttpHead add(const capture::Datagram& datagram, const capture::Flow& flow,
                             capture::Side side);
  void drop(const capture::Flow& flow) { flows_.drop(flow); }

 private:
  struct Unfinished {
    std::string text;
    std::uint32_t next = 0;  // sequence number of what continues it
  };
  using Sides = std::array<Unfinished, 2>;

  [[nodiscard]] bool may_begin(std::string_view segment) const;
  [[nodiscard]] HttpHead head_of(std::string_view text, std::size_t known) const;

  Of of_;
  PerFlow<Sides> flows_;  // those with a head that is not complete
  std::string finished_;
};

}  // namespace sekisho::content
