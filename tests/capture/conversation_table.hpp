// The tables of `tshark -z conv,tcp -z conv,udp`, and our flows added up the same way.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/flow.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {

struct End {
  Address address;
  std::uint16_t port = 0;
  friend auto operator<=>(const End&, const End&) = default;
};

/// The two ends of a conversation, the lesser first.
struct Ends {
  std::string protocol;  // "tcp", "udp"
  End lesser;
  End greater;
  friend auto operator<=>(const Ends&, const Ends&) = default;
};

[[nodiscard]] std::string to_string(const Ends& ends);

/// What went between two ends, all conversations of them added up. tshark rounds bytes, from 10,000 on, down
/// to thousands.
struct Exchange {
  std::uint64_t from_lesser = 0;  // frames
  std::uint64_t from_greater = 0;
  std::uint64_t fewest_bytes = 0;  // of both together
  std::uint64_t most_bytes = 0;
  int conversations = 0;  // rows of tshark's table
};

using Exchanges = std::map<Ends, Exchange>;

/// Reads tshark's output. Throws on a line that is no part of such a table: the reader is at fault then.
[[nodiscard]] Exchanges read_tshark(const std::string& text);

/// Adds a flow the way tshark counts: of a datagram in fragments only the frame that completes it, and only
/// TCP and UDP whose ports are known.
void add_flow(Exchanges& exchanges, const capture::Flow& flow);

}  // namespace sekisho::test
