// The denial that a packet only just misses: in front by one part, behind by its place.
#include <sekisho/repair/missed_denial.hpp>

#include <gtest/gtest.h>

namespace sekisho::repair {
namespace {

AddressMatch prefix(const char* text) {
  if (std::string(text) == "any") return AddressMatch::everything();
  return AddressMatch::of({{AddressRange::of(*Prefix::parse(text))}});
}

Rule rule(int line, Action action, const char* from, const char* to, int port) {
  Rule made;
  made.source = {{"fw.cfg", line, 1, 0}, "line " + std::to_string(line), ""};
  made.action = action;
  made.match.ipv6 = false;
  made.match.source = prefix(from);
  made.match.destination = prefix(to);
  if (port > 0) {
    const auto number = static_cast<std::uint16_t>(port);
    made.match.services = {{protocol::tcp, {}, {{number, number}}, {}, {}, {}, true}};
  }
  return made;
}

/// What tcp/443 from 10.2.0.5 to 10.1.0.9 misses, when the rule on line 50 lets it through.
std::optional<MissedDenial> missed(std::vector<Rule> in_front, std::vector<Rule> behind) {
  Device device;
  device.name = "fw";
  Filter filter{"LG-IN", std::move(in_front), Action::deny, {{"fw.cfg", 1, 1, 0}, "implicit deny", ""}};
  filter.rules.push_back(rule(50, Action::permit, "any", "any", 0));
  filter.rules.insert(filter.rules.end(), behind.begin(), behind.end());
  device.filters["LG-IN"] = filter;
  BlamedRule blamed;
  blamed.device = "fw";
  blamed.source = {{"fw.cfg", 50, 1, 0}, "line 50", ""};
  PacketSpace space;
  const PacketSet packets = space.address(Field::source, *Prefix::parse("10.2.0.5/32")) &
                            space.address(Field::destination, *Prefix::parse("10.1.0.9/32")) &
                            space.protocol(protocol::tcp) & space.ports(Field::destination_port, {443, 443});
  blamed.part = packets.cubes(4).cubes;
  return missed_denial(device, blamed, Date{2026, 11, 21});
}

TEST(MissedDenial, InFrontByOnePart) {
  const auto found = [](const char* from, const char* to, int port) {
    const std::optional<MissedDenial> denial = missed({rule(10, Action::deny, from, to, port)}, {});
    return denial && denial->denial.span.line == 10 ? name_of(denial->miss) : "none";
  };
  EXPECT_EQ(found("10.2.0.0/24", "10.9.0.0/16", 443), "destination");
  EXPECT_EQ(found("10.9.0.0/24", "10.1.0.0/16", 443), "source");
  EXPECT_EQ(found("10.2.0.0/24", "10.1.0.0/16", 445), "service");
  EXPECT_EQ(found("10.9.0.0/24", "10.9.0.0/16", 443), "none");
  EXPECT_EQ(found("any", "10.9.0.0/16", 0), "none") << "asks for one part only";
}

TEST(MissedDenial, TheLastOneInFront) {
  const auto found = missed({rule(10, Action::deny, "10.2.0.0/24", "10.8.0.0/16", 443),
                             rule(20, Action::deny, "10.2.0.0/24", "10.9.0.0/16", 443),
                             rule(30, Action::deny, "10.7.0.0/24", "10.9.0.0/16", 443)},
                            {});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->denial.span.line, 20);
  EXPECT_EQ(found->permit.span.line, 50);
}

TEST(MissedDenial, BehindWhenItWouldStopThePacket) {
  const Rule other = rule(60, Action::deny, "10.9.0.0/24", "any", 0);
  const Rule denial = rule(70, Action::deny, "10.2.0.0/24", "any", 0);
  auto found = missed({}, {other, denial});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->miss, Miss::order);
  EXPECT_EQ(found->denial.span.line, 70);
  found = missed({}, {other});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->denial.text, "implicit deny");
  EXPECT_FALSE(missed({}, {rule(60, Action::permit, "any", "any", 0), denial}).has_value());
}

TEST(MissedDenial, NothingWherePacketsOrRuleAreUnknown) {
  Device device;
  BlamedRule blamed;
  EXPECT_FALSE(missed_denial(device, blamed, Date{2026, 11, 21}).has_value());
}

}  // namespace
}  // namespace sekisho::repair
