// Reading: lines of dumps and of shell-like scripts into the ruleset.
#pragma once

#include "config/iptables/ruleset.hpp"

namespace sekisho::config::iptables {

/// How sure it is that a text is a dump of iptables-save, ip6tables-save or ipset, or a listing of
/// `iptables -L` (which is recognised to be refused with the right words): 0 to 100.
[[nodiscard]] int likelihood(std::string_view text);

/// Reads one file into `ruleset`; files of one device go into the same one, in any order.
void read_file(LineLedger& ledger, Ruleset& ruleset);

}  // namespace sekisho::config::iptables
