#include "content/hosts/sightings.hpp"

#include <sekisho/content/hosts.hpp>

#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace sekisho::content {
namespace {

constexpr std::uint16_t ethertype_arp = 0x0806;
constexpr std::uint16_t ethertype_lldp = 0x88cc;

constexpr std::array sighting_names{
#define SEKISHO_SIGHTING(enumerator, name) std::string_view(name),
#include <sekisho/content/sightings.def>
#undef SEKISHO_SIGHTING
};

void read_datagram(const capture::Datagram& datagram, ToldList& told) {
  // Inside a tunnel it is another link's talk; quoted by an error it was heard before.
  if (datagram.quoted || !datagram.has_transport || datagram.is_fragment) return;
  if (datagram.header.protocol == protocol::icmpv6) read_icmpv6(datagram, told);
  if (datagram.header.protocol != protocol::udp) return;
  const std::uint16_t from = datagram.header.source_port;
  const std::uint16_t to = datagram.header.destination_port;
  if (to == 67 || to == 68) read_dhcp(datagram, told);
  if (to == 546 || to == 547) read_dhcpv6(datagram, told);
  if (from == 5353 || from == 5355) read_local_names(datagram, told);
  if (to == 137 || to == 138) read_netbios(datagram, told);
}

}  // namespace

struct HostSightings::State {
  using Key = std::tuple<SightingKind, std::uint64_t, std::optional<Address>, std::string, std::string,
                         std::vector<std::uint16_t>, std::uint32_t>;

  explicit State(std::size_t most) : most_sightings(most) {}

  void add(Told&& told, const capture::Frame& frame, const capture::DecodedFrame& decoded) {
    if (told.mac == 0) told.mac = decoded.source_mac;
    std::vector<std::uint16_t> vlans(decoded.vlans().begin(), decoded.vlans().end());
    Key key{told.kind, told.mac, told.address, told.name, told.detail, vlans, frame.interface};
    const auto known = places.find(key);
    if (known != places.end()) {
      results.sightings[known->second].seen.add(frame);
      return;
    }
    if (results.sightings.size() >= most_sightings) {
      ++results.more_sightings;
      return;
    }
    places.emplace(std::move(key), results.sightings.size());
    Sighting sighting{told.kind,
                      told.mac,
                      told.address,
                      std::move(told.name),
                      std::move(told.detail),
                      std::move(vlans),
                      frame.interface,
                      {}};
    sighting.seen.add(frame);
    results.sightings.push_back(std::move(sighting));
  }

  std::size_t most_sightings;
  std::map<Key, std::size_t> places;  // in results.sightings
  ToldList of_frame;                  // told by the frame at hand
  HostResults results;
};

HostSightings::HostSightings(std::size_t most_sightings) : state_(std::make_unique<State>(most_sightings)) {}
HostSightings::~HostSightings() = default;

void HostSightings::on_frame(const capture::Frame& frame, const capture::DecodedFrame& decoded) {
  ToldList& told = state_->of_frame;
  told.clear();
  if (decoded.ethertype == ethertype_arp) read_arp(decoded.payload, told);
  if (decoded.ethertype == ethertype_lldp) read_lldp(decoded.payload, told);
  if (decoded.ethertype == 0 && decoded.datagram_count == 0) read_llc(decoded.payload, told);
  if (decoded.datagram_count == 1) read_datagram(decoded.datagrams[0], told);
  for (Told& sighting : told) state_->add(std::move(sighting), frame, decoded);
}

const HostResults& HostSightings::results() const { return state_->results; }

std::string_view name_of(SightingKind kind) { return sighting_names[static_cast<std::size_t>(kind)]; }

}  // namespace sekisho::content
