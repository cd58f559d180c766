// The Stanford bench against an oracle that walks packets one by one: on the dataset itself when it is
// there, on random small backbones always.
#include "plain_backbone.hpp"
#include "random_backbone.hpp"
#include "stanford_answers.hpp"

#include <bench/headers.hpp>
#include <support/data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <random>

namespace sekisho {
namespace {

using namespace bench::stanford;
using test::Answers;
using test::PlainBackbone;
using test::PlainPacket;

Packet as_packet(const PlainPacket& plain) {
  Packet packet;
  packet.source = Address::v4(plain.source);
  packet.destination = Address::v4(plain.destination);
  packet.protocol = plain.protocol;
  packet.source_port = plain.source_port;
  packet.destination_port = plain.destination_port;
  return packet;
}

PlainPacket as_plain(const FieldValues& values) {
  const Packet packet = packet_of(values);
  return {static_cast<std::uint32_t>(packet.source.bits), static_cast<std::uint32_t>(packet.destination.bits),
          packet.protocol, packet.source_port, packet.destination_port};
}

/// Packets near what the network speaks of: addresses of routes and rules, ports and protocols of rules.
class PacketMaker {
 public:
  PacketMaker(const PlainBackbone& network, unsigned seed)
      : random_(seed), destinations_(network.destination_starts()) {
    for (const auto& [name, rules] : network.acls()) {
      for (const auto& rule : rules) {
        patterns_.push_back(rule.source);
        patterns_.push_back(rule.destination);
        protocols_.push_back(rule.protocols[0]);
        ports_.insert(ports_.end(), {rule.source_ports[0], rule.source_ports[1], rule.destination_ports[0],
                                     rule.destination_ports[1]});
      }
    }
  }

  PlainPacket next() {
    PlainPacket packet;
    packet.source = address();
    packet.destination = number(2) == 0 ? destinations_[number(destinations_.size())] : address();
    packet.protocol =
        static_cast<std::uint8_t>(number(8) == 0 || protocols_.empty() ? number(256) : one_of(protocols_));
    packet.source_port = port();
    packet.destination_port = port();
    return packet;
  }

 private:
  std::size_t number(std::size_t below) { return random_() % below; }
  template <typename Values>
  typename Values::value_type one_of(const Values& values) {
    return values[number(values.size())];
  }
  std::uint32_t address() {
    if (patterns_.empty() || number(8) == 0) return static_cast<std::uint32_t>(random_());
    const auto pattern = one_of(patterns_);
    return (pattern.value & ~pattern.ignored) | (static_cast<std::uint32_t>(random_()) & pattern.ignored);
  }
  std::uint16_t port() {
    if (ports_.empty() || number(4) == 0) return static_cast<std::uint16_t>(random_());
    return static_cast<std::uint16_t>(one_of(ports_) + static_cast<int>(number(3)) - 1);
  }

  std::mt19937 random_;
  std::vector<std::uint32_t> destinations_;
  std::vector<PlainBackbone::Pattern> patterns_;
  std::vector<int> protocols_;
  std::vector<int> ports_;
};

std::map<PlainBackbone::RouterPair, std::string> readable(
    const std::map<PlainBackbone::RouterPair, Bits128>& counts) {
  std::map<PlainBackbone::RouterPair, std::string> text;
  for (const auto& [pair, number] : counts) text[pair] = bench::decimal(number);
  return text;
}

void expect_same(const PlainBackbone::Counts& found, const PlainBackbone::Counts& expected) {
  EXPECT_EQ(readable(found.pairs), readable(expected.pairs));
  EXPECT_EQ(bench::decimal(found.loops), bench::decimal(expected.loops));
}

/// Random packets are in the set of a pair if and only if the plain walk delivers them there.
void expect_same_fates(Answers& answers, const PlainBackbone& plain, int packets, unsigned seed) {
  PacketMaker make(plain, seed);
  const std::size_t routers = answers.network().routers.size();
  for (int i = 0; i < packets; ++i) {
    const PlainPacket packet = make.next();
    const Packet header = as_packet(packet);
    bool loops = false;
    for (RouterId from = 0; from < routers; ++from) {
      const auto fate = plain.fate(answers.name(from), packet, true);
      loops = loops || fate.loops;
      for (RouterId to = 0; to < routers; ++to) {
        if (from == to) continue;
        ASSERT_EQ(answers.packets(from, to).contains(header), fate.delivered.contains(answers.name(to)))
            << "seed " << seed << ": " << answers.name(from) << " to " << answers.name(to) << ": "
            << to_string(header);
      }
    }
    ASSERT_EQ(answers.looping().contains(header), loops) << "seed " << seed << ": " << to_string(header);
  }
}

class Stanford : public testing::Test {
 protected:
  static std::filesystem::path folder() { return test::data_root() / "configs" / "stanford"; }

  static void SetUpTestSuite() {
    if (!std::filesystem::exists(folder())) return;
    const auto text = read_text(folder());
    ASSERT_TRUE(text.ok()) << text.reason();
    auto network = parse(text.value());
    ASSERT_TRUE(network.ok()) << network.reason();
    answers = std::make_unique<Answers>(std::move(network).value());
    plain = std::make_unique<PlainBackbone>(text.value());
  }
  static void TearDownTestSuite() {
    answers.reset();
    plain.reset();
  }

  static std::unique_ptr<Answers> answers;
  static std::unique_ptr<PlainBackbone> plain;
};

std::unique_ptr<Answers> Stanford::answers;
std::unique_ptr<PlainBackbone> Stanford::plain;

TEST_F(Stanford, DestinationsOfAllPairsAreThoseOfTheWalk) {
  SEKISHO_NEEDS(folder());
  const auto found = answers->count_destinations();
  EXPECT_EQ(plain->destination_starts().size(), 2283U);  // as the README beside the dataset says
  EXPECT_EQ(found.pairs.size(), 234U);
  expect_same(found, plain->count_destinations());
}

TEST_F(Stanford, HeadersOfAllPairsAreThoseOfTheCells) {
  SEKISHO_NEEDS(folder());
  const auto found = answers->count_headers();
  EXPECT_EQ(found.pairs.size(), 230U);
  if (test::scale() >= 1) expect_same(found, plain->count_headers());  // cell by cell: most of the time
}

TEST_F(Stanford, RandomPacketsMeetTheFateOfTheWalk) {
  SEKISHO_NEEDS(folder());
  expect_same_fates(*answers, *plain, test::scaled(2'000), 20);
}

TEST_F(Stanford, MembersAreDelivered) {
  SEKISHO_NEEDS(folder());
  answers->each_pair([&](RouterId from, RouterId to) {
    const auto member = answers->packets(from, to).member();
    if (!member) return;
    const auto fate = plain->fate(answers->name(from), as_plain(*member), true);
    EXPECT_TRUE(fate.delivered.contains(answers->name(to)))
        << answers->name(from) << " to " << answers->name(to) << ": " << to_string(packet_of(*member));
  });
}

TEST(RandomBackbones, AgreeWithTheWalkAndTheCells) {
  const int cases = test::scaled(150);
  for (int seed = 1; seed <= cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const DatasetText text = test::random_backbone(static_cast<unsigned>(seed));
    auto network = parse(text);
    ASSERT_TRUE(network.ok()) << network.reason();
    Answers answers(std::move(network).value());
    const PlainBackbone plain(text);
    expect_same(answers.count_destinations(), plain.count_destinations());
    expect_same(answers.count_headers(), plain.count_headers());
    expect_same_fates(answers, plain, 20, static_cast<unsigned>(seed));
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace sekisho
