#include "kernel/shots.hpp"

#include <algorithm>
#include <numeric>

namespace sekisho::test::kernel {

ShotMaker::ShotMaker(const Lab& lab, const LoadedNetwork& loaded, std::uint32_t seed)
    : lab_(lab), random_(seed) {
  for (const Device& device : loaded.network.devices) {
    for (const Interface& interface : device.interfaces) {
      for (const InterfaceAddress& own : interface.addresses) {
        own_.push_back(own.address);
        if (own.address.family == Family::v4 && own.length < 31) strange_.push_back(own.subnet().last());
      }
    }
  }
  for (const char* text : {"8.8.8.8", "203.0.113.9", "127.0.0.1", "0.0.0.0", "240.0.0.1", "255.255.255.255",
                           "10.255.255.254", "2001:db8:ffff::1", "::1", "fe80::1", "2001:4860::8888"})
    strange_.push_back(*Address::parse(text));
  source_ports_.resize(65535);
  std::iota(source_ports_.begin(), source_ports_.end(), std::uint16_t{1});
  std::shuffle(source_ports_.begin(), source_ports_.end(), random_);
}

/// One of a few, so that rules on single hosts are met: the network's 2nd to 9th address, rarely any other.
Address ShotMaker::within(const Prefix& prefix) {
  const int host_bits = width(prefix.family()) - prefix.length;
  if (host_bits == 0) return prefix.network;
  const Bits128 offset = chance(85) ? 2 + below(8) : below(65000);
  return {prefix.family(), prefix.network.bits | (offset & low_ones(host_bits))};
}

std::optional<Address> ShotMaker::address_of(const Hosts& hosts, Family family) {
  std::vector<Prefix> fitting;
  for (const Prefix& prefix : hosts.prefixes) {
    if (prefix.family() == family) fitting.push_back(prefix);
  }
  if (fitting.empty()) return std::nullopt;
  return within(fitting[below(fitting.size())]);
}

std::optional<Address> ShotMaker::destination(Family family) {
  const bool to_hosts = chance(75);
  if (to_hosts) return address_of(*lab_.hosts()[below(lab_.hosts().size())], family);
  const std::vector<Address>& pool = chance(75) && !own_.empty() ? own_ : strange_;
  const Address address = pool[below(pool.size())];
  if (address.family != family) return std::nullopt;
  return address;
}

std::optional<Address> ShotMaker::source(const Hosts& from, Family family) {
  if (!chance(spoofed_percent_)) return address_of(from, family);
  if (chance(60)) return address_of(*lab_.hosts()[below(lab_.hosts().size())], family);
  const std::vector<Address>& pool = chance(50) && !own_.empty() ? own_ : strange_;
  const Address address = pool[below(pool.size())];
  if (address.family != family) return std::nullopt;
  return address;
}

void ShotMaker::fill_transport(Packet& packet) {
  const bool v4 = packet.family() == Family::v4;
  packet.source_port = source_ports_[next_port_++ % source_ports_.size()];
  packet.destination_port =
      chance(70) ? ports_[below(ports_.size())] : static_cast<std::uint16_t>(1 + below(65000));
  switch (below(10)) {
    case 0:
    case 1: packet.protocol = protocol::udp; return;
    case 2:
    case 3:
      packet.protocol = v4 ? protocol::icmp : protocol::icmpv6;
      packet.icmp_type = v4 ? 8 : 128;
      packet.destination_port = 0;
      return;
    case 4:
    case 5: packet.tcp_flags = chance(70) ? tcp_flag::ack : tcp_flag::syn | tcp_flag::ack; return;
    default: packet.tcp_flags = tcp_flag::syn;
  }
}

Shot ShotMaker::next() {
  for (;;) {
    Shot shot;
    shot.from = lab_.hosts()[below(lab_.hosts().size())].get();
    const Family family = chance(65) ? Family::v4 : Family::v6;
    const std::optional<Address> to = destination(family);
    const std::optional<Address> from = source(*shot.from, family);
    if (!to || !from) continue;
    shot.packet.source = *from;
    shot.packet.destination = *to;
    fill_transport(shot.packet);
    return shot;
  }
}

std::vector<Shot> ShotMaker::make(int count) {
  std::vector<Shot> shots;
  for (int i = 0; i < count; ++i) shots.push_back(next());
  return shots;
}

}  // namespace sekisho::test::kernel
