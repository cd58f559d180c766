// The reading table of FortiOS: which section and key puts what where. Adding a command is adding a row.
//
// Sources: FortiOS CLI Reference 5.6, 6.0, 6.2, 6.4, 7.0, 7.2, 7.4, 7.6 (docs.fortinet.com, "CLI
// configuration commands"). A key without a slot is irrelevant: nothing it can say changes which
// packets go where. Keys and sections that are in no row are reported and widen the model.
#include "config/fortios/table.hpp"

#include "config/fortios/objects.hpp"

#include <unordered_map>

namespace sekisho::config::fortios {
namespace {

// --- how rows are written

template <auto Member>
constexpr KeyRow used(std::string_view key) {
  return {key, KeyUse::used, slot<Member>()};
}
/// Several keys in one row, separated by blanks.
constexpr KeyRow skip(std::string_view keys) { return {keys, KeyUse::irrelevant, {}}; }
constexpr KeyRow inspects(std::string_view keys) { return {keys, KeyUse::inspects, {}}; }
constexpr KeyRow unmodelled(std::string_view keys) { return {keys, KeyUse::unsupported, {}}; }

template <auto Member>
constexpr bool is_of_device() {
  return std::is_same_v<typename MemberOf<Member>::OwnerType, Config>;
}
template <auto Container>
constexpr Section entries(std::string_view path, const Schema& schema) {
  return {path, SectionUse::modelled, &schema, is_of_device<Container>(), nullptr, table<Container>()};
}
template <auto Member>
constexpr Section single(std::string_view path, const Schema& schema) {
  return {path,
          SectionUse::modelled,
          &schema,
          is_of_device<Member>(),
          [](Object& parent) -> Object* { return &MemberOf<Member>::in(parent); },
          {}};
}
constexpr Section skip_section(std::string_view path) { return {path, SectionUse::irrelevant}; }
constexpr Section unmodelled_section(std::string_view path) { return {path, SectionUse::unsupported}; }

constexpr std::string_view decoration =
    "uuid comment comments color tagging tags visibility fabric-object description "
    "global-label label id";

// --- config system interface

constexpr KeyRow secondary_rows[] = {
    used<&SecondaryIp::ip>("ip"),
    used<&SecondaryIp::allowaccess>("allowaccess"),
    skip(
        "secip-relay-ip gwdetect ping-serv-status detectserver detectprotocol ha-priority id detectprotocol"),
};
constexpr Schema secondary_schema{secondary_rows, {}, true};

constexpr KeyRow vrrp_rows[] = {
    used<&Vrrp::vrip>("vrip vrip6"),
    used<&Vrrp::status>("status"),
    skip("version vrgrp priority adv-interval start-time preempt accept-mode vrdst vrdst-priority vrdst6 "
         "ignore-default-route"),
};
constexpr Section vrrp_sections[] = {skip_section("proxy-arp")};
constexpr Schema vrrp_schema{vrrp_rows, vrrp_sections, true};

constexpr Schema name_only_schema{};

constexpr KeyRow anything_rows[] = {skip("*")};
constexpr Section anything_sections[] = {skip_section("*")};
constexpr Schema name_matters_schema{anything_rows, anything_sections, false};

constexpr KeyRow ipv6_rows[] = {
    used<&InterfaceIpv6::mode>("ip6-mode"),
    used<&InterfaceIpv6::address>("ip6-address"),
    used<&InterfaceIpv6::subnet>("ip6-subnet"),
    used<&InterfaceIpv6::allowaccess>("ip6-allowaccess"),
    used<&InterfaceIpv6::autoconf>("autoconf"),
    used<&InterfaceIpv6::dhcp6_relay_service>("dhcp6-relay-service"),
    skip("nd-mode nd-cert nd-security-level nd-timestamp-delta nd-timestamp-fuzz nd-cga-modifier "
         "ip6-dns-server-override ip6-reachable-time ip6-retrans-time ip6-hop-limit ip6-send-adv "
         "ip6-manage-flag "
         "ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu ra-send-mtu ip6-default-life "
         "ip6-adv-rio ip6-route-pref unique-autoconf-addr interface-identifier ip6-prefix-mode "
         "ip6-delegated-prefix-iaid ip6-upstream-interface dhcp6-relay-type dhcp6-relay-source-interface "
         "dhcp6-relay-ip dhcp6-relay-source-ip dhcp6-relay-interface-id dhcp6-client-options "
         "dhcp6-prefix-delegation dhcp6-information-request dhcp6-prefix-hint* dhcp6-iapd* cli-conn6-status "
         "vrrp-virtual-mac6 vrip6_link_local icmp6-send-redirect ip6-adv-retrans-time client-options"),
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
         "vindex "
         "snmp-index trunk forward-error-correction phy-mode np-qos-profile ring-rx ring-tx stp stp-edge "
         "stp-ha-secondary stp-ha-slave stpforward stpforward-mode arpforward ndiscforward vlan-protocol "
         "vlan-op-mode "
         "lacp-mode lacp-ha-secondary lacp-ha-slave lacp-speed min-links min-links-down algorithm "
         "aggregate-type link-up-delay "
         "system-id system-id-type priority-override aggregate redundant-interface switch fail-* gwdetect "
         "ping-serv-status detectserver detectprotocol ha-priority lldp-* bfd bfd-* poe tc-mode "
         "generic-receive-offload interconnect-profile sw-algorithm egress-cos egress-queues port-mirroring "
         "mirroring-* drop-overlapped-fragment dhcp-broadcast-flag reachable-time eth-profile profiles nst "
         "physical-setting wifi-* mtu6 media-type internal rx-* tx-*"),
    // Only fragments, or packets by rate, are concerned: no header is dropped as such.
    skip("drop-fragment inbandwidth outbandwidth egress-shaping-profile ingress-shaping-profile "
         "disconnect-threshold "
         "spillover-threshold ingress-spillover-threshold weight estimated-upstream-bandwidth "
         "estimated-downstream-bandwidth measured-* bandwidth-measure-time monitor-bandwidth"),
    // Effective in transparent mode only, which is reported as a whole (FortiOS CLI Reference, system
    // interface).
    skip("vlanforward forward-domain"),
    // Control plane of the interface itself.
    skip("cli-conn-status switch-controller-* swc-* fortilink-* auto-auth-extension-device ap-discover "
         "device-* default-purdue-level endpoint-compliance listen-forticlient-connection "
         "broadcast-forticlient-discovery dhcp-relay-* dhcp-smart-relay dhcp-client-identifier "
         "dhcp-renew-time "
         "dhcp-classless-route-addition dns-server-override dns-server-protocol dns-query username password "
         "auth-type "
         "pptp-user pptp-password pptp-server-ip pptp-auth-type pptp-timeout ipunnumbered pppoe-* "
         "idle-timeout "
         "disc-retry-timeout padt-retry-timeout service-name ac-name lcp-* icmp-send-redirect icmp-redirect "
         "icmp-accept-redirect ident-accept wins-ip trust-ip-* trust-ip6-* netflow-* sflow-sampler "
         "sample-rate "
         "polling-interval sample-direction tcp-mss vrrp-virtual-mac external managed-device "
         "managed-subnetwork-size exclude-signatures replacemsg-override-group security-* "
         "preserve-session-route "
         "eap-* captive-portal defaultgw-metric internet-service* managed-* telemetry-discover gi-gk "
         "scan-botnet-connections detected-peer-mtu fortiheartbeat"),
    unmodelled("device-access-list"),
};
constexpr Section interface_sections[] = {
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
constexpr Schema interface_schema{interface_rows, interface_sections, true};

constexpr KeyRow zone_rows[] = {
    used<&Zone::interface>("interface"),
    used<&Zone::intrazone>("intrazone"),
    skip(decoration),
};
constexpr Section tagging_sections[] = {skip_section("tagging")};
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

// --- tunnels

constexpr KeyRow phase1_rows[] = {
    used<&Phase1::interface>("interface"),
    used<&Phase1::type>("type"),
    used<&Phase1::proposal>("proposal"),
    used<&Phase1::remote_gw>("remote-gw"),
    used<&Phase1::remote_gw6>("remote-gw6"),
    used<&Phase1::local_gw>("local-gw"),
    used<&Phase1::local_gw6>("local-gw6"),
    used<&Phase1::remotegw_ddns>("remotegw-ddns"),
    used<&Phase1::ip_version>("ip-version"),
    used<&Phase1::add_route>("add-route"),
    used<&Phase1::mode_cfg>("mode-cfg"),
    used<&Phase1::ipv4_start_ip>("ipv4-start-ip"),
    used<&Phase1::ipv4_end_ip>("ipv4-end-ip"),
    used<&Phase1::assign_ip_from>("assign-ip-from"),
    used<&Phase1::net_device>("net-device"),
    skip(decoration),
    // Keys, peers' identities, timers: whether a peer may bring the tunnel up, not what passes it.
    skip("ike-version keylife certificate authmethod authmethod-remote mode peertype peerid usrgrp peer "
         "peergrp monitor "
         "monitor-* tunnel-search exchange-interface-ip exchange-ip-addr4 exchange-ip-addr6 "
         "exchange-fgt-device-id "
         "aggregate-member aggregate-weight add-gw-route psksecret psksecret-remote keepalive distance "
         "priority "
         "localid localid-type auto-negotiate negotiate-timeout fragmentation ip-fragmentation dpd dpd-* "
         "forticlient-enforcement npu-offload send-cert-chain dhgrp suite-b eap eap-* acct-verify ppk ppk-* "
         "wizard-type xauthtype reauth authusr authpasswd group-authentication group-authentication-secret "
         "authusrgrp "
         "mesh-selector-type idle-timeout idle-timeoutinterval ha-sync-esp-seqno fgsp-sync nattraversal "
         "fragmentation-mtu childless-ike azure-ad-autoconnect client-* rekey digital-signature-auth "
         "signature-hash-alg rsa-signature-format rsa-signature-hash-override enforce-unique-id "
         "cert-id-validation "
         "fec-* network-overlay network-id loopback-asymroute default-gw default-gw-priority ipv4-netmask "
         "ipv4-dns-* "
         "ipv4-wins-* ipv4-name ipv4-split-* ipv4-exclude-range split-include-service ipv6-* unity-support "
         "domain "
         "dns-mode dns-suffix-search banner include-local-lan save-password client-auto-negotiate "
         "client-keep-alive "
         "backup-gateway assign-ip mode-cfg-allow-client-selector mode-cfg-ip-version vni transport "
         "encap-local-gw4 encap-local-gw6 encap-remote-gw4 encap-remote-gw6 kms inbound-dscp-copy qkd "
         "qkd-profile "
         "auto-discovery-crossover auto-discovery-offer-interval auto-discovery-dialup-placeholder link-cost "
         "packet-redistribution remote-gw-match remote-gw-subnet remote-gw-start-ip remote-gw-end-ip "
         "remote-gw-country remote-gw-ztna-tags shared-idle-timeout addke* dev-id dev-id-notification "
         "cert-trust-store "
         "cert-peer-* fallback-tcp-threshold fortinet-esp esn default-gw* internal-domain-list dns-* nai* "
         "remote-gw6-* auth-* ems-sn-check cloud-*"),
    // Shortcut tunnels between spokes and encapsulation of other frames.
    unmodelled("auto-discovery-sender auto-discovery-receiver auto-discovery-forwarder auto-discovery-psk "
               "auto-discovery-shortcuts encapsulation encapsulation-address"),
};
constexpr Section phase1_sections[] = {
    skip_section("ipv4-exclude-range"),   skip_section("ipv6-exclude-range"), skip_section("backup-gateway"),
    skip_section("internal-domain-list"), skip_section("certificate"),
};
constexpr Schema phase1_schema{phase1_rows, phase1_sections, false};

constexpr KeyRow phase2_rows[] = {
    used<&Phase2::phase1name>("phase1name"),
    used<&Phase2::proposal>("proposal"),
    used<&Phase2::src_addr_type>("src-addr-type"),
    used<&Phase2::dst_addr_type>("dst-addr-type"),
    used<&Phase2::src_name>("src-name"),
    used<&Phase2::dst_name>("dst-name"),
    used<&Phase2::src_name6>("src-name6"),
    used<&Phase2::dst_name6>("dst-name6"),
    used<&Phase2::src_subnet>("src-subnet"),
    used<&Phase2::dst_subnet>("dst-subnet"),
    used<&Phase2::src_subnet6>("src-subnet6"),
    used<&Phase2::dst_subnet6>("dst-subnet6"),
    used<&Phase2::src_start_ip>("src-start-ip"),
    used<&Phase2::src_end_ip>("src-end-ip"),
    used<&Phase2::dst_start_ip>("dst-start-ip"),
    used<&Phase2::dst_end_ip>("dst-end-ip"),
    used<&Phase2::src_start_ip6>("src-start-ip6"),
    used<&Phase2::src_end_ip6>("src-end-ip6"),
    used<&Phase2::dst_start_ip6>("dst-start-ip6"),
    used<&Phase2::dst_end_ip6>("dst-end-ip6"),
    used<&Phase2::protocol>("protocol"),
    used<&Phase2::src_port>("src-port"),
    used<&Phase2::dst_port>("dst-port"),
    skip(decoration),
    skip("pfs dhgrp replay keepalive keylife-type keylifeseconds keylifekbs auto-negotiate single-source "
         "route-overlap "
         "initiator-ts-narrow diffserv diffservcode dhcp-ipsec ipv4-df encapsulation l2tp use-natip "
         "selector-match add-route inbound-dscp-copy selector-* auto-discovery-* addke*"),
};
constexpr Schema phase2_schema{phase2_rows, {}, false};

constexpr KeyRow plain_tunnel_rows[] = {
    used<&PlainTunnel::interface>("interface device"),
    used<&PlainTunnel::status>("status"),
    used<&PlainTunnel::mode>("mode"),
    used<&PlainTunnel::local>("local-gw local-gw6 source local-ip"),
    used<&PlainTunnel::remote>("remote-gw remote-gw6 destination br"),
    used<&PlainTunnel::remotes>("remote-ip remote-ip6"),
    skip("ip-version vni dstport sequence-number-transmission sequence-number-reception checksum-* "
         "key-outbound "
         "key-inbound dscp-copying diffservcode keepalive-interval keepalive-failtimes auto-asic-offload "
         "tunnel-id "
         "use-sdwan learn-from-traffic evpn-id multicast-ttl update-url http-* bmr-hostname ssl-certificate "
         "username password ac-name service-name auth-type ipunnumbered pppoe-unnumbered-negotiate "
         "idle-timeout disc-retry-timeout padt-retry-timeout lcp-* dial-on-demand ipv6 pppoe-egress-cos "
         "interface-identifier ipv4-address type multi-service"),
};
constexpr Schema plain_tunnel_schema{plain_tunnel_rows, {}, false};

// --- addresses, services, schedules

constexpr KeyRow address_rows[] = {
    used<&AddressObject::type>("type"),
    used<&AddressObject::sub_type>("sub-type"),
    used<&AddressObject::subnet>("subnet"),
    used<&AddressObject::wildcard>("wildcard"),
    used<&AddressObject::start_ip>("start-ip"),
    used<&AddressObject::end_ip>("end-ip"),
    used<&AddressObject::fqdn>("fqdn wildcard-fqdn"),
    used<&AddressObject::country>("country"),
    used<&AddressObject::interface>("interface"),
    used<&AddressObject::macaddr>("macaddr"),
    used<&AddressObject::start_mac>("start-mac"),
    used<&AddressObject::end_mac>("end-mac"),
    used<&AddressObject::sdn>("sdn"),
    used<&AddressObject::route_tag>("route-tag"),
    skip(decoration),
    // A restriction on where the object may be used, and particulars of run-time lists.
    skip("associated-interface allow-routing cache-ttl clearpass-spt epg-name filter fsso-group hw-model "
         "hw-vendor os "
         "sw-version obj-id obj-tag obj-type organization policy-group sdn-addr-type sdn-tag subnet-name "
         "tag-detection-level "
         "tag-type tenant node-ip-only dirty passive-fqdn-learning interface-type agent-id"),
};
constexpr Section address_sections[] = {skip_section("tagging"), skip_section("list"),
                                        skip_section("dynamic_mapping")};
constexpr Schema address_schema{address_rows, address_sections, true};

constexpr KeyRow address6_rows[] = {
    used<&AddressObject::type>("type"),
    used<&AddressObject::ip6>("ip6"),
    used<&AddressObject::start_ip>("start-ip"),
    used<&AddressObject::end_ip>("end-ip"),
    used<&AddressObject::fqdn>("fqdn"),
    used<&AddressObject::country>("country"),
    used<&AddressObject::macaddr>("macaddr"),
    used<&AddressObject::start_mac>("start-mac"),
    used<&AddressObject::end_mac>("end-mac"),
    used<&AddressObject::sdn>("sdn"),
    used<&AddressObject::route_tag>("route-tag"),
    skip(decoration),
    skip("cache-ttl template host host-type obj-id sdn-tag tenant epg-name passive-fqdn-learning "
         "associated-interface"),
};
constexpr Section address6_sections[] = {skip_section("tagging"), skip_section("list"),
                                         skip_section("subnet-segment")};
constexpr Schema address6_schema{address6_rows, address6_sections, true};

constexpr KeyRow group_rows[] = {
    used<&AddressGroup::type>("type"),
    used<&AddressGroup::category>("category"),
    used<&AddressGroup::member>("member"),
    used<&AddressGroup::exclude>("exclude"),
    used<&AddressGroup::exclude_member>("exclude-member"),
    skip(decoration),
    skip("allow-routing"),
};
constexpr Schema group_schema{group_rows, tagging_sections, true};

constexpr KeyRow service_rows[] = {
    used<&ServiceObject::protocol>("protocol"),
    used<&ServiceObject::tcp>("tcp-portrange"),
    used<&ServiceObject::udp>("udp-portrange"),
    used<&ServiceObject::udplite>("udplite-portrange"),
    used<&ServiceObject::sctp>("sctp-portrange"),
    used<&ServiceObject::icmptype>("icmptype"),
    used<&ServiceObject::icmpcode>("icmpcode"),
    used<&ServiceObject::protocol_number>("protocol-number"),
    used<&ServiceObject::iprange>("iprange"),
    used<&ServiceObject::fqdn>("fqdn"),
    used<&ServiceObject::app_service_type>("app-service-type"),
    used<&ServiceObject::proxy>("proxy"),
    skip(decoration),
    skip("category helper check-reset-range tcp-halfclose-timer tcp-halfopen-timer tcp-timewait-timer "
         "tcp-rst-timer "
         "udp-idle-timer session-ttl explicit-proxy app-category application"),
};
constexpr Schema service_schema{service_rows, {}, true};

constexpr KeyRow service_group_rows[] = {
    used<&ServiceGroup::member>("member"),
    used<&ServiceGroup::proxy>("proxy"),
    skip(decoration),
    skip("explicit-proxy"),
};
constexpr Schema service_group_schema{service_group_rows, {}, true};

constexpr KeyRow recurring_rows[] = {
    used<&ScheduleRecurring::day>("day"),
    used<&ScheduleRecurring::start>("start"),
    used<&ScheduleRecurring::end>("end"),
    skip(decoration),
    skip("label-day"),
};
constexpr Schema recurring_schema{recurring_rows, {}, true};
constexpr KeyRow onetime_rows[] = {
    used<&ScheduleOnetime::start>("start"),
    used<&ScheduleOnetime::end>("end"),
    skip(decoration),
    skip("start-utc end-utc expiration-days"),
};
constexpr Schema onetime_schema{onetime_rows, {}, true};
constexpr KeyRow schedule_group_rows[] = {used<&ScheduleGroup::member>("member"), skip(decoration)};
constexpr Schema schedule_group_schema{schedule_group_rows, {}, true};

// --- policies

constexpr KeyRow policy_rows[] = {
    used<&Policy::policy_name>("name"),
    used<&Policy::action>("action"),
    used<&Policy::status>("status"),
    used<&Policy::schedule>("schedule"),
    used<&Policy::srcintf>("srcintf"),
    used<&Policy::dstintf>("dstintf"),
    used<&Policy::srcaddr>("srcaddr srcaddr4"),
    used<&Policy::dstaddr>("dstaddr dstaddr4"),
    used<&Policy::srcaddr6>("srcaddr6"),
    used<&Policy::dstaddr6>("dstaddr6"),
    used<&Policy::srcaddr_negate>("srcaddr-negate srcaddr4-negate"),
    used<&Policy::dstaddr_negate>("dstaddr-negate dstaddr4-negate"),
    used<&Policy::srcaddr6_negate>("srcaddr6-negate"),
    used<&Policy::dstaddr6_negate>("dstaddr6-negate"),
    used<&Policy::service>("service"),
    used<&Policy::service_negate>("service-negate"),
    used<&Policy::nat>("nat"),
    used<&Policy::ippool>("ippool"),
    used<&Policy::poolname>("poolname poolname4"),
    used<&Policy::poolname6>("poolname6"),
    used<&Policy::fixedport>("fixedport"),
    used<&Policy::match_vip>("match-vip"),
    used<&Policy::match_vip_only>("match-vip-only"),
    used<&Policy::nat46>("nat46"),
    used<&Policy::nat64>("nat64"),
    used<&Policy::learning_mode>("learning-mode"),
    used<&Policy::tcp_session_without_syn>("tcp-session-without-syn"),
    used<&Policy::expiry>("policy-expiry"),
    used<&Policy::expiry_date>("policy-expiry-date"),
    used<&Policy::vpntunnel>("vpntunnel"),
    used<&Policy::inbound>("inbound"),
    used<&Policy::outbound>("outbound"),
    used<&Policy::natinbound>("natinbound"),
    used<&Policy::natoutbound>("natoutbound"),
    // Who and what, known at run time only.
    used<&Policy::users>("users scim-users"),
    used<&Policy::groups>("groups scim-groups"),
    used<&Policy::fsso_groups>("fsso-groups"),
    used<&Policy::fsso>("fsso"),
    used<&Policy::ntlm>("ntlm"),
    used<&Policy::identity_based>("identity-based identity-based-policy"),
    used<&Policy::devices>("devices device-group"),
    used<&Policy::vendor_macs>("src-vendor-mac"),
    used<&Policy::ems_tags>("ztna-ems-tag ztna-ems-tag-secondary ztna-geo-tag ztna-ems-tag-negate"),
    used<&Policy::ztna_status>("ztna-status"),
    used<&Policy::ztna_redirect>("ztna-policy-redirect ztna-device-ownership"),
    used<&Policy::disclaimer>("disclaimer"),
    used<&Policy::rsso>("rsso scim wsso"),
    used<&Policy::dscp_match>("dscp-match"),
    unmodelled("identity-based-route"),
    used<&Policy::internet_service>("internet-service"),
    used<&Policy::internet_service_src>("internet-service-src"),
    used<&Policy::internet_service6>("internet-service6"),
    used<&Policy::internet_service6_src>("internet-service6-src"),
    used<&Policy::services_of_internet>(
        "internet-service-name internet-service-id internet-service-group internet-service-custom "
        "internet-service-custom-group internet-service-fortiguard internet-service6-name "
        "internet-service6-group "
        "internet-service6-custom internet-service6-custom-group internet-service6-fortiguard "
        "internet-service-negate internet-service6-negate"),
    used<&Policy::services_of_internet_src>(
        "internet-service-src-name internet-service-src-id internet-service-src-group "
        "internet-service-src-custom "
        "internet-service-src-custom-group internet-service-src-fortiguard internet-service6-src-name "
        "internet-service6-src-group internet-service6-src-custom internet-service6-src-custom-group "
        "internet-service6-src-fortiguard internet-service-src-negate internet-service6-src-negate"),
    used<&Policy::network_dynamic>("network-service-dynamic"),
    used<&Policy::network_src_dynamic>("network-service-src-dynamic"),
    used<&Policy::reputation>("reputation-minimum reputation-minimum6"),
    used<&Policy::geoip_match>("geoip-match"),
    used<&Policy::applications>("application app-category app-group url-category"),
    used<&Policy::vlan_filter>("vlan-filter"),
    used<&Policy::tos>("tos"),
    used<&Policy::tos_mask>("tos-mask"),
    used<&Policy::sgt_check>("sgt-check"),
    used<&Policy::wccp>("wccp"),
    used<&Policy::wanopt>("wanopt"),
    used<&Policy::webcache>("webcache webcache-https"),
    used<&Policy::http_policy_redirect>("http-policy-redirect"),
    used<&Policy::ssh_policy_redirect>("ssh-policy-redirect"),
    used<&Policy::permit_any_host>("permit-any-host"),
    used<&Policy::permit_stun_host>("permit-stun-host"),
    used<&Policy::eif_check>("eif-check eif-learn cgn-eif"),
    used<&Policy::pcp_inbound>("pcp-inbound"),
    used<&Policy::rtp_nat>("rtp-nat"),
    used<&Policy::logtraffic>("logtraffic"),
    used<&Policy::utm_status>("utm-status"),
    inspects("profile-type profile-group av-profile webfilter-profile dnsfilter-profile emailfilter-profile "
             "spamfilter-profile dlp-sensor dlp-profile file-filter-profile ips-sensor application-list "
             "voip-profile ips-voip-filter sctp-filter-profile icap-profile cifs-profile videofilter-profile "
             "waf-profile ssh-filter-profile virtual-patch-profile casb-profile diameter-filter-profile "
             "gtp-profile "
             "pfcp-profile mms-profile endpoint-compliance webproxy-profile webproxy-forward-server "
             "isolator-server telemetry-profile"),
    skip(decoration),
    skip(
        "inspection-mode profile-protocol-options ssl-ssh-profile logtraffic-start logtraffic-app "
        "log-http-transaction "
        "log-unmatched-traffic capture-packet auto-asic-offload np-acceleration np-accelation wanopt-* "
        "webcache-* traffic-shaper traffic-shaper-reverse per-ip-shaper session-ttl vlan-cos-fwd "
        "vlan-cos-rev "
        "diffserv-* diffservcode-* tcp-mss-sender tcp-mss-receiver auth-cert auth-redirect-addr redirect-url "
        "block-notification custom-log-fields replacemsg-override-group timeout-send-rst send-deny-packet "
        "decrypted-traffic-mirror ssl-mirror ssl-mirror-intf scan-botnet-connections dsri "
        "radius-mac-auth-bypass "
        "radius-ip-auth-bypass delay-tcp-npu-session anti-replay firewall-session-dirty schedule-timeout "
        "geoip-anycast dynamic-shaping passive-wan-health-measurement fec pcp-outbound pcp-poolname "
        "port-preserve "
        "port-random natip email-collect captive-portal-exempt auth-path reputation-direction "
        "reputation-direction6 "
        "tos-negate rtp-addr ztna-tags-match-logic policy-expiry-date-utc policy-behaviour-type cgn-* "
        "ntlm-guest ntlm-enabled-browsers fsso-agent-for-ntlm sgt gtp-* https-sub-category outbound-* "
        "policyid dscp-* learning endpoint-check nat-* internet-service-src-* log-* policy-offload "
        "app-monitor service-connector radius-* saml-* user-* web-auth-cookie"),
};
constexpr Section policy_sections[] = {skip_section("tagging")};
constexpr Schema policy_schema{policy_rows, policy_sections, true};

constexpr KeyRow multicast_policy_rows[] = {
    used<&MulticastPolicy::status>("status"),
    used<&MulticastPolicy::action>("action"),
    used<&MulticastPolicy::srcintf>("srcintf"),
    used<&MulticastPolicy::dstintf>("dstintf"),
    used<&MulticastPolicy::srcaddr>("srcaddr"),
    used<&MulticastPolicy::dstaddr>("dstaddr"),
    used<&MulticastPolicy::protocol>("protocol"),
    used<&MulticastPolicy::start_port>("start-port"),
    used<&MulticastPolicy::end_port>("end-port"),
    used<&MulticastPolicy::snat>("snat"),
    used<&MulticastPolicy::snat_ip>("snat-ip"),
    used<&MulticastPolicy::dnat>("dnat"),
    skip(decoration),
    skip("name logtraffic auto-asic-offload traffic-shaper utm-status ips-sensor"),
};
constexpr Schema multicast_policy_schema{multicast_policy_rows, tagging_sections, false};

constexpr KeyRow anomaly_rows[] = {
    used<&Anomaly::status>("status"),
    used<&Anomaly::action>("action"),
    skip("log quarantine quarantine-* threshold threshold* synproxy-*"),
};
constexpr Schema anomaly_schema{anomaly_rows, {}, false};
constexpr KeyRow dos_rows[] = {
    used<&DosPolicy::status>("status"),
    used<&DosPolicy::interface>("interface"),
    skip("name comments srcaddr dstaddr service policyid"),
};
constexpr Section dos_sections[] = {entries<&DosPolicy::anomaly>("anomaly", anomaly_schema)};
constexpr Schema dos_schema{dos_rows, dos_sections, false};

constexpr KeyRow interface_rule_rows[] = {
    used<&InterfaceRule::status>("status"),
    used<&InterfaceRule::action>("action"),
    used<&InterfaceRule::interface>("interface srcintf"),
    used<&InterfaceRule::srcaddr>("srcaddr"),
    used<&InterfaceRule::dstaddr>("dstaddr"),
    used<&InterfaceRule::service>("service"),
    skip(decoration),
    skip("name policyid ttl schedule fragment"),
};
constexpr Schema interface_rule_schema{interface_rule_rows, {}, false};

constexpr KeyRow local_in_rows[] = {
    used<&LocalInPolicy::action>("action"),
    used<&LocalInPolicy::status>("status"),
    used<&LocalInPolicy::schedule>("schedule"),
    used<&LocalInPolicy::intf>("intf"),
    used<&LocalInPolicy::srcaddr>("srcaddr"),
    used<&LocalInPolicy::dstaddr>("dstaddr"),
    used<&LocalInPolicy::service>("service"),
    used<&LocalInPolicy::srcaddr_negate>("srcaddr-negate"),
    used<&LocalInPolicy::dstaddr_negate>("dstaddr-negate"),
    used<&LocalInPolicy::service_negate>("service-negate"),
    used<&LocalInPolicy::ha_mgmt_only>("ha-mgmt-intf-only"),
    used<&LocalInPolicy::internet_service>("internet-service-src internet-service6-src"),
    used<&LocalInPolicy::internet_service_names>(
        "internet-service-src-name internet-service-src-group internet-service-src-custom "
        "internet-service-src-custom-group internet-service-src-negate internet-service6-src-name "
        "internet-service6-src-group internet-service6-src-custom internet-service6-src-custom-group "
        "internet-service-src-fortiguard internet-service6-src-fortiguard"),
    skip(decoration),
    skip("auto-asic-offload virtual-patch name logtraffic policyid"),
};
constexpr Schema local_in_schema{local_in_rows, {}, true};

constexpr KeyRow proxy_policy_rows[] = {
    used<&ProxyPolicy::proxy>("proxy"),
    used<&ProxyPolicy::status>("status"),
    used<&ProxyPolicy::action>("action"),
    used<&ProxyPolicy::srcintf>("srcintf"),
    skip("*"),
};
constexpr Schema proxy_policy_schema{proxy_policy_rows, {}, false};

// --- NAT

constexpr KeyRow realserver_rows[] = {
    used<&RealServer::type>("type"),
    used<&RealServer::status>("status"),
    used<&RealServer::address>("address"),
    used<&RealServer::ip>("ip"),
    used<&RealServer::port>("port"),
    skip("id weight holddown-interval healthcheck http-host translate-host max-connections monitor client-ip "
         "addr-type api-gateway addr-* ssh-* domain tunnel-encryption hostkey-*"),
};
constexpr Schema realserver_schema{realserver_rows, {}, true};

constexpr KeyRow vip_rows[] = {
    used<&Vip::type>("type"),
    used<&Vip::status>("status"),
    used<&Vip::extip>("extip"),
    used<&Vip::extaddr>("extaddr"),
    used<&Vip::extintf>("extintf"),
    used<&Vip::mappedip>("mappedip"),
    used<&Vip::mapped_addr>("mapped-addr"),
    used<&Vip::ipv6_mappedip>("ipv6-mappedip ipv4-mappedip"),
    used<&Vip::portforward>("portforward"),
    used<&Vip::protocol>("protocol"),
    used<&Vip::extport>("extport"),
    used<&Vip::mappedport>("mappedport"),
    used<&Vip::portmapping_type>("portmapping-type"),
    used<&Vip::src_filter>("src-filter"),
    used<&Vip::service>("service"),
    used<&Vip::srcintf_filter>("srcintf-filter"),
    used<&Vip::nat_source_vip>("nat-source-vip"),
    used<&Vip::arp_reply>("arp-reply"),
    used<&Vip::nat44>("nat44"),
    used<&Vip::nat46>("nat46"),
    used<&Vip::nat64>("nat64"),
    used<&Vip::nat66>("nat66"),
    used<&Vip::server_type>("server-type"),
    skip(decoration),
    skip("dns-mapping-ttl ldb-method src-vip-filter gratuitous-arp-interval http-* h2-support h3-support "
         "quic ssl-* "
         "persistence monitor max-embryonic-connections outlook-web-access weblogic-server websphere-server "
         "client-cert empty-cert-action user-agent-detect one-click-gslb-server gslb-* add-nat46-route "
         "add-nat64-route "
         "embedded-ipv4-address ipv6-mappedport ipv4-mappedport ndp-reply https-*"),
};
constexpr Section vip_sections[] = {
    entries<&Vip::realservers>("realservers", realserver_schema),
    skip_section("ssl-cipher-suites"),
    skip_section("ssl-server-cipher-suites"),
    skip_section("gslb-public-ips"),
    skip_section("quic"),
};
constexpr Schema vip_schema{vip_rows, vip_sections, true};

constexpr KeyRow vip_group_rows[] = {
    used<&VipGroup::interface>("interface"),
    used<&VipGroup::member>("member"),
    skip(decoration),
};
constexpr Schema vip_group_schema{vip_group_rows, {}, true};

constexpr KeyRow pool_rows[] = {
    used<&IpPool::type>("type"),
    used<&IpPool::startip>("startip"),
    used<&IpPool::endip>("endip"),
    used<&IpPool::internal_prefix>("internal-prefix"),
    used<&IpPool::external_prefix>("external-prefix"),
    used<&IpPool::permit_any_host>("permit-any-host"),
    used<&IpPool::nat64>("nat64 nat46"),
    skip(decoration),
    skip("source-startip source-endip source-prefix* startport endport block-size port-per-user "
         "num-blocks-per-user "
         "pba-* arp-reply arp-intf associated-interface add-nat64-route add-nat46-route cgn-* "
         "client-prefix-length "
         "tcp-session-quota udp-session-quota icmp-session-quota privileged-port-use-pba "
         "subnet-broadcast-in-ippool utilization-alarm-* exclude-ip"),
};
constexpr Schema pool_schema{pool_rows, {}, false};

constexpr KeyRow central_snat_rows[] = {
    used<&CentralSnat::status>("status"),
    used<&CentralSnat::type>("type"),
    used<&CentralSnat::srcintf>("srcintf"),
    used<&CentralSnat::dstintf>("dstintf"),
    used<&CentralSnat::orig_addr>("orig-addr"),
    used<&CentralSnat::dst_addr>("dst-addr"),
    used<&CentralSnat::orig_addr6>("orig-addr6"),
    used<&CentralSnat::dst_addr6>("dst-addr6"),
    used<&CentralSnat::nat_ippool>("nat-ippool"),
    used<&CentralSnat::nat_ippool6>("nat-ippool6"),
    used<&CentralSnat::protocol>("protocol"),
    used<&CentralSnat::orig_port>("orig-port"),
    used<&CentralSnat::dst_port>("dst-port"),
    used<&CentralSnat::nat_port>("nat-port"),
    used<&CentralSnat::nat>("nat"),
    used<&CentralSnat::nat46>("nat46"),
    used<&CentralSnat::nat64>("nat64"),
    skip(decoration),
    skip("policyid port-preserve port-random"),
};
constexpr Schema central_snat_schema{central_snat_rows, {}, false};

// --- routing

constexpr KeyRow static_rows[] = {
    used<&StaticRoute4::status>("status"),
    used<&StaticRoute4::dst>("dst"),
    used<&StaticRoute4::src>("src"),
    used<&StaticRoute4::gateway>("gateway"),
    used<&StaticRoute4::device>("device"),
    used<&StaticRoute4::dstaddr>("dstaddr"),
    used<&StaticRoute4::distance>("distance"),
    used<&StaticRoute4::priority>("priority"),
    used<&StaticRoute4::weight>("weight"),
    used<&StaticRoute4::vrf>("vrf"),
    used<&StaticRoute4::blackhole>("blackhole"),
    used<&StaticRoute4::dynamic_gateway>("dynamic-gateway"),
    used<&StaticRoute4::sdwan>("sdwan virtual-wan-link"),
    used<&StaticRoute4::sdwan_zone>("sdwan-zone"),
    used<&StaticRoute4::internet_service>("internet-service"),
    used<&StaticRoute4::internet_service_custom>("internet-service-custom internet-service-fortiguard"),
    used<&StaticRoute4::link_monitor_exempt>("link-monitor-exempt"),
    skip(decoration),
    skip("bfd tag preferred-source"),
};
constexpr Schema static_schema{static_rows, {}, true};

constexpr KeyRow static6_rows[] = {
    used<&StaticRoute6::status>("status"),
    used<&StaticRoute6::dst>("dst"),
    used<&StaticRoute6::gateway>("gateway"),
    used<&StaticRoute6::device>("device"),
    used<&StaticRoute6::dstaddr>("dstaddr"),
    used<&StaticRoute6::distance>("distance"),
    used<&StaticRoute6::priority>("priority"),
    used<&StaticRoute6::vrf>("vrf"),
    used<&StaticRoute6::blackhole>("blackhole"),
    used<&StaticRoute6::dynamic_gateway>("dynamic-gateway"),
    used<&StaticRoute6::sdwan>("sdwan virtual-wan-link"),
    used<&StaticRoute6::sdwan_zone>("sdwan-zone"),
    skip(decoration),
    skip("bfd devindex link-monitor-exempt weight tag"),
};
constexpr Schema static6_schema{static6_rows, {}, true};

constexpr KeyRow router_policy_rows[] = {
    used<&RouterPolicy::input_device>("input-device"),
    used<&RouterPolicy::input_device_negate>("input-device-negate"),
    used<&RouterPolicy::src>("src"),
    used<&RouterPolicy::dst>("dst"),
    used<&RouterPolicy::srcaddr>("srcaddr"),
    used<&RouterPolicy::dstaddr>("dstaddr"),
    used<&RouterPolicy::src_negate>("src-negate"),
    used<&RouterPolicy::dst_negate>("dst-negate"),
    used<&RouterPolicy::action>("action"),
    used<&RouterPolicy::status>("status"),
    used<&RouterPolicy::protocol>("protocol"),
    used<&RouterPolicy::start_port>("start-port"),
    used<&RouterPolicy::end_port>("end-port"),
    used<&RouterPolicy::start_source_port>("start-source-port"),
    used<&RouterPolicy::end_source_port>("end-source-port"),
    used<&RouterPolicy::gateway>("gateway"),
    used<&RouterPolicy::output_device>("output-device"),
    used<&RouterPolicy::tos>("tos"),
    used<&RouterPolicy::tos_mask>("tos-mask"),
    used<&RouterPolicy::users>("users"),
    used<&RouterPolicy::groups>("groups"),
    used<&RouterPolicy::internet_service_id>("internet-service-id internet-service-fortiguard"),
    used<&RouterPolicy::internet_service_custom>("internet-service-custom"),
    skip(decoration),
    skip("seq-num"),
};
constexpr Schema router_policy_schema{router_policy_rows, {}, true};

// A protocol that runs makes all routes of its VDOM unknown: what its settings say changes nothing more.
constexpr KeyRow routing_entry_rows[] = {used<&RoutingEntry::status>("status"), skip("*")};
constexpr Schema routing_entry_schema{routing_entry_rows, anything_sections, false};
constexpr KeyRow routing_rows[] = {
    used<&RoutingProtocol::as>("as"),
    used<&RoutingProtocol::multicast_routing>("multicast-routing"),
    skip("*"),
};
constexpr Section ospf_sections[] = {
    entries<&RoutingProtocol::running>("network", routing_entry_schema),
    entries<&RoutingProtocol::running>("ospf-interface", routing_entry_schema),
    entries<&RoutingProtocol::running>("ospf6-interface", routing_entry_schema),
    skip_section("*"),
};
constexpr Schema ospf_schema{routing_rows, ospf_sections, false};
constexpr Section rip_sections[] = {
    entries<&RoutingProtocol::running>("network", routing_entry_schema),
    entries<&RoutingProtocol::running>("interface", routing_entry_schema),
    skip_section("*"),
};
constexpr Schema rip_schema{routing_rows, rip_sections, false};
constexpr Section bgp_sections[] = {
    entries<&RoutingProtocol::running>("neighbor", routing_entry_schema),
    entries<&RoutingProtocol::running>("neighbor-group", routing_entry_schema),
    entries<&RoutingProtocol::running>("neighbor-range", routing_entry_schema),
    entries<&RoutingProtocol::running>("neighbor-range6", routing_entry_schema),
    // VRF leaking copies routes between VRFs of the VDOM.
    entries<&RoutingProtocol::running>("vrf-leak", routing_entry_schema),
    entries<&RoutingProtocol::running>("vrf-leak6", routing_entry_schema),
    entries<&RoutingProtocol::running>("vrf", routing_entry_schema),
    entries<&RoutingProtocol::running>("vrf6", routing_entry_schema),
    skip_section("*"),
};
constexpr Schema bgp_schema{routing_rows, bgp_sections, false};
constexpr Section isis_sections[] = {
    entries<&RoutingProtocol::running>("isis-interface", routing_entry_schema),
    entries<&RoutingProtocol::running>("isis-net", routing_entry_schema),
    skip_section("*"),
};
constexpr Schema isis_schema{routing_rows, isis_sections, false};
constexpr Section multicast_sections[] = {
    entries<&RoutingProtocol::running>("interface", routing_entry_schema),
    skip_section("*"),
};
constexpr Schema multicast_schema{routing_rows, multicast_sections, false};

constexpr KeyRow sdwan_member_rows[] = {
    used<&SdwanMember::interface>("interface"),
    used<&SdwanMember::zone>("zone"),
    used<&SdwanMember::status>("status"),
    used<&SdwanMember::gateway>("gateway"),
    used<&SdwanMember::gateway6>("gateway6"),
    used<&SdwanMember::priority>("priority"),
    skip(decoration),
    skip("preferred-source source source6 cost weight priority6 priority-in-sla priority-out-sla "
         "spillover-threshold "
         "ingress-spillover-threshold volume-ratio transport-group ping-server status-* detect-*"),
};
constexpr Schema sdwan_member_schema{sdwan_member_rows, {}, false};
constexpr KeyRow sdwan_rule_rows[] = {used<&SdwanRule::status>("status"), skip("*")};
constexpr Schema sdwan_rule_schema{sdwan_rule_rows, anything_sections, false};
constexpr KeyRow sdwan_rows[] = {
    used<&Sdwan::status>("status"),
    skip("load-balance-mode speedtest-bypass-routing duplication-max-num duplication-max-discrepancy "
         "neighbor-hold-down neighbor-hold-down-time app-perf-log-period neighbor-hold-boot-time fail-detect "
         "fail-alert-interfaces internet-service-* topology-* "),
};
constexpr Section sdwan_sections[] = {
    entries<&Sdwan::zone>("zone", name_matters_schema),
    entries<&Sdwan::members>("members", sdwan_member_schema),
    entries<&Sdwan::service>("service", sdwan_rule_schema),
    skip_section("health-check"),
    skip_section("health-check-fortiguard"),
    skip_section("neighbor"),
    skip_section("duplication"),
};
constexpr Schema sdwan_schema{sdwan_rows, sdwan_sections, false};

constexpr KeyRow link_monitor_rows[] = {
    used<&LinkMonitor::srcintf>("srcintf"),
    used<&LinkMonitor::status>("status"),
    used<&LinkMonitor::update_static_route>("update-static-route"),
    used<&LinkMonitor::gateway_ip>("gateway-ip gateway-ip6"),
    skip("*"),
};
constexpr Schema link_monitor_schema{link_monitor_rows, anything_sections, false};

// --- the device itself

constexpr KeyRow admin_rows[] = {
    used<&Admin::trusthost1>("trusthost1"),
    used<&Admin::trusthost2>("trusthost2"),
    used<&Admin::trusthost3>("trusthost3"),
    used<&Admin::trusthost4>("trusthost4"),
    used<&Admin::trusthost5>("trusthost5"),
    used<&Admin::trusthost6>("trusthost6"),
    used<&Admin::trusthost7>("trusthost7"),
    used<&Admin::trusthost8>("trusthost8"),
    used<&Admin::trusthost9>("trusthost9"),
    used<&Admin::trusthost10>("trusthost10"),
    used<&Admin::ip6_trusthost1>("ip6-trusthost1"),
    used<&Admin::remote_auth>("remote-auth"),
    skip("*"),
};
constexpr Schema admin_schema{admin_rows, anything_sections, false};

constexpr KeyRow ha_management_rows[] = {used<&HaManagement::interface>("interface"), skip("*")};
constexpr Schema ha_management_schema{ha_management_rows, {}, false};
constexpr KeyRow ha_rows[] = {
    used<&Ha::ha_mgmt_status>("ha-mgmt-status"),
    used<&Ha::mode>("mode"),
    skip("*"),
};
constexpr Section ha_sections[] = {
    entries<&Ha::ha_mgmt_interfaces>("ha-mgmt-interfaces", ha_management_schema),
    skip_section("*"),
};
constexpr Schema ha_schema{ha_rows, ha_sections, false};

constexpr KeyRow global_rows[] = {
    used<&GlobalSettings::hostname>("hostname"),
    used<&GlobalSettings::admin_port>("admin-port"),
    used<&GlobalSettings::admin_sport>("admin-sport"),
    used<&GlobalSettings::admin_ssh_port>("admin-ssh-port"),
    used<&GlobalSettings::admin_telnet_port>("admin-telnet-port"),
    used<&GlobalSettings::admin_https_redirect>("admin-https-redirect"),
    used<&GlobalSettings::admin_telnet>("admin-telnet"),
    used<&GlobalSettings::vdom_mode>("vdom-mode"),
    used<&GlobalSettings::vdom_admin>("vdom-admin"),
    // Names, clocks, displays, administrators' sessions, certificates, ciphers, timers, CPUs, updates.
    skip(
        "admin* alias asset-tag timezone language gui-* daily-restart restart-time revision-* refresh "
        "remoteauthtimeout "
        "radius-port ldapconntimeout ldap* auth-* strong-crypto ssl-* ssh-* dh-params user-* "
        "private-data-encryption "
        "management-* switch-controller* wireless-* wifi-* fds-* cert-chain-max cfg-* check-* clt-cert-req "
        "compliance-* "
        "cpu-use-threshold dst endpoint-control-* explicit-proxy-auth-timeout failtime fgd-* forticloud-* "
        "fortiextender* fortitoken-* fortiservice-port fortiipam-* fortigslb-* fortiview-* faz-* ha-affinity "
        "honor-df hyper-scale* igmp-* interface-subnet-usage interval internet-service-* ip-* ip6-* ipsec-* "
        "ipv6-* "
        "irq-* lan-extension* legacy-poe-device-support lldp-* log-* login-timestamp long-vdom-name "
        "max-* mc-ttl-notchange memory-use-* miglog* miglogd-children multi-factor-authentication "
        "multicast-forward "
        "ndp-max-entry optimize* per-user-bal per-user-bwl pmtu-discovery policy-auth-concurrent "
        "post-login-banner "
        "pre-login-banner proxy-* purdue-level quic-* reboot-upon-config-restore reset-sessionless-tcp "
        "scanunit-* scim-* security-rating-* sflowd-* send-pmtu-icmp show-backplane-intf "
        "single-vdom-npuvlink snat-route-change "
        "special-file-23-support speedtest* split-port split-port-mode sslvpn-* sys-* syslog-affinity "
        "tcp-option "
        "tcp-*-timer tcp-halfclose-timer tcp-halfopen-timer tcp-rst-timer tcp-timewait-timer "
        "tp-mc-skip-policy "
        "traffic-priority* two-factor-* udp-idle-timer upgrade-report url-filter-* usb-* vendor-* video* "
        "vip-arp-range virtual-server-* virtual-switch-vlan vpn-* wad-* wimax-4g-usb arp-max-entry "
        "anti-replay "
        "application-bandwidth-tracking av-affinity av-failopen av-failopen-session avd-* "
        "allow-traffic-redirect "
        "batch-cmdb block-session-timer br-fdb-max-entry autorun-log-fsck awareness* bfd-affinity "
        "csr-ca-attribute default-service-source-port delay-tcp-npu-session device-* dnsproxy-* "
        "edit-vdom-prompt "
        "early-tcp-npu-session extender-controller-reserved-network fec-port fortigate-* hostname-* http-* "
        "iscsi-* slbc-* "
        "kernel-* mgmt-* nat* np* ntp* reset* rollout* sdwan-* secure-* session* tunnel* traffic* two* "
        "forticonverter* forticontroller* fortilink* airplane-mode ipam* gateway* gw* graphs* object* "
        "registration-notification service-expire-notification phase1-rekey firewall-* dp-* dynamic-* "
        "cli-* rest-* router-* ssd-* tftp tls-* cloud-* asymroute strict-dirty-session-check "
        "endpoint-* alert* enable-* cloud-* cmdb* disk* update-* upgrade-* loglocaldeny telemetry-* peer-*"),
};
constexpr Schema global_schema{global_rows, anything_sections, false};

constexpr KeyRow settings_rows[] = {
    used<&VdomSettings::opmode>("opmode"),
    used<&VdomSettings::manageip>("manageip"),
    used<&VdomSettings::ngfw_mode>("ngfw-mode"),
    used<&VdomSettings::status>("status"),
    used<&VdomSettings::central_nat>("central-nat"),
    used<&VdomSettings::strict_src_check>("strict-src-check"),
    used<&VdomSettings::asymroute>("asymroute"),
    used<&VdomSettings::asymroute6>("asymroute6"),
    used<&VdomSettings::tcp_session_without_syn>("tcp-session-without-syn"),
    used<&VdomSettings::consolidated>("consolidated-firewall-mode"),
    used<&VdomSettings::multicast_forward>("multicast-forward"),
    used<&VdomSettings::multicast_skip_policy>("multicast-skip-policy"),
    // Whether ICMP is let through without a session: packets that no policy permits.
    unmodelled("asymroute-icmp asymroute6-icmp allow-linkdown-path"),
    skip("gui-* comments inspection-mode http-external-dest firewall-session-dirty bfd bfd-* "
         "default-voip-alg-mode "
         "default-app-port-as-service application-bandwidth-tracking default-policy-expiry-days status sip-* "
         "sccp-port multicast-ttl-notchange ses-denied-traffic ses-denied-multicast-traffic "
         "strict-* allow-subnet-overlap deny-tcp-with-icmp ecmp-max-paths v4-ecmp-mode "
         "discovered-device-timeout "
         "email-portal-check-dns default-* h323-direct-model auxiliary-session utf8-spam-tagging "
         "wccp-cache-engine vpn-stats-* "
         "v4-* link-down-access nat46-* nat64-* ike-* ipsec-* location-id mac-ttl lldp-* dhcp-* "
         "dyn-addr-session-check "
         "device gateway gateway6 ip ip6 block-land-attack snat-hairpin-traffic intree-ses-best-route "
         "lan-extension* "
         "motherboard-traffic-forwarding hyperscale-* nonsync* vdom-type session-insert-trap "
         "prp-trailer-action application-*  internet-service-* policy-offload-level "
         "dp-load-distribution-method "
         "ext-resource-session-check per-ip-* fw-session-hairpin fqdn-session-check ssl-ssh-profile "
         "trap-* detect-unknown-esp gtp-* pfcp-* manageip6 compliance-check implicit-allow-dns "
         "sctp-session-without-init uuid ses-* ips-* calc-* system-*"),
};
constexpr Schema settings_schema{settings_rows, anything_sections, false};

constexpr KeyRow ssl_vpn_rows[] = {
    used<&SslVpnSettings::status>("status"),
    used<&SslVpnSettings::port>("port"),
    used<&SslVpnSettings::source_interface>("source-interface"),
    used<&SslVpnSettings::tunnel_ip_pools>("tunnel-ip-pools"),
    used<&SslVpnSettings::tunnel_ipv6_pools>("tunnel-ipv6-pools"),
    skip("*"),
};
constexpr Schema ssl_vpn_schema{ssl_vpn_rows, anything_sections, false};

constexpr KeyRow listener_rows[] = {
    used<&Listener::status>("status ntpsync"),
    used<&Listener::server_mode>("server-mode"),
    used<&Listener::interfaces>("interface"),
    skip("*"),
};
constexpr Schema listener_schema{listener_rows, anything_sections, false};

constexpr KeyRow explicit_proxy_rows[] = {
    used<&ExplicitProxy::status>("status"),
    used<&ExplicitProxy::http_incoming_port>("http-incoming-port incoming-port"),
    skip("*"),
};
constexpr Schema explicit_proxy_schema{explicit_proxy_rows, anything_sections, false};

constexpr KeyRow switched_on_rows[] = {used<&SwitchedOn::status>("status bindthroughfw"), skip("*")};
constexpr Schema switched_on_schema{switched_on_rows, anything_sections, false};

// --- sections

constexpr Section top_sections[] = {
    entries<&Config::interfaces>("system interface", interface_schema),
    entries<&Config::switches>("system switch-interface", switch_schema),
    entries<&Config::virtual_switches>("system virtual-switch", virtual_switch_schema),
    entries<&Config::vdom_links>("system vdom-link", vdom_link_schema),
    entries<&Vdom::wire_pairs>("system virtual-wire-pair", wire_pair_schema),
    entries<&Vdom::ipsec_aggregates>("system ipsec-aggregate", ipsec_aggregate_schema),
    entries<&Config::gre>("system gre-tunnel", plain_tunnel_schema),
    entries<&Config::ipip>("system ipip-tunnel", plain_tunnel_schema),
    entries<&Config::sit>("system sit-tunnel", plain_tunnel_schema),
    entries<&Config::ipv6_tunnels>("system ipv6-tunnel", plain_tunnel_schema),
    entries<&Config::vxlan>("system vxlan", plain_tunnel_schema),
    entries<&Config::geneve>("system geneve", plain_tunnel_schema),
    entries<&Config::pppoe>("system pppoe-interface", plain_tunnel_schema),
    single<&Config::vne>("system vne-tunnel", plain_tunnel_schema),
    single<&Config::vne>("system vne-interface", plain_tunnel_schema),
    single<&Config::global>("system global", global_schema),
    entries<&Config::admins>("system admin", admin_schema),
    single<&Config::ha>("system ha", ha_schema),
    single<&Config::ntp>("system ntp", listener_schema),

    single<&Vdom::settings>("system settings", settings_schema),
    entries<&Vdom::zones>("system zone", zone_schema),
    single<&Vdom::sdwan>("system sdwan", sdwan_schema),
    single<&Vdom::virtual_wan_link>("system virtual-wan-link", sdwan_schema),
    entries<&Vdom::link_monitors>("system link-monitor", link_monitor_schema),
    entries<&Vdom::dhcp_servers>("system dhcp server", listener_schema),
    entries<&Vdom::dhcp6_servers>("system dhcp6 server", listener_schema),
    entries<&Vdom::dns_servers>("system dns-server", listener_schema),
    entries<&Vdom::proxy_arp>("system proxy-arp", listener_schema),
    entries<&Vdom::external_resources>("system external-resource", name_matters_schema),
    single<&Vdom::nat64>("system nat64", switched_on_schema),

    entries<&Vdom::addresses>("firewall address", address_schema),
    entries<&Vdom::addresses6>("firewall address6", address6_schema),
    entries<&Vdom::multicast_addresses>("firewall multicast-address", address_schema),
    entries<&Vdom::multicast_addresses6>("firewall multicast-address6", address6_schema),
    entries<&Vdom::groups>("firewall addrgrp", group_schema),
    entries<&Vdom::groups6>("firewall addrgrp6", group_schema),
    entries<&Vdom::wildcard_fqdns>("firewall wildcard-fqdn custom", name_matters_schema),
    entries<&Vdom::wildcard_fqdn_groups>("firewall wildcard-fqdn group", name_matters_schema),
    entries<&Vdom::services>("firewall service custom", service_schema),
    entries<&Vdom::service_groups>("firewall service group", service_group_schema),
    entries<&Vdom::recurring>("firewall schedule recurring", recurring_schema),
    entries<&Vdom::onetime>("firewall schedule onetime", onetime_schema),
    entries<&Vdom::schedule_groups>("firewall schedule group", schedule_group_schema),
    entries<&Vdom::policies>("firewall policy", policy_schema),
    entries<&Vdom::policies>("firewall consolidated policy", policy_schema),
    entries<&Vdom::policies6>("firewall policy6", policy_schema),
    entries<&Vdom::security_policies>("firewall security-policy", policy_schema),
    entries<&Vdom::other_policies>("firewall policy46", policy_schema),
    entries<&Vdom::other_policies>("firewall policy64", policy_schema),
    entries<&Vdom::multicast_policies>("firewall multicast-policy", multicast_policy_schema),
    entries<&Vdom::multicast_policies6>("firewall multicast-policy6", multicast_policy_schema),
    entries<&Vdom::dos_policies>("firewall DoS-policy", dos_schema),
    entries<&Vdom::dos_policies6>("firewall DoS-policy6", dos_schema),
    entries<&Vdom::interface_rules>("firewall acl", interface_rule_schema),
    entries<&Vdom::interface_rules>("firewall acl6", interface_rule_schema),
    entries<&Vdom::interface_rules>("firewall ttl-policy", interface_rule_schema),
    entries<&Vdom::local_in>("firewall local-in-policy", local_in_schema),
    entries<&Vdom::local_in6>("firewall local-in-policy6", local_in_schema),
    entries<&Vdom::proxy_policies>("firewall proxy-policy", proxy_policy_schema),
    entries<&Vdom::proxy_policies>("firewall explicit-proxy-policy", proxy_policy_schema),
    entries<&Vdom::vips>("firewall vip", vip_schema),
    entries<&Vdom::vips6>("firewall vip6", vip_schema),
    entries<&Vdom::vip_groups>("firewall vipgrp", vip_group_schema),
    entries<&Vdom::vip_groups6>("firewall vipgrp6", vip_group_schema),
    entries<&Vdom::pools>("firewall ippool", pool_schema),
    entries<&Vdom::pools6>("firewall ippool6", pool_schema),
    entries<&Vdom::central_snat>("firewall central-snat-map", central_snat_schema),
    single<&Vdom::ipmac>("firewall ipmacbinding setting", switched_on_schema),

    entries<&Vdom::static_routes>("router static", static_schema),
    entries<&Vdom::static_routes6>("router static6", static6_schema),
    entries<&Vdom::router_policies>("router policy", router_policy_schema),
    entries<&Vdom::router_policies6>("router policy6", router_policy_schema),
    single<&Vdom::ospf>("router ospf", ospf_schema),
    single<&Vdom::ospf6>("router ospf6", ospf_schema),
    single<&Vdom::rip>("router rip", rip_schema),
    single<&Vdom::ripng>("router ripng", rip_schema),
    single<&Vdom::bgp>("router bgp", bgp_schema),
    single<&Vdom::isis>("router isis", isis_schema),
    single<&Vdom::multicast>("router multicast", multicast_schema),
    single<&Vdom::multicast>("router multicast6", multicast_schema),

    entries<&Vdom::phase1>("vpn ipsec phase1-interface", phase1_schema),
    entries<&Vdom::phase2>("vpn ipsec phase2-interface", phase2_schema),
    entries<&Vdom::phase1_policy>("vpn ipsec phase1", phase1_schema),
    entries<&Vdom::phase2_policy>("vpn ipsec phase2", phase2_schema),
    single<&Vdom::ssl_vpn>("vpn ssl settings", ssl_vpn_schema),
    single<&Vdom::l2tp>("vpn l2tp", switched_on_schema),
    single<&Vdom::pptp>("vpn pptp", switched_on_schema),
    single<&Vdom::web_proxy>("web-proxy explicit", explicit_proxy_schema),
    single<&Vdom::ftp_proxy>("ftp-proxy explicit", explicit_proxy_schema),

    // May forward or filter, and are not modelled.
    unmodelled_section("firewall vip46"),
    unmodelled_section("firewall vip64"),
    unmodelled_section("firewall access-proxy"),
    unmodelled_section("firewall access-proxy6"),
    unmodelled_section("firewall identity-based-route"),
    unmodelled_section("router auth-path"),
    unmodelled_section("system modem"),
    unmodelled_section("system lte-modem"),
    unmodelled_section("system mobile-tunnel"),
    unmodelled_section("system wccp"),
    unmodelled_section("system nd-proxy"),
    unmodelled_section("system pcp-server"),
    unmodelled_section("nsx"),
    unmodelled_section("nsxt"),
    unmodelled_section("system evpn"),
    unmodelled_section("vpn ipsec concentrator"),
    unmodelled_section("vpn ipsec manualkey"),
    unmodelled_section("vpn ipsec manualkey-interface"),
    unmodelled_section("vpn ssl client"),
    unmodelled_section("vpn ocvpn"),
    unmodelled_section("wanopt peer"),
    unmodelled_section("ztna web-portal"),
    unmodelled_section("ztna traffic-forward-proxy"),

    // Packets are not selected here: profiles that policies refer to ("Content inspection" in README.md),
    // logs and reports, administrators, users, certificates, radio and switch management, texts.
    skip_section("alertemail"),
    skip_section("antivirus"),
    skip_section("application"),
    skip_section("authentication"),
    skip_section("automation"),
    skip_section("aws"),
    skip_section("azure"),
    skip_section("casb"),
    skip_section("certificate"),
    skip_section("cifs"),
    skip_section("debug"),
    skip_section("diameter-filter"),
    skip_section("dlp"),
    skip_section("dnsfilter"),
    skip_section("dpdk"),
    skip_section("emailfilter"),
    skip_section("endpoint-control"),
    skip_section("ethernet-oam"),
    skip_section("extender"),
    skip_section("extender-controller"),
    skip_section("extension-controller"),
    skip_section("file-filter"),
    skip_section("gtp"),
    skip_section("hardware"),
    skip_section("icap"),
    skip_section("imp2p"),
    skip_section("ips"),
    skip_section("log"),
    skip_section("mgmt-data"),
    skip_section("monitoring"),
    skip_section("netscan"),
    skip_section("pfcp"),
    skip_section("report"),
    skip_section("rule"),
    skip_section("sctp-filter"),
    skip_section("spamfilter"),
    skip_section("ssh-filter"),
    skip_section("switch-controller"),
    skip_section("telemetry-controller"),
    skip_section("test"),
    skip_section("user"),
    skip_section("videofilter"),
    skip_section("virtual-patch"),
    skip_section("voip"),
    skip_section("vpn certificate"),
    skip_section("vpn ipsec fec"),
    skip_section("vpn ipsec forticlient"),
    skip_section("vpn kmip-server"),
    skip_section("vpn qkd"),
    skip_section("vpn ssl monitor"),
    skip_section("vpn ssl web"),
    skip_section("waf"),
    skip_section("wanopt"),
    skip_section("web-proxy"),
    skip_section("webfilter"),
    skip_section("wireless-controller"),
    skip_section("ztna"),

    skip_section("firewall auth-portal"),
    skip_section("firewall address6-template"),
    skip_section("firewall access-proxy-ssh-client-cert"),
    skip_section("firewall access-proxy-virtual-host"),
    skip_section("firewall carrier-endpoint-bwl"),
    skip_section("firewall carrier-endpoint-ip-filter"),
    skip_section("firewall city"),
    skip_section("firewall country"),
    skip_section("firewall decrypted-traffic-mirror"),
    skip_section("firewall dnstranslation"),
    skip_section("firewall ghost"),
    skip_section("firewall global"),
    skip_section("firewall gtp"),
    // Their contents are looked at by nothing: a policy with an internet service is uncertain as a whole.
    skip_section("firewall internet-service"),
    skip_section("firewall internet-service-addition"),
    skip_section("firewall internet-service-append"),
    skip_section("firewall internet-service-botnet"),
    skip_section("firewall internet-service-custom"),
    skip_section("firewall internet-service-custom-group"),
    skip_section("firewall internet-service-definition"),
    skip_section("firewall internet-service-extension"),
    skip_section("firewall internet-service-fortiguard"),
    skip_section("firewall internet-service-group"),
    skip_section("firewall internet-service-ipbl-reason"),
    skip_section("firewall internet-service-ipbl-vendor"),
    skip_section("firewall internet-service-list"),
    skip_section("firewall internet-service-name"),
    skip_section("firewall internet-service-owner"),
    skip_section("firewall internet-service-reputation"),
    skip_section("firewall internet-service-sld"),
    skip_section("firewall internet-service-subapp"),
    skip_section("firewall internet-service-cat-definition"),
    skip_section("firewall interface-policy"),  // content inspection of an interface
    skip_section("firewall interface-policy6"),
    skip_section("firewall sniffer"),  // one-arm inspection of mirrored packets
    skip_section("firewall on-demand-sniffer"),
    skip_section("firewall ipmacbinding table"),  // in force only by "ipmacbinding setting"
    skip_section("firewall ipv6-eh-filter"),      // extension headers
    skip_section("firewall ippool_grp"),
    skip_section("firewall ldb-monitor"),
    skip_section("firewall mms-profile"),
    skip_section("firewall modify-profile"),
    skip_section("firewall network-service-dynamic"),
    skip_section("firewall pfcp"),
    skip_section("firewall profile-group"),
    skip_section("firewall profile-protocol-options"),
    skip_section("firewall proxy-address"),  // of proxy policies, which are widened as a whole
    skip_section("firewall proxy-addrgrp"),
    skip_section("firewall region"),
    skip_section("firewall schedule"),
    skip_section("firewall service category"),
    skip_section("firewall shaper"),
    skip_section("firewall shaping-policy"),
    skip_section("firewall shaping-profile"),
    skip_section("firewall ssh"),
    skip_section("firewall ssl"),
    skip_section("firewall ssl-server"),
    skip_section("firewall ssl-ssh-profile"),
    skip_section("firewall traffic-class"),
    skip_section("firewall vendor-mac"),
    skip_section("firewall vendor-mac-summary"),
    skip_section("firewall wildcard-fqdn"),

    // Filters of what routing protocols learn: a protocol that runs is unknown as a whole.
    skip_section("router access-list"),
    skip_section("router access-list6"),
    skip_section("router as-path"),
    skip_section("router aspath-list"),
    skip_section("router bfd"),
    skip_section("router bfd6"),
    skip_section("router community-list"),
    skip_section("router extcommunity-list"),
    skip_section("router key-chain"),
    skip_section("router multicast-flow"),
    skip_section("router prefix-list"),
    skip_section("router prefix-list6"),
    skip_section("router route-map"),
    skip_section("router setting"),

    skip_section("system 3g-modem"),
    skip_section("system accprofile"),
    skip_section("system acme"),
    skip_section("system affinity-interrupt"),
    skip_section("system affinity-packet-redistribution"),
    skip_section("system alarm"),
    skip_section("system alertmail"),
    skip_section("system alias"),
    skip_section("system amc"),
    skip_section("system api-user"),
    skip_section("system arp-table"),
    skip_section("system auto-install"),
    skip_section("system auto-scale"),
    skip_section("system auto-script"),
    skip_section("system auto-update"),
    skip_section("system automation-action"),
    skip_section("system automation-condition"),
    skip_section("system automation-destination"),
    skip_section("system automation-stitch"),
    skip_section("system automation-trigger"),
    skip_section("system autoupdate"),
    skip_section("system bug-report"),
    skip_section("system bypass"),
    skip_section("system carrier-endpoint-translation"),
    skip_section("system central-management"),
    skip_section("system central-mgmt"),
    skip_section("system cloud-service"),
    skip_section("system cluster-sync"),
    skip_section("system console"),
    skip_section("system csf"),
    skip_section("system custom-language"),
    skip_section("system ddns"),
    skip_section("system dedicated-mgmt"),
    skip_section("system device-upgrade"),
    skip_section("system dhcp"),
    skip_section("system dhcp6"),
    skip_section("system dns"),
    skip_section("system dns-database"),
    skip_section("system dns64"),
    skip_section("system dscp-based-priority"),
    skip_section("system email-server"),
    skip_section("system fabric-vpn"),
    skip_section("system federated-upgrade"),
    skip_section("system fips-cc"),
    skip_section("system fm"),
    skip_section("system fortiai"),
    skip_section("system fortianalyzer-connectivity"),
    skip_section("system fortiguard"),
    skip_section("system fortiguard-log"),
    skip_section("system fortimanager"),
    skip_section("system fortindr"),
    skip_section("system fortisandbox"),
    skip_section("system fsso-polling"),
    skip_section("system ftm-push"),
    skip_section("system geoip-country"),
    skip_section("system geoip-override"),
    skip_section("system gi-gk"),
    skip_section("system gui-dashboard"),
    skip_section("system ha-monitor"),
    skip_section("system health-check-fortiguard"),
    skip_section("system ike"),
    skip_section("system ipam"),
    skip_section("system ips"),
    skip_section("system ips-urlfilter-dns"),
    skip_section("system ips-urlfilter-dns6"),
    skip_section("system ipsurlfilter-dns"),
    skip_section("system ipv6-neighbor-cache"),
    skip_section("system iscsi"),
    skip_section("system isf-queue-profile"),
    skip_section("system lldp"),
    skip_section("system mac-address-table"),
    skip_section("system management-tunnel"),
    skip_section("system mem-mgr"),
    skip_section("system nat64-prefix"),
    skip_section("system netflow"),
    skip_section("system network-visibility"),
    skip_section("system ngfw-settings"),
    skip_section("system np6"),
    skip_section("system np6xlite"),
    skip_section("system np7"),
    skip_section("system np7lite"),
    skip_section("system npu"),
    skip_section("system npu-setting"),
    skip_section("system npu-vlink"),
    skip_section("system npu-post"),
    skip_section("system object-tag"),
    skip_section("system object-tagging"),
    skip_section("system password-policy"),
    skip_section("system password-policy-guest-admin"),
    skip_section("system physical-switch"),
    skip_section("system probe-response"),
    skip_section("system ptp"),
    skip_section("system replacemsg"),
    skip_section("system replacemsg-group"),
    skip_section("system replacemsg-image"),
    skip_section("system resource-limits"),
    skip_section("system saml"),
    skip_section("system sdn-connector"),
    skip_section("system sdn-proxy"),
    skip_section("system sdn-vpn"),
    skip_section("system security-rating"),
    // Helpers open only sessions that belong to a permitted one (README.md, "Session helpers").
    skip_section("system session-helper"),
    skip_section("system session-sync"),
    skip_section("system session-ttl"),
    skip_section("system sflow"),
    skip_section("system smc-ntp"),
    skip_section("system sms-server"),
    skip_section("system snmp"),
    skip_section("system speed-test-schedule"),
    skip_section("system speed-test-server"),
    skip_section("system speed-test-setting"),
    skip_section("system sso-admin"),
    skip_section("system sso-forticloud-admin"),
    skip_section("system sso-fortigate-cloud-admin"),
    skip_section("system ssh-config"),
    skip_section("system ssh-keys"),
    skip_section("system standalone-cluster"),
    skip_section("system startup-error-log"),
    skip_section("system storage"),
    skip_section("system stp"),
    skip_section("system timezone"),
    skip_section("system tos-based-priority"),
    skip_section("system vdom"),
    skip_section("system vdom-dns"),
    skip_section("system vdom-exception"),
    skip_section("system vdom-netflow"),
    skip_section("system vdom-property"),
    skip_section("system vdom-radius-server"),
    skip_section("system vdom-sflow"),
    skip_section("system wireless"),
};
constexpr Schema top_schema{{}, top_sections, false};

// --- finding rows

struct KeyIndex {
  std::unordered_map<std::string_view, const KeyRow*> exact;
  std::vector<std::pair<std::string_view, const KeyRow*>> prefixes;
};

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

KeyIndex index_keys(const Schema& schema) {
  KeyIndex index;
  for (const KeyRow& row : schema.rows) {
    for_each_word(row.key, [&](std::string_view key) {
      if (key.back() == '*') {
        index.prefixes.emplace_back(key.substr(0, key.size() - 1), &row);
      } else {
        index.exact.emplace(key, &row);  // the earlier row wins
      }
    });
  }
  return index;
}

}  // namespace

const Schema& top_level() { return top_schema; }

const KeyRow* find_key(const Schema& schema, std::string_view key) {
  // Built on first use; one thread may be reading while another does.
  thread_local std::unordered_map<const Schema*, KeyIndex> indexes;
  auto found = indexes.find(&schema);
  if (found == indexes.end()) found = indexes.emplace(&schema, index_keys(schema)).first;
  const KeyIndex& index = found->second;
  if (const auto exact = index.exact.find(key); exact != index.exact.end()) return exact->second;
  for (const auto& [prefix, row] : index.prefixes) {
    if (key.starts_with(prefix)) return row;
  }
  return nullptr;
}

const Section* find_section(const Schema& schema, const Words& path) {
  std::string joined;
  for (const std::string& word : path) joined += (joined.empty() ? "" : " ") + word;
  const Section* best = nullptr;
  for (const Section& section : schema.sections) {
    const std::string_view row = section.path;
    const bool fits = row == "*" || joined == row || (joined.starts_with(row) && joined[row.size()] == ' ');
    const bool longer =
        best == nullptr || best->path == "*" || (row != "*" && row.size() > best->path.size());
    if (fits && longer) best = &section;
  }
  return best;
}

}  // namespace sekisho::config::fortios
