// One packet against one match, as include/sekisho/model/filter.hpp defines it.
#include "simulation/matching.hpp"

#include <algorithm>
#include <initializer_list>

namespace sekisho::simulation {
namespace {

Answer both(Answer a, Answer b) { return std::min(a, b); }
Answer either(Answer a, Answer b) { return std::max(a, b); }
Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

bool contains(const AddressTerm& term, const Address& address) {
  return std::visit([&](const auto& set) { return set.contains(address); }, term.value);
}

template <typename Range, typename Value>
bool asks_nothing_or_has(const std::vector<Range>& ranges, Value value) {
  return ranges.empty() || std::ranges::any_of(ranges, [&](const Range& range) {
           return range.first <= value && value <= range.last;
         });
}

// A service that asks for a field which the packet's protocol has not got does not match.
bool ports_match(const Service& service, const Packet& packet) {
  if (service.source_ports.empty() && service.destination_ports.empty()) return true;
  return has_ports(packet.protocol) && asks_nothing_or_has(service.source_ports, packet.source_port) &&
         asks_nothing_or_has(service.destination_ports, packet.destination_port);
}

bool icmp_matches(const Service& service, const Packet& packet) {
  if (service.icmp_types.empty() && service.icmp_codes.empty()) return true;
  const bool is_icmp = packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6;
  return is_icmp && asks_nothing_or_has(service.icmp_types, packet.icmp_type) &&
         asks_nothing_or_has(service.icmp_codes, packet.icmp_code);
}

bool flags_match(const Service& service, const Packet& packet) {
  if (service.tcp_flags.empty()) return true;
  return packet.protocol == protocol::tcp &&
         std::ranges::any_of(service.tcp_flags, [&](const TcpFlagMatch& flags) {
           return (packet.tcp_flags & flags.mask) == flags.value;
         });
}

Answer any_service(const std::vector<Service>& services, const Packet& packet) {
  if (services.empty()) return Answer::yes;
  Answer best = Answer::no;
  for (const Service& service : services) best = either(best, matches(service, packet));
  return best;
}

/// Whether a packet without a session can open one, as connection tracking sees it (see ConnectionState).
bool opens_session(const Packet& packet) {
  const auto is_one_of = [&](std::initializer_list<std::uint8_t> types) {
    return std::ranges::find(types, packet.icmp_type) != types.end();
  };
  switch (packet.protocol) {
    case protocol::icmp: return is_one_of({8, 13, 15, 17});
    case protocol::icmpv6: return is_one_of({128, 139});
    case protocol::tcp: break;
    default: return true;
  }
  const bool syn = (packet.tcp_flags & tcp_flag::syn) != 0;
  const bool ack = (packet.tcp_flags & tcp_flag::ack) != 0;
  const bool ends = (packet.tcp_flags & (tcp_flag::fin | tcp_flag::rst)) != 0;
  return syn != ack && !ends;
}

bool is_never_tracked(const Packet& packet) {
  const std::uint8_t type = packet.icmp_type;
  return packet.protocol == protocol::icmpv6 && ((130 <= type && type <= 136) || type == 143);
}

Answer state_matches(ConnectionState asked, const Packet& packet) {
  if (packet.state != ConnectionState::fresh) return answer(packet.state == asked);
  if (is_never_tracked(packet)) return answer(asked == ConnectionState::untracked);
  const bool hidden = packet.protocol == protocol::sctp || packet.protocol == protocol::dccp;
  if (asked == ConnectionState::fresh && opens_session(packet)) return hidden ? Answer::maybe : Answer::yes;
  if (asked == ConnectionState::invalid && hidden) return Answer::maybe;
  return answer(asked == ConnectionState::invalid && !opens_session(packet));
}

Answer any_state(const std::vector<ConnectionState>& states, const Packet& packet) {
  Answer best = Answer::no;
  for (const ConnectionState asked : states) best = either(best, state_matches(asked, packet));
  return best;
}

// Frames that a router sent carry its own address, which no config tells: 0 stands for an address
// that is not known and may be any.
Answer mac_matches(const std::vector<std::uint64_t>& macs, std::uint64_t mac) {
  if (macs.empty()) return Answer::yes;
  if (mac == 0) return Answer::maybe;
  return answer(std::ranges::find(macs, mac) != macs.end());
}

}  // namespace

Answer matches(const AddressMatch& match, const Address& address) {
  Answer inside = match.any ? Answer::yes : Answer::no;
  if (!match.any) {
    for (const AddressTerm& term : match.terms) {
      if (contains(term, address)) inside = either(inside, term.certain ? Answer::yes : Answer::maybe);
    }
  }
  if (!match.negated || inside == Answer::maybe) return inside;
  return inside == Answer::yes ? Answer::no : Answer::yes;
}

Answer matches(const Service& service, const Packet& packet) {
  const bool matched = (!service.protocol || *service.protocol == packet.protocol) &&
                       ports_match(service, packet) && icmp_matches(service, packet) &&
                       flags_match(service, packet);
  if (!matched) return Answer::no;
  return service.certain ? Answer::yes : Answer::maybe;
}

Answer matches(const Match& match, const Packet& packet) {
  if (!(packet.family() == Family::v4 ? match.ipv4 : match.ipv6)) return Answer::no;
  Answer result = match.certain ? Answer::yes : Answer::maybe;
  result = both(result, matches(match.source, packet.source));
  result = both(result, matches(match.destination, packet.destination));
  result = both(result, any_service(match.services, packet));
  result = both(result, mac_matches(match.source_macs, packet.source_mac));
  if (!match.states.empty()) result = both(result, any_state(match.states, packet));
  if (match.marks)
    result = both(result, answer(std::ranges::find(*match.marks, packet.mark) != match.marks->end()));
  return result;
}

Answer in_force(const Schedule& schedule, const Date& date) {
  switch (activity_on(schedule, date)) {
    case Activity::active: return Answer::yes;
    case Activity::inactive: return Answer::no;
    case Activity::sometimes: return Answer::maybe;
  }
  return Answer::maybe;
}

Answer names(const std::vector<std::string>& interfaces, const std::string* name) {
  if (interfaces.empty()) return Answer::yes;
  if (name == nullptr) return Answer::maybe;
  return answer(std::ranges::find(interfaces, *name) != interfaces.end());
}

}  // namespace sekisho::simulation
