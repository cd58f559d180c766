// What targets do with a packet (iptables(8), iptables-extensions(8) "TARGET EXTENSIONS").
#pragma once

#include <string_view>

namespace sekisho::config::iptables {

enum class TargetKind : unsigned char {
  accept,
  drop,
  give_back,        // RETURN
  goes_on,          // logs, counts, changes what no filter of the model asks for
  marks,            // sets what later `mark` and `connmark` conditions and routing rules ask for
  untracks,         // NOTRACK, CT --notrack
  tracks,           // CT with a helper or a zone
  decided_outside,  // NFQUEUE: a program accepts or drops
  redirects,        // TPROXY: to a socket of the device instead
  copies,           // TEE: a copy of the packet goes elsewhere
  translates,       // of the table nat
  changes_set,      // SET
  rewrites,         // changes addresses, ports or types outside of the table nat
  unknown,
};

[[nodiscard]] TargetKind kind_of(std::string_view target);
[[nodiscard]] inline bool is_known_target(std::string_view target) {
  return kind_of(target) != TargetKind::unknown;
}

/// Whether an option behind `-j TARGET` is the target's. Targets without options leave what follows to the
/// match modules.
[[nodiscard]] bool is_option_of_target(std::string_view target, std::string_view option);

}  // namespace sekisho::config::iptables
