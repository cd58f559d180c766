// Results as the analysis would give them, made by hand: what reports are tested on.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/pipeline/pipeline.hpp>

#include <vector>

namespace sekisho::test {

/// A small city: labels in both languages, an exception in force and one that has expired.
[[nodiscard]] Snapshot sample_snapshot();

/// One result of each verdict and assurance, packets and devices, NAT, several rules, IPv6.
[[nodiscard]] VerifyResult sample_verdicts();

/// The same with the proved ones only.
[[nodiscard]] VerifyResult proved_verdicts();
/// Of a policy with a model: one statement made, one missing, one expired.
[[nodiscard]] VerifyResult attested_verdicts();

/// Two configs: one well understood, one with a line of each class.
[[nodiscard]] std::vector<config::FileReport> sample_files();

[[nodiscard]] ReachResult sample_reach();  // bounds that differ
[[nodiscard]] ReachResult exact_reach();   // bounds that agree
[[nodiscard]] ReachResult empty_reach();

[[nodiscard]] TraceResult sample_trace();  // delivered with an answer, and an uncertain alternative
[[nodiscard]] TraceResult denied_trace();

/// A path through two devices with NAT at the second one.
[[nodiscard]] TracePath sample_path();

/// A cube of one family; further fields may be set by the caller.
[[nodiscard]] Cube cube_of(const char* source, const char* destination, int protocol, int first_port,
                           int last_port);
[[nodiscard]] ValueRange range_of(Bits128 first, Bits128 last);

}  // namespace sekisho::test
