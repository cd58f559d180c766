// Any bytes are survived as a Cisco IOS config and as its routing table, and each line has one class.
#include "config/cisco_ios/cisco_ios.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const config::LanguageEntry& language = config::cisco_ios_language();
  const config::ParsedConfig parsed = language.parse(text, "fuzz.cfg");
  int classified = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i) {
    classified += parsed.report.count(static_cast<config::LineClass>(i));
  }
  if (classified != static_cast<int>(parsed.report.lines.size())) std::abort();
  Device device;
  DiagnosticSink sink;
  (void)language.read_table(text, "fuzz.txt", device, sink);
  (void)language.likelihood(text);
  return 0;
}
