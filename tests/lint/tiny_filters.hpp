// Random filters over so few headers that every packet can be tried.
#pragma once

#include <sekisho/model/filter.hpp>

#include <random>
#include <string>
#include <vector>

namespace sekisho::test {

/// A packet and the interface that it came by.
struct TinyArrival {
  Packet packet;
  std::string ingress;
};

/// One of every sort of packet that the filters below can tell apart.
[[nodiscard]] std::vector<TinyArrival> all_tiny_arrivals();

struct TinyFilterOptions {
  int rules = 8;
  bool uncertain = false;   // some rules may match only
  bool interfaces = false;  // some rules are bound to interfaces
  bool lists = false;       // several addresses and services in a rule
  bool translates = false;  // a list of NAT: every rule permits, and translates or exempts
};
[[nodiscard]] Filter tiny_filter(std::mt19937& random, const TinyFilterOptions& options);

}  // namespace sekisho::test
