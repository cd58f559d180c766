// The report of `trace`: one packet, hop by hop, rule by rule, with its answer.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// `snapshot`, where given, lends its labels.
[[nodiscard]] std::string trace_text(const TraceResult& result, const Snapshot* snapshot,
                                     const TextOptions& options);
[[nodiscard]] std::string trace_json(const TraceResult& result, const JsonOptions& options);

}  // namespace sekisho::report
