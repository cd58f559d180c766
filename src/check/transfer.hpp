// Where packets at a place may be next: the transfer functions of the network, derived from the model.
#pragma once

#include "check/place.hpp"
#include "check/routes.hpp"

#include <map>
#include <utility>
#include <vector>

namespace sekisho::check {

using Onward = std::vector<std::pair<Place, HeaderSet>>;

class Transfer {
 public:
  Transfer(const Headers& headers, const Network& network, const std::vector<DeviceRoutes>& tables,
           const Date& date, bool any_routing);

  /// Everywhere that `packets` at `place` may be next, as they arrive there.
  [[nodiscard]] Onward onward(const Place& place, const HeaderSet& packets);

  /// Addresses that a segment claims.
  [[nodiscard]] const HeaderSet& claimed(SegmentIndex segment, std::size_t field) const {
    return claims_.at({segment, field});
  }

 private:
  using Packets = HeaderSet;
  void through_ingress(DeviceIndex device, InterfaceIndex in, const Packets& packets, Onward& onward);
  void through_routing(DeviceIndex device, InterfaceIndex in, const Packets& packets, Onward& onward);
  [[nodiscard]] Packets towards(DeviceIndex device, InterfaceIndex in, InterfaceIndex out,
                                const Packets& packets);
  [[nodiscard]] Packets by_filters(const Device& device, const std::vector<std::string>& names,
                                   const Packets& packets, const Between& between);
  [[nodiscard]] Packets own_packets(DeviceIndex device, InterfaceIndex out, const Packets& packets);
  [[nodiscard]] Flow translated(const Device& device, const std::vector<NatRule>& rules,
                                const std::optional<Filter>& filter, bool may_permit, const Flow& flow,
                                const Between& between);
  [[nodiscard]] Packets scrambled(const Device& device, const Flow& flow) const;
  void leave(const Attachment& at, const std::optional<Address>& gateway, const Packets& packets,
             Onward& onward);
  void to_gateway(const Attachment& at, const Address& gateway, const Packets& packets, Onward& onward);
  void on_link(const Attachment& at, const Packets& packets, Onward& onward);
  void from_hosts(SegmentIndex segment, const Packets& packets, Onward& onward);
  void through_outside(SegmentIndex segment, const Packets& packets, Onward& onward);
  void into(const Attachment& at, const Packets& packets, Onward& onward) const;
  [[nodiscard]] Packets computed_claim(SegmentIndex segment, std::size_t field) const;
  [[nodiscard]] Packets addressed_to(const Attachment& at) const;
  [[nodiscard]] Packets answered_for(const Attachment& at) const;
  [[nodiscard]] const Domain* domain_at(const Attachment& at) const;
  [[nodiscard]] const Interface& interface_at(const Attachment& at) const;

  const Headers& headers_;
  const Network& network_;
  const std::vector<DeviceRoutes>& tables_;
  FirstMatch rules_;
  Routes routes_;
  std::map<std::pair<SegmentIndex, std::size_t>, HeaderSet> claims_;
  HeaderSet of_devices_;  // addresses that some device has or answers for
};

}  // namespace sekisho::check
