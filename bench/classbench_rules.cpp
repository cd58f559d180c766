#include "classbench_rules.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

namespace sekisho::bench {

namespace {

constexpr double permit_share = 0.6;
constexpr int tries_per_rule = 200;

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
  return x ^ x >> 31;
}

/// The top 53 bits as a number from 0 to below 1. The distributions of the standard library would give
/// other numbers with another library.
double unit(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

class Maker {
 public:
  Maker(const ClassbenchSeed& seed, std::size_t count, std::uint64_t random_seed)
      : seed_(seed),
        random_(random_seed),
        salt_(mixed(random_seed)),
        trees_(std::max<std::uint64_t>(1, count / static_cast<std::size_t>(seed.scale))) {}

  AclRule next() {
    const SeedProtocol& protocol = one_of(seed_.protocols);
    const std::size_t pair = one_of(protocol.port_pairs);
    const SeedLengths& lengths = one_of(seed_.lengths[pair]);
    AclRule rule;
    rule.permit = chance(permit_share);
    if (protocol.number != 0) rule.protocol = protocol.number;
    rule.source_ports = ports(port_pairs[pair].source, seed_.source_ranges, seed_.source_exact);
    rule.destination_ports =
        ports(port_pairs[pair].destination, seed_.destination_ranges, seed_.destination_exact);
    const int source_length = one_of(lengths.source);
    const std::uint64_t tree = random_() % trees_;
    rule.source = source(tree, source_length);
    rule.destination = destination(tree, lengths.total - source_length, rule.source);
    return rule;
  }

 private:
  bool chance(double share) { return unit(random_()) < share; }

  template <typename Value>
  const Value& one_of(const Shares<Value>& shares) {
    double sum = 0;
    for (const double share : shares.shares) sum += share;
    double rest = unit(random_()) * sum;
    std::size_t chosen = 0;
    while (chosen + 1 < shares.values.size() && rest >= shares.shares[chosen])
      rest -= shares.shares[chosen++];
    return shares.values[chosen];
  }

  PortRange ports(PortClass ports, const Shares<PortRange>& ranges, const Shares<PortRange>& exact) {
    switch (ports) {
      case PortClass::any: return {};
      case PortClass::high: return {1024, 65535};
      case PortClass::low: return {0, 1023};
      case PortClass::range: return one_of(ranges);
      case PortClass::exact: return one_of(exact);
    }
    return {};
  }

  /// The next bit of a prefix. What hangs below a prefix is a matter of the prefix alone, so that all rules
  /// see one tree and nothing has to be stored.
  bool next_bit(std::uint64_t tree, const std::array<SeedLevel, 33>& levels, int level,
                std::uint32_t prefix) {
    const std::uint64_t node =
        mixed(mixed(tree ^ salt_) ^ (std::uint64_t{prefix} << 8 | static_cast<unsigned>(level)));
    const bool heavier = (node & 1) != 0;
    if (unit(node) >= levels[static_cast<std::size_t>(level)].two_children) return heavier;
    const double share = 1 / (2 - levels[static_cast<std::size_t>(level)].skew);
    return chance(share) ? heavier : !heavier;
  }

  static std::uint32_t with_bit(std::uint32_t prefix, int level, bool bit) {
    return bit ? prefix | 0x80000000U >> level : prefix;
  }

  Prefix source(std::uint64_t tree, int length) {
    std::uint32_t prefix = 0;
    for (int level = 0; level < length; ++level)
      prefix = with_bit(prefix, level, next_bit(2 * tree, seed_.source_levels, level, prefix));
    return {Address::v4(prefix), length};
  }

  /// Follows the source as far as their correlation goes.
  Prefix destination(std::uint64_t tree, int length, const Prefix& source) {
    const auto other = static_cast<std::uint32_t>(source.network.bits);
    std::uint32_t prefix = 0;
    bool alike = true;
    for (int level = 0; level < length; ++level) {
      bool bit = false;
      if (alike && level < source.length) {
        alike = chance(seed_.correlation[static_cast<std::size_t>(level) + 1]);
        bit = ((other << level & 0x80000000U) != 0) == alike;
      } else {
        bit = next_bit(2 * tree + 1, seed_.destination_levels, level, prefix);
      }
      prefix = with_bit(prefix, level, bit);
    }
    return {Address::v4(prefix), length};
  }

  const ClassbenchSeed& seed_;
  std::mt19937_64 random_;  // its numbers are laid down by the standard
  std::uint64_t salt_;
  std::uint64_t trees_;
};

}  // namespace

std::vector<AclRule> classbench_rules(const ClassbenchSeed& seed, std::size_t count,
                                      std::uint64_t random_seed) {
  const auto conditions = [](const AclRule& rule) {
    return std::tuple(rule.protocol, rule.source, rule.destination, rule.source_ports,
                      rule.destination_ports);
  };
  Maker maker(seed, count, random_seed);
  std::vector<AclRule> rules;
  std::set<decltype(conditions(AclRule{}))> made;
  for (std::size_t tries = 0; rules.size() < count && tries < count * tries_per_rule; ++tries) {
    const AclRule rule = maker.next();
    if (made.insert(conditions(rule)).second) rules.push_back(rule);
  }
  std::stable_sort(rules.begin(), rules.end(), [](const AclRule& a, const AclRule& b) {
    return a.source.length + a.destination.length > b.source.length + b.destination.length;
  });
  return rules;
}

}  // namespace sekisho::bench
