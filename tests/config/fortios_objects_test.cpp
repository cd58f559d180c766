// Addresses, services and schedules, seen through one policy.
#include "config/fortios_case.hpp"

namespace sekisho::test::fortios {
namespace {

std::string policy_from(const std::string& source, const std::string& service = "ALL",
                        const std::string& more = "") {
  return "config firewall policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr " + source +
         "\nset dstaddr all\nset action accept\nset schedule always\nset service " + service + "\n" + more +
         "next\nend\n";
}

struct Row {
  const char* name;
  std::string objects;
  const char* source;
  const char* expected;
};

TEST(FortiosObjects, Addresses) {
  const auto address = [](const std::string& body) {
    return "config firewall address\nedit \"a\"\n" + body + "next\nend\n";
  };
  const std::vector<Row> rows = {
      {"subnet", address("set subnet 10.1.0.0 255.255.0.0\n"), "a", "permit any>any v4 10.1.0.0/16 > any\n"},
      {"subnet with a slash and host bits", address("set subnet 10.1.2.3/16\n"), "a",
       "permit any>any v4 10.1.0.0/16 > any\n"},
      {"nothing set is all", address(""), "a", "permit any>any v4 any > any\n"},
      {"none", address("set subnet 0.0.0.0 255.255.255.255\n"), "a", "permit any>any v4 0.0.0.0 > any\n"},
      {"range", address("set type iprange\nset start-ip 10.0.0.5\nset end-ip 10.0.0.9\n"), "a",
       "permit any>any v4 10.0.0.5-10.0.0.9 > any\n"},
      {"wildcard with holes", address("set type wildcard\nset wildcard 10.0.1.0 255.0.255.0\n"), "a",
       "permit any>any v4 10.0.1.0 0.255.0.255 > any\n"},
      {"wildcard that is a prefix", address("set type wildcard\nset wildcard 10.0.1.9 255.255.255.0\n"), "a",
       "permit any>any v4 10.0.1.0/24 > any\n"},
      {"several become one",
       address("set subnet 10.0.0.0/25\n") +
           "config firewall address\nedit b\nset subnet 10.0.0.128/25\nnext\nend\n",
       "a b", "permit any>any v4 10.0.0.0/24 > any\n"},
      {"FQDN", address("set type fqdn\nset fqdn www.example.jp\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"geography", address("set type geography\nset country JP\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"dynamic", address("set type dynamic\nset sub-type sdn\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"MAC", address("set type mac\nset macaddr 00:11:22:33:44:55\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"subnet of an interface",
       "config system interface\nedit port1\nset ip 10.7.0.1/24\nnext\nend\n" +
           address("set type interface-subnet\nset interface port1\n"),
       "a", "permit any>any v4 10.7.0.0/24 > any\n"},
      {"a mask with holes", address("set subnet 10.0.0.0 255.0.255.0\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"a range that runs backwards",
       address("set type iprange\nset start-ip 10.0.0.9\nset end-ip 10.0.0.5\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
      {"not defined", "", "nobody", "permit any>any v4 0.0.0.0/0? > any\n"},
      {"a line in it is not understood", address("set subnet 10.0.0.0/8\nset flux 1\n"), "a",
       "permit any>any v4 0.0.0.0/0? > any\n"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(rules(parsed(row.objects + policy_from(row.source))), row.expected);
  }
}

TEST(FortiosObjects, Groups) {
  const std::string addresses =
      "config firewall address\n"
      "edit a\nset subnet 10.0.0.0/24\nnext\nedit b\nset subnet 10.0.0.64/26\nnext\nedit c\nset subnet "
      "10.9.0.0/24\nnext\n"
      "edit f\nset type fqdn\nset fqdn x.example\nnext\nend\n";
  const std::vector<Row> rows = {
      {"nested", "config firewall addrgrp\nedit g\nset member a h\nnext\nedit h\nset member c\nnext\nend\n",
       "g", "permit any>any v4 10.0.0.0/24,10.9.0.0/24 > any\n"},
      {"exclusion",
       "config firewall addrgrp\nedit g\nset member a\nset exclude enable\nset exclude-member b\nnext\nend\n",
       "g", "permit any>any v4 10.0.0.0/26,10.0.0.128/25 > any\n"},
      {"exclusion switched off",
       "config firewall addrgrp\nedit g\nset member a\nset exclude-member b\nnext\nend\n", "g",
       "permit any>any v4 10.0.0.0/24 > any\n"},
      {"exclusion of a name known at run time",
       "config firewall addrgrp\nedit g\nset member a\nset exclude enable\nset exclude-member f\nnext\nend\n",
       "g", "permit any>any v4 10.0.0.0/24? > any\n"},
      {"appended and unselected",
       "config firewall addrgrp\nedit g\nset member a\nappend member b c\nunselect member a\nnext\nend\n",
       "g", "permit any>any v4 10.0.0.64/26,10.9.0.0/24 > any\n"},
      {"a loop", "config firewall addrgrp\nedit g\nset member a h\nnext\nedit h\nset member g\nnext\nend\n",
       "g", "permit any>any v4 10.0.0.0/24,0.0.0.0/0? > any\n"},
      {"an unknown member", "config firewall addrgrp\nedit g\nset member a zzz\nnext\nend\n", "g",
       "permit any>any v4 10.0.0.0/24,0.0.0.0/0? > any\n"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(rules(parsed(addresses + row.objects + policy_from(row.source))), row.expected);
  }
}

TEST(FortiosObjects, Services) {
  const auto service = [](const std::string& body) {
    return "config firewall service custom\nedit s\n" + body + "next\nend\n";
  };
  const std::vector<Row> rows = {
      {"ports with sources", service("set tcp-portrange 80-90:1024-65535 443 8080\nset udp-portrange 53\n"),
       "s", "permit any>any v4 any > any [tcp/80-90 from 1024-65535; tcp/443,8080; udp/53]\n"},
      {"ICMP type and code", service("set protocol ICMP\nset icmptype 8\nset icmpcode 0\n"), "s",
       "permit any>any v4 any > any [icmp type 8 code 0]\n"},
      {"ICMP of any type", service("set protocol ICMP\nset icmptype 8\nunset icmptype\n"), "s",
       "permit any>any v4 any > any [icmp]\n"},
      {"ICMPv6", service("set protocol ICMP6\nset icmptype 128\n"), "s",
       "permit any>any v4 any > any [icmpv6 type 128]\n"},
      {"IP protocol", service("set protocol IP\nset protocol-number 47\n"), "s",
       "permit any>any v4 any > any [gre]\n"},
      {"every protocol", service("set protocol IP\n"), "s", "permit any>any v4 any > any\n"},
      {"SCTP and UDP-Lite",
       service("set protocol TCP/UDP/UDP-Lite/SCTP\nset sctp-portrange 5060\nset udplite-portrange 7\n"), "s",
       "permit any>any v4 any > any [udplite/7; sctp/5060]\n"},
      {"with a server address", service("set tcp-portrange 80\nset iprange 10.0.0.1-10.0.0.9\n"), "s",
       "permit any>any v4 any > any [tcp/80?]\n"},
      {"without ports", service(""), "s", "permit any>any v4 any > any [all?]\n"},
      {"of the proxy", service("set protocol CONNECT\nset tcp-portrange 0-65535\n"), "s",
       "permit any>any v4 any > any [all?]\n"},
      {"predefined", "", "HTTP DNS PING",
       "permit any>any v4 any > any [tcp/80; tcp/53; udp/53; icmp type 8]\n"},
      {"predefined group", "", "\"Web Access\"",
       "permit any>any v4 any > any [tcp/53; udp/53; tcp/80; tcp/443]\n"},
      {"own group",
       service("set tcp-portrange 81\n") +
           "config firewall service group\nedit g\nset member s HTTPS\nnext\nend\n",
       "g", "permit any>any v4 any > any [tcp/81; tcp/443]\n"},
      {"own definition wins",
       "config firewall service custom\nedit HTTP\nset tcp-portrange 8000\nnext\nend\n", "HTTP",
       "permit any>any v4 any > any [tcp/8000]\n"},
      {"group loop", "config firewall service group\nedit g\nset member g HTTP\nnext\nend\n", "g",
       "permit any>any v4 any > any [all?; tcp/80]\n"},
      {"not defined", "", "MYSTERY", "permit any>any v4 any > any [all?]\n"},
      {"ALL among others", "", "HTTP ALL", "permit any>any v4 any > any\n"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(rules(parsed(row.objects + policy_from("all", row.source))), row.expected);
  }
}

TEST(FortiosObjects, NegatedServices) {
  const auto match = [](const std::string& services) {
    const auto result = parsed(policy_from("all", services, "set service-negate enable\n"));
    return result.device.forward_filter->rules.at(0);
  };
  // All but TCP/80: every other protocol whole, TCP in two ranges.
  const Rule rule = match("HTTP");
  EXPECT_EQ(rule.match.services.size(), 256U);
  EXPECT_TRUE(rule.match.certain);
  const Service& tcp = rule.match.services.at(6);
  ASSERT_EQ(tcp.destination_ports.size(), 2U);
  EXPECT_EQ(tcp.destination_ports[0], (PortRange{0, 79}));
  EXPECT_EQ(tcp.destination_ports[1], (PortRange{81, 65535}));
  EXPECT_TRUE(match("ALL").schedule.never);
  EXPECT_EQ(match("PING").match.services.at(1).icmp_types.size(), 2U);
  // Source ports have no short complement: the rule may match anything.
  EXPECT_FALSE(match("RSH").match.certain);
  EXPECT_TRUE(match("RSH").match.services.empty());
}

TEST(FortiosObjects, Schedules) {
  const auto scheduled = [](const std::string& objects, const std::string& name) {
    return rules(parsed(objects + policy_from("all", "ALL", "set schedule " + name + "\n")));
  };
  const std::string objects =
      "config firewall schedule recurring\n"
      "edit work\nset start 08:30\nset end 17:15\nset day monday tuesday\nnext\n"
      "edit daily\nset day sunday monday tuesday wednesday thursday friday saturday\nnext\n"
      "edit empty\nnext\nend\n"
      "config firewall schedule onetime\n"
      "edit april\nset start 00:00 2024/04/01\nset end 23:59 2024/04/30\nnext\n"
      "edit noon\nset start 12:00 2024/04/01\nset end 18:00 2024/04/02\nnext\n"
      "edit open\nset start 12:00 2024/04/01\nnext\nend\n"
      "config firewall schedule group\nedit both\nset member april empty noon\nnext\nend\n";
  EXPECT_EQ(scheduled(objects, "always"), "permit any>any v4 any > any\n");
  EXPECT_EQ(scheduled(objects, "daily"), "permit any>any v4 any > any\n");
  EXPECT_EQ(scheduled(objects, "work"), "permit any>any v4 any > any sometimes\n");
  EXPECT_EQ(scheduled(objects, "empty"), "permit any>any v4 any > any never\n");
  EXPECT_EQ(scheduled(objects, "none"), "permit any>any v4 any > any never\n");
  EXPECT_EQ(scheduled(objects, "april"), "permit any>any v4 any > any from 2024-04-01 until 2024-04-30\n");
  EXPECT_EQ(scheduled(objects, "noon"),
            "permit any>any v4 any > any from 2024-04-01 until 2024-04-02 sometimes\n");
  EXPECT_EQ(scheduled(objects, "open"), "permit any>any v4 any > any sometimes\n");
  EXPECT_EQ(scheduled(objects, "missing"), "permit any>any v4 any > any sometimes\n");
  EXPECT_EQ(scheduled(objects, "both"),
            "permit any>any v4 any > any from 2024-04-01 until 2024-04-30\n"
            "permit any>any v4 any > any from 2024-04-01 until 2024-04-02 sometimes\n");
}

TEST(FortiosObjects, WhatIsNotExactIsSaid) {
  check(
      {
          {"undefined names",
           "config firewall policy\n"
           "    edit 1\n"
           "        set srcintf \"nowhere\"\n"
           "        set dstintf \"any\"\n"
           "        set srcaddr \"nobody\"\n"
           "        set dstaddr \"all\"\n"
           "        set service \"NOTHING-SUCH\"\n"
           "        set schedule \"someday\"\n"
           "    next\n"
           "end\n",

           "3 approximated fortios_undefined_interface\n"
           "5 approximated fortios_undefined_name\n"
           "7 approximated fortios_undefined_name\n"
           "8 approximated fortios_undefined_name\n"},
          {"an FQDN is remarked where it is defined",
           "config firewall address\n"
           "    edit \"f\"\n"
           "        set type fqdn\n"
           "        set fqdn \"x.example\"\n"
           "    next\n"
           "end\n"
           "config firewall policy\n"
           "    edit 1\n"
           "        set srcintf \"any\"\n"
           "        set dstintf \"any\"\n"
           "        set srcaddr \"f\"\n"
           "        set dstaddr \"f\"\n"
           "        set service \"ALL\"\n"
           "    next\n"
           "end\n",
           "3 approximated fortios_known_at_run_time\n"},
          {"an object that no policy uses is not remarked",
           "config firewall address\n"
           "    edit \"f\"\n"
           "        set type fqdn\n"
           "    next\n"
           "end\n",
           ""},
          {"a group in itself",
           "config firewall addrgrp\n"
           "    edit \"g\"\n"
           "        set member \"g\"\n"
           "    next\n"
           "end\n"
           "config firewall policy\n"
           "    edit 1\n"
           "        set srcintf \"any\"\n"
           "        set dstintf \"any\"\n"
           "        set srcaddr \"g\"\n"
           "        set dstaddr \"all\"\n"
           "        set service \"ALL\"\n"
           "    next\n"
           "end\n",
           "3 approximated fortios_group_loop\n"},
          {"a policy without addresses",
           "config firewall policy\n"
           "    edit 1\n"
           "        set srcintf \"any\"\n"
           "        set dstintf \"any\"\n"
           "        set service \"ALL\"\n"
           "    next\n"
           "end\n",

           "2 approximated fortios_policy_incomplete\n"
           "2 approximated fortios_policy_incomplete\n"},
      },
      [](const config::ParsedConfig& result) { return dump_issues(result.report); });
}

TEST(FortiosObjects, DanglingNames) {
  const auto result = parsed(
      "config firewall address\nedit used\nset subnet 10.0.0.0/8\nnext\nedit idle\nset subnet "
      "10.0.0.0/8\nnext\nedit all\nnext\nend\n"
      "config firewall service custom\nedit HTTP\nset tcp-portrange 80\nnext\nedit mine\nset tcp-portrange "
      "81\nnext\nend\n" +
      policy_from("used missing"));
  std::string text;
  for (const DanglingName& name : result.device.dangling) {
    text += name.kind + " " + name.name + (name.defined ? " unused" : " undefined") + " line " +
            std::to_string(name.span.line) + "\n";
  }
  EXPECT_EQ(text,
            "address missing undefined line 23\naddress idle unused line 5\nservice mine unused line 15\n");
}

TEST(FortiosObjects, ReferencesFollowARename) {
  const std::string before = "config firewall address\nedit old\nset subnet 10.0.0.0/8\nnext\nend\n" +
                             policy_from("old") + "config firewall address\nrename old to new\nend\n";
  EXPECT_EQ(rules(parsed(before)), "permit any>any v4 10.0.0.0/8 > any\n");
}

}  // namespace
}  // namespace sekisho::test::fortios
