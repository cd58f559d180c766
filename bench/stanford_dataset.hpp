// The Stanford backbone as tables, in the form of the APKeep repository: what the files hold, and
// reading them.
//
//   updates        `+ fwd ROUTER NETWORK LENGTH PORT PRIORITY`, longest match; NETWORK is a number, PORT a
//                  port, a VLAN (all its ports) or `self`;
//                  `+ acl ROUTER_ACL access-list NAME permit|deny PROTOCOL PROTOCOL SOURCE WILDCARD PORT PORT
//                  DESTINATION WILDCARD PORT PORT PRIORITY`, higher priority first, then a denial; `any` and
//                  `null` are no condition, a `null` wildcard behind an address means that host.
//                  Lines that begin with `-` take back earlier ones and are not part of the network.
//   vlan.txt       `ROUTER VLAN PORT...`
//   acls/*_usage   of the router that the file is named after: `PORT in|out ACL...`, all of them apply
//   topo.txt       `NODE PORT NODE PORT`, links one way; a link with filters leads through nodes called
//                  `ROUTER_ACL_PORT_in|out`, entered at `inport` and left at `permit`
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/base/result.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sekisho::bench::stanford {

// Positions in the vectors of a Network.
using RouterId = std::uint32_t;
using PortId = std::uint32_t;
using AclId = std::uint32_t;
using TargetId = std::uint32_t;

struct Rule {
  bool permit = false;
  std::uint8_t first_protocol = 0;
  std::uint8_t last_protocol = 255;
  Wildcard source;
  Wildcard destination;
  PortRange source_ports;
  PortRange destination_ports;
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Acl {
  std::string name;         // ROUTER_ACL
  std::vector<Rule> rules;  // the first that matches decides; none is a denial
};

struct Port {
  RouterId router = 0;
  std::string name;
  std::vector<AclId> in;      // a packet that comes in passes all of them
  std::vector<AclId> out;     // and one that leaves all of these
  std::vector<PortId> peers;  // that a packet leaving here comes in by; none: it leaves the network
};

/// What a route does with a packet: deliver it to the router itself, or send it out of each port.
struct Target {
  bool self = false;
  std::vector<PortId> ports;
};

struct Route {
  std::uint32_t network = 0;  // bits behind `length` are zero
  int length = 0;
  TargetId target = 0;

  [[nodiscard]] std::uint32_t last() const {
    return network | static_cast<std::uint32_t>(low_ones(32 - length));
  }
};

struct Router {
  std::string name;
  std::vector<Route> routes;  // ascending by network, then by length; no two are alike
};

struct Network {
  std::vector<Router> routers;
  std::vector<Port> ports;
  std::vector<Target> targets;
  std::vector<Acl> acls;
};

struct TextFile {
  std::string name;  // for messages
  std::string text;
};

/// The bytes of the dataset.
struct DatasetText {
  TextFile updates;
  TextFile vlans;
  TextFile links;
  std::vector<TextFile> attachments;  // by name
};

/// The files of `folder`, or of its subfolder `apkeep` where that is there. Fails when one is missing.
[[nodiscard]] Result<DatasetText> read_text(const std::filesystem::path& folder);

/// The network that the files describe. A failure names file and line of the first thing that is not as
/// it should be: a malformed line, a name that means nothing, two routes or two priorities alike, filters
/// of a link that are not those attached to its ports.
[[nodiscard]] Result<Network> parse(const DatasetText& text);

}  // namespace sekisho::bench::stanford
