// Switch ports, VLANs, aggregates, bridges.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosLayer2 : public IosTable {};

TEST_P(IosLayer2, BecomesTheDeviceExpected) { check(); }

const IosCase layer2_cases[] = {
    {"catalyst_access_switch", R"(hostname SW
vlan 10,20
vlan 30
 name servers
!
interface GigabitEthernet0/1
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 20
interface GigabitEthernet0/2
 switchport access vlan 20
interface GigabitEthernet0/3
 switchport trunk native vlan 99
 switchport trunk allowed vlan 10,20,30-32
 switchport mode trunk
interface GigabitEthernet0/4
 shutdown
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
ip default-gateway 10.0.10.254
)",
     R"(hostname SW
no ipv4 routing
interface GigabitEthernet0/1 physical access vlan 10 voice 20
interface GigabitEthernet0/2 physical dynamic vlan 20 native 1 allowed 1-4094
interface GigabitEthernet0/3 physical trunk native 99 allowed 10,20,30-32
interface GigabitEthernet0/4 physical down dynamic vlan 1 native 1 allowed 1-4094
interface Vlan10 vlan 10.0.10.1/24 of vlan 10
vlan 10 
vlan 20 
vlan 30 servers
route 0.0.0.0/0 via 10.0.10.254
)",
     R"()"},
    {"allowed_lists", R"(interface GigabitEthernet0/1
 switchport mode trunk
 switchport trunk allowed vlan 10-20
 switchport trunk allowed vlan add 30, 40
 switchport trunk allowed vlan remove 15
interface GigabitEthernet0/2
 switchport mode trunk
 switchport trunk allowed vlan none
interface GigabitEthernet0/3
 switchport mode trunk
 switchport trunk allowed vlan except 100-4094
interface GigabitEthernet0/4
 switchport mode trunk
 switchport trunk allowed vlan all
)",
     R"(interface GigabitEthernet0/1 physical trunk native 1 allowed 10-14,16-20,30,40
interface GigabitEthernet0/2 physical trunk native 1 allowed none
interface GigabitEthernet0/3 physical trunk native 1 allowed 1-99
interface GigabitEthernet0/4 physical trunk native 1 allowed 1-4094
)",
     R"()"},
    {"silent_ports_where_routed_ones_say_so", R"(interface GigabitEthernet1/0/1
interface GigabitEthernet1/0/2
 no switchport
 ip address 10.0.0.1 255.255.255.0
interface Vlan1
 no ip address
)",
     R"(interface GigabitEthernet1/0/1 physical dynamic vlan 1 native 1 allowed 1-4094
interface GigabitEthernet1/0/2 physical 10.0.0.1/24
interface Vlan1 vlan of vlan 1
)",
     R"()"},
    {"silent_ports_where_switch_ports_say_so", R"(interface GigabitEthernet1/1
 switchport
 switchport mode trunk
interface GigabitEthernet1/2
interface GigabitEthernet1/3
 ip address 10.0.0.1 255.255.255.0
)",
     R"(interface GigabitEthernet1/1 physical trunk native 1 allowed 1-4094
interface GigabitEthernet1/2 physical
interface GigabitEthernet1/3 physical 10.0.0.1/24
)",
     R"()"},
    {"silent_ports_of_a_router", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/1
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
interface GigabitEthernet0/1 physical
)",
     R"()"},
    {"aggregate", R"(interface Port-channel1
 switchport mode trunk
 switchport trunk allowed vlan 10
interface GigabitEthernet0/1
 switchport mode trunk
 switchport trunk allowed vlan 10
 channel-group 1 mode active
interface GigabitEthernet0/2
 channel-group 1 mode active
interface GigabitEthernet0/3
 switchport mode trunk
 channel-group 2 mode on
)",
     R"(interface Port-channel1 aggregate trunk native 1 allowed 10 members GigabitEthernet0/1,GigabitEthernet0/2
interface GigabitEthernet0/1 physical
interface GigabitEthernet0/2 physical
interface GigabitEthernet0/3 physical
interface Port-channel2 aggregate trunk native 1 allowed 1-4094 members GigabitEthernet0/3
)",
     R"()"},
    {"private_vlans_and_protected_ports", R"(vlan 100
 private-vlan primary
 private-vlan association 101,102
vlan 101
 private-vlan isolated
vlan 102
 private-vlan community
interface GigabitEthernet0/1
 switchport mode private-vlan host
 switchport private-vlan host-association 100 101
interface GigabitEthernet0/2
 switchport mode private-vlan host
 switchport private-vlan host-association 100 102
interface GigabitEthernet0/3
 switchport mode private-vlan promiscuous
 switchport private-vlan mapping 100 101,102
interface GigabitEthernet0/4
 switchport mode access
 switchport protected
)",
     R"(interface GigabitEthernet0/1 physical access vlan 100 isolated
interface GigabitEthernet0/2 physical access vlan 100
interface GigabitEthernet0/3 physical access vlan 100
interface GigabitEthernet0/4 physical access vlan 1 isolated
vlan 100 
vlan 101 
vlan 102 
may_drop GigabitEthernet0/2 line 11
)",
     R"()"},
    {"bridge_groups", R"(bridge irb
interface GigabitEthernet8.1
 encapsulation dot1Q 10
 bridge-group 1
interface Vlan10
 no ip address
 bridge-group 1
interface BVI1
 ip address 192.168.10.1 255.255.255.0
interface FastEthernet0
 bridge-group 2
bridge 1 protocol ieee
bridge 1 route ip
)",
     R"(interface GigabitEthernet8.1 subinterface on GigabitEthernet8 tag 10
interface Vlan10 vlan of vlan 10
interface BVI1 bridge 192.168.10.1/24 members GigabitEthernet8.1,Vlan10
interface FastEthernet0 physical
interface GigabitEthernet8 physical
interface bridge-group 2 bridge members FastEthernet0
)",
     R"()"},
    {"service_instances", R"(interface GigabitEthernet0/0/1
 no ip address
 service instance 2 ethernet
  encapsulation untagged
  bridge-domain 99
interface GigabitEthernet0/0/2
 no ip address
 service instance 3 ethernet
  encapsulation dot1q 300
  rewrite ingress tag pop 1 symmetric
  bridge-domain 99
 service instance 4 ethernet
  encapsulation dot1q 400-410
interface BDI99
 ip address 10.0.99.1 255.255.255.0
)",
     R"(interface GigabitEthernet0/0/1 physical
interface GigabitEthernet0/0/2 physical
interface BDI99 bridge 10.0.99.1/24 members GigabitEthernet0/0/1 service instance 2,GigabitEthernet0/0/2 service instance 3
interface GigabitEthernet0/0/1 service instance 2 subinterface on GigabitEthernet0/0/1
interface GigabitEthernet0/0/2 service instance 3 subinterface on GigabitEthernet0/0/2 tag 300
may_bridge GigabitEthernet0/0/2 line 13
)",
     R"(13 approximated not_modelled_bridges
)"},
    {"port_lists_and_vlan_lists", R"(interface GigabitEthernet0/1
 switchport mode access
 ip access-group 101 in
 mac access-group M in
access-list 101 permit ip any any
mac access-list extended M
 permit any any
vlan access-map MAP 10
 match ip address 101
 action drop
vlan filter MAP vlan-list 10
)",
     R"(interface GigabitEthernet0/1 physical access vlan 1
filter 101 default deny
  permit v4 any -> any  [101 seq 10]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
may_drop GigabitEthernet0/1 line 3
may_drop GigabitEthernet0/1 line 4
may_drop device line 11
)",
     R"(3 approximated not_modelled_drops
4 approximated not_modelled_drops
11 approximated not_modelled_drops
)"},
    {"bad_vlan_list", R"(vlan 5000
interface GigabitEthernet0/1
 switchport mode trunk
 switchport trunk allowed vlan 10,x
)",
     R"(interface GigabitEthernet0/1 physical trunk native 1 allowed 1-4094
may_drop GigabitEthernet0/1 line 4
may_bridge GigabitEthernet0/1 line 4
)",
     R"(1 invalid value_not_valid
4 invalid value_not_valid
)"},
    {"mirrored_port", R"(monitor session 1 source interface Gi0/1
monitor session 1 destination interface Gi0/2
)",
     R"(may_bridge GigabitEthernet0/2 line 2
)",
     R"(2 approximated not_modelled_bridges
)"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosLayer2, testing::ValuesIn(layer2_cases), case_name);

}  // namespace
}  // namespace sekisho::test
