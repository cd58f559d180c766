// The whole run: snapshot file in, verdicts out.
//
//   config text --config--> devices --model--> network --routing--> tables --forwarding--> reachability
//                                                                      --policy--> verdicts
#pragma once

#include <sekisho/loading/load.hpp>
#include <sekisho/proof/certificate.hpp>
#include <sekisho/proof/checker_pool.hpp>
#include <sekisho/proof/verdict.hpp>
#include <sekisho/simulation/trace.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

struct VerifyOptions {
  Date date;
  std::vector<std::string> only;      // ids of requirements, profile rows or clauses; empty: all
  std::string policy_folder;          // where built-in profiles lie; empty: those built into the program
  std::size_t cube_limit = 8;         // forbidden cubes shown per violation
  std::size_t blamed_cube_limit = 0;  // cubes per blamed line; 0: which part of a violation it lets through
                                      // is not worked out
  int jobs = 0;  // threads; 0: as many as there are processors. Results do not depend on it
  Progress progress;
};

struct VerifyResult {
  std::string snapshot;  // path as given
  LocalText name;
  std::string policy;
  LocalText policy_title;
  std::string model;  // empty: the snapshot names one profile only
  LocalText model_title;
  Date date;
  std::vector<RequirementResult> requirements;  // in the order of the profiles, then of the snapshot
  int proved = 0;
  int violated = 0;
  int unproved = 0;
  int excepted = 0;
  int attested = 0;
  double seconds = 0;  // wall-clock time of the analysis; never in JSON
};

/// Every requirement of the snapshot's policy, its verdict and evidence. Nothing when the policy
/// cannot be read or `only` names nothing (reported in the sink).
[[nodiscard]] std::optional<VerifyResult> verify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                                 DiagnosticSink& sink);

/// The proofs of a run as a certificate, and the model that it is about, to lie beside it as `model_file`.
/// The model has all requirements of the policy, whatever `only` selected. A failure says what is too large.
[[nodiscard]] Result<CertificateText> certify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                              const VerifyResult& result, const std::string& model_file);

struct ReachResult {
  std::string from;
  std::string to;  // segment or device name
  Semantics semantics = Semantics::packet;
  // `may`: everything that could arrive. `must`: what certainly does. As it arrives.
  std::vector<Cube> may;
  bool may_complete = true;
  std::vector<Cube> must;
  bool must_complete = true;
  bool empty = true;  // `may` is empty
};

struct ReachOptions {
  Date date;
  Semantics semantics = Semantics::packet;
  std::size_t cube_limit = 256;
};

/// Which packets get from one segment to another segment or device. Nothing when a name is unknown
/// (reported in the sink with the nearest right name).
[[nodiscard]] std::optional<ReachResult> reach(const LoadedNetwork& loaded, const std::string& from,
                                               const std::string& to, const ReachOptions& options,
                                               DiagnosticSink& sink);

struct TraceRequest {
  std::string from;  // segment, `device:interface`, or device
  Packet packet;
  Date date;
};

struct TraceResult {
  std::string from;
  Packet packet;
  Trace forward;
  std::optional<Trace> answer;  // the answer to the first delivered path, when there is one
};

/// One packet, hop by hop, with its answer. Nothing when `from` is unknown (reported in the sink).
[[nodiscard]] std::optional<TraceResult> trace_packet(const LoadedNetwork& loaded,
                                                      const TraceRequest& request, DiagnosticSink& sink);

}  // namespace sekisho
