// Filters made from ClassBench parameter files: their statistics, and their permit sets against plain
// scans of the rules and against counting by cells.
#include <bench/classbench_rules.hpp>
#include <bench/headers.hpp>
#include <support/data.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <set>
#include <string>

namespace sekisho::bench {
namespace {

/// A row of -prots for a protocol whose rules all have one port pair.
std::string protocol_row(int number, double share, std::size_t pair) {
  std::string row = std::to_string(number) + ' ' + std::to_string(share);
  for (std::size_t column = 0; column < port_pair_count; ++column) row += column == pair ? " 1.0" : " 0.0";
  return row + '\n';
}

/// Three kinds of rules: anything between two networks, TCP to port 80 from a host to a network, and UDP
/// between ports above 1023 and a range, from anywhere.
std::string small_seed() {
  return "-scale\n40\n#\n-prots\n" + protocol_row(0, 0.25, 0) + protocol_row(6, 0.5, 13) +
         protocol_row(17, 0.25, 11) +
         "#\n-spem\n#\n-dpem\n1.0 80:80\n#\n-dpar\n0.5 1300:1349\n0.5 20:21\n#\n"
         "-wc_wc\n32,1.0 16,1.0\n#\n"
         "-wc_em\n56,1.0 32,1.0\n#\n"
         "-hi_ar\n24,1.0 0,1.0\n#\n"
         "-sskew\n0 0.5 0.5 0.2\n8 0.5 0.5 0.0\n16 0 1 0\n20 0 1 0\n24 0 1 0\n#\n"
         "-dskew\n0 0 1 0\n8 0 1 0.5\n12 0 1 0\n16 0 1 0\n20 0 1 0\n#\n"
         "-pcorr\n1 0.5\n2 1.0\n#\n";
}

ClassbenchSeed seed_of(const std::string& text) {
  auto seed = parse_classbench_seed(text);
  EXPECT_TRUE(seed.ok()) << (seed.ok() ? "" : seed.reason());
  return std::move(seed).value();
}

/// What the first rule that matches says.
bool permits(const std::vector<AclRule>& rules, const Packet& packet) {
  for (const AclRule& rule : rules) {
    if (rule.protocol && *rule.protocol != packet.protocol) continue;
    if (!rule.source.contains(packet.source) || !rule.destination.contains(packet.destination)) continue;
    if (!rule.source_ports.contains(packet.source_port)) continue;
    if (!rule.destination_ports.contains(packet.destination_port)) continue;
    return rule.permit;
  }
  return false;
}

/// Packets that some rule matches, often at its very ends, each field now and then from another rule.
Packet packet_near(const std::vector<AclRule>& rules, std::mt19937& random) {
  const AclRule* rule = &rules[random() % rules.size()];
  const auto perhaps_another = [&] {
    if (random() % 6 == 0) rule = &rules[random() % rules.size()];
  };
  const auto address_in = [&](const Prefix& prefix) {
    const auto free = static_cast<std::uint32_t>(low_ones(32 - prefix.length));
    const std::array<std::uint32_t, 3> choices = {0, free, static_cast<std::uint32_t>(random()) & free};
    return Address::v4(static_cast<std::uint32_t>(prefix.network.bits) | choices[random() % 3]);
  };
  const auto port_in = [&](const PortRange& ports) {
    const std::array<std::uint32_t, 3> choices = {ports.first, ports.last,
                                                  static_cast<std::uint32_t>(random())};
    return static_cast<std::uint16_t>(choices[random() % 3]);
  };
  Packet packet;
  packet.source = address_in(rule->source);
  perhaps_another();
  packet.destination = address_in(rule->destination);
  perhaps_another();
  packet.source_port = port_in(rule->source_ports);
  packet.destination_port = port_in(rule->destination_ports);
  packet.protocol = rule->protocol ? *rule->protocol : static_cast<std::uint8_t>(random());
  return packet;
}

/// Counts by cutting each field wherever a rule begins or ends, and trying every cell.
Bits128 count_by_cells(const std::vector<AclRule>& rules) {
  std::array<std::set<std::uint64_t>, 5> cuts;
  const std::array<std::uint64_t, 5> ends = {1ULL << 32, 1ULL << 32, 256, 65536, 65536};
  for (std::size_t field = 0; field < 5; ++field) cuts[field] = {0, ends[field]};
  const auto cut = [&](std::size_t field, std::uint64_t first, std::uint64_t last) {
    cuts[field].insert(first);
    cuts[field].insert(last + 1);
  };
  for (const AclRule& rule : rules) {
    cut(0, static_cast<std::uint64_t>(rule.source.first().bits),
        static_cast<std::uint64_t>(rule.source.last().bits));
    cut(1, static_cast<std::uint64_t>(rule.destination.first().bits),
        static_cast<std::uint64_t>(rule.destination.last().bits));
    if (rule.protocol) cut(2, *rule.protocol, *rule.protocol);
    cut(3, rule.source_ports.first, rule.source_ports.last);
    cut(4, rule.destination_ports.first, rule.destination_ports.last);
  }
  Bits128 permitted_headers = 0;
  const auto try_cells = [&](const auto& self, std::size_t field, Packet packet, Bits128 size) -> void {
    if (field == 5) {
      if (permits(rules, packet)) permitted_headers += size;
      return;
    }
    for (auto at = cuts[field].begin(); std::next(at) != cuts[field].end(); ++at) {
      if (field == 0) packet.source = Address::v4(static_cast<std::uint32_t>(*at));
      if (field == 1) packet.destination = Address::v4(static_cast<std::uint32_t>(*at));
      if (field == 2) packet.protocol = static_cast<std::uint8_t>(*at);
      if (field == 3) packet.source_port = static_cast<std::uint16_t>(*at);
      if (field == 4) packet.destination_port = static_cast<std::uint16_t>(*at);
      self(self, field + 1, packet, size * (*std::next(at) - *at));
    }
  };
  try_cells(try_cells, 0, Packet{}, 1);
  return permitted_headers;
}

void expect_exact(const std::vector<AclRule>& rules, int samples) {
  PacketSpace space;
  const PacketSet permit = permitted(space, rules);
  std::mt19937 random(7);
  for (int i = 0; i < samples; ++i) {
    const Packet packet = packet_near(rules, random);
    ASSERT_EQ(permit.contains(packet), permits(rules, packet)) << to_string(packet);
  }
}

TEST(Classbench, RulesFollowTheStatistics) {
  const std::vector<AclRule> rules = classbench_rules(seed_of(small_seed()), 400, 1);
  ASSERT_EQ(rules.size(), 400U);
  int any = 0, web = 0, transfer = 0;
  for (const AclRule& rule : rules) {
    if (!rule.protocol) {
      ++any;
      EXPECT_EQ(rule.source.length, 16);
      EXPECT_EQ(rule.destination.length, 16);
      EXPECT_TRUE(rule.source_ports.is_any() && rule.destination_ports.is_any());
    } else if (*rule.protocol == protocol::tcp) {
      ++web;
      EXPECT_EQ(rule.source.length, 32);
      EXPECT_EQ(rule.destination.length, 24);
      EXPECT_EQ(rule.destination_ports, (PortRange{80, 80}));
    } else {
      ++transfer;
      EXPECT_EQ(rule.protocol, protocol::udp);
      EXPECT_EQ(rule.source.length, 0);
      EXPECT_EQ(rule.destination.length, 24);
      EXPECT_EQ(rule.source_ports, (PortRange{1024, 65535}));
      EXPECT_TRUE(rule.destination_ports == (PortRange{1300, 1349}) ||
                  rule.destination_ports == (PortRange{20, 21}));
    }
  }
  // Duplicates are drawn again, so the shares are near those of the file and not equal to them.
  EXPECT_NEAR(any, 100, 40);
  EXPECT_NEAR(web, 200, 50);
  EXPECT_NEAR(transfer, 100, 40);
}

TEST(Classbench, WiderRulesStandBehind) {
  const std::vector<AclRule> rules = classbench_rules(seed_of(small_seed()), 200, 3);
  const auto length = [](const AclRule& rule) { return rule.source.length + rule.destination.length; };
  EXPECT_TRUE(std::is_sorted(rules.begin(), rules.end(),
                             [&](const AclRule& a, const AclRule& b) { return length(a) > length(b); }));
}

TEST(Classbench, TheSeedDecides) {
  const auto lines = [](std::uint64_t random_seed) {
    std::string text;
    for (const AclRule& rule : classbench_rules(seed_of(small_seed()), 50, random_seed))
      text += to_string(rule) + "\n";
    return text;
  };
  EXPECT_EQ(lines(5), lines(5));
  EXPECT_NE(lines(5), lines(6));
}

TEST(Classbench, PermitSetsCountAsCellsDo) {
  const ClassbenchSeed seed = seed_of(small_seed());
  for (std::uint64_t random_seed = 1; random_seed <= 5; ++random_seed) {
    const std::vector<AclRule> rules = classbench_rules(seed, 24, random_seed);
    PacketSpace space;
    EXPECT_EQ(decimal(count_headers(permitted(space, rules)).value()), decimal(count_by_cells(rules)));
  }
}

TEST(Classbench, WhatIsNotAParameterFileIsRefused) {
  const auto reason = [](const std::string& text) {
    const auto seed = parse_classbench_seed(text);
    return seed.ok() ? std::string("taken") : seed.reason();
  };
  const auto spoilt = [](const std::string& from, const std::string& to) {
    std::string text = small_seed();
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_EQ(reason(""), "no section -scale");
  EXPECT_EQ(reason("-scale\n7\n#\n"), "no section -prots");
  EXPECT_EQ(reason("-scale\nmany\n"), "line 2: not a row of section -scale");
  EXPECT_EQ(reason("-colours\nred\n"), "line 2: not a row of section -colours");
  EXPECT_EQ(reason(spoilt("80:80", "90:80")), "line 12: not a row of section -dpem");
  EXPECT_EQ(reason(spoilt("56,1.0 32,1.0", "56,1.0 20,1.0")), "line 22: not a row of section -wc_em");
  EXPECT_EQ(reason(spoilt("1.0 80:80\n", "")), "no rows in section -dpem");
  EXPECT_EQ(reason(spoilt("24,1.0 0,1.0\n", "")), "no rows in section -hi_ar");
}

class ClassbenchSeeds : public testing::TestWithParam<const char*> {};

TEST_P(ClassbenchSeeds, PermitSetsAreExact) {
  const std::filesystem::path path = test::data_root() / "configs" / "classbench" / GetParam();
  SEKISHO_NEEDS(path);
  const auto seed = read_classbench_seed(path.string());
  ASSERT_TRUE(seed.ok()) << seed.reason();
  const std::vector<AclRule> rules = classbench_rules(seed.value(), 300, 1);
  ASSERT_EQ(rules.size(), 300U);
  expect_exact(rules, test::scaled(3'000));
  const std::vector<AclRule> few = classbench_rules(seed.value(), 12, 2);
  PacketSpace space;
  EXPECT_EQ(decimal(count_headers(permitted(space, few)).value()), decimal(count_by_cells(few)));
}

INSTANTIATE_TEST_SUITE_P(Files, ClassbenchSeeds, testing::Values("acl1_seed", "fw1_seed", "ipc1_seed"));

}  // namespace
}  // namespace sekisho::bench
