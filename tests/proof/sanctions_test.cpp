// Channels and exceptions: what they take out of a requirement, and what they do not.
#include "city.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

/// mn may open tcp/443 to one server of lg by the firewall's policy; `change` registers something.
template <typename Change>
std::string with(Change change,
                 std::vector<Rule> rules = {rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web})},
                 const Date& date = verdict_date) {
  World world = city(std::move(rules));
  change(world);
  return line_of(
      verdict_of(world, must_not_reach("mn", "lg", Semantics::packet, {"specific", "mail-text"}), date));
}

Channel registered(const std::string& method = "specific") {
  return channel("C-1", end_of("mn", {"10.10.0.5/32"}), end_of("lg", {"10.20.0.9/32"}), web, method);
}

TEST(Channels, TakeOutExactlyTheirSessions) {
  const auto one = [](World& w) { w.network.snapshot.channels = {registered()}; };
  EXPECT_EQ(with([](World&) {}), "violated: policy 1");
  EXPECT_EQ(with(one), "proved any-routing");
  EXPECT_EQ(with(one, {rule(Action::permit, "10.10.0.0/24", "10.20.0.9/32", {web})}), "violated: policy 1")
      << "more senders";
  EXPECT_EQ(with(one, {rule(Action::permit, "10.10.0.5/32", "10.20.0.8/31", {web})}), "violated: policy 1")
      << "more servers";
  Service wider = web;
  wider.destination_ports = {{443, 444}};
  EXPECT_EQ(with(one, {rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {wider})}), "violated: policy 1")
      << "more ports";
  EXPECT_EQ(
      with(one, {rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web, service(protocol::udp, 443)})}),
      "violated: policy 1")
      << "another protocol";
}

TEST(Channels, OfAnotherMethodDirectionOrTime) {
  EXPECT_EQ(with([](World& w) { w.network.snapshot.channels = {registered("business")}; }),
            "violated: policy 1");
  EXPECT_EQ(with([](World& w) {
              w.network.snapshot.channels = {registered()};
              std::swap(w.network.snapshot.channels[0].from, w.network.snapshot.channels[0].to);
            }),
            "violated: policy 1");
  const auto expiring = [](World& w) {
    w.network.snapshot.channels = {registered()};
    w.network.snapshot.channels[0].expires = verdict_date;
  };
  const std::vector<Rule> rules{rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web})};
  EXPECT_EQ(with(expiring, rules, verdict_date), "proved any-routing") << "the last day counts";
  EXPECT_EQ(with(expiring, rules, Date{2026, 11, 22}), "violated: policy 1, reason_channel_expired");
}

TEST(Channels, OfWholeSegments) {
  const auto whole = [](World& w) {
    w.network.snapshot.channels = {channel("C-1", end_of("mn"), end_of("lg"), web, "specific")};
  };
  EXPECT_EQ(with(whole, {rule(Action::permit, "10.10.0.0/24", "10.20.0.0/24", {web})}), "proved any-routing");
  EXPECT_EQ(with(whole, {rule(Action::permit, "", "", {web})}), "proved any-routing")
      << "whatever address they write";
  EXPECT_EQ(with(whole, {rule(Action::permit)}), "violated: policy 1");
}

TEST(Channels, OverlappingOnesAddUp) {
  const auto two = [](World& w) {
    w.network.snapshot.channels = {
        channel("C-1", end_of("mn", {"10.10.0.4/31"}), end_of("lg", {"10.20.0.9/32"}), web, "specific"),
        channel("C-2", end_of("mn", {"10.10.0.5/32", "10.10.0.6/32"}), end_of("lg", {"10.20.0.8/32"}), web,
                "specific")};
  };
  const Rule to_nine = rule(Action::permit, "10.10.0.4/31", "10.20.0.9/32", {web});
  const Rule to_eight = rule(Action::permit, "10.10.0.5/32", "10.20.0.8/32", {web});
  EXPECT_EQ(with(two, {to_nine, to_eight}), "proved any-routing");
  EXPECT_EQ(with(two, {to_nine, to_eight, rule(Action::permit, "10.10.0.4/32", "10.20.0.8/32", {web})}),
            "violated: policy 3");
}

TEST(Channels, TheSenderIsKnownBehindASourceTranslation) {
  const auto hidden = [](const char* permitted) {
    return std::vector<Rule>{rule(Action::permit, permitted, "10.20.0.9/32", {web})};
  };
  const auto change = [](World& w) {
    w.network.snapshot.channels = {registered()};
    NatRule hide;
    hide.rewrite.source = AddressRange::of(address("10.20.0.1"));
    hide.rewrite.source_port = PortRange{1024, 65535};
    w.device_named("fw").source_nat = {hide};
  };
  EXPECT_EQ(with(change, hidden("10.10.0.5/32")), "proved any-routing");
  EXPECT_EQ(with(change, hidden("10.10.0.4/31")), "violated: policy 1")
      << "the other host comes from the same address";
}

TEST(Channels, NameServersBehindADestinationTranslation) {
  const auto change = [](World& w) {
    w.network.snapshot.channels = {registered()};
    NatRule vip;
    vip.match.destination = any_of({"10.10.0.99/32"});
    vip.rewrite.destination = AddressRange::of(address("10.20.0.9"));
    w.device_named("fw").destination_nat = {vip};
  };
  EXPECT_EQ(with(change), "proved any-routing");
}

TEST(Channels, SanitizersAreOneEnd) {
  const auto mail = [](const char* via, const char* kind) {
    return [=](World& w) {
      Channel made = registered("mail-text");
      made.via = via;
      w.network.snapshot.channels = {made};
      Host host;
      host.name = "san";
      host.segment = "mn";
      host.addresses = {AddressRange::of(address("10.10.0.5"))};
      host.sanitizer = kind;
      w.network.snapshot.hosts = {host};
    };
  };
  EXPECT_EQ(with(mail("san", "mail-text")), "proved any-routing");
  EXPECT_EQ(with(mail("", "mail-text")), "violated: policy 1") << "sanitized by nobody";
  EXPECT_EQ(with(mail("san", "file-cdr")), "violated: policy 1") << "sanitizes something else";
  const auto bypass = [&](World& w) {
    mail("san", "mail-text")(w);
    w.network.snapshot.channels[0].from.addresses = {AddressRange::of(prefix("10.10.0.0/24"))};
  };
  EXPECT_EQ(with(bypass), "proved any-routing");
  EXPECT_EQ(with(bypass, {rule(Action::permit, "10.10.0.0/24", "10.20.0.9/32", {web})}), "violated: policy 1")
      << "hosts that go past the sanitizer";
}

Exception granted() {
  Exception made;
  made.id = "E-1";
  made.requirement = "T";
  made.from = end_of("mn", {"10.10.0.5/32"});
  made.to = end_of("lg", {"10.20.0.9/32"});
  made.services = {web};
  made.approver = "CISO";
  made.reason = "migration";
  made.record = "R8-1";
  made.expires = Date{2026, 12, 31};
  return made;
}

template <typename Change>
std::string with_exception(Change change, const Date& date = verdict_date) {
  return with(
      [&](World& w) {
        Exception made = granted();
        change(made);
        w.network.snapshot.exceptions = {made};
      },
      {rule(Action::permit, "10.10.0.5/32", "10.20.0.9/32", {web})}, date);
}

TEST(Exceptions, InForceExpiredIncomplete) {
  EXPECT_EQ(with_exception([](Exception&) {}), "excepted: reason_exception_in_force");
  EXPECT_EQ(with_exception([](Exception& e) { e.requirement = "T:mn>lg"; }),
            "excepted: reason_exception_in_force");
  EXPECT_EQ(with_exception([](Exception& e) { e.requirement = "U"; }), "violated: policy 1");
  EXPECT_EQ(with_exception([](Exception&) {}, Date{2026, 12, 31}), "excepted: reason_exception_in_force");
  EXPECT_EQ(with_exception([](Exception&) {}, Date{2027, 1, 1}),
            "violated: policy 1, reason_exception_expired");
  EXPECT_EQ(with_exception([](Exception& e) { e.approver.clear(); }),
            "violated: policy 1, reason_exception_incomplete");
  EXPECT_EQ(with_exception([](Exception& e) { e.reason.clear(); }),
            "violated: policy 1, reason_exception_incomplete");
  EXPECT_EQ(with_exception([](Exception& e) { e.record.clear(); }),
            "violated: policy 1, reason_exception_incomplete");
  EXPECT_EQ(with_exception([](Exception& e) { e.expires.reset(); }),
            "violated: policy 1, reason_exception_incomplete");
}

TEST(Exceptions, CoverWhatTheyNameOrAllOfTheRequirement) {
  EXPECT_EQ(with_exception([](Exception& e) { e.services = {service(protocol::tcp, 80)}; }).substr(0, 8),
            "violated");
  EXPECT_EQ(with_exception([](Exception& e) {
              e.from = {};
              e.to = {};
              e.services.clear();
            }),
            "excepted: reason_exception_in_force");
}

}  // namespace
}  // namespace sekisho::test
