#include "config/fortios/fortios.hpp"

#include "config/fortios/convert.hpp"
#include "config/fortios/mask.hpp"
#include "config/fortios/reader.hpp"
#include "config/fortios/routing_table.hpp"

#include <algorithm>

namespace sekisho::config {
namespace {

/// `config`, `edit`, `set`, `next`, `end` are the words that nearly all lines begin with.
int likelihood(std::string_view text) {
  if (text.substr(0, 4096).find("#config-version=") != std::string_view::npos) return 100;
  const std::string_view head = text.substr(0, 64 * 1024);
  int config = 0;
  int own = 0;
  int all = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    std::string_view line = head.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (line.empty() || line.front() == '#') continue;
    ++all;
    const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    if (word == "config") ++config;
    if (word == "config" || word == "edit" || word == "set" || word == "next" || word == "end" ||
        word == "unset" || word == "append") {
      ++own;
    }
  }
  if (config == 0 || all == 0) return 0;
  // Multi-line texts and certificates dilute; Junos "set" lines and IOS "end" have no `config` lines.
  return own * 2 >= all ? 50 + 40 * own / all : 20 * own / all;
}

ParsedConfig parse_config(std::string_view text, const std::string& file) {
  LineLedger ledger(text, file, "fortios", fortios::mask_line);
  const fortios::Config config = fortios::read_config(ledger);
  ParsedConfig parsed;
  parsed.device = fortios::convert(ledger, config);
  parsed.device.language = "fortios";
  parsed.device.files = {file};
  parsed.report = ledger.finish(parsed.device.hostname);
  return parsed;
}

}  // namespace

const LanguageEntry& fortios_language() {
  static const LanguageEntry entry{"fortios", likelihood, parse_config, fortios::read_routing_table};
  return entry;
}

}  // namespace sekisho::config
