// Syntax of the `config … edit … set … next … end` family: lines to statements.
//
// One statement is one command with its words, quotes resolved. A quoted value may go over several
// lines (message texts, certificates, scripts). Nesting is not judged here: which `config` belongs
// where only the language's table knows.
#pragma once

#include "config/ledger.hpp"

#include <string>
#include <vector>

namespace sekisho::config {

struct EditStatement {
  std::string verb;                // "config", "edit", "set", "next", "end", ...: lower case
  std::vector<std::string> words;  // what stands behind it
  int line = 0;
  int end_line = 0;     // differs from `line` when a quoted value goes over several lines
  bool broken = false;  // a quote is never closed: the words are those of this one line
};

/// All statements of the ledger's text in order. Comments (`#` first on the line) are classified as
/// `used`; continuation lines of a value are concealed, since nothing tells a harmless text from a key.
[[nodiscard]] std::vector<EditStatement> read_config_edit(LineLedger& ledger);

}  // namespace sekisho::config
