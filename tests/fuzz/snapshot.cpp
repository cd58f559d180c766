// Any bytes as a snapshot: loading ends, and says something when nothing could be read. Whatever is
// loaded joins into a network of devices without interfaces.
#include <sekisho/model/network.hpp>
#include <sekisho/model/snapshot.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const int memory = ::memfd_create("snapshot", 0);
  if (memory < 0) return 0;
  const bool written = ::write(memory, data, size) == static_cast<ssize_t>(size);
  DiagnosticSink sink;
  std::optional<Snapshot> snapshot = load_snapshot("/proc/self/fd/" + std::to_string(memory), sink);
  ::close(memory);
  if (!written) return 0;
  require(snapshot || sink.has_errors());
  if (snapshot) {
    std::vector<Device> devices(snapshot->devices.size());
    static_cast<void>(build_network(std::move(*snapshot), std::move(devices), sink));
  }
  for (const Diagnostic& diagnostic : sink.all()) require(!render(diagnostic, Language::ja).empty());
  return 0;
}
