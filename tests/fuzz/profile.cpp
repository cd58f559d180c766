// Any bytes as a profile: reading ends, and says something when nothing could be read. Whatever is read is
// applied to a small snapshot.
#include <sekisho/policy/profile.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

sekisho::Snapshot small_snapshot() {
  sekisho::Snapshot snapshot;
  for (const char* name : {"my-number", "lgwan", "internet"}) {
    sekisho::Segment segment;
    segment.name = segment.class_name = name;
    snapshot.segments.push_back(segment);
  }
  return snapshot;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const std::string text(reinterpret_cast<const char*>(data), size);
  DiagnosticSink sink;
  const std::optional<Profile> profile = read_profile(text, "profile.yaml", sink);
  const bool says_nothing = sink.all().empty();
  if (!profile) {
    // An empty list of requirements is the one thing that is nothing without being wrong.
    require(!says_nothing || text.find("requirements") != std::string::npos);
    return 0;
  }
  for (const Requirement& each : compile(*profile, small_snapshot())) require(!each.id.empty());
  for (const Clause& each : profile->clauses) static_cast<void>(profile->rows_of(each));
  for (const Diagnostic& diagnostic : sink.all()) require(!render(diagnostic, Language::ja).empty());
  return 0;
}
