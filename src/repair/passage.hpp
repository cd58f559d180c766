// What gets from segment to segment, to be compared before and after a change.
#pragma once

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/repair/repair.hpp>

#include <memory>
#include <vector>

namespace sekisho::repair {

/// The arrivals at each segment from each: [from][to].
struct Arrivals {
  std::vector<std::vector<PacketSet>> may;   // from any source address
  std::vector<std::vector<PacketSet>> must;  // from addresses of the sender's own segment
};

/// Keeps the sets of rules of devices that do not change.
class Passage {
 public:
  Passage(const LoadedNetwork& loaded, const Date& date);

  /// Of the network as it is now; `changed`: devices that are not what they were at the last call.
  [[nodiscard]] Arrivals arrivals(const std::vector<DeviceIndex>& changed);

  /// What certainly arrived before and no longer does, per pair: packets that open something, and answers to
  /// what can still be opened. What `violated` forbids is not counted.
  struct Loss {
    std::vector<StoppedTraffic> stops;
    double packets = 0;
  };
  [[nodiscard]] Loss lost(const Arrivals& before, const Arrivals& after,
                          const std::vector<RequirementResult>& violated, std::size_t cube_limit);
  /// True when something may arrive that could not before.
  [[nodiscard]] static bool opens(const Arrivals& before, const Arrivals& after);

 private:
  /// The packets between two segments that violations are about.
  [[nodiscard]] PacketSet forbidden(const std::string& from, const std::string& to,
                                    const std::vector<RequirementResult>& violated);

  const LoadedNetwork& loaded_;
  PacketSpace space_;
  std::shared_ptr<RuleSets> rules_;
};

}  // namespace sekisho::repair
