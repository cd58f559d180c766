// Routes, routing protocols, SD-WAN.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

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
         "spillover-threshold ingress-spillover-threshold volume-ratio transport-group ping-server "
         "status-* detect-*"),
};
constexpr Schema sdwan_member_schema{sdwan_member_rows, {}, false};
constexpr KeyRow sdwan_rule_rows[] = {used<&SdwanRule::status>("status"), skip("*")};
constexpr Schema sdwan_rule_schema{sdwan_rule_rows, anything_sections, false};
constexpr KeyRow sdwan_rows[] = {
    used<&Sdwan::status>("status"),
    skip("load-balance-mode speedtest-bypass-routing duplication-max-num duplication-max-discrepancy "
         "neighbor-hold-down neighbor-hold-down-time app-perf-log-period neighbor-hold-boot-time "
         "fail-detect fail-alert-interfaces internet-service-* topology-*"),
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

constexpr Section sections[] = {
    single<&Vdom::sdwan>("system sdwan", sdwan_schema),
    single<&Vdom::virtual_wan_link>("system virtual-wan-link", sdwan_schema),
    entries<&Vdom::link_monitors>("system link-monitor", link_monitor_schema),
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
};

}  // namespace

std::span<const Section> routing_sections() { return sections; }

}  // namespace sekisho::config::fortios
