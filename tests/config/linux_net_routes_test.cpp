// Tables of `ip route`, rules of `ip rule`, and the settings that decide whether packets are forwarded.
#include "config/linux_net_case.hpp"

#include <algorithm>

namespace sekisho::test::linux_net {
namespace {

const std::string settled = R"(# sysctl -a
net.ipv4.ip_forward = 1
net.ipv6.conf.all.forwarding = 0
net.ipv4.conf.all.rp_filter = 0
net.ipv4.conf.eth0.rp_filter = 0
net.ipv4.conf.eth1.rp_filter = 0
)";
const std::string two_links = R"(# ip addr
2: eth0: <UP> mtu 1500
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth0
3: eth1: <UP> mtu 1500
    inet 10.2.0.1/24 scope global eth1
)";
const std::string usual_rules =
    "# ip rule\n0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n";

config::ParsedConfig router(const std::string& more) { return parsed(settled + two_links + more); }

TEST(LinuxRoutes, Table) {
  const config::ParsedConfig result = router(usual_rules + R"(# ip route
default via 10.1.0.254 dev eth0 proto static
default via 10.2.0.254 dev eth1 metric 100
10.1.0.0/24 dev eth0 proto kernel scope link src 10.1.0.1
10.3.0.0/16
	nexthop via 10.1.0.2 dev eth0 weight 1
	nexthop via 10.1.0.3 dev eth0 weight 1 dead linkdown
10.4.0.0/16 nhid 7 via 10.1.0.77 dev eth0
blackhole 10.5.0.0/16
unreachable 10.6.0.0/16 metric 5
10.7.0.1 via 10.2.0.9 dev eth1 onlink
10.8.0.0/16 via inet6 fe80::1 dev eth1
10.9/16 dev eth1 scope link tos 0x10
10.9.0.0/16 dev eth0
)");
  EXPECT_EQ(dump_table(result.device),
            "0.0.0.0/0 via 10.1.0.254 dev eth0\n"
            "10.1.0.0/24 dev eth0\n"
            "10.3.0.0/16 via 10.1.0.2 dev eth0\n"
            "10.4.0.0/16 via 10.1.0.77 dev eth0\n"
            "10.5.0.0/16 discard\n"
            "10.6.0.0/16 discard\n"
            "10.7.0.1/32 via 10.2.0.9 dev eth1\n"
            "10.8.0.0/16 via fe80::1 dev eth1\n"
            "10.9.0.0/16 dev eth1 maybe\n"
            "10.9.0.0/16 dev eth0\n"
            "10.1.0.255/32 local\n"
            "10.2.0.255/32 local\n")
      << dump_issues(result.report);
  EXPECT_EQ(dump_doubts(result.device), "");
  EXPECT_EQ(dump_policy_routes(result.device), "");
  EXPECT_TRUE(result.device.routes_ipv4);
  EXPECT_FALSE(result.device.routes_ipv6);
}

TEST(LinuxRoutes, RouteThatIsNotUnderstoodMakesTheTableUnknown) {
  const config::ParsedConfig result =
      router(usual_rules + "# ip route\n10.9.0.0/16 encap mpls 100 via 10.1.0.2 dev eth0\n");
  EXPECT_EQ(dump_doubts(result.device), "unknown IPv4 routes in main: route\n");
}

TEST(LinuxRoutes, AbsentOutputsAreUnknown) {
  EXPECT_EQ(dump_doubts(router("").device),
            "unknown IPv4 routes in main: ip rule (not given)\nunknown IPv4 routes in main: ip route (not "
            "given)\n");
  EXPECT_EQ(dump_doubts(router(usual_rules).device), "unknown IPv4 routes in main: ip route (not given)\n");
  EXPECT_EQ(dump_doubts(router(usual_rules + "# ip route\n").device), "");
}

TEST(LinuxRoutes, SecondListOfNoTableIsNotTaken) {
  Device device;
  const std::string first = settled + two_links + usual_rules + "10.3.0.0/16 via 10.1.0.2 dev eth0\n";
  const std::vector<config::FileReport> reports =
      config::linux_net_language().extend({{first, "a"}, {"default via 10.2.0.2 dev eth1\n", "b"}}, device);
  EXPECT_EQ(reports[1].lines.front(), config::LineClass::unsupported);
  EXPECT_EQ(dump_doubts(device), "unknown IPv4 routes in main: route\n");
}

TEST(LinuxRules, Conditions) {
  const config::ParsedConfig result = router(R"(# ip rule
0:	from all lookup local
90:	from all nop
100:	from 10.1.0.0/24 iif eth0 lookup 100
101:	not from 10.1.0.0/24 prohibit
102:	from all to 10.9.0.0/16 fwmark 0x1/0xff ipproto tcp sport 1-100 dport 443 lookup 100
103:	from all lookup main suppress_prefixlength 0
104:	from all iif lo lookup 100
105:	from all tos 0x10 lookup 100
32766:	from all lookup main
32767:	from all lookup default
# ip route
default via 10.1.0.254 dev eth0
10.3.0.0/16 via 10.2.0.2 dev eth1
# ip route show table 100
default via 10.2.0.254 dev eth1
throw 10.3.0.0/16
)");
  EXPECT_EQ(dump_policy_routes(result.device),
            "eth0 v4 10.1.0.0/24 > any => lookup table 100 or on\n"
            "v4 !10.1.0.0/24 > any => drop\n"
            "own v4 !10.1.0.0/24 > any => drop maybe\n"
            "v4 any > 10.9.0.0/16 tcp sport 1-100 dport 443 => lookup table 100 or on maybe\n"
            "own v4 any > 10.9.0.0/16 tcp sport 1-100 dport 443 => lookup table 100 or on maybe\n"
            "v4 any > any => lookup main (longer than /0) or on\n"
            "own v4 any > any => lookup main (longer than /0) or on\n"
            "own v4 any > any => lookup table 100 or on\n"
            "v4 any > any => lookup table 100 or on maybe\n"
            "own v4 any > any => lookup table 100 or on maybe\n")
      << dump_issues(result.report);
  EXPECT_EQ(dump_table(result.device),
            "0.0.0.0/0 via 10.1.0.254 dev eth0\n"
            "10.3.0.0/16 via 10.2.0.2 dev eth1\n"
            "10.1.0.255/32 local\n"
            "10.2.0.255/32 local\n"
            "[table 100] 0.0.0.0/0 via 10.2.0.254 dev eth1\n"
            "[table 100] 10.3.0.0/16 throw\n"
            "[main (longer than /0)] 10.3.0.0/16 via 10.2.0.2 dev eth1\n");
  EXPECT_EQ(dump_doubts(result.device), "");
}

TEST(LinuxRules, TableThatIsNotListedIsUnknown) {
  const config::ParsedConfig result = router(
      "# ip rule\n0:\tfrom all lookup local\n9:\tfrom all fwmark 0x3 lookup DSL\n32766:\tfrom all lookup "
      "main\n"
      "# ip route\n");
  EXPECT_EQ(dump_doubts(result.device),
            "unknown IPv4 routes in table DSL: ip route show table DSL (not given)\n");
}

TEST(LinuxRules, JumpsLeaveWhatIsBetweenOpen) {
  const config::ParsedConfig result = router(
      "# ip rule\n0:\tfrom all lookup local\n9:\tfrom 10.1.0.7 goto 20\n10:\tfrom all lookup 5\n"
      "20:\tfrom all to 10.3.0.0/16 blackhole\n32766:\tfrom all lookup main\n# ip route\n# ip route show "
      "table 5\n");
  EXPECT_EQ(dump_policy_routes(result.device),
            "v4 any > any => lookup table 5 or on maybe\nown v4 any > any => lookup table 5 or on maybe\n"
            "v4 any > 10.3.0.0/16 => drop\nown v4 any > 10.3.0.0/16 => drop\n");
}

TEST(LinuxSettings, Forwarding) {
  const auto forwards = [](const std::string& settings) {
    const Device device =
        parsed(settings + "2: eth0: <UP> mtu 1500\n    inet6 2001:db8::1/64 scope global\n").device;
    return std::string(device.routes_ipv4 ? "4" : "-") + (device.routes_ipv6 ? "6 " : "- ") +
           dump_policy_routes(device);
  };
  EXPECT_EQ(forwards("net.ipv4.ip_forward = 0\nnet.ipv6.conf.all.forwarding = 0\n"), "-- ");
  EXPECT_EQ(forwards("net.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 1\n"), "46 ");
  EXPECT_EQ(forwards(""), "46 eth0 v4 any > any => drop maybe\neth0 v6 any > any => drop maybe\n");
  EXPECT_EQ(
      forwards(
          "net.ipv4.ip_forward = 1\nnet.ipv4.conf.eth0.forwarding = 0\nnet.ipv6.conf.all.forwarding = 0\n"
          "net.ipv6.conf.eth0.force_forwarding = 1\n"),
      "46 eth0 v4 any > any => drop\n");
}

TEST(LinuxNet, SeveralFilesAreOneDevice) {
  const std::string addresses = two_links;
  const std::string routes = "10.3.0.0/16 via 10.2.0.2 dev eth1\n";
  const std::string rest = settled + usual_rules;
  const config::LanguageEntry& language = config::linux_net_language();
  const config::ParsedDevice device = config::parse_device(
      {{&language, {routes, "routes"}}, {&language, {addresses, "addresses"}}, {&language, {rest, "rest"}}});
  ASSERT_EQ(device.reports.size(), 3U);
  EXPECT_EQ(device.reports[0].file, "routes");
  EXPECT_EQ(device.reports[0].lines.size(), 1U);
  EXPECT_EQ(device.reports[1].file, "addresses");
  EXPECT_EQ(device.device.language, "linux");
  EXPECT_EQ(device.device.files, (std::vector<std::string>{"routes", "addresses", "rest"}));
  EXPECT_EQ(device.device.interfaces.size(), 2U);
  EXPECT_EQ(device.device.table.front().span.file, "routes");
  EXPECT_EQ(dump_doubts(device.device), "");
}

TEST(LinuxNet, RoutesOfTheSnapshotReplaceMain) {
  config::ParsedConfig result = router(usual_rules + "# ip route\n10.3.0.0/16 via 10.2.0.2 dev eth1\n");
  DiagnosticSink sink;
  EXPECT_TRUE(config::linux_net_language().read_table("10.4.0.0/16 via 10.2.0.4 dev eth1\n", "r",
                                                      result.device, sink));
  EXPECT_EQ(dump_table(result.device),
            "10.1.0.255/32 local\n10.2.0.255/32 local\n10.4.0.0/16 via 10.2.0.4 dev eth1\n");
  EXPECT_FALSE(config::linux_net_language().read_table("nothing of the kind\n", "r", result.device, sink));
}

TEST(LinuxNet, IsDetected) {
  for (const std::string& text :
       {two_links, usual_rules, settled, std::string("default via 10.0.0.1 dev eth0\n")}) {
    const config::LanguageEntry* found = config::detect_language(text);
    ASSERT_NE(found, nullptr) << text;
    EXPECT_EQ(found->name, "linux-net");
  }
  for (const std::string text : {"hostname r1\ninterface Gi0/0\n ip address 10.0.0.1 255.255.255.0\n",
                                 "config system global\nset hostname x\nend\n", "10.0.0.1 is an address\n"}) {
    const config::LanguageEntry* found = config::detect_language(text);
    EXPECT_TRUE(found == nullptr || found->name != "linux-net") << text;
  }
}

}  // namespace
}  // namespace sekisho::test::linux_net
