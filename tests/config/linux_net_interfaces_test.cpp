// Devices of `ip addr`, `ip -d link` and `bridge vlan`.
#include "config/linux_net_case.hpp"

namespace sekisho::test::linux_net {
namespace {

const char* const quiet = "net.ipv4.conf.all.rp_filter = 0\n";  // so that checks are known where it matters

TEST(LinuxInterfaces, Kinds) {
  check(
      {
          {"plain", R"(1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
    inet 10.255.0.1/32 scope global lo
    inet6 ::1/128 scope host
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
    altname enp1s0
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth0
       valid_lft forever preferred_lft forever
    inet 10.1.0.5/24 scope global secondary eth0:1
    inet6 2001:db8::1/64 scope global
    inet6 2001:db8::9/64 scope global dadfailed tentative
3: eth1: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group default
)",
           "lo loopback 10.255.0.1/32\n"
           "eth0 physical 10.1.0.1/24 10.1.0.5/24 2001:db8::1/64 at most strict\n"
           "eth1 physical down at most strict\n"},
          {"vlans by -d and by name", R"(2: eth0: <BROADCAST,UP> mtu 1500
3: eth0.10@eth0: <BROADCAST,UP> mtu 1500
4: dmz@eth0: <BROADCAST,UP> mtu 1500
    vlan protocol 802.1Q id 20 <REORDER_HDR>
5: odd@eth0: <BROADCAST,UP> mtu 1500
)",
           "eth0 physical at most strict\neth0.10 subinterface on eth0 tag 10 at most strict\n"
           "dmz subinterface on eth0 tag 20 at most strict\nodd physical at most strict\n"},
          {"bridge, bond and vrf", R"(2: eth0: <BROADCAST,UP> mtu 1500 master br0 state UP
3: eth1: <BROADCAST,SLAVE,UP> mtu 1500 master bond0 state UP
4: br0: <BROADCAST,UP> mtu 1500 state UP
    inet 10.1.0.1/24 scope global br0
5: bond0: <BROADCAST,MASTER,UP> mtu 1500 master blue
6: blue: <NOARP,MASTER,UP> mtu 65575
    vrf table 10
)",
           "eth0 physical at most strict\neth1 physical vrf blue at most strict\n"
           "br0 bridge 10.1.0.1/24 members eth0 at most strict\n"
           "bond0 aggregate vrf blue members eth1 at most strict\nblue loopback vrf blue\n"},
          {"tunnels", R"(2: gre1@NONE: <POINTOPOINT,NOARP,UP> mtu 1476
    link/gre 192.0.2.1 peer 192.0.2.2
    inet 10.9.0.1 peer 10.9.0.2/32 scope global gre1
3: wg0: <POINTOPOINT,NOARP,UP> mtu 1420
    link/none
    wireguard
4: sit0@NONE: <NOARP> mtu 1480
    link/sit 0.0.0.0 brd 0.0.0.0
)",
           "gre1 tunnel 10.9.0.1/32 gre local 192.0.2.1 remote 192.0.2.2 at most strict\n"
           "wg0 tunnel other encrypted at most strict\nsit0 tunnel down sixin4 at most strict\n"},
          {"address blotted out", "2: eth0: <UP> mtu 1500\n    inet [PUBLIC IP HERE] scope global eth0\n",
           "eth0 physical dynamic at most strict\n"},
      },
      [](const config::ParsedConfig& result) { return dump_interfaces(result.device); });
}

TEST(LinuxInterfaces, BridgeWithVlans) {
  const config::ParsedConfig result = parsed(R"(2: eth0: <BROADCAST,UP> mtu 1500 master br0
    bridge_slave state forwarding priority 32 cost 2 hairpin off guard off isolated off
3: eth1: <BROADCAST,UP> mtu 1500 master br0
    bridge_slave state forwarding isolated on
4: br0: <BROADCAST,UP> mtu 1500
    bridge forward_delay 1500 vlan_filtering 1 vlan_protocol 802.1Q
5: br0.20@br0: <BROADCAST,UP> mtu 1500
    vlan protocol 802.1Q id 20
port              vlan-id
eth0              1 PVID Egress Untagged
                  20
eth1              20-22
br0               1 PVID Egress Untagged
                  20
)");
  EXPECT_EQ(dump_interfaces(result.device),
            "eth0 physical port native 1 allowed 1,20 at most strict\n"
            "eth1 physical port native 1t allowed 20-22 isolated at most strict\n"
            "br0 vlan vlan 1 at most strict\nbr0.20 vlan vlan 20 at most strict\n")
      << dump_issues(result.report);
}

TEST(LinuxInterfaces, SourceChecks) {
  const std::string link = "2: eth0: <UP> mtu 1500\n";
  check(
      {
          {"the greater one counts",
           "2: eth0: <UP> mtu 1500\nnet.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.eth0.rp_filter = 2\n",
           "eth0 physical check loose\n"},
          {"both known",
           "2: eth0: <UP> mtu 1500\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.eth0.rp_filter = 1\n",
           "eth0 physical check strict\n"},
          {"one unknown could still be 2", "2: eth0: <UP> mtu 1500\nnet.ipv4.conf.eth0.rp_filter = 1\n",
           "eth0 physical check loose at most strict\n"},
          {"dot in the name",
           "2: a.1: <UP> mtu 1500\nnet.ipv4.conf.a/1.rp_filter = 1\nnet.ipv4.conf.all.rp_filter = 0\n",
           "a.1 physical check strict\n"},
      },
      [](const config::ParsedConfig& result) { return dump_interfaces(result.device); });
  EXPECT_EQ(parsed(link + quiet).device.interfaces.front().source_check, SourceCheck::none);
}

TEST(LinuxInterfaces, WhatIsNotUnderstood) {
  check(
      {
          {"prose", "2: eth0: <UP> mtu 1500\nsome words\n    another line\n",
           "net.txt:1 approximated the output of \"sysctl net.ipv4.ip_forward\" is not given: what it would "
           "show is "
           "unknown\n"},
      },
      [](const config::ParsedConfig& result) {
        EXPECT_EQ(result.report.lines[1], config::LineClass::invalid);
        EXPECT_EQ(result.report.lines[2], config::LineClass::unsupported);
        const std::string issues = dump_issues(result.report);
        return issues.substr(0, issues.find('\n') + 1);
      });
  EXPECT_EQ(parsed("2: eth0: <UP> mtu 1500\n    inet 10.0.0.1/40 scope global\n").report.lines[1],
            config::LineClass::invalid);
}

}  // namespace
}  // namespace sekisho::test::linux_net
