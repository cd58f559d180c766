// EtherTypes that the decoders know (IANA, "IEEE 802 Numbers"; those not registered there say whose they
// are).
#pragma once

#include <cstdint>

namespace sekisho::capture::ethertype {

inline constexpr std::uint16_t lowest = 0x0600;  // below, the field is a length (IEEE 802.3)
inline constexpr std::uint16_t ipv4 = 0x0800;
inline constexpr std::uint16_t bridged_ethernet = 0x6558;  // RFC 1701: transparent Ethernet bridging
inline constexpr std::uint16_t vlan = 0x8100;              // IEEE 802.1Q
inline constexpr std::uint16_t ipv6 = 0x86dd;
inline constexpr std::uint16_t ppp = 0x880b;
inline constexpr std::uint16_t mpls = 0x8847;
inline constexpr std::uint16_t mpls_multicast = 0x8848;
inline constexpr std::uint16_t pppoe_session = 0x8864;
inline constexpr std::uint16_t service_vlan = 0x88a8;  // IEEE 802.1ad
inline constexpr std::uint16_t erspan = 0x88be;        // Cisco, types I and II
inline constexpr std::uint16_t backbone_tag = 0x88e7;  // IEEE 802.1ah: I-TAG
inline constexpr std::uint16_t cisco_metadata = 0x8909;
inline constexpr std::uint16_t vn_tag = 0x8926;    // Cisco VN-Tag
inline constexpr std::uint16_t erspan_3 = 0x22eb;  // Cisco, type III
inline constexpr std::uint16_t old_qinq = 0x9100;  // stacked VLANs before 802.1ad
inline constexpr std::uint16_t old_qinq_2 = 0x9200;

}  // namespace sekisho::capture::ethertype
