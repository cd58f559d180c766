// Changes of Linux systems, in the outputs that they are known by: rules and policies of iptables, routes and
// rules of iproute2, ports of bridges. What is typed holds until the next start of the system.
#include "dialect.hpp"
#include "iptables_chain.hpp"
#include "linux_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sekisho::repair {

namespace {

/// Options of a rule, by what they ask for.
constexpr std::array<std::string_view, 2> source_options{"-s", "--source"};
constexpr std::array<std::string_view, 2> destination_options{"-d", "--destination"};
constexpr std::array<std::string_view, 4> interface_options{"-i", "--in-interface", "-o", "--out-interface"};
constexpr std::array<std::string_view, 6> service_options{
    "-p", "--protocol", "--dport", "--dports", "--destination-port", "--destination-ports"};
/// With one of these, the module of the protocol has to stay as it is.
constexpr std::array<std::string_view, 9> header_options{"--sport",       "--sports",    "--ports",
                                                         "--source-port", "--tcp-flags", "--syn",
                                                         "--tcp-option",  "--icmp-type", "--icmpv6-type"};
constexpr std::array<std::string_view, 6> protocol_modules{"tcp",  "udp",  "udplite",
                                                           "sctp", "dccp", "multiport"};

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Names>
IptablesOptions without(IptablesOptions options, const Names& names) {
  std::erase_if(options, [&](const IptablesOption& option) { return is_one_of(names, option.name); });
  return options;
}

IptablesOptions interfaces_of(const IptablesOptions& options) {
  IptablesOptions result = options;
  std::erase_if(result,
                [](const IptablesOption& option) { return !is_one_of(interface_options, option.name); });
  return result;
}

/// A rule without what it asks of protocol and ports; nothing when it asks for more of the header.
std::optional<IptablesOptions> without_service(const IptablesOptions& options) {
  IptablesOptions result = without(options, service_options);
  std::erase_if(result, [](const IptablesOption& option) {
    return option.name == "-m" && option.values.size() == 1 &&
           is_one_of(protocol_modules, option.values.front());
  });
  const bool asks_for_more = std::any_of(result.begin(), result.end(), [](const IptablesOption& option) {
    return is_one_of(header_options, option.name);
  });
  return asks_for_more ? std::nullopt : std::optional(result);
}

/// Where the dump has protocols: behind addresses and interfaces.
IptablesOptions with_service(IptablesOptions options, const IptablesOptions& service) {
  const auto at = std::find_if(options.begin(), options.end(), [](const IptablesOption& option) {
    return !is_one_of(source_options, option.name) && !is_one_of(destination_options, option.name) &&
           !is_one_of(interface_options, option.name);
  });
  options.insert(at, service.begin(), service.end());
  return options;
}

/// The place of a blamed rule; `number` 0: the chain's policy.
struct Site {
  IptablesChain chain;
  std::size_t number = 0;

  [[nodiscard]] const IptablesRule& rule() const { return chain.rules[number - 1]; }
};

std::optional<Site> site_at(const std::vector<std::string>& lines, const RuleSource& rule) {
  std::optional<IptablesChain> chain = iptables_chain_at(lines, line_of(rule));
  // Packets are not dropped in the table nat (iptables-extensions(8)).
  if (!chain || chain->table == "nat") return std::nullopt;
  const std::size_t number = chain->number_at(line_of(rule)).value_or(0);
  return Site{*std::move(chain), number};
}

/// New rules in front of the one with this number, or at the end of the chain.
Change with_rules(ChangeKind kind, const RuleSource& at, const std::string& file, const IptablesChain& chain,
                  std::size_t number, const std::vector<IptablesOptions>& rules) {
  const bool is_end = number > chain.rules.size();
  const std::size_t line = !is_end               ? chain.rules[number - 1].line
                           : chain.rules.empty() ? chain.end
                                                 : chain.rules.back().line + 1;
  Change change{kind, "", at, {{file, line, 0, {}}}, {}, {}};
  const bool with_counters = !chain.rules.empty() && chain.rules.front().has_counters;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    change.edits.front().added.push_back(chain.written(rules[i], with_counters));
    const std::string text = iptables_text(rules[i]);
    change.commands.push_back(is_end ? chain.typed("-A", text)
                                     : chain.typed("-I", fmt::format("{} {}", number + i, text)));
    change.undo.push_back(chain.typed("-D", std::to_string(number)));
  }
  return change;
}

std::optional<Change> instead(const Site& site, const RuleSource& at,
                              const std::vector<IptablesOptions>& rules) {
  if (rules.empty() || rules.size() > most_entries) return std::nullopt;
  const IptablesRule& old = site.rule();
  Change change{ChangeKind::narrow_rule, "", at, {{at.span.file, old.line, 1, {}}}, {}, {}};
  for (std::size_t i = 0; i < rules.size(); ++i) {
    change.edits.front().added.push_back(site.chain.written(rules[i], old.has_counters));
    change.commands.push_back(site.chain.typed(
        i == 0 ? "-R" : "-I", fmt::format("{} {}", site.number + i, iptables_text(rules[i]))));
    if (i > 0) change.undo.push_back(site.chain.typed("-D", std::to_string(site.number + 1)));
  }
  change.undo.push_back(
      site.chain.typed("-R", fmt::format("{} {}", site.number, iptables_text(old.options))));
  return change;
}

/// `iptables -P FORWARD DROP`.
std::optional<Change> with_dropping_policy(const Site& site, const std::vector<std::string>& lines,
                                           const RuleSource& at) {
  const IptablesChain& chain = site.chain;
  if (chain.policy != "ACCEPT") return std::nullopt;
  std::string text = lines[chain.declared - 1];
  text.replace(text.find("ACCEPT"), std::string_view("ACCEPT").size(), "DROP");
  return Change{ChangeKind::narrow_rule,
                "",
                at,
                {{at.span.file, chain.declared, 1, {text}}},
                {chain.typed("-P", "DROP")},
                {chain.typed("-P", "ACCEPT")}};
}

class Linux final : public Dialect {
 public:
  [[nodiscard]] std::string list_of(const std::vector<std::string>& lines,
                                    const RuleSource& rule) const override {
    const std::optional<Site> site = site_at(lines, rule);
    if (!site) return {};
    return fmt::format("{} {} {}", site->chain.family == Family::v6 ? "ip6tables" : "iptables",
                       site->chain.table, site->chain.name);
  }

  [[nodiscard]] std::optional<Change> without_rule(const std::vector<std::string>& lines,
                                                   const RuleSource& rule) const override {
    const std::optional<Site> site = site_at(lines, rule);
    if (!site) return std::nullopt;
    if (site->number == 0) return with_dropping_policy(*site, lines, rule);
    const std::string number = std::to_string(site->number);
    return Change{ChangeKind::remove_rule,
                  "",
                  rule,
                  {{rule.span.file, site->rule().line, 1, {}}},
                  {site->chain.typed("-D", number)},
                  {site->chain.typed("-I", number + " " + iptables_text(site->rule().options))}};
  }

  [[nodiscard]] std::optional<Change> with_deny(const std::vector<std::string>& lines, const RuleSource& rule,
                                                const std::vector<Traffic>& traffic) const override {
    const std::optional<Site> site = site_at(lines, rule);
    if (!site) return std::nullopt;
    const bool is_policy = site->number == 0;
    const std::vector<IptablesOptions> rules =
        iptables_rules(site->chain.family,
                       is_policy ? IptablesOptions{} : interfaces_of(site->rule().options), traffic, "DROP");
    if (rules.empty() || rules.size() > most_entries) return std::nullopt;
    return with_rules(ChangeKind::insert_deny, rule, rule.span.file, site->chain,
                      is_policy ? site->chain.rules.size() + 1 : site->number, rules);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               RulePart part,
                                               const std::vector<AddressRange>& addresses) const override {
    const std::optional<Site> site = site_at(lines, rule);
    if (!site || site->number == 0 || addresses.empty() || addresses.front().family() != site->chain.family) {
      return std::nullopt;
    }
    const bool of_sources = part == RulePart::sources;
    const IptablesOptions rest =
        without(site->rule().options, of_sources ? source_options : destination_options);
    std::vector<IptablesOptions> rules;
    for (IptablesOptions& options :
         iptables_addresses(of_sources ? "-s" : "-d", site->chain.family, addresses)) {
      options.insert(options.end(), rest.begin(), rest.end());
      rules.push_back(std::move(options));
    }
    return instead(*site, rule, rules);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               const std::vector<TrafficService>& services) const override {
    const std::optional<Site> site = site_at(lines, rule);
    if (!site || site->number == 0) return std::nullopt;
    const std::optional<IptablesOptions> rest = without_service(site->rule().options);
    if (!rest) return std::nullopt;
    std::vector<IptablesOptions> rules;
    for (const IptablesOptions& service : iptables_services(services))
      rules.push_back(with_service(*rest, service));
    return instead(*site, rule, rules);
  }

  [[nodiscard]] std::optional<Change> without_route(const std::vector<std::string>& lines,
                                                    const RuleSource& route) const override {
    const std::optional<LinuxRoute> found = linux_route_at(lines, line_of(route));
    if (!found) return std::nullopt;
    return Change{ChangeKind::remove_route,
                  "",
                  route,
                  {{route.span.file, found->line, found->lines, {}}},
                  {found->object + " del " + found->words},
                  {found->object + " add " + found->words}};
  }

  /// Rules at the head of FORWARD, and of INPUT for what goes to the system itself: behind those that let
  /// sessions go on.
  [[nodiscard]] std::vector<Change> with_filter(const FileLines& lines_in, const Device& device,
                                                const Interface& interface,
                                                const NewFilter& wanted) const override {
    std::vector<Change> changes;
    const IptablesOptions place{{false, "-i", {interface.name}}};
    const IptablesOptions answers{{false, "-m", {"conntrack"}},
                                  {false, "--ctstate", {"RELATED,ESTABLISHED"}},
                                  {false, "-j", {"ACCEPT"}}};
    const RuleSource at{interface.span, "interface " + interface.name, ""};
    for (const std::string& file : device.files) {
      for (const Family family : {Family::v4, Family::v6}) {
        for (const char* name : {"FORWARD", "INPUT"}) {
          const std::optional<IptablesChain> chain = iptables_chain(lines_in(file), family, "filter", name);
          if (!chain) continue;
          for (const std::string& unused : unused_chains(lines_in(file), device, family)) {
            changes.push_back(with_rules(ChangeKind::bind_filter, at, file, *chain, head_of(*chain),
                                         {{place.front(), {false, "-j", {unused}}}}));
          }
          std::vector<IptablesOptions> rules = iptables_rules(family, place, wanted.permits, "ACCEPT");
          const std::vector<IptablesOptions> drops = iptables_rules(family, place, wanted.denies, "DROP");
          rules.insert(rules.end(), drops.begin(), drops.end());
          if (head_of(*chain) == 1) rules.insert(rules.begin(), answers);
          if (!drops.empty() && rules.size() <= most_entries)
            changes.push_back(with_rules(ChangeKind::bind_filter, at, file, *chain, head_of(*chain), rules));
        }
      }
    }
    return changes;
  }

  [[nodiscard]] std::optional<Change> with_vlan(const FileLines& lines_in, const Device& device,
                                                const Interface& port, std::uint16_t vlan) const override {
    return with_vlans(lines_in, device, port, [&](const LinuxVlans& old) {
      const bool is_own = old.pvid && old.first == old.last;
      return std::vector<LinuxVlans>{is_own ? LinuxVlans{vlan, vlan, true, old.untagged} : old};
    });
  }

  [[nodiscard]] std::optional<Change> with_allowed_vlans(const FileLines& lines_in, const Device& device,
                                                         const Interface& port,
                                                         const VlanSet& allowed) const override {
    return with_vlans(lines_in, device, port, [&](const LinuxVlans& old) {
      std::vector<LinuxVlans> left;
      for (std::uint16_t vlan = old.first; vlan <= old.last; ++vlan) {
        if (!allowed.contains(vlan)) continue;
        const bool goes_on = !left.empty() && left.back().last + 1 == vlan;
        if (!goes_on) left.push_back({vlan, vlan, old.pvid, old.untagged});
        left.back().last = vlan;
      }
      return left;
    });
  }

  [[nodiscard]] std::optional<Change> without_port(const std::vector<std::string>& lines,
                                                   const Interface& port) const override {
    const std::optional<LinuxLink> link =
        linux_link_at(lines, static_cast<std::size_t>(std::max(port.span.line, 0)));
    if (!link || link->name != port.name || (link->master.empty() && !port.switchport)) return std::nullopt;
    const RuleSource at{port.span, "interface " + port.name, ""};
    const std::string set = "ip link set dev " + port.name;
    const std::size_t line = static_cast<std::size_t>(port.span.line);
    // A bridge that tells no VLANs apart joins whatever is in it.
    if (!port.switchport) {
      return Change{ChangeKind::close_port,
                    "",
                    at,
                    {{port.span.file, line, 1, {link->without_master}}},
                    {set + " nomaster"},
                    {set + " master " + link->master}};
    }
    if (link->without_flag == lines[line - 1]) return std::nullopt;
    return Change{ChangeKind::close_port, "",           at, {{port.span.file, line, 1, {link->without_flag}}},
                  {set + " down"},        {set + " up"}};
  }

 private:
  /// The number of the first rule that is not about sessions that are there already.
  static std::size_t head_of(const IptablesChain& chain) {
    const auto is_of_sessions = [](const IptablesRule& rule) {
      return std::any_of(rule.options.begin(), rule.options.end(), [](const IptablesOption& option) {
        return (option.name == "--state" || option.name == "--ctstate") && option.values.size() == 1 &&
               option.values.front().find("ESTABLISHED") != std::string::npos;
      });
    };
    const auto head = std::find_if_not(chain.rules.begin(), chain.rules.end(), is_of_sessions);
    return static_cast<std::size_t>(head - chain.rules.begin()) + 1;
  }

  /// Chains of the table filter that nothing leads to.
  static std::vector<std::string> unused_chains(const std::vector<std::string>& lines, const Device& device,
                                                Family family) {
    std::vector<std::string> names;
    for (const DanglingName& unused : device.dangling) {
      const bool is_chain = unused.defined && unused.kind == "chain" && names.size() < most_unused_lists;
      if (is_chain && iptables_chain(lines, family, "filter", unused.name)) names.push_back(unused.name);
    }
    return names;
  }

  /// The VLANs of a port with each line replaced by what `change` makes of it.
  template <typename Replace>
  static std::optional<Change> with_vlans(const FileLines& lines_in, const Device& device,
                                          const Interface& port, Replace replace) {
    for (const std::string& file : device.files) {
      const std::optional<LinuxPortVlans> found = linux_port_vlans(lines_in(file), port.name);
      if (!found) continue;
      const RuleSource at{port.span, "interface " + port.name, ""};
      Change change{ChangeKind::change_vlans, "", at, {{file, found->line, found->lines, {}}}, {}, {}};
      std::vector<std::string>& added = change.edits.front().added;
      for (const LinuxVlans& old : found->vlans) {
        const std::vector<LinuxVlans> left = replace(old);
        const bool is_changed = left.size() != 1 || left.front().written() != old.written();
        if (is_changed) change.commands.push_back(old.typed_delete(port.name));
        for (const LinuxVlans& each : left) {
          added.push_back((added.empty() ? port.name + "\t" : "\t") + each.written());
          if (is_changed) change.commands.push_back(each.typed_add(port.name));
          if (is_changed) change.undo.push_back(each.typed_delete(port.name));
        }
        if (is_changed) change.undo.push_back(old.typed_add(port.name));
      }
      // A port without any VLAN would not be listed, which reads as VLAN 1.
      if (added.empty() || change.commands.empty()) return std::nullopt;
      return change;
    }
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<Dialect> linux_dialect() { return std::make_unique<Linux>(); }

}  // namespace sekisho::repair
