#include "config/iptables_case.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::test::iptables {
namespace {

Interface interface_with(const std::string& name, const std::vector<std::string>& addresses) {
  Interface made;
  made.name = name;
  for (const std::string& text : addresses) {
    const std::size_t slash = text.find('/');
    made.addresses.push_back(
        {*Address::parse(text.substr(0, slash)), std::stoi(text.substr(slash + 1)), false, false});
  }
  return made;
}

std::string state_name(ConnectionState state) {
  constexpr const char* names[] = {"new", "established", "related", "untracked", "invalid"};
  return names[static_cast<int>(state)];
}

std::string rewrite(const Rewrite& change) {
  std::string text;
  if (change.source) text += " source " + to_string(*change.source);
  if (change.source_port && !change.source_port->is_any()) text += " port " + to_string(*change.source_port);
  if (change.destination) text += " destination " + to_string(*change.destination);
  if (change.destination_port) text += " port " + to_string(*change.destination_port);
  if (change.keep_host_bits) text += " keeping host bits";
  return text;
}

std::string rule_text(const Rule& rule) {
  constexpr const char* actions[] = {"permit", "deny", "call", "go to", "give back", "require"};
  std::string text = dump(rule.match);
  if (!rule.match.states.empty()) {
    std::vector<std::string> names;
    for (const ConnectionState state : rule.match.states) names.push_back(state_name(state));
    text += fmt::format(" {}", fmt::join(names, ","));
  }
  if (!rule.ingress.empty()) text += fmt::format(" in {}", fmt::join(rule.ingress, ","));
  if (!rule.egress.empty()) text += fmt::format(" out {}", fmt::join(rule.egress, ","));
  text += std::string(" => ") + actions[static_cast<int>(rule.action)];
  if (!rule.list.empty()) text += " " + rule.list;
  if (rule.translate) text += rewrite(*rule.translate);
  return text + "\n";
}

std::string filter_text(const Filter& filter) {
  std::string text = filter.name + "\n";
  for (const Rule& rule : filter.rules) text += "  " + rule_text(rule);
  return text + "  else " + (filter.default_action == Action::permit ? "permit" : "deny") + "\n";
}

}  // namespace

Device linux_router() {
  Device device;
  device.name = device.hostname = "fw";
  device.interfaces = {interface_with("eth0", {"10.1.0.1/24", "2001:db8:1::1/64"}),
                       interface_with("eth1", {"10.2.0.1/24", "2001:db8:2::1/64"}),
                       interface_with("wan", {"192.0.2.2/30"})};
  return device;
}

std::string dump_filters(const Device& device) {
  std::string text;
  for (const auto& [name, filter] : device.filters) text += filter_text(filter);
  for (const auto* filter : {&device.forward_filter, &device.local_filter, &device.own_filter,
                             &device.destination_nat_filter, &device.source_nat_filter}) {
    if (*filter) text += filter_text(**filter);
  }
  return text;
}

std::string dump_chain(const Device& device, const std::string& filter) {
  const auto found = device.filters.find(filter);
  if (found == device.filters.end()) return "none";
  std::string text;
  for (const Rule& rule : found->second.rules) text += rule_text(rule);
  return text;
}

std::string remarks(const config::FileReport& report) {
  std::string text;
  for (const config::LineIssue& issue : report.issues) {
    text += fmt::format("{} {} {}", issue.line, config::name_of(issue.line_class), name_of(issue.code));
    for (const std::string& argument : issue.arguments) text += " " + argument;
    text += "\n";
  }
  return text;
}

}  // namespace sekisho::test::iptables
