#include <sekisho/lint/lint.hpp>

#include "lint/findings.hpp"

#include <sekisho/packetset/packet_set.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace sekisho {
namespace {

constexpr std::size_t most_segments = 64;  // of more, findings are not graded by what they open

lint::Crossings crossings_of(const Network& network, const std::vector<DeviceRoutes>* routes,
                             const Date& date) {
  const std::size_t segments = network.snapshot.segments.size();
  if (routes == nullptr || segments == 0 || segments > most_segments) return {};
  try {
    return {network, *routes, date};
  } catch (const PacketSetTooLarge&) {
    return {};
  }
}

/// The order of the report: devices as the network has them, then their lines.
void sort_findings(std::vector<Finding>& findings, const Network& network) {
  std::map<std::string_view, DeviceIndex> places;
  for (DeviceIndex index = 0; index < network.devices.size(); ++index)
    places.emplace(network.devices[index].name, index);
  const auto place = [&](const Finding& finding) {
    const auto found = places.find(finding.device);
    return found == places.end() ? network.devices.size() : found->second;
  };
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
    return std::make_tuple(place(a), std::cref(a.rule.span.file), a.rule.span.line) <
           std::make_tuple(place(b), std::cref(b.rule.span.file), b.rule.span.line);
  });
}

/// Lines that make several rules have a finding once.
void drop_repeated(std::vector<Finding>& findings) {
  std::set<std::tuple<FindingKind, std::string, Span, std::string>> seen;
  std::erase_if(findings, [&](const Finding& finding) {
    if (finding.rule.span.line == 0) return false;
    std::string about;
    if (finding.kind != FindingKind::permit_any) {
      for (const std::string& argument : finding.message.arguments) about += argument + "|";
    }
    return !seen.emplace(finding.kind, finding.filter, finding.rule.span, std::move(about)).second;
  });
}

}  // namespace

LintResult lint_network(const Network& network, const std::vector<DeviceRoutes>* routes,
                        const LintOptions& options) {
  const lint::Crossings crossings = crossings_of(network, routes, options.date);
  const lint::Subject subject{network, routes, options, crossings};
  LintResult result;
  for (DeviceIndex index = 0; index < network.devices.size(); ++index) {
    const Device& device = network.devices[index];
    for (const lint::ListedFilter& listed : lint::filters_of(device)) {
      ++result.filters;
      result.rules += listed.filter.rules.size();
      lint::find_rule_relations(subject, device, listed, result.findings);
      lint::find_wide_permits(subject, device, listed, result.findings);
      lint::find_schedules(subject, device, listed, result.findings);
    }
    lint::find_names(device, result.findings);
    lint::find_unfiltered_interfaces(subject, index, result.findings);
    lint::find_exposed_management(device, result.findings);
  }
  lint::find_practices(subject, result.findings);
  lint::find_expired_exceptions(subject, result.findings);
  lint::suppress(subject, result.findings);
  drop_repeated(result.findings);
  sort_findings(result.findings, network);
  return result;
}

}  // namespace sekisho
