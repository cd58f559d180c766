// A laboratory: routers under test and networks of hosts, each in a network namespace, joined by veth pairs.
//
// Hosts are not systems: the test sends and hears frames for all addresses of their network. Links to them
// are without ARP, so routers hand over packets to any address there without asking. Routers are the real
// thing; what one of them printed about itself is what Sekisho gets to read.
#pragma once

#include "kernel/namespace.hpp"
#include "kernel/wire.hpp"

#include <sekisho/loading/load.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::test::kernel {

struct Router {
  std::string name;
  Namespace ns;
  std::vector<std::string> interfaces;
  std::vector<int> local_sockets;  // hear what the router accepts for itself
  bool with_rules = false;         // iptables-save belongs to its files
};

/// The hosts behind one port of a router.
struct Hosts {
  std::string segment;
  std::vector<Prefix> prefixes;
  Router* router = nullptr;
  std::string interface;   // of the router
  std::string attachment;  // the same, or the bridge that it is a port of
  Namespace ns;
  int socket = -1;
  int index = 0;  // of its own interface
  Mac mac{};
  Mac router_mac{};
};

/// Where a packet was seen: with hosts, or accepted by a router.
struct Arrival {
  const Hosts* hosts = nullptr;
  const Router* router = nullptr;
  Packet packet;
};

/// A packet to send, by its number.
struct Shot {
  const Hosts* from = nullptr;
  Packet packet;
};

class Lab {
 public:
  Lab();
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  /// A router that forwards both families and checks no sources.
  Router& add_router(const std::string& name);
  /// Hosts at a new port of a router; `addresses` are the router's, as `10.1.0.1/24`. With `bridge`, the port
  /// becomes one of that bridge, which has the addresses.
  Hosts& add_hosts(Router& router, const std::string& interface, const std::string& segment,
                   const std::vector<std::string>& prefixes, const std::vector<std::string>& addresses,
                   const std::string& bridge = "");
  /// A cable between two routers.
  void join(Router& a, const std::string& a_interface, const std::vector<std::string>& a_addresses, Router& b,
            const std::string& b_interface, const std::vector<std::string>& b_addresses);

  /// What Sekisho makes of the routers' own words. Throws when they are not usable.
  [[nodiscard]] LoadedNetwork read() const;

  /// Sends each packet once and gives where it was seen, by the packets' places in `shots`.
  [[nodiscard]] std::vector<std::vector<Arrival>> shoot(const std::vector<Shot>& shots);

  [[nodiscard]] const std::vector<std::unique_ptr<Router>>& routers() const { return routers_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Hosts>>& hosts() const { return hosts_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  void hear(std::vector<std::vector<Arrival>>& arrivals, std::uint32_t first);
  void hear_hosts(const Hosts& hosts, std::vector<std::vector<Arrival>>& arrivals, std::uint32_t first);
  void hear_router(const Router& router, int socket, std::vector<std::vector<Arrival>>& arrivals,
                   std::uint32_t first);
  bool note(const std::optional<Seen>& seen, Arrival arrival, std::vector<std::vector<Arrival>>& arrivals,
            std::uint32_t first);
  void write_snapshot() const;

  std::filesystem::path folder_;
  std::vector<std::unique_ptr<Router>> routers_;
  std::vector<std::unique_ptr<Hosts>> hosts_;
  std::vector<std::string> links_;  // of the snapshot
  std::uint32_t next_number_ = 1;
  std::size_t heard_ = 0;
};

}  // namespace sekisho::test::kernel
