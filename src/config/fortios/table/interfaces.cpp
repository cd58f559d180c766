// Interfaces, switches and zones of the device.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

constexpr KeyRow secondary_rows[] = {
    used<&SecondaryIp::ip>("ip"),
    used<&SecondaryIp::allowaccess>("allowaccess"),
    skip("secip-relay-ip gwdetect ping-serv-status detectserver detectprotocol ha-priority id "
         "detectprotocol"),
};
constexpr Schema secondary_schema{secondary_rows, {}, true};

constexpr KeyRow vrrp_rows[] = {
    used<&Vrrp::vrip>("vrip vrip6"),
    used<&Vrrp::status>("status"),
    skip("version vrgrp priority adv-interval start-time preempt accept-mode vrdst vrdst-priority "
         "vrdst6 ignore-default-route"),
};
constexpr Section vrrp_sections[] = {skip_section("proxy-arp")};
constexpr Schema vrrp_schema{vrrp_rows, vrrp_sections, true};

constexpr KeyRow ipv6_rows[] = {
    used<&InterfaceIpv6::mode>("ip6-mode"),
    used<&InterfaceIpv6::address>("ip6-address"),
    used<&InterfaceIpv6::subnet>("ip6-subnet"),
    used<&InterfaceIpv6::allowaccess>("ip6-allowaccess"),
    used<&InterfaceIpv6::autoconf>("autoconf"),
    used<&InterfaceIpv6::dhcp6_relay_service>("dhcp6-relay-service"),
    skip("nd-mode nd-cert nd-security-level nd-timestamp-delta nd-timestamp-fuzz nd-cga-modifier "
         "ip6-dns-server-override ip6-reachable-time ip6-retrans-time ip6-hop-limit ip6-send-adv "
         "ip6-manage-flag ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu ra-send-mtu "
         "ip6-default-life ip6-adv-rio ip6-route-pref unique-autoconf-addr interface-identifier "
         "ip6-prefix-mode ip6-delegated-prefix-iaid ip6-upstream-interface dhcp6-relay-type "
         "dhcp6-relay-source-interface dhcp6-relay-ip dhcp6-relay-source-ip dhcp6-relay-interface-id "
         "dhcp6-client-options dhcp6-prefix-delegation dhcp6-information-request dhcp6-prefix-hint* "
         "dhcp6-iapd* cli-conn6-status vrrp-virtual-mac6 vrip6_link_local icmp6-send-redirect "
         "ip6-adv-retrans-time client-options"),
};
constexpr Section ipv6_sections[] = {
    entries<&InterfaceIpv6::extra>("ip6-extra-addr", name_only_schema),
    entries<&InterfaceIpv6::vrrp6>("vrrp6", vrrp_schema),
    skip_section("ip6-prefix-list"),
    skip_section("ip6-delegated-prefix-list"),
    skip_section("dhcp6-iapd-list"),
    skip_section("ip6-rdnss-list"),
    skip_section("ip6-dnssl-list"),
    skip_section("ip6-route-list"),
    skip_section("client-options"),
};
constexpr Schema ipv6_schema{ipv6_rows, ipv6_sections, true};

constexpr KeyRow interface_rows[] = {
    used<&Interface::vdom>("vdom"),
    used<&Interface::vrf>("vrf"),
    used<&Interface::type>("type"),
    used<&Interface::mode>("mode"),
    used<&Interface::status>("status"),
    used<&Interface::ip>("ip"),
    used<&Interface::management_ip>("management-ip"),
    used<&Interface::remote_ip>("remote-ip"),
    used<&Interface::allowaccess>("allowaccess"),
    used<&Interface::parent>("interface"),
    used<&Interface::vlanid>("vlanid"),
    used<&Interface::member>("member"),
    used<&Interface::alias>("alias"),
    used<&Interface::description>("description"),
    used<&Interface::role>("role"),
    used<&Interface::distance>("distance"),
    used<&Interface::priority>("priority"),
    used<&Interface::defaultgw>("defaultgw"),
    used<&Interface::secondary_ip>("secondary-IP secondary-ip"),
    used<&Interface::src_check>("src-check"),
    used<&Interface::l2forward>("l2forward"),
    used<&Interface::broadcast_forward>("broadcast-forward"),
    used<&Interface::netbios_forward>("netbios-forward"),
    used<&Interface::ipmac>("ipmac"),
    used<&Interface::wccp>("wccp"),
    used<&Interface::explicit_web_proxy>("explicit-web-proxy"),
    used<&Interface::explicit_ftp_proxy>("explicit-ftp-proxy"),
    used<&Interface::ips_sniffer_mode>("ips-sniffer-mode"),
    used<&Interface::dhcp_relay_service>("dhcp-relay-service"),
    used<&Interface::dhcp_relay_ip>("dhcp-relay-ip"),
    used<&Interface::fortilink>("fortilink"),
    used<&Interface::pptp_client>("pptp-client"),
    used<&Interface::security_mode>("security-mode"),
    used<&Interface::dedicated_to>("dedicated-to"),
    used<&Interface::proxy_captive_portal>("proxy-captive-portal"),
    used<&Interface::ip_managed>("ip-managed-by-fortiipam"),
    skip(decoration),
    // Physical and link layer.
    skip("speed duplex mediatype mtu mtu-override macaddr virtual-mac subst substitute-dst-mac devindex "
         "vindex snmp-index trunk forward-error-correction phy-mode np-qos-profile ring-rx ring-tx stp "
         "stp-edge stp-ha-secondary stp-ha-slave stpforward stpforward-mode arpforward ndiscforward "
         "vlan-protocol vlan-op-mode lacp-mode lacp-ha-secondary lacp-ha-slave lacp-speed min-links "
         "min-links-down algorithm aggregate-type link-up-delay system-id system-id-type "
         "priority-override aggregate redundant-interface switch fail-* gwdetect ping-serv-status "
         "detectserver detectprotocol ha-priority lldp-* bfd bfd-* poe tc-mode generic-receive-offload "
         "interconnect-profile sw-algorithm egress-cos egress-queues port-mirroring mirroring-* "
         "drop-overlapped-fragment dhcp-broadcast-flag reachable-time eth-profile profiles nst "
         "physical-setting wifi-* mtu6 media-type internal rx-* tx-*"),
    // Only fragments, or packets by rate, are concerned: no header is dropped as such.
    skip("drop-fragment inbandwidth outbandwidth egress-shaping-profile ingress-shaping-profile "
         "disconnect-threshold spillover-threshold ingress-spillover-threshold weight "
         "estimated-upstream-bandwidth estimated-downstream-bandwidth measured-* bandwidth-measure-time "
         "monitor-bandwidth"),
    // Effective in transparent mode only, which is reported as a whole (FortiOS CLI Reference, system
    // interface).
    skip("vlanforward forward-domain"),
    // Control plane of the interface itself.
    skip(pppoe_session),
    skip("cli-conn-status switch-controller-* swc-* fortilink-* auto-auth-extension-device ap-discover "
         "device-* default-purdue-level endpoint-compliance listen-forticlient-connection "
         "broadcast-forticlient-discovery dhcp-relay-* dhcp-smart-relay dhcp-client-identifier "
         "dhcp-renew-time dhcp-classless-route-addition dns-server-override dns-server-protocol "
         "dns-query pptp-user pptp-password pptp-server-ip pptp-auth-type pptp-timeout pppoe-* "
         "icmp-send-redirect icmp-redirect icmp-accept-redirect ident-accept wins-ip trust-ip-* "
         "trust-ip6-* netflow-* sflow-sampler sample-rate polling-interval sample-direction tcp-mss "
         "vrrp-virtual-mac external managed-device managed-subnetwork-size exclude-signatures "
         "replacemsg-override-group security-* preserve-session-route eap-* captive-portal "
         "defaultgw-metric internet-service* managed-* telemetry-discover gi-gk scan-botnet-connections "
         "detected-peer-mtu fortiheartbeat"),
    unmodelled("device-access-list"),
};
constexpr Section inner_sections[] = {
    entries<&Interface::secondary>("secondaryip", secondary_schema),
    entries<&Interface::vrrp>("vrrp", vrrp_schema),
    single<&Interface::ipv6>("ipv6", ipv6_schema),
    skip_section("client-options"),
    skip_section("tagging"),
    skip_section("egress-queues"),
    skip_section("mirroring-filter"),
    skip_section("dhcp-snooping-server-list"),
    skip_section("phy-setting"),
    skip_section("wifi-networks"),
};
constexpr Schema interface_schema{interface_rows, inner_sections, true};

constexpr KeyRow zone_rows[] = {
    used<&Zone::interface>("interface"),
    used<&Zone::intrazone>("intrazone"),
    skip(decoration),
};
constexpr Schema zone_schema{zone_rows, tagging_sections, false};

constexpr KeyRow switch_rows[] = {
    used<&SwitchInterface::vdom>("vdom"),
    used<&SwitchInterface::type>("type"),
    used<&SwitchInterface::member>("member"),
    used<&SwitchInterface::intra_switch_policy>("intra-switch-policy"),
    skip("span span-* mac-ttl"),
};
constexpr Schema switch_schema{switch_rows, {}, false};

constexpr KeyRow switch_port_rows[] = {skip("alias speed status")};
constexpr Schema switch_port_schema{switch_port_rows, {}, false};
constexpr KeyRow virtual_switch_rows[] = {
    used<&VirtualSwitch::vlan>("vlan"),
    skip("physical-switch span span-*"),
};
constexpr Section virtual_switch_sections[] = {entries<&VirtualSwitch::port>("port", switch_port_schema)};
constexpr Schema virtual_switch_schema{virtual_switch_rows, virtual_switch_sections, false};

constexpr KeyRow wire_pair_rows[] = {
    used<&VirtualWirePair::member>("member"),
    skip("wildcard-vlan vlan-filter poweron-bypass poweroff-bypass outer-vlan-id"),
};
constexpr Schema wire_pair_schema{wire_pair_rows, {}, false};

constexpr KeyRow vdom_link_rows[] = {used<&VdomLink::type>("type"), skip("vcluster")};
constexpr Schema vdom_link_schema{vdom_link_rows, {}, false};

constexpr KeyRow ipsec_aggregate_rows[] = {used<&IpsecAggregate::member>("member"), skip("algorithm")};
constexpr Schema ipsec_aggregate_schema{ipsec_aggregate_rows, {}, false};

constexpr Section sections[] = {
    entries<&Config::interfaces>("system interface", interface_schema),
    entries<&Config::switches>("system switch-interface", switch_schema),
    entries<&Config::virtual_switches>("system virtual-switch", virtual_switch_schema),
    entries<&Config::vdom_links>("system vdom-link", vdom_link_schema),
    entries<&Vdom::wire_pairs>("system virtual-wire-pair", wire_pair_schema),
    entries<&Vdom::ipsec_aggregates>("system ipsec-aggregate", ipsec_aggregate_schema),
    entries<&Vdom::zones>("system zone", zone_schema),
};

}  // namespace

std::span<const Section> interface_sections() { return sections; }

}  // namespace sekisho::config::fortios
