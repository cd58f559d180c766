// Static routes, policy routing, routing protocols.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosRouting : public IosTable {};

TEST_P(IosRouting, BecomesTheDeviceExpected) { check(); }

const IosCase routing_cases[] = {
    {"static_routes", R"(vrf definition RED
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.0.0.254
ip route 10.1.0.0 255.255.0.0 GigabitEthernet0/0
ip route 10.2.0.0 255.255.0.0 GigabitEthernet0/0 10.0.0.253 200 name backup
ip route 10.3.0.0 255.255.0.0 Null0
ip route 10.4.0.0 255.255.0.0 10.0.0.252 track 1
ip route 10.5.0.0 255.255.0.0 10.0.0.251 tag 7 permanent
ip route vrf RED 0.0.0.0 0.0.0.0 10.0.0.254 global
ip route 0.0.0.0 0.0.0.0 dhcp
ipv6 route 2001:db8:1::/48 2001:db8::2
ipv6 route ::/0 GigabitEthernet0/0 fe80::1 250
)",
     R"(vrf RED
interface GigabitEthernet0/0 physical 10.0.0.1/24
route 0.0.0.0/0 via 10.0.0.254
route 10.1.0.0/16 via link GigabitEthernet0/0
route 10.2.0.0/16 via 10.0.0.253 GigabitEthernet0/0 distance 200
route 10.3.0.0/16 discard
route 10.4.0.0/16 via 10.0.0.252 ?
route 10.5.0.0/16 via 10.0.0.251
route RED 0.0.0.0/0 via 10.0.0.254 in vrf ""
route 2001:db8:1::/48 via 2001:db8::2
route ::/0 via fe80::1 GigabitEthernet0/0 distance 250
)",
     R"()"},
    {"default_route_by_dhcp", R"(interface GigabitEthernet0/0
 ip address dhcp
)",
     R"(interface GigabitEthernet0/0 physical dynamic-address
route 0.0.0.0/0 via link GigabitEthernet0/0 distance 254 ?
)",
     R"()"},
    {"bad_routes", R"(ip route 10.0.0.0 255.0.255.0 10.0.0.1
ip route 10.0.0.0 255.0.0.0
ip route 10.0.0.0 255.0.0.0 GigabitEthernet9/9
ip route vrf NOWHERE 10.0.0.0 255.0.0.0 10.0.0.1
ip route 10.0.0.0 255.0.0.0 10.0.0.1 999
)",
     R"(vrf NOWHERE
route 10.0.0.0/8 via link GigabitEthernet9/9 ?
route NOWHERE 10.0.0.0/8 via 10.0.0.1
may_route device line 1
may_drop device line 2
may_permit device line 2
may_route device line 2
may_route device line 5
undefined interface GigabitEthernet9/9
undefined vrf NOWHERE
)",
     R"(1 invalid value_not_valid
2 unsupported arguments_not_understood
3 approximated name_not_defined
4 approximated name_not_defined
5 unsupported value_not_valid
)"},
    {"taken_back", R"(ip route 10.0.0.0 255.0.0.0 10.0.0.1
ip route 10.1.0.0 255.255.0.0 10.0.0.1
no ip route 10.0.0.0 255.0.0.0
)",
     R"(route 10.1.0.0/16 via 10.0.0.1
)",
     R"()"},
    {"dynamic_protocols", R"(router ospf 1
 router-id 1.1.1.1
 passive-interface default
 network 10.0.0.0 0.255.255.255 area 0
router ospf 2 vrf RED
 network 10.0.0.0 0.255.255.255 area 0
router bgp 65000
 bgp log-neighbor-changes
 neighbor 10.0.0.2 remote-as 65001
 !
 address-family ipv4 vrf RED
  redistribute connected
 exit-address-family
 neighbor 10.0.0.3 remote-as 65002
ip route 10.9.0.0 255.255.0.0 Null0
interface GigabitEthernet0/0
 ip ospf 1 area 0
 ip ospf cost 10
)",
     R"(interface GigabitEthernet0/0 physical
route 10.9.0.0/16 discard
dynamic ospf ""
dynamic ospf "RED"
dynamic bgp ""
dynamic bgp "RED"
)",
     R"(4 approximated routes_not_computed
6 approximated routes_not_computed
9 approximated routes_not_computed
12 approximated routes_not_computed
14 approximated routes_not_computed
17 approximated routes_not_computed
)"},
    {"policy_routing", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip policy route-map PBR
access-list 101 permit tcp any any eq 80
access-list 102 deny ip any 10.0.0.0 0.255.255.255
access-list 102 permit ip any any
route-map PBR permit 10
 match ip address 101
 set ip next-hop 10.0.0.9
route-map PBR deny 20
 match ip address 102
route-map PBR permit 30
 set interface Null0
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
filter 101 default deny
  permit v4 any -> any tcp to 80  [101 seq 10]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
filter 102 default deny
  deny v4 any -> 10.0.0.0/8  [102 seq 10]
  permit v4 any -> any  [102 seq 20]
  permit v6 any -> any  [102 (IPv6 is not looked at)]
policy v4 any -> any tcp to 80 in GigabitEthernet0/0 via 10.0.0.9
policy v4 any -> any in GigabitEthernet0/0 as routed ?
policy v4 any -> any in GigabitEthernet0/0 drop
)",
     R"()"},
    {"policy_routing_in_doubt", R"(interface GigabitEthernet0/0
 ip policy route-map PBR
interface GigabitEthernet0/1
 ip policy route-map NOWHERE
route-map PBR permit 10
 match length 100 200
 set ip next-hop verify-availability 10.0.0.9 1 track 1
route-map PBR permit 20
 set ip default next-hop 10.0.0.8 10.0.0.7
route-map PBR permit 30
 set vrf RED
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/1 physical
policy v4 any -> any in GigabitEthernet0/0 via 10.0.0.9 ?
policy v4 any -> any in GigabitEthernet0/0 via 10.0.0.8 via 10.0.0.7 if no route ?
policy v4 any -> any in GigabitEthernet0/0 as routed
may_route GigabitEthernet0/0 line 10
undefined route-map NOWHERE
)",
     R"(4 approximated name_not_defined
10 approximated not_modelled_routes
)"},
    {"no_ip_routing", R"(no ip routing
ip default-gateway 10.0.0.254
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
)",
     R"(no ipv4 routing
interface GigabitEthernet0/0 physical 10.0.0.1/24
route 0.0.0.0/0 via 10.0.0.254
)",
     R"()"},
    {"vrf_imports", R"(vrf definition A
 rd 1:1
 address-family ipv4
  route-target export 1:1
  route-target import 1:2
 exit-address-family
)",
     R"(vrf A
may_route device line 5
)",
     R"(5 approximated not_modelled_routes
)"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosRouting, testing::ValuesIn(routing_cases), case_name);

}  // namespace
}  // namespace sekisho::test
