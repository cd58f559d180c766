// Entries of IOS access lists (Cisco IOS Security Command Reference, "permit (IP)").
#include "simplify/edits.hpp"

#include <sekisho/repair/ios_access_list.hpp>

namespace sekisho::simplifying {
namespace {

using Words = std::vector<std::string>;

/// The range that the terms of a match come to, where it is one.
std::optional<AddressRange> range_of(const AddressMatch& match) {
  if (match.any || match.terms.size() != 1) return std::nullopt;
  const auto* range = std::get_if<AddressRange>(&match.terms.front().value);
  return range == nullptr ? std::nullopt : std::optional(*range);
}

/// The words of an entry with those from `first` up to `end` exchanged.
Words with(const Words& words, std::size_t first, std::size_t end, const Words& instead) {
  Words result(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first));
  result.insert(result.end(), instead.begin(), instead.end());
  result.insert(result.end(), words.begin() + static_cast<std::ptrdiff_t>(end), words.end());
  return result;
}

std::optional<Words> address(const AddressMatch& match, Family family) {
  const std::optional<AddressRange> range = range_of(match);
  if (!range) return std::nullopt;
  const std::vector<Words> written = repair::ios_addresses(family, {*range});
  return written.size() == 1 ? std::optional(written.front()) : std::nullopt;
}

std::optional<Words> ports(const std::vector<PortRange>& ranges) {
  if (ranges.size() != 1) return std::nullopt;
  return repair::ios_ports({std::nullopt, ranges}).front();
}

/// The entry of the first rule with the one part exchanged in which the second differs.
std::optional<Words> words_of_both(const RulePair& pair, const repair::IosAccessList& list,
                                   const repair::IosEntry& entry) {
  const std::optional<repair::IosEntryParts> parts = repair::parts_of(list, entry);
  if (!parts) return std::nullopt;
  const Match& first = pair.first->match;
  const Match& both = pair.both.match;
  const auto exchanged = [&](std::size_t from, std::size_t end, const std::optional<Words>& instead) {
    return instead ? std::optional(with(entry.words, from, end, *instead)) : std::nullopt;
  };
  if (range_of(first.source) != range_of(both.source))
    return exchanged(parts->sources_first, parts->sources_end, address(both.source, list.family));
  if (list.standard) return std::nullopt;
  if (range_of(first.destination) != range_of(both.destination))
    return exchanged(parts->destinations_first, parts->destinations_end,
                     address(both.destination, list.family));
  if (first.services.size() != 1 || both.services.size() != 1) return std::nullopt;
  const Service& service = both.services.front();
  if (first.services.front().source_ports != service.source_ports)
    return exchanged(parts->sources_end, parts->destinations_first, ports(service.source_ports));
  return exchanged(parts->destinations_end, parts->ports_end, ports(service.destination_ports));
}

}  // namespace

std::optional<std::string> merge_ios_entries(Edits& edits, const RulePair& pair) {
  const Span& first = pair.first->source.span;
  const Span& second = pair.second->source.span;
  if (edits.touch(first) || edits.touch(second)) return std::nullopt;
  const auto list = repair::ios_access_list_at(edits.lines(), static_cast<std::size_t>(first.line));
  if (!list) return std::nullopt;
  const repair::IosEntry* entry = list->find(static_cast<std::size_t>(first.line));
  const std::optional<Words> words = words_of_both(pair, *list, *entry);
  if (!words) return std::nullopt;
  std::string now = list->written(entry->sequence, entry->is_numbered, *words);
  edits.replace(first.line, now);
  edits.remove(second);
  return now;
}

}  // namespace sekisho::simplifying
