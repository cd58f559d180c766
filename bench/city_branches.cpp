// Branch routers, with one long access list per LAN, and their access switches.
#include "city_shape.hpp"
#include "city_text.hpp"

#include <array>

namespace sekisho::bench {

namespace {

struct Port {
  const char* protocol;
  const char* port;
};
constexpr std::array<Port, 12> ports{{{"tcp", "eq 443"},
                                      {"tcp", "eq 445"},
                                      {"tcp", "range 9100 9103"},
                                      {"tcp", "eq 1433"},
                                      {"tcp", "range 8080 8081"},
                                      {"tcp", "eq 8443"},
                                      {"udp", "eq domain"},
                                      {"udp", "eq ntp"},
                                      {"tcp", "eq 389"},
                                      {"udp", "range 137 138"},
                                      {"tcp", "eq 3389"},
                                      {"tcp", "range 49152 65535"}}};

/// An access list as it grows over the years: what a LAN may use of its zone's servers, denials towards
/// other branches, denials of services, and rules that repeat or shadow earlier ones.
class LanList {
 public:
  LanList(CityParts& parts, const Zone& zone, const Branch& branch)
      : parts_(parts), zone_(zone), branch_(branch) {}

  void write(ConfigText& out) {
    AccessList list(out, parts_.city.rules, fmt::format("{}-IN", zone_.name));
    list.rule("deny ip any 10.{}.0.254 0.15.255.0", zone_.octet);
    list.rule("deny ip any 10.{}.0.0 0.0.255.255", zone_.octet + 14);
    list.rule("deny ip any 10.224.0.0 0.15.255.255 log");
    for (std::size_t i = 0; i < parts_.budget.per_list; ++i) {
      const std::string text = i > 4 && parts_.random.one_in(20) ? earlier_ : filler();
      if (parts_.random.one_in(8)) earlier_ = text;
      list.rule("{}", text);
    }
    list.rule("deny tcp any 10.{}.0.0 0.15.255.255 eq 445", zone_.octet);
    list.rule("permit ip {} 0.0.0.255 any", lan(zone_, branch_, 0));
    list.rule("deny ip any any log");
  }

 private:
  std::string filler() {
    Random& random = parts_.random;
    const Port& port = ports[random.below(ports.size())];
    if (random.one_in(8)) {
      const Branch other{random.below(parts_.shape.branches.size()), 0, 0};
      return fmt::format("deny ip any {} 0.0.0.255", lan(zone_, other, 0));
    }
    if (random.one_in(8))
      return fmt::format("deny {} any 10.{}.0.0 0.15.255.255 {}", port.protocol, zone_.octet, port.port);
    const std::string from = random.one_in(2) ? "host " + lan(zone_, branch_, 1 + random.below(250))
                                              : lan(zone_, branch_, 0) + " 0.0.0.255";
    if (random.one_in(10)) return fmt::format("permit tcp {} object-group OG-FILES eq 445", from);
    return fmt::format("permit {} {} host {} {}", port.protocol, from, server(zone_, 1 + random.below(250)),
                       port.port);
  }

  CityParts& parts_;
  const Zone& zone_;
  const Branch& branch_;
  std::string earlier_ = "deny icmp any any redirect";
};

void write_router_interfaces(ConfigText& out, const Branch& branch) {
  const int slot = static_cast<int>(branch.number % branches_per_area);
  out.line(
      "interface GigabitEthernet0/0/0\n no ip address\n!\ninterface GigabitEthernet0/0/1\n no ip address\n!");
  const auto subinterface = [](int port, int vlan) {
    return fmt::format("interface GigabitEthernet0/0/{}.{}\n encapsulation dot1Q {}", port, vlan, vlan);
  };
  for (const Zone& zone : zones) {
    if (!branch.has(zone)) continue;
    write_routed(out, subinterface(0, zone.vlan + slot), zone.name, branch_line(zone.octet + 14, branch, 2),
                 line_mask, fmt::format("{}-WAN-IN", zone.name));
    write_routed(out, subinterface(1, zone.vlan / 10 + 1), zone.name, lan(zone, branch, 254), lan_mask,
                 fmt::format("{}-IN", zone.name));
  }
  write_routed(out, subinterface(0, 400 + slot), "MGMT", branch_line(management_lines, branch, 2), line_mask,
               "");
  write_routed(out, subinterface(1, 99), "MGMT", management(branch, 1), lan_mask, "");
}

void add_router(CityParts& parts, const Branch& branch) {
  ConfigText out;
  write_ios_head(out, router_name(branch), true);
  out.line("object-group network OG-FILES");
  for (const std::size_t host : {30U, 71U, 72U}) {
    for (const Zone& zone : zones) out.line(" host {}", server(zone, host));
  }
  out.line("!");
  write_router_interfaces(out, branch);
  for (const Zone& zone : zones) {
    if (branch.has(zone))
      out.line("ip route vrf {} 0.0.0.0 0.0.0.0 {}", zone.name, branch_line(zone.octet + 14, branch, 1));
  }
  out.line("ip route vrf MGMT 0.0.0.0 0.0.0.0 {}\n!", branch_line(management_lines, branch, 1));
  for (const Zone& zone : zones) {
    if (!branch.has(zone)) continue;
    LanList(parts, zone, branch).write(out);
    AccessList list(out, parts.city.rules, fmt::format("{}-WAN-IN", zone.name));
    list.rule("deny ip any host {}", lan(zone, branch, 254));
    list.rule("deny ip any 10.{}.0.0 0.0.255.255", zone.octet + 14);
    list.rule("permit ip any {} 0.0.0.255", lan(zone, branch, 0));
    list.rule("deny ip any any log");
  }
  out.line("end");
  parts.city.configs.push_back({router_name(branch) + ".cfg", out.take()});
}

void add_switch(CityParts& parts, const Branch& branch, std::size_t index) {
  ConfigText out;
  write_ios_head(out, switch_name(branch, index), false);
  out.line("vlan 11\n!\nvlan 21\n!\nvlan 31\n!\nvlan 99\n!\nvlan 999\n!");
  for (const Zone& zone : zones) {
    const int first_port = zone.vlan / 100 * 6 - 5;
    for (int port = first_port; port < first_port + 6; ++port)
      write_access_port(out, fmt::format("GigabitEthernet1/0/{}", port), zone.vlan / 10 + 1);
  }
  write_trunk(out, "GigabitEthernet1/0/24", "11,21,31,99");
  for (int port = 20; index == 0 && port < 24; ++port)
    write_trunk(out, fmt::format("GigabitEthernet1/0/{}", port), "11,21,31,99");
  out.line("interface Vlan99\n ip address {} {}\n no ip redirects\n!", management(branch, 11 + index),
           lan_mask);
  out.line("ip default-gateway {}\nend", management(branch, 1));
  parts.city.configs.push_back({switch_name(branch, index) + ".cfg", out.take()});
}

}  // namespace

void add_branches(CityParts& parts) {
  for (const Branch& branch : parts.shape.branches) {
    add_router(parts, branch);
    for (std::size_t i = 0; i < branch.switches; ++i) add_switch(parts, branch, i);
  }
}

}  // namespace sekisho::bench
