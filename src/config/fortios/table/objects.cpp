// What policies name: addresses, services, schedules.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

/// What addresses of both families have.
constexpr KeyRow shared_address_rows[] = {
    used<&AddressObject::type>("type"),           used<&AddressObject::start_ip>("start-ip"),
    used<&AddressObject::end_ip>("end-ip"),       used<&AddressObject::country>("country"),
    used<&AddressObject::macaddr>("macaddr"),     used<&AddressObject::start_mac>("start-mac"),
    used<&AddressObject::end_mac>("end-mac"),     used<&AddressObject::sdn>("sdn"),
    used<&AddressObject::route_tag>("route-tag"), skip(decoration),
};
constexpr KeyRow own_address4_rows[] = {
    used<&AddressObject::sub_type>("sub-type"),
    used<&AddressObject::subnet>("subnet"),
    used<&AddressObject::wildcard>("wildcard"),
    used<&AddressObject::fqdn>("fqdn wildcard-fqdn"),
    used<&AddressObject::interface>("interface"),
    // A restriction on where the object may be used, and particulars of run-time lists.
    skip("associated-interface allow-routing cache-ttl clearpass-spt epg-name filter fsso-group "
         "hw-model hw-vendor os sw-version obj-id obj-tag obj-type organization policy-group "
         "sdn-addr-type sdn-tag subnet-name tag-detection-level tag-type tenant node-ip-only dirty "
         "passive-fqdn-learning interface-type agent-id"),
};
constexpr auto address_rows = joined(shared_address_rows, own_address4_rows);
constexpr Section address_sections[] = {skip_section("tagging"), skip_section("list"),
                                        skip_section("dynamic_mapping")};
constexpr Schema address_schema{address_rows, address_sections, true};

constexpr KeyRow own_address6_rows[] = {
    used<&AddressObject::ip6>("ip6"),
    used<&AddressObject::fqdn>("fqdn"),
    skip("cache-ttl template host host-type obj-id sdn-tag tenant epg-name passive-fqdn-learning "
         "associated-interface"),
};
constexpr auto address6_rows = joined(shared_address_rows, own_address6_rows);
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
         "tcp-rst-timer udp-idle-timer session-ttl explicit-proxy app-category application"),
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

constexpr Section sections[] = {
    entries<&Vdom::addresses>("firewall address", address_schema),
    entries<&Vdom::addresses6>("firewall address6", address6_schema),
    entries<&Vdom::multicast_addresses>("firewall multicast-address", address_schema),
    entries<&Vdom::multicast_addresses6>("firewall multicast-address6", address6_schema),
    entries<&Vdom::groups>("firewall addrgrp", group_schema),
    entries<&Vdom::groups6>("firewall addrgrp6", group_schema),
    entries<&Vdom::services>("firewall service custom", service_schema),
    entries<&Vdom::service_groups>("firewall service group", service_group_schema),
    entries<&Vdom::recurring>("firewall schedule recurring", recurring_schema),
    entries<&Vdom::onetime>("firewall schedule onetime", onetime_schema),
    entries<&Vdom::schedule_groups>("firewall schedule group", schedule_group_schema),
};

}  // namespace

std::span<const Section> object_sections() { return sections; }

}  // namespace sekisho::config::fortios
