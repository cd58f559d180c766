// Sections that are known and not read: those that may forward or filter, and those that cannot.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

#include <array>

namespace sekisho::config::fortios {
namespace {

/// They may forward or filter, and are not modelled.
constexpr std::string_view unmodelled_paths[] = {"firewall vip46",
                                                 "firewall vip64",
                                                 "firewall access-proxy",
                                                 "firewall access-proxy6",
                                                 "firewall identity-based-route",
                                                 "router auth-path",
                                                 "system modem",
                                                 "system lte-modem",
                                                 "system mobile-tunnel",
                                                 "system wccp",
                                                 "system nd-proxy",
                                                 "system pcp-server",
                                                 "nsx",
                                                 "nsxt",
                                                 "system evpn",
                                                 "vpn ipsec concentrator",
                                                 "vpn ipsec manualkey",
                                                 "vpn ipsec manualkey-interface",
                                                 "vpn ssl client",
                                                 "vpn ocvpn",
                                                 "wanopt peer",
                                                 "ztna web-portal",
                                                 "ztna traffic-forward-proxy"};

/// Packets are not selected here: profiles that policies refer to ("Content inspection" in README.md),
/// logs and reports, users, certificates, radio and switch management, texts.
constexpr std::string_view irrelevant_paths[] = {
    "alertemail", "antivirus", "application", "authentication", "automation", "aws", "azure", "casb",
    "certificate", "cifs", "debug", "diameter-filter", "dlp", "dnsfilter", "dpdk", "emailfilter",
    "endpoint-control", "ethernet-oam", "extender", "extender-controller", "extension-controller",
    "file-filter", "gtp", "hardware", "icap", "imp2p", "ips", "log", "mgmt-data", "monitoring", "netscan",
    "pfcp", "report", "rule", "sctp-filter", "spamfilter", "ssh-filter", "switch-controller",
    "telemetry-controller", "test", "user", "videofilter", "virtual-patch", "voip", "vpn certificate",
    "vpn ipsec fec", "vpn ipsec forticlient", "vpn kmip-server", "vpn qkd", "vpn ssl monitor", "vpn ssl web",
    "waf", "wanopt", "web-proxy", "webfilter", "wireless-controller", "ztna",

    "firewall auth-portal", "firewall address6-template", "firewall access-proxy-ssh-client-cert",
    "firewall access-proxy-virtual-host", "firewall carrier-endpoint-bwl",
    "firewall carrier-endpoint-ip-filter", "firewall city", "firewall country",
    "firewall decrypted-traffic-mirror", "firewall dnstranslation", "firewall ghost", "firewall global",
    "firewall gtp",
    // Their contents are looked at by nothing: a policy with an internet service is uncertain as a whole.
    "firewall internet-service", "firewall internet-service-addition", "firewall internet-service-append",
    "firewall internet-service-botnet", "firewall internet-service-custom",
    "firewall internet-service-custom-group", "firewall internet-service-definition",
    "firewall internet-service-extension", "firewall internet-service-fortiguard",
    "firewall internet-service-group", "firewall internet-service-ipbl-reason",
    "firewall internet-service-ipbl-vendor", "firewall internet-service-list",
    "firewall internet-service-name", "firewall internet-service-owner",
    "firewall internet-service-reputation", "firewall internet-service-sld",
    "firewall internet-service-subapp", "firewall internet-service-cat-definition",
    "firewall interface-policy",  // content inspection of an interface
    "firewall interface-policy6",
    "firewall sniffer",  // one-arm inspection of mirrored packets
    "firewall on-demand-sniffer",
    "firewall ipv6-eh-filter",  // extension headers
    "firewall ippool_grp", "firewall ldb-monitor", "firewall mms-profile", "firewall modify-profile",
    "firewall network-service-dynamic", "firewall pfcp", "firewall profile-group",
    "firewall profile-protocol-options",
    "firewall proxy-address",  // of proxy policies, which are widened as a whole
    "firewall proxy-addrgrp", "firewall region", "firewall schedule", "firewall service category",
    "firewall shaper", "firewall shaping-policy", "firewall shaping-profile", "firewall ssh", "firewall ssl",
    "firewall ssl-server", "firewall ssl-ssh-profile", "firewall traffic-class", "firewall vendor-mac",
    "firewall vendor-mac-summary", "firewall wildcard-fqdn",

    // Filters of what routing protocols learn: a protocol that runs is unknown as a whole.
    "router access-list", "router access-list6", "router as-path", "router aspath-list", "router bfd",
    "router bfd6", "router community-list", "router extcommunity-list", "router key-chain",
    "router multicast-flow", "router prefix-list", "router prefix-list6", "router route-map",
    "router setting",

    "system 3g-modem", "system acme", "system affinity-interrupt", "system affinity-packet-redistribution",
    "system alarm", "system alertmail", "system alias", "system amc", "system api-user",
    "system auto-install", "system auto-scale", "system auto-script", "system auto-update",
    "system automation-action", "system automation-condition", "system automation-destination",
    "system automation-stitch", "system automation-trigger", "system autoupdate", "system bug-report",
    "system bypass", "system carrier-endpoint-translation", "system central-management",
    "system central-mgmt", "system cloud-service", "system cluster-sync", "system console", "system csf",
    "system custom-language", "system ddns", "system dedicated-mgmt", "system device-upgrade", "system dhcp",
    "system dhcp6", "system dns-database", "system dns64", "system dscp-based-priority",
    "system email-server", "system fabric-vpn", "system federated-upgrade", "system fips-cc", "system fm",
    "system fortiai", "system fortianalyzer-connectivity", "system fortiguard", "system fortiguard-log",
    "system fortimanager", "system fortindr", "system fortisandbox", "system fsso-polling", "system ftm-push",
    "system geoip-country", "system geoip-override", "system gi-gk", "system gui-dashboard",
    "system ha-monitor", "system health-check-fortiguard", "system ike", "system ipam", "system ips",
    "system ips-urlfilter-dns", "system ips-urlfilter-dns6", "system ipsurlfilter-dns", "system iscsi",
    "system isf-queue-profile", "system lldp", "system mac-address-table", "system management-tunnel",
    "system mem-mgr", "system nat64-prefix", "system netflow", "system network-visibility",
    "system ngfw-settings", "system np6", "system np6xlite", "system np7", "system np7lite", "system npu",
    "system npu-setting", "system npu-vlink", "system npu-post", "system object-tag", "system object-tagging",
    "system password-policy", "system password-policy-guest-admin", "system physical-switch",
    "system probe-response", "system ptp", "system replacemsg", "system replacemsg-group",
    "system replacemsg-image", "system resource-limits", "system saml", "system sdn-connector",
    "system sdn-proxy", "system sdn-vpn", "system security-rating",
    // Helpers open only sessions that belong to a permitted one (README.md, "Session helpers").
    "system session-helper", "system session-sync", "system session-ttl", "system sflow", "system smc-ntp",
    "system sms-server", "system snmp", "system speed-test-schedule", "system speed-test-server",
    "system speed-test-setting", "system sso-admin", "system sso-forticloud-admin",
    "system sso-fortigate-cloud-admin", "system ssh-config", "system ssh-keys", "system standalone-cluster",
    "system startup-error-log", "system storage", "system stp", "system timezone",
    "system tos-based-priority", "system vdom", "system vdom-dns", "system vdom-exception",
    "system vdom-netflow", "system vdom-property", "system vdom-radius-server", "system vdom-sflow",
    "system wireless"};

template <std::size_t N>
constexpr std::array<Section, N> rows_of(const std::string_view (&paths)[N], SectionUse use) {
  std::array<Section, N> rows;
  for (std::size_t i = 0; i < N; ++i) rows[i] = {paths[i], use};
  return rows;
}

constexpr auto unmodelled_rows = rows_of(unmodelled_paths, SectionUse::unsupported);
constexpr auto irrelevant_rows = rows_of(irrelevant_paths, SectionUse::irrelevant);

}  // namespace

std::span<const Section> unmodelled_sections() { return unmodelled_rows; }
std::span<const Section> irrelevant_sections() { return irrelevant_rows; }

}  // namespace sekisho::config::fortios
