// Whether anything joins two segments at all.
#include "lab.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

bool joined_by(const World& world) { return structurally_joined(world.network)[0][1]; }

World two_vrfs() {
  World world = two_segments();
  Device& r = world.device_named("r");
  r.vrfs = {"blue"};
  at(r, "b").vrf = "blue";
  return world;
}

TEST(Structure, ARouterJoinsItsInterfacesWhateverItFilters) {
  World world = two_segments();
  world.device_named("r").forward_filter = filter("none", {});
  EXPECT_TRUE(joined_by(world));
  world.device_named("r").routes_ipv4 = false;
  EXPECT_FALSE(joined_by(world));
  world.device_named("r").routes_ipv6 = true;
  EXPECT_TRUE(joined_by(world));
}

TEST(Structure, VrfsAreApartUnlessSomethingLeaks) {
  EXPECT_FALSE(joined_by(two_vrfs()));
  World world = two_vrfs();
  Device& r = world.device_named("r");
  PolicyRoute steer;
  r.policy_routes = {steer};
  EXPECT_TRUE(joined_by(world));
  r.policy_routes.clear();
  r.uncertainties = {{Effect::may_route, "", {}}};
  EXPECT_TRUE(joined_by(world));
  r.uncertainties.clear();
  StaticRoute leak;
  leak.prefix = prefix("10.2.0.0/16");
  leak.next_hop.interface = "b";
  r.static_routes = {leak};
  EXPECT_TRUE(joined_by(world));
}

TEST(Structure, AVrfThatOnlyAnInterfaceNamesLeaksLikeAny) {
  World world = two_vrfs();
  Device& r = world.device_named("r");
  r.vrfs.clear();
  r.policy_routes = {PolicyRoute{}};
  EXPECT_TRUE(joined_by(world));
}

TEST(Structure, DomainsAndSegmentsJoin) {
  World world;
  world.add(device("r", {interface("a", {"10.1.0.1/16"}), interface("b", {"10.2.0.1/16"})}));
  world.device_named("r").routes_ipv4 = false;
  world.segment("a", {"10.1.0.0/16"}).segment("b", {"10.2.0.0/16"}).segment("c", {"10.3.0.0/16"});
  World apart = world;
  apart.join({"a", "r:a"}).join({"b", "r:b"});
  EXPECT_FALSE(joined_by(apart));
  World one_domain = world;
  one_domain.join({"a", "b", "r:a"});
  EXPECT_TRUE(joined_by(one_domain));
  World over_a_segment = world;  // hosts of `c` stand in both
  over_a_segment.join({"a", "c", "r:a"}).join({"b", "c", "r:b"});
  EXPECT_TRUE(joined_by(over_a_segment));
}

}  // namespace
}  // namespace sekisho::test
