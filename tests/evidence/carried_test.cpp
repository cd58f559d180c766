// What sanitized channels carry, and what hosts say about themselves: from findings of the content layer,
// made by hand.
#include "evidence/observed.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

evidence::Capture mail_capture(content::MailJudgement judgement, std::vector<content::MailRemark> remarks) {
  evidence::Capture capture;
  capture.flows = {session("10.60.0.25", "10.20.10.25", 25)};
  content::MailSession heard;
  heard.flow = capture.flows[0].key;
  heard.speaks_smtp = true;
  capture.mails.sessions = {heard};
  content::Mail mail;
  mail.flow = heard.flow;
  mail.content.judgement = judgement;
  mail.content.remarks = std::move(remarks);
  capture.mails.mails = {mail};
  return capture;
}

std::vector<std::string> found(const char* place, evidence::Capture capture) {
  WatchedCity city;
  city.capture_at(place, std::move(capture));
  return city.findings();
}

TEST(SanitizedMail, OfPlainTextIsNoFinding) {
  EXPECT_THAT(found(lg_servers, mail_capture(content::MailJudgement::plain_text_only, {})), IsEmpty());
}

TEST(SanitizedMail, WithMoreThanTextIsFound) {
  EXPECT_THAT(found(lg_servers,
                    mail_capture(content::MailJudgement::more_than_text, {content::MailRemark::attachment})),
              ElementsAre("unsanitized-content error answered"));
}

TEST(SanitizedMail, ThatCannotBeSeenIsNeverAPass) {
  EXPECT_THAT(
      found(lg_servers, mail_capture(content::MailJudgement::unknown, {content::MailRemark::incomplete})),
      ElementsAre("unproved-content warning answered"));
  evidence::Capture encrypted = mail_capture(content::MailJudgement::unknown, {});
  encrypted.mails.mails.clear();
  encrypted.mails.sessions[0].encrypted_from = 7;
  EXPECT_THAT(found(lg_servers, encrypted), ElementsAre("unproved-content warning answered"));
  encrypted.mails.sessions.clear();  // no SMTP was recognised
  EXPECT_THAT(found(lg_servers, encrypted), ElementsAre("unproved-content warning answered"));
}

TEST(SanitizedMail, ThatIsNoSmtpIsNeverAPass) {
  evidence::Capture other = mail_capture(content::MailJudgement::unknown, {});
  other.mails.mails.clear();
  other.mails.sessions[0].speaks_smtp = false;
  EXPECT_THAT(found(lg_servers, other), ElementsAre("unproved-content warning answered"));
  other.mails.sessions[0].speaks_smtp = true;  // a session without mails carries none
  EXPECT_THAT(found(lg_servers, other), IsEmpty());
}

TEST(ScreenTransfer, WithAWayForFilesIsFound) {
  evidence::Capture capture;
  capture.flows = {session("10.20.1.5", "10.30.2.11", 22443)};
  content::ScreenSession screen;
  screen.flow = capture.flows[0].key;
  screen.channels_known = true;
  capture.screens.sessions = {screen};
  EXPECT_THAT(found("lg-fw:port3", capture), IsEmpty());
  capture.screens.sessions[0].channels = {{content::SideChannelKind::devices, "rdpdr", 4, false}};
  EXPECT_THAT(found("lg-fw:port3", capture), ElementsAre("unsanitized-content error answered"));
  capture.screens.sessions[0].channels.clear();
  capture.screens.sessions[0].channels_known = false;
  EXPECT_THAT(found("lg-fw:port3", capture), ElementsAre("unproved-content warning answered"));
}

TEST(SanitizedFiles, CannotBeSeen) {
  evidence::Capture capture;
  capture.flows = {session("10.30.10.30", "10.20.10.30", 443)};
  EXPECT_THAT(found("lg-fw:port3", capture), ElementsAre("unproved-content warning answered"));
}

content::Sighting heard(content::SightingKind kind, std::uint64_t mac, const std::string& address,
                        const std::string& name = "") {
  content::Sighting sighting;
  sighting.kind = kind;
  sighting.mac = mac;
  if (!address.empty()) sighting.address = Address::parse(address);
  sighting.name = name;
  sighting.seen.count = 1;
  sighting.seen.first_frame = sighting.seen.last_frame = 1;
  return sighting;
}

evidence::Capture hearing(std::vector<content::Sighting> sightings) {
  evidence::Capture capture;
  capture.hosts.sightings = std::move(sightings);
  return capture;
}

using enum content::SightingKind;

TEST(Neighbours, OfTheirOwnNetworkAreNoFinding) {
  EXPECT_THAT(found(lg_floor, hearing({heard(arp, 0x020000000001, "10.20.1.5"),
                                       heard(arp, 0x0200000000fe, "10.20.1.254")})),
              IsEmpty());
}

TEST(Neighbours, AForeignAddressIsHeard) {
  EXPECT_THAT(found(lg_floor, hearing({heard(gratuitous_arp, 0x020000000001, "10.30.1.9")})),
              ElementsAre("two-segments error"));
}

TEST(Neighbours, ARouterAnswersForOthers) {
  // Nobody knows whose adapter answers: it may be the router's.
  EXPECT_THAT(found("lg-fw:port3", hearing({heard(arp, 0x020000000001, "10.30.1.9")})), IsEmpty());
}

TEST(Neighbours, OneNameInTwoSegments) {
  WatchedCity city;
  city.capture_at(lg_floor, hearing({heard(dhcp_client, 0x020000000001, "", "PC-1")}));
  city.capture_at(in_floor, hearing({heard(dhcp_client, 0x020000000002, "", "PC-1")}));
  EXPECT_THAT(city.findings(), ElementsAre("two-segments error"));
}

TEST(Neighbours, TwoAdaptersWithOneAddress) {
  EXPECT_THAT(found(lg_floor, hearing({heard(gratuitous_arp, 0x020000000001, "10.20.1.9"),
                                       heard(gratuitous_arp, 0x020000000002, "10.20.1.9")})),
              ElementsAre("two-segments warning"));
  // A virtual router moves from one device to the other.
  EXPECT_THAT(found(lg_floor, hearing({heard(gratuitous_arp, 0x00005e000101, "10.20.1.9"),
                                       heard(gratuitous_arp, 0x020000000002, "10.20.1.9")})),
              IsEmpty());
}

TEST(DeviceTalk, OfADeviceWithoutAPortThere) {
  EXPECT_THAT(found(lg_floor, hearing({heard(lldp, 0x0200000000a1, "", "CORE-SW.city.lg.jp")})), IsEmpty());
  EXPECT_THAT(found("lg-fw:port3", hearing({heard(lldp, 0x0200000000a2, "", "inet-fw")})), IsEmpty());
  EXPECT_THAT(found("lg-fw:port3", hearing({heard(cdp, 0x0200000000a3, "", "somebody")})), IsEmpty());
  EXPECT_THAT(found("mn-fw:vlan102", hearing({heard(lldp, 0x0200000000a4, "", "bousai-sw")})),
              ElementsAre("two-segments error"));
}

TEST(DeviceTalk, OneTreeInTwoSegments) {
  const auto tree = [](std::uint64_t bridge) {
    content::Sighting bpdu = heard(spanning_tree, bridge, "", "8000.02:00:00:00:00:b1");
    bpdu.detail = "root 8000.02:00:00:00:00:bb";
    return hearing({bpdu});
  };
  WatchedCity city;
  city.capture_at("mn-fw:vlan102", tree(0x0200000000b1));
  city.capture_at(lg_floor, tree(0x0200000000b2));
  EXPECT_THAT(city.findings(), ElementsAre("two-segments error"));
  WatchedCity shared;  // a core switch carries both, with one tree
  shared.capture_at(lg_floor, tree(0x0200000000b1));
  shared.capture_at(in_floor, tree(0x0200000000b2));
  EXPECT_THAT(shared.findings(), IsEmpty());
}

TEST(Inventory, KnowsWhoBelongsWhere) {
  WatchedCity city;
  city.loaded().network.snapshot.inventory = {{0x020000000001, 48, "lg", {}, {}},
                                              {0x020000000003, 48, "in", {}, {}}};
  city.capture_at(lg_floor, hearing({heard(gratuitous_arp, 0x020000000001, "10.20.1.1"),
                                     heard(gratuitous_arp, 0x020000000002, "10.20.1.2"),
                                     heard(gratuitous_arp, 0x020000000003, "10.20.1.3")}));
  EXPECT_THAT(city.findings(), ElementsAre("unknown-device error", "unknown-device warning"));
}

TEST(RogueServers, AreFound) {
  EXPECT_THAT(found(lg_floor, hearing({heard(dhcp_server, 0x020000000001, "10.20.1.77")})),
              ElementsAre("rogue-dhcp warning"));
  EXPECT_THAT(found(lg_floor, hearing({heard(dhcp_server, 0x020000000001, "10.20.1.254")})), IsEmpty());
  EXPECT_THAT(found(lg_floor, hearing({heard(router_advertisement, 0x020000000001, "fe80::1")})),
              ElementsAre("rogue-ra error"));
  EXPECT_THAT(found("inet-fw:port4", hearing({heard(router_advertisement, 0x020000000001, "fe80::1")})),
              IsEmpty());
}

TEST(Ipv6, WhereThereIsNone) {
  WatchedCity city;
  city.capture_at(lg_floor, {flow_of("2001:db8:bad::5", 1000, "2001:db8::1", 443)});
  EXPECT_THAT(city.findings(), ::testing::Contains("unexpected-ipv6 warning"));
}

TEST(Names, OfTheLgwanElsewhere) {
  evidence::Capture capture;
  content::AskedName asked;
  asked.name = "www.city.lgwan.jp";
  asked.client = *Address::parse("10.30.1.20");
  asked.server = *Address::parse("10.30.10.53");
  capture.names.names = {asked};
  EXPECT_THAT(found(in_floor, capture), ElementsAre("lgwan-name-outside warning"));
  capture.names.names[0].client = *Address::parse("10.20.1.20");
  EXPECT_THAT(found(lg_floor, capture), IsEmpty());
  capture.names.names[0].name = "notlgwan.jp";
  capture.names.names[0].client = *Address::parse("10.30.1.20");
  EXPECT_THAT(found(in_floor, capture), IsEmpty());
}

TEST(Clocks, AreOffWhenNoReadingSaysOtherwise) {
  evidence::Capture capture;
  content::ClockReading reading;
  reading.host = *Address::parse("10.20.10.54");
  reading.least = std::chrono::minutes(5);
  reading.greatest = std::chrono::minutes(6);
  capture.clocks.readings = {reading};
  EXPECT_THAT(found(lg_servers, capture), ElementsAre("time-skew warning"));
  capture.clocks.readings[0].least = std::chrono::seconds(0);
  EXPECT_THAT(found(lg_servers, capture), IsEmpty());
}

TEST(Applications, OnThePortsOfOthers) {
  evidence::Capture capture;
  capture.flows = {session("10.20.1.5", "172.30.5.5", 443)};
  const auto speaks = [&](const char* name, const char* confidence) {
    capture.flows[0].application =
        std::make_shared<capture::Application>(capture::Application{name, confidence, ""});
  };
  speaks("TLS.Google", "dpi");
  EXPECT_THAT(found(lg_floor, capture), IsEmpty());
  speaks("SSH", "dpi");
  EXPECT_THAT(found(lg_floor, capture), ElementsAre("unexpected-application warning"));
  speaks("SSH", "port");
  EXPECT_THAT(found(lg_floor, capture), IsEmpty());
}

}  // namespace
}  // namespace sekisho::test
