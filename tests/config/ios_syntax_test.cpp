// Lines, blocks and what stands around a config.
#include "config/ios_case.hpp"

namespace sekisho::test {
namespace {

class IosSyntax : public IosTable {};

TEST_P(IosSyntax, BecomesTheDeviceExpected) { check(); }

const IosCase syntax_cases[] = {
    {"banner_with_config_inside", R"(banner motd ^C
interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
^C
hostname real
)",
     R"(hostname real
)",
     R"()"},
    {"banner_without_end", R"(banner motd #
hostname real
)",
     R"(hostname real
)",
     R"(1 invalid text_without_end
)"},
    {"one_line_banner", R"(banner login %no entry%
hostname real
)",
     R"(hostname real
)",
     R"()"},
    {"lost_indentation", R"(hostname flat
interface GigabitEthernet0/0
ip address 10.0.0.1 255.255.255.0
ip access-group 101 in
shutdown
interface GigabitEthernet0/1
ip address 10.0.1.1 255.255.255.0
access-list 101 permit tcp any any eq 80
ip route 0.0.0.0 0.0.0.0 10.0.1.254
line vty 0 4
password secret
login
router ospf 1
network 10.0.0.0 0.255.255.255 area 0
ip access-list extended X
permit ip any any
deny ip any any
vlan 10
name ten
end
)",
     R"(hostname flat
interface GigabitEthernet0/0 physical down 10.0.0.1/24 in 101
interface GigabitEthernet0/1 physical 10.0.1.1/24
vlan 10 ten
filter 101 default deny
  permit v4 any -> any tcp to 80  [101 seq 10]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
filter X default deny
  permit v4 any -> any  [X seq 10]
  deny v4 any -> any  [X seq 20]
  permit v6 any -> any  [X (IPv6 is not looked at)]
route 0.0.0.0/0 via 10.0.1.254
dynamic ospf ""
unused access-list X
)",
     R"(14 approximated routes_not_computed
)"},
    {"abbreviations", R"(int gi0/1
 desc to the core
 ip add 10.0.0.1 255.255.255.0
 ip access-g 101 in
 no shut
access-l 101 permit ip any any
)",
     R"(interface GigabitEthernet0/1 physical 10.0.0.1/24 in 101
filter 101 default deny
  permit v4 any -> any  [101 seq 10]
  permit v6 any -> any  [101 (IPv6 is not looked at)]
)",
     R"()"},
    {"terminal_session", R"(R1#show running-config
Building configuration...

Current configuration : 1234 bytes
!
hostname R1
 --More--         interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
!
end

R1#
)",
     R"(hostname R1
interface GigabitEthernet0/0 physical 10.0.0.1/24
)",
     R"()"},
    {"configuration_session", R"(R1(config)#interface GigabitEthernet0/0
R1(config-if)#ip address 10.0.0.1 255.255.255.0
R1(config-if)#exit
R1(config)#ip route 0.0.0.0 0.0.0.0 10.0.0.2
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
route 0.0.0.0/0 via 10.0.0.2
)",
     R"()"},
    {"exit_and_end", R"(interface GigabitEthernet0/0
 ip address 10.0.0.1 255.255.255.0
 exit
ip route 10.0.0.0 255.0.0.0 10.0.0.2
end
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
route 10.0.0.0/8 via 10.0.0.2
)",
     R"()"},
    {"not_a_config", R"({"this": "is json"}
* 10.0.0.0/8 via 1.2.3.4
%Error opening file
)",
     R"()",
     R"(1 invalid not_a_command
2 invalid not_a_command
3 invalid not_a_command
)"},
    {"unknown_global_block", R"(frobnicate globally
 with lines
  below it
hostname after
)",
     R"(hostname after
may_drop device line 1
may_permit device line 1
may_route device line 1
may_drop device line 2
may_permit device line 2
may_route device line 2
may_drop device line 3
may_permit device line 3
may_route device line 3
)",
     R"(1 unsupported line_not_understood
2 unsupported line_not_understood
3 unsupported line_not_understood
)"},
    {"certificate", R"(crypto pki certificate chain SELF
 certificate self-signed 01
  3082022B 30820194 A0030201 02020101 300D0609
  2A864886
  	quit
hostname real
)",
     R"(hostname real
)",
     R"()"},
    {"tabs_and_trailing_comments", R"(interface GigabitEthernet0/0 ! uplink
	ip address 10.0.0.1 255.255.255.0
	description tab ! not a comment
)",
     R"(interface GigabitEthernet0/0 physical 10.0.0.1/24
)",
     R"()"},
    {"empty_file", R"()", R"()", R"()"},
    {"certificate_by_reference", R"(crypto pki certificate chain SELF
 certificate self-signed 01 nvram:IOS-Self-Sig#1.cer
hostname real
crypto pki certificate chain CA
 certificate ca 02
  3082022B 30820194 A0030201 02020101 300D0609
  	quit
ip route 0.0.0.0 0.0.0.0 Null0
)",
     R"(hostname real
route 0.0.0.0/0 discard
)",
     R"()"},
    {"key_chain_and_public_key", R"(key chain K
 key 1
  key-string 7 0508571C
  accept-lifetime 00:00:00 Jan 1 2020 infinite
ip ssh pubkey-chain
  username u
   key-string
    AAAAB3NzaC1yc2EAAAADAQABAAABAQC7
   exit
hostname real
)",
     R"(hostname real
)",
     R"()"},
};

INSTANTIATE_TEST_SUITE_P(CiscoIos, IosSyntax, testing::ValuesIn(syntax_cases), case_name);

}  // namespace
}  // namespace sekisho::test
