// Matches and filters as sets against an evaluation rule by rule, packet by packet.
#include "lab.hpp"

#include "forwarding/match_sets.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sekisho::test {
namespace {

using forwarding::Bounds;
using forwarding::FilterRegions;
using forwarding::MatchSets;

enum Answer { no, maybe_so, yes };

class Draw {
 public:
  explicit Draw(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(random_() % count); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

 private:
  std::mt19937 random_;
};

// --- the reference: comparisons on one packet ---------------------------------------------------

Answer address_answer(const AddressMatch& match, const Address& address) {
  Answer inside = match.any ? yes : no;
  for (const AddressTerm& term : match.terms) {
    const bool has = std::visit([&](const auto& value) { return value.contains(address); }, term.value);
    if (!match.any && has) inside = std::max(inside, term.certain ? yes : maybe_so);
  }
  if (!match.negated || inside == maybe_so) return inside;
  return inside == yes ? no : yes;
}

template <typename List, typename Value>
bool in_some(const List& list, Value value) {
  return list.empty() || std::any_of(list.begin(), list.end(),
                                     [&](const auto& r) { return r.first <= value && value <= r.last; });
}

bool service_matches(const Service& service, const Packet& packet) {
  if (service.protocol && *service.protocol != packet.protocol) return false;
  const bool asks_ports = !service.source_ports.empty() || !service.destination_ports.empty();
  if (asks_ports && !has_ports(packet.protocol)) return false;
  if (asks_ports && !(in_some(service.source_ports, packet.source_port) &&
                      in_some(service.destination_ports, packet.destination_port)))
    return false;
  const bool icmp = packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6;
  const bool asks_icmp = !service.icmp_types.empty() || !service.icmp_codes.empty();
  if (asks_icmp && !(icmp && in_some(service.icmp_types, packet.icmp_type) &&
                     in_some(service.icmp_codes, packet.icmp_code)))
    return false;
  if (service.tcp_flags.empty()) return true;
  return packet.protocol == protocol::tcp &&
         std::any_of(service.tcp_flags.begin(), service.tcp_flags.end(),
                     [&](const TcpFlagMatch& f) { return (packet.tcp_flags & f.mask) == f.value; });
}

Answer match_answer(const Match& match, const Packet& packet) {
  if (!(packet.family() == Family::v4 ? match.ipv4 : match.ipv6)) return no;
  Answer services = match.services.empty() ? yes : no;
  for (const Service& service : match.services) {
    if (service_matches(service, packet)) services = std::max(services, service.certain ? yes : maybe_so);
  }
  Answer result =
      std::min({match.certain ? yes : maybe_so, services, address_answer(match.source, packet.source),
                address_answer(match.destination, packet.destination)});
  const auto has = [](const auto& list, const auto& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  if (!match.states.empty() && !has(match.states, packet.state)) return no;
  if (match.marks && !has(*match.marks, packet.mark)) return no;
  if (!match.source_macs.empty() && !has(match.source_macs, packet.source_mac)) return no;
  return result;
}

struct Outcomes {
  bool permit = false;
  bool deny = false;
  bool translate = false;
};

Outcomes filter_outcomes(const Filter& filter, const Packet& packet) {
  Outcomes result;
  const auto add = [&](Action action, bool translates) {
    (action == Action::permit ? result.permit : result.deny) = true;
    result.translate |= action == Action::permit && translates;
  };
  for (const Rule& rule : filter.rules) {
    Answer answer = match_answer(rule.match, packet);
    const Activity activity = activity_on(rule.schedule, test_date);
    if (activity == Activity::inactive) answer = no;
    if (activity == Activity::sometimes) answer = std::min(answer, maybe_so);
    if (answer != no) add(rule.action, rule.translate.has_value());
    if (answer == yes) return result;
  }
  add(filter.default_action, false);
  return result;
}

// --- random matches and packets from a small world -------------------------------------------------

Address some_address(Draw& draw) {
  if (draw.chance(20)) return {Family::v6, (Bits128{0x20010db8} << 96) | draw.below(8)};
  return Address::v4(0x0a000000u | draw.below(16));
}

AddressMatch some_addresses(Draw& draw) {
  if (draw.chance(25)) return AddressMatch::everything();
  AddressMatch match = AddressMatch::of({});
  for (std::uint32_t i = draw.below(3); i > 0; --i) {
    const Address first = some_address(draw);
    AddressTerm term{AddressRange{first, Address{first.family, first.bits + draw.below(6)}}, draw.chance(75)};
    if (draw.chance(30)) term.value = Wildcard{first, low_ones(width(first.family)) ^ draw.below(16)};
    match.terms.push_back(term);
  }
  match.negated = draw.chance(25);
  match.any = draw.chance(5);
  return match;
}

Service some_service(Draw& draw) {
  constexpr std::uint8_t protocols[] = {protocol::tcp, protocol::udp, protocol::icmp, protocol::icmpv6,
                                        protocol::esp};
  Service service;
  if (draw.chance(70)) service.protocol = protocols[draw.below(5)];
  if (draw.chance(30)) service.source_ports = {{0, static_cast<std::uint16_t>(draw.below(4))}};
  if (draw.chance(40))
    service.destination_ports = {{1, 2}, {7, static_cast<std::uint16_t>(7 + draw.below(3))}};
  if (draw.chance(20)) service.icmp_types = {{0, static_cast<std::uint8_t>(draw.below(9))}};
  if (draw.chance(10)) service.icmp_codes = {{1, 2}};
  if (draw.chance(25))
    service.tcp_flags = {{tcp_flag::ack, tcp_flag::ack}, {0x12, static_cast<std::uint8_t>(draw.below(32))}};
  service.certain = draw.chance(85);
  return service;
}

Match some_match(Draw& draw) {
  Match match;
  match.source = some_addresses(draw);
  match.destination = some_addresses(draw);
  for (std::uint32_t i = draw.below(3); i > 0; --i) match.services.push_back(some_service(draw));
  if (draw.chance(15)) match.states = {ConnectionState::established, ConnectionState::related};
  if (draw.chance(15)) match.marks = {{static_cast<std::uint16_t>(draw.below(3))}};
  if (draw.chance(15)) match.source_macs = {draw.below(3)};
  match.ipv4 = draw.chance(90);
  match.ipv6 = draw.chance(80);
  match.certain = draw.chance(90);
  return match;
}

Packet some_packet(Draw& draw) {
  constexpr std::uint8_t protocols[] = {protocol::tcp, protocol::udp, protocol::icmp, protocol::icmpv6,
                                        protocol::esp};
  Packet packet;
  packet.destination = some_address(draw);
  do packet.source = some_address(draw);
  while (packet.source.family != packet.destination.family);
  packet.protocol = protocols[draw.below(5)];
  packet.source_port = static_cast<std::uint16_t>(draw.below(6));
  packet.destination_port = static_cast<std::uint16_t>(draw.below(11));
  packet.icmp_type = static_cast<std::uint8_t>(draw.below(10));
  packet.icmp_code = static_cast<std::uint8_t>(draw.below(4));
  packet.tcp_flags = static_cast<std::uint8_t>(draw.below(32));
  packet.state = static_cast<ConnectionState>(draw.below(4));
  packet.mark = static_cast<std::uint16_t>(draw.below(3));
  packet.source_mac = draw.below(3);
  return packet;
}

TEST(MatchSets, BoundsAreExactlyThePossibleAndTheSureMatches) {
  PacketSpace space;
  MatchSets sets(space, test_date);
  Draw draw(1);
  int matched = 0;
  for (int i = 0; i < scaled(800); ++i) {
    const Match match = some_match(draw);
    const Bounds bounds = sets.of(match);
    ASSERT_TRUE(bounds.must.subset_of(bounds.may));
    for (int p = 0; p < 60; ++p) {
      const Packet packet = some_packet(draw);
      const Answer answer = match_answer(match, packet);
      matched += answer != no ? 1 : 0;
      ASSERT_EQ(bounds.may.contains(packet), answer != no) << "match " << i << ": " << to_string(packet);
      ASSERT_EQ(bounds.must.contains(packet), answer == yes) << "match " << i << ": " << to_string(packet);
    }
  }
  EXPECT_GT(matched, scaled(800) * 60 / 50);
}

TEST(MatchSets, FiltersAreFirstMatchFromBothSides) {
  PacketSpace space;
  Draw draw(2);
  for (int i = 0; i < scaled(400); ++i) {
    MatchSets sets(space, test_date);  // remembers rules by their place, so one for each filter
    Filter filter = test::filter("f", {}, draw.chance(50) ? Action::permit : Action::deny);
    for (std::uint32_t r = draw.below(7); r > 0; --r) {
      Rule rule;
      rule.action = draw.chance(60) ? Action::permit : Action::deny;
      rule.match = some_match(draw);
      rule.schedule.periodic = draw.chance(10);
      rule.schedule.never = draw.chance(5);
      if (rule.action == Action::permit && draw.chance(30)) {
        rule.translate = Rewrite{};
        rule.translate->source = AddressRange::of(Address::v4(0x0a000100u + draw.below(2)));
      }
      filter.rules.push_back(rule);
    }
    const FilterRegions regions = forwarding::regions_of(sets, filter, "in", "out");
    PacketSet translated = space.none();
    PacketSet surely_translated = space.none();
    for (const auto& entry : regions.translated) {
      translated |= entry.region.may;
      surely_translated |= entry.region.must;
    }
    ASSERT_FALSE(surely_translated.intersects(regions.permitted.may));
    for (int p = 0; p < 60; ++p) {
      const Packet packet = some_packet(draw);
      const Outcomes outcomes = filter_outcomes(filter, packet);
      ASSERT_EQ(regions.any_permit.may.contains(packet), outcomes.permit) << i << ": " << to_string(packet);
      ASSERT_EQ(regions.any_permit.must.contains(packet), !outcomes.deny) << i << ": " << to_string(packet);
      ASSERT_EQ(translated.contains(packet), outcomes.translate) << i << ": " << to_string(packet);
      if (surely_translated.contains(packet)) {
        ASSERT_FALSE(outcomes.deny) << i << ": " << to_string(packet);
      }
    }
  }
}

TEST(MatchSets, RulesBoundToInterfaces) {
  PacketSpace space;
  MatchSets sets(space, test_date);
  Filter filter = test::filter("f", {rule(Action::permit)});
  filter.rules[0].ingress = {"a"};
  filter.rules[0].egress = {"b", "c"};
  const auto regions = [&](const char* in, const char* out) {
    return forwarding::regions_of(sets, filter, in, out).any_permit;
  };
  EXPECT_TRUE(regions("a", "c").must.is_all());
  EXPECT_TRUE(regions("b", "c").may.empty());
  EXPECT_TRUE(regions("a", "d").may.empty());
  EXPECT_TRUE(regions("a", "").may.is_all()) << "where it will leave is not known yet";
  EXPECT_TRUE(regions("a", "").must.empty());
}

}  // namespace
}  // namespace sekisho::test
