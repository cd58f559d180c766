// The report of `probe-plan`: packets to try on the real network.
#pragma once

#include <sekisho/probe/plan.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

struct ProbePlanInput {
  const probe::Plan* plan = nullptr;
  const Snapshot* snapshot = nullptr;
  std::string pcap;  // where the packets were written; empty: nowhere
};

[[nodiscard]] std::string probe_plan_text(const ProbePlanInput& input, const TextOptions& options);
[[nodiscard]] std::string probe_plan_json(const ProbePlanInput& input, const JsonOptions& options);

}  // namespace sekisho::report
