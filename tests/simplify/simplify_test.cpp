// A simplified config does what the config did: held against trying packets, by code that shares no set.
#include "simulation/matching.hpp"
#include "support/data.hpp"

#include <sekisho/simplify/simplify.hpp>

#include <gtest/gtest.h>

#include <random>

namespace sekisho {
namespace {

const Date today{2026, 11, 21};

const config::LanguageEntry& language(const char* name) { return *config::find_language(name); }

std::string random_ios(std::mt19937& random) {
  const auto below = [&](unsigned end) { return random() % end; };
  const auto address = [&]() -> std::string {
    switch (below(4)) {
      case 0: return "any";
      case 1: return "host 10.0.0." + std::to_string(below(8));
      case 2: return "10.0.0." + std::to_string(below(4) * 2) + " 0.0.0.1";
      default: return "10.0.0." + std::to_string(below(2) * 4) + " 0.0.0.3";
    }
  };
  const auto ports = [&]() -> std::string {
    switch (below(3)) {
      case 0: return "";
      case 1: return " eq " + std::to_string(below(4));
      default: return " range " + std::to_string(below(2)) + " " + std::to_string(2 + below(2));
    }
  };
  std::string text = "hostname tiny\n!\nip access-list extended LIST\n";
  for (int i = 0; i < 12; ++i) {
    const bool ip = below(4) == 0;
    text += std::string(below(2) == 0 ? " permit " : " deny ") +
            (ip              ? "ip "
             : below(2) == 0 ? "tcp "
                             : "udp ") +
            address() + " " + address() + (ip ? "" : ports()) + "\n";
  }
  return text + "!\ninterface Vlan1\n ip address 10.0.0.1 255.255.255.0\n ip access-group LIST in\n!\nend\n";
}

Action decision(const Filter& filter, const Packet& packet) {
  for (const Rule& rule : filter.rules) {
    if (simulation::matches(rule.match, packet) == simulation::Answer::yes) return rule.action;
  }
  return filter.default_action;
}

void expect_same_decisions(const Filter& a, const Filter& b) {
  Packet packet;
  for (const std::uint32_t source : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 99U}) {
    for (const std::uint32_t destination : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 99U}) {
      for (const std::uint8_t protocol : {protocol::tcp, protocol::udp, protocol::esp}) {
        for (const int port : {0, 1, 2, 3, 4}) {
          packet.source = Address::v4(0x0a000000 + source);
          packet.destination = Address::v4(0x0a000000 + destination);
          packet.protocol = protocol;
          packet.destination_port = static_cast<std::uint16_t>(has_ports(protocol) ? port : 0);
          ASSERT_EQ(decision(a, packet), decision(b, packet)) << to_string(packet);
        }
      }
    }
  }
}

TEST(Simplify, RandomAccessListsDecideAsBefore) {
  std::mt19937 random(1);
  std::size_t saved = 0;
  for (int i = 0; i < test::scaled(100); ++i) {
    const std::string text = random_ios(random);
    SCOPED_TRACE(text);
    const Simplified result = simplify(text, "tiny.cfg", language("cisco-ios"), today);
    ASSERT_TRUE(result.proved) << result.doubt;
    ASSERT_LE(result.after, result.before);
    saved += result.before - result.after;
    EXPECT_EQ(result.steps.size(), result.before - result.after);
    const Device before = config::parse(language("cisco-ios"), text, "tiny.cfg").device;
    const Device after = config::parse(language("cisco-ios"), result.text, "tiny.cfg").device;
    expect_same_decisions(before.filters.at("LIST"), after.filters.at("LIST"));
    if (HasFatalFailure()) return;
    const Simplified again = simplify(result.text, "tiny.cfg", language("cisco-ios"), today);
    EXPECT_TRUE(again.steps.empty());
  }
  EXPECT_GT(saved, 0U);
}

TEST(Simplify, MergesWhatOneEntryCanSay) {
  const std::string text =
      "hostname r\nip access-list extended L\n"
      " 10 permit tcp 10.1.0.0 0.0.0.255 any eq 443\n"
      " remark the second half\n"
      " 20 permit tcp 10.1.1.0 0.0.0.255 any eq 443\n"
      " 30 permit udp any host 10.9.0.1 range 100 199\n"
      " 40 permit udp any host 10.9.0.1 range 200 299\n"
      "!\nend\n";
  const Simplified result = simplify(text, "r.cfg", language("cisco-ios"), today);
  EXPECT_TRUE(result.proved);
  EXPECT_EQ(result.text,
            "hostname r\nip access-list extended L\n"
            " 10 permit tcp 10.1.0.0 0.0.1.255 any eq 443\n"
            " remark the second half\n"
            " 30 permit udp any host 10.9.0.1 range 100 299\n"
            "!\nend\n");
  ASSERT_EQ(result.remarks.size(), 1U);
  EXPECT_EQ(result.remarks.front().text, " remark the second half");
}

std::string fortios(const std::string& policies) {
  return "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin\n"
         "config system interface\n    edit \"a\"\n        set ip 10.1.0.1 255.255.255.0\n    next\n"
         "    edit \"b\"\n        set ip 10.2.0.1 255.255.255.0\n    next\nend\n"
         "config firewall address\n    edit \"one\"\n        set subnet 10.1.0.5/32\n    next\n"
         "    edit \"two\"\n        set subnet 10.1.0.9/32\n    next\nend\n"
         "config firewall policy\n" +
         policies + "end\n";
}

std::string policy(int id, const std::string& source, const std::string& more = "") {
  return "    edit " + std::to_string(id) + "\n        set srcintf \"a\"\n        set dstintf \"b\"\n" +
         "        set srcaddr \"" + source + "\"\n        set dstaddr \"all\"\n        set action accept\n" +
         "        set schedule \"always\"\n        set service \"HTTPS\"\n" + more + "    next\n";
}

TEST(Simplify, MergesPoliciesWithTheSameSettings) {
  const Simplified result =
      simplify(fortios(policy(1, "one") + policy(2, "two")), "fw.conf", language("fortios"), today);
  EXPECT_TRUE(result.proved);
  EXPECT_EQ(result.before, 2U);
  EXPECT_EQ(result.after, 1U);
  EXPECT_NE(result.text.find("set srcaddr \"one\" \"two\""), std::string::npos);
  EXPECT_EQ(result.text.find("edit 2\n"), std::string::npos);
}

TEST(Simplify, LeavesPoliciesThatInspectDifferently) {
  const std::string text =
      fortios(policy(1, "one") + policy(2, "two", "        set av-profile \"default\"\n"));
  const Simplified result = simplify(text, "fw.conf", language("fortios"), today);
  EXPECT_EQ(result.text, text);
  EXPECT_TRUE(result.steps.empty());
}

TEST(Simplify, RemovesAPolicyThatNothingReaches) {
  const Simplified result =
      simplify(fortios(policy(1, "all") + policy(2, "two")), "fw.conf", language("fortios"), today);
  EXPECT_TRUE(result.proved);
  EXPECT_EQ(result.after, 1U);
  EXPECT_EQ(result.text, fortios(policy(1, "all")));
}

TEST(Simplify, KeepsTheLastEntryOfAList) {
  const std::string text = "hostname r\nip access-list extended L\n deny ip any any\n!\nend\n";
  EXPECT_EQ(simplify(text, "r.cfg", language("cisco-ios"), today).text, text);
}

}  // namespace
}  // namespace sekisho
