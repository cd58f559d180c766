// Many requirements decided side by side: a checker per thread, and each source belongs to one of them.
//
// Packet sets are confined to a thread, so every checker has sets and graphs of its own. What is found
// about a source does not depend on which other sources its checker has, so results are the same for any
// number of threads.
#pragma once

#include <sekisho/proof/checker.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sekisho {

/// Told how many of all requirements are decided; called from several threads, one at a time.
using Progress = std::function<void(std::size_t decided, std::size_t all)>;

class CheckerPool {
 public:
  /// `once`: what was computed for a source is freed when its requirements are decided. `again`: it is kept,
  /// for a run after a change.
  enum class Use : std::uint8_t { once, again };

  /// `jobs`: how many threads; 0: as many as there are processors and as pay. The network and its routes stay
  /// where they are while the pool lives. `node_limit` holds for each thread by itself.
  CheckerPool(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date,
              CubeLimits cube_limits, int jobs, Use use = Use::once, std::size_t node_limit = 200'000'000);

  /// The results in the order of the requirements.
  [[nodiscard]] std::vector<RequirementResult> check(const std::vector<Requirement>& requirements,
                                                     const Progress& progress = {});

  /// Checker::network_changed for all of them.
  void network_changed(const std::vector<DeviceIndex>& changed);

 private:
  class Round;  // one call of check()

  [[nodiscard]] Checker& checker(std::size_t slot);
  /// Calls `work` with each number below `count`; side by side where there are threads for it.
  template <typename Work>
  void side_by_side(std::size_t count, Work work);
  template <typename Groups>
  std::size_t begin_alone(Round& round, const Groups& groups);

  const Network& network_;
  const std::vector<DeviceRoutes>& routes_;
  Date date_;
  CubeLimits cube_limits_;
  Use use_;
  std::size_t node_limit_;
  bool threads_are_asked_for_;                             // by number, not left to the pool
  std::vector<std::unique_ptr<Checker>> checkers_;         // made by the thread that needs one
  std::unordered_map<std::string, std::size_t> owner_of_;  // source -> its checker, when it is kept
};

}  // namespace sekisho
