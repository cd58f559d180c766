#include "config/iptables/iptables.hpp"

#include "config/iptables/convert.hpp"
#include "config/iptables/mask.hpp"
#include "config/iptables/reader.hpp"

#include <deque>

namespace sekisho::config {
namespace {

/// Files are read together: the dumps of both families, and the sets that they ask for.
std::vector<FileReport> extend(const std::vector<ConfigText>& files, Device& device) {
  std::deque<LineLedger> ledgers;
  iptables::Ruleset ruleset;
  for (const ConfigText& file : files) {
    ledgers.emplace_back(file.text, file.file, "iptables", iptables::mask_line);
    iptables::read_file(ledgers.back(), ruleset);
  }
  iptables::add_netfilter(ruleset, device);
  std::vector<FileReport> reports;
  for (LineLedger& ledger : ledgers) reports.push_back(ledger.finish(device.hostname));
  return reports;
}

/// Dumps hold no routes; `ip route` is the language linux-net.
bool no_table(std::string_view, const std::string&, Device&, DiagnosticSink&) { return false; }

}  // namespace

const LanguageEntry& iptables_language() {
  static const LanguageEntry entry{"iptables", iptables::likelihood, nullptr, no_table, "linux", extend};
  return entry;
}

}  // namespace sekisho::config
