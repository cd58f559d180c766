// The order of conversion, and what belongs to no part: stages, doubts, names.
//
// Stages. Cisco, "NAT Order of Operation" (document ID 6209): from inside to outside a packet meets the
// input access list, policy routing, routing, NAT (local to global), the output access list; from
// outside to inside the input access list, NAT (global to local), policy routing, routing, the output
// access list. One list holds both, since the NAT rules of each direction name their ingress interfaces.
// Reverse-path checks come behind the input access list (Cisco IOS Security Configuration Guide,
// Release 12.2, "Configuring Unicast Reverse Path Forwarding", on interfaces with both).
#include "config/cisco_ios/convert.hpp"

#include "config/cisco_ios/names.hpp"
#include "config/syntax/statement.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace sekisho::config::ios {
namespace {

void convert_uncertain(Conversion& conversion) {
  std::set<std::tuple<Effect, std::string, int>> seen;
  for (const UncertainLine& uncertain : conversion.config.uncertain) {
    if (!seen.emplace(uncertain.effect, uncertain.interface, uncertain.line).second) continue;
    conversion.widen(uncertain.effect, uncertain.interface, uncertain.line);
  }
}

}  // namespace

void Conversion::dangling(std::string_view kind, const std::string& name, int line) {
  device.dangling.push_back({std::string(kind), name, ledger.span(line), false});
  ledger.approximated(line, Code::name_not_defined, {std::string(kind), name});
}

Interface* Conversion::find(std::string_view name) {
  const auto found = std::ranges::find(device.interfaces, name, &Interface::name);
  return found == device.interfaces.end() ? nullptr : &*found;
}

/// Lists and groups that nothing in the text mentions but their own definition. Words are compared, so a
/// mention in a command that is not modelled counts as a use.
void find_unused_names(Conversion& conversion) {
  struct Defined {
    std::string kind;
    int line;
  };
  std::map<std::string, Defined, std::less<>> unused;
  for (const auto& [name, list] : conversion.config.access_lists) unused[name] = {"access-list", list.line};
  for (const auto& [name, group] : conversion.config.network_groups)
    unused[name] = {"object-group", group.line};
  for (const auto& [name, group] : conversion.config.service_groups)
    unused[name] = {"object-group", group.line};
  for (int line = 1; line <= conversion.ledger.line_count() && !unused.empty(); ++line) {
    const std::vector<Word> words = split_words(conversion.ledger.line(line));
    if (words.empty() || words.front().text.front() == '!') continue;
    const bool defines = same_text(words.front().text, "access-list") ||
                         same_text(words.front().text, "object-group") ||
                         (words.size() > 2 && same_text(words[1].text, "access-list"));
    const bool remark =
        words.size() > 1 && (same_text(words[0].text, "remark") || same_text(words[0].text, "description"));
    if (defines || remark) {
      // `access-list 101 permit ip object-group A ...` mentions A.
      if (words.size() < 4 || remark) continue;
    }
    // `ip access-list extended NAME` names what it defines, and nothing else.
    const std::size_t behind_name = same_text(words.front().text, "access-list") ? 2 : 4;
    for (std::size_t at = defines ? behind_name : 1; at < words.size(); ++at) {
      if (const auto found = unused.find(words[at].text); found != unused.end()) unused.erase(found);
    }
  }
  for (const auto& [name, defined] : unused) {
    conversion.device.dangling.push_back({defined.kind, name, conversion.ledger.span(defined.line), true});
  }
}

namespace {

/// Object groups of addresses by name (Security Configuration Guide: Access Control Lists, "Object Groups
/// for ACLs"). Groups inside of groups stand for themselves.
void list_names(Conversion& conversion) {
  for (const auto& [name, group] : conversion.config.network_groups) {
    std::vector<AddressRange> ranges;
    for (const NetworkObject& object : group.objects) {
      if (object.kind == NetworkObject::Kind::range) ranges.push_back(object.range);
    }
    if (!ranges.empty())
      conversion.device.named_addresses.push_back({name, std::move(ranges), conversion.source(group.line)});
  }
}

}  // namespace

Device convert(const IosConfig& config, LineLedger& ledger) {
  Device device;
  device.hostname = config.hostname;
  device.pipeline = {Stage::ingress_filter, Stage::source_check, Stage::destination_nat,
                     Stage::policy_routing, Stage::route_lookup, Stage::source_nat,
                     Stage::egress_filter,  Stage::local_filter};
  device.vrfs = config.vrfs;
  device.routes_ipv6 = config.ipv6_routing.value_or(false);
  Conversion conversion{config, ledger, device, {}};
  convert_interfaces(conversion);
  convert_layer2(conversion);
  convert_filters(conversion);
  convert_nat(conversion);
  convert_routes(conversion);
  convert_policy_routes(conversion);
  convert_management(conversion);
  convert_facts(conversion);
  convert_uncertain(conversion);
  find_unused_names(conversion);
  list_names(conversion);
  return device;
}

}  // namespace sekisho::config::ios
