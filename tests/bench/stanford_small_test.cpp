// A backbone of three routers whose answers are worked out by hand, and texts that are refused.
#include "plain_backbone.hpp"
#include "stanford_answers.hpp"

#include <bench/headers.hpp>
#include <support/data.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>

namespace sekisho {
namespace {

using bench::stanford::DatasetText;
using test::Answers;
using test::PlainBackbone;

std::filesystem::path small_backbone() { return test::source_root() / "tests" / "bench" / "small_backbone"; }

DatasetText small_text() { return bench::stanford::read_text(small_backbone()).value(); }

Answers small_answers() { return Answers(bench::stanford::parse(small_text()).value()); }

std::map<PlainBackbone::RouterPair, std::string> readable(const PlainBackbone::Counts& counts) {
  std::map<PlainBackbone::RouterPair, std::string> text;
  for (const auto& [pair, number] : counts.pairs) text[pair] = bench::decimal(number);
  text[{"loops", ""}] = bench::decimal(counts.loops);
  return text;
}

TEST(SmallBackbone, DestinationsWithoutFilters) {
  Answers answers = small_answers();
  const std::map<PlainBackbone::RouterPair, std::string> expected = {
      // 10.2.0.0/17 over the bus to b's lan, 10.5.0.0/16 over the bus to b's VLAN, of which lan is one port.
      {{"a", "b"}, std::to_string(32768 + 65536)},
      // 10.2.128.0/17 on the left (the longer prefix wins), 10.3.0.0/16 over the bus and by way of b,
      // 10.5.0.0/16 to c itself.
      {{"a", "c"}, std::to_string(32768 + 65536 + 65536)},
      // 10.1.0.0/16 and a's own 10.9.0.1; what b's VLAN sends to a for 10.5.0.0/16 would have to go back.
      {{"b", "a"}, std::to_string(65536 + 1)},
      {{"b", "c"}, std::to_string(65536 + 65536)},  // 10.3.0.0/16 and 10.5.0.0/16 on the right
      {{"c", "a"}, std::to_string(65536)},          // 10.1.0.0/16 by way of b
      // c sends 10.2.0.0/17 to a over the bus, where the way on is the bus again: nothing from c to b.
      {{"loops", ""}, std::to_string(65536)},  // 10.7.0.0/16 round the ring
  };
  EXPECT_EQ(readable(answers.count_destinations()), expected);
}

TEST(SmallBackbone, HeadersWithFilters) {
  Answers answers = small_answers();
  const Bits128 source = Bits128{1} << 32;
  const Bits128 protocol = 256;
  const Bits128 port = 65536;
  const Bits128 any = source * protocol * port * port;  // whatever the destination
  // Into b from the bus: UDP from port 5000 up, to 10.x.0.7.
  const Bits128 seven = source * (port - 5000) * port;
  // Into c from the bus: TCP from one host to ports 20 to 29.
  const Bits128 host = 1 * port * 10;
  const std::map<PlainBackbone::RouterPair, std::string> expected = {
      {{"a", "b"}, bench::decimal(2 * seven)},  // 10.2.0.7 and 10.5.0.7
      // The left has no filter. 10.3.0.0/16 and 10.5.0.0/16 come over the bus to c, or as UDP to .0.7 by way
      // of b, whose filter to the right stops TCP only.
      {{"a", "c"}, bench::decimal(32768 * any + 2 * 65536 * host + 2 * seven)},
      {{"b", "a"}, bench::decimal(65537 * any)},
      {{"b", "c"}, bench::decimal(131072 * (any / protocol) * 255)},
      {{"c", "a"}, bench::decimal(65536 * any)},
      {{"loops", ""}, bench::decimal(65536 * (any / protocol) * 255)},
  };
  EXPECT_EQ(readable(answers.count_headers()), expected);
}

TEST(SmallBackbone, TheOracleSaysTheSame) {
  Answers answers = small_answers();
  const PlainBackbone plain(small_text());
  EXPECT_EQ(readable(answers.count_destinations()), readable(plain.count_destinations()));
  EXPECT_EQ(readable(answers.count_headers()), readable(plain.count_headers()));
}

TEST(SmallBackbone, IsFoundInItsFolderToo) {
  EXPECT_TRUE(bench::stanford::read_text(small_backbone() / "apkeep").ok());
  const auto absent = bench::stanford::read_text(small_backbone() / "absent");
  ASSERT_FALSE(absent.ok());
  EXPECT_THAT(absent.reason(), testing::HasSubstr("expected the files updates, vlan.txt and topo.txt"));
}

struct Refusal {
  const char* what;
  std::function<void(DatasetText&)> spoil;
  const char* reason;  // part of it
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) { return out << refusal.what; }

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, WithTheLineAtFault) {
  DatasetText text = small_text();
  GetParam().spoil(text);
  const auto network = bench::stanford::parse(text);
  ASSERT_FALSE(network.ok());
  EXPECT_THAT(network.reason(), testing::HasSubstr(GetParam().reason));
}

Refusal update(const char* what, std::string line, const char* reason) {
  return {what, [line](DatasetText& text) { text.updates.text = line + "\n" + text.updates.text; }, reason};
}
Refusal link(const char* what, std::string line, const char* reason) {
  return {what, [line](DatasetText& text) { text.links.text += line + "\n"; }, reason};
}
Refusal usage(const char* what, std::string line, const char* reason) {
  return {what, [line](DatasetText& text) { text.attachments[0].text += line + "\n"; }, reason};
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Refused,
    testing::Values(
        update("no such kind", "+ nat a", "updates:1: expected `+ fwd` or `+ acl`"),
        update("short route", "+ fwd a 0 0 lan", "updates:1: expected `+ fwd ROUTER"),
        update("length", "+ fwd a 0 33 lan 33", "updates:1: expected `+ fwd ROUTER"),
        update("bits behind the length", "+ fwd a 1 31 lan 31", "updates:1: expected a network without bits"),
        update("unknown VLAN", "+ fwd a 0 0 vlan9 0", "updates:1: expected a VLAN of vlan.txt"),
        update("a route twice", "+ fwd a 167837696 16 bus 16", "two routes of a are alike"),
        update("action", "+ acl b_web access-list web allow 0 255 any null null null any null null null 7",
               "updates:1: expected `+ acl ROUTER_ACL"),
        update("protocol", "+ acl b_web access-list web deny 0 256 any null null null any null null null 7",
               "updates:1: expected `+ acl ROUTER_ACL"),
        update("no lower port", "+ acl b_web access-list web deny 6 6 any null null 9 any null null null 7",
               "updates:1: expected `+ acl ROUTER_ACL"),
        update("ports the wrong way",
               "+ acl b_web access-list web deny 6 6 any null 9 8 any null null null 7",
               "updates:1: expected `+ acl ROUTER_ACL"),
        update("any with a wildcard",
               "+ acl b_web access-list web deny 6 6 any 0.0.0.1 null null any null null null 7",
               "updates:1: expected `+ acl ROUTER_ACL"),
        update("a priority twice",
               "+ acl b_web access-list web deny 6 6 any null null null any null null null 2",
               "two rules of b_web have one priority"),
        Refusal{"VLAN without ports", [](DatasetText& text) { text.vlans.text = "b vlan5\n"; },
                "vlan.txt:1: expected `ROUTER VLAN PORT...`"},
        Refusal{"VLAN twice", [](DatasetText& text) { text.vlans.text += "b vlan5 lan\n"; },
                "vlan.txt:2: expected a VLAN that is not there yet"},
        usage("direction", "lan both web", "b_usage:3: expected `PORT in|out ACL...`"),
        usage("filter without rules", "lan in nothing", "b_usage:3: expected filters that have rules"),
        Refusal{"usage of nobody", [](DatasetText& text) { text.attachments[0].name = "acls/x_usage"; },
                "no router is called x"},
        link("short link", "a bus b", "topo.txt:13: expected `NODE PORT NODE PORT`"),
        link("port of a filter", "a lan b_web_lan_out here", "topo.txt:13: expected `inport` of a filter"),
        link("way out of a filter", "b_web_lan_out deny a lan", "topo.txt:13: expected `permit` of a filter"),
        link("filter on the link only", "a lan b_web_lan_out inport",
             "has other filters than those attached"),
        usage("filter attached only", "left in web", "has other filters than those attached"),
        link("filters in a circle", "a lan b_x_lan_out inport\nb_x_lan_out permit b_x_lan_out inport",
             "go round in a circle")));

}  // namespace
}  // namespace sekisho
