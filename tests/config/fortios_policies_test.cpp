// Policies, VDOMs, zones, translation.
#include "config/fortios_case.hpp"

namespace sekisho::test::fortios {
namespace {

constexpr const char* lan_dmz_wan =
    "config system interface\n"
    "edit lan\nset ip 10.1.0.1/24\nnext\n"
    "edit dmz\nset ip 10.2.0.1/24\nnext\n"
    "edit wan\nset ip 203.0.113.1/24\nnext\n"
    "end\n";

std::string policy(const std::string& body) {
  return "config firewall policy\nedit 1\nset srcintf lan\nset dstintf wan\nset srcaddr all\nset dstaddr "
         "all\n"
         "set action accept\nset schedule always\nset service ALL\n" +
         body + "next\nend\n";
}

TEST(FortiosPolicies, Rules) {
  const struct {
    const char* name;
    std::string config;
    const char* expected;
  } cases[] = {
      {"accept", policy(""), "permit lan>wan v4 any > any\n"},
      {"deny is the default", policy("unset action\n"), "deny lan>wan v4 any > any\n"},
      {"disabled", policy("set status disable\n"), "permit lan>wan v4 any > any never\n"},
      {"negated addresses",
       "config firewall address\nedit a\nset subnet 10.1.0.0/25\nnext\nend\n" +
           policy("set srcaddr a\nset srcaddr-negate enable\n"),
       "permit lan>wan v4 !(10.1.0.0/25) > any\n"},
      {"both families", policy("set srcaddr6 all\nset dstaddr6 all\n"),
       "permit lan>wan v4 any > any\n"
       "permit lan>wan v6 any > any\n"},
      {"IPv6 only", policy("unset srcaddr\nunset dstaddr\nset srcaddr6 all\nset dstaddr6 all\n"),
       "permit lan>wan v6 any > any\n"},
      {"policy6",
       "config firewall policy6\nedit 1\nset srcintf lan\nset dstintf wan\nset srcaddr all\nset dstaddr all\n"
       "set action accept\nset service ALL\nnext\nend\n",
       "permit lan>wan v6 any > any\n"},
      {"consolidated policy",
       "config firewall consolidated policy\nedit 1\nset srcintf lan\nset dstintf wan\nset srcaddr4 all\n"
       "set dstaddr4 all\nset srcaddr6 all\nset dstaddr6 all\nset action accept\nset service "
       "ALL\nnext\nend\n",
       "permit lan>wan v4 any > any\n"
       "permit lan>wan v6 any > any\n"},
      {"users", policy("set groups staff\n"), "permit lan>wan v4 any > any maybe\n"},
      {"internet service",
       policy("unset dstaddr\nunset service\nset internet-service enable\nset internet-service-name "
              "Google-Web\n"),
       "permit lan>wan v4 any > any maybe\n"},
      {"inspected content passes", policy("set utm-status enable\nset av-profile default\n"),
       "permit lan>wan v4 any > any\n"},
      {"expiry", policy("set policy-expiry enable\nset policy-expiry-date 2024-04-01 00:00:00\n"),
       "permit lan>wan v4 any > any until 2024-04-01 sometimes\n"},
      {"quoted expiry", policy("set policy-expiry enable\nset policy-expiry-date \"2024-04-01 00:00:00\"\n"),
       "permit lan>wan v4 any > any until 2024-04-01 sometimes\n"},
      {"DSCP", policy("set dscp-match enable\nset dscp-value 101110\n"),
       "permit lan>wan v4 any > any maybe\n"},
      {"learning mode", policy("unset action\nset learning-mode enable\n"), "permit lan>wan v4 any > any\n"},
      {"policy-based IPsec", policy("set action ipsec\nset vpntunnel hq\n"),
       "permit lan>wan v4 any > any maybe\n"},
      {"NAT by the outgoing address", policy("set nat enable\n"),
       "permit lan>wan v4 any > any nat src=203.0.113.1 sport=1-65535\n"},
      {"NAT to any interface", policy("set nat enable\nset dstintf any\n"),
       "permit lan>lan v4 any > any nat src=10.1.0.1 sport=1-65535\n"
       "permit lan>dmz v4 any > any nat src=10.2.0.1 sport=1-65535\n"
       "permit lan>wan v4 any > any nat src=203.0.113.1 sport=1-65535\n"},
      {"NAT of both families without IPv6 address",
       policy("set nat enable\nset srcaddr6 all\nset dstaddr6 all\n"),
       "permit lan>wan v4 any > any nat src=203.0.113.1 sport=1-65535\n"
       "permit lan>wan v6 any > any nat src=::/0 sport=1-65535\n"},
      {"NAT, ports kept", policy("set nat enable\nset fixedport enable\n"),
       "permit lan>wan v4 any > any nat src=203.0.113.1\n"},
      {"NAT by pools",
       "config firewall ippool\nedit p\nset startip 203.0.113.10\nset endip 203.0.113.12\nnext\n"
       "edit q\nset type one-to-one\nset startip 203.0.113.20\nset endip 203.0.113.20\nnext\nend\n" +
           policy("set nat enable\nset ippool enable\nset poolname p q\n"),
       "permit lan>wan v4 any > any maybe nat src=203.0.113.10-203.0.113.12 sport=1-65535\n"
       "permit lan>wan v4 any > any nat src=203.0.113.20\n"},
      {"NAT by a pool that is not defined", policy("set nat enable\nset ippool enable\nset poolname zzz\n"),
       "permit lan>wan v4 any > any nat src=0.0.0.0/0 sport=1-65535\n"},
      {"a line not understood", policy("set flux enable\n"), "permit lan>wan v4 any > any maybe\n"},
      {"a zone",
       "config system zone\nedit inside\nset interface lan dmz\nnext\nend\n" + policy("set srcintf inside\n"),
       "permit dmz,lan>wan v4 any > any\n"},
      {"a zone without members",
       "config system zone\nedit inside\nnext\nend\n" + policy("set srcintf inside\n"),
       "permit any>wan v4 any > any never\n"},
      {"traffic inside a zone",
       "config system zone\nedit inside\nset intrazone allow\nset interface lan dmz\nnext\nend\n",
       "permit lan>dmz ip any > any\n"
       "permit dmz>lan ip any > any\n"
       "permit lan>lan ip any > any maybe\n"
       "permit dmz>dmz ip any > any maybe\n"},
      {"multicast",
       "config firewall multicast-policy\nedit 1\nset srcintf lan\nset dstintf dmz\nset srcaddr all\nset "
       "dstaddr all\nnext\nend\n",
       "permit lan>dmz v4 any > 224.0.0.0/4 maybe\n"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(rules(parsed(lan_dmz_wan + row.config)), row.expected);
  }
}

TEST(FortiosPolicies, VdomsKeepTheirPoliciesToThemselves) {
  const std::string text =
      "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=1:user=admin\n"
      "config vdom\nedit root\nnext\nedit lg\nnext\nend\n"
      "config global\nconfig system global\nset hostname fw\nset vdom-mode multi-vdom\nend\n"
      "config system interface\n"
      "edit lan\nset vdom root\nnext\nedit wan\nset vdom root\nnext\nedit lglan\nset vdom lg\nnext\nedit "
      "lgwan\nset vdom lg\nnext\n"
      "end\nend\n"
      "config vdom\nedit root\n"
      "config firewall policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr "
      "all\nset action accept\n"
      "set service ALL\nnext\nend\n"
      "config router static\nedit 1\nset device wan\nset gateway 203.0.113.9\nnext\nend\nend\n"
      "config vdom\nedit lg\n"
      "config firewall policy\nedit 1\nset srcintf lglan\nset dstintf lgwan\nset srcaddr all\nset dstaddr "
      "all\n"
      "set service ALL\nnext\nend\n"
      "config router static\nedit 1\nset device lgwan\nset gateway 10.9.9.9\nnext\nedit 2\nset dst "
      "10.0.0.0/8\nset blackhole enable\nnext\nend\nend\n";
  const auto result = parsed(text);
  EXPECT_EQ(result.device.hostname, "fw");
  EXPECT_EQ(result.device.vrfs, (std::vector<std::string>{"lg", "root"}));
  EXPECT_EQ(rules(result),
            "permit lan,wan>lan,wan v4 any > any\n"
            "deny lglan>lgwan v4 any > any\n");
  EXPECT_EQ(dump_routes(result.device),
            "0.0.0.0/0 vrf root wan via 203.0.113.9 [10/1]\n"
            "0.0.0.0/0 vrf lg lgwan via 10.9.9.9 [10/1]\n"
            "10.0.0.0/8 vrf lg discard [10/1]\n");
  EXPECT_EQ(result.report.count(config::LineClass::used) + result.report.count(config::LineClass::irrelevant),
            static_cast<int>(result.report.lines.size()));
}

TEST(FortiosPolicies, VirtualIps) {
  const auto both = [](const config::ParsedConfig& result) {
    return dump_nat(result.device.destination_nat) + rules(result);
  };
  const auto vip = [](const std::string& body) {
    return "config firewall vip\nedit web\nset extintf wan\n" + body + "next\nend\n";
  };
  const std::string inbound =
      "config firewall policy\nedit 1\nset srcintf wan\nset dstintf dmz\nset srcaddr all\nset dstaddr web\n"
      "set action accept\nset service HTTPS\nnext\nend\n";
  const std::string plain = "set extip 203.0.113.80\nset mappedip 10.2.0.80\n";
  const struct {
    const char* name;
    std::string config;
    const char* expected;
  } cases[] = {
      {"static", vip(plain) + inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"range, cut where both sides align",
       vip("set extip 203.0.113.6-203.0.113.9\nset mappedip 10.2.0.6-10.2.0.9\n") + inbound,
       "wan>any v4 any > 203.0.113.6/31 => dst=10.2.0.6/31 keep-host-bits set-mark 1\n"
       "wan>any v4 any > 203.0.113.8/31 => dst=10.2.0.8/31 keep-host-bits set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"range, shifted",
       vip("set extip 203.0.113.8-203.0.113.11\nset mappedip 10.2.0.9-10.2.0.12\n") + inbound,
       "wan>any v4 any > 203.0.113.8 => dst=10.2.0.9 set-mark 1\n"
       "wan>any v4 any > 203.0.113.9 => dst=10.2.0.10 set-mark 1\n"
       "wan>any v4 any > 203.0.113.10 => dst=10.2.0.11 set-mark 1\n"
       "wan>any v4 any > 203.0.113.11 => dst=10.2.0.12 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"sizes differ", vip("set extip 203.0.113.8-203.0.113.11\nset mappedip 10.2.0.9\n") + inbound,
       "wan>any v4 any > 203.0.113.8/30 => dst=10.2.0.9 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.8 => dst=10.2.0.9 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.9 => dst=10.2.0.10 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.10 => dst=10.2.0.11 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.11 => dst=10.2.0.12 set-mark 1 maybe\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"port forward",
       vip(plain + "set portforward enable\nset extport 8443\nset mappedport 443\n") + inbound,
       "wan>any v4 any > 203.0.113.80 [tcp/8443] => dst=10.2.0.80 dport=443 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"port ranges",
       vip(plain +
           "set portforward enable\nset protocol udp\nset extport 5000-5009\nset mappedport 6000-6009\n") +
           inbound,
       "wan>any v4 any > 203.0.113.80 [udp/5000-5009] => dst=10.2.0.80 dport=6000-6009 keep-port-offset "
       "set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"source filter", vip(plain + "set src-filter 198.51.100.0/24 192.0.2.1-192.0.2.9\n") + inbound,
       "wan>any v4 192.0.2.1-192.0.2.9,198.51.100.0/24 > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"address of the interface",
       vip("set extip 0.0.0.0\nset mappedip 10.2.0.80\nset portforward enable\nset extport 443\nset "
           "mappedport 443\n") +
           inbound,
       "wan>any v4 any > 203.0.113.1 [tcp/443] => dst=10.2.0.80 dport=443 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"disabled", vip(plain + "set status disable\n") + inbound,
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"used by nobody", vip(plain), "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1 maybe\n"},
      {"used by a disabled policy",
       vip(plain) + "config firewall policy\nedit 1\nset status disable\nset srcintf wan\nset dstintf "
                    "dmz\nset srcaddr all\n"
                    "set dstaddr web\nset action accept\nset service HTTPS\nnext\nend\n",
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1 maybe\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1 never\n"},
      {"a group of them",
       vip(plain) + "config firewall vipgrp\nedit g\nset interface wan\nset member web\nnext\nend\n"
                    "config firewall policy\nedit 1\nset srcintf wan\nset dstintf dmz\nset srcaddr all\nset "
                    "dstaddr g\nset action accept\n"
                    "set service ALL\nnext\nend\n",
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "permit wan>dmz v4 any > any mark 1\n"},
      {"server load balance",
       vip("set type server-load-balance\nset extip 203.0.113.80\nset extport 80\nset server-type http\n"
           "config realservers\nedit 1\nset ip 10.2.0.81\nset port 8080\nnext\nedit 2\nset ip 10.2.0.82\nset "
           "port 8080\nnext\n"
           "edit 3\nset ip 10.2.0.83\nset status disable\nnext\nend\n") +
           inbound,
       "wan>any v4 any > 203.0.113.80 [tcp/80] => dst=10.2.0.81 dport=8080 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.80 [tcp/80] => dst=10.2.0.82 dport=8080 set-mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"to an FQDN", vip("set type fqdn\nset extip 203.0.113.80\nset mapped-addr srv\n") + inbound,
       "wan>any v4 any > 203.0.113.80 => dst=0.0.0.0/0 set-mark 1 maybe\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"DNS translation changes no packets", vip("set type dns-translation\n" + plain), ""},
      {"two that overlap",
       vip(plain) +
           "config firewall vip\nedit all\nset extintf wan\nset extip 203.0.113.80\nset mappedip 10.2.0.90\n"
           "set portforward enable\nset extport 22\nset mappedport 22\nnext\nend\n" +
           inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1 maybe\n"
       "wan>any v4 any > 203.0.113.80 [tcp/22] => dst=10.2.0.90 dport=22 set-mark 2 maybe\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"a deny above does not see them: version unknown",
       vip(plain) +
           "config firewall policy\nedit 9\nset srcintf wan\nset dstintf any\nset srcaddr all\nset dstaddr "
           "all\n"
           "set action deny\nset service ALL\nnext\nend\n" +
           inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "deny wan>any v4 any > any mark 0\n"
       "deny wan>any v4 any > any mark 1 maybe\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"a deny above does not see them: 6.4",
       "#config-version=FGT60F-6.4.9-FW-build1966-220421:opmode=0:vdom=0:user=admin\n" + vip(plain) +
           "config firewall policy\nedit 9\nset srcintf wan\nset dstintf any\nset srcaddr all\nset dstaddr "
           "all\n"
           "set action deny\nset service ALL\nnext\nend\n" +
           inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "deny wan>any v4 any > any mark 0\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"a deny above sees them: match-vip",
       vip(plain) +
           "config firewall policy\nedit 9\nset srcintf wan\nset dstintf any\nset srcaddr all\nset dstaddr "
           "all\n"
           "set action deny\nset service ALL\nset match-vip enable\nnext\nend\n" +
           inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "deny wan>any v4 any > any mark 0\n"
       "deny wan>any v4 any > any mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"a deny above sees them: 7.4",
       "#config-version=FGT60F-7.4.1-FW-build2463-230830:opmode=0:vdom=0:user=admin\n" + vip(plain) +
           "config firewall policy\nedit 9\nset srcintf wan\nset dstintf any\nset srcaddr all\nset dstaddr "
           "all\n"
           "set action deny\nset service ALL\nnext\nend\n" +
           inbound,
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1\n"
       "deny wan>any v4 any > any mark 0\n"
       "deny wan>any v4 any > any mark 1\n"
       "permit wan>dmz v4 any > any [tcp/443] mark 1\n"},
      {"the server's own sessions leave with the external address",
       vip(plain) + "config firewall policy\nedit 2\nset srcintf dmz\nset dstintf wan\nset srcaddr all\nset "
                    "dstaddr all\n"
                    "set action accept\nset service ALL\nset nat enable\nnext\nend\n",
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80 set-mark 1 maybe\n"
       "permit dmz>wan v4 10.2.0.80 > any mark 0 maybe nat src=203.0.113.80\n"
       "permit dmz>wan v4 any > any mark 0 nat src=203.0.113.1 sport=1-65535\n"},
      {"central NAT: no policy needed, policies see the real address",
       "config system settings\nset central-nat enable\nend\n" + vip(plain) +
           "config firewall policy\nedit 1\nset srcintf wan\nset dstintf dmz\nset srcaddr all\nset dstaddr "
           "all\nset action accept\n"
           "set service HTTPS\nset nat enable\nnext\nend\n",
       "wan>any v4 any > 203.0.113.80 => dst=10.2.0.80\n"
       "permit wan>dmz v4 any > any [tcp/443]\n"},
      {"IPv6",
       "config firewall vip6\nedit web\nset extip 2001:db8::80\nset mappedip 2001:db8:2::80\nnext\nend\n"
       "config firewall policy\nedit 1\nset srcintf wan\nset dstintf dmz\nset srcaddr6 all\nset dstaddr6 "
       "web\nset action accept\n"
       "set service HTTPS\nnext\nend\n",
       "any>any v6 any > 2001:db8::80 => dst=2001:db8:2::80 set-mark 1\n"
       "permit wan>dmz v6 any > any [tcp/443] mark 1\n"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(both(parsed(lan_dmz_wan + row.config)), row.expected);
  }
}

TEST(FortiosPolicies, CentralSourceNat) {
  const std::string text =
      std::string(lan_dmz_wan) +
      "config system settings\nset central-nat enable\nend\n"
      "config firewall ippool\nedit p\nset startip 203.0.113.10\nset endip 203.0.113.12\nnext\nend\n"
      "config firewall address\nedit a\nset subnet 10.1.0.0/24\nnext\nend\n"
      "config firewall central-snat-map\n"
      "edit 1\nset srcintf lan\nset dstintf wan\nset orig-addr a\nset dst-addr all\nset nat disable\nset "
      "protocol 6\nnext\n"
      "edit 2\nset srcintf lan\nset dstintf wan\nset orig-addr a\nset dst-addr all\nset nat-ippool p\nnext\n"
      "edit 3\nset srcintf dmz\nset dstintf wan\nset orig-addr all\nset dst-addr all\nnext\n"
      "edit 4\nset status disable\nset srcintf dmz\nset dstintf wan\nset orig-addr all\nset dst-addr "
      "all\nnext\nend\n";
  EXPECT_EQ(dump_nat(parsed(text).device.source_nat),
            "lan>wan v4 10.1.0.0/24 > any [tcp] => none\n"
            "lan>wan v4 10.1.0.0/24 > any => src=203.0.113.10-203.0.113.12 sport=1-65535\n"
            "dmz>wan v4 any > any => src=203.0.113.1 sport=1-65535\n");
}

TEST(FortiosPolicies, EffectsThatReachFurther) {
  const auto dump = [](const config::ParsedConfig& result) {
    return dump_uncertainties(result.device) + dump_issues(result.report);
  };
  const struct {
    const char* name;
    std::string config;
    const char* expected;
  } cases[] = {
      {"policy-based IPsec", policy("set action ipsec\n"),
       "may_permit device line 13\n"
       "may_route device line 13\n"
       "21 unsupported fortios_policy_ipsec\n"},
      {"full cone", policy("set nat enable\nset permit-any-host enable\n"),
       "may_permit device line 13\n"
       "22 unsupported fortios_setting_not_modelled\n"},
      {"NAT64", policy("set nat64 enable\n"),
       "may_translate device line 13\n"
       "may_permit device line 13\n"
       "21 unsupported fortios_family_translation\n"},
      {"NGFW policy mode",
       "config system settings\nset ngfw-mode policy-based\nend\nconfig firewall security-policy\nedit "
       "1\nset srcintf lan\n"
       "set dstintf wan\nset action accept\nset application 1234\nnext\nend\n",
       "may_permit device line 16\n"
       "may_drop device line 16\n"
       "16 unsupported fortios_section_not_modelled\n"},
      {"a session without SYN",
       "config system settings\nset tcp-session-without-syn enable\nend\n" +
           policy("set tcp-session-without-syn all\n"),
       "may_drop device line 24\n"
       "24 approximated fortios_may_drop\n"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(dump(parsed(lan_dmz_wan + row.config)), row.expected);
  }
}

TEST(FortiosPolicies, SourceOfARule) {
  const auto result = parsed(
      "config firewall policy\n"
      "    edit 12\n"
      "        set uuid 11111111-2222-3333-4444-555555555555\n"
      "        set name \"lg-to-mail\"\n"
      "        set srcintf \"any\"\n"
      "        set dstintf \"any\"\n"
      "        set srcaddr \"all\"\n"
      "        set dstaddr \"all\"\n"
      "        set service \"SMTP\"\n"
      "    next\n"
      "end\n");
  const Rule& rule = result.device.forward_filter->rules.at(0);
  EXPECT_EQ(rule.source.label, "policy 12 \"lg-to-mail\"");
  EXPECT_EQ(rule.source.span.line, 2);
  EXPECT_EQ(rule.source.span.end_line, 10);
  EXPECT_EQ(
      rule.source.text,
      "edit 12; set name \"lg-to-mail\"; set srcintf \"any\"; set dstintf \"any\"; set srcaddr \"all\"; "
      "set dstaddr \"all\"; set service \"SMTP\"; next");
}

}  // namespace
}  // namespace sekisho::test::fortios
