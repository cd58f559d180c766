// Readers of the protocols by which hosts and devices introduce themselves; each adds what it finds.
#pragma once

#include "content/text.hpp"

#include <sekisho/content/hosts.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::content {

/// What one frame tells; the frame's own VLANs, interface and time are added by who asked.
struct Told {
  SightingKind kind = SightingKind::arp;
  std::uint64_t mac = 0;  // 0: the frame's sender
  std::optional<Address> address;
  std::string name;
  std::string detail;
};
using ToldList = std::vector<Told>;

// By frames: what stands behind the link layer header.
void read_arp(Bytes arp, ToldList& told);
void read_lldp(Bytes lldp, ToldList& told);
/// Spanning tree and CDP, behind the 802.2 header that starts `llc`.
void read_llc(Bytes llc, ToldList& told);

// By datagrams.
void read_icmpv6(const capture::Datagram& datagram, ToldList& told);
void read_dhcp(const capture::Datagram& datagram, ToldList& told);
void read_dhcpv6(const capture::Datagram& datagram, ToldList& told);
/// mDNS (port 5353) and LLMNR (5355): the sender's own address records.
void read_local_names(const capture::Datagram& datagram, ToldList& told);
/// Name service (port 137) and datagrams (138).
void read_netbios(const capture::Datagram& datagram, ToldList& told);

}  // namespace sekisho::content
