// Where everything of the network drawing stands. Deterministic: the same snapshot gives the same picture.
//
// The drawing is a wiring board. Segments are horizontal bands, outside ones on top, inside ones at the
// bottom; devices stand in one row between them, a column each. A device is joined to a segment by a vertical
// wire with a dot on the band, and to another device by a wire through a lane of its own above the devices.
// So wires are orthogonal, no two run along each other and no label meets another, with 2 devices or 40. Of
// more devices than that, only those on the border of segments are drawn.
#pragma once

#include <sekisho/model/snapshot.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::report::html {

struct Point {
  int x = 0;
  int y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// A segment over the whole width.
struct Band {
  std::string segment;
  bool outside = false;
  int y = 0;
  int height = 0;
};

struct Box {
  std::string device;
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  [[nodiscard]] Point centre() const { return {x + width / 2, y + height / 2}; }
};

/// From a device to a segment, or from one device to another; points from `from` to `to`.
struct Wire {
  std::string from;  // device
  std::string to;    // segment or device
  bool to_segment = false;
  std::vector<Point> points;
};

struct NetworkLayout {
  int width = 0;
  int height = 0;
  int label_width = 0;  // of the column on the left that holds the names of the bands
  int lanes_y = 0;      // a height above all boxes that no lane uses
  std::vector<Band> bands;
  std::vector<Box> boxes;
  std::vector<Wire> wires;
  std::size_t left_out = 0;  // devices that are not drawn

  [[nodiscard]] const Band* band(const std::string& segment) const;
  [[nodiscard]] const Box* box(const std::string& device) const;
  /// The wire between a device and a segment, or null.
  [[nodiscard]] const Wire* wire_to_segment(const std::string& device, const std::string& segment) const;
  /// The way from one device to another along links, fewest links first; empty when there is none.
  [[nodiscard]] std::vector<std::string> way(const std::string& from, const std::string& to) const;
  /// The points of the link from one device to another, in that direction; empty when there is none.
  [[nodiscard]] std::vector<Point> link(const std::string& from, const std::string& to) const;
};

/// Devices drawn at most; of more, those with an outside network or the most segments.
inline constexpr std::size_t most_devices = 40;

[[nodiscard]] NetworkLayout layout_of(const Snapshot& snapshot, int label_width);

}  // namespace sekisho::report::html
