// Access lists: numbered and named, IPv4 and IPv6, and the blocks of named ones.
//
// Numbers (Cisco IOS Security Command Reference, "access-list"): 1-99 and 1300-1999 standard, 100-199 and
// 2000-2699 extended; other ranges belong to protocols other than IP and to MAC addresses.
#include "config/cisco_ios/ace.hpp"
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <iterator>

namespace sekisho::config::ios {
namespace {

constexpr int sequence_step = 10;

AccessList& open_list(IosReader& reader, const std::string& name, AclKind kind, int line) {
  const auto [entry, added] = reader.config.access_lists.emplace(name, AccessList{});
  if (added) {
    entry->second.name = name;
    entry->second.kind = kind;
    entry->second.line = line;
  }
  return entry->second;
}

/// An entry without a number goes behind the last one; with a number, to its place.
void insert_entry(AccessList& list, Ace ace) {
  if (ace.sequence == 0) {
    const long last = list.entries.empty() ? 0 : list.entries.back().sequence;
    ace.sequence = last + sequence_step;
    list.entries.push_back(std::move(ace));
    return;
  }
  const auto place = std::ranges::lower_bound(list.entries, ace.sequence, {}, &Ace::sequence);
  if (place != list.entries.end() && place->sequence == ace.sequence) {
    *place = std::move(ace);
  } else {
    list.entries.insert(place, std::move(ace));
  }
}

void read_entry(IosReader& reader, const Arguments& arguments, AccessList& list, std::size_t first) {
  AceError error;
  std::optional<Ace> ace = parse_ace(arguments.statement(), first, list.kind, error);
  if (!ace) {
    list.damaged = true;
    reader.unsupported(arguments, Code::entry_not_understood, {error.word});
    return;
  }
  ace->line = arguments.line();
  insert_entry(list, std::move(*ace));
}

void block_entry(IosReader& reader, const Arguments& arguments) {
  if (reader.list != nullptr) read_entry(reader, arguments, *reader.list, 0);
}

void remove_entry(IosReader& reader, const Arguments& arguments) {
  if (reader.list == nullptr) return;
  const long sequence = arguments.number(0);
  std::erase_if(reader.list->entries, [&](const Ace& ace) { return ace.sequence == sequence; });
}

/// `no permit ...`: the entry with the same words goes.
void remove_equal_entry(IosReader& reader, const Arguments& arguments) {
  if (reader.list == nullptr) return;
  reader.list->damaged = true;
  reader.unsupported(arguments, Code::entry_not_understood, {std::string(arguments.statement().word(0))});
}

std::optional<AclKind> kind_of_number(long number) {
  if ((number >= 1 && number <= 99) || (number >= 1300 && number <= 1999)) return AclKind::standard;
  if ((number >= 100 && number <= 199) || (number >= 2000 && number <= 2699)) return AclKind::extended;
  return std::nullopt;
}

void numbered_entry(IosReader& reader, const Arguments& arguments) {
  const std::optional<AclKind> kind = kind_of_number(arguments.number(0));
  if (!kind) {
    // AppleTalk, IPX, DECnet, MAC addresses: no IP packet meets them, unless a bridge group names them.
    return;
  }
  AccessList& list = open_list(reader, arguments.text(0), *kind, arguments.line());
  const std::string_view word = arguments.word(1);
  if (same_text(word, "remark") || same_text(word, "dynamic-extended")) return;
  read_entry(reader, arguments, list, arguments.index(1));
}

void dynamic_entry(IosReader& reader, const Arguments& arguments) {
  // Lock-and-key: users who log in open entries of their own.
  AccessList& list = open_list(reader, arguments.text(0), AclKind::extended, arguments.line());
  list.damaged = true;
}

void open_named(IosReader& reader, const Arguments& arguments, AclKind kind) {
  AccessList& list = open_list(reader, arguments.text(0), kind, arguments.line());
  reader.list = &list;
}

void resequence(IosReader& reader, const Arguments& arguments) {
  const auto list = reader.config.access_lists.find(arguments.text(0));
  if (list == reader.config.access_lists.end()) return;
  long next = arguments.has(1) ? arguments.number(1) : sequence_step;
  const long step = arguments.has(2) ? arguments.number(2) : sequence_step;
  for (Ace& ace : list->second.entries) {
    ace.sequence = next;
    next += step;
  }
}

void remove_list(IosReader& reader, const Arguments& arguments) {
  reader.config.access_lists.erase(arguments.text(0));
}

const IosMode& list_mode() {
  static const IosMode mode(
      "access list",
      {
          Spell::used("permit ...", block_entry),
          Spell::used("deny ...", block_entry),
          Spell::used("evaluate <word>", block_entry),
          Spell::used("sequence <number> ...", block_entry),
          Spell::used("<number> permit|deny|evaluate ...", block_entry),
          Spell::used("<number> remark ...", [](IosReader&, const Arguments&) {}),
          Spell::used("remark ...", [](IosReader&, const Arguments&) {}),
          Spell::used("sequence <number> remark ...", [](IosReader&, const Arguments&) {}),
          Spell::used("no <number>", remove_entry),
          Spell::used("no sequence <number>", remove_entry),
          Spell::used("no remark ...", [](IosReader&, const Arguments&) {}),
          Spell::used("no permit ...", remove_equal_entry),
          Spell::used("no deny ...", remove_equal_entry),
          Spell::approximated("dynamic <word> ...", Code::not_modelled_permits, may_permit, Reach::device),
          Spell::irrelevant("hardware statistics"),
          Spell::irrelevant("statistics ..."),
          Spell::irrelevant("fragments ..."),
      });
  return mode;
}

const IosMode& mac_list_mode() {
  // MAC lists filter ports, never routed packets; the port that uses one says so.
  static const IosMode mode("mac access list", {}, Spell::used("...", [](IosReader&, const Arguments&) {}));
  return mode;
}

}  // namespace

IosRows access_list_rows() {
  return {
      Spell::used("access-list <1-2699> permit|deny|remark ...", numbered_entry),
      Spell::approximated("access-list <1-2699> dynamic ...", Code::not_modelled_permits, may_permit,
                          Reach::device, dynamic_entry),
      Spell::irrelevant("access-list compiled"),
      Spell::irrelevant("access-list rate-limit ..."),
      Spell::irrelevant("access-list dynamic-extended"),
      Spell::used("no access-list <word>", remove_list),
      Spell::enters("ip access-list standard <word>", list_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      open_named(reader, arguments, AclKind::standard);
                    }),
      Spell::enters("ip access-list extended <word>", list_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      open_named(reader, arguments, AclKind::extended);
                    }),
      Spell::enters("ipv6 access-list <word> [log-update]", list_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      open_named(reader, arguments, AclKind::ipv6);
                    }),
      Spell::used("no ip access-list standard|extended <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.access_lists.erase(arguments.text(1));
                  }),
      Spell::used("no ipv6 access-list <word>", remove_list),
      Spell::used("ip access-list resequence <word> [<number>] [<number>]", resequence),
      Spell::irrelevant("ip access-list log-update ..."),
      Spell::irrelevant("ip access-list logging ..."),
      Spell::irrelevant("ip access-list helper ..."),
      Spell::irrelevant("ip access-list persistent"),
      Spell::irrelevant("ip access-list match-local-traffic"),
      Spell::irrelevant("ipv6 access-list log-update ..."),
      Spell::enters("mac access-list extended <word>", mac_list_mode, [](IosReader&, const Arguments&) {}),
      Spell::approximated_block("ip access-list role-based <word>", Code::not_modelled_drops),
      Spell::irrelevant("ip reflexive-list timeout <number>"),
  };
}

}  // namespace sekisho::config::ios
