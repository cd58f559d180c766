// The device itself: administrators, settings, what listens.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

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
    used<&Admin::peer_auth>("peer-auth"),
    used<&Admin::password>("password"),
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
    used<&GlobalSettings::admin_ssh_v1>("admin-ssh-v1"),
    used<&GlobalSettings::admintimeout>("admintimeout"),
    used<&GlobalSettings::admin_https_ssl_versions>("admin-https-ssl-versions"),
    used<&GlobalSettings::strong_crypto>("strong-crypto"),
    used<&GlobalSettings::vdom_mode>("vdom-mode"),
    used<&GlobalSettings::vdom_admin>("vdom-admin"),
    // Names, clocks, displays, administrators' sessions, certificates, ciphers, timers, CPUs, updates.
    skip("admin* alias asset-tag timezone language gui-* daily-restart restart-time revision-* refresh "
         "remoteauthtimeout radius-port ldapconntimeout ldap* auth-* ssl-* ssh-* "
         "dh-params user-* private-data-encryption management-* switch-controller* wireless-* wifi-* "
         "fds-* cert-chain-max cfg-* check-* clt-cert-req compliance-* cpu-use-threshold dst "
         "endpoint-control-* explicit-proxy-auth-timeout failtime fgd-* forticloud-* fortiextender* "
         "fortitoken-* fortiservice-port fortiipam-* fortigslb-* fortiview-* faz-* ha-affinity honor-df "
         "hyper-scale* igmp-* interface-subnet-usage interval internet-service-* ip-* ip6-* ipsec-* "
         "ipv6-* irq-* lan-extension* legacy-poe-device-support lldp-* log-* login-timestamp "
         "long-vdom-name max-* mc-ttl-notchange memory-use-* miglog* miglogd-children "
         "multi-factor-authentication multicast-forward ndp-max-entry optimize* per-user-bal "
         "per-user-bwl pmtu-discovery policy-auth-concurrent post-login-banner pre-login-banner proxy-* "
         "purdue-level quic-* reboot-upon-config-restore reset-sessionless-tcp scanunit-* scim-* "
         "security-rating-* sflowd-* send-pmtu-icmp show-backplane-intf single-vdom-npuvlink "
         "snat-route-change special-file-23-support speedtest* split-port split-port-mode sslvpn-* "
         "sys-* syslog-affinity tcp-option tcp-*-timer tcp-halfclose-timer tcp-halfopen-timer "
         "tcp-rst-timer tcp-timewait-timer tp-mc-skip-policy traffic-priority* two-factor-* "
         "udp-idle-timer upgrade-report url-filter-* usb-* vendor-* video* vip-arp-range "
         "virtual-server-* virtual-switch-vlan vpn-* wad-* wimax-4g-usb arp-max-entry anti-replay "
         "application-bandwidth-tracking av-affinity av-failopen av-failopen-session avd-* "
         "allow-traffic-redirect batch-cmdb block-session-timer br-fdb-max-entry autorun-log-fsck "
         "awareness* bfd-affinity csr-ca-attribute default-service-source-port delay-tcp-npu-session "
         "device-* dnsproxy-* edit-vdom-prompt early-tcp-npu-session "
         "extender-controller-reserved-network fec-port fortigate-* hostname-* http-* iscsi-* slbc-* "
         "kernel-* mgmt-* nat* np* ntp* reset* rollout* sdwan-* secure-* session* tunnel* traffic* two* "
         "forticonverter* forticontroller* fortilink* airplane-mode ipam* gateway* gw* graphs* object* "
         "registration-notification service-expire-notification phase1-rekey firewall-* dp-* dynamic-* "
         "cli-* rest-* router-* ssd-* tftp tls-* cloud-* asymroute strict-dirty-session-check "
         "endpoint-* alert* enable-* cloud-* cmdb* disk* update-* upgrade-* loglocaldeny telemetry-* "
         "peer-*"),
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
         "default-voip-alg-mode default-app-port-as-service application-bandwidth-tracking "
         "default-policy-expiry-days status sip-* sccp-port multicast-ttl-notchange ses-denied-traffic "
         "ses-denied-multicast-traffic strict-* allow-subnet-overlap deny-tcp-with-icmp ecmp-max-paths "
         "v4-ecmp-mode discovered-device-timeout email-portal-check-dns default-* h323-direct-model "
         "auxiliary-session utf8-spam-tagging wccp-cache-engine vpn-stats-* v4-* link-down-access "
         "nat46-* nat64-* ike-* ipsec-* location-id mac-ttl lldp-* dhcp-* dyn-addr-session-check device "
         "gateway gateway6 ip ip6 block-land-attack snat-hairpin-traffic intree-ses-best-route "
         "lan-extension* motherboard-traffic-forwarding hyperscale-* nonsync* vdom-type "
         "session-insert-trap prp-trailer-action application-* internet-service-* policy-offload-level "
         "dp-load-distribution-method ext-resource-session-check per-ip-* fw-session-hairpin "
         "fqdn-session-check ssl-ssh-profile trap-* detect-unknown-esp gtp-* pfcp-* manageip6 "
         "compliance-check implicit-allow-dns sctp-session-without-init uuid ses-* ips-* calc-* "
         "system-*"),
};
constexpr Schema settings_schema{settings_rows, anything_sections, false};

constexpr KeyRow listener_rows[] = {
    used<&Listener::status>("status"),
    used<&Listener::server_mode>("server-mode"),
    used<&Listener::interfaces>("interface"),
    skip("*"),
};
constexpr Schema listener_schema{listener_rows, anything_sections, false};

constexpr KeyRow ntp_server_rows[] = {used<&NtpServer::server>("server"), skip("*")};
constexpr Schema ntp_server_schema{ntp_server_rows, anything_sections, false};
constexpr KeyRow ntp_rows[] = {
    used<&Listener::status>("ntpsync"),
    used<&Listener::type>("type"),
    used<&Listener::server_mode>("server-mode"),
    used<&Listener::interfaces>("interface"),
    skip("*"),
};
constexpr Section ntp_sections[] = {
    entries<&Listener::servers>("ntpserver", ntp_server_schema),
    skip_section("*"),
};
constexpr Schema ntp_schema{ntp_rows, ntp_sections, false};

constexpr KeyRow explicit_proxy_rows[] = {
    used<&ExplicitProxy::status>("status"),
    used<&ExplicitProxy::http_incoming_port>("http-incoming-port incoming-port"),
    skip("*"),
};
constexpr Schema explicit_proxy_schema{explicit_proxy_rows, anything_sections, false};

constexpr KeyRow switched_on_rows[] = {used<&SwitchedOn::status>("status bindthroughfw"), skip("*")};
constexpr Schema switched_on_schema{switched_on_rows, anything_sections, false};

constexpr Section sections[] = {
    single<&Config::global>("system global", global_schema),
    entries<&Config::admins>("system admin", admin_schema),
    single<&Config::ha>("system ha", ha_schema),
    single<&Config::ntp>("system ntp", ntp_schema),
    single<&Vdom::settings>("system settings", settings_schema),
    entries<&Vdom::dhcp_servers>("system dhcp server", listener_schema),
    entries<&Vdom::dhcp6_servers>("system dhcp6 server", listener_schema),
    entries<&Vdom::dns_servers>("system dns-server", listener_schema),
    entries<&Vdom::proxy_arp>("system proxy-arp", listener_schema),
    entries<&Vdom::external_resources>("system external-resource", name_matters_schema),
    single<&Vdom::nat64>("system nat64", switched_on_schema),
    entries<&Vdom::wildcard_fqdns>("firewall wildcard-fqdn custom", name_matters_schema),
    entries<&Vdom::wildcard_fqdn_groups>("firewall wildcard-fqdn group", name_matters_schema),
    single<&Vdom::ipmac>("firewall ipmacbinding setting", switched_on_schema),
    single<&Vdom::l2tp>("vpn l2tp", switched_on_schema),
    single<&Vdom::pptp>("vpn pptp", switched_on_schema),
    single<&Vdom::web_proxy>("web-proxy explicit", explicit_proxy_schema),
    single<&Vdom::ftp_proxy>("ftp-proxy explicit", explicit_proxy_schema),
};

}  // namespace

std::span<const Section> device_sections() { return sections; }

}  // namespace sekisho::config::fortios
