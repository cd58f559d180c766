// What goes down with a link or a device.
#include "audit/practices/failures.hpp"

#include "audit/practices/practice_city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using testing::ElementsAre;

/// Three switches on one medium (links of one line), and a cable between the first two.
World on_a_medium() {
  World world;
  for (const char* name : {"a", "b", "c"}) world.add(device(name, {interface("1", {}), interface("2", {})}));
  std::vector<Link>& links = world.network.snapshot.links;
  const Span medium{"snapshot.yaml", 5};
  links.push_back({place("a:1"), place("b:1"), medium, true});
  links.push_back({place("a:1"), place("c:1"), medium, true});
  links.push_back({place("b:1"), place("c:1"), medium, true});
  links.push_back({place("a:2"), place("b:2"), {"snapshot.yaml", 6}, true});
  return world;
}

TEST(Failures, EveryLinkEndOfAMediumAndDevice) {
  std::vector<std::string> names;
  for (const audit::Failure& each : audit::failures_of(on_a_medium().network)) names.push_back(each.name);
  EXPECT_THAT(names, ElementsAre("a:1", "b:1", "c:1", "a:1 -- b:1 -- c:1", "a:2 -- b:2", "a", "b", "c"));
}

TEST(Failures, ADeviceTakesItsCablesWithItAndNotAMedium) {
  const std::vector<audit::Failure> failures = audit::failures_of(on_a_medium().network);
  EXPECT_EQ(failures[5].ports, (std::vector<Attachment>{{0, 0}, {0, 1}, {1, 1}}));
}

TEST(Failures, ACableWithHostsOnItIsAMedium) {
  World world = on_a_medium();
  world.segment("lg", {"10.20.0.0/24"});
  world.network.snapshot.segments[0].attached = {place("b:2")};
  const std::vector<audit::Failure> failures = audit::failures_of(world.network);
  ASSERT_EQ(failures.size(), 10U);
  EXPECT_EQ(failures[4].name, "a:2");
  EXPECT_EQ(failures[7].ports, (std::vector<Attachment>{{0, 0}, {0, 1}})) << "b:2 stays up without a";
}

/// Names of the interfaces of the first device that are down after a failure of the ports.
std::vector<std::string> down_after(const World& world, const std::vector<Attachment>& ports) {
  audit::FailingNetwork failing(world.network);
  (void)failing.fail({"x", {}, ports});
  std::vector<std::string> names;
  for (const Interface& each : failing.network().devices[0].interfaces) {
    if (!each.enabled) names.push_back(each.name);
  }
  return names;
}

World layered() {
  World world;
  Interface sub = interface("1.10", {"10.1.0.1/24"});
  sub.kind = InterfaceKind::subinterface;
  sub.parent = "1";
  Interface group = interface("po", {});
  group.kind = InterfaceKind::aggregate;
  group.members = {"2", "3"};
  Interface on_group = interface("po.20", {"10.2.0.1/24"});
  on_group.kind = InterfaceKind::subinterface;
  on_group.parent = "po";
  world.add(device("r", {interface("1", {}), interface("2", {}), interface("3", {}), sub, group, on_group}));
  return world;
}

TEST(Failures, WhatStandsOnALostPortGoesDown) {
  EXPECT_THAT(down_after(layered(), {{0, 0}}), ElementsAre("1", "1.10"));
  EXPECT_THAT(down_after(layered(), {{0, 1}}), ElementsAre("2"));
  EXPECT_THAT(down_after(layered(), {{0, 1}, {0, 2}}), ElementsAre("2", "3", "po", "po.20"));
}

World with_vlans() {
  World world;
  Interface access = interface("1", {});
  access.switchport.emplace();
  access.switchport->access_vlan = 10;
  Interface trunk = interface("2", {});
  trunk.switchport.emplace();
  trunk.switchport->mode = SwitchPort::Mode::trunk;
  trunk.switchport->allowed = {{{10, 20}}};
  const auto vlan = [](std::uint16_t id) {
    Interface made = interface("Vlan" + std::to_string(id), {});
    made.kind = InterfaceKind::vlan;
    made.vlan = id;
    return made;
  };
  world.add(device("sw", {access, trunk, vlan(10), vlan(20), vlan(30)}));
  return world;
}

TEST(Failures, AVlanInterfaceNeedsAPortOfItsVlan) {
  EXPECT_THAT(down_after(with_vlans(), {{0, 0}}), ElementsAre("1"));
  EXPECT_THAT(down_after(with_vlans(), {{0, 1}}), ElementsAre("2", "Vlan20")) << "Vlan30 never had a port";
  EXPECT_THAT(down_after(with_vlans(), {{0, 0}, {0, 1}}), ElementsAre("1", "2", "Vlan10", "Vlan20"));
}

TEST(Failures, TheNextOneFindsTheNetworkMended) {
  const World world = with_vlans();
  audit::FailingNetwork failing(world.network);
  EXPECT_THAT(failing.fail({"x", {}, {{0, 1}}}), ElementsAre(0U));
  EXPECT_THAT(failing.fail({"nothing", {}, {}}), ElementsAre(0U)) << "changed back";
  for (const Interface& each : failing.network().devices[0].interfaces)
    EXPECT_TRUE(each.enabled) << each.name;
  EXPECT_THAT(failing.fail({"nothing", {}, {}}), ElementsAre());
}

}  // namespace
}  // namespace sekisho::test
