// Channels, exceptions and attestations.
#include "model/diagnostic_cases.hpp"

namespace sekisho::test {
namespace {

const std::string two_segments_and_hosts =
    "snapshot: 1\n"
    "devices: {sw: {config: sw.cfg}, fw: {config: fw.cfg}}\n"
    "segments:\n"
    "  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [sw:Vlan20]}\n"
    "  dmz: {class: dmz, prefixes: [10.3.0.0/16], attached: [fw:port3]}\n"
    "hosts:\n"
    "  san: {segment: dmz, address: 10.3.9.10, sanitizer: mail-text}\n"
    "  mail: {segment: lg, address: 10.2.9.25}\n";

/// One channel on line 10, whose last keys are `text`.
std::string channel(const std::string& text) {
  return two_segments_and_hosts + "channels:\n  - {id: C1, method: business, " + text + "}\n";
}

std::string connection(const std::string& text) {
  return "snapshot: 1\n"
         "devices: {fw: {config: fw.cfg}}\n"
         "segments:\n"
         "  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [fw:port2]}\n"
         "  inet: {class: internet, prefixes: rest, attached: [fw:wan1]}\n"
         "external_connections:\n  - {id: EC1, " +
         text + "}\n";
}

std::string capture(const std::string& text) {
  return two_segments_and_hosts + "captures:\n  - ^^{name: core, " + text + "}\n";
}

std::string exception(const std::string& text) {
  return two_segments_and_hosts + "exceptions:\n  - {id: E1, requirement: R, approver: A, reason: B, " +
         text + "}\n";
}

}  // namespace

const std::vector<SnapshotCase>& register_cases() {
  static const std::vector<SnapshotCase> cases{
      {"channel_is_text",
       two_segments_and_hosts + "channels:\n  - ^^mail\n",
       {"expected_map channels[0] | \"mail\""}},
      {"channel_without_most",
       two_segments_and_hosts + "channels:\n  - ^^id: C1\n    from: dmz\n    to: lg\n",
       {"missing_key channels[0] | services", "missing_key channels[0] | method"}},
      {"channel_without_id",
       two_segments_and_hosts + "channels:\n  - ^^{from: dmz, to: lg, services: any, method: business}\n",
       {"missing_key channels[0] | id"}},
      {"channel_unknown_key",
       channel("from: dmz, to: lg, services: any, ^^aproved_by: X"),
       {"unknown_key aproved_by | channels[0] | approved_by"}},
      {"channel_id_twice",
       two_segments_and_hosts + "channels:\n"
                                "  - {id: C1, from: dmz, to: lg, services: any, method: business}\n"
                                "  - {id: ^^C1, from: dmz, to: lg, services: any, method: business}\n",
       {"duplicate_id C1 | 10"}},
      {"channel_unknown_segment",
       channel("from: ^^dmc, to: lg, services: any"),
       {"unknown_segment dmc | dmz"}},
      {"channel_end_is_list",
       channel("from: ^^[dmz], to: lg, services: any"),
       {"expected_map channels[0].from | [...]"}},
      {"channel_end_without_segment",
       channel("from: ^^{hosts: [san]}, to: lg, services: any"),
       {"missing_key channels[0].from | segment"}},
      {"channel_end_unknown_key",
       channel("from: {segment: dmz, ^^host: [san]}, to: lg, services: any"),
       {"unknown_key host | channels[0].from | hosts"}},
      {"channel_unknown_host",
       channel("from: {segment: dmz, hosts: [^^sun]}, to: lg, services: any"),
       {"unknown_host sun | san"}},
      {"channel_host_of_other_segment",
       channel("from: {segment: dmz, hosts: ^^mail}, to: lg, services: any"),
       {"host_of_other_segment mail | lg | dmz"}},
      {"channel_no_hosts",
       channel("from: {segment: dmz, hosts: ^^[]}, to: lg, services: any"),
       {"empty_list channels[0].from.hosts"}},
      {"channel_no_addresses",
       channel("from: {segment: dmz, addresses: ^^[]}, to: lg, services: any"),
       {"empty_list channels[0].from.addresses"}},
      {"channel_address_outside",
       channel("from: {segment: dmz, addresses: ^^10.2.0.1}, to: lg, services: any"),
       {"address_outside_segment 10.2.0.1 | dmz | lg"}},
      {"channel_bad_address",
       channel("from: {segment: dmz, addresses: [^^dmz]}, to: lg, services: any"),
       {"bad_address dmz"}},
      {"no_services", channel("from: dmz, to: lg, services: ^^[]"), {"empty_list channels[0].services"}},
      {"services_is_map",
       channel("from: dmz, to: lg, services: ^^{tcp: 25}"),
       {"expected_text channels[0].services | {...}"}},
      {"bad_protocol", channel("from: dmz, to: lg, services: [^^tpc/25]"), {"bad_protocol tpc | tcp"}},
      {"protocol_number_too_high",
       channel("from: dmz, to: lg, services: [^^256]"),
       {"bad_protocol 256 | any, icmp, igmp, ipip, tcp, udp, dccp, ipv6, gre, esp, ah, icmpv6, ..."}},
      {"port_too_high", channel("from: dmz, to: lg, services: [^^tcp/65536]"), {"bad_port 65536"}},
      {"port_is_name", channel("from: dmz, to: lg, services: [^^tcp/https]"), {"bad_port https"}},
      {"port_range_reversed", channel("from: dmz, to: lg, services: [^^udp/90-80]"), {"bad_port 90-80"}},
      {"port_empty", channel("from: dmz, to: lg, services: [^^\"tcp/\"]"), {"bad_port "}},
      {"port_negative", channel("from: dmz, to: lg, services: [^^tcp/-1]"), {"bad_port -1"}},
      {"source_port_bad", channel("from: dmz, to: lg, services: [^^tcp/25:x]"), {"bad_port x"}},
      {"ports_of_esp", channel("from: dmz, to: lg, services: [^^esp/1]"), {"bad_service esp/1"}},
      {"ports_of_any", channel("from: dmz, to: lg, services: [^^any/1]"), {"bad_service any/1"}},
      {"icmp_type_too_high", channel("from: dmz, to: lg, services: [^^icmp/256]"), {"bad_icmp_type 256"}},
      {"icmp_type_is_name", channel("from: dmz, to: lg, services: [^^icmpv6/echo]"), {"bad_icmp_type echo"}},
      {"unusual_method",
       two_segments_and_hosts +
           "channels:\n  - {id: C1, from: dmz, to: lg, services: any, method: ^^bussiness}\n",
       {"unusual_method bussiness | business"}},
      {"via_unknown", channel("from: dmz, to: lg, services: any, via: ^^sna"), {"unknown_host sna | san"}},
      {"via_not_sanitizer",
       two_segments_and_hosts +
           "channels:\n  - {id: C1, from: dmz, to: lg, services: any, method: file-cdr, via: ^^san}\n",
       {"via_not_sanitizer file-cdr | san | mail-text"}},
      {"via_no_sanitizer",
       two_segments_and_hosts +
           "channels:\n  - {id: C1, from: dmz, to: lg, services: any, method: file-cdr, via: ^^mail}\n",
       {"via_not_sanitizer file-cdr | mail | -"}},
      {"bad_date",
       channel("from: dmz, to: lg, services: any, expires: ^^2027-02-29"),
       {"bad_date 2027-02-29"}},
      {"date_without_zeros",
       channel("from: dmz, to: lg, services: any, expires: ^^2027-3-1"),
       {"bad_date 2027-3-1"}},
      {"record_is_map",
       channel("from: dmz, to: lg, services: any, record: ^^{no: 12}"),
       {"expected_text channels[0].record | {...}"}},
      {"faults_in_order",
       channel("expires: ^^never, services: [^^tcp/x], to: ^^lgg, from: ^^dm"),
       {"bad_date never", "bad_port x", "unknown_segment lgg | lg", "unknown_segment dm | dmz"}},
      {"exception_without_most",
       two_segments_and_hosts + "exceptions:\n  - ^^{id: E1}\n",
       {"missing_key exceptions[0] | requirement", "missing_key exceptions[0] | approver",
        "missing_key exceptions[0] | reason"}},
      {"exception_unknown_key",
       exception("^^expire: 2027-01-01"),
       {"unknown_key expire | exceptions[0] | expires"}},
      {"exception_bad_end", exception("from: {segment: ^^nowhere}"), {"unknown_segment nowhere | lg, dmz"}},
      {"exception_bad_service",
       exception("services: [^^xyz]"),
       {"bad_protocol xyz | any, icmp, igmp, ipip, tcp, udp, dccp, ipv6, gre, esp, ah, icmpv6, ..."}},
      {"exception_id_twice",
       two_segments_and_hosts + "exceptions:\n"
                                "  - {id: E1, requirement: R, approver: A, reason: B}\n"
                                "  - {id: ^^E1, requirement: R, approver: A, reason: B}\n",
       {"duplicate_id E1 | 10"}},
      {"attestation_without_most",
       two_segments_and_hosts + "attestations:\n  - ^^{document: D}\n",
       {"missing_key attestations[0] | id", "missing_key attestations[0] | requirement",
        "missing_key attestations[0] | statement", "missing_key attestations[0] | stated_by"}},
      {"attestation_statement_is_list",
       two_segments_and_hosts +
           "attestations:\n  - {id: A1, requirement: R, statement: ^^[x], stated_by: S}\n",
       {"expected_text attestations[0].statement | [...]"}},
      {"attestation_unknown_key",
       two_segments_and_hosts +
           "attestations:\n  - {id: A1, requirement: R, statement: x, stated_by: S, ^^by: T}\n",
       {"unknown_key by | attestations[0] | id, requirement, statement, stated_by, document, expires"}},
      {"attestation_bad_date",
       two_segments_and_hosts +
           "attestations:\n  - {id: A1, requirement: R, statement: x, stated_by: S, expires: ^^2027-13-01}\n",
       {"bad_date 2027-13-01"}},
      {"connection_without_most",
       two_segments_and_hosts + "external_connections:\n  - ^^{line: dedicated}\n",
       {"missing_key external_connections[0] | id", "missing_key external_connections[0] | at",
        "missing_key external_connections[0] | to"}},
      {"connection_without_places",
       connection("to: inet, at: ^^[]"),
       {"empty_list external_connections[0].at"}},
      {"connection_of_unknown_device", connection("to: inet, at: ^^fv:wan1"), {"unknown_device fv | fw"}},
      {"connection_to_unknown_segment",
       connection("at: fw:wan1, to: ^^innet"),
       {"unknown_segment innet | inet"}},
      {"connection_to_inside", connection("at: fw:port2, to: ^^lg"), {"connection_not_outside EC1 | lg"}},
      {"connection_bad_date",
       connection("at: fw:wan1, to: inet, expires: ^^2027-13-01"),
       {"bad_date 2027-13-01"}},
      {"connection_id_twice",
       connection("at: fw:wan1, to: inet}\n  - {id: ^^EC1, at: fw:wan1, to: inet"),
       {"duplicate_id EC1 | 7"}},
      {"inventory_without_most",
       two_segments_and_hosts + "inventory:\n  - ^^{label: x}\n",
       {"missing_key inventory[0] | mac", "missing_key inventory[0] | segment"}},
      {"inventory_bad_mac",
       two_segments_and_hosts + "inventory:\n  - {segment: lg, mac: ^^'02:00:5g'}\n",
       {"bad_mac 02:00:5g"}},
      {"inventory_short_mac",
       two_segments_and_hosts + "inventory:\n  - {segment: lg, mac: ^^'02:00'}\n",
       {"bad_mac 02:00"}},
      {"inventory_long_mac",
       two_segments_and_hosts + "inventory:\n  - {segment: lg, mac: ^^'02:00:5e:10:00:01:02'}\n",
       {"bad_mac 02:00:5e:10:00:01:02"}},
      {"capture_without_place", capture("direction: in"), {"capture_place core"}},
      {"capture_with_two_places",
       capture("at: sw:Vlan20, mirror: {device: sw, vlans: 20}"),
       {"capture_place core"}},
      {"capture_without_name",
       two_segments_and_hosts + "captures:\n  - ^^{at: sw:Vlan20}\n",
       {"missing_key captures[0] | name"}},
      {"capture_of_unknown_device",
       two_segments_and_hosts + "captures:\n  - {name: core, at: ^^sx:Vlan20}\n",
       {"unknown_device sx | sw"}},
      {"capture_bad_direction",
       two_segments_and_hosts + "captures:\n  - {name: core, at: sw:Vlan20, direction: ^^inn}\n",
       {"unknown_word inn | captures[0].direction | in, out, both"}},
      {"capture_name_twice",
       two_segments_and_hosts + "captures:\n  - {name: a, at: sw:Vlan20}\n  - {name: ^^a, at: sw:Vlan20}\n",
       {"duplicate_id a | 10"}},
      {"mirror_without_vlans",
       two_segments_and_hosts + "captures:\n  - {name: core, mirror: {device: sw, vlans: ^^[]}}\n",
       {"empty_list captures[0].mirror.vlans"}},
      {"mirror_of_no_vlan",
       two_segments_and_hosts + "captures:\n  - {name: core, mirror: {device: sw, vlans: [20, ^^4095]}}\n",
       {"bad_vlan 4095"}},
  };
  return cases;
}

}  // namespace sekisho::test
