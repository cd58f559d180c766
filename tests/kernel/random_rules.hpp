// Random rule sets for iptables-restore and ip6tables-restore.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sekisho::test::kernel {

/// What rules are about.
struct RuleWorld {
  std::vector<std::string> interfaces;  // of the router
  std::vector<std::string> prefixes;    // of all hosts and routers, both families
  std::vector<std::uint16_t> ports{22, 53, 80, 443, 8080};
  bool translates = false;  // SNAT, DNAT, MASQUERADE, REDIRECT
  bool untracks = false;    // NOTRACK
  bool marks = false;       // MARK in mangle, and matches on it
  bool states = true;       // conntrack states
};

class RuleMaker {
 public:
  RuleMaker(RuleWorld world, Family family, std::uint32_t seed);

  /// A script that makes the sets that the rules name; before the rules.
  [[nodiscard]] std::string sets();
  /// Input of iptables-restore (ip6tables-restore).
  [[nodiscard]] std::string tables();

 private:
  std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  bool chance(int percent) { return static_cast<int>(below(100)) < percent; }
  template <class Values>
  const auto& pick(const Values& values) {
    return values[below(values.size())];
  }
  std::string maybe_not() { return chance(20) ? "! " : ""; }

  std::string filter_table();
  std::string raw_table();
  std::string mangle_table();
  std::string nat_table();
  std::string match(bool may_ask_output, bool with_transport = true);
  std::string address_condition(const char* option);
  std::string network();
  std::string host();
  std::string transport_condition();
  std::string ports();
  std::string further_condition();
  std::string target(int chain);

  RuleWorld world_;
  Family family_;
  std::vector<std::string> prefixes_;
  std::mt19937 random_;
};

}  // namespace sekisho::test::kernel
