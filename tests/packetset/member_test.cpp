// Members and counts.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sekisho::test {
namespace {

/// The fields used here, as the variable order has them.
constexpr std::array order = {Field::destination, Field::source, Field::protocol};

bool precedes(const FieldValues& a, const FieldValues& b) {
  for (const Field field : order) {
    const auto i = static_cast<std::size_t>(field);
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return false;
}

TEST(Member, IsTheLeastOne) {
  const Universe universe{{Field::destination, 3}, {Field::source, 3}, {Field::protocol, 2}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(21);
  for (int i = 0; i < scaled(2000); ++i) {
    const PacketSet set = random_set(space, universe, random, 3);
    const auto member = set.member();
    ASSERT_EQ(member.has_value(), !set.empty());
    if (!member) continue;
    ASSERT_TRUE(set.contains(*member));
    for (std::size_t j = 0; j < universe.size(); ++j) {
      ASSERT_FALSE(set.contains(universe.element(j)) && precedes(universe.element(j), *member));
    }
  }
}

TEST(Member, OfSparseSets) {
  const Universe universe{{Field::destination, 3}, {Field::source, 3}};
  PacketSpace space(universe.layout());
  for (std::size_t i = 0; i < universe.size(); ++i) {
    Model model(universe.size());
    model[i] = true;
    EXPECT_EQ(universe.set_of(space, model).member(), universe.element(i));
  }
  EXPECT_EQ(space.none().member(), std::nullopt);
  EXPECT_EQ(space.all().member(), FieldValues{});
}

TEST(Member, PrefersInOrderWhereTheSetAllows) {
  PacketSpace space;
  const PacketSet web = space.protocol(protocol::tcp) & space.ports(Field::destination_port, {80, 443});
  const PacketSet high_source = space.ports(Field::source_port, {40000, 65535});
  const PacketSet udp = space.protocol(protocol::udp);
  const PacketSet tls = space.ports(Field::destination_port, {443, 443});
  const auto packet =
      web.member_preferring({udp, tls, high_source, space.ports(Field::destination_port, {80, 80})});
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->protocol, protocol::tcp);  // udp is not possible and is passed over
  EXPECT_EQ(packet->destination_port, 443);    // the earlier preference wins
  EXPECT_EQ(packet->source_port, 40000);
  EXPECT_EQ(space.none().member_preferring({udp}), std::nullopt);
  EXPECT_TRUE(web.contains(*web.member_preferring({})));
}

TEST(Count, AgreesWithModels) {
  const Universe universe{{Field::destination, 5}, {Field::source, 4}, {Field::protocol, 3}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(22);
  for (int i = 0; i < scaled(300); ++i) {
    const PacketSet set = random_set(space, universe, random, 4);
    const std::size_t expected = members(universe.model_of(set));
    ASSERT_EQ(set.count(), static_cast<double>(expected));
    const auto exact = set.exact_count();
    ASSERT_TRUE(exact);
    ASSERT_EQ(exact->factor << exact->exponent, Bits128{expected});
    ASSERT_TRUE(exact->factor % 2 == 1 || exact->factor == 0);
  }
}

TEST(Count, OfTheFullLayout) {
  PacketSpace space;
  const int bits = bits_of(Layout::full());
  EXPECT_EQ(space.all().count(), std::ldexp(1.0, bits));
  EXPECT_EQ(space.none().count(), 0);
  EXPECT_EQ(space.none().exact_count(), MemberCount{});
  EXPECT_EQ(space.all().exact_count(), (MemberCount{1, bits}));
  EXPECT_EQ(space.protocol(6).count(), std::ldexp(1.0, bits - 8));
  EXPECT_EQ(space.range(Field::protocol, 0, 2).exact_count(), (MemberCount{3, bits - 8}));
}

TEST(Count, OfOnePacketIsExact) {
  PacketSpace space;
  const FieldValues values = values_of(Packet{});
  PacketSet point = space.all();
  for (std::size_t i = 0; i < field_count; ++i) point &= space.equal(static_cast<Field>(i), values[i]);
  EXPECT_EQ(point.count(), 1);
  EXPECT_EQ(point.exact_count(), std::nullopt);  // its density needs every bit
  EXPECT_EQ((~point).exact_count(), std::nullopt);
}

}  // namespace
}  // namespace sekisho::test
