// The network as SVG: segments as coloured areas, devices and links, and the paths of violations on them.
#include "report/html/layout.hpp"
#include "report/html/sections.hpp"
#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace sekisho::report::html {
namespace {

constexpr std::size_t most_paths = 9;    // in the drawing of the whole; each violation has one of its own
constexpr double wide_character = 13.5;  // two columns of text
constexpr std::array path_shifts{0, 3, -3, 6, -6};  // so that paths through one wire lie side by side
constexpr int shortest_label_column = 150;
constexpr int longest_label_column = 330;
constexpr int longest_name = 14;  // columns of a device's name in its box

/// The stylesheet's class for the area of a segment.
std::string ground_of(const Segment& segment) {
  switch (segment.segment_class) {
    case SegmentClass::my_number: return "ground-my-number";
    case SegmentClass::lgwan: return "ground-lgwan";
    case SegmentClass::internet_zone: return "ground-internet-zone";
    case SegmentClass::standalone: return "ground-standalone";
    case SegmentClass::dmz: return "ground-dmz";
    case SegmentClass::management: return "ground-management";
    case SegmentClass::guest: return "ground-guest";
    case SegmentClass::internet: return "ground-internet";
    case SegmentClass::lgwan_network: return "ground-lgwan-network";
    case SegmentClass::security_cloud: return "ground-security-cloud";
    case SegmentClass::government_cloud: return "ground-government-cloud";
    case SegmentClass::public_institution: return "ground-public-institution";
    case SegmentClass::remote_access: return "ground-remote-access";
    case SegmentClass::saas:
    case SegmentClass::partner:
    case SegmentClass::custom: break;
  }
  return "ground-other";
}

std::string points_text(const std::vector<Point>& points) {
  std::string text;
  for (const Point& point : points) text += fmt::format("{}{},{}", text.empty() ? "" : " ", point.x, point.y);
  return text;
}

Element polyline(const std::vector<Point>& points, const char* style) {
  return Element("polyline", {{"class", style}, {"points", points_text(points)}});
}

Element label(int x, int y, const char* style, const std::string& words) {
  return Element("text", {{"x", std::to_string(x)}, {"y", std::to_string(y)}, {"class", style}}, words);
}

Element dot(const Point& at, const char* radius, const char* style) {
  return Element(
      "circle",
      {{"cx", std::to_string(at.x)}, {"cy", std::to_string(at.y)}, {"r", radius}, {"class", style}});
}

Element rectangle(int x, int y, int width, int height, const std::string& style) {
  return Element("rect", {{"x", std::to_string(x)},
                          {"y", std::to_string(y)},
                          {"width", std::to_string(width)},
                          {"height", std::to_string(height)},
                          {"rx", "4"},
                          {"class", style}});
}

/// Room for the longest name of a segment.
int label_column(const Context& context, const Snapshot& snapshot) {
  int widest = 0;
  for (const Segment& segment : snapshot.segments)
    widest = std::max(widest, display_width(context.place(segment.name)));
  const int wanted = 24 + static_cast<int>(widest * wide_character / 2);
  return std::clamp(wanted, shortest_label_column, longest_label_column);
}

NetworkLayout layout(const Context& context) {
  const Snapshot& snapshot = *context.input.snapshot;
  return layout_of(snapshot, label_column(context, snapshot));
}

Element band_of(const Context& context, const NetworkLayout& layout, const Band& band) {
  const Segment* segment = context.input.snapshot->find_segment(band.segment);
  const int columns = static_cast<int>((layout.label_width - 16) / (wide_character / 2));
  Element group("g");
  const std::string ground = segment == nullptr ? "ground-other" : ground_of(*segment);
  group.add(rectangle(4, band.y, layout.width - 8, band.height,
                      "band " + ground + (band.outside ? " band-outside" : "")));
  group.add(label(14, band.y + 17, "band-label", shorten(context.place(band.segment), columns)));
  if (segment != nullptr) group.add(label(14, band.y + 31, "band-class", segment->class_name));
  return group;
}

std::string language_of(const Context& context, const std::string& device) {
  for (const SnapshotDevice& each : context.input.snapshot->devices) {
    if (each.name == device && !each.language.empty()) return each.language;
  }
  if (context.input.files != nullptr) {
    for (const config::FileReport& file : *context.input.files) {
      if (file.device == device) return file.language;
    }
  }
  return {};
}

void add_names(const Context& context, const Box& box, Element& to) {
  to.add(label(box.centre().x, box.y + 18, "device-name", shorten(printable(box.device), longest_name)));
  to.add(label(box.centre().x, box.y + 32, "device-language", language_of(context, box.device)));
}

Element box_of(const Context& context, const Box& box) {
  Element group("g", {}, Element("title", {}, box.device));
  group.add(rectangle(box.x, box.y, box.width, box.height, "device"));
  add_names(context, box, group);
  return group;
}

Element network(const Context& context, const NetworkLayout& layout) {
  Element group("g", {{"id", "network-ground"}});
  for (const Band& band : layout.bands) group.add(band_of(context, layout, band));
  for (const Wire& wire : layout.wires) {
    group.add(polyline(wire.points, wire.to_segment ? "wire" : "link"));
    if (wire.to_segment) group.add(dot(wire.points.back(), "3.6", "joint"));
  }
  for (const Box& box : layout.boxes) group.add(box_of(context, box));
  return group;
}

/// A path on the drawing: through links where there are any, straight where the way is not drawn.
class PathLine {
 public:
  PathLine(const NetworkLayout& layout, int shift) : layout_(layout), shift_(shift) {}

  void follow(const std::string& from, const TracePath& path) {
    std::vector<std::string> devices;
    for (const TraceHop& hop : path.hops) {
      if (layout_.box(hop.device) != nullptr) devices.push_back(hop.device);
    }
    if (devices.empty()) return;
    devices_.insert(devices.begin(), devices.end());
    enter(from, devices.front());
    for (std::size_t i = 0; i + 1 < devices.size(); ++i) cross(devices[i], devices[i + 1]);
    if (!path.delivered_to.empty()) leave(devices.back(), path.delivered_to.front());
  }

  [[nodiscard]] bool empty() const { return points_.empty(); }
  /// What is drawn is the same: the same lines need no second drawing.
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }

  /// The number stands where the packet arrives: many violations start at one place, few end there. The names
  /// of the devices come late, so that the line does not cover them.
  void draw(const Context& context, Element& to, std::size_t number) const {
    for (const std::string& device : devices_) {
      const Box* box = layout_.box(device);
      to.add(rectangle(box->x, box->y, box->width, box->height, "device-on-path"));
    }
    std::vector<Point> shifted = points_;
    for (Point& point : shifted) point = {point.x + shift_, point.y + shift_};
    to.add(polyline(shifted, certain_ ? "path" : "path path-unknown"));
    for (const std::string& device : devices_) add_names(context, *layout_.box(device), to);
    to.add(dot(shifted.front(), "5", "path-start"));
    to.add(dot(shifted.back(), "9", "badge"));
    to.add(label(shifted.back().x, shifted.back().y + 4, "badge-number", std::to_string(number)));
  }

 private:
  void go(const Point& point) {
    if (points_.empty() || points_.back() != point) points_.push_back(point);
  }
  /// Inside a box: to its middle line, so that the way in and the way out meet at right angles.
  void through(const Box& box, int x) { go({x, box.centre().y}); }

  /// The attached device that is nearest to `device`, and the way between the two.
  [[nodiscard]] std::vector<std::string> way_from_segment(const std::string& segment,
                                                          const std::string& device) const {
    std::vector<std::string> best;
    for (const Wire& wire : layout_.wires) {
      if (!wire.to_segment || wire.to != segment) continue;
      std::vector<std::string> way = layout_.way(wire.from, device);
      if (!way.empty() && (best.empty() || way.size() < best.size())) best = std::move(way);
    }
    return best;
  }

  void enter(const std::string& segment, const std::string& device) {
    const std::vector<std::string> way = way_from_segment(segment, device);
    if (way.empty()) {
      certain_ = certain_ && segment.empty();
      through(*layout_.box(device), layout_.box(device)->centre().x);
      return;
    }
    const Wire* wire = layout_.wire_to_segment(way.front(), segment);
    const std::vector<Point> inwards(wire->points.rbegin(), wire->points.rend());
    for (const Point& point : inwards) go(point);
    through(*layout_.box(way.front()), wire->points.front().x);
    for (std::size_t i = 0; i + 1 < way.size(); ++i) along(way[i], way[i + 1]);
  }

  void leave(const std::string& device, const std::string& segment) {
    std::vector<std::string> way = way_from_segment(segment, device);
    if (way.empty()) {
      certain_ = false;
      return;
    }
    std::ranges::reverse(way);
    for (std::size_t i = 0; i + 1 < way.size(); ++i) along(way[i], way[i + 1]);
    const Wire* wire = layout_.wire_to_segment(way.back(), segment);
    through(*layout_.box(way.back()), wire->points.front().x);
    for (const Point& point : wire->points) go(point);
  }

  void cross(const std::string& from, const std::string& to) {
    const std::vector<std::string> way = layout_.way(from, to);
    if (way.empty()) {
      const Box* a = layout_.box(from);
      const Box* b = layout_.box(to);
      certain_ = false;
      go({a->centre().x, layout_.lanes_y});
      go({b->centre().x, layout_.lanes_y});
      through(*b, b->centre().x);
      return;
    }
    for (std::size_t i = 0; i + 1 < way.size(); ++i) along(way[i], way[i + 1]);
  }

  void along(const std::string& from, const std::string& to) {
    const std::vector<Point> points = layout_.link(from, to);
    through(*layout_.box(from), points.front().x);
    for (const Point& point : points) go(point);
    through(*layout_.box(to), points.back().x);
  }

  const NetworkLayout& layout_;
  int shift_;
  bool certain_ = true;
  std::vector<Point> points_;
  std::set<std::string> devices_;
};

PathLine path_of(const NetworkLayout& layout, const RequirementResult& result, int shift) {
  PathLine line(layout, shift);
  if (result.violations.empty()) return line;
  const Violation& violation = result.violations.front();
  if (violation.chain.empty()) line.follow(result.requirement.from, violation.path);
  for (const ChainStep& step : violation.chain) line.follow(step.from, step.path);
  return line;
}

Element svg(const Context& context, const NetworkLayout& layout) {
  return Element("svg",
                 {{"xmlns", "http://www.w3.org/2000/svg"},
                  {"class", "network"},
                  {"width", std::to_string(layout.width)},
                  {"height", std::to_string(layout.height)},
                  {"viewBox", fmt::format("0 0 {} {}", layout.width, layout.height)},
                  {"role", "img"}},
                 Element("title", {}, context.say(Phrase::html_drawing_alt)));
}

}  // namespace

Element drawing_section(const Context& context) {
  Element drawing = section(context, "drawing", Phrase::html_drawing, "section-wide");
  if (context.input.snapshot == nullptr) return drawing;
  const NetworkLayout net = layout(context);
  Element picture = svg(context, net);
  picture.add(network(context, net));
  std::vector<PathLine> lines;
  for (const RequirementResult* result : with_verdict(context.result, Verdict::violated)) {
    PathLine line = path_of(net, *result, path_shifts[lines.size() % path_shifts.size()]);
    const auto same = [&](const PathLine& other) { return other.points() == line.points(); };
    if (line.empty() || std::ranges::any_of(lines, same)) continue;
    lines.push_back(std::move(line));
    lines.back().draw(context, picture, lines.size());
    if (lines.size() == most_paths) break;
  }
  drawing.add(Element("p", {}, context.say(Phrase::html_drawing_text)));
  if (!lines.empty()) drawing.add(Element("p", {}, context.say(Phrase::html_drawing_paths)));
  if (net.left_out > 0)
    drawing.add(Element("p", {}, context.say(Phrase::html_drawing_left_out, {std::to_string(net.left_out)})));
  return drawing.add(std::move(picture));
}

Element path_drawing(const Context& context, const RequirementResult& result) {
  if (context.input.snapshot == nullptr) return Element("div");
  const NetworkLayout net = layout(context);
  const PathLine line = path_of(net, result, 0);
  if (line.empty()) return Element("div");
  Element picture = svg(context, net);
  picture.add(Element("use", {{"href", "#network-ground"}}));
  line.draw(context, picture, 1);
  return picture;
}

}  // namespace sekisho::report::html
