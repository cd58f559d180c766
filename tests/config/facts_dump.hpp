// Facts about a device's management as text, for comparison in tests.
#pragma once

#include <sekisho/model/device.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace sekisho::test {

inline std::string_view name_of(FactKind kind) {
  static constexpr std::array<std::string_view, 15> names{
      "time-server",  "log-server",    "implicit-denial-logged", "name-server",     "service",
      "idle-timeout", "credential",    "administrator-source",   "algorithm",       "remote-access",
      "split-tunnel", "second-factor", "port-authentication",    "bound-neighbour", "inspection"};
  return names[static_cast<std::size_t>(kind)];
}

/// `LINE KIND VALUE [of SCOPE] [on INTERFACE] [in VRF] [(default)]` for each fact, in their order.
inline std::string dump_facts(const Device& device) {
  std::string text;
  for (const ManagementFact& fact : device.management) {
    text += std::to_string(fact.source.span.line) + ' ' + std::string(name_of(fact.kind)) + ' ' + fact.value;
    if (!fact.scope.empty()) text += " of " + fact.scope;
    if (!fact.interface.empty()) text += " on " + fact.interface;
    if (!fact.vrf.empty()) text += " in " + fact.vrf;
    if (fact.source.label == "default") text += " (default)";
    text += '\n';
  }
  return text;
}

/// The kinds of which nothing is known when no fact is there, each with a blank in front.
inline std::string unknown_kinds(const Device& device) {
  std::string text;
  for (int kind = 0; kind <= static_cast<int>(FactKind::inspection); ++kind) {
    const auto each = static_cast<FactKind>(kind);
    const auto& known = device.management_kinds;
    if (std::find(known.begin(), known.end(), each) == known.end()) text += ' ' + std::string(name_of(each));
  }
  return text;
}

}  // namespace sekisho::test
