// Ordered lists of rules: against a scan of every packet, and the counts of an independent tool.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace sekisho::test {
namespace {

bool permits(const std::vector<MatchedRule>& rules, const FieldValues& values) {
  for (const MatchedRule& rule : rules) {
    if (rule.packets.contains(values)) return rule.permit;
  }
  return false;
}

TEST(FirstMatch, AgreesWithAScanOfEveryPacket) {
  const Universe universe{{Field::destination, 3}, {Field::source, 3}, {Field::destination_port, 3}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(61);
  for (int i = 0; i < scaled(300); ++i) {
    std::vector<MatchedRule> rules;
    for (std::size_t j = random() % 20; j > 0; --j) {
      rules.push_back({random_set(space, universe, random, 2), random() % 2 == 0});
    }
    ASSERT_EQ(universe.model_of(space.first_match(rules)),
              universe.where([&](const FieldValues& values) { return permits(rules, values); }));
  }
}

TEST(FirstMatch, OfNoRulePermitsNothing) {
  PacketSpace space;
  EXPECT_TRUE(space.first_match({}).empty());
  EXPECT_TRUE(space.first_match(std::vector<MatchedRule>{{space.all(), true}}).is_all());
  EXPECT_TRUE(space.first_match(std::vector<MatchedRule>{{space.all(), false}, {space.all(), true}}).empty());
}

PortRange read_ports(const std::string& text) {
  const std::size_t dash = text.find('-');
  return {static_cast<std::uint16_t>(std::stoi(text.substr(0, dash))),
          static_cast<std::uint16_t>(std::stoi(text.substr(dash + 1)))};
}

std::vector<MatchedRule> read_filter(PacketSpace& space, const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<MatchedRule> rules;
  std::string action, protocol, source, destination, source_ports, destination_ports;
  while (file >> action >> protocol >> source >> destination >> source_ports >> destination_ports) {
    PacketSet packets = space.address(Field::source, Prefix::parse(source).value()) &
                        space.address(Field::destination, Prefix::parse(destination).value()) &
                        space.ports(Field::source_port, read_ports(source_ports)) &
                        space.ports(Field::destination_port, read_ports(destination_ports));
    if (protocol != "any") packets &= space.protocol(parse_protocol(protocol).value());
    rules.push_back({packets, action == "permit"});
  }
  return rules;
}

Bits128 number(const char* digits) {
  Bits128 value = 0;
  for (; *digits != '\0'; ++digits) value = value * 10 + static_cast<unsigned>(*digits - '0');
  return value;
}

class KnownFilters : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(KnownFilters, PermitAsManyHeadersAsTheIndependentToolCounted) {
  const auto path = data_root() / "acl" / GetParam().first;
  SEKISHO_NEEDS(path);
  PacketSpace space;
  const std::vector<MatchedRule> rules = read_filter(space, path);
  const PacketSet permit = space.first_match(rules);
  const auto count = permit.exact_count();
  ASSERT_TRUE(count);
  const int free_bits = bits_of(space.layout()) - 1 - 104;  // all but the family and the 5-tuple of IPv4
  EXPECT_TRUE(count->factor << (count->exponent - free_bits) == number(GetParam().second));

  PacketSet open = space.all();
  PacketSet one_by_one = space.none();
  for (std::size_t i = 0; i < std::min<std::size_t>(rules.size(), 300); ++i) {
    if (rules[i].permit) one_by_one |= open & rules[i].packets;
    open -= rules[i].packets;
  }
  EXPECT_EQ(permit - open, one_by_one);  // where the first rules decide
}

INSTANTIATE_TEST_SUITE_P(FirstMatch, KnownFilters,
                         testing::Values(std::pair{"acl_100.txt", "9676460053302625670987776"},
                                         std::pair{"acl_1000.txt", "225800757039076267796424142"}));

}  // namespace
}  // namespace sekisho::test
