// What frames tell about hosts and network devices: who has which address, who offers addresses and routes,
// who is called what, which neighbours talk to each other.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::content {

enum class SightingKind : std::uint8_t {
#define SEKISHO_SIGHTING(enumerator, name) enumerator,
#include <sekisho/content/sightings.def>
#undef SEKISHO_SIGHTING
};

[[nodiscard]] std::string_view name_of(SightingKind kind);  // "arp", "dhcp-server", ...

/// Something a host said about itself, or a device about itself. `mac` is the one told in the message, else
/// that of the frame's sender; 0: none.
struct Sighting {
  SightingKind kind = SightingKind::arp;
  std::uint64_t mac = 0;
  std::optional<Address> address;
  std::string name;  // host or device name; printable ASCII, at most 255 bytes
  /// arp, neighbour: empty. dhcp-server: "router 192.0.2.1". router-advertisement: its prefixes,
  /// "2001:db8::/64". lldp, cdp: the port. spanning-tree: "root 8000.00:..".
  std::string detail;
  std::vector<std::uint16_t> vlans;  // outermost first
  std::uint32_t interface = 0;       // of the capture
  Occurrence seen;
};

struct HostResults {
  std::vector<Sighting> sightings;   // each once, in the order of their first frames
  std::uint64_t more_sightings = 0;  // beyond the bound; not merged
};

class HostSightings final : public capture::Observer {
 public:
  explicit HostSightings(std::size_t most_sightings = 200'000);
  HostSightings(const HostSightings&) = delete;
  HostSightings& operator=(const HostSightings&) = delete;
  ~HostSightings() override;

  void on_frame(const capture::Frame& frame, const capture::DecodedFrame& decoded) override;

  [[nodiscard]] const HostResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
