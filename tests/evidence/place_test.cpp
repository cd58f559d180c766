// Capture points of the sample city: which broadcast domain a frame was in.
#include "evidence/observed.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Places : public ::testing::Test {
 protected:
  evidence::Place at(const std::string& device, const std::string& interface,
                     CapturePoint::Direction direction = CapturePoint::Direction::both) {
    CapturePoint& point = city_.loaded().network.snapshot.captures.emplace_back();
    point.at = InterfaceRef{device, interface, {}};
    point.direction = direction;
    return {city_.loaded().network, point};
  }

  evidence::Place mirrored(const std::string& device, std::vector<std::uint16_t> vlans) {
    CapturePoint& point = city_.loaded().network.snapshot.captures.emplace_back();
    point.mirror_device = device;
    point.mirror_vlans = std::move(vlans);
    return {city_.loaded().network, point};
  }

  /// Segments of the domains where a frame with these tags may have been.
  std::vector<std::string> segments(const evidence::Place& place, std::vector<std::uint16_t> tags) {
    std::vector<std::string> names;
    for (const DomainIndex domain : place.spot_of(tags).domains) {
      for (const SegmentIndex segment : city_.loaded().network.domains[domain].segments)
        names.push_back(city_.loaded().network.snapshot.segments[segment].name);
    }
    return names;
  }

  bool sees_all(const evidence::Place& place, const std::string& device, const std::string& interface,
                evidence::Way way = evidence::Way::in) {
    const Network& network = city_.loaded().network;
    const DeviceIndex index = *network.find_device(device);
    const std::vector<Interface>& all = network.devices[index].interfaces;
    const auto found = std::ranges::find(all, interface, &Interface::name);
    EXPECT_NE(found, all.end()) << interface;
    return place.sees_all(network, {index, static_cast<InterfaceIndex>(found - all.begin())}, way);
  }

  WatchedCity city_;
};

TEST_F(Places, AnInterfaceIsInOneDomain) {
  const evidence::Place place = at("core-sw", "Vlan201");
  EXPECT_THAT(segments(place, {}), ElementsAre("lg"));
  EXPECT_TRUE(place.spot_of({}).interface);
  EXPECT_THAT(segments(at("acc-sw1", "gi1/0/17"), {}), ElementsAre("in"));  // as the vendor abbreviates it
}

TEST_F(Places, TheTagTellsTheDomainOnATrunk) {
  const evidence::Place place = at("core-sw", "GigabitEthernet1/0/3");
  EXPECT_THAT(segments(place, {203}), ElementsAre("lg"));
  EXPECT_THAT(segments(place, {301}), ElementsAre("in"));
  EXPECT_FALSE(place.spot_of(std::vector<std::uint16_t>{999}).known());
}

TEST_F(Places, AMemberOfAnAggregateCarriesWhatItDoes) {
  EXPECT_THAT(segments(at("core-sw", "GigabitEthernet1/0/1"), {201}), ElementsAre("lg"));
}

TEST_F(Places, MirroredVlansAreKnownByTheirTag) {
  const evidence::Place place = mirrored("core-sw", {201, 301});
  EXPECT_THAT(segments(place, {201}), ElementsAre("lg"));
  EXPECT_THAT(segments(place, {301}), ElementsAre("in"));
  EXPECT_THAT(segments(place, {}), ElementsAre("lg", "in"));  // one of them
  EXPECT_THAT(segments(place, {99}), IsEmpty());
}

TEST_F(Places, WithoutAPointNothingIsKnown) { EXPECT_FALSE(evidence::Place().spot_of({}).known()); }

TEST_F(Places, AnInterfaceSeesItsOwnPackets) {
  EXPECT_TRUE(sees_all(at("core-sw", "Vlan201"), "core-sw", "Vlan201"));
  EXPECT_FALSE(sees_all(at("core-sw", "Vlan201"), "core-sw", "Vlan301"));
}

TEST_F(Places, APortOfASwitchSeesOnlyWhatComesThere) {
  EXPECT_FALSE(sees_all(at("core-sw", "GigabitEthernet1/0/3"), "core-sw", "Vlan201"));
}

TEST_F(Places, WhatLeavesOneEndOfACableComesInAtTheOther) {
  using Direction = CapturePoint::Direction;
  EXPECT_TRUE(sees_all(at("lg-fw", "port3"), "inet-fw", "port5"));
  EXPECT_TRUE(sees_all(at("lg-fw", "port3", Direction::out), "inet-fw", "port5", evidence::Way::in));
  EXPECT_FALSE(sees_all(at("lg-fw", "port3", Direction::in), "inet-fw", "port5", evidence::Way::in));
  EXPECT_TRUE(sees_all(at("lg-fw", "port3", Direction::in), "inet-fw", "port5", evidence::Way::out));
}

TEST_F(Places, AMirrorSeesWhatHangsOnItsSwitch) {
  EXPECT_TRUE(sees_all(mirrored("core-sw", {201}), "core-sw", "Vlan201"));
  EXPECT_FALSE(sees_all(mirrored("acc-sw1", {201}), "core-sw", "Vlan201"));
}

}  // namespace
}  // namespace sekisho::test
