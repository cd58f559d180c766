#include "match_reference.hpp"

#include <algorithm>
#include <vector>

namespace sekisho::test {
namespace {

Answer address_answer(const AddressMatch& match, const Address& address) {
  Answer inside = match.any ? yes : no;
  for (const AddressTerm& term : match.terms) {
    const bool has = std::visit([&](const auto& value) { return value.contains(address); }, term.value);
    if (!match.any && has) inside = std::max(inside, term.certain ? yes : maybe_so);
  }
  if (!match.negated || inside == maybe_so) return inside;
  return inside == yes ? no : yes;
}

template <typename List, typename Value>
bool in_some(const List& list, Value value) {
  return list.empty() || std::any_of(list.begin(), list.end(),
                                     [&](const auto& r) { return r.first <= value && value <= r.last; });
}

bool service_matches(const Service& service, const Packet& packet) {
  if (service.protocol && *service.protocol != packet.protocol) return false;
  const bool asks_ports = !service.source_ports.empty() || !service.destination_ports.empty();
  if (asks_ports && !has_ports(packet.protocol)) return false;
  if (asks_ports && !(in_some(service.source_ports, packet.source_port) &&
                      in_some(service.destination_ports, packet.destination_port)))
    return false;
  const bool icmp = packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6;
  const bool asks_icmp = !service.icmp_types.empty() || !service.icmp_codes.empty();
  if (asks_icmp && !(icmp && in_some(service.icmp_types, packet.icmp_type) &&
                     in_some(service.icmp_codes, packet.icmp_code)))
    return false;
  if (service.tcp_flags.empty()) return true;
  return packet.protocol == protocol::tcp &&
         std::any_of(service.tcp_flags.begin(), service.tcp_flags.end(),
                     [&](const TcpFlagMatch& f) { return (packet.tcp_flags & f.mask) == f.value; });
}

/// What Linux makes of a packet without a session, by its header (see ConnectionState).
Answer state_answer(ConnectionState asked, const Packet& packet) {
  const auto is = [](bool truth) { return truth ? yes : no; };
  if (packet.state != ConnectionState::fresh) return is(packet.state == asked);
  const int type = packet.icmp_type;
  ConnectionState seen = ConnectionState::fresh;
  switch (packet.protocol) {
    case protocol::tcp: {
      const int handshake = packet.tcp_flags & 0x17;
      if (handshake != 0x02 && handshake != 0x10) seen = ConnectionState::invalid;
      break;
    }
    case protocol::icmp:
      if (type != 8 && type != 13 && type != 15 && type != 17) seen = ConnectionState::invalid;
      break;
    case protocol::icmpv6:
      if (type != 128 && type != 139) seen = ConnectionState::invalid;
      if ((type >= 130 && type <= 136) || type == 143) seen = ConnectionState::untracked;
      break;
    case protocol::sctp:
      return asked == ConnectionState::fresh || asked == ConnectionState::invalid ? maybe_so : no;
    default: break;
  }
  return is(seen == asked);
}

}  // namespace

Answer match_answer(const Match& match, const Packet& packet) {
  if (!(packet.family() == Family::v4 ? match.ipv4 : match.ipv6)) return no;
  Answer services = match.services.empty() ? yes : no;
  for (const Service& service : match.services) {
    if (service_matches(service, packet)) services = std::max(services, service.certain ? yes : maybe_so);
  }
  Answer result =
      std::min({match.certain ? yes : maybe_so, services, address_answer(match.source, packet.source),
                address_answer(match.destination, packet.destination)});
  const auto has = [](const auto& list, const auto& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  if (!match.states.empty()) {
    Answer state = no;
    for (const ConnectionState asked : match.states) state = std::max(state, state_answer(asked, packet));
    result = std::min(result, state);
  }
  if (match.marks && !has(*match.marks, packet.mark)) return no;
  if (!match.source_macs.empty() && !has(match.source_macs, packet.source_mac)) return no;
  return result;
}

// --- random matches and packets --------------------------------------------------------------------

namespace {

Address some_address(Draw& draw) {
  if (draw.chance(20)) return {Family::v6, (Bits128{0x20010db8} << 96) | draw.below(8)};
  return Address::v4(0x0a000000u | draw.below(16));
}

AddressMatch some_addresses(Draw& draw) {
  if (draw.chance(25)) return AddressMatch::everything();
  AddressMatch match = AddressMatch::of({});
  for (std::uint32_t i = draw.below(3); i > 0; --i) {
    const Address first = some_address(draw);
    AddressTerm term{AddressRange{first, Address{first.family, first.bits + draw.below(6)}}, draw.chance(75)};
    if (draw.chance(30)) term.value = Wildcard{first, low_ones(width(first.family)) ^ draw.below(16)};
    match.terms.push_back(term);
  }
  match.negated = draw.chance(25);
  match.any = draw.chance(5);
  return match;
}

Service some_service(Draw& draw) {
  constexpr std::uint8_t protocols[] = {protocol::tcp, protocol::udp, protocol::icmp, protocol::icmpv6,
                                        protocol::esp};
  Service service;
  if (draw.chance(70)) service.protocol = protocols[draw.below(5)];
  if (draw.chance(30)) service.source_ports = {{0, static_cast<std::uint16_t>(draw.below(4))}};
  if (draw.chance(40))
    service.destination_ports = {{1, 2}, {7, static_cast<std::uint16_t>(7 + draw.below(3))}};
  if (draw.chance(20)) service.icmp_types = {{0, static_cast<std::uint8_t>(draw.below(9))}};
  if (draw.chance(10)) service.icmp_codes = {{1, 2}};
  if (draw.chance(25))
    service.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {0x12, static_cast<std::uint8_t>(draw.below(32))}};
  service.certain = draw.chance(85);
  return service;
}

}  // namespace

Match some_match(Draw& draw) {
  Match match;
  match.source = some_addresses(draw);
  match.destination = some_addresses(draw);
  for (std::uint32_t i = draw.below(3); i > 0; --i) match.services.push_back(some_service(draw));
  if (draw.chance(15)) match.states = {ConnectionState::established, ConnectionState::related};
  if (draw.chance(10)) match.states = {static_cast<ConnectionState>(draw.below(5))};
  if (draw.chance(5)) match.states = {ConnectionState::fresh, ConnectionState::untracked};
  if (draw.chance(15)) match.marks = {{static_cast<std::uint16_t>(draw.below(3))}};
  if (draw.chance(15)) match.source_macs = {draw.below(3)};
  match.ipv4 = draw.chance(90);
  match.ipv6 = draw.chance(80);
  match.certain = draw.chance(90);
  return match;
}

Packet some_packet(Draw& draw) {
  constexpr std::uint8_t protocols[] = {protocol::tcp,    protocol::udp, protocol::icmp,
                                        protocol::icmpv6, protocol::esp, protocol::sctp};
  constexpr std::uint8_t types[] = {13, 14, 15, 17, 128, 129, 130, 136, 137, 139, 143};
  Packet packet;
  packet.destination = some_address(draw);
  do packet.source = some_address(draw);
  while (packet.source.family != packet.destination.family);
  packet.protocol = protocols[draw.below(6)];
  packet.source_port = static_cast<std::uint16_t>(draw.below(6));
  packet.destination_port = static_cast<std::uint16_t>(draw.below(11));
  packet.icmp_type = draw.chance(50) ? static_cast<std::uint8_t>(draw.below(10)) : types[draw.below(11)];
  packet.icmp_code = static_cast<std::uint8_t>(draw.below(4));
  packet.tcp_flags = static_cast<std::uint8_t>(draw.below(32));
  packet.state = static_cast<ConnectionState>(draw.below(4));
  packet.mark = static_cast<std::uint16_t>(draw.below(3));
  packet.source_mac = draw.below(3);
  return packet;
}

}  // namespace sekisho::test
