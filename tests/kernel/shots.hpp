// Random packets for a laboratory: from every network to every other, to the routers themselves, to nobody;
// honest and spoofed sources; TCP that opens a session and TCP that does not, UDP, ICMP, both families.
//
// No two packets of one maker share their ports (or the identifier of an echo), so none belongs to a session
// that another one opened.
#pragma once

#include "kernel/lab.hpp"

#include <random>
#include <vector>

namespace sekisho::test::kernel {

class ShotMaker {
 public:
  ShotMaker(const Lab& lab, const LoadedNetwork& loaded, std::uint32_t seed);

  /// Destination ports that rules ask for: half of the packets go to one of these.
  void prefer_ports(std::vector<std::uint16_t> ports) { ports_ = std::move(ports); }
  /// Only sources of the sender's own network.
  void only_honest() { spoofed_percent_ = 0; }

  [[nodiscard]] Shot next();
  [[nodiscard]] std::vector<Shot> make(int count);

 private:
  std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  bool chance(int percent) { return static_cast<int>(below(100)) < percent; }
  Address within(const Prefix& prefix);
  std::optional<Address> address_of(const Hosts& hosts, Family family);
  std::optional<Address> destination(Family family);
  std::optional<Address> source(const Hosts& from, Family family);
  void fill_transport(Packet& packet);

  const Lab& lab_;
  std::vector<Address> own_;      // of routers
  std::vector<Address> strange_;  // broadcasts, loopback, nobody's
  std::vector<std::uint16_t> ports_{22, 53, 80, 443, 8080};
  std::vector<std::uint16_t> source_ports_;  // shuffled; each is used once
  std::size_t next_port_ = 0;
  int spoofed_percent_ = 25;
  std::mt19937 random_;
};

}  // namespace sekisho::test::kernel
