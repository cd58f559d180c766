// What the organisation has put on record: channels, exceptions, attestations and external connections.
#include "model/name_hints.hpp"
#include "model/snapshot_loading.hpp"
#include "model/snapshot_values.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace sekisho {
namespace {

using yaml::Fields;
using yaml::Need;

constexpr std::array<std::string_view, 3> sanitizing_methods{"mail-text", "screen-transfer", "file-cdr"};
constexpr std::array<std::string_view, 8> usual_methods{"mail-text",      "screen-transfer", "file-cdr",
                                                        "specific",       "business",        "management",
                                                        "local-breakout", "public"};

/// Adds a named host of the end's segment. False when the end is not sound with it.
bool add_host(Loading& loading, const yaml::Text& name, ChannelEnd& end) {
  const Host* host = loading.snapshot.find_host(name.text);
  if (host == nullptr) {
    loading.source.report(Code::unknown_host, *name.node,
                          {name.text, expected_names(name.text, names_of(loading.snapshot.hosts))});
    return false;
  }
  if (!end.segment.empty() && !host->segment.empty() && host->segment != end.segment) {
    loading.source.report(Code::host_of_other_segment, *name.node, {name.text, host->segment, end.segment});
    return false;
  }
  end.hosts.push_back(host->name);
  end.addresses.insert(end.addresses.end(), host->addresses.begin(), host->addresses.end());
  return !host->addresses.empty();  // else the host itself was reported
}

/// Hosts and addresses of an end that is a map. False when some of them are missing.
bool read_members(Loading& loading, Fields& fields, const Segment* segment, ChannelEnd& end) {
  bool sound = true;
  for (const std::string_view key : {"hosts", "addresses"}) {
    const yaml::Node* node = fields.value(key);
    // An empty list would read as the whole segment, which is not what it says.
    if (node == nullptr || node->kind != yaml::Kind::list || !node->items.empty()) continue;
    loading.source.report(Code::empty_list, *node, {fields.path_of(key)});
  }
  for (const yaml::Text& name : fields.texts("hosts")) sound &= add_host(loading, name, end);
  for (const yaml::Text& text : fields.texts("addresses")) {
    const std::optional<AddressRange> range = read_address_range(loading.source, text);
    if (!range) continue;
    if (segment != nullptr) check_in_segment(loading, *range, *segment, *text.node);
    end.addresses.push_back(*range);
  }
  return sound;
}

/// Reads `lg`, or `{segment: lg, hosts: [...], addresses: [...]}`. False when the end is not sound, or
/// absent and needed; an absent end that is not needed stays empty.
bool read_end(Loading& loading, Fields& parent, std::string_view key, Need need, ChannelEnd& end) {
  const yaml::Node* node = parent.value(key, need);
  if (node == nullptr) return need == Need::optional;
  const yaml::ErrorWatch watch(*loading.source.sink);
  end.span = loading.source.span(*node);
  bool sound = true;
  if (node->kind == yaml::Kind::scalar) {
    const Segment* segment = find_named_segment(loading, {node->text, node});
    if (segment != nullptr) end.segment = segment->name;
  } else {
    Fields fields(loading.source, *node, parent.path_of(key));
    const std::optional<yaml::Text> name = fields.text_at("segment", Need::required);
    const Segment* segment = name ? find_named_segment(loading, *name) : nullptr;
    if (segment != nullptr) end.segment = segment->name;
    sound = read_members(loading, fields, segment, end);
    fields.finish();
  }
  return sound && !watch.saw_error();
}

std::vector<Service> read_services(Loading& loading, Fields& fields, Need need) {
  const yaml::Node* node = fields.value("services", need);
  if (node != nullptr && node->kind == yaml::Kind::list && node->items.empty()) {
    loading.source.report(Code::empty_list, *node, {fields.path_of("services")});
  }
  std::vector<Service> services;
  for (const yaml::Text& text : fields.texts("services")) {
    if (std::optional<Service> service = read_service(loading.source, text)) {
      services.push_back(std::move(*service));
    }
  }
  return services;
}

std::string read_method(Loading& loading, Fields& fields) {
  const std::optional<yaml::Text> method = fields.text_at("method", Need::required);
  if (!method) return {};
  if (std::ranges::find(usual_methods, method->text) == usual_methods.end()) {
    const std::vector<std::string> usual(usual_methods.begin(), usual_methods.end());
    const std::string near = nearest_name(method->text, usual);
    if (!near.empty()) loading.source.report(Code::unusual_method, *method->node, {method->text, near});
  }
  return method->text;
}

/// The host that a channel goes through; for a sanitizing method it should be that sanitizer.
std::string read_via(Loading& loading, Fields& fields, const std::string& method) {
  const std::optional<yaml::Text> via = fields.text_at("via");
  if (!via) return {};
  const Host* host = loading.snapshot.find_host(via->text);
  if (host == nullptr) {
    loading.source.report(Code::unknown_host, *via->node,
                          {via->text, expected_names(via->text, names_of(loading.snapshot.hosts))});
    return {};
  }
  const bool sanitizes = std::ranges::find(sanitizing_methods, method) != sanitizing_methods.end();
  if (sanitizes && host->sanitizer != method) {
    loading.source.report(Code::via_not_sanitizer, *via->node,
                          {method, host->name, host->sanitizer.empty() ? "-" : host->sanitizer});
  }
  return host->name;
}

/// An id that no other entry of its list has.
std::string read_id(Loading& loading, Fields& fields, std::map<std::string, int>& first_lines) {
  const std::optional<yaml::Text> id = fields.text_at("id", Need::required);
  if (!id) return {};
  const auto [found, is_new] = first_lines.emplace(id->text, id->node->line);
  if (!is_new) {
    loading.source.report(Code::duplicate_id, *id->node, {id->text, std::to_string(found->second)});
  }
  return id->text;
}

/// Where a connection leaves: at least one interface, of devices that there are.
std::vector<InterfaceRef> read_places(Loading& loading, Fields& fields) {
  const yaml::Node* node = fields.value("at", Need::required);
  if (node != nullptr && node->kind == yaml::Kind::list && node->items.empty())
    loading.source.report(Code::empty_list, *node, {fields.path_of("at")});
  std::vector<InterfaceRef> places;
  for (const yaml::Text& text : fields.texts("at")) {
    const std::optional<InterfaceRef> ref = read_interface_ref(loading.source, text);
    if (ref && is_known_device(loading, *ref)) places.push_back(*ref);
  }
  return places;
}

/// The name of the outside segment that a connection leads to.
std::string read_outside(Loading& loading, Fields& fields, const std::string& id) {
  const std::optional<yaml::Text> name = fields.text_at("to", Need::required);
  const Segment* segment = name ? find_named_segment(loading, *name) : nullptr;
  if (segment == nullptr) return {};
  if (!segment->outside)
    loading.source.report(Code::connection_not_outside, *name->node, {id, segment->name});
  return segment->name;
}

}  // namespace

void read_channels(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("channels", i));
    Channel channel;
    channel.span = loading.source.span(*section[i]);
    channel.id = read_id(loading, fields, first_lines);
    channel.label = fields.local_text("label");
    bool sound = read_end(loading, fields, "from", Need::required, channel.from);
    sound &= read_end(loading, fields, "to", Need::required, channel.to);
    channel.services = read_services(loading, fields, Need::required);
    channel.method = read_method(loading, fields);
    channel.via = read_via(loading, fields, channel.method);
    channel.approved_by = fields.text("approved_by");
    channel.record = fields.text("record");
    channel.expires = fields.date("expires");
    fields.finish();
    if (sound && !watch.saw_error()) loading.snapshot.channels.push_back(std::move(channel));
  }
}

void read_exceptions(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("exceptions", i));
    Exception exception;
    exception.span = loading.source.span(*section[i]);
    exception.id = read_id(loading, fields, first_lines);
    exception.requirement = fields.text("requirement", Need::required);
    bool sound = read_end(loading, fields, "from", Need::optional, exception.from);
    sound &= read_end(loading, fields, "to", Need::optional, exception.to);
    exception.services = read_services(loading, fields, Need::optional);
    for (const yaml::Text& device : fields.texts("devices")) exception.devices.push_back(device.text);
    exception.approver = fields.text("approver", Need::required);
    exception.reason = fields.text("reason", Need::required);
    exception.record = fields.text("record");
    exception.approved = fields.date("approved");
    exception.expires = fields.date("expires");
    fields.finish();
    if (sound && !watch.saw_error()) loading.snapshot.exceptions.push_back(std::move(exception));
  }
}

void read_attestations(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("attestations", i));
    Attestation attestation;
    attestation.span = loading.source.span(*section[i]);
    attestation.id = read_id(loading, fields, first_lines);
    attestation.requirement = fields.text("requirement", Need::required);
    attestation.statement = fields.local_text("statement", Need::required);
    attestation.stated_by = fields.text("stated_by", Need::required);
    attestation.document = fields.text("document");
    attestation.expires = fields.date("expires");
    fields.finish();
    if (!watch.saw_error()) loading.snapshot.attestations.push_back(std::move(attestation));
  }
}

void read_external_connections(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  std::map<std::string, int> first_lines;
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("external_connections", i));
    ExternalConnection connection;
    connection.span = loading.source.span(*section[i]);
    connection.id = read_id(loading, fields, first_lines);
    connection.label = fields.local_text("label");
    connection.at = read_places(loading, fields);
    connection.to = read_outside(loading, fields, connection.id);
    connection.line = fields.text("line");
    connection.purpose = fields.local_text("purpose");
    connection.approved_by = fields.text("approved_by");
    connection.record = fields.text("record");
    connection.expires = fields.date("expires");
    fields.finish();
    if (!watch.saw_error()) loading.snapshot.external_connections.push_back(std::move(connection));
  }
}

void read_suppressions(Loading& loading, const std::vector<yaml::NodePtr>& section) {
  for (std::size_t i = 0; i < section.size(); ++i) {
    const yaml::ErrorWatch watch(*loading.source.sink);
    Fields fields(loading.source, *section[i], yaml::item_path("suppressions", i));
    Suppression suppression;
    suppression.span = loading.source.span(*section[i]);
    suppression.finding = fields.text("finding", Need::required);
    suppression.device = fields.text("device");
    suppression.rule = fields.text("rule");
    suppression.reason = fields.text("reason", Need::required);
    (void)fields.value("expires", Need::required);
    suppression.expires = fields.date("expires");
    fields.finish();
    if (!watch.saw_error()) loading.snapshot.suppressions.push_back(std::move(suppression));
  }
}

}  // namespace sekisho
