// Interface names in every spelling that people use.
#include "model/network_builder.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

DeviceBuilder catalyst() {
  DeviceBuilder device("sw", "cisco-ios");
  for (const char* name :
       {"GigabitEthernet1/0/1", "GigabitEthernet1/0/1.20", "GigabitEthernet1/0/10", "TenGigabitEthernet1/1/1",
        "TwentyFiveGigE1/1/1", "TwoGigabitEthernet1/0/1", "FastEthernet0/1", "Ethernet0/1", "Port-channel1",
        "Port-channel10", "Vlan20", "Loopback0", "Tunnel1", "TenGigabitEthernet1", "mgmt0"}) {
    device.add(name);
  }
  return device;
}

DeviceBuilder fortigate() {
  DeviceBuilder device("fw", "fortios");
  for (const char* name : {"port1", "port10", "Port2", "wan1", "LAN", "lan", "to core"}) device.add(name);
  return device;
}

struct NameCase {
  std::string written;
  std::string found;  // empty: none
};

void expect_all(const Device& device, const std::vector<NameCase>& cases) {
  for (const NameCase& test : cases) {
    const std::optional<InterfaceIndex> index = resolve_interface(device, test.written);
    EXPECT_EQ(index ? device.interfaces[*index].name : "", test.found) << test.written;
  }
}

TEST(InterfaceNames, OfCatalysts) {
  expect_all(catalyst().device(), {
                                      {"GigabitEthernet1/0/1", "GigabitEthernet1/0/1"},
                                      {"gigabitethernet1/0/1", "GigabitEthernet1/0/1"},
                                      {"Gi1/0/1", "GigabitEthernet1/0/1"},
                                      {"gi 1/0/1", "GigabitEthernet1/0/1"},
                                      {"Gi 1/0/1.20", "GigabitEthernet1/0/1.20"},
                                      {"GigabitEthernet 1/0/10", "GigabitEthernet1/0/10"},
                                      {"g1/0/1", "GigabitEthernet1/0/1"},
                                      {"Te1/1/1", "TenGigabitEthernet1/1/1"},
                                      {"Twe1/1/1", "TwentyFiveGigE1/1/1"},
                                      {"Tw1/0/1", "TwoGigabitEthernet1/0/1"},
                                      {"fa0/1", "FastEthernet0/1"},
                                      {"e0/1", "Ethernet0/1"},
                                      {"po1", "Port-channel1"},
                                      {"port-channel 10", "Port-channel10"},
                                      {"vlan20", "Vlan20"},
                                      {"Vl20", "Vlan20"},
                                      {"lo0", "Loopback0"},
                                      {"tu1", "Tunnel1"},
                                      {"mgmt 0", "mgmt0"},
                                      {"T1/1/1", ""},  // TenGigabitEthernet or TwentyFiveGigE
                                      {"Gi1/0/2", ""},
                                      {"Gi1/0", ""},
                                      {"1/0/1", ""},
                                      {"", ""},
                                      {"Vlan", ""},
                                      {"Hu1/0/1", ""},
                                  });
}

TEST(InterfaceNames, OfFortiGates) {
  expect_all(fortigate().device(), {
                                       {"port1", "port1"},
                                       {"PORT1", "port1"},
                                       {"port2", "Port2"},
                                       {"to core", "to core"},
                                       {"TO CORE", "to core"},
                                       {"LAN", "LAN"},
                                       {"lan", "lan"},
                                       {"Lan", ""},  // two of them
                                       {"p1", ""},
                                       {"wan", ""},
                                       {"port 1", ""},
                                   });
}

TEST(InterfaceNames, GivesTheCandidatesOfAnAmbiguousName) {
  std::vector<std::string> candidates;
  EXPECT_FALSE(resolve_interface(catalyst().device(), "T1", &candidates));
  EXPECT_THAT(candidates, testing::ElementsAre("Tunnel1", "TenGigabitEthernet1"));
}

}  // namespace
}  // namespace sekisho::test
