#include "lint.hpp"

#include "figures.hpp"
#include "lower_bound.hpp"

#include <sekisho/config/parse.hpp>
#include <sekisho/lint/lint.hpp>
#include <sekisho/repair/ios_access_list.hpp>

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <memory>
#include <set>

namespace sekisho::bench {
namespace {

/// The first way that IOS has of writing something, as words of a line with a space in front.
std::string ios_words(const std::vector<std::vector<std::string>>& ways) {
  std::string text;
  for (const std::string& word : ways.front()) text += " " + word;
  return text;
}
std::string ios_address(const Prefix& prefix) {
  if (prefix.length == 0) return " any";
  return ios_words(repair::ios_addresses(Family::v4, {AddressRange::of(prefix)}));
}
std::string ios_ports(const PortRange& ports) {
  return ios_words(repair::ios_ports({std::nullopt, {ports}}));
}

std::string ios_config(const std::vector<AclRule>& rules) {
  std::string text = "hostname bench\n!\nip access-list extended BENCH\n";
  for (const AclRule& rule : rules) {
    text += fmt::format(" {} {}{}{}{}{}\n", rule.permit ? "permit" : "deny",
                        rule.protocol ? protocol_name(*rule.protocol) : "ip", ios_address(rule.source),
                        ios_ports(rule.source_ports), ios_address(rule.destination),
                        ios_ports(rule.destination_ports));
  }
  return text +
         "!\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n ip access-group BENCH "
         "in\n!\nend\n";
}

/// Names of FortiOS objects.
std::string object_of(const Prefix& prefix) {
  return prefix.length == 0 ? "all" : fmt::format("n-{}-{}", to_string(prefix.network), prefix.length);
}
std::string service_of(const AclRule& rule) {
  if (!rule.protocol) return "ALL";
  return fmt::format("s-{}-{}-{}-{}-{}", *rule.protocol, rule.source_ports.first, rule.source_ports.last,
                     rule.destination_ports.first, rule.destination_ports.last);
}

std::string fortios_service(const AclRule& rule) {
  if (!has_ports(*rule.protocol))
    return fmt::format("        set protocol IP\n        set protocol-number {}\n", *rule.protocol);
  return fmt::format("        set {}-portrange {}-{}:{}-{}\n", protocol_name(*rule.protocol),
                     rule.destination_ports.first, rule.destination_ports.last, rule.source_ports.first,
                     rule.source_ports.last);
}

std::string fortios_config(const std::vector<AclRule>& rules) {
  std::map<std::string, std::string> addresses;
  std::map<std::string, std::string> services;
  std::string policies;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const AclRule& rule = rules[i];
    for (const Prefix& prefix : {rule.source, rule.destination}) {
      if (prefix.length > 0) addresses[object_of(prefix)] = to_string(prefix);
    }
    if (rule.protocol) services[service_of(rule)] = fortios_service(rule);
    policies += fmt::format(
        "    edit {}\n        set srcintf \"any\"\n        set dstintf \"any\"\n        set srcaddr "
        "\"{}\"\n"
        "        set dstaddr \"{}\"\n        set action {}\n        set schedule \"always\"\n        set "
        "service \"{}\"\n"
        "    next\n",
        i + 1, object_of(rule.source), object_of(rule.destination), rule.permit ? "accept" : "deny",
        service_of(rule));
  }
  std::string text = "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin\n";
  text +=
      "config system interface\n    edit \"port1\"\n        set ip 192.0.2.1 255.255.255.0\n    next\n"
      "    edit \"port2\"\n        set ip 198.51.100.1 255.255.255.0\n    next\nend\nconfig firewall "
      "address\n";
  for (const auto& [name, prefix] : addresses)
    text += fmt::format("    edit \"{}\"\n        set subnet {}\n    next\n", name, prefix);
  text += "end\nconfig firewall service custom\n";
  for (const auto& [name, lines] : services)
    text += fmt::format("    edit \"{}\"\n{}    next\n", name, lines);
  return text + "end\nconfig firewall policy\n" + policies + "end\n";
}

int run_lint(const std::string& path, const std::string& language, bool csv) {
  const auto rules = read_acl(path);
  if (!rules) {
    std::cerr << path << ": " << rules.reason() << '\n';
    return exit_unusable_input;
  }
  const std::string text = config_of(rules.value(), language);
  Stopwatch watch;
  std::vector<Device> devices{config::parse(*config::find_language(language), text, path).device};
  Snapshot snapshot;
  snapshot.devices.emplace_back().name = devices.front().name = "bench";
  DiagnosticSink sink;
  const Network network = build_network(std::move(snapshot), std::move(devices), sink);
  const Duration reading = watch.lap();
  const LintResult result = lint_network(network, nullptr, {Date::today(), 1});
  const Duration analysing = watch.lap();
  Figures figures;
  figures.add("rules", result.rules);
  figures.add("findings", result.findings.size());
  std::map<FindingKind, std::size_t> counts;
  for (const Finding& finding : result.findings) ++counts[finding.kind];
  for (const auto& [kind, count] : counts) figures.add(std::string(name_of(kind)), count);
  figures.add_duration(reading, "reading");
  figures.add_duration(analysing, "analysing");
  figures.add("peak_bytes", peak_memory());
  measure_lower_bound({path}).add_to(figures);
  figures.print(std::cout, csv);
  return 0;
}

}  // namespace

std::string config_of(const std::vector<AclRule>& rules, const std::string& language) {
  return language == "fortios" ? fortios_config(rules) : ios_config(rules);
}

void add_lint(CLI::App& program, int& status) {
  struct Options {
    std::string path;
    std::string language = "cisco-ios";
    bool csv = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("lint", "what lint finds in an ordered 5-tuple filter");
  command->add_option("FILE", options->path, "rules in order, one a line")->required();
  command->add_option("--as", options->language, "cisco-ios or fortios")
      ->check(CLI::IsMember({"cisco-ios", "fortios"}));
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback(
      [options, &status] { status = run_lint(options->path, options->language, options->csv); });
}

}  // namespace sekisho::bench
