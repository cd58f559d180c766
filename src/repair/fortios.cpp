// Changes of FortiOS configurations: policies and local-in policies, management access of interfaces, static
// and policy routes. FortiOS 7.4 CLI Reference: config firewall policy, config firewall local-in-policy,
// config system interface, config router static and policy.
#include "dialect.hpp"
#include "fortios_access.hpp"
#include "fortios_block.hpp"
#include "fortios_objects.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace sekisho::repair {

namespace {

constexpr std::size_t most_policies = 4;  // that one repair adds
constexpr std::size_t most_names = 12;    // in one list of a policy

bool is_policies(const FortiSection& section) {
  static constexpr std::array<std::string_view, 4> sections{
      "firewall policy", "firewall policy6", "firewall local-in-policy", "firewall local-in-policy6"};
  return std::find(sections.begin(), sections.end(), section.name) != sections.end();
}

bool is_routes(const FortiSection& section) {
  static constexpr std::array<std::string_view, 4> sections{"router static", "router static6",
                                                            "router policy", "router policy6"};
  return std::find(sections.begin(), sections.end(), section.name) != sections.end();
}

/// policy6 and local-in-policy6 are of IPv6, and their addresses are not called address6.
bool is_section_of_v6(const FortiSection& section) { return section.name.ends_with('6'); }

std::string address_key(const FortiSection& section, Family family, RulePart part) {
  const std::string key = part == RulePart::sources ? "srcaddr" : "dstaddr";
  return family == Family::v6 && !is_section_of_v6(section) ? key + "6" : key;
}

int next_id(const std::vector<FortiEntry>& entries) {
  int highest = 0;
  for (const FortiEntry& entry : entries) highest = std::max(highest, number_of(entry.name).value_or(0));
  return highest + 1;
}

std::string set_line(const std::string& key, const std::vector<std::string>& values) {
  return fmt::format("set {} {}", key, fmt::join(values, " "));
}

class FortiOs final : public Dialect {
 public:
  [[nodiscard]] std::string list_of(const std::vector<std::string>& lines,
                                    const RuleSource& rule) const override {
    if (const std::optional<FortiAccess> access = forti_access_at(lines, line_of(rule)))
      return "access of " + access->place.entry.name + (access->family == Family::v6 ? " by IPv6" : "");
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section)) return {};
    // Each policy has interfaces of its own, so that a deny in front of one is none in front of another.
    return place->section.vdom + " " + place->section.name + " " + place->entry.name;
  }

  [[nodiscard]] std::optional<Change> without_rule(const std::vector<std::string>& lines,
                                                   const RuleSource& rule) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section)) return std::nullopt;
    return disabled(lines, *place, rule, ChangeKind::remove_rule);
  }

  [[nodiscard]] std::optional<Change> without_services(const std::vector<std::string>& lines,
                                                       const RuleSource& rule,
                                                       const std::vector<Traffic>& traffic) const override {
    const std::optional<FortiAccess> access = forti_access_at(lines, line_of(rule));
    if (!access) return std::nullopt;
    const std::vector<std::string> left = access->words_without(lines, traffic);
    if (left.size() == access->words.size()) return std::nullopt;
    TextEdit edit{rule.span.file, access->line, 1, {}};
    if (!left.empty()) {
      const std::string& line = lines[access->line - 1];
      edit.added.push_back(line.substr(0, line.find("set ")) + access->command(left));
    }
    return Change{ChangeKind::narrow_rule,     "", rule, {std::move(edit)}, access->typed(left),
                  access->typed(access->words)};
  }

  [[nodiscard]] std::optional<Change> without_route(const std::vector<std::string>& lines,
                                                    const RuleSource& route) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(route));
    if (!place || !is_routes(place->section)) return std::nullopt;
    return disabled(lines, *place, route, ChangeKind::remove_route);
  }

  [[nodiscard]] std::optional<Change> with_deny(const std::vector<std::string>& lines, const RuleSource& rule,
                                                const std::vector<Traffic>& traffic) const override {
    if (traffic.size() > most_policies) return std::nullopt;
    if (const std::optional<FortiAccess> access = forti_access_at(lines, line_of(rule)))
      return denied_access(lines, rule, *access, traffic);
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section)) return std::nullopt;
    std::vector<std::string> places;
    for (const std::string key : {"intf", "srcintf", "dstintf"}) {
      if (const auto copied = setting(lines, place->entry, key))
        places.push_back(set_line(key, copied->values));
    }
    return denied(lines, rule, place->section, &place->entry, places, traffic);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               RulePart part,
                                               const std::vector<AddressRange>& addresses) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section) || addresses.empty()) return std::nullopt;
    FortiObjects objects(lines, place->section);
    const Family family = addresses.front().family();
    return with_setting(lines, *place, rule, address_key(place->section, family, part),
                        objects.addresses(family, addresses), objects);
  }

  [[nodiscard]] std::optional<Change> narrowed(const std::vector<std::string>& lines, const RuleSource& rule,
                                               const std::vector<TrafficService>& services) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section)) return std::nullopt;
    FortiObjects objects(lines, place->section);
    return with_setting(lines, *place, rule, "service", objects.services(services), objects);
  }

 private:
  static Change disabled(const std::vector<std::string>& lines, const FortiPlace& place,
                         const RuleSource& rule, ChangeKind kind) {
    const std::string text = "        set status disable";
    const std::optional<FortiSetting> status = setting(lines, place.entry, "status");
    TextEdit edit{rule.span.file, status ? status->line : place.entry.next, status ? 1U : 0U, {text}};
    const std::string entry = "edit " + place.entry.name;
    return Change{kind,
                  "",
                  rule,
                  {std::move(edit)},
                  typed_in(place.section, {entry, "    set status disable", "next"}),
                  typed_in(place.section, {entry, "    set status enable", "next"})};
  }

  /// A local-in policy in front of the others: what it lets pass is held against the interface's access.
  static std::optional<Change> denied_access(const std::vector<std::string>& lines, const RuleSource& rule,
                                             const FortiAccess& access, const std::vector<Traffic>& traffic) {
    const std::optional<FortiSection> section = local_in_section(lines, access);
    if (!section) return std::nullopt;
    std::vector<Traffic> of_family = traffic;
    std::erase_if(of_family, [&](const Traffic& each) { return each.family != access.family; });
    if (of_family.empty()) return std::nullopt;
    const std::vector<FortiEntry> entries =
        section->end == 0 ? std::vector<FortiEntry>{} : entries_of(lines, *section);
    return denied(lines, rule, *section, entries.empty() ? nullptr : &entries.front(),
                  {set_line("intf", {access.place.entry.name})}, of_family);
  }

  /// Policies that deny `traffic` at these interfaces, in front of `before`; null: at the end of the section,
  /// which need not be there yet.
  static std::optional<Change> denied(const std::vector<std::string>& lines, const RuleSource& rule,
                                      const FortiSection& section, const FortiEntry* before,
                                      const std::vector<std::string>& places,
                                      const std::vector<Traffic>& traffic) {
    const bool is_new = section.end == 0;
    FortiObjects objects(lines, section);
    const std::size_t at = is_new ? section.first : before == nullptr ? section.end : before->first;
    TextEdit edit{rule.span.file, at, 0, {}};
    if (is_new) edit.added.push_back("config " + section.name);
    std::vector<std::string> typed;
    std::vector<std::string> undo;
    int id = is_new ? 1 : next_id(entries_of(lines, section));
    for (const Traffic& each : traffic) {
      const std::vector<std::string> settings = deny_settings(section, places, each, objects);
      if (settings.empty()) return std::nullopt;
      std::vector<std::string> policy{fmt::format("edit {}", id)};
      for (const std::string& line : settings) policy.push_back("    " + line);
      policy.emplace_back("next");
      for (const std::string& line : policy) edit.added.push_back("    " + line);
      typed.insert(typed.end(), policy.begin(), policy.end());
      if (before != nullptr) typed.push_back(fmt::format("move {} before {}", id, before->name));
      undo.push_back(fmt::format("delete {}", id));
      ++id;
    }
    if (is_new) edit.added.emplace_back("end");
    Change change{ChangeKind::insert_deny, "", rule, {std::move(edit)}, typed_in(section, typed),
                  typed_in(section, undo)};
    objects.add_to(change, rule.span.file);
    return change;
  }

  /// The settings of a policy that denies `traffic` at `places`; none when they would be too many.
  static std::vector<std::string> deny_settings(const FortiSection& section,
                                                const std::vector<std::string>& places,
                                                const Traffic& traffic, FortiObjects& objects) {
    std::vector<std::string> settings = places;
    const std::vector<std::string> services = objects.services(traffic.services);
    const std::vector<std::string> sources = objects.addresses(traffic.family, traffic.sources);
    const std::vector<std::string> destinations = objects.addresses(traffic.family, traffic.destinations);
    if (services.empty() || std::max({services.size(), sources.size(), destinations.size()}) > most_names)
      return {};
    settings.push_back(set_line(address_key(section, traffic.family, RulePart::sources), sources));
    settings.push_back(set_line(address_key(section, traffic.family, RulePart::destinations), destinations));
    settings.emplace_back("set action deny");
    settings.emplace_back("set schedule \"always\"");
    settings.push_back(set_line("service", services));
    if (section.name.starts_with("firewall policy")) settings.emplace_back("set logtraffic all");
    return settings;
  }

  static std::optional<Change> with_setting(const std::vector<std::string>& lines, const FortiPlace& place,
                                            const RuleSource& rule, const std::string& key,
                                            const std::vector<std::string>& values,
                                            const FortiObjects& objects) {
    const std::optional<FortiSetting> before = setting(lines, place.entry, key);
    if (!before || values.empty() || values.size() > most_names || values == before->values)
      return std::nullopt;
    const std::string line = set_line(key, values);
    const std::string entry = "edit " + place.entry.name;
    Change change{ChangeKind::narrow_rule,
                  "",
                  rule,
                  {{rule.span.file, before->line, 1, {"        " + line}}},
                  typed_in(place.section, {entry, "    " + line, "next"}),
                  typed_in(place.section, {entry, "    " + set_line(key, before->values), "next"})};
    objects.add_to(change, rule.span.file);
    return change;
  }
};

}  // namespace

std::unique_ptr<Dialect> fortios_dialect() { return std::make_unique<FortiOs>(); }

}  // namespace sekisho::repair
