// Changes of Cisco IOS configurations: entries of access lists, static routes, interfaces.
#include <sekisho/repair/ios_access_list.hpp>
#include "dialect.hpp"
#include "ios_interface.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sekisho::repair {

namespace {

using Words = std::vector<std::string>;

/// How the access lists of a family are defined, and bound to what comes in at an interface.
struct IosBinding {
  Family family = Family::v4;
  std::string define;  // in front of the list's name
  std::string bind;
};

const std::array<IosBinding, 2> bindings{
    IosBinding{Family::v4, "ip access-list extended ", "ip access-group"},
    IosBinding{Family::v6, "ipv6 access-list ", "ipv6 traffic-filter"}};

class CiscoIos final : public Dialect {
 public:
  [[nodiscard]] std::string list_of(const std::vector<std::string>& lines,
                                    const RuleSource& rule) const override {
    const std::optional<IosAccessList> list = ios_access_list_at(lines, line_of(rule));
    return list ? list->mode : std::string();
  }

  [[nodiscard]] std::optional<Change> without_rule(const std::vector<std::string>& lines,
                                                   const RuleSource& rule) const override {
    const std::optional<IosAccessList> list = ios_access_list_at(lines, line_of(rule));
    if (!list) return std::nullopt;
    const IosEntry& entry = *list->find(line_of(rule));
    Change change{ChangeKind::remove_rule, "", rule, {{rule.span.file, entry.line, 1, {}}}, {}, {}};
    change.commands = {list->mode, list->removal(entry.sequence)};
    change.undo = {list->mode, list->typed(entry.sequence, entry.words)};
    return change;
  }

  [[nodiscard]] std::optional<Change> with_deny(const std::vector<std::string>& lines, const RuleSource& rule,
                                                const std::vector<Traffic>& traffic) const override {
    const std::optional<IosAccessList> list = ios_access_list_at(lines, line_of(rule));
    if (!list) return std::nullopt;
    const std::vector<Words> entries = ios_entries(*list, "deny", traffic);
    if (entries.empty() || entries.size() > most_entries) return std::nullopt;
    // A deny may stand further up as well: what it denies comes to the rule, so nothing above permits it.
    const IosEntry* before = list->find(line_of(rule));
    std::optional<std::vector<int>> numbers = list->free_before(*before, entries.size());
    while (!numbers && before != list->entries.data()) numbers = list->free_before(*--before, entries.size());
    if (!numbers) return std::nullopt;
    return replaced(*list, ChangeKind::insert_deny, rule, *before, 0, *numbers, entries);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               RulePart part,
                                               const std::vector<AddressRange>& addresses) const override {
    const std::optional<IosAccessList> list = ios_access_list_at(lines, line_of(rule));
    if (!list || addresses.empty() || addresses.front().family() != list->family) return std::nullopt;
    const IosEntry& entry = *list->find(line_of(rule));
    const std::optional<IosEntryParts> parts = parts_of(*list, entry);
    if (!parts || (list->standard && part == RulePart::destinations)) return std::nullopt;
    const std::size_t first = part == RulePart::sources ? parts->sources_first : parts->destinations_first;
    const std::size_t end = part == RulePart::sources ? parts->sources_end : parts->destinations_end;
    std::vector<Words> entries;
    for (const Words& address : ios_addresses(list->family, addresses))
      entries.push_back(spliced(entry.words, first, end, address));
    return instead(*list, rule, entry, entries);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               const std::vector<TrafficService>& services) const override {
    const std::optional<IosAccessList> list = ios_access_list_at(lines, line_of(rule));
    if (!list || list->standard) return std::nullopt;
    const IosEntry& entry = *list->find(line_of(rule));
    const std::optional<IosEntryParts> parts = parts_of(*list, entry);
    if (!parts) return std::nullopt;
    std::vector<Words> entries;
    for (const TrafficService& service : services) {
      for (const Words& ports : ios_ports(service)) {
        Words words = spliced(entry.words, parts->destinations_end, parts->ports_end, ports);
        words[1] = ios_protocol(list->family, service);
        entries.push_back(std::move(words));
      }
    }
    return instead(*list, rule, entry, entries);
  }

  [[nodiscard]] std::optional<Change> without_route(const std::vector<std::string>& lines,
                                                    const RuleSource& route) const override {
    const std::size_t line = line_of(route);
    if (line == 0 || line > lines.size()) return std::nullopt;
    const std::string text(trimmed(lines[line - 1]));
    if (!text.starts_with("ip route ") && !text.starts_with("ipv6 route ")) return std::nullopt;
    return Change{ChangeKind::remove_route, "",    route, {{route.span.file, line, 1, {}}},
                  {"no " + text},           {text}};
  }

  [[nodiscard]] std::vector<Change> with_filter(const FileLines& lines_in, const Device& device,
                                                const Interface& interface,
                                                const NewFilter& wanted) const override {
    const std::vector<std::string>& lines = lines_in(interface.span.file);
    const std::optional<IosInterface> at = interface_of(lines, interface);
    if (!at) return {};
    std::vector<Change> changes;
    for (const IosBinding& binding : bindings) {
      if (find_command(lines, *at, binding.bind, " in")) continue;
      std::size_t unused_lists = 0;
      for (const DanglingName& unused : device.dangling) {
        const bool is_list = unused.defined && unused.kind == "access-list" &&
                             is_of_v6(lines, unused.name) == (binding.family == Family::v6);
        if (is_list && unused_lists++ < most_unused_lists)
          changes.push_back(bound(*at, interface, binding, unused.name));
      }
      if (std::optional<Change> with_new_list = bound_to_new(lines, device, *at, interface, binding, wanted))
        changes.push_back(*std::move(with_new_list));
    }
    return changes;
  }

  [[nodiscard]] std::optional<Change> with_vlan(const FileLines& lines_in, const Device& /*device*/,
                                                const Interface& port, std::uint16_t vlan) const override {
    if (!port.switchport) return std::nullopt;
    const bool is_access = port.switchport->mode == SwitchPort::Mode::access;
    const std::string words = is_access ? "switchport access vlan" : "switchport trunk native vlan";
    return with_command(lines_in(port.span.file), port, ChangeKind::change_vlans, words,
                        std::to_string(vlan));
  }

  [[nodiscard]] std::optional<Change> with_allowed_vlans(const FileLines& lines_in, const Device& /*device*/,
                                                         const Interface& port,
                                                         const VlanSet& allowed) const override {
    std::string words;
    for (const auto& [first, last] : allowed.ranges) {
      words += (words.empty() ? "" : ",") + std::to_string(first);
      if (last != first) words += "-" + std::to_string(last);
    }
    return with_command(lines_in(port.span.file), port, ChangeKind::change_vlans,
                        "switchport trunk allowed vlan", words.empty() ? "none" : words);
  }

  [[nodiscard]] std::optional<Change> without_port(const std::vector<std::string>& lines,
                                                   const Interface& port) const override {
    const std::optional<IosInterface> at = interface_of(lines, port);
    if (!at || !port.switchport) return std::nullopt;
    return Change{ChangeKind::close_port,  "",
                  source_of(port, *at),    {{port.span.file, at->end, 0, {" shutdown"}}},
                  {at->mode, " shutdown"}, {at->mode, " no shutdown"}};
  }

 private:
  static std::optional<IosInterface> interface_of(const std::vector<std::string>& lines,
                                                  const Interface& interface) {
    return ios_interface_at(lines, static_cast<std::size_t>(std::max(interface.span.line, 0)));
  }

  static RuleSource source_of(const Interface& interface, const IosInterface& at) {
    return {interface.span, at.mode, ""};
  }

  /// One command of an interface, in place of the one that it has or added to it.
  static std::optional<Change> with_command(const std::vector<std::string>& lines, const Interface& interface,
                                            ChangeKind kind, const std::string& words,
                                            const std::string& value) {
    const std::optional<IosInterface> at = interface_of(lines, interface);
    if (!at) return std::nullopt;
    const std::string command = words + " " + value;
    const std::optional<IosCommand> before = find_command(lines, *at, words);
    if (before && before->text == command) return std::nullopt;
    return Change{
        kind,
        "",
        source_of(interface, *at),
        {{interface.span.file, before ? before->line : at->first + 1, before ? 1U : 0U, {" " + command}}},
        {at->mode, " " + command},
        {at->mode, before ? " " + before->text : " no " + words}};
  }

  static bool is_of_v6(const std::vector<std::string>& lines, const std::string& list) {
    return std::find(lines.begin(), lines.end(), "ipv6 access-list " + list) != lines.end();
  }

  static Change bound(const IosInterface& at, const Interface& interface, const IosBinding& binding,
                      const std::string& list) {
    const std::string command = binding.bind + " " + list + " in";
    return Change{ChangeKind::bind_filter,  "",
                  source_of(interface, at), {{interface.span.file, at.end, 0, {" " + command}}},
                  {at.mode, " " + command}, {at.mode, " no " + command}};
  }

  /// The rest stays permitted: what has to be closed is known, what has to stay open is not.
  static std::optional<Change> bound_to_new(const std::vector<std::string>& lines, const Device& device,
                                            const IosInterface& at, const Interface& interface,
                                            const IosBinding& binding, const NewFilter& wanted) {
    IosAccessList list;
    list.prefix = " ";
    list.family = binding.family;
    std::vector<Words> entries = ios_entries(list, "permit", wanted.permits);
    const std::vector<Words> denials = ios_entries(list, "deny", wanted.denies);
    entries.insert(entries.end(), denials.begin(), denials.end());
    if (denials.empty() || entries.size() > most_entries) return std::nullopt;
    entries.push_back({"permit", ios_protocol(list.family, {}), "any", "any"});
    std::string name = interface.name + (list.family == Family::v6 ? "-IN6" : "-IN");
    std::replace(name.begin(), name.end(), '/', '-');
    if (device.filters.contains(name)) return std::nullopt;
    const std::string mode = binding.define + name;
    Change change = bound(at, interface, binding, name);
    TextEdit definition{interface.span.file, end_of_interfaces(lines, at), 0, {mode}};
    std::vector<std::string> typed{mode};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const int sequence = static_cast<int>(i + 1) * 10;
      definition.added.push_back(list.written(sequence, true, entries[i]));
      typed.push_back(list.typed(sequence, entries[i]));
    }
    definition.added.emplace_back("!");
    change.edits.push_back(std::move(definition));
    change.commands.insert(change.commands.begin(), typed.begin(), typed.end());
    change.undo.push_back("no " + mode);
    return change;
  }

  /// Behind the block of interfaces that an interface stands in, and the `!` that ends it.
  static std::size_t end_of_interfaces(const std::vector<std::string>& lines, const IosInterface& at) {
    std::size_t line = at.end;
    while (line <= lines.size() && (lines[line - 1].starts_with('!') || lines[line - 1].starts_with(' ') ||
                                    lines[line - 1].starts_with("interface "))) {
      ++line;
    }
    return line;
  }

  static Words spliced(Words words, std::size_t first, std::size_t end, const Words& part) {
    const auto at = words.erase(words.begin() + static_cast<std::ptrdiff_t>(first),
                                words.begin() + static_cast<std::ptrdiff_t>(end));
    words.insert(at, part.begin(), part.end());
    return words;
  }

  static std::optional<Change> instead(const IosAccessList& list, const RuleSource& rule,
                                       const IosEntry& entry, const std::vector<Words>& entries) {
    if (entries.empty() || entries.size() > most_entries) return std::nullopt;
    const std::optional<std::vector<int>> numbers = list.instead_of(entry, entries.size());
    if (!numbers) return std::nullopt;
    return replaced(list, ChangeKind::narrow_rule, rule, entry, 1, *numbers, entries);
  }

  /// `entries` in front of an entry (`removed` 0) or in its place (1).
  static Change replaced(const IosAccessList& list, ChangeKind kind, const RuleSource& rule,
                         const IosEntry& entry, std::size_t removed, const std::vector<int>& numbers,
                         const std::vector<Words>& entries) {
    Change change{kind, "", rule, {{rule.span.file, entry.line, removed, {}}}, {list.mode}, {list.mode}};
    if (removed > 0) change.commands.push_back(list.removal(entry.sequence));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      change.edits.front().added.push_back(list.written(numbers[i], entry.is_numbered, entries[i]));
      change.commands.push_back(list.typed(numbers[i], entries[i]));
      change.undo.push_back(list.removal(numbers[i]));
    }
    if (removed > 0) change.undo.push_back(list.typed(entry.sequence, entry.words));
    return change;
  }
};

}  // namespace

std::unique_ptr<Dialect> cisco_ios_dialect() { return std::make_unique<CiscoIos>(); }

}  // namespace sekisho::repair
