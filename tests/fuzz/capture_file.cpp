// Any bytes are survived as a capture file: it is refused, or its frames are surveyed to the end.
#include <sekisho/capture/survey.hpp>

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho::capture;
  const int memory = ::memfd_create("capture", 0);
  if (memory < 0 || ::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
  const std::string path = "/proc/self/fd/" + std::to_string(memory);
  std::uint64_t packets = 0;
  SurveyOptions options;
  options.most_flows = 8;
  const auto result = survey(path, options, {}, [&packets](Flow&& flow) { packets += flow.packets(); });
  if (result && result.value().faults.size() > result.value().frames) std::abort();
  // No flow has more packets than there are datagrams and fragments in the frames.
  if (result && packets > result.value().frames * DecodedFrame::most_datagrams) std::abort();
  ::close(memory);
  return 0;
}
