// Names asked for, tunnels of DNS, clocks and credentials, in packets made by hand.
#include "conversation.hpp"

#include <sekisho/content/clocks.hpp>
#include <sekisho/content/credentials.hpp>
#include <sekisho/content/names.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sekisho::content {
namespace {

using namespace std::string_literals;
using test::client;
using test::Conversation;
using test::server;

std::string dns_name(const std::string& name) {
  std::string wire;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('.', at), name.size());
    wire += static_cast<char>(end - at) + name.substr(at, end - at);
    at = end + 1;
  }
  return wire + '\0';
}
std::string dns_question(const std::string& name, char type) {
  return "\x12\x34\x01\0\0\x01\0\0\0\0\0\0"s + dns_name(name) + "\0"s + type + "\0\x01"s;
}
// Answers point to the question's name.
std::string dns_answer(const std::string& name, char type, const std::string& data) {
  return "\x12\x34\x81\x80\0\x01\0\x01\0\0\0\0"s + dns_name(name) + "\0"s + type + "\0\x01"s + "\xc0\x0c\0"s +
         type + "\0\x01\0\0\0\x3c"s + static_cast<char>(data.size() >> 8) + static_cast<char>(data.size()) +
         data;
}

TEST(Names, ReadsDns) {
  Names names;
  Conversation flow({&names}, 53, protocol::udp);
  flow.say(client, dns_question("WWW.Example.lg.jp", 1));
  flow.say(server, dns_answer("www.example.lg.jp", 1, "\xcb\0\x71\x05"s)).end();
  ASSERT_EQ(names.results().names.size(), 1U);
  const AskedName& asked = names.results().names[0];
  EXPECT_EQ(asked.use, NameUse::dns);
  EXPECT_EQ(asked.name, "www.example.lg.jp");
  EXPECT_EQ(asked.type, 1);
  EXPECT_TRUE(asked.answered);
  EXPECT_EQ(asked.seen.count, 1U);
  EXPECT_THAT(asked.answers, testing::ElementsAre(Address::v4(0xcb00'7105)));
  EXPECT_TRUE(is_within_domain(asked.name, "lg.jp"));
  EXPECT_FALSE(is_within_domain("evillgwan.jp", "lgwan.jp"));
  EXPECT_TRUE(is_within_domain("asp.lgwan.jp", "lgwan.jp"));
}

TEST(Names, ReadsDnsOverTcpWhateverTheSegments) {
  Names names;
  Conversation flow({&names}, 53);
  std::string both;
  for (const char* name : {"a.example.jp", "b.example.jp"}) {
    const std::string question = dns_question(name, 28);
    both += "\0"s + static_cast<char>(question.size()) + question;
  }
  flow.open();
  for (std::size_t at = 0; at < both.size(); at += 7) flow.say(client, std::string_view(both).substr(at, 7));
  flow.end();
  ASSERT_EQ(names.results().names.size(), 2U);
  EXPECT_EQ(names.results().names[1].name, "b.example.jp");
}

TEST(Names, SurvivesPointersThatGoInCircles) {
  Names names;
  Conversation flow({&names}, 53, protocol::udp);
  flow.say(client, "\0\0\0\0\0\x01\0\0\0\0\0\0\xc0\x0c\0\x01\0\x01"s).end();
  EXPECT_TRUE(names.results().names.empty());
}

std::string client_hello(const std::string& name) {
  const auto size = [](std::size_t bytes) {
    return std::string{static_cast<char>(bytes >> 8), static_cast<char>(bytes & 0xff)};
  };
  const std::string entry = "\0"s + size(name.size()) + name;
  const std::string sni = "\0\0"s + size(entry.size() + 2) + size(entry.size()) + entry;
  const std::string padding = "\0\x15"s + size(2000) + std::string(2000, '\0');
  const std::string body = "\x03\x03"s + std::string(32, 'r') + "\0"s + "\0\x02\x13\x01"s + "\x01\0"s +
                           size(padding.size() + sni.size()) + padding + sni;
  return "\x16\x03\x01"s + size(body.size() + 4) + "\x01\0"s + size(body.size()) + body;
}

TEST(Names, ReadsServerNamesOverSeveralSegments) {
  Names names;
  Conversation flow({&names}, 8443);
  const std::string hello = client_hello("Mail.Example.JP");
  flow.open().say(client, hello.substr(0, 1400));
  flow.say(server, "").say(client, hello.substr(1400)).end();
  ASSERT_EQ(names.results().names.size(), 1U);
  EXPECT_EQ(names.results().names[0].use, NameUse::tls);
  EXPECT_EQ(names.results().names[0].name, "mail.example.jp");
  EXPECT_EQ(names.results().names[0].server_port, 8443);
}

TEST(Names, ReadsHttpHosts) {
  Names names;
  Conversation flow({&names}, 3128);
  flow.open().say(client, "GET http://a/ HTTP/1.1\r\nhost:  WWW.example.jp:8080 \r\n\r\n").end();
  ASSERT_EQ(names.results().names.size(), 1U);
  EXPECT_EQ(names.results().names[0].name, "www.example.jp");
}

TEST(Names, ReadsHttpHostsThatComeInALaterSegment) {
  Names names;
  Conversation flow({&names}, 3128);
  flow.open().say(client, "GET /a-long-way HTT").say(client, "P/1.1\r\nAccept: */*\r\nHost: www.exa");
  EXPECT_TRUE(names.results().names.empty());
  flow.say(client, "mple.jp\r\nVia: x\r\n").say(client, "\r\nbody").end();
  ASSERT_EQ(names.results().names.size(), 1U);
  EXPECT_EQ(names.results().names[0].name, "www.example.jp");
  EXPECT_EQ(names.results().names[0].seen.count, 1U);
}

TEST(Names, AHeadWithAGapIsNotPutTogether) {
  Names names;
  Conversation flow({&names}, 3128);
  flow.open()
      .say(client, "GET / HTTP/1.1\r\nHost: www.exa")
      .lose(client, 5)
      .say(client, "le.jp\r\n\r\n")
      .end();
  EXPECT_TRUE(names.results().names.empty());
}

TEST(Names, SeesATunnel) {
  Names names;
  Conversation flow({&names}, 53, protocol::udp);
  for (int i = 0; i < 120; ++i) {
    const std::string name = std::string(50, 'x') + std::to_string(i) + ".t.example.jp";
    flow.say(client, dns_question(name, 16)).say(server, dns_answer(name, 16, std::string(100, 'd')));
  }
  flow.end();
  ASSERT_EQ(names.results().tunnels.size(), 1U);
  const DnsTunnel& tunnel = names.results().tunnels[0];
  EXPECT_EQ(tunnel.domain, "example.jp");
  EXPECT_THAT(tunnel.signs, testing::ElementsAre(TunnelSign::long_names, TunnelSign::many_names,
                                                 TunnelSign::large_answers));
  EXPECT_EQ(tunnel.questions, 120U);
  EXPECT_EQ(tunnel.distinct_names, 120U);
  EXPECT_EQ(tunnel.answer_bytes, 12'000U);
}

TEST(Names, ManyHostsOfADomainAreNoTunnel) {
  Names names;
  Conversation flow({&names}, 53, protocol::udp);
  for (int i = 0; i < 500; ++i)
    flow.say(client, dns_question("host" + std::to_string(i) + ".example.co.jp", 1));
  flow.end();
  EXPECT_TRUE(names.results().tunnels.empty());
}

TEST(Clocks, ComparesNtpWithTheCapture) {
  Clocks clocks;
  Conversation flow({&clocks}, 123, protocol::udp);
  // 2020-01-01 00:00:01.5 UTC, in seconds since 1900 (0xe1b65f81) and a fraction of 2^32.
  flow.set_time(capture::Timestamp(std::chrono::seconds(1'577'836'800) - std::chrono::milliseconds(1)));
  flow.say(server, "\x24\x02"s + std::string(38, '\0') + "\xe1\xb6\x5f\x81\x80\0\0\0"s);
  flow.say(client, "\x23\0"s + std::string(38, '\0') + std::string(8, '\0')).end();
  ASSERT_EQ(clocks.results().readings.size(), 1U);
  EXPECT_EQ(clocks.results().readings[0].source, ClockSource::ntp_server);
  EXPECT_EQ(clocks.results().readings[0].least, std::chrono::milliseconds(1500));
  EXPECT_EQ(clocks.results().readings[0].greatest, std::chrono::milliseconds(1500));
}

TEST(Clocks, ReadsHttpDates) {
  Clocks clocks;
  Conversation flow({&clocks}, 80);
  flow.set_time(capture::Timestamp(std::chrono::seconds(784'111'777 - 10) - std::chrono::milliseconds(1)));
  flow.say(server, "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
  flow.say(server, "HTTP/1.1 200 OK\r\nAge: 5\r\nDate: Sun, 06 Nov 1994 08:40:37 GMT\r\n\r\n");
  flow.say(server, "HTTP/1.1 200 OK\r\nDate: Sun, 36 Nov 1994 08:40:37 GMT\r\n\r\n").end();
  ASSERT_EQ(clocks.results().readings.size(), 1U);
  EXPECT_EQ(clocks.results().readings[0].least, std::chrono::seconds(10));
  EXPECT_EQ(clocks.results().readings[0].seen.count, 1U);
}

TEST(Clocks, WaitForTheWholeHead) {
  Clocks clocks;
  Conversation flow({&clocks}, 80);
  flow.say(server, "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
  flow.say(server, "Age: 5\r\n\r\n");  // of a cache
  flow.say(server, "HTTP/1.1 200 OK\r\nServer: x\r\n");
  flow.say(server, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n").end();
  ASSERT_EQ(clocks.results().readings.size(), 1U);
  EXPECT_EQ(clocks.results().readings[0].seen.count, 1U);
}

TEST(Credentials, OfHttpInALaterSegment) {
  Credentials credentials;
  Conversation flow({&credentials}, 80);
  flow.say(client, "GET / HTTP/1.1\r\nHost: a\r\n")
      .say(client, "Authorization: Basic dGFybzpzZWNyZXQ=\r\n\r\n")
      .end();
  ASSERT_EQ(credentials.results().credentials.size(), 1U);
  EXPECT_EQ(credentials.results().credentials[0].kind, CredentialKind::http_basic);
}

std::vector<std::string> kinds_of(const Credentials& credentials) {
  std::vector<std::string> kinds;
  for (const CleartextCredential& found : credentials.results().credentials)
    kinds.emplace_back(name_of(found.kind));
  return kinds;
}

// Kind by kind: what the client says after what the server said, and what is found.
struct CredentialCase {
  std::uint16_t port;
  std::string greeting;
  std::string said;
  std::string kind;  // empty: none
  std::uint8_t protocol_number = protocol::tcp;
};

TEST(Credentials, AreFoundByKind) {
  const std::vector<CredentialCase> cases{
      {21, "220 x\r\n", "USER taro\r\nPASS secret\r\n", "ftp-password"},
      {21, "220 x\r\n", "USER anonymous\r\nPASS a@b\r\n", ""},
      {2121, "220 x\r\n", "USER taro\r\nPASS secret\r\n", "ftp-password"},
      {25, "220 x\r\n", "AUTH PLAIN AHRhcm8Ac2VjcmV0\r\n", "smtp-auth"},
      {25, "220 x\r\n", "AUTH CRAM-MD5\r\n", ""},
      {110, "+OK\r\n", "user taro\r\npass secret\r\n", "pop3-password"},
      {110, "+OK\r\n", "APOP taro 00112233\r\n", ""},
      {1143, "* OK\r\n", "a1 LOGIN taro secret\r\n", "imap-login"},
      {80, "", "GET / HTTP/1.1\r\nAuthorization: Basic dGFybzpzZWNyZXQ=\r\n\r\n", "http-basic"},
      {80, "", "GET / HTTP/1.1\r\nAuthorization: Negotiate abc\r\n\r\n", ""},
      {2323, "\xff\xfd\x18", "\xff\xfb\x18", "telnet"},
      {389, "", "\x30\x0f\x02\x01\x01\x60\x0a\x02\x01\x03\x04\x01\x61\x80\x02pw"s, "ldap-simple-bind"},
      {389, "", "\x30\x0d\x02\x01\x01\x60\x08\x02\x01\x03\x04\x01\x61\x80\0"s, ""},
      {161, "", "\x30\x0f\x02\x01\x01\x04\x06public\xa0\x02\x01\x01"s, "snmp-community", protocol::udp},
      {161, "", "\x30\x0f\x02\x01\x03\x30\x0a\x02\x01\x01\x02\x01\x01\x04\x02\x01\x01"s, "", protocol::udp},
      {513, "", "\0taro\0taro\0xterm/9600\0"s, "rlogin"},
  };
  for (const CredentialCase& tested : cases) {
    Credentials credentials;
    Conversation flow({&credentials}, tested.port, tested.protocol_number);
    if (!tested.greeting.empty()) flow.say(server, tested.greeting);
    flow.say(client, tested.said).end();
    const std::vector<std::string> expected(tested.kind.empty() ? 0 : 1, tested.kind);
    EXPECT_EQ(kinds_of(credentials), expected) << tested.port << " " << testing::PrintToString(tested.said);
  }
}

}  // namespace
}  // namespace sekisho::content
