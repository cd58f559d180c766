// The second step: statements into FortiOS's own structures, by the table.
#pragma once

#include "config/fortios/objects.hpp"
#include "config/ledger.hpp"

namespace sekisho::config::fortios {

/// Reads all statements of the ledger's text and classifies every line. Lines whose effect only the
/// whole config tells (an FQDN, a routing protocol that runs) are left `used` for the converter to regrade.
[[nodiscard]] Config read_config(LineLedger& ledger);

}  // namespace sekisho::config::fortios
