// NAT: static, dynamic, by port, by route map.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosNat : public IosTable {};

TEST_P(IosNat, BecomesTheDeviceExpected) { check(); }

const IosCase nat_cases[] = {
    {"overload_on_an_interface", R"(interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.0.0.1 255.255.255.0
 ip nat inside
access-list 1 deny 10.0.0.9
access-list 1 permit 10.0.0.0 0.0.0.255
ip nat inside source list 1 interface GigabitEthernet0/0 overload
)",
     R"(interface GigabitEthernet0/0 physical 203.0.113.1/24
interface GigabitEthernet0/1 physical 10.0.0.1/24
filter 1 default deny
  deny v4 10.0.0.9 -> any  [1 seq 10]
  permit v4 10.0.0.0/24 -> any  [1 seq 20]
  permit v6 any -> any  [1 (IPv6 is not looked at)]
source nat
  v4 10.0.0.9 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => untouched  [9]
  v4 10.0.0.0/24 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.1 port 1-65535  [9]
)",
     R"()"},
    {"static", R"(interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.0.0.1 255.255.255.0
 ip nat inside
ip nat inside source static 10.0.0.5 203.0.113.5
ip nat inside source static tcp 10.0.0.6 80 203.0.113.6 8080 extendable
ip nat inside source static udp 10.0.0.7 53 interface GigabitEthernet0/0 53
ip nat inside source static network 10.0.1.0 203.0.114.0 /24
ip nat outside source static 198.51.100.1 10.9.9.9
)",
     R"(interface GigabitEthernet0/0 physical 203.0.113.1/24
interface GigabitEthernet0/1 physical 10.0.0.1/24
destination nat
  v4 any -> 203.0.113.5 in GigabitEthernet0/0 => destination 10.0.0.5  [7]
  v4 any -> 203.0.113.6 tcp to 8080 in GigabitEthernet0/0 => destination 10.0.0.6 port 80  [8]
  v4 any -> 203.0.113.1 udp to 53 in GigabitEthernet0/0 => destination 10.0.0.7 port 53  [9]
  v4 any -> 203.0.114.0/24 in GigabitEthernet0/0 => destination 10.0.1.0/24 keeping host bits  [10]
  v4 198.51.100.1 -> any in GigabitEthernet0/0 => source 10.9.9.9  [11]
source nat
  v4 10.0.0.5 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.5  [7]
  v4 10.0.0.6 -> any tcp from 80 in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.6 port 8080  [8]
  v4 10.0.0.7 -> any udp from 53 in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.1 port 53  [9]
  v4 10.0.1.0/24 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.114.0/24 keeping host bits  [10]
  v4 any -> 10.9.9.9 in GigabitEthernet0/1 out GigabitEthernet0/0 => destination 198.51.100.1  [11]
)",
     R"()"},
    {"pools", R"(interface GigabitEthernet0/0
 ip nat outside
interface GigabitEthernet0/1
 ip nat inside
access-list 1 permit 10.0.0.0 0.0.0.255
ip nat pool P 203.0.113.10 203.0.113.20 netmask 255.255.255.0
ip nat inside source list 1 pool P
ip nat outside source list 1 pool P
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/1 physical
filter 1 default deny
  permit v4 10.0.0.0/24 -> any  [1 seq 10]
  permit v6 any -> any  [1 (IPv6 is not looked at)]
destination nat
  v4 any -> 203.0.113.10-203.0.113.20 in GigabitEthernet0/0 => destination 10.0.0.0/24 ?  [7]
  v4 10.0.0.0/24 -> any in GigabitEthernet0/0 => source 203.0.113.10-203.0.113.20  [8]
source nat
  v4 10.0.0.0/24 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.10-203.0.113.20  [7]
  v4 any -> 203.0.113.10-203.0.113.20 in GigabitEthernet0/1 out GigabitEthernet0/0 => destination 10.0.0.0/24 ?  [8]
)",
     R"()"},
    {"two_lists_with_denies", R"(interface GigabitEthernet0/0
 ip nat outside
interface GigabitEthernet0/1
 ip nat inside
ip access-list extended A
 deny ip any 10.0.0.0 0.255.255.255
 permit ip 10.0.0.0 0.0.0.255 any
ip access-list extended B
 permit ip any 10.5.0.0 0.0.255.255
ip nat pool P 203.0.113.10 203.0.113.20 prefix-length 24
ip nat pool Q 203.0.113.30 203.0.113.30 prefix-length 24
ip nat inside source list A pool P overload
ip nat inside source list B pool Q overload
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/1 physical
filter A default deny
  deny v4 any -> 10.0.0.0/8  [A seq 10]
  permit v4 10.0.0.0/24 -> any  [A seq 20]
  permit v6 any -> any  [A (IPv6 is not looked at)]
filter B default deny
  permit v4 any -> 10.5.0.0/16  [B seq 10]
  permit v6 any -> any  [B (IPv6 is not looked at)]
source nat
  v4 10.0.0.0/24 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.10-203.0.113.20 port 1-65535 ?  [12]
  v4 any -> 10.5.0.0/16 in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.30 port 1-65535  [13]
)",
     R"()"},
    {"route_map", R"(interface GigabitEthernet0/0
 ip nat outside
interface GigabitEthernet0/1
 ip nat inside
access-list 101 permit ip 10.0.0.0 0.0.0.255 any
route-map NAT permit 10
 match ip address 101
 match interface GigabitEthernet0/0
ip nat inside source route-map NAT interface GigabitEthernet0/0 overload
ip nat inside source static 10.0.0.5 203.0.113.5 route-map NAT
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/1 physical
filter 101 default deny
  permit v4 10.0.0.0/24 -> any  [101 seq 10]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
destination nat
  v4 any -> 203.0.113.5 in GigabitEthernet0/0 => destination 10.0.0.5 ?  [10]
source nat
  v4 10.0.0.5 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.5 ?  [10]
  v4 10.0.0.0/24 -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 0.0.0.0/0 port 1-65535  [9]
)",
     R"(10 approximated translation_not_exact
)"},
    {"per_vrf", R"(ip vrf V
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 ip vrf forwarding V
 ip nat inside
interface GigabitEthernet0/2
 ip nat inside
access-list 1 permit any
ip nat inside source list 1 interface GigabitEthernet0/0 vrf V overload
)",
     R"(vrf V
interface GigabitEthernet0/0 physical 203.0.113.1/24
interface GigabitEthernet0/1 physical vrf V
interface GigabitEthernet0/2 physical
filter 1 default deny
  permit v4 any -> any  [1 seq 10]
  permit v6 any -> any  [1 (IPv6 is not looked at)]
source nat
  v4 any -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 203.0.113.1 port 1-65535  [11]
)",
     R"()"},
    {"no_inside_or_outside", R"(ip nat inside source static 10.0.0.5 203.0.113.5
)",
     R"()", R"()"},
    {"bad_pool_and_missing_names", R"(interface GigabitEthernet0/0
 ip nat outside
interface GigabitEthernet0/1
 ip nat inside
ip nat pool BACKWARDS 203.0.113.20 203.0.113.10 netmask 255.255.255.0
ip nat inside source list 1 pool BACKWARDS
ip nat inside source list 99 pool NOWHERE overload
ip nat inside source static network 10.0.0.0 203.0.113.0 255.0.255.0
)",
     R"(interface GigabitEthernet0/0 physical
interface GigabitEthernet0/1 physical
source nat
  v4 any -> any in GigabitEthernet0/1 out GigabitEthernet0/0 => source 0.0.0.0/0 port 1-65535 ?  [7]
may_translate device line 8
undefined access-list 1
undefined access-list 99
undefined ip nat pool NOWHERE
)",
     R"(5 invalid pool_not_valid
6 approximated name_not_defined
6 approximated pool_not_valid
7 approximated name_not_defined
7 approximated name_not_defined
8 invalid value_not_valid
)"},
    {"nat_virtual_interface", R"(interface GigabitEthernet0/0
 ip nat enable
ip nat source list 1 interface GigabitEthernet0/0 overload
)",
     R"(interface GigabitEthernet0/0 physical
may_translate device line 2
may_translate device line 3
)",
     R"(2 unsupported not_modelled_translates
3 unsupported not_modelled_translates
)"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosNat, testing::ValuesIn(nat_cases), case_name);

}  // namespace
}  // namespace sekisho::test
