#include "report/html/layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <set>

namespace sekisho::report::html {
namespace {

constexpr int margin = 8;
constexpr int column_width = 104;
constexpr int box_width = 94;
constexpr int box_height = 42;
constexpr int band_height = 38;
constexpr int band_gap = 8;
constexpr int lane_height = 11;
constexpr int lanes_margin = 14;  // above the highest and below the lowest lane
constexpr int widest_port = 13;   // between two wires of one box
constexpr std::size_t border_devices = 24;

/// Who is joined to whom, each pair once.
struct Joins {
  std::vector<std::string> devices;  // drawn ones
  std::set<std::pair<std::string, std::string>> links;
  std::set<std::pair<std::string, std::string>> segments;  // device, segment
};

/// Devices to be drawn, in the order of the snapshot.
std::vector<std::string> chosen_devices(const Snapshot& snapshot) {
  std::vector<std::string> names;
  for (const SnapshotDevice& device : snapshot.devices) names.push_back(device.name);
  if (names.size() <= most_devices) return names;
  std::map<std::string, std::set<std::string>> segments;
  std::set<std::string> outside;
  for (const Segment& segment : snapshot.segments) {
    for (const InterfaceRef& at : segment.attached) {
      segments[at.device].insert(segment.name);
      if (segment.outside) outside.insert(at.device);
    }
  }
  std::vector<std::string> border;
  for (const std::string& name : names) {
    if (outside.contains(name) || segments[name].size() > 1) border.push_back(name);
  }
  const auto weight = [&](const std::string& name) {
    return segments[name].size() + (outside.contains(name) ? 1000 : 0);
  };
  std::ranges::stable_sort(border, std::ranges::greater(), weight);
  if (border.size() > border_devices) border.resize(border_devices);
  std::vector<std::string> chosen;
  for (const std::string& name : names) {
    if (std::ranges::find(border, name) != border.end()) chosen.push_back(name);
  }
  return chosen;
}

Joins joins_of(const Snapshot& snapshot) {
  Joins joins;
  joins.devices = chosen_devices(snapshot);
  const std::set<std::string> drawn(joins.devices.begin(), joins.devices.end());
  for (const Link& link : snapshot.links) {
    const std::string& a = std::min(link.a.device, link.b.device);
    const std::string& b = std::max(link.a.device, link.b.device);
    if (a != b && drawn.contains(a) && drawn.contains(b)) joins.links.insert({a, b});
  }
  for (const Segment& segment : snapshot.segments) {
    for (const InterfaceRef& at : segment.attached) {
      if (drawn.contains(at.device)) joins.segments.insert({at.device, segment.name});
    }
  }
  return joins;
}

/// Total length of the links when the devices stand in this order.
int length_of(const std::vector<std::string>& order, const Joins& joins) {
  std::map<std::string, int> column;
  for (const std::string& name : order) column.emplace(name, static_cast<int>(column.size()));
  int length = 0;
  for (const auto& [a, b] : joins.links) length += std::abs(column.at(a) - column.at(b));
  return length;
}

/// Exchanges neighbours while that shortens the links. A local optimum is enough for a drawing.
void shorten_links(std::vector<std::string>& order, const Joins& joins) {
  int best = length_of(order, joins);
  for (bool better = true; better;) {
    better = false;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      for (std::size_t j = i + 1; j < order.size(); ++j) {
        std::swap(order[i], order[j]);
        const int length = length_of(order, joins);
        if (length < best) {
          best = length;
          better = true;
        } else {
          std::swap(order[i], order[j]);
        }
      }
    }
  }
}

/// A wire while its ends are being placed.
struct Port {
  std::size_t wire = 0;
  bool at_start = false;
  int sort_key = 0;  // wires to the left stand left
};

class Board {
 public:
  Board(const Snapshot& snapshot, int label_width) : joins_(joins_of(snapshot)) {
    layout_.label_width = label_width;
    layout_.left_out = snapshot.devices.size() - joins_.devices.size();
    shorten_links(joins_.devices, joins_);
    for (std::size_t i = 0; i < joins_.devices.size(); ++i) column_[joins_.devices[i]] = static_cast<int>(i);
    const int columns = std::max<int>(1, static_cast<int>(joins_.devices.size()));
    layout_.width = label_width + columns * column_width + 2 * margin;
    int y = place_bands(snapshot, true, margin);
    y = place_links(y);
    y = place_boxes(y);
    y = place_bands(snapshot, false, y + 2 * band_gap);
    layout_.height = y + margin;
    place_wires();
  }

  [[nodiscard]] NetworkLayout take() { return std::move(layout_); }

 private:
  int place_bands(const Snapshot& snapshot, bool outside, int y) {
    for (const Segment& segment : snapshot.segments) {
      if (segment.outside != outside) continue;
      layout_.bands.push_back({segment.name, outside, y, band_height});
      y += band_height + band_gap;
    }
    return y;
  }

  /// Gives each link a lane: short ones lie lowest, and links that overlap never share one.
  int place_links(int y) {
    struct Span {
      std::pair<std::string, std::string> link;
      int first = 0;
      int last = 0;
    };
    std::vector<Span> spans;
    for (const auto& link : joins_.links) {
      const int a = column_.at(link.first);
      const int b = column_.at(link.second);
      spans.push_back({link, std::min(a, b), std::max(a, b)});
    }
    std::ranges::stable_sort(spans, {}, [](const Span& span) { return span.last - span.first; });
    std::vector<std::vector<Span>> lanes;
    for (const Span& span : spans) {
      const auto meets = [&](const Span& other) {
        return span.first <= other.last && other.first <= span.last;
      };
      std::size_t lane = 0;
      while (lane < lanes.size() && std::ranges::any_of(lanes[lane], meets)) ++lane;
      if (lane == lanes.size()) lanes.emplace_back();
      lanes[lane].push_back(span);
      lane_of_[span.link] = static_cast<int>(lane);
    }
    layout_.lanes_y = y + lanes_margin / 2;
    lowest_lane_ = y + lanes_margin + static_cast<int>(lanes.size()) * lane_height;
    return lowest_lane_ + lanes_margin;
  }

  int place_boxes(int y) {
    for (std::size_t i = 0; i < joins_.devices.size(); ++i) {
      const int x =
          margin + layout_.label_width + static_cast<int>(i) * column_width + (column_width - box_width) / 2;
      layout_.boxes.push_back({joins_.devices[i], x, y, box_width, box_height});
    }
    return y + box_height;
  }

  [[nodiscard]] int lane_y(const std::string& a, const std::string& b) const {
    return lowest_lane_ - lane_of_.at({std::min(a, b), std::max(a, b)}) * lane_height;
  }

  void place_wires() {
    std::map<std::string, std::vector<Port>> above;
    std::map<std::string, std::vector<Port>> below;
    for (const auto& [device, segment] : joins_.segments) {
      const Band* band = layout_.band(segment);
      if (band == nullptr) continue;
      const std::size_t wire = layout_.wires.size();
      layout_.wires.push_back({device, segment, true, {}});
      (band->outside ? above : below)[device].push_back({wire, true, band->outside ? 0 : band->y});
    }
    for (const auto& [a, b] : joins_.links) {
      const std::size_t wire = layout_.wires.size();
      layout_.wires.push_back({a, b, false, {}});
      const int right = column_.at(b) - column_.at(a);  // of b, seen from a
      // A long link leaves at the outer edge, a short one further in: their stubs do not cross.
      above[a].push_back({wire, true, right});
      above[b].push_back({wire, false, -right});
    }
    std::map<std::pair<std::size_t, bool>, int> x_of;
    for (const Box& box : layout_.boxes) {
      assign(above[box.device], box, x_of);
      assign(below[box.device], box, x_of);
    }
    for (std::size_t i = 0; i < layout_.wires.size(); ++i) draw(i, x_of);
  }

  static void assign(std::vector<Port>& ports, const Box& box,
                     std::map<std::pair<std::size_t, bool>, int>& x_of) {
    std::ranges::stable_sort(ports, {}, &Port::sort_key);
    const int count = static_cast<int>(ports.size());
    const int gap = count > 1 ? std::min(widest_port, (box.width - 12) / (count - 1)) : 0;
    int x = box.centre().x - gap * (count - 1) / 2;
    for (const Port& port : ports) {
      x_of[{port.wire, port.at_start}] = x;
      x += gap;
    }
  }

  void draw(std::size_t index, const std::map<std::pair<std::size_t, bool>, int>& x_of) {
    Wire& wire = layout_.wires[index];
    const Box* from = layout_.box(wire.from);
    const int x = x_of.at({index, true});
    if (!wire.to_segment) {
      const int to_x = x_of.at({index, false});
      const int y = lane_y(wire.from, wire.to);
      wire.points = {{x, from->y}, {x, y}, {to_x, y}, {to_x, from->y}};
      return;
    }
    const Band* band = layout_.band(wire.to);
    wire.points = {{x, band->outside ? from->y : from->y + from->height}, {x, band->y + band->height / 2}};
  }

  Joins joins_;
  NetworkLayout layout_;
  std::map<std::string, int> column_;
  std::map<std::pair<std::string, std::string>, int> lane_of_;
  int lowest_lane_ = 0;
};

}  // namespace

const Band* NetworkLayout::band(const std::string& segment) const {
  const auto found = std::ranges::find(bands, segment, &Band::segment);
  return found == bands.end() ? nullptr : &*found;
}

const Box* NetworkLayout::box(const std::string& device) const {
  const auto found = std::ranges::find(boxes, device, &Box::device);
  return found == boxes.end() ? nullptr : &*found;
}

const Wire* NetworkLayout::wire_to_segment(const std::string& device, const std::string& segment) const {
  for (const Wire& wire : wires) {
    if (wire.to_segment && wire.from == device && wire.to == segment) return &wire;
  }
  return nullptr;
}

std::vector<std::string> NetworkLayout::way(const std::string& from, const std::string& to) const {
  std::map<std::string, std::string> came_from{{from, from}};
  std::deque<std::string> next{from};
  while (!next.empty() && !came_from.contains(to)) {
    const std::string here = next.front();
    next.pop_front();
    for (const Wire& wire : wires) {
      if (wire.to_segment || (wire.from != here && wire.to != here)) continue;
      const std::string& there = wire.from == here ? wire.to : wire.from;
      if (came_from.emplace(there, here).second) next.push_back(there);
    }
  }
  if (!came_from.contains(to)) return {};
  std::vector<std::string> devices{to};
  while (devices.back() != from) devices.push_back(came_from.at(devices.back()));
  std::ranges::reverse(devices);
  return devices;
}

std::vector<Point> NetworkLayout::link(const std::string& from, const std::string& to) const {
  for (const Wire& wire : wires) {
    if (wire.to_segment) continue;
    if (wire.from == from && wire.to == to) return wire.points;
    if (wire.from == to && wire.to == from) return {wire.points.rbegin(), wire.points.rend()};
  }
  return {};
}

NetworkLayout layout_of(const Snapshot& snapshot, int label_width) {
  return Board(snapshot, label_width).take();
}

}  // namespace sekisho::report::html
