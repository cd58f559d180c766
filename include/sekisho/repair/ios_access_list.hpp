// Access lists of Cisco IOS in the text of a configuration: entries, their sequence numbers, and how new
// entries are written. Cisco IOS Security Configuration Guide: Access Control Lists, "IP Access List Entry
// Sequence Numbering": entries without a number get the last one plus 10, and the first one gets 10.
#pragma once

#include <sekisho/repair/traffic.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

struct IosEntry {
  std::size_t line = 0;  // from 1
  int sequence = 0;
  bool is_numbered = false;        // the text gives the number
  std::vector<std::string> words;  // from `permit` or `deny` on
};

struct IosAccessList {
  std::string mode;    // the command that enters it: `ip access-list extended LG-IN`
  std::string prefix;  // in front of an entry in the text: a space, or `access-list 101 `
  Family family = Family::v4;
  bool standard = false;  // sources only
  std::vector<IosEntry> entries;

  [[nodiscard]] const IosEntry* find(std::size_t line) const;
  /// The entry as it is typed, and as the text has it.
  [[nodiscard]] std::string typed(int sequence, const std::vector<std::string>& words) const;
  [[nodiscard]] std::string written(int sequence, bool numbered, const std::vector<std::string>& words) const;
  /// `no 20`, `no sequence 20`.
  [[nodiscard]] std::string removal(int sequence) const;
  /// `count` free numbers between an entry and the one in front of it; nothing when there are not so many.
  [[nodiscard]] std::optional<std::vector<int>> free_before(const IosEntry& entry, std::size_t count) const;
  /// Numbers for an entry that becomes `count` entries, its own first.
  [[nodiscard]] std::optional<std::vector<int>> instead_of(const IosEntry& entry, std::size_t count) const;
};

/// The access list whose entry stands on `line` (from 1); nothing when there is none.
[[nodiscard]] std::optional<IosAccessList> ios_access_list_at(const std::vector<std::string>& lines,
                                                              std::size_t line);

/// Where the parts of an entry's words are: [first, end).
struct IosEntryParts {
  std::size_t sources_first = 0;
  std::size_t sources_end = 0;
  std::size_t destinations_first = 0;  // of extended lists
  std::size_t destinations_end = 0;
  std::size_t ports_end = 0;  // of the destination's ports, which follow it
};
[[nodiscard]] std::optional<IosEntryParts> parts_of(const IosAccessList& list, const IosEntry& entry);

/// `any`, `host 10.1.0.5`, `10.1.0.0 0.0.0.255`, `2001:db8::/32`: as many as it takes. Empty list: any.
/// Ranges of the other family are left out.
[[nodiscard]] std::vector<std::vector<std::string>> ios_addresses(Family family,
                                                                  const std::vector<AddressRange>& ranges);
/// `eq 443`, `range 1 9`: one per range, or one empty one.
[[nodiscard]] std::vector<std::vector<std::string>> ios_ports(const TrafficService& service);
/// `tcp`, `ip`, `ipv6`, `47`.
[[nodiscard]] std::string ios_protocol(Family family, const TrafficService& service);

/// The entries that do `action` (permit, deny) to the traffic, as words. Traffic of the other family is left
/// out; of a standard list only the sources are asked.
[[nodiscard]] std::vector<std::vector<std::string>> ios_entries(const IosAccessList& list,
                                                                const std::string& action,
                                                                const std::vector<Traffic>& traffic);

}  // namespace sekisho::repair
