// Policies and other lists of rules.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

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
    inspects<&Policy::av_profile>("av-profile"),
    inspects<&Policy::ips_sensor>("ips-sensor"),
    inspects("profile-type profile-group webfilter-profile dnsfilter-profile "
             "emailfilter-profile spamfilter-profile dlp-sensor dlp-profile file-filter-profile "
             "application-list voip-profile ips-voip-filter sctp-filter-profile icap-profile "
             "cifs-profile videofilter-profile waf-profile ssh-filter-profile virtual-patch-profile "
             "casb-profile diameter-filter-profile gtp-profile pfcp-profile mms-profile "
             "endpoint-compliance webproxy-profile webproxy-forward-server isolator-server "
             "telemetry-profile"),
    skip(decoration),
    skip("inspection-mode profile-protocol-options ssl-ssh-profile logtraffic-start logtraffic-app "
         "log-http-transaction log-unmatched-traffic capture-packet auto-asic-offload np-acceleration "
         "np-accelation wanopt-* webcache-* traffic-shaper traffic-shaper-reverse per-ip-shaper "
         "session-ttl vlan-cos-fwd vlan-cos-rev diffserv-* diffservcode-* tcp-mss-sender "
         "tcp-mss-receiver auth-cert auth-redirect-addr redirect-url block-notification "
         "custom-log-fields replacemsg-override-group timeout-send-rst send-deny-packet "
         "decrypted-traffic-mirror ssl-mirror ssl-mirror-intf scan-botnet-connections dsri "
         "radius-mac-auth-bypass radius-ip-auth-bypass delay-tcp-npu-session anti-replay "
         "firewall-session-dirty schedule-timeout geoip-anycast dynamic-shaping "
         "passive-wan-health-measurement fec pcp-outbound pcp-poolname port-preserve port-random natip "
         "email-collect captive-portal-exempt auth-path reputation-direction reputation-direction6 "
         "tos-negate rtp-addr ztna-tags-match-logic policy-expiry-date-utc policy-behaviour-type cgn-* "
         "ntlm-guest ntlm-enabled-browsers fsso-agent-for-ntlm sgt gtp-* https-sub-category outbound-* "
         "policyid dscp-* learning endpoint-check nat-* internet-service-src-* log-* policy-offload "
         "app-monitor service-connector radius-* saml-* user-* web-auth-cookie"),
};
constexpr Schema policy_schema{policy_rows, tagging_sections, true};

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

constexpr Section sections[] = {
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
};

}  // namespace

std::span<const Section> policy_sections() { return sections; }

}  // namespace sekisho::config::fortios
