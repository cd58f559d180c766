// The full layout: real packets of both families against the predicates of addresses and ports.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sekisho::test {
namespace {

/// Addresses that cluster, so that sets and packets meet.
Address random_address(std::mt19937_64& random, Family family) {
  const Bits128 base = family == Family::v4 ? Bits128{0x0a000000} : Bits128{0x20010db8} << 96;
  const Bits128 wild = random() % 4 == 0 ? (Bits128{random()} << 64 | random()) : random() % 1024;
  return {family, (base ^ wild) & low_ones(width(family))};
}

Family random_family(std::mt19937_64& random) { return random() % 2 == 0 ? Family::v4 : Family::v6; }

Packet packet_of_any_kind(std::mt19937_64& random) {
  const Family family = random_family(random);
  Packet packet;
  packet.source = random_address(random, family);
  packet.destination = random_address(random, family);
  packet.protocol = static_cast<std::uint8_t>(random() % 256);
  packet.source_port = static_cast<std::uint16_t>(random());
  packet.destination_port = static_cast<std::uint16_t>(random() % 32);
  packet.icmp_type = static_cast<std::uint8_t>(random());
  packet.icmp_code = static_cast<std::uint8_t>(random());
  packet.tcp_flags = static_cast<std::uint8_t>(random());
  packet.state = static_cast<ConnectionState>(random() % 4);
  packet.mark = static_cast<std::uint16_t>(random());
  packet.vlan = static_cast<std::uint16_t>(random() % 4096);
  packet.source_mac = random() >> 16;
  packet.destination_mac = random() >> 16;
  return packet;
}

TEST(Packets, ValuesAndBack) {
  std::mt19937_64 random(51);
  for (int i = 0; i < scaled(10'000); ++i) {
    const Packet packet = packet_of_any_kind(random);
    ASSERT_EQ(packet_of(values_of(packet)), packet);
  }
}

TEST(Packets, AddressSetsAreTheirPredicates) {
  PacketSpace space;
  std::mt19937_64 random(52);
  for (int i = 0; i < scaled(300); ++i) {
    const Family family = random_family(random);
    const Address base = random_address(random, family);
    const Prefix prefix = Prefix::of(base, static_cast<int>(random() % 129));
    const Address other = random_address(random, family);
    const AddressRange range{std::min(base, other), std::max(base, other)};
    const Wildcard wildcard{base,
                            (low_ones(128) << random() % 12) & low_ones(width(family)) & ~Bits128{0x50}};
    const PacketSet in_prefix = space.address(Field::source, prefix);
    const PacketSet in_range = space.address(Field::destination, range);
    const PacketSet in_wildcard = space.address(Field::source, wildcard);
    for (int j = 0; j < 100; ++j) {
      const Packet packet = packet_of_any_kind(random);
      ASSERT_EQ(in_prefix.contains(packet), prefix.contains(packet.source)) << to_string(prefix);
      ASSERT_EQ(in_range.contains(packet), range.contains(packet.destination)) << to_string(range);
      ASSERT_EQ(in_wildcard.contains(packet), wildcard.contains(packet.source)) << to_string(wildcard);
    }
    ASSERT_EQ(space.address(Field::source, AddressRange::of(prefix)), in_prefix);
  }
}

TEST(Packets, OtherFieldsAreTheirPredicates) {
  PacketSpace space;
  const PacketSet v6 = space.family(Family::v6);
  const PacketSet tcp = space.protocol(protocol::tcp);
  const PacketSet low = space.ports(Field::destination_port, {3, 17});
  std::mt19937_64 random(53);
  for (int i = 0; i < scaled(5'000); ++i) {
    const Packet packet = packet_of_any_kind(random);
    ASSERT_EQ(v6.contains(packet), packet.family() == Family::v6);
    ASSERT_EQ(tcp.contains(packet), packet.protocol == protocol::tcp);
    ASSERT_EQ(low.contains(packet), 3 <= packet.destination_port && packet.destination_port <= 17);
  }
}

TEST(Packets, ExactlyOnePacket) {
  PacketSpace space;
  std::mt19937_64 random(54);
  for (int i = 0; i < scaled(300); ++i) {
    const Packet packet = packet_of_any_kind(random);
    const PacketSet set = space.packet(packet);
    ASSERT_TRUE(set.contains(packet));
    ASSERT_EQ(packet_of(*set.member()), packet);
    // Free are the origin and, in IPv4, the 96 bits behind each address; nothing else is.
    const int free_bits = space.layout().width(Field::origin) + (packet.family() == Family::v4 ? 192 : 0);
    ASSERT_EQ(set.count(), std::ldexp(1.0, free_bits));
  }
}

TEST(Packets, RewritingToAnAddress) {
  PacketSpace space;
  std::mt19937_64 random(55);
  for (int i = 0; i < scaled(300); ++i) {
    const Packet before = packet_of_any_kind(random);
    Packet after = before;
    after.source = random_address(random, before.family());
    const AddressRange pool = AddressRange::of(Prefix::of(after.source, width(before.family()) - 3));
    const PacketSet image = space.with_address(space.packet(before), Field::source, pool);
    ASSERT_EQ(image, space.packet(before).forget(Field::source) & space.address(Field::source, pool));
    ASSERT_TRUE(image.contains(after));
    ASSERT_EQ(image.contains(before), pool.contains(before.source));
    const Family other = before.family() == Family::v4 ? Family::v6 : Family::v4;
    const AddressRange foreign = AddressRange::of(Prefix::everything(other));
    ASSERT_TRUE(space.with_address(space.packet(before), Field::source, foreign).empty());
  }
}

TEST(Packets, RewritingTheNetworkKeepsTheHost) {
  PacketSpace space;
  std::mt19937_64 random(56);
  for (int i = 0; i < scaled(300); ++i) {
    const Packet before = packet_of_any_kind(random);
    const Family family = before.family();
    const Prefix network = Prefix::of(random_address(random, family), static_cast<int>(random() % 129));
    Packet after = before;
    const Bits128 host = low_ones(width(family) - network.length);
    after.destination.bits = network.network.bits | (before.destination.bits & host);
    ASSERT_EQ(space.with_network(space.packet(before), Field::destination, network), space.packet(after));
  }
}

TEST(Packets, RewritingAPort) {
  PacketSpace space;
  Packet packet;
  packet.source_port = 1234;
  Packet after = packet;
  const PacketSet image = space.with_range(space.packet(packet), Field::source_port, 5000, 5001);
  after.source_port = 5000;
  PacketSet expected = space.packet(after);
  after.source_port = 5001;
  expected |= space.packet(after);
  EXPECT_EQ(image, expected);
  EXPECT_TRUE(space.with_range(space.none(), Field::source_port, 1, 2).empty());
  EXPECT_TRUE(space.with_range(space.packet(packet), Field::source_port, 2, 1).empty());
}

TEST(Packets, TheWayBack) {
  PacketSpace space;
  std::mt19937_64 random(57);
  for (int i = 0; i < scaled(200); ++i) {
    const Packet packet = packet_of_any_kind(random);
    Packet answer = packet;
    std::swap(answer.source, answer.destination);
    std::swap(answer.source_port, answer.destination_port);
    const PacketSet back = space.packet(packet)
                               .swap(Field::source, Field::destination)
                               .swap(Field::source_port, Field::destination_port);
    ASSERT_EQ(back, space.packet(answer));
  }
}

TEST(Packets, RawAddressesAndBack) {
  std::mt19937_64 random(58);
  for (int i = 0; i < scaled(1'000); ++i) {
    const Address address = random_address(random, random_family(random));
    ASSERT_EQ(address_of(address.family, raw_of(address)), address);
  }
}

}  // namespace
}  // namespace sekisho::test
