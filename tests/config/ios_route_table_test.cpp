// Routing tables of IOS devices.
#include "config/cisco_ios/cisco_ios.hpp"
#include "config/ios_dump.hpp"

#include <sekisho/base/code.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

struct TableCase {
  const char* name;
  const char* text;
  const char* routes;
};

std::string dump_table(const Device& device) {
  std::string text;
  for (const std::string& vrf : device.table_vrfs) text += "table \"" + vrf + "\"\n";
  for (const TableRoute& route : device.table) {
    text += (route.vrf.empty() ? "" : route.vrf + " ") + to_string(route.prefix);
    if (route.next_hops.empty()) text += " discard";
    for (const NextHop& hop : route.next_hops) text += " via " + dump(hop);
    text += "\n";
  }
  return text;
}

const TableCase route_table_cases[] = {
    {"ios_15", R"(Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
       + - replicated route, % - next hop override

Gateway of last resort is 10.0.0.254 to network 0.0.0.0

S*    0.0.0.0/0 [1/0] via 10.0.0.254
      10.0.0.0/8 is variably subnetted, 4 subnets, 3 masks
C        10.0.0.0/24 is directly connected, GigabitEthernet0/0
L        10.0.0.1/32 is directly connected, GigabitEthernet0/0
O E2     10.1.0.0/16 [110/20] via 10.0.0.2, 00:01:02, GigabitEthernet0/0
                     [110/20] via 10.0.0.3, 00:01:02, GigabitEthernet0/0
D EX     10.2.0.0/16
           [170/20] via 10.0.0.2, 1d02h, GigabitEthernet0/0
S        10.3.0.0/16 is directly connected, Null0
D        10.4.0.0/16 is a summary, 00:01:00, Null0
      192.168.1.0/32 is subnetted, 1 subnets
B        192.168.1.1 [200/0] via 10.0.0.9, 00:01:02
)",
     R"(table ""
0.0.0.0/0 via 10.0.0.254
10.0.0.0/24 via link GigabitEthernet0/0
10.1.0.0/16 via 10.0.0.2 GigabitEthernet0/0 via 10.0.0.3 GigabitEthernet0/0
10.2.0.0/16 via 10.0.0.2 GigabitEthernet0/0
10.3.0.0/16 discard
10.4.0.0/16 discard
192.168.1.1/32 via 10.0.0.9
)"},
    {"old_with_masks", R"(Codes: C - connected, S - static

Gateway of last resort is not set

     131.108.0.0 255.255.255.0 is subnetted, 2 subnets
C       131.108.1.0 is directly connected, Ethernet0
R       131.108.2.0 [120/1] via 131.108.1.2, 00:00:05, Ethernet0
C    192.31.7.0 is directly connected, Ethernet1
S    172.16.0.0 255.255.0.0 [1/0] via 131.108.1.3
)",
     R"(table ""
131.108.1.0/24 via link Ethernet0
131.108.2.0/24 via 131.108.1.2 Ethernet0
192.31.7.0/24 via link Ethernet1
172.16.0.0/16 via 131.108.1.3
)"},
    {"vrf", R"(Routing Table: RED
Codes: L - local, C - connected

Gateway of last resort is not set

C        10.1.0.0/24 is directly connected, GigabitEthernet0/1
B        10.2.0.0/24 is directly connected, 01:22:44, Loopback2001
)",
     R"(table "RED"
RED 10.1.0.0/24 via link GigabitEthernet0/1
RED 10.2.0.0/24 via link Loopback2001
)"},
    {"ipv6", R"(IPv6 Routing Table - default - 4 entries
Codes: C - Connected, L - Local, S - Static, U - Per-user Static route
S   ::/0 [1/0]
     via FE80::1, GigabitEthernet0/0
C   2001:DB8::/64 [0/0]
     via GigabitEthernet0/0, directly connected
L   2001:DB8::1/128 [0/0]
     via GigabitEthernet0/0, receive
S   2001:DB8:1::/48 [1/0]
     via Null0, directly connected
)",
     R"(table ""
::/0 via fe80::1 GigabitEthernet0/0
2001:db8::/64 via link GigabitEthernet0/0
2001:db8:1::/48 discard
)"},
    {"cef", R"(Prefix               Next Hop             Interface
0.0.0.0/0            172.20.4.2           Vlan2
0.0.0.0/8            drop
10.0.0.0/8           attached             Null0
10.3.0.0/16          172.20.4.129         Vlan2
                     172.20.4.130         Vlan3
171.64.1.0/24        attached             GigabitEthernet4/6
171.64.1.1/32        receive
224.0.0.0/4          multicast
)",
     R"(table ""
0.0.0.0/0 via 172.20.4.2 Vlan2
0.0.0.0/8 discard
10.0.0.0/8 discard
10.3.0.0/16 via 172.20.4.129 Vlan2 via 172.20.4.130 Vlan3
171.64.1.0/24 via link GigabitEthernet4/6
224.0.0.0/4 discard
)"},
};

TEST(IosRouteTable, IsRead) {
  for (const TableCase& one : route_table_cases) {
    Device device;
    DiagnosticSink sink;
    EXPECT_TRUE(config::cisco_ios_language().read_table(one.text, "table.txt", device, sink)) << one.name;
    EXPECT_EQ(dump_table(device), one.routes) << one.name;
    EXPECT_TRUE(sink.all().empty()) << one.name;
  }
}

TEST(IosRouteTable, OtherTextsAreRefused) {
  for (const char* text :
       {"", "% IP routing table vrf X does not exist\n", "hostname r1\n!\ninterface Vlan1\n",
        "{\"routes\": []}\n", "10.0.0.0/24, ubest/mbest: 1/0\n    *via 10.0.0.1, Eth1/1\n"}) {
    Device device;
    DiagnosticSink sink;
    EXPECT_FALSE(config::cisco_ios_language().read_table(text, "table.txt", device, sink)) << text;
    EXPECT_TRUE(device.table.empty());
    EXPECT_TRUE(device.table_vrfs.empty());
  }
}

TEST(IosRouteTable, LinesThatAreNotUnderstoodAreReported) {
  Device device;
  DiagnosticSink sink;
  const char* text =
      "Gateway of last resort is not set\n\nC   10.0.0.0/24 is directly connected, Gi0/0\nwhat is this\n";
  EXPECT_TRUE(config::cisco_ios_language().read_table(text, "table.txt", device, sink));
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.all().front().code, Code::table_line_not_understood);
  EXPECT_EQ(sink.all().front().span.line, 4);
  EXPECT_EQ(dump_table(device), "table \"\"\n10.0.0.0/24 via link GigabitEthernet0/0\n");
}

}  // namespace
}  // namespace sekisho::test
