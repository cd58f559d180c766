#include "acl.hpp"

#include "acl_rules.hpp"
#include "measure.hpp"

#include <iostream>
#include <optional>

namespace sekisho::bench {

namespace {

/// The permitted headers of the 104 bits of an IPv4 5-tuple, from a set over the full layout: every
/// other bit of it is free, except that the family is fixed.
std::optional<Bits128> permitted_headers(const PacketSet& permit, const Layout& layout) {
  constexpr int header_bits = 104;
  int all_bits = 0;
  for (const int width : layout.widths) all_bits += width;
  const auto count = permit.exact_count();
  const int free_bits = all_bits - header_bits - 1;
  if (!count || count->exponent < free_bits) return std::nullopt;
  return count->factor << (count->exponent - free_bits);
}

std::string decimal(Bits128 number) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number != 0);
  return digits;
}

}  // namespace

int run_acl(const std::string& path) {
  const auto rules = read_acl(path);
  if (!rules) {
    std::cerr << path << ": " << rules.reason() << '\n';
    return 65;
  }
  const Stopwatch watch;
  PacketSpace space;
  std::vector<MatchedRule> sets;
  sets.reserve(rules.value().size());
  for (const AclRule& rule : rules.value()) sets.push_back({packets_of(space, rule), rule.permit});
  const PacketSet permit = space.first_match(sets);
  const auto headers = permitted_headers(permit, space.layout());
  const double seconds = watch.seconds();

  const PacketSpace::Statistics statistics = space.statistics();
  std::cout << "rules " << rules.value().size() << '\n'
            << "permitted_headers " << (headers ? decimal(*headers) : "unknown") << '\n'
            << "seconds " << seconds << '\n'
            << "peak_bytes " << peak_memory() << '\n'
            << "diagram_bytes " << statistics.bytes << '\n'
            << "peak_nodes " << statistics.peak_nodes << '\n'
            << "result_nodes " << permit.node_count() << '\n';
  return 0;
}

}  // namespace sekisho::bench
