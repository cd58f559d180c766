// Routing tables as given tables (ip-route(8); net/ipv4/fib_semantics.c, net/ipv6/route.c).
//
// Of the routes of one prefix the kernel uses those of the lowest metric. Table main is the routing instance
// of all interfaces outside VRFs; table local adds what is the system's own beside interface addresses:
// broadcast addresses, and the subnet-router anycast address of each IPv6 subnet when it forwards
// (RFC 4291 section 2.6.1).
#include "config/linux_net/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace sekisho::config::linux_net {
namespace {

bool leads_on(const RouteLine& route) {
  return std::any_of(route.hops.begin(), route.hops.end(), [](const RouteHop& hop) { return !hop.dead; });
}

/// Multicast is not routed by these tables; a route without a living next hop is not used.
bool is_in_use(const RouteLine& route) {
  if (route.type == "multicast") return false;
  return route.type != "unicast" || route.hops.empty() || leads_on(route);
}

bool is_loopback(const Prefix& prefix) {
  return prefix.family() == Family::v4 ? prefix.network.bits >> 24 == 127
                                       : prefix.length == 128 && prefix.network.bits == 1;
}

TableRoute::Kind kind_of(const RouteLine& route) {
  if (route.type == "throw") return TableRoute::Kind::no_route;
  if (route.type == "local" || route.type == "broadcast" || route.type == "anycast")
    return TableRoute::Kind::local;
  return TableRoute::Kind::forward;
}

class TableConversion {
 public:
  explicit TableConversion(Conversion& conversion) : conversion_(conversion), device_(conversion.device) {}

  void replace_main() {
    const auto is_replaced = [&](const std::string& vrf, Family family) {
      return vrf.empty() && conversion_.config.listed(family).routes;
    };
    std::erase_if(device_.table, [&](const TableRoute& route) {
      return is_replaced(route.vrf, route.prefix.family()) && route.kind != TableRoute::Kind::local;
    });
    std::erase_if(device_.unknown_routes,
                  [&](const UnknownRoutes& missing) { return is_replaced(missing.vrf, missing.family); });
    std::erase(device_.table_vrfs, std::string());
    collect();
    give("", "main", 0);
  }

  void convert() {
    collect();
    if (conversion_.config.listed_v4.routes || conversion_.config.listed_v6.routes) {
      give("", "main", 0);
      add_local_table();
    }
    note_missing_main(Family::v4, "ip route");
    note_missing_main(Family::v6, "ip -6 route");
    for (const std::string& vrf : device_.vrfs) give_vrf(vrf);
    give_tables_of_rules();
  }

 private:
  /// Routes in use, by table and prefix; of several metrics the lowest.
  void collect() {
    for (const RouteLine& route : conversion_.config.routes) {
      if (!is_in_use(route)) continue;
      std::vector<const RouteLine*>& same = tables_[route.table][route.prefix];
      const bool some_only = route.some_packets_only || route.not_modelled;
      const auto usual = std::find_if(same.begin(), same.end(), [](const RouteLine* other) {
        return !other->some_packets_only && !other->not_modelled;
      });
      if (some_only || usual == same.end() || route.metric == (*usual)->metric) {
        same.push_back(&route);
      } else if (route.metric < (*usual)->metric) {
        std::erase_if(
            same, [](const RouteLine* other) { return !other->some_packets_only && !other->not_modelled; });
        same.push_back(&route);
      }
    }
  }

  /// Hands `table` to the routing instance `vrf`; only routes of at least `shortest` bits.
  void give(const std::string& vrf, const std::string& table, int shortest) {
    if (std::find(device_.table_vrfs.begin(), device_.table_vrfs.end(), vrf) != device_.table_vrfs.end())
      return;
    device_.table_vrfs.push_back(vrf);
    for (const auto& [prefix, lines] : tables_[table]) {
      if (prefix.length < shortest) continue;
      for (const bool some_only : {true, false}) {  // uncertain ones first
        for (const RouteLine* line : lines) {
          if ((line->some_packets_only || line->not_modelled) == some_only) add(vrf, *line);
        }
      }
    }
  }

  void add(const std::string& vrf, const RouteLine& line) {
    if (line.not_modelled || (line.type == "unicast" && line.hops.empty())) {
      device_.unknown_routes.push_back({vrf, line.prefix.family(), conversion_.source(line.place, "route")});
      return;
    }
    TableRoute route;
    route.vrf = vrf;
    route.prefix = line.prefix;
    route.span = conversion_.span(line.place);
    route.kind = kind_of(line);
    route.certain = !line.some_packets_only;
    if (route.kind == TableRoute::Kind::forward && line.type == "unicast") {
      for (const RouteHop& hop : line.hops) {
        if (!hop.dead) route.next_hops.push_back({hop.device, hop.via, {}, false});
      }
    }
    if (route.kind == TableRoute::Kind::local && !is_instance(vrf)) return refuse_local(line);
    device_.table.push_back(std::move(route));
  }

  /// A table of an interface's routing instance, not one that rules alone look into.
  [[nodiscard]] bool is_instance(const std::string& vrf) const {
    return vrf.empty() || conversion_.config.find_link(vrf) != nullptr;
  }

  /// A `local` route of some other table (transparent proxies): packets end in the system there. They do not
  /// go on, which is what a packet that may be dropped is to everybody else.
  void refuse_local(const RouteLine& line) {
    conversion_.ledgers[line.place.file].unsupported(line.place.line, Code::not_modelled_drops, {line.type});
    conversion_.widen(Effect::may_drop, {}, line.place);
  }

  void add_local_table() {
    const bool listed = conversion_.config.listed_v4.has("local");
    for (const auto& [prefix, lines] : tables_["local"]) {
      for (const RouteLine* line : lines) {
        if (!is_loopback(prefix) && kind_of(*line) == TableRoute::Kind::local) add("", *line);
      }
    }
    for (const Link& link : conversion_.config.links) {
      const Interface* interface = device_.find_interface(link.name);
      if (interface == nullptr || !interface->enabled || !interface->vrf.empty()) continue;
      for (const LinkAddress& own : link.addresses) {
        if (own.address.family == Family::v4 && !listed) add_broadcasts(link, own);
        if (own.address.family == Family::v6 && !conversion_.config.listed_v6.has("local"))
          add_anycast(link, own);
      }
    }
  }

  void add_broadcasts(const Link& link, const LinkAddress& own) {
    if (is_loopback(Prefix::of(own.address, 32))) return;
    if (own.broadcast) add_own(link, *own.broadcast);
    if (own.length < 31) add_own(link, Prefix::of(own.address, own.length).last());
  }

  void add_anycast(const Link& link, const LinkAddress& own) {
    if (device_.routes_ipv6 && own.length < 127) add_own(link, Prefix::of(own.address, own.length).first());
  }

  void add_own(const Link& link, const Address& address) {
    TableRoute route;
    route.prefix = Prefix::of(address, width(address.family));
    if (!locals_.insert(route.prefix).second) return;
    route.span = conversion_.span(link.place);
    route.kind = TableRoute::Kind::local;
    device_.table.push_back(std::move(route));
  }

  void note_missing_main(Family family, const char* command) {
    const bool forwards = family == Family::v4 ? device_.routes_ipv4 : device_.routes_ipv6;
    if (!forwards || conversion_.config.listed(family).routes) return;
    device_.unknown_routes.push_back({"", family, conversion_.not_given(command)});
  }

  void give_vrf(const std::string& vrf) {
    const Link* link = conversion_.config.find_link(vrf);
    std::string table = link == nullptr ? std::string() : link->vrf_table;
    const auto listed = conversion_.config.vrf_tables.find(vrf);
    if (table.empty() && listed != conversion_.config.vrf_tables.end()) table = listed->second;
    give(vrf, table, 0);
    for (const Family family : {Family::v4, Family::v6}) {
      if (table.empty() || !conversion_.config.listed(family).has(table)) note_missing(vrf, table, family);
    }
  }

  void note_missing(const std::string& vrf, const std::string& table, Family family) {
    const bool forwards = family == Family::v4 ? device_.routes_ipv4 : device_.routes_ipv6;
    if (!forwards) return;
    const std::string command = family == Family::v4 ? "ip route show table " : "ip -6 route show table ";
    device_.unknown_routes.push_back({vrf, family, conversion_.not_given(command + table)});
  }

  void give_tables_of_rules() {
    for (const RuleLine& rule : conversion_.config.rules) {
      if (rule.action != RuleLine::Action::lookup || rule.table == "local") continue;
      const std::string vrf = name_in_rules(rule);
      if (vrf.empty() || !is_looked_into(vrf)) continue;
      give(vrf, rule.table, rule.shortest_length.value_or(0));
      if (std::find(device_.vrfs.begin(), device_.vrfs.end(), vrf) == device_.vrfs.end())
        device_.vrfs.push_back(vrf);
      const Listed& listed = conversion_.config.listed(rule.family);
      const bool known = rule.table == "main" ? listed.routes : listed.has(rule.table);
      if (!known && missing_.emplace(vrf, rule.family).second) note_missing(vrf, rule.table, rule.family);
    }
  }

  /// The name that the policy route of a rule has for its table.
  [[nodiscard]] std::string name_in_rules(const RuleLine& rule) const {
    for (const PolicyRoute& route : device_.policy_routes) {
      if (!route.falls_through || route.next_hops.empty()) continue;
      if (route.source.span == conversion_.span(rule.place)) return route.next_hops.front().vrf;
    }
    return {};
  }

  [[nodiscard]] bool is_looked_into(const std::string& vrf) const {
    return conversion_.config.find_link(vrf) == nullptr;
  }

  Conversion& conversion_;
  Device& device_;
  std::map<std::string, std::map<Prefix, std::vector<const RouteLine*>>> tables_;
  std::set<Prefix> locals_;
  std::set<std::pair<std::string, Family>> missing_;
};

}  // namespace

void convert_tables(Conversion& conversion) { TableConversion(conversion).convert(); }

void replace_main_table(Conversion& conversion) { TableConversion(conversion).replace_main(); }

}  // namespace sekisho::config::linux_net
