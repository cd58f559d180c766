// Changes of FortiOS configurations: policies and local-in policies, static and policy routes. FortiOS 7.4
// CLI Reference: config firewall policy, config firewall local-in-policy, config router static and policy.
#include "dialect.hpp"
#include "fortios_block.hpp"
#include "fortios_objects.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

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
  for (const FortiEntry& entry : entries) {
    int id = 0;
    std::from_chars(entry.name.data(), entry.name.data() + entry.name.size(), id);
    highest = std::max(highest, id);
  }
  return highest + 1;
}

std::string set_line(const std::string& key, const std::vector<std::string>& values) {
  return fmt::format("set {} {}", key, fmt::join(values, " "));
}

class FortiOs final : public Dialect {
 public:
  [[nodiscard]] std::string list_of(const std::vector<std::string>& lines,
                                    const RuleSource& rule) const override {
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

  [[nodiscard]] std::optional<Change> without_route(const std::vector<std::string>& lines,
                                                    const RuleSource& route) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(route));
    if (!place || !is_routes(place->section)) return std::nullopt;
    return disabled(lines, *place, route, ChangeKind::remove_route);
  }

  [[nodiscard]] std::optional<Change> with_deny(const std::vector<std::string>& lines, const RuleSource& rule,
                                                const std::vector<Traffic>& traffic) const override {
    const std::optional<FortiPlace> place = forti_place(lines, line_of(rule));
    if (!place || !is_policies(place->section) || traffic.size() > most_policies) return std::nullopt;
    FortiObjects objects(lines, place->section);
    Change change{ChangeKind::insert_deny, "", rule, {{rule.span.file, place->entry.first, 0, {}}}, {}, {}};
    std::vector<std::string> typed;
    std::vector<std::string> undo;
    int id = next_id(entries_of(lines, place->section));
    for (const Traffic& each : traffic) {
      const std::vector<std::string> settings = deny_settings(lines, *place, each, objects);
      if (settings.empty()) return std::nullopt;
      std::vector<std::string>& added = change.edits.front().added;
      typed.push_back(fmt::format("edit {}", id));
      for (const std::string& line : settings) typed.push_back("    " + line);
      typed.emplace_back("next");
      for (std::size_t i = typed.size() - settings.size() - 2; i < typed.size(); ++i)
        added.push_back("    " + typed[i]);
      typed.push_back(fmt::format("move {} before {}", id, place->entry.name));
      undo.push_back(fmt::format("delete {}", id));
      ++id;
    }
    change.commands = typed_in(place->section, typed);
    change.undo = typed_in(place->section, undo);
    objects.add_to(change, rule.span.file);
    return change;
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

  // Interfaces of a FortiGate are separated by policies, and its switch ports are not edited here.
  [[nodiscard]] std::vector<Change> with_filter(const std::vector<std::string>& /*lines*/,
                                                const Device& /*device*/, const Interface& /*interface*/,
                                                const std::vector<Traffic>& /*traffic*/) const override {
    return {};
  }
  [[nodiscard]] std::optional<Change> with_vlan(const std::vector<std::string>& /*lines*/,
                                                const Interface& /*port*/,
                                                std::uint16_t /*vlan*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::optional<Change> with_allowed_vlans(const std::vector<std::string>& /*lines*/,
                                                         const Interface& /*port*/,
                                                         const VlanSet& /*allowed*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::optional<Change> without_port(const std::vector<std::string>& /*lines*/,
                                                   const Interface& /*port*/) const override {
    return std::nullopt;
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

  /// The settings of a policy that denies `traffic` where the policy of `place` would let it pass.
  static std::vector<std::string> deny_settings(const std::vector<std::string>& lines,
                                                const FortiPlace& place, const Traffic& traffic,
                                                FortiObjects& objects) {
    std::vector<std::string> settings;
    for (const std::string_view key : {"intf", "srcintf", "dstintf"}) {
      if (const auto copied = setting(lines, place.entry, std::string(key)))
        settings.push_back(set_line(std::string(key), copied->values));
    }
    const std::vector<std::string> services = objects.services(traffic.services);
    const std::vector<std::string> sources = objects.addresses(traffic.family, traffic.sources);
    const std::vector<std::string> destinations = objects.addresses(traffic.family, traffic.destinations);
    if (services.empty() || std::max({services.size(), sources.size(), destinations.size()}) > most_names)
      return {};
    settings.push_back(set_line(address_key(place.section, traffic.family, RulePart::sources), sources));
    settings.push_back(
        set_line(address_key(place.section, traffic.family, RulePart::destinations), destinations));
    settings.emplace_back("set action deny");
    settings.emplace_back("set schedule \"always\"");
    settings.push_back(set_line("service", services));
    if (place.section.name.starts_with("firewall policy")) settings.emplace_back("set logtraffic all");
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
