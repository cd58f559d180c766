#include "kernel/lab.hpp"

#include <sekisho/base/diagnostic.hpp>

#include <fmt/format.h>

#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace sekisho::test::kernel {
namespace {

namespace fs = std::filesystem;

constexpr int socket_buffer = 64 << 20;
constexpr std::size_t volley = 64;  // packets sent before the sockets are emptied
constexpr auto silence = std::chrono::milliseconds(60);

const std::array<int, 6> local_protocols{IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP,
                                         IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMPV6};

Mac mac_in(const std::string& text) {
  Mac mac{};
  for (std::size_t i = 0; i < mac.size(); ++i)
    mac[i] = static_cast<std::uint8_t>(std::stoi(text.substr(i * 3, 2), nullptr, 16));
  return mac;
}

std::string up(const std::string& interface, const std::vector<std::string>& addresses) {
  std::string script = fmt::format("ip link set {} up\n", interface);
  for (const std::string& address : addresses) {
    const char* nodad = address.find(':') == std::string::npos ? "" : " nodad";
    script += fmt::format("ip addr add {} dev {}{}\n", address, interface, nodad);
  }
  return script;
}

/// All that is asked of a router, each output behind the command that made it.
const char* const questions = R"(set -e
ask() { echo "# $*"; "$@"; }
ask ip -d addr
ask ip route show table all
ask ip -6 route show table all
ask ip rule
ask ip -6 rule
ask sysctl -a -r '^net\.ipv[46]\.(ip_forward|conf\..*\.(forwarding|force_forwarding|rp_filter|accept_local|route_localnet|proxy_arp))$'
)";

/// Without any rule there is nothing to save; a policy as it was makes the tables.
std::string rules_of(const std::string& program) {
  return fmt::format("[ -n \"$({0}-save)\" ] || {0} -P FORWARD ACCEPT; {0}-save", program);
}

std::string joined(const std::vector<Prefix>& prefixes) {
  std::string text;
  for (const Prefix& prefix : prefixes)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", to_string(prefix));
  return text;
}

}  // namespace

Lab::Lab() {
  std::string pattern = (fs::temp_directory_path() / "sekisho-lab-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder " + pattern);
  folder_ = pattern;
}

Lab::~Lab() {
  for (const auto& hosts : hosts_) close(hosts->socket);
  for (const auto& router : routers_) {
    for (const int socket : router->local_sockets) close(socket);
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Router& Lab::add_router(const std::string& name) {
  routers_.push_back(std::make_unique<Router>());
  Router& router = *routers_.back();
  router.name = name;
  router.ns.run(R"(set -e
ip link set lo up
cd /proc/sys/net
echo 1 > ipv4/ip_forward
echo 1 > ipv6/conf/all/forwarding
for f in ipv4/conf/all/rp_filter ipv4/conf/default/rp_filter ipv6/conf/default/accept_dad; do echo 0 > $f; done
for f in ipv4/conf/all/send_redirects ipv4/conf/default/send_redirects; do echo 0 > $f; done
)");
  for (std::size_t i = 0; i < local_protocols.size(); ++i) {
    const int domain = i < 3 ? AF_INET : AF_INET6;
    const int made = router.ns.open_socket(domain, SOCK_RAW, local_protocols[i]);
    setsockopt(made, SOL_SOCKET, SO_RCVBUFFORCE, &socket_buffer, sizeof socket_buffer);
    const int on = 1;
    if (domain == AF_INET6) setsockopt(made, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    router.local_sockets.push_back(made);
  }
  return router;
}

Hosts& Lab::add_hosts(Router& router, const std::string& interface, const std::string& segment,
                      const std::vector<std::string>& prefixes, const std::vector<std::string>& addresses,
                      const std::string& bridge) {
  hosts_.push_back(std::make_unique<Hosts>());
  Hosts& hosts = *hosts_.back();
  hosts.segment = segment;
  for (const std::string& text : prefixes) hosts.prefixes.push_back(*Prefix::parse(text));
  hosts.router = &router;
  hosts.interface = interface;
  hosts.attachment = bridge.empty() ? interface : bridge;
  router.interfaces.push_back(interface);
  router.ns.run(fmt::format("ip link add {} type veth peer name lan netns {}\n", interface, hosts.ns.path()));
  hosts.ns.run("echo 1 > /proc/sys/net/ipv6/conf/lan/disable_ipv6; ip link set lan up");
  std::string script = up(interface, bridge.empty() ? addresses : std::vector<std::string>{});
  if (bridge.empty()) {
    script = fmt::format("ip link set {} arp off\n", interface) + script;
  } else {
    script += fmt::format("ip link show {0} >/dev/null 2>&1 || ip link add {0} type bridge\n", bridge);
    script += fmt::format("ip link set {} master {}\n", interface, bridge);
    script +=
        fmt::format("echo 1 > /proc/sys/net/ipv6/conf/{}/disable_ipv6\n", interface) + up(bridge, addresses);
  }
  router.ns.run("set -e\n" + script);
  hosts.mac = mac_in(hosts.ns.run("ip -o link show lan | sed 's/.*link.ether \\([^ ]*\\).*/\\1/'"));
  hosts.router_mac = mac_in(router.ns.run(
      fmt::format("ip -o link show {} | sed 's/.*link.ether \\([^ ]*\\).*/\\1/'", hosts.attachment)));
  hosts.index = std::stoi(hosts.ns.run("ip -o link show lan | cut -d: -f1"));
  hosts.socket = hosts.ns.open_socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
  sockaddr_ll own{};
  own.sll_family = AF_PACKET;
  own.sll_protocol = htons(ETH_P_ALL);
  own.sll_ifindex = hosts.index;
  setsockopt(hosts.socket, SOL_SOCKET, SO_RCVBUFFORCE, &socket_buffer, sizeof socket_buffer);
  if (bind(hosts.socket, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0)
    throw std::runtime_error("bind");
  return hosts;
}

void Lab::join(Router& a, const std::string& a_interface, const std::vector<std::string>& a_addresses,
               Router& b, const std::string& b_interface, const std::vector<std::string>& b_addresses) {
  a.ns.run(
      fmt::format("ip link add {} type veth peer name {} netns {}\n", a_interface, b_interface, b.ns.path()));
  a.ns.run("set -e\n" + up(a_interface, a_addresses));
  b.ns.run("set -e\n" + up(b_interface, b_addresses));
  a.interfaces.push_back(a_interface);
  b.interfaces.push_back(b_interface);
  links_.push_back(fmt::format("[\"{}:{}\", \"{}:{}\"]", a.name, a_interface, b.name, b_interface));
}

void Lab::write_snapshot() const {
  std::string yaml = "snapshot: 1\ndevices:\n";
  for (const auto& router : routers_) {
    std::string files = router->name + ".net";
    std::ofstream(folder_ / files) << router->ns.run(questions);
    if (router->with_rules) {
      std::ofstream(folder_ / (router->name + ".v4")) << router->ns.run(rules_of("iptables"));
      std::ofstream(folder_ / (router->name + ".v6")) << router->ns.run(rules_of("ip6tables"));
      const std::string sets = router->ns.run("ipset save");
      files += fmt::format(", {0}.v4, {0}.v6", router->name);
      if (!sets.empty()) {
        std::ofstream(folder_ / (router->name + ".sets")) << sets;
        files += fmt::format(", {}.sets", router->name);
      }
    }
    yaml += fmt::format("  {}: {{config: [{}]}}\n", router->name, files);
  }
  if (!links_.empty()) yaml += "links:\n";
  for (const std::string& link : links_) yaml += "  - " + link + "\n";
  yaml += "segments:\n";
  for (const auto& hosts : hosts_) {
    yaml += fmt::format("  {}: {{class: lab, prefixes: [{}], attached: [\"{}:{}\"]}}\n", hosts->segment,
                        joined(hosts->prefixes), hosts->router->name, hosts->interface);
  }
  std::ofstream(folder_ / "snapshot.yaml") << yaml;
}

LoadedNetwork Lab::read() const {
  write_snapshot();
  DiagnosticSink sink;
  std::optional<LoadedNetwork> loaded = load_network((folder_ / "snapshot.yaml").string(), sink);
  if (loaded && !sink.has_errors()) return std::move(*loaded);
  std::string said = "the routers' outputs are not usable:";
  for (const Diagnostic& each : sink.all()) said += "\n" + sentence(each.code, each.arguments, Language::en);
  throw std::runtime_error(said);
}

bool Lab::note(const std::optional<Seen>& seen, Arrival arrival, std::vector<std::vector<Arrival>>& arrivals,
               std::uint32_t first) {
  if (!seen || seen->number < first || seen->number - first >= arrivals.size()) return false;
  arrival.packet = seen->packet;
  arrivals[seen->number - first].push_back(std::move(arrival));
  return true;
}

void Lab::hear_hosts(const Hosts& hosts, std::vector<std::vector<Arrival>>& arrivals, std::uint32_t first) {
  std::array<std::uint8_t, 2048> buffer{};
  sockaddr_ll from{};
  for (;;) {
    socklen_t size = sizeof from;
    const ssize_t count =
        recvfrom(hosts.socket, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (count < 0) return;
    ++heard_;
    if (from.sll_pkttype == PACKET_OUTGOING) continue;
    // A bridge floods what is for a host that it has not heard of yet.
    if (from.sll_pkttype == PACKET_OTHERHOST && hosts.attachment != hosts.interface) continue;
    note(seen_in_frame({buffer.data(), static_cast<std::size_t>(count)}), {&hosts, nullptr, {}}, arrivals,
         first);
  }
}

namespace {

Address address_of(const in6_addr& raw) {
  Address address{Family::v6, 0};
  for (const std::uint8_t byte : raw.s6_addr) address.bits = address.bits << 8 | byte;
  return address;
}

/// The destination of a packet that a raw IPv6 socket heard.
std::optional<Address> destination_in(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != IPPROTO_IPV6 || part->cmsg_type != IPV6_PKTINFO) continue;
    in6_pktinfo info{};
    std::memcpy(&info, CMSG_DATA(part), sizeof info);
    return address_of(info.ipi6_addr);
  }
  return std::nullopt;
}

}  // namespace

void Lab::hear_router(const Router& router, int socket, std::vector<std::vector<Arrival>>& arrivals,
                      std::uint32_t first) {
  const auto kind =
      static_cast<std::size_t>(std::find(router.local_sockets.begin(), router.local_sockets.end(), socket) -
                               router.local_sockets.begin());
  std::array<std::uint8_t, 2048> buffer{};
  std::array<char, 256> control{};
  for (;;) {
    sockaddr_in6 from{};
    iovec vector{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t count = recvmsg(socket, &message, 0);
    if (count < 0) return;
    ++heard_;
    const std::span<const std::uint8_t> bytes(buffer.data(), static_cast<std::size_t>(count));
    if (kind < 3) {
      note(seen_in_ipv4(bytes), {nullptr, &router, {}}, arrivals, first);
    } else if (const std::optional<Address> destination = destination_in(message)) {
      Packet packet;
      packet.source = address_of(from.sin6_addr);
      packet.destination = *destination;
      packet.protocol = static_cast<std::uint8_t>(local_protocols[kind]);
      note(seen_in_payload(packet, bytes), {nullptr, &router, {}}, arrivals, first);
    }
  }
}

void Lab::hear(std::vector<std::vector<Arrival>>& arrivals, std::uint32_t first) {
  for (const auto& hosts : hosts_) hear_hosts(*hosts, arrivals, first);
  for (const auto& router : routers_) {
    for (const int socket : router->local_sockets) hear_router(*router, socket, arrivals, first);
  }
}

std::vector<std::vector<Arrival>> Lab::shoot(const std::vector<Shot>& shots) {
  std::vector<std::vector<Arrival>> arrivals(shots.size());
  const std::uint32_t first = next_number_;
  next_number_ += static_cast<std::uint32_t>(shots.size());
  for (std::size_t i = 0; i < shots.size(); ++i) {
    const Hosts& from = *shots[i].from;
    const Bytes frame =
        frame_of(shots[i].packet, first + static_cast<std::uint32_t>(i), from.mac, from.router_mac);
    if (send(from.socket, frame.data(), frame.size(), 0) < 0)
      throw std::runtime_error("a packet could not be sent");
    if (i % volley == volley - 1) hear(arrivals, first);
  }
  for (auto heard_last = std::chrono::steady_clock::now();
       std::chrono::steady_clock::now() - heard_last < silence;) {
    const std::size_t before = heard_;
    hear(arrivals, first);
    if (heard_ != before) heard_last = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  // A router's own echo reply carries the number of the request.
  for (std::size_t i = 0; i < shots.size(); ++i) {
    std::erase_if(arrivals[i], [&](const Arrival& arrival) {
      return arrival.packet.icmp_type != shots[i].packet.icmp_type;
    });
  }
  return arrivals;
}

}  // namespace sekisho::test::kernel
