// One concrete packet header, ports, protocol numbers and names.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho {

namespace protocol {
// IANA protocol numbers.
inline constexpr std::uint8_t icmp = 1;
inline constexpr std::uint8_t igmp = 2;
inline constexpr std::uint8_t ipip = 4;
inline constexpr std::uint8_t tcp = 6;
inline constexpr std::uint8_t udp = 17;
inline constexpr std::uint8_t ipv6 = 41;
inline constexpr std::uint8_t dccp = 33;
inline constexpr std::uint8_t gre = 47;
inline constexpr std::uint8_t esp = 50;
inline constexpr std::uint8_t ah = 51;
inline constexpr std::uint8_t icmpv6 = 58;
inline constexpr std::uint8_t eigrp = 88;
inline constexpr std::uint8_t ospf = 89;
inline constexpr std::uint8_t pim = 103;
inline constexpr std::uint8_t vrrp = 112;
inline constexpr std::uint8_t sctp = 132;
}  // namespace protocol

namespace tcp_flag {
// Bit positions of RFC 9293 section 3.1.
inline constexpr std::uint8_t fin = 0x01;
inline constexpr std::uint8_t syn = 0x02;
inline constexpr std::uint8_t rst = 0x04;
inline constexpr std::uint8_t psh = 0x08;
inline constexpr std::uint8_t ack = 0x10;
inline constexpr std::uint8_t urg = 0x20;
inline constexpr std::uint8_t ece = 0x40;
inline constexpr std::uint8_t cwr = 0x80;
}  // namespace tcp_flag

/// True for protocols whose header starts with two ports (TCP, UDP, SCTP, UDP-Lite, DCCP).
[[nodiscard]] bool has_ports(std::uint8_t protocol_number);

/// `tcp`, `udp`, `icmp`, `icmpv6`, `esp`, ... or the number.
[[nodiscard]] std::string protocol_name(std::uint8_t protocol_number);

/// Reads a protocol name of `protocol_name` or a number 0..255.
[[nodiscard]] std::optional<std::uint8_t> parse_protocol(std::string_view text);

struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 65535;

  [[nodiscard]] bool contains(std::uint16_t port) const { return first <= port && port <= last; }
  [[nodiscard]] bool is_any() const { return first == 0 && last == 65535; }
  friend constexpr auto operator<=>(const PortRange&, const PortRange&) = default;
};

/// `443` or `1024-65535`.
[[nodiscard]] std::string to_string(const PortRange& ports);

/// Connection-tracking state that a stateful device attaches to a packet.
///
/// No packet carries `invalid`: rules ask for it. A packet without a session is `fresh`, and by its header a
/// rule that asks for `fresh` takes it if it can open a session, one that asks for `invalid` if it cannot,
/// one that asks for `untracked` if it is never tracked. As Linux does it
/// (net/netfilter/nf_conntrack_proto_tcp.c, nf_conntrack_proto_icmp.c, nf_conntrack_proto_icmpv6.c):
///
///   TCP         opens: of SYN, ACK, FIN and RST only SYN is set; or only ACK, which picks up a session on
///   its
///               way (nf_conntrack_tcp_loose, the default)
///   ICMP        opens: echo, timestamp, information and address mask requests
///   ICMPv6      opens: echo and node information requests; never tracked: neighbour discovery and multicast
///               listener discovery, types 130 to 136 and 143
///   SCTP, DCCP  opens or not, by fields that the model has not got
///   others      open
enum class ConnectionState : std::uint8_t { fresh, established, related, untracked, invalid };

/// One packet header. Fields that its protocol does not carry are zero and are never looked at.
/// `mark` is metadata within one device: which destination translation was applied (0: none).
/// MAC addresses and VLAN are those of the first hop.
struct Packet {
  Address source;
  Address destination;
  std::uint8_t protocol = protocol::tcp;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint8_t icmp_type = 0;
  std::uint8_t icmp_code = 0;
  std::uint8_t tcp_flags = 0;
  ConnectionState state = ConnectionState::fresh;
  std::uint16_t vlan = 0;
  std::uint64_t source_mac = 0;
  std::uint64_t destination_mac = 0;
  std::uint16_t mark = 0;

  [[nodiscard]] Family family() const { return destination.family; }
  friend bool operator==(const Packet&, const Packet&) = default;
};

/// `10.1.0.5:40000 -> 10.2.0.9:443 tcp [S]`: one line for people.
[[nodiscard]] std::string to_string(const Packet& packet);

/// A calendar day, for `--date`, exceptions and time ranges.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;

  /// Reads YYYY-MM-DD; nothing for other text or a day that does not exist.
  static std::optional<Date> parse(std::string_view text);
  /// Today in local time.
  static Date today();

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

[[nodiscard]] std::string to_string(const Date& date);

}  // namespace sekisho
