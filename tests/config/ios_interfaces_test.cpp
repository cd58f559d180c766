// Interfaces: addresses, VRFs, subinterfaces, tunnels, checks.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosInterfaces : public IosTable {};

TEST_P(IosInterfaces, BecomesTheDeviceExpected) { check(); }

const IosCase interfaces_cases[] = {
    {"addresses", R"(hostname r1
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip address 10.0.1.1 255.255.255.0 secondary
 ipv6 address 2001:db8::1/64
 ipv6 address fe80::1 link-local
!
interface GigabitEthernet0/1
 ip address dhcp
 shutdown
interface Loopback0
 ip address 192.0.2.1 255.255.255.255
interface Serial0/0/0
 ip unnumbered Loopback0
)",
     R"(hostname r1
interface GigabitEthernet0/0 physical 10.0.0.1/24 10.0.1.1/24 secondary 2001:db8::1/64 fe80::1/128
interface GigabitEthernet0/1 physical down dynamic-address
interface Loopback0 loopback 192.0.2.1/32
interface Serial0/0/0 physical 192.0.2.1/32 shared
route 0.0.0.0/0 via link GigabitEthernet0/1 distance 254 ?
)",
     R"()"},
    {"subinterfaces", R"(interface GigabitEthernet0/0
 no ip address
interface GigabitEthernet0/0.10
 encapsulation dot1Q 10
 ip address 10.10.0.1 255.255.255.0
interface GigabitEthernet0/0.99
 encapsulation dot1Q 99 native
 ip address 10.99.0.1 255.255.255.0
interface GigabitEthernet0/0.5
 ip address 10.5.0.1 255.255.255.0
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/0.10 subinterface 10.10.0.1/24 on GigabitEthernet0/0 tag 10
interface GigabitEthernet0/0.99 subinterface 10.99.0.1/24 on GigabitEthernet0/0
interface GigabitEthernet0/0.5 subinterface down 10.5.0.1/24 on GigabitEthernet0/0
)",
     R"()"},
    {"subinterface_without_its_parent", R"(interface GigabitEthernet0/1.203
 encapsulation dot1Q 203
 ip address 10.1.2.3 255.255.255.0
)",
     R"(interface GigabitEthernet0/1.203 subinterface 10.1.2.3/24 on GigabitEthernet0/1 tag 203
interface GigabitEthernet0/1 physical
)",
     R"()"},
    {"tunnels", R"(interface GigabitEthernet0/0
 ip address 198.51.100.1 255.255.255.0
interface Tunnel0
 ip address 10.255.0.1 255.255.255.252
 tunnel source GigabitEthernet0/0
 tunnel destination 203.0.113.1
interface Tunnel1
 ip address 10.255.0.5 255.255.255.252
 tunnel source 198.51.100.1
 tunnel destination 203.0.113.2
 tunnel mode ipsec ipv4
 tunnel protection ipsec profile P
interface Tunnel2
 tunnel source Gi0/0
 tunnel mode gre multipoint
 tunnel vrf OUT
 tunnel protection ipsec profile P
interface Tunnel3
 tunnel source GigabitEthernet0/0
 tunnel destination peer.example.jp
 tunnel mode ipip
)",
     R"(interface GigabitEthernet0/0 physical 198.51.100.1/24
interface Tunnel0 tunnel 10.255.0.1/30 gre over GigabitEthernet0/0 from 198.51.100.1 to 203.0.113.1
interface Tunnel1 tunnel 10.255.0.5/30 ipsec encrypted from 198.51.100.1 to 203.0.113.2
interface Tunnel2 tunnel gre encrypted over GigabitEthernet0/0 from 198.51.100.1 in OUT
interface Tunnel3 tunnel ipip over GigabitEthernet0/0 from 198.51.100.1
)",
     R"(20 approximated not_modelled_routes
)"},
    {"vrfs", R"(vrf definition RED
 rd 1:1
 !
 address-family ipv4
 exit-address-family
!
ip vrf BLUE
 rd 1:2
interface GigabitEthernet0/0
 vrf forwarding RED
 ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip vrf forwarding BLUE
 ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/2
 vrf forwarding GREEN
)",
     R"(vrf RED
vrf BLUE
vrf GREEN
interface GigabitEthernet0/0 physical vrf RED 10.0.0.1/24
interface GigabitEthernet0/1 physical vrf BLUE 10.0.0.1/24
interface GigabitEthernet0/2 physical vrf GREEN
undefined vrf GREEN
)",
     R"(15 approximated name_not_defined
)"},
    {"virtual_router_addresses", R"(interface Vlan10
 ip address 10.0.10.2 255.255.255.0
 standby 10 ip 10.0.10.1
 standby 10 priority 110
 standby 10 ip 10.0.10.4 secondary
interface Vlan20
 ip address 10.0.20.2 255.255.255.0
 vrrp 20 ip 10.0.20.1
 vrrp 20 priority 120
interface Vlan30
 ip address 10.0.30.2 255.255.255.0
 vrrp 30 address-family ipv4
  address 10.0.30.1 primary
  priority 150
  exit-vrrp
)",
     R"(interface Vlan10 vlan 10.0.10.2/24 10.0.10.1/24 secondary shared 10.0.10.4/24 secondary shared of vlan 10
interface Vlan20 vlan 10.0.20.2/24 10.0.20.1/24 secondary shared of vlan 20
interface Vlan30 vlan 10.0.30.2/24 10.0.30.1/24 secondary shared of vlan 30
)",
     R"()"},
    {"dialer", R"(interface GigabitEthernet0
 no ip address
 pppoe enable group global
 pppoe-client dial-pool-number 1
interface Dialer1
 ip address negotiated
 encapsulation ppp
 dialer pool 1
 ppp chap password 7 0508571C22431F5B4A
)",
     R"(interface GigabitEthernet0 physical
interface Dialer1 other dynamic-address on GigabitEthernet0
)",
     R"()"},
    {"names_in_any_spelling", R"(interface gi0/1
 ip address 10.0.0.1 255.255.255.0
interface FastEthernet 0/2
 ip address 10.0.2.1 255.255.255.0
interface Te1/1/1
 no ip address
interface Port-Channel1
 no ip address
interface range Gi1/0/1 - 3
 switchport mode access
 switchport access vlan 7
)",
     R"(interface GigabitEthernet0/1 physical 10.0.0.1/24
interface FastEthernet0/2 physical 10.0.2.1/24
interface TenGigabitEthernet1/1/1 physical
interface Port-channel1 aggregate
interface GigabitEthernet1/0/1 physical access vlan 7
interface GigabitEthernet1/0/2 physical access vlan 7
interface GigabitEthernet1/0/3 physical access vlan 7
)",
     R"()"},
    {"source_checks", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip verify unicast source reachable-via rx allow-default
interface GigabitEthernet0/1
 ip address 10.0.1.1 255.255.255.0
 ip verify unicast source reachable-via any
interface GigabitEthernet0/2
 ip address 10.0.2.1 255.255.255.0
 ip verify unicast source reachable-via rx allow-default 10
access-list 10 permit any
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24 check strict
interface GigabitEthernet0/1 physical 10.0.1.1/24 check loose
interface GigabitEthernet0/2 physical 10.0.2.1/24 check strict
filter 10 default deny
  permit v4 any -> any  [10 seq 10]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
may_drop GigabitEthernet0/1 line 6
may_permit GigabitEthernet0/2 line 9
)",
     R"(6 approximated not_modelled_drops
9 approximated not_modelled_permits
)"},
    {"bad_address_lines", R"(interface GigabitEthernet0/0
 ip address 10.0.0.256 255.255.255.0
 ip address 10.0.0.1 255.0.255.0
 ip address 10.0.0.2/32 series of invalid words
interface Loopback2 series of invalid words
 ip address 10.0.0.1 255.255.255.255
)",
     R"(interface GigabitEthernet0/0 physical
interface Loopback2 loopback 10.0.0.1/32
may_drop GigabitEthernet0/0 line 2
may_permit GigabitEthernet0/0 line 2
may_route GigabitEthernet0/0 line 3
may_drop GigabitEthernet0/0 line 4
may_permit GigabitEthernet0/0 line 4
)",
     R"(2 unsupported arguments_not_understood
3 invalid value_not_valid
4 unsupported arguments_not_understood
5 invalid value_not_valid
)"},
    {"unsupported_in_an_interface_widens_it_alone", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 frobnicate the packets
  deeper line of it
 ip inspect FW out
 crypto map VPN
 zone-member security inside
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
may_drop GigabitEthernet0/0 line 3
may_permit GigabitEthernet0/0 line 3
may_drop GigabitEthernet0/0 line 4
may_permit GigabitEthernet0/0 line 4
may_permit device line 5
may_drop GigabitEthernet0/0 line 6
may_permit GigabitEthernet0/0 line 6
may_route GigabitEthernet0/0 line 6
may_drop GigabitEthernet0/0 line 7
)",
     R"(3 unsupported line_not_understood
4 unsupported line_not_understood
5 approximated return_way_opened
6 approximated not_modelled_routes
7 approximated not_modelled_drops
)"},
    {"no_takes_things_back", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip access-group 10 in
 no ip access-group 10 in
 no ip inspect FW out
 no shutdown
 no ip proxy-arp
 no ip redirects
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
)",
     R"()"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosInterfaces, testing::ValuesIn(interfaces_cases), case_name);

}  // namespace
}  // namespace sekisho::test
