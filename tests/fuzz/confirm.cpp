// Any bytes are survived as a capture, or as flow records, that is held against a snapshot: whatever they
// make of flows and content, each flow is counted once, and each finding says something in both languages.
#include "support/data.hpp"

#include <sekisho/evidence/confirm.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/report/confirm.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace sekisho;

/// A town with two capture points, read once.
struct Town {
  LoadedNetwork loaded;
  std::vector<Requirement> requirements;
};

const Town& town() {
  static const Town made = [] {
    DiagnosticSink sink;
    auto read = load_network((test::source_root() / "tests/fuzz/confirm_town/snapshot.yaml").string(), sink);
    if (!read || sink.has_errors()) std::abort();
    Town result{std::move(*read), {}};
    const auto policies = find_policies(result.loaded.network.snapshot, "", sink);
    if (!policies) std::abort();
    result.requirements = compile(*policies, result.loaded.network.snapshot, sink);
    return result;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int memory = ::memfd_create("confirm", 0);
  if (memory < 0 || ::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
  const std::string path = "/proc/self/fd/" + std::to_string(memory);
  // At which of the points it was captured, or at none, the last byte decides.
  const std::vector<CapturePoint>& points = town().loaded.network.snapshot.captures;
  const std::size_t choice = size == 0 ? 0 : data[size - 1] % (points.size() + 1);
  const std::string point = choice == points.size() ? "" : points[choice].name;
  // `whole` is false: which rules were at work is long to find out, and a matter of its own tests.
  const evidence::ConfirmedFiles confirmed = evidence::confirm_files(
      town().loaded, town().requirements, {{point, path}}, {Date{2026, 11, 21}, false}, 1);
  const evidence::ConfirmResult& result = confirmed.result;
  const evidence::Coverage& coverage = result.coverage;
  if (confirmed.refusals[0].empty() && coverage.flows != coverage.surveys[0].flows) std::abort();
  if (coverage.local + coverage.explained + coverage.in_tunnels + coverage.through_tunnels > coverage.flows)
    std::abort();
  for (const evidence::Finding& finding : result.findings) {
    if (finding.seen.empty() || finding.seen.size() > evidence::Finding::most_seen) std::abort();
    if (finding.flows < finding.seen.size()) std::abort();
  }
  const report::ConfirmInput input{&result, &town().loaded.network.snapshot};
  if (report::confirm_json(input, {Language::ja, "0.0.0"}).empty()) std::abort();
  if (report::confirm_html(input, {Language::en, "0.0.0", "", ""}).empty()) std::abort();
  ::close(memory);
  return 0;
}
