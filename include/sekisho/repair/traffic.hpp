// Packets as filter rules can ask for them: addresses, protocol, ports.
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sekisho::repair {

/// What one protocol, or every one, asks for.
struct TrafficService {
  std::optional<std::uint8_t> protocol;  // nothing: every protocol, and no ports
  std::vector<PortRange> ports;          // destination ports; empty: all of them, or none in the protocol
  friend bool operator==(const TrafficService&, const TrafficService&) = default;
};

/// Packets of one family, from any of `sources` to any of `destinations` by any of `services`.
struct Traffic {
  Family family = Family::v4;
  std::vector<AddressRange> sources;       // empty: any
  std::vector<AddressRange> destinations;  // empty: any
  std::vector<TrafficService> services;    // never empty
  friend bool operator==(const Traffic&, const Traffic&) = default;
};

/// Traffic that holds all of the cubes, each of one family. What rules of every vendor cannot ask for (TCP
/// flags, ICMP types, source ports, or a long list of protocols) is left out, so it may hold more. Each once.
[[nodiscard]] std::vector<Traffic> traffic_of(const std::vector<Cube>& cubes);

/// The same whatever the service: one entry per family, of all sources and all destinations.
[[nodiscard]] std::vector<Traffic> addresses_only(const std::vector<Traffic>& traffic);

/// The same to any destination.
[[nodiscard]] std::vector<Traffic> sources_only(const std::vector<Traffic>& traffic);

/// The same from any source.
[[nodiscard]] std::vector<Traffic> destinations_only(const std::vector<Traffic>& traffic);

}  // namespace sekisho::repair
