#include <sekisho/repair/ios_access_list.hpp>

#include "dialect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>

namespace sekisho::repair {

namespace {

using Words = std::vector<std::string>;

bool starts_with(const Words& words, std::initializer_list<std::string_view> expected) {
  return words.size() >= expected.size() && std::equal(expected.begin(), expected.end(), words.begin());
}

/// Standard lists have numbers 1-99 and 1300-1999, extended ones 100-199 and 2000-2699.
bool is_standard_number(int list) { return list < 100 || (list >= 1300 && list < 2000); }

/// The number in front of an entry is taken off; `evaluate`, `remark` and the like are no entries.
std::optional<IosEntry> entry_of(Words words, std::size_t line) {
  IosEntry entry;
  entry.line = line;
  if (!words.empty() && words.front() == "sequence") words.erase(words.begin());
  if (!words.empty()) {
    if (const std::optional<int> sequence = number_of(words.front())) {
      entry.sequence = *sequence;
      entry.is_numbered = true;
      words.erase(words.begin());
    }
  }
  if (words.empty() || (words.front() != "permit" && words.front() != "deny")) return std::nullopt;
  entry.words = std::move(words);
  return entry;
}

void add_entry(IosAccessList& list, IosEntry entry) {
  if (!entry.is_numbered) entry.sequence = list.entries.empty() ? 10 : list.entries.back().sequence + 10;
  list.entries.push_back(std::move(entry));
}

/// `access-list 101 permit ...`: entries of one number, wherever they stand.
std::optional<IosAccessList> flat_list(const std::vector<std::string>& lines, const std::string& name) {
  const std::optional<int> list_number = number_of(name);
  if (!list_number) return std::nullopt;
  IosAccessList list;
  list.standard = is_standard_number(*list_number);
  list.mode = fmt::format("ip access-list {} {}", list.standard ? "standard" : "extended", name);
  list.prefix = "access-list " + name + " ";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Words words = words_of(lines[i]);
    if (!starts_with(words, {"access-list", name})) continue;
    words.erase(words.begin(), words.begin() + 2);
    if (std::optional<IosEntry> entry = entry_of(std::move(words), i + 1)) add_entry(list, *std::move(entry));
  }
  return list;
}

bool is_indented(const std::string& line) {
  return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

/// The list whose header stands on line index `header`.
std::optional<IosAccessList> block_list(const std::vector<std::string>& lines, std::size_t header) {
  const Words words = words_of(lines[header]);
  IosAccessList list;
  if (starts_with(words, {"ipv6", "access-list"}) && words.size() == 3) {
    list.family = Family::v6;
  } else if (starts_with(words, {"ip", "access-list", "standard"}) && words.size() == 4) {
    list.standard = true;
  } else if (!starts_with(words, {"ip", "access-list", "extended"}) || words.size() != 4) {
    return std::nullopt;
  }
  list.mode = std::string(trimmed(lines[header]));
  list.prefix = " ";
  for (std::size_t i = header + 1; i < lines.size() && is_indented(lines[i]); ++i) {
    if (std::optional<IosEntry> entry = entry_of(words_of(lines[i]), i + 1))
      add_entry(list, *std::move(entry));
  }
  return list;
}

}  // namespace

const IosEntry* IosAccessList::find(std::size_t line) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const IosEntry& entry) { return entry.line == line; });
  return found == entries.end() ? nullptr : &*found;
}

std::string IosAccessList::typed(int sequence, const std::vector<std::string>& words) const {
  return fmt::format(" {}{} {}", family == Family::v6 ? "sequence " : "", sequence, fmt::join(words, " "));
}

std::string IosAccessList::written(int sequence, bool numbered, const std::vector<std::string>& words) const {
  if (!numbered) return prefix + fmt::format("{}", fmt::join(words, " "));
  return prefix + std::string(trimmed(typed(sequence, words)));
}

std::string IosAccessList::removal(int sequence) const {
  return fmt::format(" no {}{}", family == Family::v6 ? "sequence " : "", sequence);
}

std::optional<std::vector<int>> IosAccessList::free_before(const IosEntry& entry, std::size_t count) const {
  int previous = 0;
  for (const IosEntry& each : entries) {
    if (each.sequence < entry.sequence) previous = std::max(previous, each.sequence);
  }
  const int room = entry.sequence - previous - 1;
  const int wanted = static_cast<int>(count);
  if (wanted > room) return std::nullopt;
  const int step = std::max(1, (room + 1) / (wanted + 1));
  std::vector<int> numbers;
  for (int i = 1; i <= wanted; ++i) numbers.push_back(previous + i * step);
  return numbers;
}

std::optional<std::vector<int>> IosAccessList::instead_of(const IosEntry& entry, std::size_t count) const {
  std::vector<int> numbers;
  for (int i = 0; i < static_cast<int>(count); ++i) {
    const int sequence = entry.sequence + i;
    const bool taken = i > 0 && std::any_of(entries.begin(), entries.end(),
                                            [&](const IosEntry& each) { return each.sequence == sequence; });
    if (taken) return std::nullopt;
    numbers.push_back(sequence);
  }
  return numbers;
}

std::optional<IosAccessList> ios_access_list_at(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return std::nullopt;
  const Words words = words_of(lines[line - 1]);
  std::optional<IosAccessList> list;
  if (starts_with(words, {"access-list"}) && words.size() > 2) {
    list = flat_list(lines, words[1]);
  } else if (is_indented(lines[line - 1])) {
    std::size_t header = line - 1;
    while (header > 0 && is_indented(lines[header])) --header;
    list = block_list(lines, header);
  }
  if (!list || list->find(line) == nullptr) return std::nullopt;
  return list;
}

namespace {

/// Behind an address that starts at `at`; nothing when there is none.
std::optional<std::size_t> behind_address(const Words& words, std::size_t at, Family family) {
  if (at >= words.size()) return std::nullopt;
  if (words[at] == "any") return at + 1;
  const bool one_word = family == Family::v6 && words[at] != "host" && words[at] != "object-group";
  const std::size_t end = at + (one_word ? 1 : 2);
  if (end > words.size()) return std::nullopt;
  return end;
}

std::size_t behind_ports(const Words& words, std::size_t at) {
  if (at >= words.size()) return at;
  if (words[at] == "range") return std::min(at + 3, words.size());
  for (const std::string_view operation : {"eq", "neq", "gt", "lt"}) {
    if (words[at] == operation) return std::min(at + 2, words.size());
  }
  return at;
}

}  // namespace

std::optional<IosEntryParts> parts_of(const IosAccessList& list, const IosEntry& entry) {
  IosEntryParts parts;
  parts.sources_first = list.standard ? 1 : 2;
  if (list.standard) {
    // `permit 10.1.0.5`, `permit host 10.1.0.5`, `permit 10.1.0.0 0.0.0.255`, `permit any`
    const bool has_mask = entry.words.size() > 2 && Prefix::parse(entry.words[2]).has_value();
    parts.sources_end = 2 + (has_mask || (entry.words.size() > 2 && entry.words[1] == "host") ? 1 : 0);
    if (parts.sources_end > entry.words.size()) return std::nullopt;
    return parts;
  }
  const std::optional<std::size_t> behind_source =
      behind_address(entry.words, parts.sources_first, list.family);
  if (!behind_source) return std::nullopt;
  parts.sources_end = *behind_source;
  parts.destinations_first = behind_ports(entry.words, parts.sources_end);
  const std::optional<std::size_t> behind_destination =
      behind_address(entry.words, parts.destinations_first, list.family);
  if (!behind_destination) return std::nullopt;
  parts.destinations_end = *behind_destination;
  parts.ports_end = behind_ports(entry.words, parts.destinations_end);
  return parts;
}

std::vector<Words> ios_addresses(Family family, const std::vector<AddressRange>& ranges) {
  if (ranges.empty()) return {{"any"}};
  std::vector<Words> result;
  for (const AddressRange& range : ranges) {
    if (range.family() != family) continue;
    for (const Prefix& prefix : prefixes_of(range)) {
      if (prefix.length == 0) {
        result.push_back({"any"});
      } else if (prefix.length == width(family)) {
        result.push_back({"host", to_string(prefix.network)});
      } else if (family == Family::v6) {
        result.push_back({to_string(prefix)});
      } else {
        const Address wildcard{Family::v4, low_ones(32 - prefix.length)};
        result.push_back({to_string(prefix.network), to_string(wildcard)});
      }
    }
  }
  return result;
}

std::vector<Words> ios_ports(const TrafficService& service) {
  if (service.ports.empty()) return {{}};
  std::vector<Words> result;
  for (const PortRange& ports : service.ports) {
    if (ports.is_any()) return {{}};
    if (ports.first == ports.last) {
      result.push_back({"eq", std::to_string(ports.first)});
    } else {
      result.push_back({"range", std::to_string(ports.first), std::to_string(ports.last)});
    }
  }
  return result;
}

std::string ios_protocol(Family family, const TrafficService& service) {
  if (!service.protocol) return family == Family::v6 ? "ipv6" : "ip";
  switch (*service.protocol) {
    case protocol::tcp: return "tcp";
    case protocol::udp: return "udp";
    case protocol::icmp: return family == Family::v4 ? "icmp" : "1";
    case protocol::icmpv6: return family == Family::v6 ? "icmp" : "58";
    default: return std::to_string(*service.protocol);
  }
}

namespace {

void add_entries(Family family, const std::string& action, const Traffic& traffic,
                 std::vector<Words>& result) {
  const std::vector<Words> sources = ios_addresses(family, traffic.sources);
  const std::vector<Words> destinations = ios_addresses(family, traffic.destinations);
  for (const TrafficService& service : traffic.services) {
    for (const Words& ports : ios_ports(service)) {
      for (const Words& source : sources) {
        for (const Words& destination : destinations) {
          Words words{action, ios_protocol(family, service)};
          for (const Words* part : {&source, &destination, &ports})
            words.insert(words.end(), part->begin(), part->end());
          if (std::find(result.begin(), result.end(), words) == result.end())
            result.push_back(std::move(words));
        }
      }
    }
  }
}

}  // namespace

std::vector<Words> ios_entries(const IosAccessList& list, const std::string& action,
                               const std::vector<Traffic>& traffic) {
  std::vector<Words> result;
  for (const Traffic& each : traffic) {
    if (each.family != list.family) continue;
    if (!list.standard) {
      add_entries(list.family, action, each, result);
      continue;
    }
    for (Words& source : ios_addresses(list.family, each.sources)) {
      source.insert(source.begin(), action);
      if (std::find(result.begin(), result.end(), source) == result.end())
        result.push_back(std::move(source));
    }
  }
  return result;
}

}  // namespace sekisho::repair
