// Switch ports that join what has to be apart, and the VLANs that they could have instead.
#pragma once

#include <sekisho/model/network.hpp>
#include <sekisho/proof/verdict.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sekisho::repair {

struct PortSite {
  const Device* device = nullptr;
  const Interface* port = nullptr;
};

/// The port that a blamed line of layer 2 is about; nothing for links of the snapshot.
[[nodiscard]] std::optional<PortSite> find_port(const Network& network, const BlamedRule& rule);

/// VLANs that the port may have been meant to be in: of an access port, those of the other access ports of
/// its device that its segment is attached to, nearest port first; of a trunk, the native VLAN of the port at
/// the other end of its cable.
[[nodiscard]] std::vector<std::uint16_t> other_vlans(const Network& network, const PortSite& site);

/// VLANs of a trunk without one of those of the ports that a violation blames.
[[nodiscard]] std::vector<VlanSet> fewer_vlans(const Network& network, const PortSite& site,
                                               const Violation& violation);

}  // namespace sekisho::repair
