// What a sound snapshot becomes, and what is left of one that is not.
#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const char* const city = R"(# A whole city in small.
snapshot: 1
name: {ja: かしわぎ市, en: Kashiwagi City}
policy: alpha
devices:
  sw:
    config: sw.cfg
  fw:
    language: fortios
    config: [fw.cfg, ./sw.cfg]
    routes: fw.routes
links:
  - [sw:GigabitEthernet1/0/1, fw:port1]
  - [sw:Po1, "fw:to core"]
segments:
  lg:
    class: lgwan
    label: {ja: LGWAN接続系, en: LGWAN segment}
    prefixes: [10.2.0.0/16, "2001:db8:2::/48"]
    attached: [sw:Vlan20, fw:port2]
  school: {class: school, outside: true, label: 校務, prefixes: 10.7.0.0/16, attached: fw:port7}
  net: {class: internet, prefixes: rest, attached: [fw:wan1]}
hosts:
  mail-san: {segment: lg, address: [10.2.9.10, 10.2.9.20-10.2.9.29, "2001:db8:2::25"], sanitizer: mail-text}
  web: {segment: net, address: 192.0.2.0/28}
channels:
  - id: CH-01
    label: mail
    from: {segment: net}
    to: {segment: lg, hosts: [mail-san], addresses: [10.2.1.9]}
    services: [tcp/25, tcp/8530-8531, "tcp/443:1024-65535", udp/53, icmp, icmp/8, esp, 47, any]
    method: mail-text
    via: mail-san
    approved_by: 統括情報セキュリティ責任者
    record: R6-情シ-012
    expires: 2027-03-31
  - {id: CH-02, from: lg, to: net, services: tcp/80, method: own-way}
exceptions:
  - {id: EX-1, requirement: ALPHA-LG-01, from: lg, to: {segment: net, addresses: 192.0.2.1}, services: [tcp/22],
     approver: CISO, reason: r, record: 7, expires: 2026-12-31}
  - {id: EX-2, requirement: ALPHA-LG-02, approver: CISO, reason: r}
attestations:
  - {id: AT-1, requirement: ALPHA-MN-04, statement: {ja: 接続なし, en: none}, stated_by: X, document: D, expires: 2027-01-01}
external_connections:
  - {id: EC-1, label: 住民向け, at: [fw:wan1, sw:Gi1/0/9], to: net, line: dedicated, purpose: {ja: 公開, en: public},
     approved_by: CISO, record: 9, expires: 2027-02-01}
  - {id: EC-2, at: fw:wan1, to: net}
inventory:
  - {mac: "02:00:5E:10:00:01", segment: lg, label: PC 1}
  - {mac: 0200.5e, segment: lg}
captures:
  - {name: core, at: "sw:Vlan20", direction: in, label: {ja: コア, en: Core}}
  - {name: copy, mirror: {device: sw, vlans: [20, 30]}, interface: eth1}
)";

TEST(SnapshotLoad, ReadsDevicesAndLinks) {
  const Loaded loaded = load_text(city);
  EXPECT_THAT(summary(loaded.sink), IsEmpty());
  ASSERT_TRUE(loaded.snapshot);
  const Snapshot& s = *loaded.snapshot;
  EXPECT_EQ(s.name.ja, "かしわぎ市");
  EXPECT_EQ(s.policy, "alpha");
  ASSERT_THAT(s.devices, SizeIs(2));
  EXPECT_EQ(s.devices[0].name, "sw");
  EXPECT_EQ(s.devices[0].language, "");
  EXPECT_EQ(s.devices[0].span.line, 6);
  EXPECT_EQ(s.devices[1].language, "fortios");
  ASSERT_THAT(s.devices[1].configs, SizeIs(2));
  EXPECT_TRUE(s.devices[1].configs[1].ends_with("/sw.cfg")) << s.devices[1].configs[1];
  EXPECT_EQ(s.devices[1].configs[1].find("./"), std::string::npos);
  EXPECT_THAT(s.devices[1].tables, SizeIs(1));
  ASSERT_THAT(s.links, SizeIs(2));
  EXPECT_EQ(s.links[0].a.interface, "GigabitEthernet1/0/1");
  EXPECT_EQ(s.links[1].b.interface, "to core");
  EXPECT_EQ(s.links[1].b.span.line, 14);
  EXPECT_EQ(s.links[1].b.span.column, 14);
}

TEST(SnapshotLoad, ReadsSegmentsAndHosts) {
  const Loaded loaded = load_text(city);
  ASSERT_TRUE(loaded.snapshot);
  const Snapshot& s = *loaded.snapshot;
  ASSERT_THAT(s.segments, SizeIs(3));
  const Segment& lg = s.segments[0];
  EXPECT_EQ(lg.segment_class, SegmentClass::lgwan);
  EXPECT_EQ(lg.class_name, "lgwan");
  EXPECT_FALSE(lg.outside);
  EXPECT_THAT(lg.prefixes, ElementsAre(*Prefix::parse("10.2.0.0/16"), *Prefix::parse("2001:db8:2::/48")));
  EXPECT_THAT(lg.attached, SizeIs(2));
  const Segment& school = s.segments[1];
  EXPECT_EQ(school.segment_class, SegmentClass::custom);
  EXPECT_EQ(school.class_name, "school");
  EXPECT_TRUE(school.outside);
  EXPECT_EQ(school.label.in(Language::en), "校務");
  EXPECT_TRUE(s.segments[2].rest);
  EXPECT_TRUE(s.segments[2].outside);
  EXPECT_EQ(s.find_segment("net"), &s.segments[2]);
  EXPECT_EQ(s.find_segment("nix"), nullptr);
  const Host* host = s.find_host("mail-san");
  ASSERT_NE(host, nullptr);
  EXPECT_EQ(host->sanitizer, "mail-text");
  ASSERT_THAT(host->addresses, SizeIs(3));
  EXPECT_EQ(to_string(host->addresses[1]), "10.2.9.20-10.2.9.29");
  EXPECT_EQ(to_string(s.find_host("web")->addresses[0]), "192.0.2.0/28");
  EXPECT_EQ(s.find_host("nix"), nullptr);
}

TEST(SnapshotLoad, ReadsTheRegister) {
  const Loaded loaded = load_text(city);
  ASSERT_TRUE(loaded.snapshot);
  const Snapshot& s = *loaded.snapshot;
  ASSERT_THAT(s.channels, SizeIs(2));
  const Channel& channel = s.channels[0];
  EXPECT_TRUE(channel.from.addresses.empty());
  EXPECT_THAT(channel.to.hosts, ElementsAre("mail-san"));
  EXPECT_THAT(channel.to.addresses, SizeIs(4));  // three of the host and one more
  EXPECT_EQ(channel.via, "mail-san");
  EXPECT_EQ(channel.expires, (Date{2027, 3, 31}));
  EXPECT_EQ(s.channels[1].from.segment, "lg");
  EXPECT_EQ(s.channels[1].method, "own-way");
  EXPECT_FALSE(s.channels[1].expires);
  ASSERT_THAT(s.exceptions, SizeIs(2));
  EXPECT_EQ(s.exceptions[0].record, "7");
  EXPECT_EQ(to_string(s.exceptions[0].to.addresses[0]), "192.0.2.1");
  EXPECT_TRUE(s.exceptions[1].from.segment.empty());
  ASSERT_THAT(s.attestations, SizeIs(1));
  EXPECT_EQ(s.attestations[0].statement.in(Language::ja), "接続なし");
}

TEST(SnapshotLoad, ReadsExternalConnections) {
  const Loaded loaded = load_text(city);
  ASSERT_TRUE(loaded.snapshot);
  const std::vector<ExternalConnection>& connections = loaded.snapshot->external_connections;
  ASSERT_THAT(connections, SizeIs(2));
  ASSERT_THAT(connections[0].at, SizeIs(2));
  EXPECT_EQ(connections[0].at[1].interface, "Gi1/0/9");
  EXPECT_EQ(connections[0].to, "net");
  EXPECT_EQ(connections[0].line, "dedicated");
  EXPECT_EQ(connections[0].purpose.in(Language::en), "public");
  EXPECT_EQ(connections[0].approved_by, "CISO");
  EXPECT_EQ(connections[0].record, "9");
  ASSERT_TRUE(connections[0].expires);
  EXPECT_EQ(to_string(*connections[0].expires), "2027-02-01");
  EXPECT_FALSE(connections[1].expires);
}

TEST(SnapshotLoad, ReadsInventoryAndCapturePoints) {
  const Loaded loaded = load_text(city);
  ASSERT_TRUE(loaded.snapshot);
  const std::vector<InventoryEntry>& inventory = loaded.snapshot->inventory;
  ASSERT_THAT(inventory, SizeIs(2));
  EXPECT_EQ(inventory[0].mac, 0x02005e100001U);
  EXPECT_EQ(inventory[0].length, 48);
  EXPECT_EQ(inventory[0].segment, "lg");
  EXPECT_EQ(inventory[1].mac, 0x02005e000000U);
  EXPECT_EQ(inventory[1].length, 24);
  const std::vector<CapturePoint>& captures = loaded.snapshot->captures;
  ASSERT_THAT(captures, SizeIs(2));
  ASSERT_TRUE(captures[0].at);
  EXPECT_EQ(captures[0].at->interface, "Vlan20");
  EXPECT_EQ(captures[0].direction, CapturePoint::Direction::in);
  EXPECT_FALSE(captures[1].at);
  EXPECT_EQ(captures[1].mirror_device, "sw");
  EXPECT_THAT(captures[1].mirror_vlans, ElementsAre(20, 30));
  EXPECT_EQ(captures[1].interface, "eth1");
}

TEST(SnapshotLoad, ReadsServices) {
  const Loaded loaded = load_text(city);
  ASSERT_TRUE(loaded.snapshot);
  const std::vector<Service>& services = loaded.snapshot->channels[0].services;
  ASSERT_THAT(services, SizeIs(9));
  EXPECT_EQ(services[0].protocol, protocol::tcp);
  EXPECT_THAT(services[0].destination_ports, ElementsAre(PortRange{25, 25}));
  EXPECT_THAT(services[0].source_ports, IsEmpty());
  EXPECT_THAT(services[1].destination_ports, ElementsAre(PortRange{8530, 8531}));
  EXPECT_THAT(services[2].destination_ports, ElementsAre(PortRange{443, 443}));
  EXPECT_THAT(services[2].source_ports, ElementsAre(PortRange{1024, 65535}));
  EXPECT_EQ(services[3].protocol, protocol::udp);
  EXPECT_THAT(services[4].icmp_types, IsEmpty());
  EXPECT_THAT(services[5].icmp_types, ElementsAre(ByteRange{8, 8}));
  EXPECT_EQ(services[6].protocol, protocol::esp);
  EXPECT_EQ(services[7].protocol, protocol::gre);
  EXPECT_FALSE(services[8].protocol);
}

TEST(SnapshotLoad, AnchorsAreFine) {
  const Loaded loaded = load_text(
      "snapshot: 1\ndevices: {sw: &one {config: sw.cfg}, fw: *one}\n"
      "segments:\n  lg: {class: lgwan, prefixes: &p [10.2.0.0/16], attached: [sw:a]}\n"
      "hosts:\n  h: {segment: lg, address: &a 10.2.0.1}\n"
      "channels:\n  - {id: C, from: lg, to: {segment: lg, addresses: [*a]}, services: any, method: "
      "business}\n");
  EXPECT_THAT(summary(loaded.sink), IsEmpty());
  ASSERT_TRUE(loaded.snapshot);
  EXPECT_THAT(loaded.snapshot->devices, SizeIs(2));
  EXPECT_THAT(loaded.snapshot->channels, SizeIs(1));
}

TEST(SnapshotLoad, KeepsWhatIsSound) {
  const Loaded loaded = load_text(
      "snapshot: 1\npolcy: x\ndevices:\n  sw: {config: sw.cfg}\n  fw: {config: gone.cfg}\n"
      "links:\n  - [sw:a, nix:b]\n  - [sw:c, fw:d]\n"
      "segments:\n  lg: {class: lgwan, prefixes: [10.2.0.0/16, 10.3.0.0/99], attached: [sw:a, nix:b]}\n");
  EXPECT_THAT(loaded.sink.all(), SizeIs(5));
  ASSERT_TRUE(loaded.snapshot);
  EXPECT_THAT(loaded.snapshot->devices, SizeIs(2));
  ASSERT_THAT(loaded.snapshot->links, SizeIs(1));
  EXPECT_EQ(loaded.snapshot->links[0].a.interface, "c");
  ASSERT_THAT(loaded.snapshot->segments, SizeIs(1));
  EXPECT_THAT(loaded.snapshot->segments[0].prefixes, SizeIs(1));
  EXPECT_THAT(loaded.snapshot->segments[0].attached, SizeIs(1));
}

/// An entry whose details are lost would permit more than was written.
TEST(SnapshotLoad, NeverWidensAPermission) {
  const std::string start =
      "snapshot: 1\ndevices: {sw: {config: sw.cfg}}\nsegments:\n"
      "  lg: {class: lgwan, prefixes: [10.2.0.0/16], attached: [sw:a]}\n"
      "hosts:\n  broken: {segment: lg, address: 10.2.0.x}\n  fine: {segment: lg, address: 10.2.0.1}\n";
  const std::vector<std::string> ends{
      "{segment: lg, hosts: [broken]}",        // reads as the whole segment without its addresses
      "{segment: lg, hosts: [fine, broken]}",  // narrower than written, but not what was approved either
      "{segment: lg, hosts: [nobody]}",         "{segment: lg, hosts: []}", "{segment: lg, hosts: {fine: x}}",
      "{segment: lg, addresses: [10.2.0.999]}", "{segment: gone}",          "{segment: lg, host: fine}",
  };
  for (const std::string& end : ends) {
    const Loaded channel = load_text(start + "channels:\n  - {id: C, from: " + end +
                                     ", to: lg, services: any, method: business}\n");
    EXPECT_TRUE(channel.sink.has_errors()) << end;
    EXPECT_THAT(channel.snapshot->channels, IsEmpty()) << end;
    const Loaded exception = load_text(
        start + "exceptions:\n  - {id: E, requirement: R, approver: A, reason: B, from: " + end + "}\n");
    EXPECT_TRUE(exception.sink.has_errors()) << end;
    EXPECT_THAT(exception.snapshot->exceptions, IsEmpty()) << end;
  }
  const Loaded services =
      load_text(start +
                "channels:\n  - {id: C, from: lg, to: lg, services: [tcp/99999], method: business}\n"
                "exceptions:\n  - {id: E, requirement: R, approver: A, reason: B, services: [tpc]}\n"
                "  - {id: F, requirement: R, approver: A, reason: B, expires: soon}\n");
  EXPECT_THAT(services.snapshot->channels, IsEmpty());
  EXPECT_THAT(services.snapshot->exceptions, IsEmpty());
}

TEST(SnapshotLoad, PathsStartAtTheSnapshot) {
  const TemporaryFolder folder;
  folder.write("rulesets/city/sw.cfg", "");
  const std::string path = folder.write("topologies/city/snapshot.yaml",
                                        "snapshot: 1\ndevices: {sw: {config: ../../rulesets/city/sw.cfg}}\n");
  DiagnosticSink sink;
  const std::optional<Snapshot> snapshot = load_snapshot(path, sink);
  EXPECT_THAT(summary(sink), IsEmpty());
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->devices[0].configs[0], (folder.path() / "rulesets/city/sw.cfg").string());
}

TEST(SnapshotLoad, AcceptsTheExampleOfTheDocumentation) {
  const std::string page = read_file(source_root() / "docs/snapshot.md");
  const std::string opening = "```yaml\n";
  const std::size_t start = page.find(opening) + opening.size();
  const TemporaryFolder folder;
  for (const char* name : {"core-sw.cfg", "lg-fw.conf", "lg-fw.routes"})
    folder.write(std::string("configs/") + name, "");
  DiagnosticSink sink;
  EXPECT_TRUE(load_snapshot(
      folder.write("snapshot.yaml", page.substr(start, page.find("```", start) - start)), sink));
  EXPECT_THAT(summary(sink), IsEmpty());
}

TEST(SegmentClass, NamesGoBothWays) {
  for (int i = 0; i < static_cast<int>(SegmentClass::custom); ++i) {
    const auto segment_class = static_cast<SegmentClass>(i);
    EXPECT_EQ(parse_segment_class(name_of(segment_class)), segment_class);
    EXPECT_EQ(is_outside(segment_class), segment_class >= SegmentClass::internet);
  }
  EXPECT_FALSE(parse_segment_class("custom"));
  EXPECT_FALSE(parse_segment_class("LGWAN"));
  EXPECT_FALSE(is_outside(SegmentClass::custom));
}

TEST(LocalText, FallsBackToTheOtherLanguage) {
  EXPECT_EQ((LocalText{"e", "j"}).in(Language::ja), "j");
  EXPECT_EQ((LocalText{"e", "j"}).in(Language::en), "e");
  EXPECT_EQ((LocalText{"e", ""}).in(Language::ja), "e");
  EXPECT_EQ((LocalText{"", "j"}).in(Language::en), "j");
}

}  // namespace
}  // namespace sekisho::test
