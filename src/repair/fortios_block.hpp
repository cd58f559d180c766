// Sections and entries of a FortiOS configuration in its text:
//
//   config firewall policy      <- a section, in a VDOM `config vdom / edit NAME` or not
//       edit 4                  <- an entry
//           set srcaddr "a" "b"
//       next
//   end
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

/// Lines count from 1.
struct FortiSection {
  std::string name;        // `firewall policy`
  std::string vdom;        // as written; empty: none is named
  bool in_global = false;  // in `config global`, where the file has VDOMs
  std::size_t first = 0;
  std::size_t end = 0;  // where its `end` stands
};

struct FortiEntry {
  std::string name;  // as written: `4`, `"mail"`
  std::size_t first = 0;
  std::size_t next = 0;  // where its `next` stands
};

struct FortiSetting {
  std::size_t line = 0;
  std::vector<std::string> values;  // as written, quotes and all
};

/// The section and entry of which `line` is the `edit`.
struct FortiPlace {
  FortiSection section;
  FortiEntry entry;
};
[[nodiscard]] std::optional<FortiPlace> forti_place(const std::vector<std::string>& lines, std::size_t line);

/// The section of this name in a VDOM; nothing when there is none.
[[nodiscard]] std::optional<FortiSection> forti_section(const std::vector<std::string>& lines,
                                                        const std::string& name, const std::string& vdom);

[[nodiscard]] std::vector<FortiEntry> entries_of(const std::vector<std::string>& lines,
                                                 const FortiSection& section);

/// `set KEY ...` of an entry itself, not of what is nested in it.
[[nodiscard]] std::optional<FortiSetting> setting(const std::vector<std::string>& lines,
                                                  const FortiEntry& entry, const std::string& key);

/// The word without its quotes.
[[nodiscard]] std::string unquoted(const std::string& word);

/// The entry of a section that `line` stands in, and what is nested in it around the line: `ipv6` for a line
/// behind `config ipv6`.
struct FortiDepth {
  FortiPlace place;
  std::string nested;
};
[[nodiscard]] std::optional<FortiDepth> forti_depth(const std::vector<std::string>& lines, std::size_t line);

/// `set KEY ...` of a section without entries, as `system global` is.
[[nodiscard]] std::optional<FortiSetting> setting(const std::vector<std::string>& lines,
                                                  const FortiSection& section, const std::string& key);

/// What is typed to change a section: with the VDOM around it.
[[nodiscard]] std::vector<std::string> typed_in(const FortiSection& section,
                                                const std::vector<std::string>& commands);

}  // namespace sekisho::repair
