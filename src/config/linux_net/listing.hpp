// Which command printed a line, and how the lines of all files of a device are walked.
//
// Outputs may follow each other in one file. A line that repeats the command ahead of its output (`# ip
// route show table 100`, `root@fw:~# ip -6 rule`, `### bridge vlan`) says what follows; without one, the
// shape of a line tells the command, but not the table that routes belong to.
#pragma once

#include "config/ledger.hpp"
#include "config/linux_net/words.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config::linux_net {

/// A line of one of the device's files.
struct Place {
  std::size_t file = 0;
  int line = 1;
};

/// The ledgers of all files of a device.
using Ledgers = std::vector<LineLedger>;

enum class Output : std::uint8_t {
  unknown,  // no command said so far
  links,    // ip addr, ip link, bridge link
  routes,
  rules,
  vlans,  // bridge vlan
  vrfs,   // ip vrf
  settings,
  neighbours,
  other,  // some other command: nothing that is read here
};

/// A command that stands ahead of its output.
struct Heading {
  Output output = Output::unknown;
  std::optional<Family> family;  // -4, -6
  std::string table;             // ip route show table NAME; "all"; empty: main
};

/// The command on a line, when there is one. Lines that begin with `#` and are no command are remarks: they
/// give nothing.
[[nodiscard]] std::optional<Heading> heading_of(std::string_view line);

}  // namespace sekisho::config::linux_net
