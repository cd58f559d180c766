// Screen sessions made by hand: what is negotiated, which channels, and what nobody can see.
#include "conversation.hpp"

#include <sekisho/content/screen.hpp>

#include <gtest/gtest.h>

#include <string>

namespace sekisho::content {
namespace {

using namespace std::string_literals;
using test::client;
using test::Conversation;
using test::server;

std::string tpkt(const std::string& content) {
  const std::size_t size = content.size() + 4;
  return "\x03\0"s + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff) + content;
}
std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

const std::string request = tpkt("\x27\xe0\0\0\0\0\0Cookie: mstshash=taro\r\n\x01\0\x08\0\x0b\0\0\0"s);
std::string confirm(char protocol) {
  return tpkt("\x0e\xd0\0\0\x12\x34\0\x02\0\x08\0"s + protocol + "\0\0\0"s);
}

// A conference request is BER and PER around what matters here.
std::string connect_initial(const std::vector<std::string>& channels) {
  std::string names;
  for (const std::string& channel : channels) {
    names += channel + std::string(8 - channel.size(), '\0') + little(0xc000'0000U, 4);
  }
  const std::string network = little(0xc003, 2) + little(static_cast<std::uint32_t>(8 + names.size()), 2) +
                              little(static_cast<std::uint32_t>(channels.size()), 4) + names;
  const std::string core = little(0xc001, 2) + little(8, 2) + little(0x0008'0004, 4);
  return tpkt("\x02\xf0\x80\x7f\x65\x82\x01\x90"s + "Duca\x81\x20" + core + network);
}
std::string connect_response(const std::vector<std::uint16_t>& numbers) {
  std::string list;
  for (const std::uint16_t number : numbers) list += little(number, 2);
  const std::string network = little(0x0c03, 2) + little(static_cast<std::uint32_t>(8 + list.size()), 2) +
                              little(1003, 2) + little(static_cast<std::uint32_t>(numbers.size()), 2) + list;
  return tpkt("\x02\xf0\x80\x7f\x66\x82\x01\x00"s + "McDn\x10" + network);
}

ScreenSession only_session(const ScreenSessions& screens) {
  EXPECT_EQ(screens.results().sessions.size(), 1U);
  return screens.results().sessions.empty() ? ScreenSession() : screens.results().sessions[0];
}

TEST(ScreenSessions, ReadsTheChannelsOfRdpInClear) {
  ScreenSessions screens;
  Conversation flow({&screens}, 3390);
  flow.open().say(client, request).say(server, confirm(0));
  flow.say(client, connect_initial({"rdpdr", "CLIPRDR", "rdpsnd"}))
      .say(server, connect_response({1004, 1005, 1006}));
  flow.say(client, tpkt("\x02\xf0\x80\x64\0\x06\x03\xec\x70\x04"s + "data"));  // to channel 1004
  const std::uint64_t used = flow.frame();
  flow.end();
  const ScreenSession session = only_session(screens);
  EXPECT_EQ(session.protocol, ScreenProtocol::rdp);
  EXPECT_TRUE(session.by_content);
  EXPECT_EQ(session.security, "rdp-security");
  EXPECT_TRUE(session.channels_known);
  EXPECT_EQ(session.encrypted_from, 0U);
  ASSERT_EQ(session.channels.size(), 3U);
  EXPECT_EQ(session.channels[0].kind, SideChannelKind::devices);
  EXPECT_TRUE(session.channels[0].used);
  EXPECT_EQ(session.channels[0].frame, used);
  EXPECT_EQ(session.channels[1].kind, SideChannelKind::clipboard);
  EXPECT_FALSE(session.channels[1].used);
  EXPECT_EQ(session.channels[2].kind, SideChannelKind::sound);
}

// To a channel by its number, as the client or as the server sends it, behind the channel's own header.
std::string channel_pdu(char choice, std::uint16_t number, const std::string& data) {
  const std::string content = little(static_cast<std::uint32_t>(data.size()), 4) + little(3, 4) + data;
  std::string pdu = "\x02\xf0\x80"s + choice + "\0\x06"s;
  pdu += static_cast<char>(number >> 8);
  pdu += static_cast<char>(number & 0xff);
  return tpkt(pdu + "\x70" + static_cast<char>(content.size()) + content);
}

std::string announced(std::uint32_t type) {
  return little(type, 4) + little(1, 4) + "C:\0\0\0\0\0\0"s + little(2, 4) + "xx";
}

TEST(ScreenSessions, TellsDrivesFromPrintersAndUsb) {
  ScreenSessions screens;
  Conversation flow({&screens}, 3389);
  flow.open().say(client, request).say(server, confirm(0));
  flow.say(client, connect_initial({"rdpdr", "drdynvc"})).say(server, connect_response({1004, 1005}));
  const std::string list =
      little(0x4472, 2) + little(0x4441, 2) + little(2, 4) + announced(8) + announced(0x20);
  flow.say(client, channel_pdu('\x64', 1004, list));
  flow.say(server, channel_pdu('\x68', 1005, "\x10\x07URBDRC\0"s)).end();
  std::vector<SideChannelKind> kinds;
  for (const SideChannel& channel : only_session(screens).channels) kinds.push_back(channel.kind);
  using enum SideChannelKind;
  EXPECT_EQ(kinds, (std::vector{devices, dynamic, drives, smart_cards, usb}));
  EXPECT_TRUE(can_carry_files(usb));
  EXPECT_FALSE(can_carry_files(smart_cards));
}

// What Tight offers: a count, and for each a number, four letters of a maker, eight of a name.
std::string tight_offer(const std::vector<char>& numbers) {
  std::string offer = "\0\0\0"s + static_cast<char>(numbers.size());
  for (const char number : numbers) offer += "\0\0\0"s + number + "STDVNAME____";
  return offer;
}

TEST(ScreenSessions, FollowsTheSecurityTypeTight) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5900);
  flow.open().say(server, "RFB 003.008\n").say(client, "RFB 003.008\n").say(server, "\x02\x02\x10"s);
  flow.say(client, "\x10").say(server, tight_offer({0})).say(client, "\0\0\0\0"s);
  flow.say(server, tight_offer({1, 2})).say(client, "\0\0\0\x02"s);
  flow.say(server, std::string(16, 'c')).say(client, std::string(16, 'r')).say(client, "\x01");
  flow.say(client, "\x03\0\0\0\0\0\x04\0\x03\0"s).say(client, "\x83\0\0\0"s).end();
  const ScreenSession session = only_session(screens);
  EXPECT_EQ(session.security, "3.8, tight");
  EXPECT_EQ(session.encrypted_from, 0U);
  ASSERT_EQ(session.channels.size(), 1U);
  EXPECT_EQ(session.channels[0].kind, SideChannelKind::file_transfer);
}

TEST(ScreenSessions, TightWithoutOffersLogsInAtOnce) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5900);
  flow.open().say(server, "RFB 003.008\n").say(client, "RFB 003.008\n").say(server, "\x01\x10"s);
  flow.say(client, "\x10").say(server, tight_offer({}) + tight_offer({})).say(client, "\x01").end();
  EXPECT_TRUE(only_session(screens).channels_known);
}

TEST(ScreenSessions, TightInATunnelOfItsOwnIsUnknown) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5900);
  flow.open().say(server, "RFB 003.008\n").say(client, "RFB 003.008\n").say(server, "\x01\x10"s);
  flow.say(client, "\x10").say(server, tight_offer({1})).say(client, "\0\0\0\x01"s);
  const std::uint64_t tunnel = flow.frame();
  flow.end();
  EXPECT_FALSE(only_session(screens).channels_known);
  EXPECT_EQ(only_session(screens).encrypted_from, tunnel);
}

TEST(ScreenSessions, KnowsNoChannelsBehindTls) {
  ScreenSessions screens;
  Conversation flow({&screens}, 3389);
  flow.open().say(client, request).say(server, confirm(2));
  const std::uint64_t encrypted = flow.frame();
  flow.say(client, "\x16\x03\x01\0\x05hello"s).end();
  const ScreenSession session = only_session(screens);
  EXPECT_EQ(session.security, "credssp");
  EXPECT_EQ(session.encrypted_from, encrypted);
  EXPECT_FALSE(session.channels_known);
}

TEST(ScreenSessions, RdpWithoutChannelsHasNone) {
  ScreenSessions screens;
  Conversation flow({&screens}, 3389);
  flow.open().say(client, request).say(server, confirm(0)).say(client, connect_initial({})).end();
  EXPECT_TRUE(only_session(screens).channels_known);
  EXPECT_TRUE(only_session(screens).channels.empty());
}

TEST(ScreenSessions, ReadsWhatAViewerSends) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5901);
  flow.open().say(server, "RFB 003.008\n").say(client, "RFB 003.008\n").say(server, "\x02\x01\x02"s);
  flow.say(client, "\x02")
      .say(server, std::string(16, 'c'))
      .say(client, std::string(16, 'r'))
      .say(client, "\x01");
  flow.say(client, "\x02\0\0\x02\0\0\0\0\0\0\0\x01"s).say(client, "\x03\0\0\0\0\0\x04\0\x03\0"s);
  flow.say(client,
           "\x06\0\0\0\0\0\0\x03"
           "abc"s);
  const std::uint64_t cut = flow.frame();
  flow.say(client,
           "\x07\x03\0\0\0\0\0\0\0\0\0\x05"
           "a.txt"s)
      .end();
  const ScreenSession session = only_session(screens);
  EXPECT_EQ(session.protocol, ScreenProtocol::vnc);
  EXPECT_EQ(session.security, "3.8");
  EXPECT_TRUE(session.channels_known);
  ASSERT_EQ(session.channels.size(), 2U);
  EXPECT_EQ(session.channels[0].kind, SideChannelKind::clipboard);
  EXPECT_EQ(session.channels[0].frame, cut);
  EXPECT_EQ(session.channels[1].kind, SideChannelKind::file_transfer);
}

TEST(ScreenSessions, VncInTlsIsUnknown) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5900);
  flow.open()
      .say(server, "RFB 003.008\n")
      .say(client, "RFB 003.008\n")
      .say(server, "\x01\x13"s)
      .say(client, "\x13")
      .end();
  EXPECT_FALSE(only_session(screens).channels_known);
  EXPECT_NE(only_session(screens).encrypted_from, 0U);
}

TEST(ScreenSessions, AGapLeavesTheChannelsUnknown) {
  ScreenSessions screens;
  Conversation flow({&screens}, 5900);
  flow.open().say(server, "RFB 003.003\n\0\0\0\x01"s).say(client, "RFB 003.003\n").say(client, "\x01");
  flow.lose(client, 10).say(client, "\x03\0\0\0\0\0\x04\0\x03\0"s).end();
  EXPECT_FALSE(only_session(screens).channels_known);
}

TEST(ScreenSessions, KnowsByPortWhatShowsNothing) {
  ScreenSessions screens;
  Conversation pcoip({&screens}, 4172, protocol::udp);
  pcoip.say(client, "\x10\x20\x30").end();
  EXPECT_EQ(only_session(screens).protocol, ScreenProtocol::pcoip);
  EXPECT_FALSE(only_session(screens).by_content);
  EXPECT_FALSE(only_session(screens).channels_known);
}

}  // namespace
}  // namespace sekisho::content
