// Any bytes are survived as outputs of a Linux system, in one file or two, and each line has one class.
#include "config/linux_net/linux_net.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const sekisho::config::FileReport& report) {
  using namespace sekisho;
  int sum = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i)
    sum += report.count(static_cast<config::LineClass>(i));
  require(sum == static_cast<int>(report.lines.size()));
  require(report.masked.size() == report.lines.size());
  for (const config::LineIssue& issue : report.issues) require(issue.line >= 1 && issue.line <= sum);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const std::string text(data, data + size);
  const config::LanguageEntry& language = config::linux_net_language();
  const int likelihood = language.likelihood(text);
  require(likelihood >= 0 && likelihood <= 100);
  const std::string_view half = std::string_view(text).substr(0, size / 2);
  const std::string_view rest = std::string_view(text).substr(size / 2);
  Device device;
  for (const config::FileReport& report : language.extend({{half, "a"}, {rest, "b"}}, device)) check(report);
  Device whole;
  check(language.extend({{text, "c"}}, whole).front());
  DiagnosticSink sink;
  static_cast<void>(language.read_table(text, "d", whole, sink));
  return 0;
}
