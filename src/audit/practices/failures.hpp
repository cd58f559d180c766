// A network with a link or a device less.
#pragma once

#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <set>
#include <string>
#include <vector>

namespace sekisho::audit {

/// A link or a device that is lost.
struct Failure {
  std::string name;               // "sw", "sw:1 -- fw:2", "sw:1" for one end of a shared medium
  Span span;                      // in the snapshot
  std::vector<Attachment> ports;  // that go down: of a link both ends, of a device all and their other ends
};

/// Every link, every device, and where more than two share a medium, or hosts are on it besides, each end of
/// it by itself and all of it.
[[nodiscard]] std::vector<Failure> failures_of(const Network& network);

/// The network after one failure at a time, what depends on a lost port down as well: subinterfaces,
/// aggregates and bridges without any member left, and VLAN interfaces without any port of their VLAN left
/// (Cisco IOS, "SVI autostate"). Tables that were given beside the configs say what routes were before the
/// failure: of these devices the routes are unknown.
class FailingNetwork {
 public:
  explicit FailingNetwork(const Network& whole);
  FailingNetwork(const FailingNetwork&) = delete;
  FailingNetwork& operator=(const FailingNetwork&) = delete;

  /// Mends the failure before and makes this one. The devices that differ from before.
  std::vector<DeviceIndex> fail(const Failure& failure);

  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] const std::vector<DeviceRoutes>& routes() const { return routes_; }

 private:
  void mend();

  const Network& whole_;
  Network network_;  // its devices stay where they are in memory
  std::vector<DeviceRoutes> routes_;
  std::set<DeviceIndex> touched_;
};

}  // namespace sekisho::audit
