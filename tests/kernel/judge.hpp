// The kernel's verdicts held against Sekisho's.
#pragma once

#include "kernel/lab.hpp"

#include <sekisho/simulation/trace.hpp>

#include <string>
#include <vector>

namespace sekisho::test::kernel {

/// What was compared, and where the two disagree.
struct Comparison {
  int packets = 0;
  int delivered = 0;  // seen at hosts
  int accepted = 0;   // by a router
  int certain = 0;    // packets of which the trace has certain paths only
  int in_must = 0;    // packets that `reach` says are sure to arrive
  std::vector<std::string> differences;
  std::string uncertain_one;  // a trace that is not certain, for people who wonder

  void add(const Comparison& other);
  [[nodiscard]] std::string summary() const;
};

/// Each packet must have gone one of the ways of its trace: to those hosts, with that header, or nowhere.
[[nodiscard]] Comparison compare_with_trace(const Lab& lab, const LoadedNetwork& loaded,
                                            const std::vector<Shot>& shots,
                                            const std::vector<std::vector<Arrival>>& arrivals);

/// What arrived must be in `may` of what reaches that place; with `check_must`, what is in `must`
/// has to arrive.
[[nodiscard]] Comparison compare_with_reach(const Lab& lab, const LoadedNetwork& loaded,
                                            const std::vector<Shot>& shots,
                                            const std::vector<std::vector<Arrival>>& arrivals,
                                            bool check_must);

/// A packet that was seen at hosts, answered from there by what the simulator takes for the answer.
struct Reply {
  Shot shot;
  Trace expected;
  std::string opened_by;
};
[[nodiscard]] std::vector<Reply> replies_to(const Lab& lab, const LoadedNetwork& loaded,
                                            const std::vector<Shot>& shots,
                                            const std::vector<std::vector<Arrival>>& arrivals);
[[nodiscard]] Comparison compare_replies(const Lab& lab, const std::vector<Reply>& replies,
                                         const std::vector<std::vector<Arrival>>& arrivals);

}  // namespace sekisho::test::kernel
