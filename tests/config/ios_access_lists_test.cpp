// Access lists, object groups, time ranges.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosAccessLists : public IosTable {};

TEST_P(IosAccessLists, BecomesTheDeviceExpected) { check(); }

const IosCase access_lists_cases[] = {
    {"numbered", R"(access-list 1 permit 10.0.0.0 0.255.255.255
access-list 1 deny any log
access-list 101 remark web
access-list 101 permit tcp any host 192.0.2.1 eq www 443
access-list 101 permit udp 10.0.0.0 0.0.0.255 gt 1023 any range snmp snmptrap
access-list 101 permit icmp any any echo
access-list 101 permit tcp any any established
access-list 101 deny ip any any
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 ip access-group 101 in
 ip access-group 1 out
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24 in 101 out 1
filter 1 default deny
  permit v4 10.0.0.0/8 -> any  [1 seq 10]
  deny v4 any -> any log  [1 seq 20]
  permit v6 any -> any  [1 (IPv6 is not looked at)]
filter 101 default deny
  permit v4 any -> 192.0.2.1 tcp to 80,443  [101 seq 10]
  permit v4 10.0.0.0/24 -> any udp from 1024-65535 to 161-162  [101 seq 20]
  permit v4 any -> any icmp type 8  [101 seq 30]
  permit v4 any -> any tcp flags 10/10 flags 04/04  [101 seq 40]
  deny v4 any -> any  [101 seq 50]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
)",
     R"()"},
    {"named_with_sequence_numbers", R"(ip access-list extended X
 30 permit tcp any any eq 22
 10 permit udp any any eq domain
 deny ip any any
 20 permit icmp any any
 no 30
ip access-list resequence X 100 20
interface Vlan1
 ip access-group X in
)",
     R"(interface Vlan1 vlan of vlan 1 in X
filter X default deny
  permit v4 any -> any udp to 53  [X seq 100]
  permit v4 any -> any icmp  [X seq 120]
  deny v4 any -> any  [X seq 140]
  permit v6 any -> any  [X (IPv6 is not looked at)]
)",
     R"()"},
    {"operators", R"(ip access-list extended OPS
 permit tcp any neq 80 any lt 1024
 permit udp any any eq ntp
 permit tcp any any match-all +syn -ack
 permit tcp any any match-any +fin +rst
 permit tcp any any syn
 permit 112 any any
 permit ospf any any
 permit icmp any any 3 4
 permit icmp any any port-unreachable
)",
     R"(filter OPS default deny
  permit v4 any -> any tcp from 0-79,81-65535 to 0-1023  [OPS seq 10]
  permit v4 any -> any udp to 123  [OPS seq 20]
  permit v4 any -> any tcp flags 02/12  [OPS seq 30]
  permit v4 any -> any tcp flags 01/01 flags 04/04  [OPS seq 40]
  permit v4 any -> any tcp flags 02/02  [OPS seq 50]
  permit v4 any -> any vrrp  [OPS seq 60]
  permit v4 any -> any ospf  [OPS seq 70]
  permit v4 any -> any icmp type 3 code 4  [OPS seq 80]
  permit v4 any -> any icmp type 3 code 3  [OPS seq 90]
  permit v6 any -> any  [OPS (IPv6 is not looked at)]
unused access-list OPS
)",
     R"()"},
    {"wildcards_with_holes", R"(access-list 10 permit 10.0.5.0 0.255.0.255
access-list 10 permit 192.0.2.7
access-list 10 permit host 192.0.2.8
)",
     R"(filter 10 default deny
  permit v4 10.0.5.0 0.255.0.255 -> any  [10 seq 10]
  permit v4 192.0.2.7 -> any  [10 seq 20]
  permit v4 192.0.2.8 -> any  [10 seq 30]
  permit v6 any -> any  [10 (IPv6 is not looked at)]
unused access-list 10
)",
     R"()"},
    {"ipv6", R"(ipv6 unicast-routing
ipv6 access-list V6
 permit tcp any host 2001:db8::80 eq 443
 sequence 5 deny udp any any
 permit icmp any any nd-ns
 permit ipv6 2001:db8:1::/48 any
interface GigabitEthernet0/0
 ipv6 address 2001:db8::1/64
 ipv6 traffic-filter V6 in
)",
     R"(ipv6 routing
interface GigabitEthernet0/0 physical 2001:db8::1/64 in V6
filter V6 default deny
  deny v6 any -> any udp  [V6 seq 5]
  permit v6 any -> 2001:db8::80 tcp to 443  [V6 seq 10]
  permit v6 any -> any icmpv6 type 135  [V6 seq 20]
  permit v6 2001:db8:1::/48 -> any  [V6 seq 30]
  permit v6 any -> any icmpv6 type 135-136  [V6 implicit neighbor discovery]
  permit v4 any -> any  [V6 (IPv4 is not looked at)]
)",
     R"()"},
    {"object_groups", R"(object-group network SERVERS
 host 10.0.0.1
 10.1.0.0 255.255.0.0
 range 10.2.0.1 10.2.0.9
 group-object MORE
object-group network MORE
 host 10.3.0.1
object-group service WEB
 tcp eq www
 tcp range 8000 8080
 udp source eq 53 eq 1024
 tcp-udp eq 389
 icmp echo
 group-object DEEPER
object-group service DEEPER
 esp
ip access-list extended G
 permit object-group WEB any object-group SERVERS
 deny tcp object-group SERVERS any eq 25
)",
     R"(filter G default deny
  permit v4 any -> 10.0.0.1,10.1.0.0/16,10.2.0.1-10.2.0.9,10.3.0.1 tcp to 80 or tcp to 8000-8080 or udp from 53 to 1024 or tcp to 389 or udp to 389 or icmp type 8 or esp  [G seq 10]
  deny v4 10.0.0.1,10.1.0.0/16,10.2.0.1-10.2.0.9,10.3.0.1 -> any tcp to 25  [G seq 20]
  permit v6 any -> any  [G (IPv6 is not looked at)]
unused access-list G
)",
     R"()"},
    {"object_group_in_a_circle", R"(object-group network A
 group-object B
object-group network B
 group-object A
ip access-list extended C
 permit ip object-group A any
)",
     R"(filter C default deny
  permit v4 0.0.0.0/0? -> any  [C seq 10]
  permit v6 any -> any  [C (IPv6 is not looked at)]
unused access-list C
)",
     R"(6 approximated nested_too_deep
)"},
    {"object_group_not_defined_or_empty", R"(object-group network EMPTY
ip access-list extended U
 permit tcp object-group NOWHERE any
 permit object-group NOSERVICE any any
 permit ip object-group EMPTY any
)",
     R"(filter U default deny
  permit v4 0.0.0.0/0? -> any tcp  [U seq 10]
  permit v4 any -> any ip?  [U seq 20]
  permit v4 0.0.0.0/0? -> any  [U seq 30]
  permit v6 any -> any  [U (IPv6 is not looked at)]
undefined object-group NOWHERE
undefined object-group NOSERVICE
unused access-list U
)",
     R"(3 approximated name_not_defined
4 approximated name_not_defined
)"},
    {"time_ranges", R"(time-range WORK
 periodic weekdays 8:30 to 17:15
time-range YEAR
 absolute start 00:00 01 April 2025 end 23:59 31 March 2026
time-range PART
 absolute start 12:00 01 April 2025
ip access-list extended T
 permit tcp any any eq 80 time-range WORK
 permit tcp any any eq 81 time-range YEAR
 permit tcp any any eq 82 time-range PART
 permit tcp any any eq 83 time-range NEVER-DEFINED
)",
     R"(filter T default deny
  permit v4 any -> any tcp to 80 time WORK sometimes  [T seq 10]
  permit v4 any -> any tcp to 81 time YEAR from 2025-04-01 until 2026-03-31  [T seq 20]
  permit v4 any -> any tcp to 82 time PART from 2025-04-01 sometimes  [T seq 30]
  permit v4 any -> any tcp to 83 time NEVER-DEFINED sometimes  [T seq 40]
  permit v6 any -> any  [T (IPv6 is not looked at)]
undefined time-range NEVER-DEFINED
unused access-list T
)",
     R"(11 approximated name_not_defined
)"},
    {"conditions_that_packets_do_not_show", R"(ip access-list extended F
 permit ip any any fragments
 permit tcp any any eq 80 dscp ef log
 deny ip any any ttl lt 5
 permit ip any any option any-options
)",
     R"(filter F default deny
  permit v4 any -> any ?  [F seq 10]
  permit v4 any -> any tcp to 80 ? log  [F seq 20]
  deny v4 any -> any ?  [F seq 30]
  permit v4 any -> any ?  [F seq 40]
  permit v6 any -> any  [F (IPv6 is not looked at)]
unused access-list F
)",
     R"(2 approximated fragments_only
3 approximated condition_not_seen
4 approximated condition_not_seen
5 approximated condition_not_seen
)"},
    {"reflexive", R"(ip access-list extended OUT
 permit tcp 10.0.0.0 0.0.0.255 any eq 80 reflect SESSIONS timeout 300
ip access-list extended IN
 evaluate SESSIONS
 deny ip any any
interface GigabitEthernet0/0
 ip access-group OUT out
 ip access-group IN in
)",
     R"(interface GigabitEthernet0/0 physical in IN out OUT
filter IN default deny
  permit v4 any -> 10.0.0.0/24 tcp from 80 ?  [IN seq 10]
  deny v4 any -> any  [IN seq 20]
  permit v6 any -> any  [IN (IPv6 is not looked at)]
filter OUT default deny
  permit v4 10.0.0.0/24 -> any tcp to 80  [OUT seq 10]
  permit v6 any -> any  [OUT (IPv6 is not looked at)]
)",
     R"(4 approximated return_way_opened
)"},
    {"undefined_and_empty_lists_permit", R"(ip access-list extended NOTHING
 remark to be filled in
interface GigabitEthernet0/0
 ip access-group NOTHING in
 ip access-group 150 out
 ipv6 traffic-filter NOTHING in
)",
     R"(interface GigabitEthernet0/0 physical in NOTHING out 150
filter 150 default permit
filter NOTHING default permit
undefined access-list 150
undefined access-list NOTHING
)",
     R"(4 approximated list_empty_permits
5 approximated list_undefined_permits
6 approximated list_undefined_permits
)"},
    {"entry_that_cannot_be_read", R"(ip access-list extended BAD
 permit tcp any any eq 80
 permit tcp any any equals 81
 permit tcp 10.0.0.0 any
 permit quic any any
interface GigabitEthernet0/0
 ip access-group BAD in
)",
     R"(interface GigabitEthernet0/0 physical in BAD
filter BAD default deny
  permit v4 any -> any tcp to 80  [BAD seq 10]
  permit v6 any -> any  [BAD (IPv6 is not looked at)]
may_permit GigabitEthernet0/0 line 1
may_drop GigabitEthernet0/0 line 1
)",
     R"(3 unsupported entry_not_understood
4 unsupported entry_not_understood
5 unsupported entry_not_understood
)"},
    {"impossible_ports", R"(access-list 120 permit tcp any any lt 0
)",
     R"(filter 120 default deny
  permit v4 none -> any tcp  [120 seq 10]
  permit v6 any -> any  [120 (IPv6 is not looked at)]
unused access-list 120
)",
     R"()"},
    {"bad_ranges", R"(object-group network R
 range 10.0.0.9 10.0.0.1
time-range Z
 absolute start 00:00 31 February 2025
)",
     R"(unused object-group R
)",
     R"(2 invalid value_not_valid
4 invalid value_not_valid
)"},
    {"other_protocols", R"(access-list 700 permit 0000.0c00.0000 0000.00ff.ffff
access-list NAME extended permit ip any any
access-list 101 permit ip any any extra
)",
     R"(may_drop device line 2
may_permit device line 2
may_route device line 2
unused access-list 101
)",
     R"(2 unsupported arguments_not_understood
3 unsupported entry_not_understood
)"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosAccessLists, testing::ValuesIn(access_lists_cases), case_name);

}  // namespace
}  // namespace sekisho::test
