#include <sekisho/proof/certificate.hpp>

#include "proof/demand.hpp"
#include "proof/relays.hpp"
#include "proof/sessions.hpp"

#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/forwarding/answers.hpp>
#include <sekisho/packetset/bit_diagram.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace sekisho {

namespace {

using dump::CertificateFile;

// Of all sets of a certificate together: some hundred megabytes of text.
constexpr std::size_t most_nodes = 20'000'000;
constexpr std::size_t node_limit = 200'000'000;

/// Kinds of places have the same order in both.
dump::Place place_of(const Vertex& vertex) {
  const bool of_segment = vertex.place == Place::segment || vertex.place == Place::segment_source;
  return {static_cast<dump::Place::Kind>(vertex.place), of_segment ? vertex.segment : vertex.device,
          vertex.interface, vertex.gateway};
}

class Certifier {
 public:
  explicit Certifier(const ModelFile& model)
      : state_(model.network, model.routes, model.date, 0, node_limit) {}

  void add(const RequirementResult& result) {
    const RequirementKind kind = result.requirement.kind;
    const bool to_segment = kind == RequirementKind::separation || kind == RequirementKind::relays;
    if (result.verdict != Verdict::proved || (!to_segment && kind != RequirementKind::devices)) return;
    CertificateFile::Claim claim{result.requirement.id, std::string(name_of(result.assurance)), {}, {}};
    if (kind == RequirementKind::relays && result.assurance != Assurance::no_path) {
      chain(result, claim);
    } else if (result.assurance != Assurance::no_path) {
      single(result, claim);
    }
    file_.claims.push_back(std::move(claim));
  }

  Result<std::string> text(const std::string& model_file, const std::string& model_sha256) {
    const std::optional<BitDiagram> diagram = to_bit_diagram(sets_, most_nodes);
    if (!diagram) return Failure{"the sets are too large to be written down"};
    file_.model_file = model_file;
    file_.model_sha256 = model_sha256;
    for (const auto& [bit, zero, one] : diagram->nodes) file_.nodes.push_back({bit, zero, one});
    const auto name_sets = [&](CertificateFile::Sets& sets) {
      for (auto& [place, set] : sets) set = diagram->roots[set];
    };
    for (CertificateFile::Run& run : file_.runs) {
      for (CertificateFile::Set& label : run.labels) label = diagram->roots[label];
      name_sets(run.reached);
    }
    for (CertificateFile::Answers& answers : file_.answers) {
      name_sets(answers.leading);
      name_sets(answers.reached);
    }
    return dump::write_certificate(file_);
  }

 private:
  enum class Senders : std::uint8_t { any_address, own_addresses, without_sanitizers };

  ForwardingGraph& graph(RoutingScope scope) {
    return scope == RoutingScope::any ? state_.any_routing_graph() : state_.current_graph();
  }

  static RoutingScope scope_of(const RequirementResult& result) {
    return result.assurance == Assurance::any_routing ? RoutingScope::any : RoutingScope::current;
  }

  /// About packets or single sessions of one segment.
  void single(const RequirementResult& result, CertificateFile::Claim& claim) {
    const Requirement& requirement = result.requirement;
    const RoutingScope scope = scope_of(result);
    const SegmentIndex from = *state_.segment_named(requirement.from);
    const proof::Demand demand(state_, requirement, from);
    const Reachability& reach =
        scope == RoutingScope::any ? state_.any_routing_of(demand.run(), from) : state_.may_of(demand.run());
    const bool own = requirement.semantics == Semantics::session;
    claim.runs = {run_for(from, own ? Senders::own_addresses : Senders::any_address, scope,
                          demand.run().sanctions, reach)};
    const PacketSet forbidden = demand.arrivals(graph(scope), reach) - demand.allowed();
    if (!forbidden.empty())
      claim.answers = {answers_for(claim.runs[0], demand.target(graph(scope)), reach, forbidden)};
  }

  /// About chains: the sessions of every segment that a chain may get to.
  void chain(const RequirementResult& result, CertificateFile::Claim& claim) {
    const RoutingScope scope = scope_of(result);
    const SegmentIndex from = *state_.segment_named(result.requirement.from);
    const std::vector<SegmentIndex> openers =
        proof::possible_openers(state_, result.requirement, from, scope);
    for (const SegmentIndex opener : openers) {
      proof::Sessions& sessions = state_.sessions();
      const Reachability& reach = sessions.reach_of(opener, scope);
      claim.runs.push_back(
          run_for(opener, Senders::without_sanitizers, scope, sessions.sanctions_of(opener), reach));
      for (SegmentIndex end = 0; end < state_.network.snapshot.segments.size(); ++end) {
        if (std::ranges::find(openers, end) != openers.end()) continue;
        const PacketSet steps =
            sessions.steps(reach, graph(scope), opener, end, result.requirement.allowed_methods);
        if (!steps.empty())
          claim.answers.push_back(
              answers_for(claim.runs.back(), graph(scope).segment_sink(end), reach, steps));
      }
    }
  }

  std::size_t run_for(SegmentIndex from, Senders senders, RoutingScope scope,
                      const proof::Sanctions& sanctions, const Reachability& reach) {
    const auto [known, is_new] = known_runs_.try_emplace({from, senders, scope}, file_.runs.size());
    if (!is_new) return known->second;
    CertificateFile::Run run{from,
                             senders != Senders::any_address,
                             senders == Senders::without_sanitizers,
                             scope == RoutingScope::any,
                             {},
                             {}};
    for (const proof::Sanctions::Sort& sort : sanctions.sorts()) run.labels.push_back(index_of(sort.sources));
    run.reached = sets_of(graph(scope), [&](VertexIndex v) { return reach.at(v); });
    file_.runs.push_back(std::move(run));
    return known->second;
  }

  /// Why no answer to `arrivals`, which the run brings to the target, comes back.
  std::size_t answers_for(std::size_t run, VertexIndex target, const Reachability& reach,
                          const PacketSet& arrivals) {
    for (const KnownAnswers& known : known_answers_) {
      if (known.run == run && known.target == target && known.arrivals == arrivals) return known.index;
    }
    known_answers_.push_back({run, target, arrivals, file_.answers.size()});
    const ForwardingGraph& at =
        graph(file_.runs[run].any_routing ? RoutingScope::any : RoutingScope::current);
    const AnswerWays ways = answer_ways(at, reach, target, arrivals);
    file_.answers.push_back({run, place_of(at.vertex(target)),
                             sets_of(at, [&](VertexIndex v) { return ways.leading[v]; }),
                             sets_of(at, [&](VertexIndex v) { return ways.reached[v]; })});
    return known_answers_.back().index;
  }

  /// Sets are indexes into sets_ until the diagram gives them their numbers.
  CertificateFile::Set index_of(const PacketSet& set) {
    sets_.push_back(set);
    return static_cast<CertificateFile::Set>(sets_.size() - 1);
  }

  template <typename SetAt>
  CertificateFile::Sets sets_of(const ForwardingGraph& graph, SetAt set_at) {
    CertificateFile::Sets result;
    for (VertexIndex v = 0; v < graph.vertex_count(); ++v) {
      const PacketSet packets = set_at(v);
      if (!packets.empty()) result.emplace(place_of(graph.vertex(v)), index_of(packets));
    }
    return result;
  }

  struct KnownAnswers {
    std::size_t run;
    VertexIndex target;
    PacketSet arrivals;
    std::size_t index;  // among those of the file
  };

  Checker::State state_;
  CertificateFile file_;
  std::vector<PacketSet> sets_;
  std::map<std::tuple<SegmentIndex, Senders, RoutingScope>, std::size_t> known_runs_;
  std::vector<KnownAnswers> known_answers_;
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
