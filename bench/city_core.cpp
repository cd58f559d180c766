// The core and the distribution switches of a made-up city: routing between sites, one VRF per zone.
#include "city_shape.hpp"
#include "city_text.hpp"

namespace sekisho::bench {

void write_ios_head(ConfigText& out, const std::string& hostname, bool routes) {
  out.line("version 17.9\nno service pad\nservice password-encryption\n!\nhostname {}\n!", hostname);
  if (routes) {
    for (const char* vrf : {"MN", "LG", "IN", "MGMT"})
      out.line("vrf definition {}\n !\n address-family ipv4\n exit-address-family\n!", vrf);
  }
  out.line("logging buffered 64000 informational\nno ip domain lookup\n!");
}

void write_routed(ConfigText& out, const std::string& opening, const std::string& vrf,
                  const std::string& address, const std::string& mask, const std::string& list) {
  out.line("{}\n vrf forwarding {}\n ip address {} {}", opening, vrf, address, mask);
  if (!list.empty()) out.line(" ip access-group {} in", list);
  out.line(" no ip redirects\n no ip proxy-arp\n!");
}

void write_trunk(ConfigText& out, const std::string& name, const std::string& vlans) {
  out.line("interface {}\n switchport trunk native vlan 999\n switchport trunk allowed vlan {}", name, vlans);
  out.line(" switchport mode trunk\n switchport nonegotiate\n!");
}

void write_access_port(ConfigText& out, const std::string& name, int vlan) {
  out.line("interface {}\n switchport access vlan {}\n switchport mode access\n switchport nonegotiate", name,
           vlan);
  out.line(" spanning-tree portfast\n!");
}

namespace {

std::string firewall_line(const Zone& zone, int end) {
  return fmt::format("10.{}.250.{}", zone.octet + 14, end);
}

/// Lists that keep packets away from the addresses of devices: gateways (.254) and lines of the zones,
/// and management. On IOS only the list of the interface that a packet comes in by can do that.
void deny_devices(AccessList& list) {
  for (const Zone& zone : zones) {
    list.rule("deny ip any 10.{}.0.254 0.15.255.0", zone.octet);
    list.rule("deny ip any 10.{}.0.0 0.0.255.255", zone.octet + 14);
  }
  list.rule("deny ip any 10.224.0.0 0.15.255.255 log");
}

void vlans(ConfigText& out, std::initializer_list<int> ids) {
  for (const int id : ids) out.line("vlan {}\n!", id);
}

/// What comes from a branch has an address of its LAN.
void write_dist_lists(ConfigText& out, std::size_t& rules, const Zone& zone, const Branch& branch) {
  AccessList list(out, rules, fmt::format("{}-{}-IN", zone.name, branch_name(branch)));
  deny_devices(list);
  list.rule("permit ip {} 0.0.0.255 any", lan(zone, branch, 0));
  list.rule("deny ip any any log");
}

class Dist {
 public:
  Dist(CityParts& parts, std::size_t area) : parts_(parts), area_(area), up_(1000 + static_cast<int>(area)) {}

  void write() {
    write_ios_head(out_, dist_name(area_), true);
    out_.line("ip routing\n!");
    interfaces();
    routes();
    for (const Branch& branch : parts_.shape.branches) {
      if (branch.area != area_) continue;
      for (const Zone& zone : zones) {
        if (branch.has(zone)) write_dist_lists(out_, parts_.city.rules, zone, branch);
      }
    }
    AccessList list(out_, parts_.city.rules, "CORE-IN");
    deny_devices(list);
    list.rule("permit ip any any");
    out_.line("end");
    parts_.city.configs.push_back({dist_name(area_) + ".cfg", out_.take()});
  }

 private:
  [[nodiscard]] static int slot(const Branch& branch) {
    return static_cast<int>(branch.number % branches_per_area);
  }

  void interfaces() {
    std::string carried;
    for (const Zone& zone : zones) carried += fmt::format("{},", up_ + zone.vlan);
    carried += fmt::format("{}", up_ + 400);
    vlans(out_, {999, up_ + 100, up_ + 200, up_ + 300, up_ + 400});
    write_trunk(out_, "GigabitEthernet1/0/48", carried);
    for (const Zone& zone : zones) {
      write_routed(out_, fmt::format("interface Vlan{}", up_ + zone.vlan), zone.name,
                   area_line(zone.octet + 14, area_, 2), line_mask, "CORE-IN");
    }
    write_routed(out_, fmt::format("interface Vlan{}", up_ + 400), "MGMT",
                 area_line(management_lines, area_, 2), line_mask, "");
    for (const Branch& branch : parts_.shape.branches) {
      if (branch.area == area_) towards(branch);
    }
  }

  void towards(const Branch& branch) {
    const int vlan = slot(branch);
    std::string carried = fmt::format("{}", 400 + vlan);
    for (const Zone& zone : zones) {
      if (!branch.has(zone)) continue;
      carried += fmt::format(",{}", zone.vlan + vlan);
      vlans(out_, {zone.vlan + vlan});
      write_routed(out_, fmt::format("interface Vlan{}", zone.vlan + vlan), zone.name,
                   branch_line(zone.octet + 14, branch, 1), line_mask,
                   fmt::format("{}-{}-IN", zone.name, branch_name(branch)));
    }
    vlans(out_, {400 + vlan});
    write_routed(out_, fmt::format("interface Vlan{}", 400 + vlan), "MGMT",
                 branch_line(management_lines, branch, 1), line_mask, "");
    write_trunk(out_, fmt::format("GigabitEthernet1/0/{}", vlan + 1), carried);
  }

  void routes() {
    for (const Zone& zone : zones)
      out_.line("ip route vrf {} 0.0.0.0 0.0.0.0 {}", zone.name, area_line(zone.octet + 14, area_, 1));
    out_.line("ip route vrf MGMT 0.0.0.0 0.0.0.0 {}", area_line(management_lines, area_, 1));
    for (const Branch& branch : parts_.shape.branches) {
      if (branch.area != area_) continue;
      for (const Zone& zone : zones) {
        if (!branch.has(zone)) continue;
        out_.line("ip route vrf {} {} 255.255.255.0 {}", zone.name, lan(zone, branch, 0),
                  branch_line(zone.octet + 14, branch, 2));
      }
      out_.line("ip route vrf MGMT {} 255.255.255.0 {}", management(branch, 0),
                branch_line(management_lines, branch, 2));
    }
    out_.line("!");
  }

  CityParts& parts_;
  std::size_t area_;
  int up_;  // VLAN ids of the line to the core start here
  ConfigText out_;
};

void write_core_interfaces(ConfigText& out, const Shape& shape) {
  vlans(out, {99, 999, 180, 210, 280, 290, 310, 380});
  write_access_port(out, "GigabitEthernet1/0/1", 280);
  write_access_port(out, "GigabitEthernet1/0/2", 380);
  write_access_port(out, "GigabitEthernet1/0/3", 290);
  write_access_port(out, "GigabitEthernet1/0/4", 180);
  for (int port = 5; port <= 8; ++port)
    write_access_port(out, fmt::format("GigabitEthernet1/0/{}", port), 99);
  write_access_port(out, "GigabitEthernet1/0/9", 210);
  write_access_port(out, "GigabitEthernet1/0/10", 310);
  write_routed(out, "interface Vlan99", "MGMT", "10.239.0.1", "255.255.255.0", "");
  write_routed(out, "interface Vlan180", "MN", firewall_line(mn_zone, 1), line_mask, "FIREWALL-IN");
  write_routed(out, "interface Vlan210", "LG", server(lg_zone, 254), "255.255.255.0", "LG-SERVER-IN");
  write_routed(out, "interface Vlan280", "LG", firewall_line(lg_zone, 1), line_mask, "FIREWALL-IN");
  write_routed(out, "interface Vlan290", "LG", firewall_line(lg_zone, 9), line_mask, "FIREWALL-IN");
  write_routed(out, "interface Vlan310", "IN", server(in_zone, 254), "255.255.255.0", "IN-SERVER-IN");
  write_routed(out, "interface Vlan380", "IN", firewall_line(in_zone, 1), line_mask, "FIREWALL-IN");
  for (std::size_t area = 0; area < shape.areas; ++area) {
    const int up = 1000 + static_cast<int>(area);
    vlans(out, {up + 100, up + 200, up + 300, up + 400});
    write_trunk(out, fmt::format("GigabitEthernet2/0/{}", area + 1),
                fmt::format("{},{},{},{}", up + 100, up + 200, up + 300, up + 400));
    for (const Zone& zone : zones) {
      write_routed(out, fmt::format("interface Vlan{}", up + zone.vlan), zone.name,
                   area_line(zone.octet + 14, area, 1), line_mask, "AREA-IN");
    }
    write_routed(out, fmt::format("interface Vlan{}", up + 400), "MGMT", area_line(management_lines, area, 1),
                 line_mask, "");
  }
}

void write_core_routes(ConfigText& out, const Shape& shape) {
  for (const Zone& zone : zones)
    out.line("ip route vrf {} 0.0.0.0 0.0.0.0 {}", zone.name, firewall_line(zone, 2));
  out.line("ip route vrf LG 10.16.0.0 255.240.0.0 {}", firewall_line(lg_zone, 10));
  for (std::size_t area = 0; area < shape.areas; ++area) {
    const Branch first{area * branches_per_area, area, 0};
    for (const Zone& zone : zones)
      out.line("ip route vrf {} {} 255.255.240.0 {}", zone.name, lan(zone, first, 0),
               area_line(zone.octet + 14, area, 2));
    out.line("ip route vrf MGMT {} 255.255.240.0 {}", management(first, 0),
             area_line(management_lines, area, 2));
  }
  out.line("!");
}

}  // namespace

void add_core(CityParts& parts) {
  ConfigText out;
  std::size_t& rules = parts.city.rules;
  write_ios_head(out, "core", true);
  out.line("ip routing\n!");
  write_core_interfaces(out, parts.shape);
  write_core_routes(out, parts.shape);
  for (const char* name : {"FIREWALL-IN", "AREA-IN"}) {
    AccessList list(out, rules, name);
    deny_devices(list);
    list.rule("permit ip any any");
  }
  for (const Zone& zone : {lg_zone, in_zone}) {
    AccessList list(out, rules, fmt::format("{}-SERVER-IN", zone.name));
    deny_devices(list);
    list.rule("permit ip {} 0.0.0.255 any", server(zone, 0));
    list.rule("deny ip any any log");
  }
  out.line("end");
  parts.city.configs.push_back({"core.cfg", out.take()});
  for (std::size_t area = 0; area < parts.shape.areas; ++area) Dist(parts, area).write();
}

}  // namespace sekisho::bench
