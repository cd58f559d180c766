#include <sekisho/proof/certificate.hpp>

#include "proof/sanctions.hpp"

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/packetset/field_diagram.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace sekisho {

namespace {

using Json = nlohmann::ordered_json;

// Parts of all sets of a certificate together: some hundred megabytes of text.
constexpr std::size_t most_parts = 20'000'000;

// In the order in which diagrams ask (sekisho/packetset/field_diagram.hpp).
constexpr std::array<std::pair<Field, const char*>, field_count> written_fields = {{
    {Field::origin, "origin"},
    {Field::family, "family"},
    {Field::destination, "destination"},
    {Field::source, "source"},
    {Field::protocol, "protocol"},
    {Field::destination_port, "destination_port"},
    {Field::source_port, "source_port"},
    {Field::icmp_type, "icmp_type"},
    {Field::icmp_code, "icmp_code"},
    {Field::tcp_flags, "tcp_flags"},
    {Field::state, "state"},
    {Field::mark, "mark"},
    {Field::vlan, "vlan"},
    {Field::source_mac, "source_mac"},
    {Field::destination_mac, "destination_mac"},
}};

/// The first hexadecimal digits of a value of so many bits; those that would follow are all f.
std::string leading_digits(Bits128 value, int bits) {
  std::string text;
  for (int shift = (bits + 3) / 4 * 4 - 4; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[static_cast<unsigned>(value >> shift & 15)];
  while (!text.empty() && text.back() == 'f') text.pop_back();
  return text;
}

/// Place as in the certificate: kind, device or segment, interface, gateway.
Json place_of(const Vertex& vertex) {
  constexpr std::array<const char*, 7> names = {"segment_source", "device_source", "ingress", "routing",
                                                "egress",         "segment",       "device"};
  const bool of_segment = vertex.place == Place::segment || vertex.place == Place::segment_source;
  const Json gateway = vertex.gateway ? Json(to_string(*vertex.gateway)) : Json(nullptr);
  return Json::array({names[static_cast<std::size_t>(vertex.place)],
                      of_segment ? vertex.segment : vertex.device, vertex.interface, gateway});
}

class Certifier {
 public:
  explicit Certifier(const ModelFile& model) : model_(model) {}

  void add(const RequirementResult& result) {
    if (result.verdict != Verdict::proved) return;
    const std::string& id = result.requirement.id;
    const RequirementKind kind = result.requirement.kind;
    const std::string assurance(name_of(result.assurance));
    // What gets through is shown by replay, and a chain of sessions is no single run.
    if (kind != RequirementKind::separation && kind != RequirementKind::devices) {
      uncertified_.push_back(id);
      return;
    }
    if (result.assurance == Assurance::no_path) {
      claims_.push_back({{"id", id}, {"assurance", assurance}, {"run", nullptr}});
      return;
    }
    if (result.for_want_of_answers) {
      uncertified_.push_back(id);
    } else {
      claims_.push_back({{"id", id}, {"assurance", assurance}, {"run", run_for(result)}});
    }
  }

  Result<std::string> text(const std::string& model_file, const std::string& model_sha256) {
    std::vector<PacketSet> sets;
    Json runs = Json::array();
    for (const Run& run : runs_) runs.push_back(json_of(run, sets));
    const std::optional<FieldDiagram> diagram = to_field_diagram(sets, most_parts);
    if (!diagram) return Failure{"the sets are too scattered to be written down"};
    for (Json& run : runs) {
      for (Json& label : run["labels"]) label = diagram->roots[label.get<std::size_t>()];
      for (Json& place : run["reached"]) place[1] = diagram->roots[place[1].get<std::size_t>()];
    }
    std::string text = "{\"schema\":\"sekisho/certificate/2\",\n\"model\":";
    text += Json({{"file", model_file}, {"sha256", model_sha256}}).dump();
    text += ",\n\"fields\":" + fields().dump();
    text += ",\n\"nodes\":" + lines_of(nodes(*diagram)) + ",\n\"runs\":" + lines_of(runs);
    text += ",\n\"requirements\":" + lines_of(claims_);
    text += ",\n\"uncertified\":" + uncertified_.dump();
    return text + ",\n\"sha256\":\"" + sha256_hex(text) + "\"}\n";
  }

 private:
  struct Run {
    SegmentIndex from = 0;
    bool own_addresses = false;
    bool any_routing = false;
    std::unique_ptr<proof::Sanctions> sanctions;
    std::unique_ptr<Reachability> reach;
  };

  ForwardingGraph& graph(bool any_routing) {
    std::unique_ptr<ForwardingGraph>& graph = graphs_[any_routing ? 1 : 0];
    if (!graph)
      graph = std::make_unique<ForwardingGraph>(space_, model_.network, model_.routes, model_.date,
                                                any_routing ? RoutingScope::any : RoutingScope::current);
    return *graph;
  }

  std::size_t run_for(const RequirementResult& result) {
    const bool own_addresses = result.requirement.semantics == Semantics::session;
    const bool any_routing = result.assurance == Assurance::any_routing;
    const std::vector<Segment>& segments = model_.network.snapshot.segments;
    SegmentIndex from = 0;
    while (segments[from].name != result.requirement.from) ++from;
    const auto [found, is_new] = known_runs_.try_emplace({from, own_addresses, any_routing}, runs_.size());
    if (is_new) {
      const ForwardingGraph& at = graph(any_routing);
      Run run{from, own_addresses, any_routing, nullptr, nullptr};
      run.sanctions = std::make_unique<proof::Sanctions>(at, from, model_.date);
      Emission emission = emission_of(at, from, own_addresses);
      emission.packets = run.sanctions->labelled(emission.packets);
      run.reach = std::make_unique<Reachability>(at, Side::may, emission);
      runs_.push_back(std::move(run));
    }
    return found->second;
  }

  /// Sets are written as indexes into `sets` until the diagram gives them their ids.
  Json json_of(const Run& run, std::vector<PacketSet>& sets) {
    const auto index_of = [&](const PacketSet& set) {
      sets.push_back(set);
      return sets.size() - 1;
    };
    Json labels = Json::array();
    for (const proof::Sanctions::Sort& sort : run.sanctions->sorts())
      labels.push_back(index_of(sort.sources));
    const ForwardingGraph& at = graph(run.any_routing);
    Json reached = Json::array();
    for (VertexIndex v = 0; v < at.vertex_count(); ++v) {
      const PacketSet& packets = run.reach->at(v);
      if (!packets.empty()) reached.push_back(Json::array({place_of(at.vertex(v)), index_of(packets)}));
    }
    return {{"from", run.from},
            {"own_addresses", run.own_addresses},
            {"any_routing", run.any_routing},
            {"labels", std::move(labels)},
            {"reached", std::move(reached)}};
  }

  static Json fields() {
    const Layout layout = Layout::full();
    Json result = Json::array();
    for (const auto& [field, name] : written_fields)
      result.push_back(Json::array({name, layout.width(field)}));
    return result;
  }

  static Json nodes(const FieldDiagram& diagram) {
    std::array<std::size_t, field_count> position{};
    for (std::size_t i = 0; i < written_fields.size(); ++i)
      position[static_cast<std::size_t>(written_fields[i].first)] = i;
    const Layout layout = Layout::full();
    Json result = Json::array();
    for (const FieldDiagram::Node& node : diagram.nodes) {
      std::string text = std::to_string(position[static_cast<std::size_t>(node.field)]);
      for (const FieldDiagram::Part& part : node.parts) {
        text += " " + std::to_string(part.child);
        if (&part != &node.parts.back()) text += " " + leading_digits(part.last, layout.width(node.field));
      }
      result.push_back(std::move(text));
    }
    return result;
  }

  static std::string lines_of(const Json& list) {
    std::string text = "[";
    for (const Json& each : list) text += (text.size() == 1 ? "\n" : ",\n") + each.dump();
    return text + "]";
  }

  const ModelFile& model_;
  PacketSpace space_;
  std::array<std::unique_ptr<ForwardingGraph>, 2> graphs_;
  std::map<std::tuple<SegmentIndex, bool, bool>, std::size_t> known_runs_;
  std::vector<Run> runs_;
  Json claims_ = Json::array();
  Json uncertified_ = Json::array();
};

}  // namespace

Result<CertificateText> certify(const ModelFile& model, const std::vector<RequirementResult>& results,
                                const std::string& model_file) {
  CertificateText written;
  written.model = write_model(model);
  try {
    Certifier certifier(model);
    for (const RequirementResult& result : results) certifier.add(result);
    Result<std::string> certificate = certifier.text(model_file, sha256_hex(written.model));
    if (!certificate) return Failure{certificate.reason()};
    written.certificate = std::move(certificate).value();
    return written;
  } catch (const PacketSetTooLarge&) {
    return Failure{"the sets are too large"};
  }
}

}  // namespace sekisho
