#include <sekisho/pipeline/ends.hpp>

#include <sekisho/base/code.hpp>

namespace sekisho {

void report_unknown_end(const Snapshot& snapshot, const std::string& name, bool devices_too,
                        DiagnosticSink& sink) {
  std::vector<std::string> known;
  for (const Segment& segment : snapshot.segments) known.push_back(segment.name);
  if (devices_too) {
    for (const SnapshotDevice& device : snapshot.devices) known.push_back(device.name);
  }
  const std::string near = nearest_name(name, known);
  sink.report(Code::unknown_end, {}, {name, near.empty() ? "-" : near});
}

}  // namespace sekisho
