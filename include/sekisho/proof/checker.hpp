// Requirements against the network: verdict, assurance and evidence.
#pragma once

#include <sekisho/proof/verdict.hpp>
#include <sekisho/routing/tables.hpp>

#include <memory>
#include <vector>

namespace sekisho {

/// How many readable cubes are kept of a violation: of what is forbidden and arrives, and of the part of it
/// that each blamed line lets through (0: those are not worked out).
struct CubeLimits {
  CubeLimits(std::size_t of_forbidden, std::size_t of_blamed = 0)  // NOLINT(google-explicit-constructor)
      : forbidden(of_forbidden), blamed(of_blamed) {}
  std::size_t forbidden;
  std::size_t blamed;
};

/// Decides requirements of one network on one date. Keeps what it has computed (graphs, fixpoints per
/// source segment), so many requirements cost little more than one. Confined to its thread.
class Checker {
 public:
  /// `node_limit`: size of the packet sets, beyond which a requirement is unproved for that reason.
  Checker(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date,
          CubeLimits cube_limits, std::size_t node_limit = 200'000'000);
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  [[nodiscard]] RequirementResult check(const Requirement& requirement);

  /// Frees what was computed for the sources asked about so far. Sources share nothing but the graphs, so
  /// whoever asks about one source after the other saves memory by it and loses nothing; and what a source
  /// may need then does not depend on the sources before it.
  void forget_runs();

  /// The network and its routes have changed where they are, and have as many devices as before, of which all
  /// but `changed` stand at the same addresses in memory with the same contents. What was computed and still
  /// holds is kept; results of check() are those of a new checker.
  void network_changed(const std::vector<DeviceIndex>& changed);

  struct State;  // src/proof/checker_state.hpp

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho
