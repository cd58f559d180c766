// A set's type says which parts its members have (`hash:net,port`), the rule's directions which side of the
// packet each part is held against (ipset(8), "SET TYPES").
#include "config/iptables/ipset.hpp"

#include <algorithm>

namespace sekisho::config::iptables {
namespace {

// Sets that are larger are known from above only, and so are lists of sets nested deeper.
constexpr std::size_t most_entries = 200000;
constexpr std::size_t most_tuples = 4096;
constexpr int deepest_list = 8;

enum class Part : std::uint8_t { address, network, port, other };

Part part_of(std::string_view name) {
  if (name == "ip") return Part::address;
  if (name == "net") return Part::network;
  if (name == "port") return Part::port;
  return Part::other;  // mac, iface, mark
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Family family_of(const IpSet& set) {
  for (std::size_t i = 0; i + 1 < set.options.size(); ++i) {
    if (set.options[i] == "family" && set.options[i + 1] == "inet6") return Family::v6;
  }
  return Family::v4;
}

Alternative anything(Family family) {
  Alternative result;
  result.source = NumberSet(all_addresses(family));
  result.destination = result.source;
  return result;
}

class SetReader {
 public:
  explicit SetReader(const Surroundings& surroundings) : surroundings_(surroundings) {}

  SetMatch read(const std::string& name, const std::vector<std::string>& directions, int depth) {
    const auto found = surroundings_.ruleset.sets.find(name);
    if (found == surroundings_.ruleset.sets.end() || found->second.type.empty()) return unknown();
    const IpSet& set = found->second;
    // With a netmask, a member stands for its whole network.
    const bool plain = !has_word(set.options, "timeout") && !has_word(set.options, "netmask") &&
                       !has_word(set.options, "bitmask");
    if (!plain || surroundings_.changing_sets.count(name) != 0 || set.entries.size() > most_entries)
      return unknown();
    if (set.type == "list:set") return list(set, directions, depth);
    const std::size_t colon = set.type.find(':');
    if (colon == std::string::npos) return unknown();
    const std::vector<std::string> parts = split_list(std::string_view(set.type).substr(colon + 1));
    if (directions.size() < parts.size()) return unknown();
    if (set.type != "bitmap:port" && family_of(set) != surroundings_.family)
      return {std::vector<Alternative>{}, true};
    return parts.size() == 1 ? one_part(set, parts.front(), directions.front())
                             : tuples(set, parts, directions);
  }

 private:
  static SetMatch unknown() { return {std::nullopt, false}; }

  SetMatch list(const IpSet& set, const std::vector<std::string>& directions, int depth) {
    if (depth >= deepest_list) return unknown();
    SetMatch result{std::vector<Alternative>{}, true};
    for (const SetEntry& entry : set.entries) {
      const SetMatch member = read(entry.parts.front(), directions, depth + 1);
      if (!member.certain || !member.alternatives) return unknown();
      result.alternatives->insert(result.alternatives->end(), member.alternatives->begin(),
                                  member.alternatives->end());
    }
    return result;
  }

  /// Members of one part: their union is one alternative. A longer prefix with `nomatch` takes out of a
  /// shorter one, so prefixes are painted from the shortest to the longest.
  SetMatch one_part(const IpSet& set, const std::string& part, const std::string& direction) {
    if (part_of(part) == Part::other) return unknown();
    std::vector<std::pair<NumberSet::Range, bool>> members;
    bool some_nomatch = false;
    for (const SetEntry& entry : set.entries) {
      if (entry.parts.size() != 1) return unknown();
      const auto range = part_of(part) == Part::port ? parse_ports(entry.parts.front())
                                                     : parse_range(entry.parts.front(), surroundings_.family);
      if (!range) return unknown();
      const bool nomatch = has_word(entry.flags, "nomatch");
      some_nomatch |= nomatch;
      members.emplace_back(*range, nomatch);
    }
    if (some_nomatch && members.size() > most_tuples) return unknown();
    NumberSet whole;
    if (some_nomatch) {
      std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return a.first.last - a.first.first > b.first.last - b.first.first;
      });
      for (const auto& [range, nomatch] : members) nomatch ? whole.remove(range) : whole.add(range);
    } else {
      std::vector<NumberSet::Range> ranges;
      for (const auto& member : members) ranges.push_back(member.first);
      whole = NumberSet::of(std::move(ranges));
    }
    Alternative result = anything(surroundings_.family);
    if (!put(result, part_of(part), direction, whole)) return unknown();
    if (whole.empty()) return {std::vector<Alternative>{}, true};
    if (part_of(part) != Part::port) return {std::vector<Alternative>{result}, true};
    // Sets of ports look at TCP and UDP (net/netfilter/ipset/ip_set_getport.c, ip_set_get_ip_port).
    std::vector<Alternative> both(2, result);
    both[0].protocol = protocol::tcp;
    both[1].protocol = protocol::udp;
    return {std::move(both), true};
  }

  SetMatch tuples(const IpSet& set, const std::vector<std::string>& parts,
                  const std::vector<std::string>& directions) {
    if (set.entries.size() > most_tuples) return unknown();
    SetMatch result{std::vector<Alternative>{}, true};
    for (const SetEntry& entry : set.entries) {
      if (entry.parts.size() != parts.size() || has_word(entry.flags, "nomatch")) return unknown();
      Alternative alternative = anything(surroundings_.family);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!add_part(alternative, part_of(parts[i]), directions[i], entry.parts[i])) return unknown();
      }
      result.alternatives->push_back(std::move(alternative));
    }
    return result;
  }

  bool add_part(Alternative& alternative, Part part, const std::string& direction, std::string text) const {
    if (part == Part::other) return false;
    if (part != Part::port) {
      const auto range = parse_range(text, surroundings_.family);
      return range && put(alternative, part, direction, NumberSet(*range));
    }
    // `tcp:80`, `udp:1024-2048`; without a protocol it is TCP
    std::uint8_t protocol = protocol::tcp;
    if (const std::size_t colon = text.find(':'); colon != std::string::npos) {
      const auto named = parse_any_protocol(std::string_view(text).substr(0, colon));
      if (!named || !*named) return false;
      protocol = **named;
      text.erase(0, colon + 1);
    }
    if (!has_ports(protocol)) return false;  // icmp:type/code, or a protocol with `:0`
    alternative.protocol = protocol;
    const auto range = parse_ports(text);
    return range && put(alternative, part, direction, NumberSet(*range));
  }

  static bool put(Alternative& alternative, Part part, const std::string& direction, const NumberSet& set) {
    if (direction != "src" && direction != "dst") return false;
    const bool source = direction == "src";
    NumberSet& where = part == Part::port
                           ? (source ? alternative.source_ports : alternative.destination_ports)
                           : (source ? alternative.source : alternative.destination);
    where.intersect(set);
    return true;
  }

  const Surroundings& surroundings_;
};

}  // namespace

SetMatch match_of_set(const std::string& name, const std::vector<std::string>& directions,
                      const Surroundings& surroundings) {
  return SetReader(surroundings).read(name, directions, 0);
}

}  // namespace sekisho::config::iptables
