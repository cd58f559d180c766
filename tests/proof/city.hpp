// A small city for verdicts: `mn` and `lg` behind one firewall, `inet` beyond it.
#pragma once

#include "simulation/simulation_network.hpp"

#include <sekisho/proof/checker.hpp>

#include <string>
#include <vector>

namespace sekisho::test {

inline const Date verdict_date{2026, 11, 21};
inline const Service web = service(protocol::tcp, 443);
inline const Service mail = service(protocol::tcp, 25);

/// fw: mn (10.10.0.0/24), lg (10.20.0.0/24), out (203.0.113.0/29, inet). Rules are for the caller to add;
/// without any, the firewall stops everything.
inline World city(std::vector<Rule> rules = {}) {
  World world;
  Device fw = device("fw", {interface("mn", {"10.10.0.1/24"}), interface("lg", {"10.20.0.1/24"}),
                            interface("out", {"203.0.113.1/29"})});
  fw.stateful = fw.session_needs_syn = true;
  fw.forward_filter = filter("policy", std::move(rules));
  fw.files = {"fw.cfg"};
  for (std::size_t i = 0; i < fw.forward_filter->rules.size(); ++i)
    fw.forward_filter->rules[i].source.span = {"fw.cfg", static_cast<int>(i) + 1, 1, 0};
  add_route(fw, "0.0.0.0/0", "203.0.113.2");
  world.add(fw);
  world.segment("mn", {"10.10.0.0/24"}, SegmentClass::my_number);
  world.segment("lg", {"10.20.0.0/24"}, SegmentClass::lgwan);
  world.segment("inet", {"rest"}, SegmentClass::internet);
  world.join({"mn", "fw:mn"}).join({"lg", "fw:lg"}).join({"inet", "fw:out"});
  return world;
}

inline Requirement must_not_reach(const std::string& from, const std::string& to,
                                  Semantics semantics = Semantics::packet,
                                  std::vector<std::string> methods = {}) {
  Requirement requirement;
  requirement.id = "T:" + from + ">" + to;
  requirement.profile_id = "T";
  requirement.semantics = semantics;
  requirement.from = from;
  requirement.to = to;
  requirement.allowed_methods = std::move(methods);
  return requirement;
}

inline RequirementResult verdict_of(const World& world, const Requirement& requirement,
                                    const Date& date = verdict_date, std::size_t node_limit = 1'000'000) {
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  Checker checker(world.network, routes, date, 4, node_limit);
  return checker.check(requirement);
}

/// `proved any-routing`, `violated: policy 1, policy 3`, `unproved: reason_unread_line`, ...
inline std::string line_of(const RequirementResult& result) {
  std::string text(name_of(result.verdict));
  if (result.assurance != Assurance::none) text += " " + std::string(name_of(result.assurance));
  std::string more;
  for (const Violation& violation : result.violations) {
    for (const BlamedRule& rule : violation.rules) {
      if (rule.role == BlamedRule::Role::filter) more += (more.empty() ? "" : ", ") + rule.source.label;
    }
  }
  for (const Reason& reason : result.reasons)
    more += (more.empty() ? "" : ", ") + std::string(name_of(reason.because.code));
  return more.empty() ? text : text + ": " + more;
}

inline ChannelEnd end_of(const std::string& segment, const std::vector<std::string>& addresses = {}) {
  ChannelEnd end;
  end.segment = segment;
  for (const std::string& text : addresses) end.addresses.push_back(AddressRange::of(prefix(text)));
  return end;
}

inline Channel channel(const std::string& id, ChannelEnd from, ChannelEnd to, Service what,
                       const std::string& method) {
  Channel made;
  made.id = id;
  made.from = std::move(from);
  made.to = std::move(to);
  made.services = {std::move(what)};
  made.method = method;
  return made;
}

}  // namespace sekisho::test
