#include "config/linux_net/linux_net.hpp"

#include "config/linux_net/convert.hpp"
#include "config/linux_net/line_readers.hpp"
#include "config/linux_net/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config {
namespace {

using namespace linux_net;

/// Words that routes have and sentences have not.
bool looks_like_route(std::string_view line) {
  if (!is_route_line(line)) return false;
  const std::vector<std::string_view> words = words_of(line);
  const auto has = [&](std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  return has("dev") || has("via") || words.front() == "blackhole" || words.front() == "unreachable" ||
         words.front() == "throw" || words.front() == "prohibit";
}

bool is_own_line(std::string_view line) {
  const std::optional<Heading> heading = heading_of(line);
  if (heading) return heading->output != Output::other;
  return is_link_line(line) || rule_priority(line) || is_setting_line(line) || looks_like_route(line) ||
         line.starts_with("port ");
}

/// Lines at the margin are what counts; indented ones belong to those.
int likelihood(std::string_view text) {
  const std::string_view head = text.substr(0, 64 * 1024);
  int own = 0;
  int all = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    std::string_view line = head.substr(at, end - at);
    at = end + 1;
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == ' ' || line.front() == '\t') continue;
    if (line.front() == '*' || line.starts_with(":INPUT")) return 0;  // iptables-save
    const bool is_own = is_own_line(line);
    if (!is_own && line.front() == '#') continue;
    ++all;
    own += is_own ? 1 : 0;
  }
  if (own == 0 || own * 2 < all) return 0;
  return 40 + 50 * own / all;
}

std::vector<FileReport> extend(const std::vector<ConfigText>& files, Device& device) {
  Ledgers ledgers;
  ledgers.reserve(files.size());
  for (const ConfigText& file : files) ledgers.emplace_back(file.text, file.file, "linux-net", nullptr);
  const Config config = read_files(ledgers);
  Conversion conversion{config, ledgers, device};
  convert(conversion);
  std::vector<FileReport> reports;
  reports.reserve(ledgers.size());
  for (LineLedger& ledger : ledgers) reports.push_back(ledger.finish(device.hostname));
  return reports;
}

/// `routes:` of a snapshot: table main of the families that the text lists, in place of what is known so far.
bool read_table(std::string_view text, const std::string& file, Device& device, DiagnosticSink& sink) {
  Ledgers ledgers;
  ledgers.emplace_back(text, file, "linux-net", nullptr);
  const Config config = read_files(ledgers);
  if (config.routes.empty()) return false;
  Conversion conversion{config, ledgers, device};
  replace_main_table(conversion);
  for (const LineIssue& issue : ledgers.front().finish({}).issues) {
    sink.report(Code::table_line_not_understood, {file, issue.line, 0, 0}, {});
  }
  return true;
}

}  // namespace

const LanguageEntry& linux_net_language() {
  static const LanguageEntry entry{"linux-net", likelihood, nullptr, read_table, "linux", extend};
  return entry;
}

}  // namespace sekisho::config
