// The report of `explain`: why packets get through or do not, in sentences.
#pragma once

#include <sekisho/repair/explain.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// One packet on its way; `to` may be empty. `snapshot`, where given, lends its labels.
[[nodiscard]] std::string explain_packet_text(const TraceResult& result, const Snapshot* snapshot,
                                              const TextOptions& options);
/// All packets between two segments.
[[nodiscard]] std::string explain_pair_text(const repair::PairExplanation& result, const Snapshot* snapshot,
                                            const TextOptions& options);
[[nodiscard]] std::string explain_pair_json(const repair::PairExplanation& result,
                                            const JsonOptions& options);

}  // namespace sekisho::report
