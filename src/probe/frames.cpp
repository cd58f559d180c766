#include <sekisho/probe/frames.hpp>

#include <sekisho/base/mac.hpp>

#include <tins/ethernetII.h>
#include <tins/icmp.h>
#include <tins/icmpv6.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/packet.h>
#include <tins/packet_writer.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <memory>
#include <system_error>

namespace sekisho::probe {
namespace {

constexpr std::uint8_t hop_limit = 64;
constexpr std::uint16_t window = 64240;
constexpr std::uint32_t some_sequence = 0x5e150000;

std::uint32_t number_of(const std::string& id) {
  std::uint32_t number = 0;
  const std::size_t digits = id.find_first_of("0123456789");
  if (digits != std::string::npos) std::from_chars(id.data() + digits, id.data() + id.size(), number);
  return number;
}

Tins::HWAddress<6> hardware(std::uint64_t mac) { return mac_text(mac); }

std::unique_ptr<Tins::PDU> transport_of(const Packet& packet) {
  switch (packet.protocol) {
    case protocol::tcp: {
      auto tcp = std::make_unique<Tins::TCP>(packet.destination_port, packet.source_port);
      tcp->flags(packet.tcp_flags);
      tcp->seq(some_sequence);
      if ((packet.tcp_flags & tcp_flag::ack) != 0) tcp->ack_seq(some_sequence);
      tcp->window(window);
      return tcp;
    }
    case protocol::udp: return std::make_unique<Tins::UDP>(packet.destination_port, packet.source_port);
    case protocol::icmp: {
      auto icmp = std::make_unique<Tins::ICMP>(static_cast<Tins::ICMP::Flags>(packet.icmp_type));
      icmp->code(packet.icmp_code);
      return icmp;
    }
    case protocol::icmpv6: {
      auto icmp = std::make_unique<Tins::ICMPv6>(static_cast<Tins::ICMPv6::Types>(packet.icmp_type));
      icmp->code(packet.icmp_code);
      return icmp;
    }
    default: return nullptr;
  }
}

std::unique_ptr<Tins::PDU> network_of(const Probe& probe) {
  const Packet& packet = probe.packet;
  const std::uint32_t number = number_of(probe.id);
  if (packet.family() == Family::v4) {
    auto ip = std::make_unique<Tins::IP>(to_string(packet.destination), to_string(packet.source));
    ip->ttl(hop_limit);
    ip->id(static_cast<std::uint16_t>(number));
    ip->protocol(packet.protocol);
    return ip;
  }
  auto ip = std::make_unique<Tins::IPv6>(to_string(packet.destination), to_string(packet.source));
  ip->hop_limit(hop_limit);
  ip->flow_label(number);
  ip->next_header(packet.protocol);
  return ip;
}

Tins::EthernetII ethernet_of(const Probe& probe) {
  const auto or_else = [](std::uint64_t mac, std::uint64_t other) { return mac != 0 ? mac : other; };
  Tins::EthernetII frame(hardware(or_else(probe.packet.destination_mac, router_mac)),
                         hardware(or_else(probe.packet.source_mac, sender_mac)));
  const std::unique_ptr<Tins::PDU> network = network_of(probe);
  const std::unique_ptr<Tins::PDU> transport = transport_of(probe.packet);
  const Tins::RawPDU id(probe.id);
  if (transport == nullptr) {
    frame = frame / *network / id;
  } else if (probe.packet.protocol == protocol::tcp) {
    frame = frame / *network / *transport;
  } else {
    frame = frame / *network / *transport / id;
  }
  return frame;
}

}  // namespace

std::vector<std::uint8_t> frame_of(const Probe& probe) { return ethernet_of(probe).serialize(); }

Result<std::size_t> write_pcap(std::span<const Probe> probes, const std::string& path) {
  // libtins 4.0 reads memory that it has freed where it cannot open the file: that is found out before.
  if (!std::ofstream(path, std::ios::binary)) return Failure{std::generic_category().message(errno)};
  try {
    Tins::PacketWriter writer(path, Tins::DataLinkType<Tins::EthernetII>());
    for (std::size_t i = 0; i < probes.size(); ++i) {
      Tins::EthernetII frame = ethernet_of(probes[i]);
      timeval time{};
      time.tv_sec = static_cast<time_t>(i);
      Tins::Packet packet(frame, Tins::Timestamp(time));
      writer.write(packet);
    }
  } catch (const Tins::exception_base& error) {
    return Failure{error.what()};
  }
  return probes.size();
}

}  // namespace sekisho::probe
