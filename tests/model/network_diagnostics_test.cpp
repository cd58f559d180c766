// What is said while devices are joined: references that lead nowhere, addresses that contradict.
#include "model/diagnostic_cases.hpp"
#include "model/network_builder.hpp"
#include "model/snapshot_files.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace sekisho::test {
namespace {

struct NetworkCase {
  std::string name;
  std::function<void(NetworkBuilder&)> fill;
  std::vector<std::string> expected;  // as summary() gives it
};

void PrintTo(const NetworkCase& test, std::ostream* stream) { *stream << test.name; }

/// A switch with SVIs 10 and 20, one access port and one trunk.
DeviceBuilder core() {
  DeviceBuilder device("sw");
  device.svi(10, "10.1.0.1/24");
  device.svi(20, "10.2.0.1/24");
  device.access("GigabitEthernet1/0/1", 10);
  device.trunk("GigabitEthernet1/0/24");
  device.loopback("Loopback0", "10.99.0.1/32");
  device.access("GigabitEthernet1/0/2", 10).enabled = false;
  return device;
}

DeviceBuilder firewall() {
  DeviceBuilder device("fw", "fortios");
  device.routed("port1", "10.9.0.1/24");
  device.routed("port2");
  return device;
}

/// Segments for all addresses of core() and firewall(), so that a case's fault stands alone.
void add_both(NetworkBuilder& net) {
  net.device(core()).device(firewall());
  net.segment("mn", {"10.1.0.0/16"}, {"sw:Vlan10"}).segment("lg", {"10.2.0.0/16"}, {"sw:Vlan20"});
  net.segment("dmz", {"10.9.0.0/16"}, {"fw:port1"});
}

std::vector<NetworkCase> reference_cases() {
  return {
      {"nothing_wrong", add_both, {}},
      {"unknown_interface",
       [](auto& n) {
         add_both(n);
         n.link("sw:Gi1/0/3", "fw:port2");
       },
       {"unknown_interface 101:5 sw | Gi1/0/3 | Vlan10, Vlan20, GigabitEthernet1/0/1, GigabitEthernet1/0/24, "
        "Loopback0, GigabitEthernet1/0/2"}},
      {"unknown_interface_with_near_name",
       [](auto& n) {
         add_both(n);
         n.link("sw:GigabitEthernet1/0/9", "fw:prt2");
       },
       {"unknown_interface 101:5 sw | GigabitEthernet1/0/9 | GigabitEthernet1/0/1",
        "unknown_interface 101:25 fw | prt2 | port2"}},
      {"unknown_device",
       [](auto& n) {
         add_both(n);
         n.link("sx:Gi1/0/1", "fw:port2");
       },
       {"unknown_device 101:5 sx | sw"}},
      {"ambiguous_interface",
       [](auto& n) {
         DeviceBuilder device("sw");
         device.access("TenGigabitEthernet1/1/1", 1);
         device.access("TwentyFiveGigE1/1/1", 1);
         n.device(device).segment("mn", {"10.1.0.0/16"}, {"sw:t1/1/1"});
       },
       {"ambiguous_interface 201:7 sw | t1/1/1 | TenGigabitEthernet1/1/1, TwentyFiveGigE1/1/1"}},
      {"link_to_an_svi",
       [](auto& n) {
         add_both(n);
         n.link("sw:Vlan20", "fw:port2");
       },
       {"link_end_not_port 101:5 sw:Vlan20"}},
      {"link_to_a_loopback",
       [](auto& n) {
         add_both(n);
         n.link("fw:port2", "sw:lo0");
       },
       {"link_end_not_port 101:25 sw:Loopback0"}},
      {"link_to_itself_in_two_spellings",
       [](auto& n) {
         add_both(n);
         n.link("sw:Gi1/0/1", "sw:GigabitEthernet1/0/1");
       },
       {"link_to_itself 101:25 sw:GigabitEthernet1/0/1"}},
      {"linked_twice_in_two_spellings",
       [](auto& n) {
         add_both(n);
         n.link("sw:Gi1/0/24", "fw:port2").link("sw:gi1/0/24", "fw:port1");
       },
       {"interface_linked_twice 102:5 sw:GigabitEthernet1/0/24 | 101"}},
      {"link_end_down",
       [](auto& n) {
         add_both(n);
         n.link("sw:Gi1/0/2", "fw:port2");
       },
       {"link_end_down 101:5 sw:GigabitEthernet1/0/2"}},
      {"attached_interface_down",
       [](auto& n) {
         add_both(n);
         n.segment("x", {"10.7.0.0/16"}, {"sw:Gi1/0/2"});
       },
       {"attached_interface_down 204:7 sw:GigabitEthernet1/0/2 | x"}},
      {"attached_to_loopback",
       [](auto& n) {
         add_both(n);
         n.segment("x", {"10.99.0.0/16"}, {"sw:Lo0"});
       },
       {"attached_not_possible 204:7 sw:Loopback0 | x"}},
      {"attached_to_trunk",
       [](auto& n) {
         add_both(n);
         n.segment("x", {"10.7.0.0/16"}, {"sw:Gi1/0/24"});
       },
       {"attached_to_trunk 204:7 sw:GigabitEthernet1/0/24 | x"}},
      {"attached_to_trunk_for_its_native_vlan",
       [](auto& n) {
         DeviceBuilder device("sw");
         device.svi(10, "10.1.0.1/24");
         device.trunk("t", 10, vlan_set({10}));
         n.device(device).segment("mn", {"10.1.0.0/16"}, {"sw:t"});
       },
       {}},
      {"attached_unknown_interface",
       [](auto& n) {
         add_both(n);
         n.segment("x", {"10.7.0.0/16"}, {"fw:port3x"});
       },
       {"unknown_interface 204:7 fw | port3x | port1"}},
      {"parent_that_is_missing",
       [](auto& n) {
         DeviceBuilder device("fw", "fortios");
         device.sub("port9", 10);
         n.device(device);
       },
       {"unknown_interface_part 1:0 fw | port9.10 | port9"}},
      {"member_that_is_missing",
       [](auto& n) {
         DeviceBuilder device("fw", "fortios");
         device.group("lag", InterfaceKind::aggregate, {"port9"});
         n.device(device);
       },
       {"unknown_interface_part 1:0 fw | lag | port9"}},
      {"tunnel_unmatched",
       [](auto& n) {
         DeviceBuilder device("fw", "fortios");
         device.tunnel("vpn", "192.0.2.1", "198.51.100.1");
         n.device(device);
       },
       {"tunnel_unmatched 1:0 fw:vpn | 192.0.2.1 | 198.51.100.1"}},
      {"tunnel_unmatched_dial_up",
       [](auto& n) {
         DeviceBuilder device("fw", "fortios");
         device.tunnel("vpn", "", "");
         n.device(device);
       },
       {"tunnel_unmatched 1:0 fw:vpn | - | -"}},
  };
}

/// One routed port `p` with an address, and `fill` for the segments.
NetworkCase address_case(const std::string& name, const std::string& address,
                         const std::function<void(NetworkBuilder&)>& fill,
                         std::vector<std::string> expected) {
  return {name,
          [=](NetworkBuilder& net) {
            DeviceBuilder device("r");
            device.routed("p", address);
            net.device(device);
            fill(net);
          },
          std::move(expected)};
}

void two_routers(NetworkBuilder& net, const std::string& a_address, const std::string& b_address,
                 bool shared = false) {
  DeviceBuilder a("a"), b("b");
  a.routed("p", a_address).addresses.back().shared = shared;
  b.routed("p", b_address).addresses.back().shared = shared;
  net.device(a).device(b).link("a:p", "b:p");
}

std::vector<NetworkCase> address_cases() {
  return {
      address_case("subnet_outside_segment", "10.5.0.1/24",
                   [](auto& n) { n.segment("x", {"10.4.0.0/16"}, {"r:p"}); },
                   {"subnet_outside_segment 1:0 10.5.0.0/24 | r:p | x"}),
      address_case("subnet_wider_than_segment", "10.4.0.1/16",
                   [](auto& n) { n.segment("x", {"10.4.0.0/24"}, {"r:p"}); },
                   {"subnet_outside_segment 1:0 10.4.0.0/16 | r:p | x"}),
      address_case("subnet_of_two_prefixes", "10.4.0.1/15",
                   [](auto& n) {
                     n.segment("x", {"10.4.0.0/16", "10.5.0.0/16"}, {"r:p"});
                   },
                   {}),
      address_case(
          "subnet_of_two_segments", "10.4.0.1/15",
          [](auto& n) { n.segment("x", {"10.4.0.0/16"}, {"r:p"}).segment("y", {"10.5.0.0/16"}, {"r:p"}); },
          {}),
      address_case("subnet_in_the_rest", "192.0.2.1/30",
                   [](auto& n) { n.segment("net", {"rest"}, {"r:p"}).segment("y", {"10.5.0.0/16"}, {}); },
                   {}),
      address_case("subnet_not_in_the_rest", "10.5.0.1/30",
                   [](auto& n) { n.segment("net", {"rest"}, {"r:p"}).segment("y", {"10.5.0.0/16"}, {}); },
                   {"subnet_outside_segment 1:0 10.5.0.0/30 | r:p | net",
                    "segment_beyond_attachment 1:0 10.5.0.1/30 | r:p | y"}),
      address_case("ipv6_that_nobody_declared", "2001:db8::1/64",
                   [](auto& n) { n.segment("x", {"10.4.0.0/16"}, {"r:p"}); },
                   {"subnet_outside_segment 1:0 2001:db8::/64 | r:p | x"}),
      address_case("link_local_is_everywhere", "fe80::1/64",
                   [](auto& n) { n.segment("x", {"10.4.0.0/16"}, {"r:p"}); }, {}),
      address_case("unassigned_network", "10.5.0.1/24", [](auto&) {},
                   {"unassigned_network 1:0 10.5.0.0/24 | r:p"}),
      address_case("segment_beyond_attachment", "10.5.0.1/24",
                   [](auto& n) { n.segment("y", {"10.5.0.0/16"}, {}); },
                   {"segment_beyond_attachment 1:0 10.5.0.1/24 | r:p | y"}),
      {"transfer_network_is_fine", [](auto& n) { two_routers(n, "10.5.0.1/30", "10.5.0.2/30"); }, {}},
      {"transfer_network_of_a_segment",
       [](auto& n) {
         two_routers(n, "10.5.0.1/30", "10.5.0.2/30");
         n.segment("y", {"10.5.0.0/16"}, {});
       },
       {}},
      {"duplicate_address",
       [](auto& n) { two_routers(n, "10.5.0.1/30", "10.5.0.1/30"); },
       {"duplicate_address 1:0 10.5.0.1 | a:p | b:p"}},
      {"shared_address_is_fine", [](auto& n) { two_routers(n, "10.5.0.1/24", "10.5.0.1/24", true); }, {}},
      {"same_address_in_two_domains",
       [](auto& n) {
         DeviceBuilder a("a"), b("b");
         a.routed("p", "10.5.0.1/24");
         b.routed("p", "10.5.0.1/24");
         n.device(a).device(b);
       },
       {"unassigned_network 1:0 10.5.0.0/24 | a:p", "unassigned_network 1:0 10.5.0.0/24 | b:p"}},
  };
}

std::vector<NetworkCase> all_cases() {
  std::vector<NetworkCase> cases = reference_cases();
  for (NetworkCase& test : address_cases()) cases.push_back(std::move(test));
  return cases;
}

class NetworkDiagnostics : public testing::TestWithParam<NetworkCase> {};

TEST_P(NetworkDiagnostics, SaysWhatIsWrong) {
  NetworkBuilder builder;
  GetParam().fill(builder);
  DiagnosticSink sink;
  static_cast<void>(builder.build(sink));
  EXPECT_EQ(summary(sink), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Network, NetworkDiagnostics, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<NetworkCase>& test) { return test.param.name; });

}  // namespace

std::vector<std::string> network_codes_tested() {
  std::vector<std::string> codes;
  for (const NetworkCase& test : all_cases()) {
    for (const std::string& expected : test.expected) codes.push_back(expected.substr(0, expected.find(' ')));
  }
  return codes;
}

}  // namespace sekisho::test
