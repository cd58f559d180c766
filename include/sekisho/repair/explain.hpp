// Why packets get from one place to another, or do not: for one packet by its way, for two segments by all
// that gets through, the lines that permit it, and the lines where the rest ends.
#pragma once

#include <sekisho/forwarding/blame.hpp>
#include <sekisho/pipeline/pipeline.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

struct ExplainOptions {
  Date date;
  std::size_t cube_limit = 16;      // of everything that gets through
  std::size_t part_cube_limit = 4;  // of what one line permits or stops
};

/// Where packets to the other segment end on their way.
struct StopPoint {
  StoppedLine::Kind kind = StoppedLine::Kind::rule;
  std::string device;
  RuleSource source;
  std::vector<Cube> part;  // as they are where they end
  bool part_complete = true;
  double share = 0;  // of all headers that end, 0 to 1
};

/// Packets of hosts of `from`, with addresses of their own, to the addresses of `to`.
struct PairExplanation {
  std::string from;
  std::string to;
  std::vector<Cube> through;  // as they may arrive
  bool through_complete = true;
  bool certain = true;              // everything that may arrive certainly does
  std::vector<BlamedRule> permits;  // each with its part
  std::vector<StopPoint> stops;     // where the most ends first
};

/// Nothing when a name is unknown (reported in the sink with the nearest right one).
[[nodiscard]] std::optional<PairExplanation> explain_pair(const LoadedNetwork& loaded,
                                                          const std::string& from, const std::string& to,
                                                          const ExplainOptions& options,
                                                          DiagnosticSink& sink);

}  // namespace sekisho::repair
