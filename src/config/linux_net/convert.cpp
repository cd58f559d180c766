#include "config/linux_net/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::linux_net {

void Conversion::widen(Effect effect, std::string interface, const Place& place) {
  device.uncertainties.push_back({effect, std::move(interface), source(place)});
}

std::optional<std::uint32_t> Conversion::setting(const std::string& key) const {
  const auto found = config.settings.find(key);
  return found == config.settings.end() ? std::nullopt : std::optional(found->second.value);
}

RuleSource Conversion::not_given(const std::string& command) {
  const auto file = std::find_if(ledgers.begin(), ledgers.end(),
                                 [](const LineLedger& ledger) { return ledger.line_count() > 0; });
  if (file == ledgers.end()) return {{}, {}, command + " (not given)"};
  if (std::find(remarked.begin(), remarked.end(), command) == remarked.end()) {
    remarked.push_back(command);
    file->approximated(1, Code::output_not_given, {command});
  }
  return {file->span(1), {}, command + " (not given)"};
}

std::string Conversion::vrf_of_table(const std::string& table) const {
  if (table == "main") return {};
  for (const Link& link : config.links) {
    const auto listed = config.vrf_tables.find(link.name);
    const bool is_its_table = (link.kind == "vrf" && link.vrf_table == table) ||
                              (listed != config.vrf_tables.end() && listed->second == table);
    if (is_its_table) return link.name;
  }
  return "table " + table;
}

// Packet flow in Netfilter and the IPv4 receive path (Documentation/networking, "Netfilter hooks";
// net/ipv4/route.c, ip_route_input_slow): raw and mangle PREROUTING, destination NAT, then the routing
// decision, which checks the source (rp_filter) and asks `ip rule`, then FORWARD, then POSTROUTING.
void convert(Conversion& conversion) {
  conversion.device.pipeline = {Stage::ingress_filter, Stage::destination_nat, Stage::source_check,
                                Stage::policy_routing, Stage::route_lookup,    Stage::forward_filter,
                                Stage::source_nat,     Stage::egress_filter,   Stage::local_filter};
  convert_interfaces(conversion);
  convert_bridges(conversion);
  convert_settings(conversion);
  convert_rules(conversion);
  convert_tables(conversion);
}

}  // namespace sekisho::config::linux_net
