// Any bytes are survived as a file of flow records: it is refused, or its flows are handed over to the end,
// and every line is counted once.
#include <sekisho/capture/survey.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho::capture;
  const int memory = ::memfd_create("records", 0);
  if (memory < 0 || ::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
  SurveyOptions options;
  options.most_flows = 8;
  std::uint64_t flows = 0;
  const auto count = [&flows](Flow&& flow) {
    if (flow.last < flow.first || flow.packets() == 0) std::abort();
    ++flows;
  };
  const auto result = survey("/proc/self/fd/" + std::to_string(memory), options, {}, count);
  if (result && result.value().is_records()) {
    const RecordCounts& counts = result.value().records;
    if (counts.records + counts.skipped + counts.bad > counts.lines) std::abort();
    if (flows > counts.records || flows != result.value().flows) std::abort();
  }
  ::close(memory);
  return 0;
}
