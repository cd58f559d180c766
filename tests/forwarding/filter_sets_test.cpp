// Filters as sets against an evaluation rule by rule, packet by packet; lists that name other lists.
#include "forwarding/filter_sets.hpp"

#include "lab.hpp"
#include "match_reference.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sekisho::test {
namespace {

using forwarding::FilterRegions;
using forwarding::FilterSets;
using forwarding::MatchSets;

// --- the reference: every way that a packet may take through the rules ------------------------------

struct Outcomes {
  bool permit = false;
  bool deny = false;
  bool translate = false;
  bool comes_out = false;
};

class Reference {
 public:
  Reference(const FilterLists& lists, const Packet& packet) : lists_(lists), packet_(packet) {}

  Outcomes of(const Filter& filter) {
    Outcomes result;
    walk(filter, 0, result);
    if (result.comes_out) (filter.default_action == Action::permit ? result.permit : result.deny) = true;
    result.comes_out = false;
    return result;
  }

 private:
  void walk(const Filter& filter, std::size_t at, Outcomes& result) {
    if (at == filter.rules.size()) {
      result.comes_out = true;
      return;
    }
    const Rule& rule = filter.rules[at];
    Answer answer = match_answer(rule.match, packet_);
    const Activity activity = activity_on(rule.schedule, test_date);
    if (activity == Activity::inactive) answer = no;
    if (activity == Activity::sometimes) answer = std::min(answer, maybe_so);
    if (answer != no && take(rule, result)) answer = no;
    if (answer != yes) walk(filter, at + 1, result);
  }

  /// True: the packet may go on behind the rule.
  bool take(const Rule& rule, Outcomes& result) {
    Outcomes inner;
    switch (rule.action) {
      case Action::permit:
        result.permit = true;
        result.translate |= rule.translate.has_value();
        return false;
      case Action::deny: result.deny = true; return false;
      case Action::give_back: result.comes_out = true; return false;
      case Action::call:
      case Action::go_to:
        walk(lists_.at(rule.list), 0, inner);
        result.permit |= inner.permit;
        result.deny |= inner.deny;
        result.translate |= inner.translate;
        if (rule.action == Action::go_to) result.comes_out |= inner.comes_out;
        return rule.action == Action::call && inner.comes_out;
      case Action::require:
        inner = of(lists_.at(rule.list));
        result.deny |= inner.deny;
        return inner.permit;
    }
    return false;
  }

  const FilterLists& lists_;
  const Packet& packet_;
};

// --- random filters -------------------------------------------------------------------------------

Rule some_rule(Draw& draw, int lists) {
  Rule rule;
  rule.action = draw.chance(60) ? Action::permit : Action::deny;
  if (draw.chance(10)) rule.action = Action::give_back;
  if (lists > 0 && draw.chance(40)) {
    rule.action = static_cast<Action>(static_cast<int>(Action::call) + (draw.chance(30) ? 1 : 0));
    if (draw.chance(20)) rule.action = Action::require;
    rule.list = "list" + std::to_string(draw.below(static_cast<std::uint32_t>(lists)));
  }
  rule.match = some_match(draw);
  rule.schedule.periodic = draw.chance(10);
  rule.schedule.never = draw.chance(5);
  if (rule.action == Action::permit && draw.chance(30)) {
    rule.translate = Rewrite{};
    rule.translate->source = AddressRange::of(Address::v4(0x0a000100u + draw.below(2)));
  }
  return rule;
}

/// A filter whose rules may name list0 .. list(lists-1).
Filter some_filter(Draw& draw, int lists) {
  Filter filter = test::filter("f", {}, draw.chance(50) ? Action::permit : Action::deny);
  for (std::uint32_t r = draw.below(7); r > 0; --r) filter.rules.push_back(some_rule(draw, lists));
  return filter;
}

void compare(Draw& draw, PacketSpace& space, int list_count, int number) {
  MatchSets sets(space, test_date);  // remembers rules by their place, so one for each filter
  FilterLists lists;
  for (int l = 0; l < list_count; ++l) lists["list" + std::to_string(l)] = some_filter(draw, l);
  const Filter filter = some_filter(draw, list_count);
  FilterSets filters(sets, lists);
  const FilterRegions regions = filters.regions(filter, "in", "out");
  PacketSet translated = space.none();
  PacketSet surely_translated = space.none();
  for (const auto& entry : regions.translated) {
    translated |= entry.region.may;
    surely_translated |= entry.region.must;
  }
  ASSERT_FALSE(surely_translated.intersects(regions.permitted.may));
  for (int p = 0; p < 60; ++p) {
    const Packet packet = some_packet(draw);
    const Outcomes outcomes = Reference(lists, packet).of(filter);
    ASSERT_EQ(regions.any_permit.may.contains(packet), outcomes.permit)
        << number << ": " << to_string(packet);
    ASSERT_EQ(regions.any_permit.must.contains(packet), !outcomes.deny)
        << number << ": " << to_string(packet);
    ASSERT_EQ(translated.contains(packet), outcomes.translate) << number << ": " << to_string(packet);
    if (surely_translated.contains(packet)) {
      ASSERT_FALSE(outcomes.deny) << number << ": " << to_string(packet);
    }
  }
}

TEST(FilterSets, FirstMatchFromBothSides) {
  PacketSpace space;
  Draw draw(2);
  for (int i = 0; i < scaled(400); ++i) compare(draw, space, 0, i);
}

TEST(FilterSets, ListsThatNameOtherLists) {
  PacketSpace space;
  Draw draw(3);
  for (int i = 0; i < scaled(400); ++i) compare(draw, space, 4, i);
}

/// A filter of many rules, most of which only permit or deny.
Filter long_filter(Draw& draw) {
  Filter filter = test::filter("f", {}, draw.chance(50) ? Action::permit : Action::deny);
  for (std::uint32_t r = 10 + draw.below(40); r > 0; --r) {
    Rule rule = some_rule(draw, 0);
    if (draw.chance(90)) {
      rule.translate.reset();
      if (rule.action == Action::give_back) rule.action = Action::deny;
    }
    filter.rules.push_back(std::move(rule));
  }
  return filter;
}

// Runs of plain rules are worked out together. A call that does nothing after each rule ends every run, so
// that the same rules are taken one by one.
TEST(FilterSets, LongRunsOfRulesAreWhatTheirRulesAreOneByOne) {
  PacketSpace space;
  Draw draw(4);
  for (int i = 0; i < scaled(200); ++i) {
    const Filter together = long_filter(draw);
    Filter apart = together;
    apart.rules.clear();
    for (const Rule& each : together.rules) {
      apart.rules.push_back(each);
      apart.rules.push_back(rule(Action::call));
      apart.rules.back().list = "empty";
    }
    const FilterLists lists{{"empty", test::filter("empty", {})}};
    MatchSets sets(space, test_date);
    FilterSets filters(sets, lists);
    const FilterRegions one = filters.regions(together, "in", "out");
    const FilterRegions other = filters.regions(apart, "in", "out");
    ASSERT_EQ(one.any_permit.may, other.any_permit.may) << i;
    ASSERT_EQ(one.any_permit.must, other.any_permit.must) << i;
    ASSERT_EQ(one.permitted.may, other.permitted.may) << i;
    ASSERT_EQ(one.permitted.must, other.permitted.must) << i;
    ASSERT_EQ(one.translated.size(), other.translated.size()) << i;
    for (std::size_t t = 0; t < one.translated.size(); ++t) {
      ASSERT_EQ(one.translated[t].region.may, other.translated[t].region.may) << i;
      ASSERT_EQ(one.translated[t].region.must, other.translated[t].region.must) << i;
    }
  }
}

TEST(FilterSets, RulesBoundToInterfaces) {
  PacketSpace space;
  MatchSets sets(space, test_date);
  Filter filter = test::filter("f", {rule(Action::permit)});
  filter.rules[0].ingress = {"a"};
  filter.rules[0].egress = {"b", "c"};
  const FilterLists none;
  FilterSets filters(sets, none);
  const auto regions = [&](const char* in, const char* out) {
    return filters.regions(filter, in, out).any_permit;
  };
  EXPECT_TRUE(regions("a", "c").must.is_all());
  EXPECT_TRUE(regions("b", "c").may.empty());
  EXPECT_TRUE(regions("a", "d").may.empty());
  EXPECT_TRUE(regions("a", "").may.is_all()) << "where it will leave is not known yet";
  EXPECT_TRUE(regions("a", "").must.empty());
}

Rule naming(Action action, const std::string& list) {
  Rule made = rule(action);
  made.list = list;
  return made;
}

/// What `filter` does with all packets between a and b: "permit", "deny" or "either".
std::string verdict(const FilterLists& lists, const Filter& filter, const std::string& in = "a") {
  PacketSpace space;
  MatchSets sets(space, test_date);
  FilterSets filters(sets, lists);
  const forwarding::Bounds permitted = filters.regions(filter, in, "b").any_permit;
  if (permitted.must.is_all()) return "permit";
  return permitted.may.empty() ? "deny" : "either";
}

TEST(FilterSets, ACalledListIsWorkedOutForEachPairOfInterfacesThatItAsksFor) {
  Filter inner = test::filter("inner", {rule(Action::permit)});
  inner.rules[0].ingress = {"a"};
  const FilterLists lists{{"inner", inner}};
  const Filter outer = test::filter("outer", {naming(Action::call, "inner")});
  EXPECT_EQ(verdict(lists, outer, "a"), "permit");
  EXPECT_EQ(verdict(lists, outer, "c"), "deny");
}

TEST(FilterSets, ACalledListHasNoDefaultActionARequiredOneHas) {
  const FilterLists lists{{"empty", test::filter("empty", {}, Action::deny)}};
  EXPECT_EQ(verdict(lists, filter("f", {naming(Action::call, "empty")}, Action::permit)), "permit");
  EXPECT_EQ(verdict(lists, filter("f", {naming(Action::require, "empty")}, Action::permit)), "deny");
}

TEST(FilterSets, GoToDoesNotComeBack) {
  const FilterLists lists{
      {"empty", test::filter("empty", {})},
      {"goes", test::filter("goes", {naming(Action::go_to, "empty"), rule(Action::permit)})}};
  EXPECT_EQ(verdict(lists, filter("f", {naming(Action::go_to, "empty"), rule(Action::permit)})), "deny");
  EXPECT_EQ(verdict(lists, filter("f", {naming(Action::call, "goes"), rule(Action::deny)}, Action::permit)),
            "deny")
      << "what leaves a list that was gone to goes on behind the call";
}

TEST(FilterSets, WhatCannotBeFollowedMayDoAnything) {
  EXPECT_EQ(verdict({}, filter("f", {naming(Action::call, "missing")}, Action::permit)), "either");
  EXPECT_EQ(verdict({}, filter("f", {naming(Action::require, "missing")}, Action::permit)), "either");
  const FilterLists loop{{"x", test::filter("x", {naming(Action::call, "y")})},
                         {"y", test::filter("y", {naming(Action::call, "x")})}};
  EXPECT_EQ(verdict(loop, filter("f", {naming(Action::call, "x")}, Action::permit)), "either");
  FilterLists deep;
  for (int i = 0; i < 2 * max_call_depth; ++i)
    deep[std::to_string(i)] = test::filter("", {naming(Action::call, std::to_string(i + 1))});
  EXPECT_EQ(verdict(deep, filter("f", {naming(Action::call, "0")}, Action::permit)), "either");
}

// Each list calls the next one twice: walked anew for each call this would never end.
TEST(FilterSets, AListThatIsCalledFromManyPlacesCostsOnce) {
  FilterLists lists;
  for (int i = 0; i < 60; ++i) {
    const Rule next = naming(Action::call, std::to_string(i + 1));
    lists[std::to_string(i)] = test::filter("", {next, next});
  }
  lists["60"] = test::filter("60", {rule(Action::permit, "10.1.0.0/16")});
  EXPECT_EQ(verdict(lists, filter("f", {naming(Action::call, "0")}, Action::permit)), "permit");
}

}  // namespace
}  // namespace sekisho::test
