// Which lines of filters were seen at work, at points of the sample city.
#include "evidence/observed.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* lg_core = "lg-fw:port2";  // policies, between the core switch and the rest

evidence::FilterUse use_of(WatchedCity& city, const std::string& device, const std::string& filter) {
  for (evidence::FilterUse& use : city.confirm().coverage.filters) {
    if (use.device == device && use.filter == filter) return use;
  }
  ADD_FAILURE() << device << " has no " << filter;
  return {};
}

std::vector<std::string> texts(const std::vector<evidence::NamedRule>& rules) {
  std::vector<std::string> all;
  for (const evidence::NamedRule& rule : rules) all.push_back(rule.source.text);
  return all;
}

std::vector<std::string> unused_filters(WatchedCity& city) {
  std::vector<std::string> names;
  for (const evidence::Finding& each : city.confirm().findings) {
    if (each.kind == evidence::Kind::unused_rule) names.push_back(each.message.arguments.at(1));
  }
  return names;
}

TEST(RuleUse, LinesThatWereAtWorkAreNotCandidatesForRemoval) {
  WatchedCity city;
  city.capture_at(lg_floor, {session("10.20.1.5", "10.20.10.90", 9101)});
  const evidence::FilterUse use = use_of(city, "core-sw", "LG201-IN");
  EXPECT_GT(use.watched, 1U);
  EXPECT_EQ(use.watched, use.lines);
  EXPECT_EQ(use.unseen.size() + 1, use.watched);
  EXPECT_THAT(texts(use.unseen), Not(Contains(HasSubstr("range 9100 9103"))));
  EXPECT_THAT(texts(use.unseen), Contains(HasSubstr("eq 1433")));
}

TEST(RuleUse, OneThatWasOnlyAskedForCountsToo) {
  WatchedCity city;
  city.capture_at(lg_floor, {tried("10.20.1.5", "10.20.10.70", 1433)});
  EXPECT_THAT(texts(use_of(city, "core-sw", "LG201-IN").unseen), Not(Contains(HasSubstr("eq 1433"))));
}

TEST(RuleUse, DeniedPacketsUseNoPermittingLine) {
  WatchedCity city;
  city.capture_at(lg_floor, {tried("10.20.1.5", "10.20.2.9", 445)});
  const evidence::FilterUse use = use_of(city, "core-sw", "LG201-IN");
  EXPECT_EQ(use.unseen.size(), use.watched);
}

TEST(RuleUse, TheLineThatTakesAnAnswerWasAtWork) {
  // LG's servers answer by lines for established sessions in the list of their own network.
  WatchedCity before;
  before.capture_at(lg_servers, std::vector<capture::Flow>{});
  const std::size_t unseen = use_of(before, "core-sw", "LG210-IN").unseen.size();
  WatchedCity city;
  city.capture_at(lg_servers, {session("10.10.2.50", "10.20.10.50", 8531)});
  const evidence::FilterUse use = use_of(city, "core-sw", "LG210-IN");
  EXPECT_LT(use.unseen.size(), unseen);
  EXPECT_THAT(texts(use.unseen), Not(Contains(HasSubstr("eq 8531"))));
}

TEST(RuleUse, NothingIsSaidOfFiltersThatNobodyLooksAt) {
  WatchedCity city;
  city.capture_at(lg_floor, std::vector<capture::Flow>{});
  EXPECT_EQ(use_of(city, "core-sw", "IN301-IN").watched, 0U);
  EXPECT_THAT(unused_filters(city), Not(Contains("IN301-IN")));
  EXPECT_THAT(unused_filters(city), Contains("LG201-IN"));
}

TEST(RuleUse, NothingIsSaidWhereOnlyTheOtherDirectionIsCaptured) {
  WatchedCity city;
  city.capture_at(lg_floor, std::vector<capture::Flow>{}, CapturePoint::Direction::out);
  EXPECT_EQ(use_of(city, "core-sw", "LG201-IN").watched, 0U);
}

TEST(RuleUse, NothingIsSaidWithoutADeclaredPoint) {
  WatchedCity city;
  city.capture_at("", {session("10.20.1.5", "10.20.10.90", 9101)});
  EXPECT_THAT(unused_filters(city), IsEmpty());
}

TEST(RuleUse, PoliciesBetweenInterfacesAreWatchedAtOneOfTheirSides) {
  WatchedCity city;
  city.capture_at(lg_core, std::vector<capture::Flow>{});
  std::uint64_t watched = 0;
  std::uint64_t lines = 0;
  for (const evidence::FilterUse& use : city.confirm().coverage.filters) {
    if (use.device != "lg-fw") continue;
    watched += use.watched;
    lines += use.lines;
  }
  EXPECT_GT(watched, 0U);
  EXPECT_LT(watched, lines);  // what passes between other ports is not captured
}

TEST(RuleUse, ListsThatCallThemselvesComeToAnEnd) {
  WatchedCity city;
  Network& network = city.loaded().network;
  Filter& list = network.devices[*network.find_device("core-sw")].filters.at("LG201-IN");
  Rule again;
  again.action = Action::call;
  again.list = "LG201-IN";
  list.rules.insert(list.rules.begin(), 3, again);
  city.capture_at(lg_floor, std::vector<capture::Flow>{});
  EXPECT_GT(use_of(city, "core-sw", "LG201-IN").watched, 1U);
}

}  // namespace
}  // namespace sekisho::test
