// Interfaces, zones, VDOMs and tunnels.
#include "config/fortios_case.hpp"

namespace sekisho::test::fortios {
namespace {

TEST(FortiosInterfaces, Kinds) {
  check(
      {
          {"addresses, secondary, IPv6, VRRP",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set vdom \"root\"\n"
           "        set ip 10.1.0.1 255.255.255.0\n"
           "        set type physical\n"
           "        set secondary-IP enable\n"
           "        config secondaryip\n"
           "            edit 1\n"
           "                set ip 10.2.0.1 255.255.255.0\n"
           "            next\n"
           "        end\n"
           "        config vrrp\n"
           "            edit 1\n"
           "                set vrip 10.1.0.254\n"
           "            next\n"
           "        end\n"
           "        config ipv6\n"
           "            set ip6-address 2001:db8:1::1/64\n"
           "            config ip6-extra-addr\n"
           "                edit 2001:db8:2::1/64\n"
           "                next\n"
           "            end\n"
           "        end\n"
           "    next\n"
           "end\n",
           "port1 physical 10.1.0.1/24 10.2.0.1/24 secondary 10.1.0.254/24 shared 2001:db8:1::1/64 "
           "2001:db8:2::1/64 secondary\n"},
          {"secondary addresses that are switched off",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set ip 10.1.0.1/24\n"
           "        config secondaryip\n"
           "            edit 1\n"
           "                set ip 10.2.0.1/24\n"
           "            next\n"
           "        end\n"
           "    next\n"
           "end\n",
           "port1 physical 10.1.0.1/24\n"},
          {"VLAN, parent down",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set status down\n"
           "    next\n"
           "    edit \"v10\"\n"
           "        set ip 10.10.0.1/24\n"
           "        set interface \"port1\"\n"
           "        set vlanid 10\n"
           "    next\n"
           "end\n",

           "port1 physical down\n"
           "v10 subinterface down 10.10.0.1/24 on port1 tag 10\n"},
          {"aggregate, redundant, loopback, switch, EMAC-VLAN",
           "config system interface\n"
           "    edit \"agg\"\n"
           "        set type aggregate\n"
           "        set member \"port1\" \"port2\"\n"
           "    next\n"
           "    edit \"red\"\n"
           "        set type redundant\n"
           "        set member \"port3\"\n"
           "    next\n"
           "    edit \"lo\"\n"
           "        set type loopback\n"
           "        set ip 10.255.0.1 255.255.255.255\n"
           "    next\n"
           "    edit \"lan\"\n"
           "        set type hard-switch\n"
           "        set ip 192.168.1.99 255.255.255.0\n"
           "    next\n"
           "    edit \"soft\"\n"
           "        set type switch\n"
           "    next\n"
           "    edit \"emac\"\n"
           "        set type emac-vlan\n"
           "        set interface \"agg\"\n"
           "    next\n"
           "end\n"
           "config system virtual-switch\n"
           "    edit \"lan\"\n"
           "        set physical-switch \"sw0\"\n"
           "        config port\n"
           "            edit \"internal1\"\n"
           "            next\n"
           "            edit \"internal2\"\n"
           "            next\n"
           "        end\n"
           "    next\n"
           "end\n"
           "config system switch-interface\n"
           "    edit \"soft\"\n"
           "        set vdom \"root\"\n"
           "        set member \"port5\" \"port6\"\n"
           "    next\n"
           "end\n",

           "agg aggregate members port1,port2\n"
           "red aggregate members port3\n"
           "lo loopback 10.255.0.1/32\n"
           "lan bridge 192.168.1.99/24 members internal1,internal2\n"
           "soft bridge members port5,port6\n"
           "emac subinterface on agg\n"
           "port1 physical\n"
           "port2 physical\n"
           "port3 physical\n"
           "internal1 physical\n"
           "internal2 physical\n"
           "port5 physical\n"
           "port6 physical\n"},
          {"DHCP and PPPoE",
           "config system interface\n"
           "    edit \"wan1\"\n"
           "        set mode dhcp\n"
           "    next\n"
           "    edit \"wan2\"\n"
           "        set mode pppoe\n"
           "        set defaultgw disable\n"
           "    next\n"
           "end\n",

           "wan1 physical dynamic\n"
           "wan2 physical dynamic\n"},
          {"zones and reverse path checks",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set src-check disable\n"
           "    next\n"
           "    edit \"port2\"\n"
           "    next\n"
           "end\n"
           "config system settings\n"
           "    set strict-src-check enable\n"
           "end\n"
           "config system zone\n"
           "    edit \"inside\"\n"
           "        set interface \"port2\"\n"
           "    next\n"
           "end\n",

           "port1 physical check none\n"
           "port2 physical zone inside check strict\n"},
          {"VDOMs, a VDOM link, VRF numbers",
           "config vdom\nedit root\nnext\nedit lg\nnext\nend\n"
           "config global\n"
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set vdom \"root\"\n"
           "    next\n"
           "    edit \"port2\"\n"
           "        set vdom \"lg\"\n"
           "        set vrf 5\n"
           "    next\n"
           "    edit \"vl0\"\n"
           "        set vdom \"root\"\n"
           "        set type vdom-link\n"
           "        set ip 10.9.0.1/30\n"
           "    next\n"
           "    edit \"vl1\"\n"
           "        set vdom \"lg\"\n"
           "        set type vdom-link\n"
           "        set ip 10.9.0.2/30\n"
           "    next\n"
           "end\n"
           "end\n",

           "port1 physical vrf root\n"
           "port2 physical vrf lg/5\n"
           "vl0 subinterface vrf root 10.9.0.1/30 on vl\n"
           "vl1 subinterface vrf lg 10.9.0.2/30 on vl\n"
           "vl other check none\n"},
          {"reserved HA management",
           "config system interface\n"
           "    edit \"mgmt\"\n"
           "        set ip 10.0.0.1/24\n"
           "    next\n"
           "end\n"
           "config system ha\n"
           "    set ha-mgmt-status enable\n"
           "    config ha-mgmt-interfaces\n"
           "        edit 1\n"
           "            set interface \"mgmt\"\n"
           "        next\n"
           "    end\n"
           "end\n",
           "mgmt physical vrf vsys_hamgmt 10.0.0.1/24\n"},
      },
      [](const config::ParsedConfig& result) { return dump_interfaces(result.device); });
}

TEST(FortiosInterfaces, Tunnels) {
  check(
      {
          {"IPsec with selectors",
           "config system interface\n"
           "    edit \"wan1\"\n"
           "        set ip 203.0.113.1/24\n"
           "    next\n"
           "    edit \"hq\"\n"
           "        set type tunnel\n"
           "        set interface \"wan1\"\n"
           "    next\n"
           "end\n"
           "config vpn ipsec phase1-interface\n"
           "    edit \"hq\"\n"
           "        set interface \"wan1\"\n"
           "        set remote-gw 198.51.100.7\n"
           "        set psksecret ENC abc\n"
           "    next\n"
           "end\n"
           "config vpn ipsec phase2-interface\n"
           "    edit \"hq-a\"\n"
           "        set phase1name \"hq\"\n"
           "        set src-subnet 10.1.0.0 255.255.0.0\n"
           "        set dst-subnet 10.2.0.0 255.255.0.0\n"
           "    next\n"
           "end\n",

           "wan1 physical 203.0.113.1/24\n"
           "hq tunnel ipsec encrypted local 203.0.113.1 remote 198.51.100.7 over wan1 in phase2 hq in out "
           "phase2 hq out\n"
           "phase2 hq in: permit any>any v4 10.2.0.0/16 > 10.1.0.0/16\n"
           "phase2 hq out: permit any>any v4 10.1.0.0/16 > 10.2.0.0/16\n"},
          {"NULL encryption",
           "config vpn ipsec phase1-interface\n"
           "    edit \"hq\"\n"
           "        set interface \"wan1\"\n"
           "        set remote-gw 198.51.100.7\n"
           "    next\n"
           "end\n"
           "config vpn ipsec phase2-interface\n"
           "    edit \"hq\"\n"
           "        set phase1name \"hq\"\n"
           "        set proposal null-sha1\n"
           "    next\n"
           "end\n",

           "hq tunnel ipsec remote 198.51.100.7 over wan1 in phase2 hq in out phase2 hq out\n"
           "phase2 hq in: permit any>any v4 any > any\n"
           "phase2 hq out: permit any>any v4 any > any\n"},
          {"GRE, 6in4, SSL-VPN",
           "config system interface\n"
           "    edit \"wan1\"\n"
           "        set ip 203.0.113.1/24\n"
           "    next\n"
           "    edit \"ssl.root\"\n"
           "        set type tunnel\n"
           "    next\n"
           "end\n"
           "config system gre-tunnel\n"
           "    edit \"g1\"\n"
           "        set interface \"wan1\"\n"
           "        set remote-gw 198.51.100.9\n"
           "        set local-gw 203.0.113.1\n"
           "    next\n"
           "end\n"
           "config system sit-tunnel\n"
           "    edit \"v6\"\n"
           "        set destination 192.0.2.1\n"
           "        set interface \"wan1\"\n"
           "    next\n"
           "end\n"
           "config vpn ssl settings\n"
           "    set source-interface \"wan1\"\n"
           "    set port 10443\n"
           "end\n",

           "wan1 physical 203.0.113.1/24\n"
           "ssl.root tunnel ssl_vpn encrypted local 203.0.113.1 over wan1\n"
           "g1 tunnel gre local 203.0.113.1 remote 198.51.100.9 over wan1\n"
           "v6 tunnel sixin4 local 203.0.113.1 remote 192.0.2.1 over wan1\n"},
      },
      [](const config::ParsedConfig& result) {
        std::string text = dump_interfaces(result.device);
        for (const auto& [name, filter] : result.device.filters) text += name + ": " + dump_filter(filter);
        return text;
      });
}

TEST(FortiosInterfaces, EffectsThatTheModelDoesNotFollow) {
  check(
      {
          {"interface settings",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set l2forward enable\n"
           "        set broadcast-forward enable\n"
           "        set ipmac enable\n"
           "        set security-mode captive-portal\n"
           "        set dedicated-to management\n"
           "    next\n"
           "end\n",

           "may_bridge port1 line 3\n"
           "may_permit port1 line 4\n"
           "may_route port1 line 4\n"
           "may_drop port1 line 5\n"
           "may_drop port1 line 6\n"
           "may_drop port1 line 7\n"},
          {"transparent mode, asymmetric routing",
           "config system settings\n"
           "    set opmode transparent\n"
           "    set asymroute enable\n"
           "end\n",

           "may_permit device line 3\n"
           "may_bridge device line 2\n"
           "may_permit device line 2\n"
           "may_drop device line 2\n"},
          {"virtual wire pair",
           "config system virtual-wire-pair\n"
           "    edit \"vwp\"\n"
           "        set member \"port1\" \"port2\"\n"
           "    next\n"
           "end\n",

           "may_bridge port1 line 2\n"
           "may_permit port1 line 2\n"
           "may_bridge port2 line 2\n"
           "may_permit port2 line 2\n"},
          {"explicit proxy",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set explicit-web-proxy enable\n"
           "    next\n"
           "end\n"
           "config web-proxy explicit\n"
           "    set status enable\n"
           "end\n"
           "config firewall proxy-policy\n"
           "    edit 1\n"
           "        set proxy transparent-web\n"
           "        set srcintf \"port1\"\n"
           "        set action accept\n"
           "    next\n"
           "end\n",

           "may_permit port1 line 10\n"
           "may_permit port1 line 3\n"},
          {"DoS policy, interface access list",
           "config system interface\n"
           "    edit \"wan1\"\n"
           "    next\n"
           "end\n"
           "config firewall DoS-policy\n"
           "    edit 1\n"
           "        set interface \"wan1\"\n"
           "        config anomaly\n"
           "            edit \"tcp_syn_flood\"\n"
           "                set status enable\n"
           "                set action block\n"
           "            next\n"
           "            edit \"udp_flood\"\n"
           "                set threshold 2000\n"
           "            next\n"
           "        end\n"
           "    next\n"
           "end\n"
           "config firewall acl\n"
           "    edit 1\n"
           "        set interface \"wan1\"\n"
           "    next\n"
           "end\n",

           "may_drop wan1 line 9\n"
           "may_drop wan1 line 20\n"},
      },
      [](const config::ParsedConfig& result) { return dump_uncertainties(result.device); });
}

}  // namespace
}  // namespace sekisho::test::fortios
