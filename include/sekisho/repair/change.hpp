// A change of a device's configuration: as edits of its files, and as what a person types at its CLI.
#pragma once

#include <sekisho/loading/network_reader.hpp>
#include <sekisho/model/filter.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::repair {

/// Lines `line` to `line + removed - 1` of a file (counted from 1) give way to `added`, which have no line
/// ends. With nothing removed, `added` comes in front of `line`.
struct TextEdit {
  std::string file;
  std::size_t line = 1;
  std::size_t removed = 0;
  std::vector<std::string> added;
};

enum class ChangeKind : std::uint8_t {
  remove_rule,   // taken out, or disabled where the language can do that
  insert_deny,   // a deny in front of the rules that let too much through
  narrow_rule,   // a rule permits less than it did
  bind_filter,   // an interface gets a filter
  remove_route,  // a route, or a policy route
  change_vlans,  // the VLANs of a switch port
  close_port,    // a switch port is taken out of service
};
[[nodiscard]] std::string_view name_of(ChangeKind kind);  // "remove-rule", ...

struct Change {
  ChangeKind kind = ChangeKind::remove_rule;
  std::string device;
  RuleSource at;                      // the line that it is about
  std::vector<TextEdit> edits;        // of the files as they were before; they do not overlap
  std::vector<std::string> commands;  // what to type at the device's CLI, in configuration mode
  std::vector<std::string> undo;      // the same, to go back
};

/// The files that edits name, after the edits. `texts`: what the files are before; a file that it does not
/// have is read from disk, and one that cannot be read is empty.
[[nodiscard]] FileTexts applied(const FileTexts& texts, const std::vector<TextEdit>& edits);

/// The text of a file: from `texts`, else from disk; empty when it cannot be read.
[[nodiscard]] std::string text_of(const FileTexts& texts, const std::string& file);

/// The lines of a text without their line ends (LF or CR LF).
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace sekisho::repair
