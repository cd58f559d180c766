// Devices, links, segments and hosts.
#include "model/diagnostic_cases.hpp"

namespace sekisho::test {
namespace {

const std::string start = "snapshot: 1\ndevices: {sw: {config: sw.cfg}, fw: {config: fw.cfg}}\n";

/// A segment that is attached, so that its other faults stand alone.
std::string segments(const std::string& text) { return start + "segments:\n" + text; }

const std::string two_segments =
    start + "segments:\n  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [sw:Vlan20]}\n"
            "  dmz: {class: dmz, prefixes: [10.3.0.0/16], attached: [fw:port3]}\n";

}  // namespace

const std::vector<SnapshotCase>& topology_cases() {
  static const std::vector<SnapshotCase> cases{
      // devices
      {"device_unknown_key", "snapshot: 1\ndevices: {sw: {config: sw.cfg, ^^rotes: x}}\n",
       {"unknown_key rotes | devices.sw | routes"}},
      {"device_without_config", "snapshot: 1\ndevices: {sw: ^^{language: fortios}}\n",
       {"missing_key devices.sw | config"}},
      {"device_empty_config", "snapshot: 1\ndevices: {sw: {config: ^^[]}}\n", {"empty_list devices.sw.config"}},
      {"device_is_text", "snapshot: 1\ndevices: {sw: ^^sw.cfg}\n", {"expected_map devices.sw | \"sw.cfg\""}},
      {"device_config_is_map", "snapshot: 1\ndevices: {sw: {config: ^^{a: b}}}\n",
       {"expected_text devices.sw.config | {...}"}},
      {"device_config_item_is_list", "snapshot: 1\ndevices: {sw: {config: [sw.cfg, ^^[x]]}}\n",
       {"expected_text devices.sw.config[1] | [...]"}},
      {"device_twice", "snapshot: 1\ndevices:\n  sw: {config: sw.cfg}\n  ^^sw: {config: fw.cfg}\n",
       {"duplicate_key sw | devices | 3"}},
      {"device_name_with_colon", "snapshot: 1\ndevices: {^^\"a:b\": {config: sw.cfg}}\n", {"bad_name a:b"}},
      {"device_name_is_list", "snapshot: 1\ndevices: {? ^^[a] : {config: sw.cfg}}\n",
       {"expected_text devices | [...]"}},
      {"file_missing_with_near_name", "snapshot: 1\ndevices: {sw: {config: ^^sv.cfg}}\n",
       {"file_missing sv.cfg | sw.cfg"}},
      {"file_missing", "snapshot: 1\ndevices: {sw: {config: sw.cfg, routes: [fw.routes, ^^nowhere/r.txt]}}\n",
       {"file_missing nowhere/r.txt | -"}},
      {"file_is_a_directory", "snapshot: 1\ndevices: {sw: {config: ^^../}}\n",
       {"file_unreadable ../ | Is a directory"}},
      // links
      {"link_is_text", start + "links: [^^\"sw:a, fw:b\"]\n", {"expected_list links[0] | \"sw:a, fw:b\""}},
      {"link_of_three", start + "links:\n  - ^^[sw:a, fw:b, fw:c]\n", {"bad_link 3"}},
      {"link_of_one", start + "links:\n  - ^^[sw:a]\n", {"bad_link 1"}},
      {"link_without_colon", start + "links:\n  - [^^sw, fw:b]\n", {"bad_interface_reference sw"}},
      {"link_without_interface", start + "links:\n  - [\"sw:a\", ^^\"fw:\"]\n", {"bad_interface_reference fw:"}},
      {"link_end_is_map", start + "links:\n  - [sw:a, ^^{fw: b}]\n", {"expected_text links[0] | {...}"}},
      {"link_unknown_device", start + "links:\n  - [sw:a, ^^fw1:b]\n", {"unknown_device fw1 | fw"}},
      {"link_unknown_device_no_near", start + "links:\n  - [sw:a, ^^router:b]\n",
       {"unknown_device router | sw, fw"}},
      {"link_to_itself", start + "links:\n  - [sw:a, ^^sw:a]\n", {"link_to_itself sw:a"}},
      {"interface_linked_twice", start + "links:\n  - [sw:a, fw:b]\n  - [fw:c, ^^sw:a]\n",
       {"interface_linked_twice sw:a | 4"}},
      // segments
      {"segment_is_text", segments("  lg: ^^lgwan\n"), {"expected_map segments.lg | \"lgwan\""}},
      {"segment_unknown_key", segments("  lg: {class: lgwan, prefixes: [10.2.0.0/16], ^^attach: [sw:a], attached: [sw:a]}\n"),
       {"unknown_key attach | segments.lg | attached"}},
      {"segment_not_attached", segments("  lg: ^^{class: lgwan, prefixes: [10.2.0.0/16]}\n"),
       {"segment_not_attached lg"}},
      {"segment_attached_nowhere", segments("  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: ^^[]}\n"),
       {"segment_not_attached lg"}},
      {"segment_without_class", segments("  lg: ^^{prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"missing_key segments.lg | class"}},
      {"segment_without_prefixes", segments("  lg: ^^{class: lgwan, attached: [sw:a]}\n"),
       {"missing_key segments.lg | prefixes"}},
      {"segment_empty_prefixes", segments("  lg: {class: lgwan, prefixes: ^^[], attached: [sw:a]}\n"),
       {"empty_list segments.lg.prefixes"}},
      {"unusual_class", segments("  lg: {class: ^^lgwna, prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"unusual_class lgwna | lgwan"}},
      {"outside_contradicts_class",
       segments("  lg: {class: lgwan, outside: ^^true, prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"outside_contradicts_class true | lgwan"}},
      {"inside_contradicts_class",
       segments("  i: {class: internet, outside: ^^false, prefixes: rest, attached: [sw:a]}\n"),
       {"outside_contradicts_class false | internet"}},
      {"outside_is_yes", segments("  s: {class: school, outside: ^^yes, prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"expected_boolean segments.s.outside | \"yes\""}},
      {"outside_is_quoted",
       segments("  s: {class: school, outside: ^^\"true\", prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"expected_boolean segments.s.outside | \"true\""}},
      {"bad_prefix", segments("  lg: {class: lgwan, prefixes: [^^10.2.0.0/33, 10.2.0.0/16], attached: [sw:a]}\n"),
       {"bad_prefix 10.2.0.0/33"}},
      {"prefix_host_bits", segments("  lg: {class: lgwan, prefixes: ^^10.2.0.1/16, attached: [sw:a]}\n"),
       {"prefix_host_bits 10.2.0.1/16 | 10.2.0.0/16"}},
      {"rest_in_a_list", segments("  lg: {class: lgwan, prefixes: [^^rest], attached: [sw:a]}\n"),
       {"bad_prefix rest"}},
      {"prefix_repeated", segments("  lg: {class: lgwan, prefixes: [10.2.0.0/16, ^^10.2.9.0/24], attached: [sw:a]}\n"),
       {"prefix_repeated 10.2.9.0/24 | 10.2.0.0/16 | 4"}},
      {"segments_overlap", two_segments + "  in: {class: internet-zone, prefixes: [^^10.3.4.0/24], attached: [fw:a]}\n",
       {"segment_overlap 10.3.4.0/24 | in | 10.3.0.0/16 | dmz | 5"}},
      {"wider_segment_overlaps", two_segments + "  in: {class: guest, prefixes: [^^10.3.0.0/15], attached: [fw:a]}\n",
       {"prefix_host_bits 10.3.0.0/15 | 10.2.0.0/15", "segment_overlap 10.2.0.0/15 | in | 10.2.0.0/16 | lg | 4",
        "segment_overlap 10.2.0.0/15 | in | 10.3.0.0/16 | dmz | 5"}},
      {"segments_equal", two_segments + "  in: {class: internet-zone, prefixes: [^^10.3.0.0/16], attached: [fw:a]}\n",
       {"segment_overlap 10.3.0.0/16 | in | 10.3.0.0/16 | dmz | 5"}},
      {"segments_overlap_ipv6",
       segments("  a: {class: lgwan, prefixes: [\"2001:db8::/32\"], attached: [sw:a]}\n"
                "  b: {class: dmz, prefixes: [^^\"2001:db8:1::/48\"], attached: [sw:b]}\n"),
       {"segment_overlap 2001:db8:1::/48 | b | 2001:db8::/32 | a | 4"}},
      {"outside_too_wide",
       segments("  i: {class: internet, prefixes: [^^0.0.0.0/0], attached: [fw:wan]}\n"
                "  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [sw:a]}\n"),
       {"outside_too_wide 0.0.0.0/0 | i | 10.2.0.0/16 | lg | 5"}},
      {"several_rest",
       segments("  i: {class: internet, prefixes: rest, attached: [fw:wan]}\n"
                "  ^^w: {class: lgwan-network, prefixes: rest, attached: [sw:a]}\n"),
       {"several_rest i | 4"}},
      {"attached_unknown_device", segments("  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [^^swx:a]}\n"),
       {"unknown_device swx | sw"}},
      {"attached_twice", two_segments + "  g: {class: guest, prefixes: [10.9.0.0/16], attached: [^^sw:Vlan20]}\n",
       {"interface_attached_twice sw:Vlan20 | 4"}},
      // hosts
      {"host_unknown_segment", two_segments + "hosts:\n  h: {segment: ^^dmx, address: 10.3.0.1}\n",
       {"unknown_segment dmx | dmz"}},
      {"host_without_address", two_segments + "hosts:\n  h: ^^{segment: dmz}\n", {"missing_key hosts.h | address"}},
      {"host_empty_address", two_segments + "hosts:\n  h: {segment: dmz, address: ^^[]}\n",
       {"empty_list hosts.h.address"}},
      {"host_bad_address", two_segments + "hosts:\n  h: {segment: dmz, address: [10.3.0.1, ^^10.3.0.300]}\n",
       {"bad_address 10.3.0.300"}},
      {"host_reversed_range", two_segments + "hosts:\n  h: {segment: dmz, address: ^^10.3.0.9-10.3.0.1}\n",
       {"bad_address 10.3.0.9-10.3.0.1"}},
      {"host_mixed_range", two_segments + "hosts:\n  h: {segment: dmz, address: ^^\"10.3.0.9-2001:db8::1\"}\n",
       {"bad_address 10.3.0.9-2001:db8::1"}},
      {"host_range_host_bits", two_segments + "hosts:\n  h: {segment: dmz, address: ^^10.3.0.9/24}\n",
       {"prefix_host_bits 10.3.0.9/24 | 10.3.0.0/24"}},
      {"host_in_other_segment", two_segments + "hosts:\n  h: {segment: dmz, address: ^^10.2.0.1}\n",
       {"address_outside_segment 10.2.0.1 | dmz | lg"}},
      {"host_in_no_segment", two_segments + "hosts:\n  h: {segment: dmz, address: ^^192.0.2.1}\n",
       {"address_outside_segment 192.0.2.1 | dmz | -"}},
      {"host_across_two_segments", two_segments + "hosts:\n  h: {segment: dmz, address: ^^10.2.255.0-10.3.0.9}\n",
       {"address_outside_segment 10.2.255.0-10.3.0.9 | dmz | lg, dmz"}},
      {"host_not_in_the_rest",
       two_segments + "  i: {class: internet, prefixes: rest, attached: [fw:wan]}\n"
                      "hosts:\n  h: {segment: i, address: [192.0.2.1, ^^10.2.0.1]}\n",
       {"address_outside_segment 10.2.0.1 | i | lg"}},
      {"address_in_two_hosts",
       two_segments + "hosts:\n  a: {segment: dmz, address: 10.3.0.0/24}\n  b: {segment: dmz, address: ^^10.3.0.7}\n",
       {"address_in_two_hosts 10.3.0.7 | b | a | 7"}},
      {"unknown_sanitizer", two_segments + "hosts:\n  h: {segment: dmz, address: 10.3.0.1, sanitizer: ^^mail-txt}\n",
       {"unknown_sanitizer mail-txt | mail-text"}},
      {"unknown_sanitizer_no_near",
       two_segments + "hosts:\n  h: {segment: dmz, address: 10.3.0.1, sanitizer: ^^proxy}\n",
       {"unknown_sanitizer proxy | mail-text, screen-transfer, file-cdr"}},
      {"host_unknown_key", two_segments + "hosts:\n  h: {segment: dmz, ^^adress: 10.3.0.1, address: 10.3.0.1}\n",
       {"unknown_key adress | hosts.h | address"}},
      {"host_twice", two_segments + "hosts:\n  h: {segment: dmz, address: 10.3.0.1}\n"
                                    "  ^^h: {segment: dmz, address: 10.3.0.2}\n",
       {"duplicate_key h | hosts | 7"}},
  };
  return cases;
}

}  // namespace sekisho::test
