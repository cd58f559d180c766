#include "tiny_filters.hpp"

namespace sekisho::test {
namespace {

// Sources and destinations lie in 10.0.0.0/29; .64 stands for all other addresses.
const Address base = *Address::parse("10.0.0.0");
const Address base6 = *Address::parse("2001:db8::");

Address host(const Address& network, unsigned number) { return {network.family, network.bits + number}; }

int below(std::mt19937& random, int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); }
bool chance(std::mt19937& random, int percent) { return below(random, 100) < percent; }

AddressTerm term(std::mt19937& random, const Address& network) {
  const auto first = static_cast<unsigned>(below(random, 8));
  switch (below(random, 4)) {
    case 0: return {AddressRange::of(host(network, first))};
    case 1:
      return {
          AddressRange::of(Prefix::of(host(network, first), width(network.family) - 1 - below(random, 2)))};
    case 2:
      return {AddressRange{
          host(network, first),
          host(network, first + static_cast<unsigned>(below(random, static_cast<int>(8 - first))))}};
    default: {
      const Bits128 all = low_ones(width(network.family));
      const Bits128 hole = chance(random, 50) ? 4 : 5;
      return {Wildcard{host(network, first & ~static_cast<unsigned>(hole)), all & ~hole}};
    }
  }
}

AddressMatch addresses(std::mt19937& random, const Address& network, const TinyFilterOptions& options) {
  if (chance(random, 25)) return AddressMatch::everything();
  AddressMatch match = AddressMatch::of({term(random, network)});
  if (options.lists && chance(random, 40)) match.terms.push_back(term(random, network));
  if (options.uncertain && chance(random, 15)) match.terms.front().certain = false;
  if (options.lists && chance(random, 15)) match.negated = true;
  return match;
}

Service service(std::mt19937& random) {
  Service result;
  const auto ports = [&]() -> std::vector<PortRange> {
    if (chance(random, 40)) return {};
    const auto first = static_cast<std::uint16_t>(below(random, 4));
    return {{first, static_cast<std::uint16_t>(first + below(random, 4 - first))}};
  };
  switch (below(random, 6)) {
    case 0: result.protocol = protocol::udp; break;
    case 1:
      result.protocol = protocol::icmp;
      if (chance(random, 60)) result.icmp_types = {{8, 8}};
      return result;
    case 2: result.protocol = 89; return result;
    case 3: break;  // any protocol that has ports, where ports are asked for
    default: result.protocol = protocol::tcp; break;
  }
  result.destination_ports = ports();
  if (result.protocol == protocol::tcp && chance(random, 25))
    result.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {tcp_flag::rst, tcp_flag::rst}};
  return result;
}

Rule rule(std::mt19937& random, const TinyFilterOptions& options) {
  Rule result;
  result.action = chance(random, 50) ? Action::permit : Action::deny;
  if (options.translates) {
    result.action = Action::permit;
    const auto to = static_cast<unsigned>(below(random, 3));  // three translations, and none
    result.translate = Rewrite{};
    if (to > 0) result.translate->source = AddressRange::of(host(base, 100 + to));
    if (to == 2) result.translate->source_port = PortRange{1024, 65535};
    if (chance(random, 20)) result.translate.reset();
  }
  const bool v6 = chance(random, 15);
  result.match.source = addresses(random, v6 ? base6 : base, options);
  result.match.destination = addresses(random, v6 ? base6 : base, options);
  if (chance(random, 15)) result.match.ipv6 = false;
  if (!chance(random, 30)) result.match.services = {service(random)};
  if (options.lists && !result.match.services.empty() && chance(random, 40))
    result.match.services.push_back(service(random));
  if (options.uncertain && chance(random, 15)) result.match.certain = false;
  if (options.uncertain && chance(random, 5)) result.schedule.periodic = true;
  if (options.uncertain && chance(random, 5)) result.schedule.never = true;
  if (options.interfaces && chance(random, 50)) {
    result.ingress = {chance(random, 50) ? "a" : "b"};
    if (chance(random, 20)) result.ingress = {"a", "b"};
  }
  return result;
}

void add_services(TinyArrival arrival, std::vector<TinyArrival>& out) {
  Packet& packet = arrival.packet;
  for (const int port : {0, 1, 2, 3, 1000}) {
    packet.destination_port = static_cast<std::uint16_t>(port);
    packet.protocol = protocol::tcp;
    for (const std::uint8_t flags : {tcp_flag::syn, tcp_flag::ack, tcp_flag::rst}) {
      packet.tcp_flags = flags;
      out.push_back(arrival);
    }
    packet.tcp_flags = 0;
    packet.protocol = protocol::udp;
    out.push_back(arrival);
  }
  packet.destination_port = 0;
  packet.protocol = protocol::icmp;
  for (const int type : {0, 8}) {
    packet.icmp_type = static_cast<std::uint8_t>(type);
    out.push_back(arrival);
  }
  packet.icmp_type = 0;
  packet.protocol = 89;
  out.push_back(arrival);
}

}  // namespace

std::vector<TinyArrival> all_tiny_arrivals() {
  std::vector<TinyArrival> result;
  for (const Address& network : {base, base6}) {
    for (const unsigned source : {0, 1, 2, 3, 4, 5, 6, 7, 64}) {
      for (const unsigned destination : {0, 1, 2, 3, 4, 5, 6, 7, 64}) {
        for (const char* ingress : {"a", "b", ""}) {
          TinyArrival arrival;
          arrival.packet.source = host(network, source);
          arrival.packet.destination = host(network, destination);
          arrival.ingress = ingress;
          add_services(arrival, result);
        }
      }
    }
  }
  return result;
}

Filter tiny_filter(std::mt19937& random, const TinyFilterOptions& options) {
  Filter filter;
  filter.name = "TINY";
  filter.default_action = chance(random, 70) ? Action::deny : Action::permit;
  if (options.translates) filter.default_action = Action::permit;
  for (int i = 0; i < options.rules; ++i) {
    filter.rules.push_back(rule(random, options));
    filter.rules.back().source.text = "rule " + std::to_string(i);
  }
  return filter;
}

}  // namespace sekisho::test
