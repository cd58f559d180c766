// Traffic to the device, broadcasts, quality of service.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosManagement : public IosTable {};

TEST_P(IosManagement, BecomesTheDeviceExpected) { check(); }

const IosCase management_cases[] = {
    {"access_class_on_all_terminals", R"(access-list 10 permit 10.0.0.0 0.0.0.255
line con 0
line vty 0 4
 access-class 10 in
 transport input ssh
line vty 5 15
 access-class 10 in
)",
     R"(filter 10 default deny
  permit v4 10.0.0.0/24 -> any  [10 seq 10]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
filter to the device default permit
  permit v4 10.0.0.0/24 -> any tcp to 22 or tcp to 23  [10 seq 10]
  deny v4 any -> any tcp to 22 or tcp to 23  [10 implicit deny]
)",
     R"()"},
    {"one_terminal_without_a_class", R"(access-list 10 permit 10.0.0.0 0.0.0.255
line vty 0 4
 access-class 10 in
line vty 5 15
 login
)",
     R"(filter 10 default deny
  permit v4 10.0.0.0/24 -> any  [10 seq 10]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
)",
     R"()"},
    {"two_classes", R"(access-list 10 permit 10.0.0.0 0.0.0.255
access-list 11 permit 10.1.0.0 0.0.0.255
line vty 0 4
 access-class 10 in vrf-also
line vty 5 15
 access-class 11 in
)",
     R"(filter 10 default deny
  permit v4 10.0.0.0/24 -> any  [10 seq 10]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
filter 11 default deny
  permit v4 10.1.0.0/24 -> any  [11 seq 10]
  permit v6 any -> any  [11 (IPv6 is not looked at)]
filter to the device default permit
  permit v4 10.0.0.0/24 -> any tcp to 22 or tcp to 23 ?  [10 seq 10]
  permit v4 10.1.0.0/24 -> any tcp to 22 or tcp to 23 ?  [11 seq 10]
  deny v4 any -> any tcp to 22 or tcp to 23  [10 implicit deny]
)",
     R"()"},
    {"closed_terminals", R"(access-list 10 permit 10.0.0.0 0.0.0.255
line vty 0 4
 access-class 10 in
line vty 5 15
 transport input none
)",
     R"(filter 10 default deny
  permit v4 10.0.0.0/24 -> any  [10 seq 10]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
filter to the device default permit
  permit v4 10.0.0.0/24 -> any tcp to 22 or tcp to 23  [10 seq 10]
  deny v4 any -> any tcp to 22 or tcp to 23  [10 implicit deny]
)",
     R"()"},
    {"undefined_class", R"(line vty 0 4
 access-class 10 in
)",
     R"(undefined access-list 10
)",
     R"(2 approximated name_not_defined
)"},
    {"http_and_snmp", R"(access-list 20 permit host 10.0.0.5
access-list 30 permit host 10.0.0.6
ip http access-class 20
snmp-server community hidden RO 30
snmp-server host 10.0.0.6 version 2c hidden
)",
     R"(filter 20 default deny
  permit v4 10.0.0.5 -> any  [20 seq 10]
  permit v6 any -> any  [20 (IPv6 is not looked at)]
filter 30 default deny
  permit v4 10.0.0.6 -> any  [30 seq 10]
  permit v6 any -> any  [30 (IPv6 is not looked at)]
filter to the device default permit
  permit v4 10.0.0.5 -> any tcp to 80 or tcp to 443  [20 seq 10]
  deny v4 any -> any tcp to 80 or tcp to 443  [20 implicit deny]
  permit v4 10.0.0.6 -> any udp to 161 ?  [30 seq 10]
  deny v4 any -> any udp to 161  [30 implicit deny]
)",
     R"()"},
    {"snmp_open_to_all", R"(access-list 30 permit host 10.0.0.6
snmp-server community hidden RO 30
snmp-server community secret2 RO
)",
     R"(filter 30 default deny
  permit v4 10.0.0.6 -> any  [30 seq 10]
  permit v6 any -> any  [30 (IPv6 is not looked at)]
)",
     R"()"},
    {"control_plane", R"(control-plane
 service-policy input COPP
)",
     R"(filter to the device default permit
  deny any -> any ?  [control-plane]
)",
     R"(2 approximated not_modelled_drops
)"},
    {"helpers", R"(no ip forward-protocol udp tftp
no ip forward-protocol udp netbios-ns
no ip forward-protocol udp netbios-dgm
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
 ip helper-address 10.0.99.5
)",
     R"(interface Vlan10 vlan 10.0.10.1/24 of vlan 10
destination nat
  v4 any -> 255.255.255.255,10.0.10.255 udp to 37 or udp to 49 or udp to 53 or udp to 67 or udp to 68 in Vlan10 => destination 10.0.99.5 ?  [6]
)",
     R"(6 approximated broadcasts_forwarded
)"},
    {"quality_of_service", R"(policy-map MARK
 class class-default
  set dscp ef
policy-map POLICE
 class VOICE
  police 1000000 conform-action transmit exceed-action drop
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 service-policy input MARK
 service-policy output POLICE
interface GigabitEthernet0/1
 service-policy output NOWHERE
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
interface GigabitEthernet0/1 physical
may_drop GigabitEthernet0/0 line 10
may_drop GigabitEthernet0/1 line 12
undefined policy-map NOWHERE
)",
     R"(10 approximated not_modelled_drops
12 approximated name_not_defined
)"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosManagement, testing::ValuesIn(management_cases), case_name);

}  // namespace
}  // namespace sekisho::test
