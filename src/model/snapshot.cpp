// Reading a snapshot file, section by section. Format: docs/snapshot.md.
#include "model/snapshot_loading.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/model/snapshot.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

namespace sekisho {
namespace {

using yaml::Need;

constexpr std::string_view format_version = "1";

void read_version(const yaml::Source& source, yaml::Fields& fields) {
  const std::optional<yaml::Text> version = fields.text_at("snapshot", Need::required);
  if (!version || version->text == format_version) return;
  source.report(Code::unsupported_version, *version->node, {version->text, std::string(format_version)});
}

void read_snapshot(Loading& loading, const yaml::Node& root) {
  yaml::Fields fields(loading.source, root, "snapshot");
  if (root.kind != yaml::Kind::map) return;
  read_version(loading.source, fields);
  loading.snapshot.name = fields.local_text("name");
  loading.snapshot.policy = fields.text("policy");
  loading.snapshot.model = fields.text("model");
  const yaml::Node* draft = fields.value("draft");
  if (fields.boolean("draft").value_or(false)) loading.snapshot.draft = loading.source.span(*draft);
  const yaml::Node* devices = fields.value("devices", Need::required);
  const std::vector<yaml::NodePtr> links = fields.list("links");
  const yaml::Node* segments = fields.value("segments");
  const yaml::Node* hosts = fields.value("hosts");
  const std::vector<yaml::NodePtr> channels = fields.list("channels");
  const std::vector<yaml::NodePtr> exceptions = fields.list("exceptions");
  const std::vector<yaml::NodePtr> attestations = fields.list("attestations");
  const std::vector<yaml::NodePtr> external_connections = fields.list("external_connections");
  const std::vector<yaml::NodePtr> suppressions = fields.list("suppressions");
  const std::vector<yaml::NodePtr> inventory = fields.list("inventory");
  const std::vector<yaml::NodePtr> captures = fields.list("captures");
  fields.finish();

  // Later sections name what earlier ones hold.
  if (devices != nullptr) read_devices(loading, *devices);
  read_links(loading, links);
  if (segments != nullptr) read_segments(loading, *segments);
  if (hosts != nullptr) read_hosts(loading, *hosts);
  read_channels(loading, channels);
  read_exceptions(loading, exceptions);
  read_attestations(loading, attestations);
  read_external_connections(loading, external_connections);
  read_suppressions(loading, suppressions);
  read_inventory(loading, inventory);
  read_captures(loading, captures);
}

/// Hands over what was found in the order of the file.
void forward_sorted(const DiagnosticSink& found, DiagnosticSink& sink) {
  std::vector<Diagnostic> sorted = found.all();
  std::ranges::stable_sort(sorted, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.line, a.span.column) < std::tie(b.span.line, b.span.column);
  });
  for (Diagnostic& diagnostic : sorted) {
    sink.report(diagnostic.code, std::move(diagnostic.span), std::move(diagnostic.arguments));
  }
}

}  // namespace

const std::string& LocalText::in(Language language) const {
  const std::string& wanted = language == Language::ja ? ja : en;
  const std::string& other = language == Language::ja ? en : ja;
  return wanted.empty() ? other : wanted;
}

const Segment* Snapshot::find_segment(std::string_view segment_name) const {
  const auto found = std::ranges::find(segments, segment_name, &Segment::name);
  return found == segments.end() ? nullptr : &*found;
}

const Host* Snapshot::find_host(std::string_view host_name) const {
  const auto found = std::ranges::find(hosts, host_name, &Host::name);
  return found == hosts.end() ? nullptr : &*found;
}

std::size_t Snapshot::unconfirmed() const {
  std::set<Span> places;
  for (const Link& link : links) {
    if (!link.confirmed) places.insert(link.span);
  }
  for (const Segment& segment : segments) {
    if (!segment.confirmed) places.insert(segment.span);
  }
  return places.size();
}

std::optional<Snapshot> load_snapshot(const std::string& path, DiagnosticSink& sink) {
  DiagnosticSink found;
  const yaml::NodePtr root = yaml::parse_file(path, found);
  Loading loading;
  loading.source = {path, &found};
  loading.folder = std::filesystem::path(path).parent_path();
  loading.snapshot.file = path;
  if (root != nullptr) read_snapshot(loading, *root);
  forward_sorted(found, sink);
  if (root == nullptr || root->kind != yaml::Kind::map) return std::nullopt;
  return std::move(loading.snapshot);
}

}  // namespace sekisho
