// What all tests with the kernel as judge share.
#pragma once

#include "kernel/judge.hpp"
#include "kernel/shots.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test::kernel {

/// Skips, with the reason, where there is no root or no such kernel.
class KernelTest : public ::testing::Test {
 protected:
  void SetUp() override;

  /// How packets and comparison are to be made.
  struct Options {
    /// What is in `must` of reach has to arrive. Not so where routers translate (the packet there is not the
    /// one
    /// that was sent), or where hosts could also send past the router.
    bool check_must = true;
    // the routers translate addresses
    bool with_replies = true;    // what arrived is answered
    double least_certain = 0.9;  // share of packets whose trace must be certain
    bool may_deliver_nothing = false;
    std::vector<std::uint16_t> ports{22, 53, 80, 443, 8080};
  };

  /// Sends random packets (scaled, with a printed seed) and expects no difference.
  static Comparison expect_agreement(Lab& lab, int packets, const Options& options);
  static Comparison expect_agreement(Lab& lab, int packets) {
    return expect_agreement(lab, packets, Options{});
  }

  /// Tells a router the hardware address of hosts `first` to `last` of its IPv4 network, which a bridge has
  /// to know.
  static void know_neighbours(Router& router, const std::string& interface, const Hosts& hosts, int first,
                              int last);

  /// The seed of this run: SEKISHO_KERNEL_SEED, or a fixed one.
  static std::uint32_t seed();
};

}  // namespace sekisho::test::kernel
