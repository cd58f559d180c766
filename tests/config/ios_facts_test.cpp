// How IOS devices are managed: each kind of fact, its defaults, its `no` forms, and what stays unknown.
#include "config/cisco_ios/cisco_ios.hpp"
#include "config/facts_dump.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace sekisho::test {
namespace {

struct FactCase {
  const char* name;
  const char* text;
  const char* facts;
};

void PrintTo(const FactCase& one, std::ostream* stream) { *stream << one.name; }

config::ParsedConfig parse(const std::string& text) {
  return config::cisco_ios_language().parse(text, "test.cfg");
}

/// Without the BOOTP server that a silent config has.
constexpr const char* start = "no ip bootp server\n";

class IosFacts : public testing::TestWithParam<FactCase> {};

TEST_P(IosFacts, AreRead) {
  const config::ParsedConfig parsed = parse(start + std::string(GetParam().text));
  EXPECT_EQ(dump_facts(parsed.device), GetParam().facts);
  EXPECT_EQ(parsed.report.issues.size(), 0U);
}

const FactCase facts_cases[] = {
    {"time_servers", R"(ntp server 10.0.0.1 prefer
ntp server vrf MGMT ip 10.0.0.2 key 1
ntp peer ntp.example.jp
sntp server 10.0.0.3
ntp server 10.0.0.4
no ntp server 10.0.0.4
interface GigabitEthernet0/1
 ntp broadcast client
)",
     R"(2 time-server 10.0.0.1
3 time-server 10.0.0.2 in MGMT
4 time-server ntp.example.jp
5 time-server 10.0.0.3
9 time-server broadcast on GigabitEthernet0/1
)"},
    {"log_servers", R"(logging buffered 16384
logging on
logging console
logging source-interface Loopback0
logging trap warnings
logging host 10.0.0.1 vrf MGMT transport udp port 1514
logging 10.0.0.2
logging host ipv6 2001:db8::1
logging loghost
no logging monitor
)",
     R"(7 log-server 10.0.0.1 in MGMT
8 log-server 10.0.0.2
9 log-server 2001:db8::1
10 log-server loghost
)"},
    {"logs_are_off", "logging host 10.0.0.1\nno logging on\n", ""},
    {"logs_do_not_leave", "logging host 10.0.0.1\nno logging trap\n", ""},
    {"name_servers", R"(ip name-server 10.0.0.1 10.0.0.2
ip name-server vrf MGMT 10.0.0.3
ip dns view default
 dns forwarder 10.0.0.4
 domain timeout 3
)",
     R"(2 name-server 10.0.0.1
2 name-server 10.0.0.2
3 name-server 10.0.0.3 in MGMT
5 name-server 10.0.0.4
)"},
    {"services", R"(service finger
service tcp-small-servers
service udp-small-servers
no service udp-small-servers
ip http server
no ip http secure-server
ip identd
ip rcmd rsh-enable
ftp-server enable
tftp-server flash:image.bin
vstack
service timestamps log datetime msec
)",
     R"(2 service finger
3 service small-servers
6 service http
8 service identd
9 service rsh
10 service ftp
11 service tftp
12 service smart-install
)"},
    {"services_taken_back", R"(ip http server
no ip http server
default ip http secure-server
no ip finger
no vstack
)",
     ""},
    {"snmp", R"(snmp-server community s3cret RO 10
snmp-server community public RO
snmp-server group G v3 priv
snmp-server group H v3 noauth
snmp-server group I v2c
snmp-server user U G v3 auth md5 geheim1 priv aes 128 geheim2
snmp-server location here
)",
     R"(2 service snmp-v2c
2 administrator-source 10 of snmp
3 service snmp-v2c
3 credential default of community
4 service snmp-v3
5 service snmp-v3-noauth
7 algorithm md5 of snmp user U
7 algorithm aes128 of snmp user U
)"},
    {"no_snmp", "snmp-server community public RO\nno snmp-server\n", ""},
    {"lines", R"(line con 0
 password 7 0822455D0A16
 login
line vty 0 4
 access-class 10 in
 exec-timeout 5 30
 no login
 transport input telnet ssh
line vty 5 15
 exec-timeout 0 0
 transport input ssh
 login local
line vty 16 31
 transport input none
line aux 0
 no exec
)",
     R"(3 credential reversible of line con 0
2 idle-timeout 600 of line con 0 (default)
9 service telnet of line vty 0 4
9 service ssh of line vty 0 4
6 administrator-source 10 of line vty 0 4
8 credential none of line vty 0 4
7 idle-timeout 330 of line vty 0 4
12 service ssh of line vty 5 15
11 idle-timeout 0 of line vty 5 15
)"},
    {"console_without_login", "line con 0\n no exec-timeout\n",
     R"(2 credential none of line con 0 (default)
3 idle-timeout 0 of line con 0
)"},
    {"console_with_lists", "aaa new-model\nline con 0\n", "3 idle-timeout 600 of line con 0 (default)\n"},
    {"secrets", R"(enable password geheim
enable secret 5 $1$abcd$0123456789012345678901
enable secret level 7 9 $9$abcdefgh
username a password 0 geheim
username b password 7 0822455D0A16
username c privilege 15 secret 8 $8$abcdefgh
username d nopassword
username e password cisco
username f privilege 15
aaa authentication login default group radius local
aaa authentication login CON none
service password-encryption
)",
     R"(2 credential plain of enable password
3 credential hashed of enable secret
4 credential hashed of enable secret
5 credential plain of user a
6 credential reversible of user b
7 credential hashed of user c
8 credential none of user d
9 credential default of user e
12 credential none of login list CON
)"},
    {"ike", R"(crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
 lifetime 3600
crypto isakmp policy 20
 encryption 3des
 hash md5
 group 2
crypto isakmp aggressive-mode disable
crypto ikev2 proposal P
 encryption aes-cbc-256 3des
 integrity sha512 md5
 group 19 5
)",
     R"(14 algorithm aes256 of ikev2 proposal P
14 algorithm 3des of ikev2 proposal P
15 algorithm sha512 of ikev2 proposal P
15 algorithm md5 of ikev2 proposal P
16 algorithm dh19 of ikev2 proposal P
16 algorithm dh5 of ikev2 proposal P
2 algorithm ikev1 of isakmp policy 10
3 algorithm aes256 of isakmp policy 10
4 algorithm sha256 of isakmp policy 10
6 algorithm dh14 of isakmp policy 10
8 algorithm ikev1 of isakmp policy 20
9 algorithm 3des of isakmp policy 20
10 algorithm md5 of isakmp policy 20
11 algorithm dh2 of isakmp policy 20
)"},
    {"ike_defaults", "crypto isakmp policy 1\n authentication pre-share\n",
     R"(2 algorithm ikev1 of isakmp policy 1
2 algorithm des of isakmp policy 1 (default)
2 algorithm sha1 of isakmp policy 1 (default)
2 algorithm dh1 of isakmp policy 1 (default)
2 algorithm aggressive-mode of isakmp (default)
)"},
    {"ipsec", R"(crypto ipsec transform-set A esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto ipsec transform-set B esp-3des esp-md5-hmac
crypto ipsec transform-set C esp-null esp-sha-hmac
crypto ipsec transform-set D esp-gcm 256
crypto ipsec profile PROF
 set transform-set A
 set pfs group14
crypto map M 10 ipsec-isakmp
 set peer 192.0.2.1
 set pfs
 match address VPN
)",
     R"(2 algorithm aes256 of transform-set A
2 algorithm sha256 of transform-set A
4 algorithm 3des of transform-set B
4 algorithm md5 of transform-set B
5 algorithm null of transform-set C
5 algorithm sha1 of transform-set C
6 algorithm aes256-gcm of transform-set D
9 algorithm dh14 of profile PROF
12 algorithm dh1 of map M 10
)"},
    {"ssh_and_tls", R"(ip ssh version 2
ip ssh server algorithm encryption aes256-ctr 3des-cbc
ip ssh server algorithm mac hmac-sha2-256 hmac-sha1
ip ssh server algorithm kex diffie-hellman-group14-sha1 ecdh-sha2-nistp256
ip http secure-ciphersuite aes-128-cbc-sha rc4-128-md5
ip http tls-version TLSv1.2
)",
     R"(2 algorithm ssh2 of ssh
3 algorithm aes256 of ssh
3 algorithm 3des of ssh
4 algorithm sha256 of ssh
4 algorithm sha1 of ssh
5 algorithm dh14 of ssh
6 algorithm aes128 of https
6 algorithm rc4 of https
7 algorithm tls1.2 of https
)"},
    {"easy_vpn", R"(aaa new-model
aaa authentication login USERS group radius
crypto isakmp client configuration group STAFF
 key geheim
 pool VPN
 acl SPLIT
crypto map M client authentication list USERS
)",
     R"(4 remote-access ipsec of STAFF
7 split-tunnel SPLIT of STAFF
4 second-factor radius of STAFF
)"},
    {"ssl_vpn", R"(webvpn context C
 aaa authentication list USERS
 authentication certificate aaa
 policy group P
   svc split include 10.0.0.0 255.0.0.0
 inservice
)",
     R"(2 remote-access ssl-vpn of C
4 second-factor certificate of C
6 split-tunnel 10.0.0.0 of C
)"},
    {"ports", R"(interface GigabitEthernet1/0/3
 dot1x pae authenticator
 mab
)",
     ""},
    {"neighbours", R"(arp 10.0.0.1 0011.2233.4455 arpa
arp vrf A 10.0.0.2 0011.2233.4456 arpa
no arp 10.0.0.1
ip source binding 0011.2233.4457 vlan 10 10.0.0.3 interface GigabitEthernet1/0/3
ipv6 neighbor 2001:db8::1 GigabitEthernet0/1 0011.2233.4458
arp access-list HOSTS
 permit ip host 10.0.0.4 mac host 0011.2233.4459
 deny ip any mac any
)",
     R"(3 bound-neighbour 10.0.0.2 0011.2233.4456
5 bound-neighbour 10.0.0.3 0011.2233.4457 on GigabitEthernet1/0/3
6 bound-neighbour 2001:db8::1 0011.2233.4458 on GigabitEthernet0/1
8 bound-neighbour 10.0.0.4 0011.2233.4459
)"},
};

std::string fact_case_name(const testing::TestParamInfo<FactCase>& one) { return one.param.name; }

INSTANTIATE_TEST_SUITE_P(Kinds, IosFacts, testing::ValuesIn(facts_cases), fact_case_name);

/// Lines whose drops are modelled from both sides have remarks, so they stand apart.
TEST(IosFactsOfPorts, NeedPortControl) {
  const Device device = parse(R"(no ip bootp server
interface GigabitEthernet1/0/1
 switchport mode access
 authentication port-control auto
 dot1x pae authenticator
 mab
interface GigabitEthernet1/0/2
 switchport port-security maximum 2
 switchport port-security
)")
                            .device;
  EXPECT_EQ(dump_facts(device),
            "5 port-authentication 802.1x on GigabitEthernet1/0/1\n"
            "6 port-authentication mab on GigabitEthernet1/0/1\n"
            "9 port-authentication port-security on GigabitEthernet1/0/2\n");
}

TEST(IosFactsOfDialIn, AreReadInBlocksThatWiden) {
  const Device device =
      parse("no ip bootp server\nvpdn-group USERS\n accept-dialin\n  protocol l2tp\n").device;
  EXPECT_EQ(dump_facts(device), "4 remote-access l2tp of USERS\n");
}

TEST(IosFactsOfBootp, AreThereUntilRefused) {
  EXPECT_EQ(dump_facts(parse("hostname R1\n").device), "1 service bootp (default)\n");
  EXPECT_EQ(dump_facts(parse("ip dhcp bootp ignore\n").device), "");
}

/// Services of a device are known when each line says what it takes; algorithms when each service does.
TEST(IosFactKinds, AreKnownWhereTheConfigDecides) {
  const std::string lines = "line vty 0 4\n transport input ssh\n";
  const std::string web = "no ip http server\nno ip http secure-server\n";
  const std::string ssh = "ip ssh version 2\nip ssh server algorithm encryption aes256-ctr\n";
  EXPECT_EQ(unknown_kinds(parse("hostname R1\n").device), " service algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + ssh).device), " service algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + web).device), " algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + web + ssh).device), " inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + ssh + "no ip http server\nip http secure-server\n").device),
            " algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse("line vty 0 4\n login\n" + web + ssh).device),
            " service algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + web + ssh + "crypto map M 1 ipsec-isakmp\n").device),
            " algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + web + ssh + "switch 1 provision ws-c3750\n").device),
            " service algorithm inspection");
  EXPECT_EQ(unknown_kinds(parse(lines + web + ssh + "interface Gi0/1\n ip address dhcp\n").device),
            " name-server inspection");
}

TEST(IosFactSources, GiveNoSecretAway) {
  const Device device = parse(R"(username a password 0 geheim1
enable password 7 geheim2
snmp-server community geheim3 RW
snmp-server user U G v3 auth sha geheim4 priv des geheim5
crypto isakmp client configuration group STAFF
 key geheim6
line vty 0 4
 password geheim7
)")
                            .device;
  EXPECT_GT(device.management.size(), 5U);
  for (const ManagementFact& fact : device.management) {
    EXPECT_EQ(fact.source.text.find("geheim"), std::string::npos) << fact.source.text;
    EXPECT_EQ(fact.value.find("geheim"), std::string::npos);
    EXPECT_EQ(fact.scope.find("geheim"), std::string::npos);
  }
}

}  // namespace
}  // namespace sekisho::test
