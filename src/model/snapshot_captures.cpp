// What captures are held against: the inventory of adapters, and the places where packets are captured.
#include "model/name_hints.hpp"
#include "model/snapshot_loading.hpp"
#include "model/snapshot_values.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/base/mac.hpp>

#include <algorithm>
#include <charconv>
#include <map>

namespace sekisho {
namespace {

using yaml::Fields;
using yaml::Need;

constexpr int mac_length = 48;
constexpr unsigned highest_vlan = 4094;  // IEEE 802.1Q-2018 table 9-2: 4095 is reserved

/// A whole MAC address, or its first octets for all adapters of a maker.
bool read_mac(const yaml::Source& source, const yaml::Text& text, InventoryEntry& entry) {
  const auto digits = static_cast<int>(std::ranges::count_if(
      text.text, [](char c) { return std::string_view(":-.").find(c) == std::string_view::npos; }));
  const int missing = mac_length / 4 - digits;
  const std::optional<std::uint64_t> mac =
      missing < 0 ? std::nullopt : parse_mac(text.text + std::string(static_cast<std::size_t>(missing), '0'));
  constexpr int shortest = 24;  // MA-L, the largest block that the IEEE assigns
  if (!mac || digits * 4 < shortest) {
    source.report(Code::bad_mac, *text.node, {text.text});
    return false;
  }
  entry.mac = *mac;
  entry.length = digits * 4;
  return true;
}

std::optional<std::uint16_t> read_vlan(const yaml::Source& source, const yaml::Text& text) {
  unsigned number = 0;
  const char* end = text.text.data() + text.text.size();
  const auto [rest, error] = std::from_chars(text.text.data(), end, number);
  if (error == std::errc() && rest == end && number >= 1 && number <= highest_vlan)
    return static_cast<std::uint16_t>(number);
  source.report(Code::bad_vlan, *text.node, {text.text});
  return std::nullopt;
}

void read_mirror(Loading& loading, const yaml::Node& node, const std::string& path, CapturePoint& point) {
  Fields fields(loading.source, node, path);
  if (const std::optional<yaml::Text> device = fields.text_at("device", Need::required)) {
    const InterfaceRef ref{device->text, "", loading.source.span(*device->node)};
    if (is_known_device(loading, ref)) point.mirror_device = device->text;
  }
  const yaml::Node* vlans = fields.value("vlans", Need::required);
  if (vlans != nullptr && vlans->kind == yaml::Kind::list && vlans->items.empty())
    loading.source.report(Code::empty_list, *vlans, {fields.path_of("vlans")});
  for (const yaml::Text& text : fields.texts("vlans")) {
    if (const std::optional<std::uint16_t> vlan = read_vlan(loading.source, text))
      point.mirror_vlans.push_back(*vlan);
  }
  fields.finish();
}

/// Where the point is: exactly one of an interface and a mirror.
void read_place(Loading& loading, Fields& fields, const yaml::Node& entry, CapturePoint& point) {
  const std::optional<yaml::Text> at = fields.text_at("at");
  const yaml::Node* mirror = fields.value("mirror");
  if (at.has_value() == (mirror != nullptr)) loading.source.report(Code::capture_place, entry, {point.name});
  if (at) {
    const std::optional<InterfaceRef> ref = read_interface_ref(loading.source, *at);
    if (ref && is_known_device(loading, *ref)) point.at = ref;
  }
  if (mirror != nullptr) read_mirror(loading, *mirror, fields.path_of("mirror"), point);
}

CapturePoint::Direction read_direction(const Loading& loading, Fields& fields) {
  const std::optional<yaml::Text> word = fields.text_at("direction");
  if (!word || word->text == "both") return CapturePoint::Direction::both;
  if (word->text == "in") return CapturePoint::Direction::in;
  if (word->text == "out") return CapturePoint::Direction::out;
  loading.source.report(Code::unknown_word, *word->node,
                        {word->text, fields.path_of("direction"), "in, out, both"});
  return CapturePoint::Direction::both;
}

}  // namespace

void read_inventory(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("inventory", i));
    InventoryEntry entry;
    entry.span = loading.source.span(*section[i]);
    if (const std::optional<yaml::Text> mac = fields.text_at("mac", Need::required))
      read_mac(loading.source, *mac, entry);
    const std::optional<yaml::Text> name = fields.text_at("segment", Need::required);
    if (const Segment* segment = name ? find_named_segment(loading, *name) : nullptr)
      entry.segment = segment->name;
    entry.label = fields.local_text("label");
    fields.finish();
    if (!watch.saw_error()) loading.snapshot.inventory.push_back(std::move(entry));
  }
}

void read_captures(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("captures", i));
    CapturePoint point;
    point.span = loading.source.span(*section[i]);
    if (const std::optional<yaml::Text> name = fields.text_at("name", Need::required)) {
      point.name = name->text;
      const auto [found, is_new] = first_lines.emplace(name->text, name->node->line);
      if (!is_new)
        loading.source.report(Code::duplicate_id, *name->node, {name->text, std::to_string(found->second)});
    }
    point.label = fields.local_text("label");
    read_place(loading, fields, *section[i], point);
    point.direction = read_direction(loading, fields);
    point.files = resolve_files(loading, fields.texts("files"));
    point.interface = fields.text("interface");
    fields.finish();
    if (!watch.saw_error()) loading.snapshot.captures.push_back(std::move(point));
  }
}

}  // namespace sekisho
