// Address translation: virtual IPs, pools, the central SNAT map.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

constexpr KeyRow realserver_rows[] = {
    used<&RealServer::type>("type"),
    used<&RealServer::status>("status"),
    used<&RealServer::address>("address"),
    used<&RealServer::ip>("ip"),
    used<&RealServer::port>("port"),
    skip("id weight holddown-interval healthcheck http-host translate-host max-connections monitor "
         "client-ip addr-type api-gateway addr-* ssh-* domain tunnel-encryption hostkey-*"),
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
    skip("dns-mapping-ttl ldb-method src-vip-filter gratuitous-arp-interval http-* h2-support "
         "h3-support quic ssl-* persistence monitor max-embryonic-connections outlook-web-access "
         "weblogic-server websphere-server client-cert empty-cert-action user-agent-detect "
         "one-click-gslb-server gslb-* add-nat46-route add-nat64-route embedded-ipv4-address "
         "ipv6-mappedport ipv4-mappedport ndp-reply https-*"),
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
         "num-blocks-per-user pba-* arp-reply arp-intf associated-interface add-nat64-route "
         "add-nat46-route cgn-* client-prefix-length tcp-session-quota udp-session-quota "
         "icmp-session-quota privileged-port-use-pba subnet-broadcast-in-ippool utilization-alarm-* "
         "exclude-ip"),
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

constexpr Section sections[] = {
    entries<&Vdom::vips>("firewall vip", vip_schema),
    entries<&Vdom::vips6>("firewall vip6", vip_schema),
    entries<&Vdom::vip_groups>("firewall vipgrp", vip_group_schema),
    entries<&Vdom::vip_groups6>("firewall vipgrp6", vip_group_schema),
    entries<&Vdom::pools>("firewall ippool", pool_schema),
    entries<&Vdom::pools6>("firewall ippool6", pool_schema),
    entries<&Vdom::central_snat>("firewall central-snat-map", central_snat_schema),
};

}  // namespace

std::span<const Section> translation_sections() { return sections; }

}  // namespace sekisho::config::fortios
