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
