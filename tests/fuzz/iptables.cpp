// Any bytes are survived as a dump, and each line has one class.
#include "config/iptables/iptables.hpp"

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
  const config::LanguageEntry& language = config::iptables_language();
  const int likelihood = language.likelihood(text);
  require(likelihood >= 0 && likelihood <= 100);
  Device device;
  Interface interface;
  interface.name = "eth0";
  interface.addresses.push_back({Address::v4(0x0a000001), 24, false, false});
  device.interfaces.push_back(interface);
  const std::vector<config::FileReport> reports = language.extend({{text, "fuzz"}}, device);
  require(reports.size() == 1);
  int sum = 0;
  for (std::size_t i = 0; i < config::line_class_count; ++i)
    sum += reports[0].count(static_cast<config::LineClass>(i));
  require(sum == static_cast<int>(reports[0].lines.size()));
  require(reports[0].masked.size() == reports[0].lines.size());
  for (const config::LineIssue& issue : reports[0].issues) require(issue.line >= 1 && issue.line <= sum);
  return 0;
}
