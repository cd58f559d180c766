// Matches by plain comparisons on one packet, and random matches and packets from a small world, for
// holding sets of packets against.
#pragma once

#include <sekisho/model/filter.hpp>

#include <cstdint>
#include <random>

namespace sekisho::test {

enum Answer { no, maybe_so, yes };

/// Whether a packet matches, as include/sekisho/model/filter.hpp has it.
[[nodiscard]] Answer match_answer(const Match& match, const Packet& packet);

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(random_() % count); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

 private:
  std::mt19937 random_;
};

[[nodiscard]] Match some_match(Draw& draw);
[[nodiscard]] Packet some_packet(Draw& draw);

}  // namespace sekisho::test
