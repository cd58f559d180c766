#include "permit_set.hpp"

#include "headers.hpp"
#include "measure.hpp"

namespace sekisho::bench {

Figures measure_permit_set(const std::vector<AclRule>& rules) {
  const Stopwatch watch;
  PacketSpace space;
  const PacketSet permit = permitted(space, rules);
  const auto headers = count_headers(permit);
  const Duration duration = watch.elapsed();

  const PacketSpace::Statistics statistics = space.statistics();
  Figures figures;
  figures.add("rules", rules.size());
  figures.add("permitted_headers", headers ? decimal(*headers) : "unknown");
  figures.add_duration(duration);
  figures.add("peak_bytes", peak_memory());
  figures.add("diagram_bytes", statistics.bytes);
  figures.add("peak_nodes", statistics.peak_nodes);
  figures.add("result_nodes", permit.node_count());
  return figures;
}

}  // namespace sekisho::bench
