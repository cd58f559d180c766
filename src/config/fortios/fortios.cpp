#include "config/fortios/fortios.hpp"

#include "config/ledger.hpp"

namespace sekisho::config {
namespace {

int likelihood(std::string_view) { return 0; }

ParsedConfig parse_config(std::string_view text, const std::string& file) {
  LineLedger ledger(text, file, "fortios", nullptr);
  return {{}, ledger.finish({})};
}

bool read_table(std::string_view, const std::string&, Device&, DiagnosticSink&) { return false; }

}  // namespace

const LanguageEntry& fortios_language() {
  static const LanguageEntry entry{"fortios", likelihood, parse_config, read_table};
  return entry;
}

}  // namespace sekisho::config
