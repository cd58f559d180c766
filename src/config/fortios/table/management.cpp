// How the device is managed: logs, resolvers, SNMP, users, neighbours. Nothing here changes which packets go
// where.
#include "config/fortios/table/rows.hpp"
#include "config/fortios/table/sections.hpp"

namespace sekisho::config::fortios {
namespace {

constexpr KeyRow profile_rows[] = {
    used<&AccessProfile::admintimeout_override>("admintimeout-override"),
    used<&AccessProfile::admintimeout>("admintimeout"),
    skip("*"),
};
constexpr Schema profile_schema{profile_rows, anything_sections, false};

constexpr KeyRow target_rows[] = {
    used<&LogTarget::status>("status"),
    used<&LogTarget::server>("server"),
    skip("*"),
};
constexpr Schema target_schema{target_rows, anything_sections, false};

constexpr KeyRow log_rows[] = {
    used<&LogSettings::implicit_policy>("fwpolicy-implicit-log"),
    used<&LogSettings::local_in_deny_unicast>("local-in-deny-unicast"),
    used<&LogSettings::local_in_deny_broadcast>("local-in-deny-broadcast"),
    skip("*"),
};
constexpr Schema log_schema{log_rows, anything_sections, false};

constexpr KeyRow dns_rows[] = {
    used<&DnsSettings::primary>("primary"),
    used<&DnsSettings::secondary>("secondary"),
    skip("*"),
};
constexpr Schema dns_schema{dns_rows, anything_sections, false};

constexpr KeyRow community_rows[] = {
    used<&SnmpCommunity::community>("name"),
    used<&SnmpCommunity::status>("status"),
    used<&SnmpCommunity::query_v1>("query-v1-status"),
    used<&SnmpCommunity::query_v2c>("query-v2c-status"),
    skip("*"),
};
constexpr Schema community_schema{community_rows, anything_sections, false};

constexpr KeyRow snmp_user_rows[] = {
    used<&SnmpUser::status>("status"),
    used<&SnmpUser::queries>("queries"),
    used<&SnmpUser::security_level>("security-level"),
    used<&SnmpUser::auth_proto>("auth-proto"),
    used<&SnmpUser::priv_proto>("priv-proto"),
    skip("*"),
};
constexpr Schema snmp_user_schema{snmp_user_rows, anything_sections, false};

constexpr KeyRow switch_rows[] = {used<&SwitchedOn::status>("status"), skip("*")};
constexpr Schema switch_schema{switch_rows, anything_sections, false};

constexpr KeyRow local_user_rows[] = {
    used<&LocalUser::type>("type"),
    used<&LocalUser::two_factor>("two-factor"),
    skip("*"),
};
constexpr Schema local_user_schema{local_user_rows, anything_sections, false};

constexpr KeyRow user_group_rows[] = {used<&UserGroup::member>("member"), skip("*")};
constexpr Schema user_group_schema{user_group_rows, anything_sections, false};

constexpr KeyRow neighbour_rows[] = {
    used<&NeighbourEntry::interface>("interface"),
    used<&NeighbourEntry::ip>("ip ipv6"),
    used<&NeighbourEntry::mac>("mac"),
    used<&NeighbourEntry::status>("status"),
    skip("*"),
};
constexpr Schema neighbour_schema{neighbour_rows, anything_sections, false};

constexpr Section sections[] = {
    entries<&Config::profiles>("system accprofile", profile_schema),
    single<&Config::syslog>("log syslogd setting", target_schema),
    single<&Config::syslog2>("log syslogd2 setting", target_schema),
    single<&Config::syslog3>("log syslogd3 setting", target_schema),
    single<&Config::syslog4>("log syslogd4 setting", target_schema),
    single<&Config::analyzer>("log fortianalyzer setting", target_schema),
    single<&Config::analyzer2>("log fortianalyzer2 setting", target_schema),
    single<&Config::analyzer3>("log fortianalyzer3 setting", target_schema),
    single<&Config::analyzer_cloud>("log fortianalyzer-cloud setting", target_schema),
    single<&Config::log_cloud>("log fortiguard setting", target_schema),
    single<&Vdom::syslog_override>("log syslogd override-setting", target_schema),
    single<&Vdom::analyzer_override>("log fortianalyzer override-setting", target_schema),
    single<&Vdom::log_settings>("log setting", log_schema),
    single<&Config::dns>("system dns", dns_schema),
    single<&Config::snmp>("system snmp sysinfo", switch_schema),
    entries<&Config::snmp_communities>("system snmp community", community_schema),
    entries<&Config::snmp_users>("system snmp user", snmp_user_schema),
    entries<&Vdom::local_users>("user local", local_user_schema),
    entries<&Vdom::user_groups>("user group", user_group_schema),
    entries<&Vdom::second_factor_servers>("user radius", name_matters_schema),
    entries<&Vdom::second_factor_servers>("user saml", name_matters_schema),
    entries<&Vdom::second_factor_servers>("user tacacs+", name_matters_schema),
    entries<&Config::neighbours>("system arp-table", neighbour_schema),
    entries<&Config::neighbours>("system ipv6-neighbor-cache", neighbour_schema),
    entries<&Vdom::ipmac_table>("firewall ipmacbinding table", neighbour_schema),
};

}  // namespace

std::span<const Section> management_sections() { return sections; }

}  // namespace sekisho::config::fortios
