// The wiring board of the network drawing: nothing lies on anything else, whatever the network.
#include "report/html/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sekisho::report::html {
namespace {

Snapshot random_network(unsigned seed, int devices, int segments, int links) {
  std::mt19937 random(seed);
  const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  Snapshot snapshot;
  for (int i = 0; i < devices; ++i) {
    SnapshotDevice device;
    device.name = "d" + std::to_string(i);
    snapshot.devices.push_back(device);
  }
  for (int i = 0; i < segments; ++i) {
    Segment segment;
    segment.name = "s" + std::to_string(i);
    segment.outside = i % 3 == 0;
    for (int at = 0; at <= below(4); ++at)
      segment.attached.push_back({"d" + std::to_string(below(devices)), "eth" + std::to_string(at), {}});
    snapshot.segments.push_back(segment);
  }
  for (int i = 0; i < links; ++i) {
    snapshot.links.push_back({{"d" + std::to_string(below(devices)), "a", {}},
                              {"d" + std::to_string(below(devices)), "b", {}},
                              {}});
  }
  return snapshot;
}

struct Stretch {
  int fixed = 0;
  int first = 0;
  int last = 0;
};

/// Horizontal or vertical pieces of all wires.
std::vector<Stretch> stretches(const NetworkLayout& layout, bool horizontal) {
  std::vector<Stretch> found;
  for (const Wire& wire : layout.wires) {
    for (std::size_t i = 0; i + 1 < wire.points.size(); ++i) {
      const Point& a = wire.points[i];
      const Point& b = wire.points[i + 1];
      EXPECT_TRUE(a.x == b.x || a.y == b.y) << "not orthogonal";
      if (horizontal && a.y == b.y) found.push_back({a.y, std::min(a.x, b.x), std::max(a.x, b.x)});
      if (!horizontal && a.x == b.x) found.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y)});
    }
  }
  return found;
}

void expect_apart(const std::vector<Stretch>& stretches) {
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    for (std::size_t j = i + 1; j < stretches.size(); ++j) {
      const Stretch& a = stretches[i];
      const Stretch& b = stretches[j];
      EXPECT_FALSE(a.fixed == b.fixed && a.first < b.last && b.first < a.last)
          << "two wires along " << a.fixed;
    }
  }
}

TEST(NetworkLayout, NoTwoWiresRunAlongEachOther) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const NetworkLayout layout = layout_of(random_network(seed, 20, 12, 24), 200);
    expect_apart(stretches(layout, true));
    expect_apart(stretches(layout, false));
  }
}

TEST(NetworkLayout, EverythingIsInsideAndApart) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const NetworkLayout layout = layout_of(random_network(seed, 20, 12, 24), 200);
    EXPECT_EQ(layout.boxes.size(), 20U);
    for (std::size_t i = 0; i + 1 < layout.boxes.size(); ++i) {
      EXPECT_LE(layout.boxes[i].x + layout.boxes[i].width, layout.boxes[i + 1].x);
      EXPECT_GE(layout.boxes[i].x, layout.label_width);
    }
    for (const Wire& wire : layout.wires) {
      for (const Point& point : wire.points) {
        EXPECT_TRUE(point.x > 0 && point.x < layout.width && point.y > 0 && point.y < layout.height);
      }
    }
  }
}

TEST(NetworkLayout, ManyDevicesBecomeTheirBorders) {
  const NetworkLayout layout = layout_of(random_network(7, 200, 20, 240), 200);
  EXPECT_LE(layout.boxes.size(), most_devices);
  EXPECT_EQ(layout.boxes.size() + layout.left_out, 200U);
  EXPECT_LT(layout.width, 6000);
}

TEST(NetworkLayout, WaysFollowLinks) {
  Snapshot snapshot = random_network(1, 4, 0, 0);
  snapshot.links = {{{"d0", "a", {}}, {"d1", "a", {}}, {}}, {{"d1", "b", {}}, {"d2", "a", {}}, {}}};
  const NetworkLayout layout = layout_of(snapshot, 100);
  EXPECT_EQ(layout.way("d0", "d2"), (std::vector<std::string>{"d0", "d1", "d2"}));
  EXPECT_TRUE(layout.way("d0", "d3").empty());
  EXPECT_EQ(layout.link("d1", "d0").front(), layout.link("d0", "d1").back());
  EXPECT_TRUE(layout.link("d0", "d2").empty());
}

}  // namespace
}  // namespace sekisho::report::html
