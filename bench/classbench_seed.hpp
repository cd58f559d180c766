// ClassBench parameter files: the statistics of a real filter.
//
// D. E. Taylor, J. S. Turner, "ClassBench: A Packet Classification Benchmark", INFOCOM 2005, sections III
// and IV. A file has sections `-NAME`, rows, `#`:
//
//   -scale         the number of rules that were counted
//   -prots         PROTOCOL SHARE and the shares of the 25 port pairs among its rules (0: any protocol)
//   -spar ... -dpem  SHARE FIRST:LAST of source and destination ports, ranges (ar) and exact (em)
//   -wc_wc ... -em_em  for each port pair, source then destination: TOTAL,SHARE and then LENGTH,SHARE...:
//                  the lengths of both prefixes together, and of the source prefix among these
//   -sskew -dskew  LEVEL ONE TWO SKEW: the shares of nodes with one and two children at a level of the tree
//                  of source or destination prefixes, and how unevenly the rules fall to the two: one less
//                  the quotient of the lighter and the heavier
//   -pcorr         LEVEL SHARE: how often source and destination that agree so far agree in this bit too
//   -flags -extra  TCP flags and other conditions; not read here
//   -snest -dnest  how deep prefixes nest; not read here
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/base/result.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sekisho::bench {

enum class PortClass : std::uint8_t { any, high, low, range, exact };  // wc hi lo ar em

struct PortPair {
  PortClass source;
  PortClass destination;
};

inline constexpr std::size_t port_pair_count = 25;

/// The port pairs in the order of the columns of `-prots`, which is that of their sections.
inline constexpr std::array<PortPair, port_pair_count> port_pairs = [] {
  using enum PortClass;
  return std::array<PortPair, port_pair_count>{{
      {any, any},    {any, high},    {high, any},    {high, high},   {any, low},
      {low, any},    {high, low},    {low, high},    {low, low},     {any, range},
      {range, any},  {high, range},  {range, high},  {any, exact},   {exact, any},
      {high, exact}, {exact, high},  {low, range},   {range, low},   {low, exact},
      {exact, low},  {range, range}, {range, exact}, {exact, range}, {exact, exact},
  }};
}();

/// Values and how often each occurs; the shares add up to about 1.
template <typename Value>
struct Shares {
  std::vector<double> shares;
  std::vector<Value> values;

  void add(double share, Value value) {
    shares.push_back(share);
    values.push_back(std::move(value));
  }
  [[nodiscard]] bool empty() const { return values.empty(); }
};

struct SeedProtocol {
  std::uint8_t number = 0;
  Shares<std::size_t> port_pairs;  // positions in `port_pairs`
};

struct SeedLengths {
  int total = 0;       // of source and destination prefix
  Shares<int> source;  // of the source prefix
};

/// One level of the tree of all prefixes of a side.
struct SeedLevel {
  double two_children = 0;
  double skew = 0;
};

struct ClassbenchSeed {
  int scale = 0;
  Shares<SeedProtocol> protocols;
  Shares<PortRange> source_ranges, source_exact, destination_ranges, destination_exact;
  std::array<Shares<SeedLengths>, port_pair_count> lengths;  // by port pair
  std::array<SeedLevel, 33> source_levels{}, destination_levels{};
  std::array<double, 33> correlation{};  // by level, from 1
};

/// Fails with the line of the first row that is not as it should be, or when a port pair that occurs lacks
/// lengths or ports.
[[nodiscard]] Result<ClassbenchSeed> read_classbench_seed(const std::string& path);
[[nodiscard]] Result<ClassbenchSeed> parse_classbench_seed(const std::string& text);

}  // namespace sekisho::bench
