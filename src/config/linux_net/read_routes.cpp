// Lines of `ip route` and `ip -6 route` (ip-route(8)).
#include "config/linux_net/line_readers.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <set>

namespace sekisho::config::linux_net {
namespace {

bool is_route_type(std::string_view word) {
  static const std::set<std::string_view> types = {"unicast", "local",       "broadcast", "multicast",
                                                   "throw",   "unreachable", "prohibit",  "blackhole",
                                                   "anycast", "nat"};
  return types.contains(word);
}

/// Words that are followed by one value and say nothing about which packets go where: what the system
/// itself uses (`src`), who put the route there, sizes and timers.
bool says_nothing(std::string_view word) {
  static const std::set<std::string_view> words = {
      "proto",      "scope",  "src",      "mtu",    "advmss",   "error",    "hoplimit", "pref",
      "expires",    "window", "rtt",      "rttvar", "rto_min",  "initcwnd", "initrwnd", "age",
      "used",       "realm",  "realms",   "cwnd",   "quickack", "congctl",  "features", "ssthresh",
      "reordering", "users",  "hoplimit", "weight", "nhid"};
  return words.contains(word);
}

/// Words by themselves that change nothing.
bool is_mere_flag(std::string_view word) {
  static const std::set<std::string_view> flags = {
      "onlink", "linkdown", "offload",    "trap",           "rt_offload",        "rt_trap",   "pervasive",
      "cache",  "lock",     "unresolved", "offload_failed", "rt_offload_failed", "pervasive", "ecn"};
  return flags.contains(word);
}

/// Takes a word about the next hop; false when it is about something else.
bool read_hop_word(std::string_view word, WordWalk& walk, RouteHop& hop, std::string& not_valid) {
  if (word == "via") {
    walk.take_if("inet6");
    walk.take_if("inet");
    const std::string_view gateway = walk.take();
    hop.via = Address::parse(gateway);
    if (!hop.via) not_valid = gateway;
    return true;
  }
  if (word == "dev") {
    hop.device = walk.take();
    return true;
  }
  if (word == "dead") {
    hop.dead = true;
    return true;
  }
  return false;
}

struct RouteReader {
  RouteLine& route;
  RouteHop hop;
  std::string not_valid;
  std::string not_known;

  void read_word(std::string_view word, WordWalk& walk) {
    if (read_hop_word(word, walk, hop, not_valid)) return;
    if (word == "table") {
      route.table = walk.take();
    } else if (word == "metric" || word == "priority") {
      const std::string_view metric = walk.take();
      route.metric = number_of(metric).value_or(0);
      if (!number_of(metric)) not_valid = metric;
    } else if (word == "tos" || word == "dsfield" || word == "from") {
      walk.take();
      route.some_packets_only = true;
    } else if (says_nothing(word)) {
      if (walk.take() == "lock") walk.take();  // mtu lock 1400
    } else if (!is_mere_flag(word) && not_known.empty()) {
      not_known = word;
    }
  }
};

LineResult result_of(const RouteReader& reader) {
  if (!reader.not_valid.empty()) return LineResult::invalid(reader.not_valid);
  if (!reader.not_known.empty())
    return {LineClass::unsupported, Code::not_modelled_routes, {reader.not_known}};
  if (reader.route.some_packets_only) {
    return {LineClass::approximated, Code::condition_not_seen, {"tos"}};
  }
  return LineResult::used();
}

/// The family of a destination or gateway; of `default` without a gateway it is the listing's.
Family family_of(std::string_view line, const RouteListing& listing) {
  if (listing.family) return *listing.family;
  for (const std::string_view word : words_of(line)) {
    if (word == "nexthop" || word == "inet6") break;
    const std::optional<Prefix> prefix = Prefix::parse(word);
    if (prefix) return prefix->family();
    if (word == "pref") return Family::v6;  // RFC 4191: router preference
  }
  return Family::v4;
}

}  // namespace

bool is_route_line(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.front() == '\t') return false;
  WordWalk walk(words_of(line));
  if (is_route_type(walk.peek())) walk.take();
  const std::string_view word = walk.take();
  return word == "default" || destination_of(word, Family::v4).has_value();
}

LineResult read_route_line(std::string_view line, Place place, const RouteListing& listing, Config& config) {
  WordWalk walk(words_of(line));
  RouteLine route;
  route.place = place;
  route.table = listing.table == "all" ? "main" : listing.table;
  if (is_route_type(walk.peek())) route.type = walk.take();
  const std::string_view destination = walk.take();
  const std::optional<Prefix> prefix = destination_of(destination, family_of(line, listing));
  if (!prefix) return LineResult::invalid(destination);
  route.prefix = *prefix;
  RouteReader reader{route, {}, {}, {}};
  while (!walk.done() && walk.peek() != "nexthop") reader.read_word(walk.take(), walk);
  if (reader.hop.via || !reader.hop.device.empty()) route.hops.push_back(reader.hop);
  while (walk.take_if("nexthop")) {  // ip -o prints next hops on the same line
    reader.hop = {};
    while (!walk.done() && walk.peek() != "nexthop") reader.read_word(walk.take(), walk);
    route.hops.push_back(reader.hop);
  }
  const LineResult result = result_of(reader);
  route.not_modelled = result.line_class == LineClass::unsupported || result.line_class == LineClass::invalid;
  route.table = canonical_table(route.table);
  config.listed(route.prefix.family()).note_table(route.table);
  config.routes.push_back(std::move(route));
  return result;
}

LineResult read_next_hop_line(std::string_view line, RouteLine& route) {
  WordWalk walk(words_of(line));
  walk.take();
  RouteReader reader{route, {}, {}, {}};
  while (!walk.done()) reader.read_word(walk.take(), walk);
  route.hops.push_back(reader.hop);
  const LineResult result = result_of(reader);
  if (result.line_class >= LineClass::unsupported) route.not_modelled = true;
  return result;
}

}  // namespace sekisho::config::linux_net
