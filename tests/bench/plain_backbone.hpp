// The oracle of the Stanford bench: the same files read again by the simplest means, and packets walked
// through them one rule, one node and one port at a time. Shares no code with the bench beyond the text
// of the files, and knows no PacketSet: filters are the nodes of topo.txt, not the attachments; header
// counts come from cutting every field at every value that any rule mentions, and trying each cell.
#pragma once

#include <bench/stanford_dataset.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {

struct PlainPacket {
  std::uint32_t source = 0;
  std::uint32_t destination = 0;
  std::uint8_t protocol = 0;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
};

class PlainBackbone {
 public:
  using RouterPair = std::pair<std::string, std::string>;  // from, to

  /// The text must be well formed.
  explicit PlainBackbone(const bench::stanford::DatasetText& text);

  [[nodiscard]] const std::set<std::string>& routers() const { return routers_; }

  struct Fate {
    std::set<std::string> delivered;  // at these routers
    bool loops = false;
  };
  [[nodiscard]] Fate fate(const std::string& from, const PlainPacket& packet, bool apply_acls) const;

  /// Addresses at which some routing table changes its mind; the first is 0.
  [[nodiscard]] std::vector<std::uint32_t> destination_starts() const;

  struct Counts {
    std::map<RouterPair, Bits128> pairs;  // only those with packets, only different routers
    Bits128 loops = 0;                    // injected at any router
  };
  [[nodiscard]] Counts count_destinations() const;  // without filters
  [[nodiscard]] Counts count_headers() const;       // with filters, over the 104 bits of a 5-tuple

  struct Pattern {
    std::uint32_t value = 0;
    std::uint32_t ignored = ~std::uint32_t{0};
    [[nodiscard]] bool matches(std::uint32_t address) const { return ((address ^ value) & ~ignored) == 0; }
  };
  struct Rule {
    int priority = 0;
    bool permit = false;
    int protocols[2] = {0, 255};
    Pattern source;
    Pattern destination;
    int source_ports[2] = {0, 65535};
    int destination_ports[2] = {0, 65535};

    [[nodiscard]] bool matches_but_destination(const PlainPacket& packet) const;
    [[nodiscard]] bool matches(const PlainPacket& packet) const {
      return destination.matches(packet.destination) && matches_but_destination(packet);
    }
  };
  [[nodiscard]] const std::map<std::string, std::vector<Rule>>& acls() const { return acls_; }

 private:
  struct Route {
    std::uint32_t network;
    int length;
    std::string port;
  };
  using Node = std::pair<std::string, std::string>;  // router and port it was come in by, or filter and port

  /// The port of the longest match; empty without one.
  [[nodiscard]] std::string lookup(const std::string& router, std::uint32_t destination) const;

  /// Walks what `Alive` stands for (a packet, or many to one destination) through the network.
  template <typename Alive>
  struct Walk;

  std::set<std::string> routers_;
  std::map<std::string, std::vector<Route>> routes_;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> vlans_;
  std::map<std::string, std::vector<Rule>> acls_;  // the first that matches decides
  std::map<Node, std::vector<Node>> links_;
};

}  // namespace sekisho::test
