// Routes, rules and settings without filters: what a router does with packets by its tables alone.
#include "kernel/judge.hpp"
#include "kernel/kernel_test.hpp"

#include <gtest/gtest.h>

namespace sekisho::test::kernel {
namespace {

class Routing : public KernelTest {};

TEST_F(Routing, OneRouter) {
  Lab lab;
  Router& r = lab.add_router("r");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
  lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24", "2001:db8:2::/64", "10.20.0.0/16"},
                {"10.2.0.1/24", "2001:db8:2::1/64"});
  lab.add_hosts(r, "eth2", "c", {"10.3.0.0/24", "2001:db8:3::/64"}, {"10.3.0.1/24", "2001:db8:3::1/64"});
  r.ns.run(
      "set -e\nip route add 10.20.0.0/16 via 10.2.0.9\nip route add blackhole 10.20.5.0/24\n"
      "ip route add unreachable 8.8.0.0/16\nip -6 route add 2001:4860::/32 via 2001:db8:2::9\n"
      "ip route add default via 10.3.0.9 metric 5\nip route add default via 10.1.0.9 metric 9\n");
  Options options;
  options.least_certain = 0.8;  // hosts that are gateways are in no snapshot
  expect_agreement(lab, 600, options);
}

TEST_F(Routing, SourceChecks) {
  for (const char* mode : {"1", "2"}) {
    SCOPED_TRACE(mode);
    Lab lab;
    Router& r = lab.add_router("r");
    lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
    lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24", "2001:db8:2::/64"}, {"10.2.0.1/24", "2001:db8:2::1/64"});
    r.ns.run(std::string("cd /proc/sys/net/ipv4/conf\necho ") + mode +
             " > eth0/rp_filter\necho 1 > eth1/forwarding\n" + "ip route add blackhole 203.0.113.0/24\n");
    expect_agreement(lab, 500);
  }
}

TEST_F(Routing, InterfaceThatDoesNotForward) {
  Lab lab;
  Router& r = lab.add_router("r");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
  lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24", "2001:db8:2::/64"}, {"10.2.0.1/24", "2001:db8:2::1/64"});
  r.ns.run(
      "echo 0 > /proc/sys/net/ipv4/conf/eth0/forwarding; echo 0 > /proc/sys/net/ipv6/conf/eth1/forwarding");
  expect_agreement(lab, 300);
}

TEST_F(Routing, TwoRoutersInARow) {
  Lab lab;
  Router& r = lab.add_router("r");
  Router& s = lab.add_router("s");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
  lab.add_hosts(s, "eth0", "b", {"10.2.0.0/24", "2001:db8:2::/64"}, {"10.2.0.1/24", "2001:db8:2::1/64"});
  lab.join(r, "eth1", {"10.9.0.1/30", "2001:db8:9::1/64"}, s, "eth1", {"10.9.0.2/30", "2001:db8:9::2/64"});
  r.ns.run("set -e\nip route add default via 10.9.0.2\nip -6 route add default via 2001:db8:9::2\n");
  s.ns.run(
      "set -e\nip route add 10.1.0.0/16 via 10.9.0.1\nip -6 route add 2001:db8:1::/48 via 2001:db8:9::1\n");
  expect_agreement(lab, 500);
}

TEST_F(Routing, Bridge) {
  Lab lab;
  Router& r = lab.add_router("r");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24"}, {"10.1.0.1/24"});
  Hosts& b = lab.add_hosts(r, "eth1", "b", {"10.2.0.0/25"}, {"10.2.0.1/24"}, "br0");
  Hosts& c = lab.add_hosts(r, "eth2", "c", {"10.2.0.128/25"}, {}, "br0");
  know_neighbours(r, "br0", b, 0, 127);
  know_neighbours(r, "br0", c, 128, 254);
  Options options;
  options.check_must = false;
  expect_agreement(lab, 300, options);
}

/// Why the running kernel has no such links; empty when it has.
std::string why_no_link(const std::string& words) {
  std::string said;
  return Namespace().try_run("ip link add probe " + words, &said)
             ? ""
             : "the kernel refuses " + words + ": " + said;
}

/// One cable with two networks on it, and a host network of each at both ends.
TEST_F(Routing, TrunkBetweenRouters) {
  const std::string missing = why_no_link("link lo type vlan id 10");
  if (!missing.empty()) GTEST_SKIP() << missing;
  Lab lab;
  Router& r = lab.add_router("r");
  Router& s = lab.add_router("s");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24"}, {"10.1.0.1/24"});
  lab.add_hosts(r, "eth2", "b", {"10.2.0.0/24"}, {"10.2.0.1/24"});
  lab.add_hosts(s, "eth0", "c", {"10.3.0.0/24"}, {"10.3.0.1/24"});
  lab.add_hosts(s, "eth2", "d", {"10.4.0.0/24"}, {"10.4.0.1/24"});
  lab.join(r, "eth1", {}, s, "eth1", {});
  const std::string vlans =
      "set -e\nfor v in 10 20; do ip link add link eth1 name eth1.$v type vlan id $v; ip link set eth1.$v "
      "up; done\n";
  r.ns.run(vlans +
           "ip addr add 10.9.10.1/30 dev eth1.10; ip addr add 10.9.20.1/30 dev eth1.20\n"
           "ip route add 10.3.0.0/24 via 10.9.10.2; ip route add 10.4.0.0/24 via 10.9.20.2\n");
  // One VLAN has no partner: what goes to it goes nowhere.
  s.ns.run(vlans +
           "ip addr add 10.9.10.2/30 dev eth1.10; ip addr add 10.9.20.2/30 dev eth1.20\n"
           "ip link add link eth1 name eth1.30 type vlan id 30; ip link set eth1.30 up\n"
           "ip addr add 10.9.30.2/30 dev eth1.30; ip route add 10.1.0.0/24 via 10.9.10.1\n"
           "ip route add 10.2.0.0/24 via 10.9.30.1\n");
  expect_agreement(lab, 400);
}

/// Ports of one bridge in two VLANs; the bridge routes between them by its own subinterfaces.
TEST_F(Routing, BridgeWithVlanFiltering) {
  std::string missing = why_no_link("link lo type vlan id 10");
  if (missing.empty()) missing = why_no_link("type bridge vlan_filtering 1");
  if (!missing.empty()) GTEST_SKIP() << missing;
  Lab lab;
  Router& r = lab.add_router("r");
  Hosts& a = lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24"}, {}, "br0");
  Hosts& b = lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24"}, {}, "br0");
  r.ns.run(R"(set -e
ip link set br0 type bridge vlan_filtering 1
bridge vlan add dev eth0 vid 10 pvid untagged
bridge vlan del dev eth0 vid 1
bridge vlan add dev eth1 vid 20 pvid untagged
bridge vlan del dev eth1 vid 1
for v in 10 20; do
  bridge vlan add dev br0 vid $v self
  ip link add link br0 name br0.$v type vlan id $v
  ip link set br0.$v up
done
ip addr add 10.1.0.1/24 dev br0.10
ip addr add 10.2.0.1/24 dev br0.20
)");
  know_neighbours(r, "br0.10", a, 2, 254);
  know_neighbours(r, "br0.20", b, 2, 254);
  Options options;
  options.check_must = false;
  expect_agreement(lab, 300, options);
}

/// Two VRFs with a network each and one more in the main table, and a route that leaves its VRF.
TEST_F(Routing, Vrfs) {
  const std::string missing = why_no_link("type vrf table 99");
  if (!missing.empty()) GTEST_SKIP() << missing;
  Lab lab;
  Router& r = lab.add_router("r");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24"}, {"10.1.0.1/24"});
  lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24"}, {"10.2.0.1/24"});
  lab.add_hosts(r, "eth2", "c", {"10.3.0.0/24"}, {"10.3.0.1/24"});
  lab.add_hosts(r, "eth3", "d", {"10.4.0.0/24"}, {"10.4.0.1/24"});
  r.ns.run(R"(set -e
ip link add red type vrf table 10
ip link add blue type vrf table 20
ip link set red up
ip link set blue up
ip link set eth0 master red
ip link set eth1 master red
ip link set eth2 master blue
ip route add 10.3.0.0/24 dev eth2 table 10
)");
  expect_agreement(lab, 400);
}

TEST_F(Routing, RulesAndTables) {
  Lab lab;
  Router& r = lab.add_router("r");
  lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
  lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24", "2001:db8:2::/64", "8.8.8.0/24"},
                {"10.2.0.1/24", "2001:db8:2::1/64"});
  lab.add_hosts(r, "eth2", "c", {"10.3.0.0/24", "2001:db8:3::/64", "203.0.113.0/24"},
                {"10.3.0.1/24", "2001:db8:3::1/64"});
  r.ns.run(R"(set -e
ip route add default via 10.2.0.9
ip route add default via 10.3.0.9 table 100
ip route add throw 10.2.0.0/24 table 100
ip route add blackhole 10.1.0.0/28 table 100
ip route add 10.2.0.0/24 dev eth2 table 200
ip rule add from 10.1.0.0/29 lookup 100 pref 100
ip rule add not from 10.0.0.0/8 iif eth2 lookup 100 pref 110
ip rule add iif eth0 ipproto tcp dport 443 lookup 200 pref 120
ip rule add to 203.0.113.0/24 iif eth1 prohibit pref 130
ip rule add iif eth0 ipproto udp lookup main suppress_prefixlength 0 pref 140
ip rule add iif eth0 ipproto udp blackhole pref 150
ip -6 route add default via 2001:db8:3::9 table 66
ip -6 rule add from 2001:db8:1::/64 lookup 66 pref 50
)");
  Options options;
  options.least_certain = 0.5;  // hosts that are gateways are in no snapshot
  expect_agreement(lab, 800, options);
}

}  // namespace
}  // namespace sekisho::test::kernel
