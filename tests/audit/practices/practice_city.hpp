// The small city of tests/proof/city.hpp, held against one practice.
#pragma once

#include <sekisho/audit/check.hpp>
#include <sekisho/base/code.hpp>

#include "proof/city.hpp"

#include <string>
#include <utility>

namespace sekisho::test {

inline Requirement must_practise(Practice practice) {
  Requirement requirement;
  requirement.id = requirement.profile_id = "T-" + std::string(name_of(practice));
  requirement.kind = RequirementKind::practice;
  requirement.practice = practice;
  return requirement;
}

inline RequirementResult practised(const World& world, Practice practice, const Date& date = verdict_date) {
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  return audit::check(must_practise(practice), {world.network, routes, date});
}

/// `fw:out` -> {fw, out}.
inline InterfaceRef place(const std::string& text) {
  const std::size_t colon = text.find(':');
  return {text.substr(0, colon), text.substr(colon + 1), {}};
}

/// A complete entry of the register, in force through `verdict_date`.
inline ExternalConnection external_connection(const std::string& at = "fw:out",
                                              const std::string& to = "inet") {
  ExternalConnection made;
  made.id = "EC-1";
  made.at = {place(at)};
  made.to = to;
  made.line = "dedicated";
  made.purpose = {"web pages", "ホームページ"};
  made.approved_by = "CISO";
  made.record = "R8-3";
  made.expires = verdict_date;
  return made;
}

/// A firewall of whose management everything is known and nothing is wrong.
inline World tended_city() {
  World world = city();
  Device& fw = world.network.devices[0];
  for (int kind = 0; kind <= static_cast<int>(FactKind::inspection); ++kind)
    fw.management_kinds.push_back(static_cast<FactKind>(kind));
  fw.management = {{FactKind::time_server, "10.20.0.9", "", "", "", {}},
                   {FactKind::log_server, "10.20.0.8", "", "", "", {}},
                   {FactKind::implicit_denial_logged, "yes", "", "", "", {}},
                   {FactKind::service, "ssh", "", "", "", {}},
                   {FactKind::idle_timeout, "600", "line vty 0 4", "", "", {}},
                   {FactKind::credential, "hashed", "user admin", "", "", {}},
                   {FactKind::algorithm, "aes256", "proposal A", "", "", {}}};
  world.network.snapshot.external_connections = {external_connection()};
  return world;
}

inline ManagementFact fact(FactKind kind, const std::string& value, const std::string& scope = "") {
  return {kind, value, scope, "", "", {{"fw.cfg", 7}, "the line", ""}};
}

/// Arguments of the reason with the code, joined by " | "; "-" when there is none.
inline std::string said(const RequirementResult& result, Code code) {
  for (const Reason& reason : result.reasons) {
    if (reason.because.code != code) continue;
    std::string text;
    for (const std::string& argument : reason.because.arguments)
      text += (text.empty() ? "" : " | ") + argument;
    return text;
  }
  return "-";
}

}  // namespace sekisho::test
