#include "kernel/kernel_test.hpp"

#include "support/data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace sekisho::test::kernel {

void KernelTest::SetUp() {
  static const std::string reason = why_not();
  if (!reason.empty()) GTEST_SKIP() << reason;
}

std::uint32_t KernelTest::seed() {
  const char* text = std::getenv("SEKISHO_KERNEL_SEED");  // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? 20261121U : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

Comparison KernelTest::expect_agreement(Lab& lab, int packets, const Options& options) {
  const LoadedNetwork loaded = lab.read();
  ShotMaker maker(lab, loaded, seed());
  maker.prefer_ports(options.ports);
  const std::vector<Shot> shots = maker.make(scaled(packets));
  const std::vector<std::vector<Arrival>> arrivals = lab.shoot(shots);
  Comparison comparison = compare_with_trace(lab, loaded, shots, arrivals);
  comparison.add(compare_with_reach(lab, loaded, shots, arrivals, options.check_must));
  if (options.with_replies) {
    const std::vector<Reply> replies = replies_to(lab, loaded, shots, arrivals);
    std::vector<Shot> answers;
    for (const Reply& reply : replies) answers.push_back(reply.shot);
    comparison.add(compare_replies(lab, replies, lab.shoot(answers)));
  }
  std::cout << fmt::format("seed {}: {}\n", seed(), comparison.summary().substr(0, 200));
  EXPECT_TRUE(comparison.differences.empty()) << "SEKISHO_KERNEL_SEED=" << seed() << "\n"
                                              << comparison.summary();
  EXPECT_GE(comparison.certain, static_cast<int>(options.least_certain * comparison.packets))
      << comparison.uncertain_one;
  EXPECT_TRUE(options.may_deliver_nothing || comparison.delivered > 0) << "nothing arrived";
  return comparison;
}

void KernelTest::know_neighbours(Router& router, const std::string& interface, const Hosts& hosts, int first,
                                 int last) {
  std::string script = "set -e\n";
  const Prefix prefix = *std::find_if(hosts.prefixes.begin(), hosts.prefixes.end(),
                                      [](const Prefix& each) { return each.family() == Family::v4; });
  for (int i = first; i <= last; ++i) {
    const Address host{Family::v4, (prefix.network.bits & ~Bits128{0xff}) | static_cast<Bits128>(i)};
    script += fmt::format("ip neigh replace {} dev {} nud permanent lladdr {:02x}\n", to_string(host),
                          interface, fmt::join(hosts.mac, ":"));
  }
  router.ns.run(script);
}

}  // namespace sekisho::test::kernel
