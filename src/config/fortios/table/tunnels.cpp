// Tunnels: IPsec, SSL-VPN, and those without encryption.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

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
    used<&Phase1::ike_version>("ike-version"),
    used<&Phase1::mode>("mode"),
    used<&Phase1::groups>("dhgrp"),
    used<&Phase1::authmethod>("authmethod"),
    used<&Phase1::xauthtype>("xauthtype"),
    used<&Phase1::eap>("eap"),
    used<&Phase1::user_group>("authusrgrp"),
    used<&Phase1::split_include>("ipv4-split-include"),
    used<&Phase1::net_device>("net-device"),
    skip(decoration),
    // Keys, peers' identities, timers: whether a peer may bring the tunnel up, not what passes it.
    skip("keylife certificate authmethod-remote peertype peerid usrgrp peer "
         "peergrp monitor monitor-* tunnel-search exchange-interface-ip exchange-ip-addr4 "
         "exchange-ip-addr6 exchange-fgt-device-id aggregate-member aggregate-weight add-gw-route "
         "psksecret psksecret-remote keepalive distance priority localid localid-type auto-negotiate "
         "negotiate-timeout fragmentation ip-fragmentation dpd dpd-* forticlient-enforcement "
         "npu-offload send-cert-chain suite-b eap-* acct-verify ppk ppk-* wizard-type "
         "reauth authusr authpasswd group-authentication group-authentication-secret "
         "mesh-selector-type idle-timeout idle-timeoutinterval ha-sync-esp-seqno fgsp-sync "
         "nattraversal fragmentation-mtu childless-ike azure-ad-autoconnect client-* rekey "
         "digital-signature-auth signature-hash-alg rsa-signature-format rsa-signature-hash-override "
         "enforce-unique-id cert-id-validation fec-* network-overlay network-id loopback-asymroute "
         "default-gw default-gw-priority ipv4-netmask ipv4-dns-* ipv4-wins-* ipv4-name ipv4-split-* "
         "ipv4-exclude-range split-include-service ipv6-* unity-support domain dns-mode "
         "dns-suffix-search banner include-local-lan save-password client-auto-negotiate "
         "client-keep-alive backup-gateway assign-ip mode-cfg-allow-client-selector mode-cfg-ip-version "
         "vni transport encap-local-gw4 encap-local-gw6 encap-remote-gw4 encap-remote-gw6 kms "
         "inbound-dscp-copy qkd qkd-profile auto-discovery-crossover auto-discovery-offer-interval "
         "auto-discovery-dialup-placeholder link-cost packet-redistribution remote-gw-match "
         "remote-gw-subnet remote-gw-start-ip remote-gw-end-ip remote-gw-country remote-gw-ztna-tags "
         "shared-idle-timeout addke* dev-id dev-id-notification cert-trust-store cert-peer-* "
         "fallback-tcp-threshold fortinet-esp esn default-gw* internal-domain-list dns-* nai* "
         "remote-gw6-* auth-* ems-sn-check cloud-*"),
    // Shortcut tunnels between spokes and encapsulation of other frames.
    unmodelled("auto-discovery-sender auto-discovery-receiver auto-discovery-forwarder "
               "auto-discovery-psk auto-discovery-shortcuts encapsulation encapsulation-address"),
};
constexpr Section phase1_sections[] = {
    skip_section("ipv4-exclude-range"),   skip_section("ipv6-exclude-range"), skip_section("backup-gateway"),
    skip_section("internal-domain-list"), skip_section("certificate"),
};
constexpr Schema phase1_schema{phase1_rows, phase1_sections, false};

constexpr KeyRow phase2_rows[] = {
    used<&Phase2::phase1name>("phase1name"),
    used<&Phase2::proposal>("proposal"),
    used<&Phase2::pfs>("pfs"),
    used<&Phase2::groups>("dhgrp"),
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
    skip("replay keepalive keylife-type keylifeseconds keylifekbs auto-negotiate "
         "single-source route-overlap initiator-ts-narrow diffserv diffservcode dhcp-ipsec ipv4-df "
         "encapsulation l2tp use-natip selector-match add-route inbound-dscp-copy selector-* "
         "auto-discovery-* addke*"),
};
constexpr Schema phase2_schema{phase2_rows, {}, false};

constexpr KeyRow plain_tunnel_rows[] = {
    used<&PlainTunnel::interface>("interface device"),
    used<&PlainTunnel::status>("status"),
    used<&PlainTunnel::mode>("mode"),
    used<&PlainTunnel::local>("local-gw local-gw6 source local-ip"),
    used<&PlainTunnel::remote>("remote-gw remote-gw6 destination br"),
    used<&PlainTunnel::remotes>("remote-ip remote-ip6"),
    skip(pppoe_session),
    skip("pppoe-unnumbered-negotiate ip-version vni dstport sequence-number-transmission "
         "sequence-number-reception checksum-* key-outbound key-inbound dscp-copying diffservcode "
         "keepalive-interval keepalive-failtimes auto-asic-offload tunnel-id use-sdwan "
         "learn-from-traffic evpn-id multicast-ttl update-url http-* bmr-hostname ssl-certificate "
         "dial-on-demand ipv6 pppoe-egress-cos interface-identifier ipv4-address type multi-service"),
};
constexpr Schema plain_tunnel_schema{plain_tunnel_rows, {}, false};

constexpr KeyRow ssl_vpn_rows[] = {
    used<&SslVpnSettings::status>("status"),
    used<&SslVpnSettings::port>("port"),
    used<&SslVpnSettings::source_interface>("source-interface"),
    used<&SslVpnSettings::tunnel_ip_pools>("tunnel-ip-pools"),
    used<&SslVpnSettings::tunnel_ipv6_pools>("tunnel-ipv6-pools"),
    used<&SslVpnSettings::default_portal>("default-portal"),
    used<&SslVpnSettings::min_version>("ssl-min-proto-ver"),
    used<&SslVpnSettings::tls1_0>("tlsv1-0"),
    used<&SslVpnSettings::tls1_1>("tlsv1-1"),
    used<&SslVpnSettings::reqclientcert>("reqclientcert"),
    skip("*"),
};
constexpr KeyRow ssl_vpn_rule_rows[] = {
    used<&SslVpnRule::portal>("portal"),
    used<&SslVpnRule::groups>("groups"),
    used<&SslVpnRule::users>("users"),
    used<&SslVpnRule::client_cert>("client-cert"),
    skip("*"),
};
constexpr Schema ssl_vpn_rule_schema{ssl_vpn_rule_rows, anything_sections, false};
constexpr Section ssl_vpn_sections[] = {
    entries<&SslVpnSettings::rules>("authentication-rule", ssl_vpn_rule_schema),
    skip_section("*"),
};
constexpr Schema ssl_vpn_schema{ssl_vpn_rows, ssl_vpn_sections, false};

constexpr KeyRow portal_rows[] = {
    used<&SslVpnPortal::tunnel_mode>("tunnel-mode"),
    used<&SslVpnPortal::split_tunneling>("split-tunneling"),
    used<&SslVpnPortal::split_networks>("split-tunneling-routing-address"),
    skip("*"),
};
constexpr Schema portal_schema{portal_rows, anything_sections, false};

constexpr Section sections[] = {
    entries<&Config::gre>("system gre-tunnel", plain_tunnel_schema),
    entries<&Config::ipip>("system ipip-tunnel", plain_tunnel_schema),
    entries<&Config::sit>("system sit-tunnel", plain_tunnel_schema),
    entries<&Config::ipv6_tunnels>("system ipv6-tunnel", plain_tunnel_schema),
    entries<&Config::vxlan>("system vxlan", plain_tunnel_schema),
    entries<&Config::geneve>("system geneve", plain_tunnel_schema),
    entries<&Config::pppoe>("system pppoe-interface", plain_tunnel_schema),
    single<&Config::vne>("system vne-tunnel", plain_tunnel_schema),
    single<&Config::vne>("system vne-interface", plain_tunnel_schema),
    entries<&Vdom::phase1>("vpn ipsec phase1-interface", phase1_schema),
    entries<&Vdom::phase2>("vpn ipsec phase2-interface", phase2_schema),
    entries<&Vdom::phase1_policy>("vpn ipsec phase1", phase1_schema),
    entries<&Vdom::phase2_policy>("vpn ipsec phase2", phase2_schema),
    single<&Vdom::ssl_vpn>("vpn ssl settings", ssl_vpn_schema),
    entries<&Vdom::portals>("vpn ssl web portal", portal_schema),
};

}  // namespace

std::span<const Section> tunnel_sections() { return sections; }

}  // namespace sekisho::config::fortios
