// The places of a network where packets can be: the vertices of which a certificate speaks.
#pragma once

#include <sekisho/model/network.hpp>

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::check {

struct Place {
  enum class Kind : std::uint8_t {
    segment_source,  // hosts of a segment, about to send
    ingress,         // a frame has come to an interface
    routing,         // before the route lookup
    egress,          // leaving an interface, to a gateway or on the link
    segment,         // handed to a segment
    device,          // accepted by a device
  };
  Kind kind = Kind::ingress;
  std::size_t owner = 0;  // index of the device or segment
  InterfaceIndex interface = 0;
  std::optional<Address> gateway;

  [[nodiscard]] bool of_segment() const { return kind == Kind::segment || kind == Kind::segment_source; }
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Spelled as in certificates.
inline constexpr std::array<std::string_view, 6> place_names{"segment_source", "ingress", "routing",
                                                             "egress",         "segment", "device"};

/// Whether its indexes lie inside the lists of the network.
[[nodiscard]] bool exists(const Place& place, const Network& network);

/// For people: `ingress fw1 port2`, `egress r1 Gi0/1 via 10.0.0.1`, `segment lg`. Only of one that exists.
[[nodiscard]] std::string to_string(const Place& place, const Network& network);

}  // namespace sekisho::check
