// Who gives addresses and routes, and who asks for them: neighbour discovery, DHCP, DHCPv6.
#include "content/address_bytes.hpp"
#include "content/hosts/sightings.hpp"

#include <sekisho/base/mac.hpp>

#include <algorithm>

namespace sekisho::content {
namespace {

// RFC 4861 section 4.6, with option 1 or 2 the link-layer address and option 3 a prefix.
struct NeighborOptions {
  std::uint64_t mac = 0;
  std::string prefixes;
};

NeighborOptions read_options(Cursor in) {
  constexpr std::size_t most_prefixes = 8;
  NeighborOptions told;
  std::size_t prefixes = 0;
  while (in.left() >= 8) {
    const std::uint8_t type = in.u8();
    const std::size_t length = in.u8() * std::size_t{8};
    if (length == 0) break;
    Cursor value(in.take(length - 2));
    if (!in.ok()) break;
    if ((type == 1 || type == 2) && length == 8) told.mac = value.mac();
    if (type != 3 || length != 32 || ++prefixes > most_prefixes) continue;
    const int bits = value.u8();
    value.skip(13);  // flags, lifetimes
    told.prefixes += (told.prefixes.empty() ? "" : " ") + to_string(Prefix::of(read_v6(value), bits));
  }
  return told;
}

// BOOTP header (RFC 2131 section 2) and the options told here (RFC 2132).
struct Dhcp {
  std::uint8_t operation = 0;
  std::uint64_t client_mac = 0;
  Address assigned;
  std::uint8_t message = 0;
  std::string host_name;
  std::optional<Address> server;
  std::optional<Address> router;
};

bool read_dhcp_message(Cursor in, Dhcp& dhcp) {
  constexpr std::uint32_t magic = 0x6382'5363;
  dhcp.operation = in.u8();
  const std::uint8_t hardware = in.u8();
  const std::uint8_t hardware_length = in.u8();
  in.skip(13);
  dhcp.assigned = read_v4(in);
  in.skip(8);
  if (hardware == 1 && hardware_length == 6) dhcp.client_mac = in.mac();
  in.skip(hardware == 1 && hardware_length == 6 ? 10 : 16);
  in.skip(192);  // names of server and boot file
  if (in.u32() != magic) return false;
  while (in.left() > 0) {
    const std::uint8_t code = in.u8();
    if (code == 0) continue;
    if (code == 255) break;
    Cursor value(in.take(in.u8()));
    if (!in.ok()) break;
    if (code == 53) dhcp.message = value.u8();
    if (code == 12) dhcp.host_name = printable(text_of(value.rest()));
    if (code == 54 && value.left() >= 4) dhcp.server = read_v4(value);
    if (code == 3 && value.left() >= 4) dhcp.router = read_v4(value);
  }
  return dhcp.message != 0;
}

// RFC 8415 section 11: the ways to name a host that hold a MAC of Ethernet (time and without).
std::uint64_t mac_of_duid(Cursor in) {
  const std::uint16_t type = in.u16();
  const std::uint16_t hardware = in.u16();
  if (hardware != 1 || (type != 1 && type != 3)) return 0;
  if (type == 1) in.skip(4);
  return in.left() == 6 ? in.mac() : 0;
}

}  // namespace

void read_icmpv6(const capture::Datagram& datagram, ToldList& told) {
  constexpr std::uint8_t router_advertisement = 134;
  constexpr std::uint8_t neighbor_solicitation = 135;
  constexpr std::uint8_t neighbor_advertisement = 136;
  const Packet& header = datagram.header;
  if (header.protocol != protocol::icmpv6 || datagram.hop_limit != 255) return;  // not of this link
  Cursor in(datagram.payload);  // begins behind eight bytes of ICMP
  Told host;
  if (header.icmp_type == router_advertisement) {
    in.skip(8);
    NeighborOptions options = read_options(in);
    host = {SightingKind::router_advertisement, options.mac, header.source, "", std::move(options.prefixes)};
  } else if (header.icmp_type == neighbor_solicitation || header.icmp_type == neighbor_advertisement) {
    const Address target = read_v6(in);
    // A solicitation tells of its sender, an advertisement of its target; :: asks whether an address is free.
    const bool advertises = header.icmp_type == neighbor_advertisement;
    if (!advertises && header.source.bits == 0) return;
    host = {SightingKind::neighbor, read_options(in).mac, advertises ? target : header.source, "", ""};
  } else {
    return;
  }
  if (in.ok()) told.push_back(std::move(host));
}

void read_dhcp(const capture::Datagram& datagram, ToldList& told) {
  Dhcp dhcp;
  if (!read_dhcp_message(Cursor(datagram.payload), dhcp)) return;
  constexpr std::uint8_t offer = 2;
  constexpr std::uint8_t acknowledgement = 5;
  constexpr std::uint8_t refusal = 6;
  const bool of_server = dhcp.operation == 2;
  if (of_server && (dhcp.message == offer || dhcp.message == acknowledgement || dhcp.message == refusal)) {
    Told server{SightingKind::dhcp_server, 0, dhcp.server ? *dhcp.server : datagram.header.source, "", ""};
    if (dhcp.router) server.detail = "router " + to_string(*dhcp.router);
    told.push_back(std::move(server));
    // The client's address as the server has given it.
    if (dhcp.message == acknowledgement && dhcp.assigned.bits != 0 && dhcp.client_mac != 0) {
      told.push_back({SightingKind::dhcp_client, dhcp.client_mac, dhcp.assigned, "", ""});
    }
  } else if (!of_server) {
    told.push_back({SightingKind::dhcp_client, dhcp.client_mac, std::nullopt, std::move(dhcp.host_name), ""});
  }
}

// RFC 8415 section 8: type, transaction, options of which 1 names the client and 2 the server.
void read_dhcpv6(const capture::Datagram& datagram, ToldList& told) {
  Cursor in(datagram.payload);
  const std::uint8_t message = in.u8();
  in.skip(3);
  constexpr std::uint8_t advertise = 2;
  constexpr std::uint8_t reply = 7;
  const bool of_server = message == advertise || message == reply;
  const bool of_client =
      message == 1 || (3 <= message && message <= 6) || message == 8 || message == 9 || message == 11;
  if (!of_server && !of_client) return;
  Told host{of_server ? SightingKind::dhcpv6_server : SightingKind::dhcpv6_client, 0, datagram.header.source,
            "", ""};
  while (in.left() >= 4) {
    const std::uint16_t code = in.u16();
    Cursor value(in.take(in.u16()));
    if (!in.ok()) return;
    if (code == (of_server ? 2 : 1)) host.mac = mac_of_duid(value);
  }
  told.push_back(std::move(host));
}

}  // namespace sekisho::content
