// Interfaces of Cisco IOS in the text of a configuration.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

/// Lines count from 1.
struct IosInterface {
  std::string mode;       // the command that enters it: `interface Vlan70`
  std::size_t first = 0;  // the header
  std::size_t end = 0;    // behind its last line
};

/// The interface whose header stands on `line`.
[[nodiscard]] std::optional<IosInterface> ios_interface_at(const std::vector<std::string>& lines,
                                                           std::size_t line);

/// A command of an interface: where it stands, and as it is written.
struct IosCommand {
  std::size_t line = 0;
  std::string text;
};

/// The first command that starts with `words` and, where given, ends with `last`.
[[nodiscard]] std::optional<IosCommand> find_command(const std::vector<std::string>& lines,
                                                     const IosInterface& interface, const std::string& words,
                                                     const std::string& last = {});

}  // namespace sekisho::repair
