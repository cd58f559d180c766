// Made-up traffic: TCP between many pairs of hosts, the same for the same seed.
#pragma once

#include <sekisho/capture/frame.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sekisho::bench {

struct TrafficShape {
  std::size_t packets = 3'000'000;
  std::size_t flows = 20'000;
  std::uint64_t seed = 7;
};

/// Ethernet frames one by one. Half of all packets are without data, the others have 100 or 1,400 bytes;
/// which flow is next has no order, the hardest case for whoever looks flows up.
class Traffic {
 public:
  explicit Traffic(const TrafficShape& shape);

  /// False when all are made; the frame's bytes stay valid until the next call.
  [[nodiscard]] bool next(capture::Frame& frame);

 private:
  TrafficShape shape_;
  std::mt19937_64 random_;  // its numbers are the same everywhere (C++ standard, rand.predef)
  std::vector<std::uint8_t> bytes_;
  std::uint64_t made_ = 0;
};

/// Writes them as a pcap file; false when that failed.
[[nodiscard]] bool write_traffic(const TrafficShape& shape, const std::string& path);

}  // namespace sekisho::bench
