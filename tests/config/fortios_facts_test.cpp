// How FortiGates are managed: each kind of fact, its defaults, and what stays unknown.
#include "config/facts_dump.hpp"
#include "config/fortios_case.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test::fortios {
namespace {

std::string facts_of(const config::ParsedConfig& result) { return dump_facts(result.device); }

const std::vector<Case> cases = {
    {"time servers of the vendor", R"(config system ntp
    set ntpsync enable
end
)",
     R"(2 time-server fortiguard
)"},
    {"own time servers", R"(config system ntp
    set ntpsync enable
    set type custom
    config ntpserver
        edit 1
            set server "10.0.0.1"
        next
        edit 2
            set server "ntp.example.jp"
            set key "geheim"
        next
    end
end
)",
     R"(6 time-server 10.0.0.1
9 time-server ntp.example.jp
)"},
    {"no time server", "config system ntp\n    set type custom\nend\n", ""},
    {"inspections of policies", R"(config firewall policy
    edit 1
        set utm-status enable
        set av-profile "default"
        set ips-sensor "default"
    next
    edit 2
        set av-profile "default"
    next
    edit 3
        set utm-status enable
        set av-profile "default"
        set logtraffic disable
    next
end
)",
     R"(4 inspection malware
5 inspection intrusion
)"},
    {"log servers", R"(config log syslogd setting
    set status enable
    set server "10.0.0.1"
end
config log syslogd2 setting
    set server "10.0.0.2"
end
config log fortianalyzer setting
    set status enable
    set server "10.0.0.3"
end
config log fortiguard setting
    set status enable
end
config log setting
    set fwpolicy-implicit-log enable
    set local-in-deny-unicast enable
end
)",
     R"(3 log-server 10.0.0.1
10 log-server 10.0.0.3
13 log-server fortiguard
16 implicit-denial-logged yes
17 implicit-denial-logged yes of local-in
)"},
    {"resolvers", "config system dns\n    set primary 10.0.0.1\n    set secondary 10.0.0.2\nend\n",
     R"(2 name-server 10.0.0.1
3 name-server 10.0.0.2
)"},
    {"services of interfaces", R"(config system interface
    edit "port1"
        set ip 10.0.0.1 255.255.255.0
        set allowaccess ping https ssh telnet http
    next
    edit "port2"
        set status down
        set allowaccess telnet
    next
end
)",
     R"(4 service https on port1
4 service ssh on port1
4 service telnet on port1
4 service http on port1
)"},
    {"telnet is off as a whole", R"(config system global
    set admin-telnet disable
    set admintimeout 10
    set admin-https-ssl-versions tlsv1-1 tlsv1-2
    set admin-ssh-v1 enable
    set strong-crypto disable
end
config system interface
    edit "port1"
        set allowaccess telnet
    next
end
)",
     R"(3 idle-timeout 600
4 algorithm tls1.1 of https
4 algorithm tls1.2 of https
5 algorithm ssh1 of ssh
6 algorithm 3des of administration
)"},
    {"snmp", R"(config system interface
    edit "port1"
        set allowaccess snmp
    next
end
config system snmp sysinfo
    set status enable
end
config system snmp community
    edit 1
        set name "public"
        set query-v1-status disable
    next
    edit 2
        set name "geheim"
        set status disable
    next
end
config system snmp user
    edit "u"
        set security-level auth-priv
        set auth-proto sha256
        set auth-pwd ENC abc
        set priv-proto des
    next
    edit "v"
    next
end
)",
     R"(10 service snmp-v2c (default)
11 credential default of community
21 service snmp-v3
22 algorithm sha256 of snmp user u
24 algorithm des of snmp user u
26 service snmp-v3-noauth (default)
)"},
    {"administrators", R"(config system accprofile
    edit "p"
        set admintimeout-override enable
        set admintimeout 0
    next
end
config system admin
    edit "admin"
        set trusthost1 10.0.0.0 255.255.255.0
        set password ENC SH2abcdef
    next
    edit "a"
        set password geheim
    next
    edit "b"
        set accprofile "p"
    next
    edit "c"
        set remote-auth enable
    next
end
)",
     R"(4 idle-timeout 0 of profile p
10 credential hashed of user admin
9 administrator-source 10.0.0.0 255.255.255.0 of user admin
13 credential plain of user a
15 credential none of user b (default)
)"},
    {"ipsec", R"(#config-version=FGT60F-7.2.5-FW-build1517:opmode=0:vdom=0
config vpn ipsec phase1-interface
    edit "a"
        set interface "wan1"
        set mode aggressive
        set proposal aes256-sha256 3des-md5
        set dhgrp 14
    next
    edit "b"
        set interface "wan1"
        set ike-version 2
        set proposal aes128gcm-prfsha256
    next
end
config vpn ipsec phase2-interface
    edit "a2"
        set phase1name "a"
        set proposal null-sha1
        set dhgrp 21
    next
    edit "b2"
        set phase1name "b"
        set proposal chacha20poly1305
        set pfs disable
    next
end
)",
     R"(6 algorithm aes256 of a
6 algorithm sha256 of a
6 algorithm 3des of a
6 algorithm md5 of a
7 algorithm dh14 of a
3 algorithm ikev1 of a (default)
5 algorithm aggressive-mode of a
12 algorithm aes128-gcm of b
12 algorithm sha256 of b
9 algorithm dh14 of b (default)
9 algorithm dh5 of b (default)
18 algorithm null of a
18 algorithm sha1 of a
19 algorithm dh21 of a
23 algorithm chacha20poly1305 of b
)"},
    {"dial-in with a token", R"(config user local
    edit "alice"
        set type password
        set two-factor fortitoken
    next
end
config user group
    edit "staff"
        set member "alice"
    next
end
config vpn ipsec phase1-interface
    edit "in"
        set type dynamic
        set interface "wan1"
        set ike-version 2
        set proposal aes256-sha256
        set dhgrp 14
        set xauthtype auto
        set authusrgrp "staff"
        set ipv4-split-include "office"
    next
end
)",
     R"(17 algorithm aes256 of in
17 algorithm sha256 of in
18 algorithm dh14 of in
14 remote-access ipsec of in
21 split-tunnel office of in
20 second-factor token of in
)"},
    {"ssl-vpn left to a server", R"(config user radius
    edit "rad"
    next
end
config user group
    edit "staff"
        set member "rad"
    next
end
config vpn ssl web portal
    edit "full"
        set tunnel-mode enable
        set split-tunneling disable
    next
    edit "some"
        set tunnel-mode enable
    next
end
config vpn ssl settings
    set ssl-min-proto-ver tls1-1
    set source-interface "wan1"
    set default-portal "full"
    config authentication-rule
        edit 1
            set groups "staff"
            set portal "some"
        next
    end
end
)",
     R"(21 remote-access ssl-vpn of ssl-vpn
20 algorithm tls1.1 of ssl-vpn
20 algorithm tls1.2 of ssl-vpn
20 algorithm tls1.3 of ssl-vpn
15 split-tunnel some of ssl-vpn (default)
21 second-factor radius of ssl-vpn
)"},
    {"ssl-vpn with certificates", R"(config vpn ssl settings
    set source-interface "wan1"
    set reqclientcert enable
end
)",
     R"(2 remote-access ssl-vpn of ssl-vpn
3 second-factor certificate of ssl-vpn
)"},
    {"neighbours", R"(config system arp-table
    edit 1
        set interface "port1"
        set ip 10.0.0.1
        set mac 00:11:22:33:44:55
    next
end
config firewall ipmacbinding table
    edit 1
        set ip 10.0.0.2
        set mac 00:11:22:33:44:56
        set status enable
    next
end
)",
     R"(5 bound-neighbour 10.0.0.1 00:11:22:33:44:55 on port1
)"},
};

TEST(FortiosFacts, AreRead) { check(cases, facts_of); }

TEST(FortiosFacts, TableOfAddressesCountsWhenItIsInForce) {
  const std::string facts = facts_of(parsed(R"(config firewall ipmacbinding setting
    set bindthroughfw enable
end
config firewall ipmacbinding table
    edit 1
        set ip 10.0.0.2
        set mac 00:11:22:33:44:56
        set status enable
    next
end
)"));
  EXPECT_EQ(facts, "7 bound-neighbour 10.0.0.2 00:11:22:33:44:56\n");
}

TEST(FortiosFacts, SessionsOfAWholeConfigEnd) {
  EXPECT_EQ(facts_of(parsed("config system global\n    set hostname \"fw\"\nend\n")),
            "1 idle-timeout 300 (default)\n");
}

TEST(FortiosFacts, KindsOfAWholeConfigAreKnown) {
  const std::string global = "config system global\n    set hostname \"fw\"\nend\n";
  const std::string dns = "config system dns\n    set primary 10.0.0.1\nend\n";
  const std::string https =
      "config system interface\n    edit \"port1\"\n        set allowaccess https\n    next\nend\n";
  const std::string header = "#config-version=FGT60F-7.2.5-FW-build1517:opmode=0:vdom=0\n";
  EXPECT_NE(unknown_kinds(parsed(dns).device), "");
  EXPECT_EQ(unknown_kinds(parsed(global + dns).device), "");
  EXPECT_EQ(unknown_kinds(parsed(global + dns + https).device), " algorithm");
  EXPECT_EQ(unknown_kinds(parsed(header + global + dns + https).device), "");
  EXPECT_EQ(unknown_kinds(parsed(header + global).device), " name-server");
}

TEST(FortiosFacts, GiveNoSecretAway) {
  const config::ParsedConfig result = parsed(cases[8].config);  // administrators
  for (const ManagementFact& fact : result.device.management) {
    EXPECT_EQ(fact.source.text.find("geheim"), std::string::npos) << fact.source.text;
    EXPECT_EQ(fact.source.text.find("SH2"), std::string::npos) << fact.source.text;
  }
  for (const std::string& line : parsed(cases[7].config).report.masked)  // snmp
    EXPECT_EQ(line.find("geheim"), std::string::npos) << line;
}

}  // namespace
}  // namespace sekisho::test::fortios
