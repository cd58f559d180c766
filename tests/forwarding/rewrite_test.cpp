// Images and preimages of rewrites against their definition, packet by packet over a small universe.
#include "lab.hpp"

#include "forwarding/rewrite.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

constexpr std::uint32_t base = 0x0a000000u;  // 10.0.0.0/29 is the universe of addresses
constexpr std::uint32_t hosts = 8;
constexpr std::uint16_t port_count = 4;

std::vector<Packet> universe() {
  std::vector<Packet> packets;
  for (std::uint32_t source = 0; source < hosts; ++source) {
    for (std::uint32_t destination = 0; destination < hosts; ++destination) {
      for (std::uint16_t port = 0; port < port_count; ++port) {
        for (const std::uint8_t number : {protocol::tcp, protocol::esp}) {
          if (number == protocol::esp && port > 0) continue;
          Packet packet;
          packet.source = Address::v4(base + source);
          packet.destination = Address::v4(base + destination);
          packet.protocol = number;
          packet.destination_port = packet.source_port = port;
          packets.push_back(packet);
        }
      }
    }
  }
  return packets;
}

AddressRange some_prefix(std::mt19937& random) {
  return AddressRange::of(
      Prefix::of(Address::v4(base + random() % hosts), 29 + static_cast<int>(random() % 4)));
}

Rewrite some_rewrite(std::mt19937& random) {
  Rewrite rewrite;
  if (random() % 2 == 0) rewrite.source = some_prefix(random);
  if (random() % 2 == 0) rewrite.destination = some_prefix(random);
  if (random() % 3 == 0)
    rewrite.destination_port = PortRange{1, static_cast<std::uint16_t>(1 + random() % 2)};
  if (random() % 4 == 0) rewrite.source_port = PortRange{2, 3};
  rewrite.keep_host_bits = random() % 2 == 0;
  return rewrite;
}

/// Whether the address `after` may come of `before`.
bool becomes(const std::optional<AddressRange>& range, bool keep, const Address& before,
             const Address& after) {
  if (!range) return before == after;
  if (!range->contains(after)) return false;
  const Bits128 host_bits = range->first.bits ^ range->last.bits;
  return !keep || (before.bits & host_bits) == (after.bits & host_bits);
}

bool becomes(const std::optional<PortRange>& range, std::uint16_t before, std::uint16_t after) {
  return range ? range->contains(after) : before == after;
}

bool becomes(const Rewrite& rewrite, const Packet& before, const Packet& after) {
  const bool ports = before.protocol == protocol::tcp;
  const auto& to_source_port = ports ? rewrite.source_port : std::nullopt;
  const auto& to_destination_port = ports ? rewrite.destination_port : std::nullopt;
  return before.protocol == after.protocol &&
         becomes(rewrite.source, rewrite.keep_host_bits, before.source, after.source) &&
         becomes(rewrite.destination, rewrite.keep_host_bits, before.destination, after.destination) &&
         becomes(to_source_port, before.source_port, after.source_port) &&
         becomes(to_destination_port, before.destination_port, after.destination_port);
}

TEST(Rewrite, ImagesAndPreimagesAreExact) {
  PacketSpace space;
  std::mt19937 random(5);
  const std::vector<Packet> packets = universe();
  for (int i = 0; i < scaled(60); ++i) {
    const Rewrite rewrite = some_rewrite(random);
    for (int p = 0; p < 4; ++p) {
      const Packet& chosen = packets[random() % packets.size()];
      const PacketSet image = forwarding::rewritten(rewrite, space.packet(chosen), space);
      const PacketSet preimage = forwarding::before_rewrite(rewrite, space.packet(chosen), space);
      for (const Packet& other : packets) {
        ASSERT_EQ(image.contains(other), becomes(rewrite, chosen, other))
            << i << ": " << to_string(chosen) << " to " << to_string(other);
        ASSERT_EQ(preimage.contains(other), becomes(rewrite, other, chosen))
            << i << ": " << to_string(other) << " to " << to_string(chosen);
      }
    }
  }
}

TEST(Rewrite, BranchesGuardRewriteAndMark) {
  PacketSpace space;
  Branch branch;
  branch.guard = space.ports(Field::destination_port, {80, 80});
  branch.rewrite.destination_port = PortRange{8080, 8080};
  branch.mark = 5;
  branch.after = space.equal(Field::mark, 5);
  Transfer transfer;
  transfer.may = {branch};
  const Packet sent = tcp("10.0.0.1", "10.0.0.2", 80);
  Packet arrived = tcp("10.0.0.1", "10.0.0.2", 8080);
  arrived.mark = 5;
  EXPECT_EQ(image(transfer, Side::may, space.packet(sent), space), space.packet(arrived));
  EXPECT_TRUE(image(transfer, Side::must, space.packet(sent), space).empty());
  EXPECT_TRUE(image(transfer, Side::may, space.packet(tcp("10.0.0.1", "10.0.0.2", 81)), space).empty());
  EXPECT_TRUE(preimage(transfer, Side::may, space.packet(arrived), space).contains(sent));
  arrived.mark = 4;
  EXPECT_TRUE(preimage(transfer, Side::may, space.packet(arrived), space).empty());
}

}  // namespace
}  // namespace sekisho::test
