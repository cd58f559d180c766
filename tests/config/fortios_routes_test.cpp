// Routes, the device's own table, traffic to the device.
#include "config/fortios_case.hpp"

namespace sekisho::test::fortios {
namespace {

constexpr const char* lan_and_wans =
    "config system interface\n"
    "edit lan\nset ip 10.1.0.1/24\nnext\n"
    "edit wan1\nset ip 203.0.113.1/24\nnext\n"
    "edit wan2\nset ip 198.51.100.1/24\nnext\n"
    "end\n";

struct RouteRow {
  const char* name;
  std::string config;
  const char* expected;
};

TEST(FortiosRoutes, Static) {
  const RouteRow rows[] = {
      {"defaults", "config router static\nedit 1\nset gateway 203.0.113.9\nset device wan1\nnext\nend\n",
       "0.0.0.0/0 wan1 via 203.0.113.9 [10/0]\n"},
      {"version 7: priority 1",
       "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin\n"
       "config router static\nedit 1\nset gateway 203.0.113.9\nset device wan1\nnext\nend\n",
       "0.0.0.0/0 wan1 via 203.0.113.9 [10/1]\n"},
      {"all set",
       "config router static\nedit 1\nset dst 10.8.0.0 255.255.0.0\nset gateway 203.0.113.9\nset device "
       "wan1\n"
       "set distance 5\nset priority 20\nnext\nend\n",
       "10.8.0.0/16 wan1 via 203.0.113.9 [5/20]\n"},
      {"blackhole, disabled",
       "config router static\nedit 1\nset dst 10.0.0.0/8\nset blackhole enable\nset distance 254\nnext\n"
       "edit 2\nset status disable\nset device wan1\nnext\nend\n",
       "10.0.0.0/8 discard [254/0]\n"},
      {"address object",
       "config firewall address\nedit far\nset type iprange\nset start-ip 10.5.0.0\nset end-ip "
       "10.5.2.255\nnext\nend\n"
       "config router static\nedit 1\nset dstaddr far\nset gateway 203.0.113.9\nset device wan1\nnext\nend\n",
       "10.5.0.0/23 wan1 via 203.0.113.9 [10/0]\n"
       "10.5.2.0/24 wan1 via 203.0.113.9 [10/0]\n"},
      {"gateway of a lease",
       "config router static\nedit 1\nset dst 10.8.0.0/16\nset device wan1\nset dynamic-gateway "
       "enable\nnext\nend\n",
       "10.8.0.0/16 wan1 [10/0] maybe\n"},
      {"watched by a link monitor",
       "config system link-monitor\nedit m\nset srcintf wan1\nset server 192.0.2.1\nset gateway-ip "
       "203.0.113.9\nnext\nend\n"
       "config router static\nedit 1\nset gateway 203.0.113.9\nset device wan1\nnext\n"
       "edit 2\nset gateway 198.51.100.9\nset device wan2\nset distance 20\nnext\nend\n",
       "0.0.0.0/0 wan1 via 203.0.113.9 [10/0] maybe\n"
       "0.0.0.0/0 wan2 via 198.51.100.9 [20/0]\n"},
      {"SD-WAN",
       "config system sdwan\nset status enable\nconfig zone\nedit virtual-wan-link\nnext\nend\n"
       "config members\nedit 1\nset interface wan1\nset gateway 203.0.113.9\nnext\nedit 2\nset interface "
       "wan2\nset gateway 198.51.100.9\nnext\nend\nend\n"
       "config router static\nedit 1\nset sdwan-zone virtual-wan-link\nnext\nend\n",
       "0.0.0.0/0 wan1 via 203.0.113.9 [1/0] maybe\n"
       "0.0.0.0/0 wan2 via 198.51.100.9 [1/0] maybe\n"},
      {"virtual-wan-link of old versions",
       "config system virtual-wan-link\nset status enable\nconfig members\nedit 1\nset interface wan1\nset "
       "gateway 203.0.113.9\nnext\nend\nend\n"
       "config router static\nedit 1\nset virtual-wan-link enable\nnext\nend\n",
       "0.0.0.0/0 wan1 via 203.0.113.9 [1/0] maybe\n"},
      {"IPv6", "config router static6\nedit 1\nset gateway 2001:db8::1\nset device wan1\nnext\nend\n",
       "::/0 wan1 via 2001:db8::1 [10/1024]\n"},
      {"a VRF of its own",
       "config router static\nedit 1\nset dst 10.0.0.0/8\nset blackhole enable\nset vrf 3\nnext\nend\n",
       "10.0.0.0/8 vrf 3 discard [10/0]\n"},
      {"protocols that run",
       "config router ospf\nset router-id 1.1.1.1\nconfig network\nedit 1\nset prefix 10.0.0.0 "
       "255.0.0.0\nnext\nend\nend\n"
       "config router bgp\nset as 65001\nconfig neighbor\nedit 10.0.0.2\nset remote-as "
       "65002\nnext\nend\nend\n",
       "unknown: ospf\n"
       "unknown: bgp\n"},
      {"protocols of the default config do not run",
       "config router rip\nconfig redistribute \"connected\"\nend\nend\n"
       "config router ospf\nconfig redistribute \"static\"\nend\nend\n"
       "config router bgp\nconfig redistribute \"connected\"\nend\nend\n"
       "config router isis\nconfig redistribute \"connected\"\nend\nend\n",
       ""},
      {"wrong sequence, wrong destination",
       "config router static\nedit 1\nset dst 10.8.0.0 255.0.255.0\nset device wan1\nnext\nend\n",
       "0.0.0.0/0 wan1 [10/0] maybe\n"},
  };
  for (const RouteRow& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(dump_routes(parsed(lan_and_wans + row.config).device), row.expected);
  }
}

TEST(FortiosRoutes, Policy) {
  const RouteRow rows[] = {
      {"gateway and device",
       "config router policy\nedit 1\nset input-device \"lan\"\nset src \"10.1.0.0/255.255.255.0\"\nset dst "
       "\"192.0.2.0/24\"\n"
       "set protocol 6\nset start-port 443\nset end-port 443\nset gateway 198.51.100.9\nset output-device "
       "\"wan2\"\nnext\nend\n",
       "lan v4 10.1.0.0/24 > 192.0.2.0/24 [tcp/443] => wan2 via 198.51.100.9\n"},
      {"stop policy routing",
       "config router policy\nedit 1\nset input-device lan\nset dst \"10.0.0.0/8\"\nset action "
       "deny\nnext\nend\n",
       "lan v4 any > 10.0.0.0/8 => normal\n"},
      {"device only",
       "config router static\nedit 1\nset gateway 198.51.100.9\nset device wan2\nnext\nend\n"
       "config router policy\nedit 1\nset input-device lan\nset output-device wan2\nnext\nend\n",
       "lan v4 any > any => wan2 via 198.51.100.9 wan2 maybe\n"},
      {"address objects, negated, by TOS",
       "config firewall address\nedit a\nset subnet 10.1.0.0/25\nnext\nend\n"
       "config router policy\nedit 1\nset srcaddr a\nset src-negate enable\nset tos 0x10\nset tos-mask "
       "0xf0\nset gateway 198.51.100.9\nnext\nend\n",
       "any v4 !(10.1.0.0/25) > any maybe => ? via 198.51.100.9\n"},
      {"disabled", "config router policy\nedit 1\nset status disable\nset gateway 198.51.100.9\nnext\nend\n",
       ""},
      {"internet service",
       "config router static\nedit 1\nset internet-service 65646\nset gateway 198.51.100.9\nset device "
       "wan2\nnext\nend\n",
       "any v4 any > 0.0.0.0/0? => wan2 via 198.51.100.9 maybe\n"},
  };
  for (const RouteRow& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(dump_policy_routes(parsed(lan_and_wans + row.config).device), row.expected);
  }
}

std::string table(const std::string& text, Device device = {}) {
  DiagnosticSink sink;
  const bool found = config::fortios_language().read_table(text, "table.txt", device, sink);
  std::string dump = found ? dump_table(device) : "no table\n";
  for (const std::string& vrf : device.table_vrfs) dump += "vrf <" + vrf + ">\n";
  for (const Diagnostic& diagnostic : sink.all()) dump += render(diagnostic, Language::en) + "\n";
  return dump;
}

TEST(FortiosRoutes, OwnTable) {
  const std::string all =
      "FGT # get router info routing-table all\n"
      "Codes: K - kernel, C - connected, S - static, R - RIP, B - BGP\n"
      "       O - OSPF, IA - OSPF inter area\n"
      "       * - candidate default\n"
      "\n"
      "Routing table for VRF=0\n"
      "S*      0.0.0.0/0 [10/0] via 203.0.113.9, wan1, [1/0]\n"
      "                  [10/0] via 198.51.100.9, wan2, [1/0]\n"
      "C       10.1.0.0/24 is directly connected, lan\n"
      "S       10.8.0.0/16 [254/0] is a summary, Null, [1/0]\n"
      "B       10.9.0.0/16 [200/0] via 10.1.1.1 (recursive via 10.1.0.2, lan), 00:01:02\n"
      "S       10.7.0.0/16 [15/0] via hub tunnel 198.51.100.7, [1/0]\n"
      "O E2    10.6.0.0/16 [110/10] via 10.1.0.3, lan, 01:02:03\n"
      "\n"
      "Routing table for VRF=2\n"
      "C       10.20.0.0/24 is directly connected, port9\n";
  EXPECT_EQ(table(all),
            "0.0.0.0/0 wan1 via 203.0.113.9 wan2 via 198.51.100.9\n"
            "10.1.0.0/24 lan\n"
            "10.8.0.0/16 discard\n"
            "10.9.0.0/16 lan via 10.1.0.2\n"
            "10.7.0.0/16 hub\n"
            "10.6.0.0/16 lan via 10.1.0.3\n"
            "10.20.0.0/24 vrf 2 port9\n"
            "vrf <>\n"
            "vrf <2>\n");
  EXPECT_EQ(table("Codes: K - kernel\n       > - selected route, * - FIB route, p - stale info\n\n"
                  "S    *> 0.0.0.0/0 [10/0] via 203.0.113.9, wan1\n"
                  "     *>           [10/0] via 198.51.100.9, wan2\n"
                  "S       0.0.0.0/0 [20/0] via 192.0.2.9, wan3 inactive\n"
                  "C    *> 10.1.0.0/24 is directly connected, lan\n"),

            "0.0.0.0/0 wan1 via 203.0.113.9 wan2 via 198.51.100.9\n"
            "10.1.0.0/24 lan\n"
            "vrf <>\n");
  EXPECT_EQ(table("IPv6 Routing Table\nCodes: K - kernel route, C - connected\n"
                  "S*      ::/0 [10/0] via 2001:db8::1, wan1, 00:00:10, [1024/0]\n"
                  "C       2001:db8:1::/64 via ::, lan, 00:10:20\n"),

            "::/0 wan1 via 2001:db8::1\n"
            "2001:db8:1::/64 lan\n"
            "vrf <>\n");
  EXPECT_EQ(table("S* 0.0.0.0/0 [10/0] via 203.0.113.9, wan1\nsomething else\n"),
            "0.0.0.0/0 wan1 via 203.0.113.9\n"
            "vrf <>\n"
            "table.txt:2:1: warning: this line of the routing table is not understood "
            "[table_line_not_understood]\n");
  EXPECT_EQ(table("config system global\nend\n"), "no table\n");
  EXPECT_EQ(table(""), "no table\n");
}

TEST(FortiosRoutes, TrafficToTheDevice) {
  const RouteRow rows[] = {
      {"allowaccess",
       "config system interface\nedit lan\nset ip 10.1.0.1/24\nset allowaccess ping https ssh\nnext\nend\n"
       "config system global\nset admin-sport 8443\nend\n",
       "permit lan>any v4 any > 10.1.0.1 [tcp/8443; tcp/22]\n"
       "permit lan>any v4 any > 10.1.0.1 [icmp type 8]\n"
       "permit lan>any v4 any > any [tcp/8443; tcp/22] maybe\n"
       "permit lan>any v4 any > any [icmp type 8] maybe\n"
       "permit lan>any v4 any > any [tcp/80] maybe\n"
       "permit any>any v4 any > 10.1.0.1 [tcp/8443; tcp/22] maybe\n"
       "permit any>any v4 any > 10.1.0.1 [icmp type 8] maybe\n"},
      {"trusted hosts",
       "config system interface\nedit lan\nset ip 10.1.0.1/24\nset allowaccess ssh\nnext\nend\n"
       "config system admin\nedit admin\nset trusthost1 10.1.0.10 255.255.255.255\nnext\nend\n",
       "permit lan>any v4 10.1.0.10 > 10.1.0.1 [tcp/22]\n"
       "permit lan>any v4 10.1.0.10 > any [tcp/22] maybe\n"
       "permit any>any v4 10.1.0.10 > 10.1.0.1 [tcp/22] maybe\n"},
      {"one administrator without trusted hosts: no limit",
       "config system interface\nedit lan\nset ip 10.1.0.1/24\nset allowaccess ssh\nnext\nend\n"
       "config system admin\nedit admin\nset trusthost1 10.1.0.10 255.255.255.255\nnext\nedit "
       "other\nnext\nend\n",
       "permit lan>any v4 any > 10.1.0.1 [tcp/22]\n"
       "permit lan>any v4 any > any [tcp/22] maybe\n"
       "permit any>any v4 any > 10.1.0.1 [tcp/22] maybe\n"},
      {"local-in policies come first",
       "config system interface\nedit lan\nset ip 10.1.0.1/24\nset allowaccess ssh\nnext\nend\n"
       "config firewall local-in-policy\nedit 1\nset intf lan\nset srcaddr all\nset dstaddr all\nset service "
       "SSH HTTPS\n"
       "set schedule always\nset action accept\nnext\n"
       "edit 2\nset intf any\nset srcaddr all\nset dstaddr all\nset service ALL\nset schedule "
       "always\nnext\nend\n",
       "permit lan>any v4 any > 10.1.0.1 [tcp/22]\n"
       "permit lan>any v4 any > any [tcp/22; tcp/443] maybe\n"
       "deny any>any v4 any > any\n"
       "permit lan>any v4 any > 10.1.0.1 [tcp/22]\n"
       "permit lan>any v4 any > any [tcp/22] maybe\n"
       "permit any>any v4 any > 10.1.0.1 [tcp/22] maybe\n"},
      {"what listens",
       "config system interface\nedit wan\nset ip 203.0.113.1/24\nnext\nend\n"
       "config vpn ipsec phase1-interface\nedit hq\nset interface wan\nnext\nend\n"
       "config vpn ssl settings\nset source-interface wan\nset port 10443\nend\n"
       "config system dhcp server\nedit 1\nset interface wan\nnext\nend\n"
       "config system dns-server\nedit wan\nnext\nend\n"
       "config router bgp\nset as 65001\nconfig neighbor\nedit 10.0.0.2\nset remote-as "
       "65002\nnext\nend\nend\n",
       "permit wan>any ip any > any [udp/500; udp/4500; esp]\n"
       "permit wan>any ip any > any [tcp/10443; udp/10443]\n"
       "permit wan>any ip any > any [udp/67]\n"
       "permit wan>any ip any > any [udp/53; tcp/53]\n"
       "permit any>any ip any > any [tcp/179]\n"},
      {"IPv6 access",
       "config system interface\nedit lan\nconfig ipv6\nset ip6-address 2001:db8::1/64\nset ip6-allowaccess "
       "ping\nend\nnext\nend\n",
       "permit lan>any v6 any > 2001:db8::1 [icmpv6 type 128]\n"
       "permit lan>any v6 any > any [icmpv6 type 128] maybe\n"
       "permit any>any v6 any > 2001:db8::1 [icmpv6 type 128] maybe\n"},
  };
  for (const RouteRow& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(dump_filter(*parsed(row.config).device.local_filter), row.expected);
  }
}

}  // namespace
}  // namespace sekisho::test::fortios
