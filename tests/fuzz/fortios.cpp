// Any bytes are survived as a FortiOS config and as its routing table, and each line has one class.
#include "config/fortios/fortios.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const std::string text(data, data + size);
  const config::LanguageEntry& language = config::fortios_language();
  const int likelihood = language.likelihood(text);
  require(likelihood >= 0 && likelihood <= 100);
  config::ParsedConfig parsed = language.parse(text, "fuzz");
  int sum = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i) {
    sum += parsed.report.count(static_cast<config::LineClass>(i));
  }
  require(sum == static_cast<int>(parsed.report.lines.size()));
  require(parsed.report.masked.size() == parsed.report.lines.size());
  for (const config::LineIssue& issue : parsed.report.issues) require(issue.line >= 1 && issue.line <= sum);
  DiagnosticSink sink;
  static_cast<void>(language.read_table(text, "fuzz", parsed.device, sink));
  return 0;
}
