// Devices, links, segments and hosts of a snapshot.
#include "model/name_hints.hpp"
#include "model/snapshot_loading.hpp"
#include "model/snapshot_values.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace sekisho {
namespace {

using yaml::Fields;
using yaml::Need;

constexpr std::array<std::string_view, 3> sanitizer_kinds{"mail-text", "screen-transfer", "file-cdr"};

/// The written path from the snapshot's folder; reported when there is no such file.
std::string resolve_file(const Loading& loading, const yaml::Text& written) {
  const std::filesystem::path path = (loading.folder / written.text).lexically_normal();
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    if (std::filesystem::is_directory(path, error)) {
      const std::string reason = std::make_error_code(std::errc::is_a_directory).message();
      loading.source.report(Code::file_unreadable, *written.node, {written.text, reason});
    }
    return path.generic_string();
  }
  std::vector<std::string> neighbours;
  constexpr std::size_t most_neighbours = 10'000;
  std::filesystem::directory_iterator entry(path.parent_path().empty() ? "." : path.parent_path(), error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (neighbours.size() >= most_neighbours) break;
    neighbours.push_back(entry->path().filename().generic_string());
  }
  std::ranges::sort(neighbours);
  std::string near = nearest_name(path.filename().generic_string(), neighbours);
  if (!near.empty()) near = (std::filesystem::path(written.text).parent_path() / near).generic_string();
  loading.source.report(Code::file_missing, *written.node, {written.text, near.empty() ? "-" : near});
  return path.generic_string();
}

std::string spelled(const InterfaceRef& ref) { return ref.device + ':' + ref.interface; }

/// One entry of `links`: what is joined, where all of it is sound.
struct LinkEntry {
  std::vector<InterfaceRef> ends;
  bool confirmed = true;
  Span span;
};

/// `[a, b]`, or more ends that share one medium.
std::vector<InterfaceRef> read_link_ends(const Loading& loading, const yaml::Node& node,
                                         const std::string& path) {
  if (node.kind != yaml::Kind::list) {
    loading.source.report(Code::expected_list, node, {path, yaml::shown(node)});
    return {};
  }
  if (node.items.size() < 2) {
    loading.source.report(Code::bad_link, node, {std::to_string(node.items.size())});
    return {};
  }
  std::vector<InterfaceRef> ends;
  for (const yaml::NodePtr& item : node.items) {
    if (item->kind != yaml::Kind::scalar) {
      loading.source.report(Code::expected_text, *item, {path, yaml::shown(*item)});
      continue;
    }
    const std::optional<InterfaceRef> ref = read_interface_ref(loading.source, {item->text, item.get()});
    if (!ref || !is_known_device(loading, *ref)) continue;
    if (std::ranges::find(ends, *ref) != ends.end()) {
      loading.source.sink->report(Code::link_to_itself, ref->span, {spelled(*ref)});
    } else {
      ends.push_back(*ref);
    }
  }
  if (ends.size() != node.items.size()) ends.clear();
  return ends;
}

/// A list of ends, or a map that says more about it: `{between: [a, b], confirmed: false}`.
LinkEntry read_link(const Loading& loading, const yaml::Node& node, const std::string& path) {
  LinkEntry entry;
  entry.span = loading.source.span(node);
  if (node.kind != yaml::Kind::map) {
    entry.ends = read_link_ends(loading, node, path);
    return entry;
  }
  Fields fields(loading.source, node, path);
  const yaml::Node* between = fields.value("between", Need::required);
  entry.confirmed = fields.boolean("confirmed").value_or(true);
  fields.finish();
  if (between != nullptr) entry.ends = read_link_ends(loading, *between, fields.path_of("between"));
  return entry;
}

void read_class(Loading& loading, Fields& fields, Segment& segment) {
  const std::optional<yaml::Text> name = fields.text_at("class", Need::required);
  const yaml::Node* outside_node = fields.value("outside");
  const std::optional<bool> outside = fields.boolean("outside");
  if (!name) return;
  segment.class_name = name->text;
  const std::optional<SegmentClass> known = parse_segment_class(name->text);
  if (!known) {
    segment.outside = outside.value_or(false);
    std::vector<std::string> known_names;
    for (int i = 0; i < static_cast<int>(SegmentClass::custom); ++i) {
      known_names.emplace_back(name_of(static_cast<SegmentClass>(i)));
    }
    const std::string near = nearest_name(name->text, known_names);
    if (!near.empty()) loading.source.report(Code::unusual_class, *name->node, {name->text, near});
    return;
  }
  segment.segment_class = *known;
  segment.outside = is_outside(*known);
  if (outside && *outside != segment.outside) {
    loading.source.report(Code::outside_contradicts_class, *outside_node, {outside_node->text, name->text});
  }
}

void read_prefixes(Loading& loading, Fields& fields, Segment& segment) {
  const yaml::Node* node = fields.value("prefixes", Need::required);
  if (node == nullptr) return;
  if (node->kind == yaml::Kind::scalar && node->text == "rest") {
    segment.rest = true;
    return;
  }
  for (const yaml::Text& text : fields.texts("prefixes")) {
    const std::optional<Prefix> prefix = read_prefix(loading.source, text);
    if (!prefix) continue;
    segment.prefixes.push_back(*prefix);
    loading.prefixes.push_back({*prefix, loading.snapshot.segments.size(), loading.source.span(*text.node)});
  }
  if (node->kind == yaml::Kind::list && node->items.empty()) {
    loading.source.report(Code::empty_list, *node, {fields.path_of("prefixes")});
  }
}

void read_attached(Loading& loading, Fields& fields, Segment& segment) {
  const yaml::Node* node = fields.value("attached");
  for (const yaml::Text& text : fields.texts("attached")) {
    const std::optional<InterfaceRef> ref = read_interface_ref(loading.source, text);
    if (ref && is_known_device(loading, *ref)) segment.attached.push_back(*ref);
  }
  const bool empty = node == nullptr || (node->kind == yaml::Kind::list && node->items.empty());
  if (empty) {
    loading.source.report(Code::segment_not_attached, node == nullptr ? fields.node() : *node,
                          {segment.name});
  }
}

void check_attached_once(const Loading& loading) {
  std::map<std::string, int> first_lines;
  for (const Segment& segment : loading.snapshot.segments) {
    for (const InterfaceRef& ref : segment.attached) {
      const auto [found, is_new] = first_lines.emplace(spelled(ref), ref.span.line);
      if (is_new) continue;
      loading.source.sink->report(Code::interface_attached_twice, ref.span,
                                  {spelled(ref), std::to_string(found->second)});
    }
  }
}

void check_one_rest(const Loading& loading) {
  const Segment* first = nullptr;
  for (const Segment& segment : loading.snapshot.segments) {
    if (!segment.rest) continue;
    if (first == nullptr) {
      first = &segment;
    } else {
      loading.source.sink->report(Code::several_rest, segment.span,
                                  {first->name, std::to_string(first->span.line)});
    }
  }
}

void read_host(Loading& loading, const yaml::Text& name, const yaml::Node& node) {
  Fields fields(loading.source, node, "hosts." + name.text);
  Host host;
  host.name = name.text;
  host.span = loading.source.span(*name.node);
  host.label = fields.local_text("label");
  const std::optional<yaml::Text> segment_name = fields.text_at("segment", Need::required);
  const Segment* segment = segment_name ? find_named_segment(loading, *segment_name) : nullptr;
  if (segment != nullptr) host.segment = segment->name;
  const yaml::Node* address_node = fields.value("address", Need::required);
  std::vector<HostClaim> claims;
  for (const yaml::Text& text : fields.texts("address")) {
    const std::optional<AddressRange> range = read_address_range(loading.source, text);
    if (!range) continue;
    if (segment != nullptr) check_in_segment(loading, *range, *segment, *text.node);
    host.addresses.push_back(*range);
    claims.push_back({*range, loading.snapshot.hosts.size(), loading.source.span(*text.node)});
  }
  if (address_node != nullptr && address_node->kind == yaml::Kind::list && address_node->items.empty()) {
    loading.source.report(Code::empty_list, *address_node, {fields.path_of("address")});
  }
  if (const std::optional<yaml::Text> kind = fields.text_at("sanitizer")) {
    host.sanitizer = kind->text;
    if (std::ranges::find(sanitizer_kinds, kind->text) == sanitizer_kinds.end()) {
      const std::vector<std::string> kinds(sanitizer_kinds.begin(), sanitizer_kinds.end());
      loading.source.report(Code::unknown_sanitizer, *kind->node,
                            {kind->text, expected_names(kind->text, kinds)});
    }
  }
  fields.finish();
  loading.hosts.insert(loading.hosts.end(), claims.begin(), claims.end());
  loading.snapshot.hosts.push_back(std::move(host));
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<ApprovedState> read_approved(Loading& loading, const yaml::Node* node,
                                           const std::string& path) {
  if (node == nullptr) return std::nullopt;
  Fields fields(loading.source, *node, path);
  ApprovedState state;
  state.span = loading.source.span(*node);
  for (const yaml::Text& each : fields.texts("sha256", Need::required)) {
    if (is_sha256(each.text)) {
      state.sha256.push_back(each.text);
    } else {
      loading.source.report(Code::bad_sha256, *each.node, {each.text});
    }
  }
  state.configs = resolve_files(loading, fields.texts("config"));
  state.approved_by = fields.text("approved_by");
  state.record = fields.text("record");
  state.date = fields.date("date");
  fields.finish();
  return state;
}

}  // namespace

std::vector<std::string> resolve_files(const Loading& loading, const std::vector<yaml::Text>& written) {
  std::vector<std::string> paths;
  for (const yaml::Text& text : written) paths.push_back(resolve_file(loading, text));
  return paths;
}

void read_devices(Loading& loading, const yaml::Node& section) {
  yaml::for_each_named(
      loading.source, section, "devices", [&](const yaml::Text& name, const yaml::Node& node) {
        if (name.text.empty() || name.text.find(':') != std::string::npos) {
          loading.source.report(Code::bad_name, *name.node, {name.text});
          return;
        }
        Fields fields(loading.source, node, "devices." + name.text);
        SnapshotDevice device;
        device.name = name.text;
        device.span = loading.source.span(*name.node);
        device.language = fields.text("language");
        const yaml::Node* config = fields.value("config", Need::required);
        device.configs = resolve_files(loading, fields.texts("config"));
        if (config != nullptr && config->kind == yaml::Kind::list && config->items.empty()) {
          loading.source.report(Code::empty_list, *config, {fields.path_of("config")});
        }
        device.tables = resolve_files(loading, fields.texts("routes"));
        device.approved = read_approved(loading, fields.value("approved"), fields.path_of("approved"));
        fields.finish();
        loading.snapshot.devices.push_back(std::move(device));
      });
}

void read_links(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const LinkEntry entry = read_link(loading, *section[i], yaml::item_path("links", i));
    bool is_free = true;
    for (const InterfaceRef& end : entry.ends) {
      const auto [found, is_new] = first_lines.emplace(spelled(end), end.span.line);
      if (is_new) continue;
      is_free = false;
      loading.source.sink->report(Code::interface_linked_twice, end.span,
                                  {spelled(end), std::to_string(found->second)});
    }
    if (!is_free) continue;
    // What shares a medium hears each other, pair by pair.
    for (std::size_t a = 0; a < entry.ends.size(); ++a) {
      for (std::size_t b = a + 1; b < entry.ends.size(); ++b) {
        loading.snapshot.links.push_back({entry.ends[a], entry.ends[b], entry.span, entry.confirmed});
      }
    }
  }
}

void read_segments(Loading& loading, const yaml::Node& section) {
  yaml::for_each_named(loading.source, section, "segments",
                       [&](const yaml::Text& name, const yaml::Node& node) {
                         Fields fields(loading.source, node, "segments." + name.text);
                         Segment segment;
                         segment.name = name.text;
                         segment.span = loading.source.span(*name.node);
                         segment.label = fields.local_text("label");
                         read_class(loading, fields, segment);
                         read_prefixes(loading, fields, segment);
                         if (node.kind == yaml::Kind::map) read_attached(loading, fields, segment);
                         segment.confirmed = fields.boolean("confirmed").value_or(true);
                         fields.finish();
                         loading.snapshot.segments.push_back(std::move(segment));
                       });
  check_one_rest(loading);
  check_attached_once(loading);
  check_segment_prefixes(loading);
}

void read_hosts(Loading& loading, const yaml::Node& section) {
  yaml::for_each_named(loading.source, section, "hosts", [&](const yaml::Text& name, const yaml::Node& node) {
    read_host(loading, name, node);
  });
  check_host_addresses(loading);
}

bool is_known_device(const Loading& loading, const InterfaceRef& ref) {
  const std::vector<SnapshotDevice>& devices = loading.snapshot.devices;
  if (std::ranges::find(devices, ref.device, &SnapshotDevice::name) != devices.end()) return true;
  loading.source.sink->report(Code::unknown_device, ref.span,
                              {ref.device, expected_names(ref.device, names_of(devices))});
  return false;
}

const Segment* find_named_segment(Loading& loading, const yaml::Text& name) {
  const Segment* segment = loading.snapshot.find_segment(name.text);
  if (segment == nullptr) {
    loading.source.report(Code::unknown_segment, *name.node,
                          {name.text, expected_names(name.text, names_of(loading.snapshot.segments))});
  }
  return segment;
}

}  // namespace sekisho
