#include "plain_backbone.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace sekisho::test {

namespace {

template <typename Take>
void each_line(const std::string& text, const Take& take) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream split(line);
    std::vector<std::string> words;
    for (std::string word; split >> word;) words.push_back(word);
    if (!words.empty() && words[0][0] != '-') take(words);
  }
}

std::uint32_t dotted_quad(const std::string& text) {
  std::istringstream parts(text);
  std::uint32_t address = 0;
  for (std::string part; std::getline(parts, part, '.');)
    address = address << 8 | static_cast<std::uint32_t>(std::stoul(part));
  return address;
}

PlainBackbone::Pattern pattern(const std::string& address, const std::string& ignored) {
  if (address == "any") return {};
  return {dotted_quad(address), ignored == "null" ? 0 : dotted_quad(ignored)};
}

int number_or(const std::string& word, int otherwise) { return word == "null" ? otherwise : std::stoi(word); }

}  // namespace

bool PlainBackbone::Rule::matches_but_destination(const PlainPacket& packet) const {
  const auto within = [](int value, const int(&range)[2]) { return range[0] <= value && value <= range[1]; };
  return source.matches(packet.source) && within(packet.protocol, protocols) &&
         within(packet.source_port, source_ports) && within(packet.destination_port, destination_ports);
}

PlainBackbone::PlainBackbone(const bench::stanford::DatasetText& text) {
  each_line(text.vlans.text, [&](const std::vector<std::string>& words) {
    routers_.insert(words[0]);
    vlans_[words[0]][words[1]].assign(words.begin() + 2, words.end());
  });
  each_line(text.updates.text, [&](const std::vector<std::string>& words) {
    if (words[1] == "fwd") {
      routers_.insert(words[2]);
      const auto network = static_cast<std::uint32_t>(std::stoul(words[3]));
      routes_[words[2]].push_back({network, std::stoi(words[4]), words[5]});
      return;
    }
    Rule rule;
    rule.permit = words[5] == "permit";
    rule.protocols[0] = std::stoi(words[6]);
    rule.protocols[1] = std::stoi(words[7]);
    rule.source = pattern(words[8], words[9]);
    rule.source_ports[0] = number_or(words[10], 0);
    rule.source_ports[1] = number_or(words[11], 65535);
    rule.destination = pattern(words[12], words[13]);
    rule.destination_ports[0] = number_or(words[14], 0);
    rule.destination_ports[1] = number_or(words[15], 65535);
    rule.priority = std::stoi(words[16]);
    acls_[words[2]].push_back(rule);
  });
  for (auto& [name, rules] : acls_) {
    std::sort(rules.begin(), rules.end(),
              [](const Rule& a, const Rule& b) { return a.priority > b.priority; });
  }
  each_line(text.links.text, [&](const std::vector<std::string>& words) {
    links_[{words[0], words[1]}].emplace_back(words[2], words[3]);
  });
}

std::string PlainBackbone::lookup(const std::string& router, std::uint32_t destination) const {
  const auto known = routes_.find(router);
  if (known == routes_.end()) return {};
  const Route* best = nullptr;
  for (const Route& route : known->second) {
    const bool matches = route.length == 0 || (destination ^ route.network) >> (32 - route.length) == 0;
    if (matches && (best == nullptr || route.length > best->length)) best = &route;
  }
  return best == nullptr ? std::string() : best->port;
}

/// `Alive` has operator bool; `filter` gives what of it a filter lets through.
template <typename Alive>
struct PlainBackbone::Walk {
  const PlainBackbone& network;
  std::function<std::string(const std::string& router)> port_of;
  std::function<Alive(const std::string& acl, const Alive& alive)> filter;
  std::map<std::string, Alive> delivered = {};
  Alive looping = {};
  std::vector<Node> on_the_way = {};

  void at_router(const std::string& router, const std::string& came_in_by, const Alive& alive) {
    if (!alive) return;
    const Node here{router, came_in_by};
    if (std::find(on_the_way.begin(), on_the_way.end(), here) != on_the_way.end()) {
      looping |= alive;
      return;
    }
    const std::string port = port_of(router);
    if (port.empty()) return;
    if (port == "self") {
      delivered[router] |= alive;
      return;
    }
    on_the_way.push_back(here);
    std::vector<std::string> ports{port};
    if (const auto of = network.vlans_.find(router); of != network.vlans_.end() && of->second.contains(port))
      ports = of->second.at(port);
    for (const std::string& leave_by : ports)
      if (leave_by != came_in_by) leave(router, {router, leave_by}, alive);
    on_the_way.pop_back();
  }

  /// From a port of the router, or from behind a filter that follows on it.
  void leave(const std::string& router, const Node& from, const Alive& alive) {
    const auto links = network.links_.find(from);
    if (links == network.links_.end()) {
      if (alive) delivered[router] |= alive;
      return;
    }
    for (const auto& [node, port] : links->second) {
      if (network.routers_.contains(node)) {
        at_router(node, port, alive);
      } else {  // ROUTER_ACL_PORT_in|out
        const std::size_t direction = node.rfind('_');
        leave(router, {node, "permit"}, filter(node.substr(0, node.rfind('_', direction - 1)), alive));
      }
    }
  }
};

namespace {

/// One packet: there or not.
struct OnePacket {
  bool there = false;
  explicit operator bool() const { return there; }
  OnePacket& operator|=(const OnePacket& other) {
    there = there || other.there;
    return *this;
  }
};

/// A set of cells of header space, 64 to a word.
struct Cells {
  std::vector<std::uint64_t> words;

  Cells() = default;
  Cells(std::size_t cells, bool inside) : words((cells + 63) / 64, inside ? ~std::uint64_t{0} : 0) {}

  void insert(std::size_t cell) { words[cell / 64] |= std::uint64_t{1} << cell % 64; }
  [[nodiscard]] bool contains(std::size_t cell) const { return (words[cell / 64] >> cell % 64 & 1) != 0; }
  explicit operator bool() const {
    return std::any_of(words.begin(), words.end(), [](std::uint64_t word) { return word != 0; });
  }
  Cells& operator|=(const Cells& other) {
    words.resize(other.words.size(), 0);
    for (std::size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
    return *this;
  }
  Cells& operator&=(const Cells& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= other.words[i];
    return *this;
  }
};

/// Values of a field that every rule treats alike: one of them, and how many they are.
struct ValueGroup {
  std::uint32_t value;
  std::uint64_t count;
};

/// Cuts 0..last at the given values and joins the pieces with equal signatures.
template <typename Signature>
std::vector<ValueGroup> group_values(std::set<std::uint64_t> cuts, std::uint64_t last,
                                     const Signature& signature_of) {
  cuts.insert(0);
  cuts.erase(cuts.upper_bound(last), cuts.end());
  std::map<decltype(signature_of(0)), ValueGroup> groups;
  for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
    const std::uint64_t end = std::next(cut) == cuts.end() ? last + 1 : *std::next(cut);
    const auto value = static_cast<std::uint32_t>(*cut);
    groups.try_emplace(signature_of(value), ValueGroup{value, 0}).first->second.count += end - *cut;
  }
  std::vector<ValueGroup> result;
  for (const auto& [signature, group] : groups) result.push_back(group);
  return result;
}

/// Where a pattern begins to match and where it stops, over all combinations of its ignored bits that
/// stand above one that is not ignored.
void add_cuts(const PlainBackbone::Pattern& pattern, std::set<std::uint64_t>& cuts) {
  const std::uint64_t block = std::uint64_t{pattern.ignored & ~(pattern.ignored + 1)} + 1;  // low ones
  const auto holes = static_cast<std::uint32_t>(pattern.ignored & ~(block - 1));
  std::uint32_t chosen = 0;
  do {
    const std::uint64_t first = (pattern.value & ~pattern.ignored) | chosen;
    cuts.insert(first);
    cuts.insert(first + block);
    chosen = (chosen - holes) & holes;  // the next subset
  } while (chosen != 0);
}

struct Cell {
  PlainPacket packet;  // its destination is not set
  Bits128 headers;
};

std::vector<Cell> cells_of(const std::vector<PlainBackbone::Rule>& rules) {
  std::set<std::uint64_t> sources, protocols, source_ports, destination_ports;
  for (const auto& rule : rules) {
    add_cuts(rule.source, sources);
    for (int end = 0; end < 2; ++end) {
      protocols.insert(static_cast<std::uint64_t>(rule.protocols[end] + end));
      source_ports.insert(static_cast<std::uint64_t>(rule.source_ports[end] + end));
      destination_ports.insert(static_cast<std::uint64_t>(rule.destination_ports[end] + end));
    }
  }
  const auto alike = [&](const auto& holds) {
    return [&rules, holds](std::uint32_t value) {
      std::vector<bool> signature;
      for (const auto& rule : rules) signature.push_back(holds(rule, value));
      return signature;
    };
  };
  const auto within = [](const int(&range)[2], std::uint32_t value) {
    return range[0] <= static_cast<int>(value) && static_cast<int>(value) <= range[1];
  };
  using Rule = PlainBackbone::Rule;
  const auto by_source = group_values(
      sources, 0xffffffff, alike([](const Rule& rule, std::uint32_t v) { return rule.source.matches(v); }));
  const auto by_protocol = group_values(
      protocols, 255, alike([&](const Rule& rule, std::uint32_t v) { return within(rule.protocols, v); }));
  const auto by_source_port =
      group_values(source_ports, 65535,
                   alike([&](const Rule& rule, std::uint32_t v) { return within(rule.source_ports, v); }));
  const auto by_destination_port = group_values(
      destination_ports, 65535,
      alike([&](const Rule& rule, std::uint32_t v) { return within(rule.destination_ports, v); }));
  std::vector<Cell> cells;
  for (const ValueGroup& source : by_source) {
    for (const ValueGroup& protocol : by_protocol) {
      for (const ValueGroup& from_port : by_source_port) {
        for (const ValueGroup& to_port : by_destination_port) {
          const PlainPacket packet{source.value, 0, static_cast<std::uint8_t>(protocol.value),
                                   static_cast<std::uint16_t>(from_port.value),
                                   static_cast<std::uint16_t>(to_port.value)};
          const Bits128 headers = Bits128{source.count} * protocol.count * from_port.count * to_port.count;
          cells.push_back({packet, headers});
        }
      }
    }
  }
  return cells;
}

}  // namespace

PlainBackbone::Fate PlainBackbone::fate(const std::string& from, const PlainPacket& packet,
                                        bool apply_acls) const {
  Walk<OnePacket> walk{*this, [&](const std::string& router) { return lookup(router, packet.destination); },
                       [&](const std::string& acl, const OnePacket& alive) {
                         if (!apply_acls) return alive;
                         for (const Rule& rule : acls_.at(acl))
                           if (rule.matches(packet)) return OnePacket{alive.there && rule.permit};
                         return OnePacket{false};
                       }};
  walk.at_router(from, "", OnePacket{true});
  Fate fate;
  for (const auto& [router, there] : walk.delivered)
    if (there) fate.delivered.insert(router);
  fate.loops = walk.looping.there;
  return fate;
}

std::vector<std::uint32_t> PlainBackbone::destination_starts() const {
  std::set<std::uint64_t> starts{0};
  for (const auto& [router, routes] : routes_) {
    for (const Route& route : routes) {
      starts.insert(route.network);
      starts.insert(route.network + (std::uint64_t{1} << (32 - route.length)));
    }
  }
  starts.erase(std::uint64_t{1} << 32);
  return {starts.begin(), starts.end()};
}

PlainBackbone::Counts PlainBackbone::count_destinations() const {
  Counts counts;
  const std::vector<std::uint32_t> starts = destination_starts();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::uint64_t end = i + 1 < starts.size() ? starts[i + 1] : std::uint64_t{1} << 32;
    bool loops = false;
    for (const std::string& from : routers_) {
      const Fate there = fate(from, {0, starts[i], 0, 0, 0}, false);
      loops = loops || there.loops;
      for (const std::string& to : there.delivered)
        if (to != from) counts.pairs[{from, to}] += end - starts[i];
    }
    if (loops) counts.loops += end - starts[i];
  }
  return counts;
}

PlainBackbone::Counts PlainBackbone::count_headers() const {
  std::vector<Rule> rules;
  for (const auto& [name, list] : acls_) rules.insert(rules.end(), list.begin(), list.end());
  const std::vector<Cell> cells = cells_of(rules);

  std::set<std::uint64_t> cuts;
  for (const std::uint32_t start : destination_starts()) cuts.insert(start);
  for (const Rule& rule : rules) add_cuts(rule.destination, cuts);
  const auto signature_of = [&](std::uint32_t destination) {
    std::pair<std::vector<std::string>, std::vector<bool>> signature;
    for (const std::string& router : routers_) signature.first.push_back(lookup(router, destination));
    for (const Rule& rule : rules) signature.second.push_back(rule.destination.matches(destination));
    return signature;
  };

  // What a filter permits depends on the destination only by which of its rules match that.
  std::map<std::pair<std::string, std::vector<bool>>, Cells> permits;
  const auto permitted = [&](const std::string& acl, std::uint32_t destination) -> const Cells& {
    const std::vector<Rule>& list = acls_.at(acl);
    std::vector<bool> matching;
    for (const Rule& rule : list) matching.push_back(rule.destination.matches(destination));
    auto [known, is_new] = permits.try_emplace({acl, matching}, cells.size(), false);
    for (std::size_t i = 0; is_new && i < cells.size(); ++i) {
      std::size_t rule = 0;
      while (rule < list.size() && !(matching[rule] && list[rule].matches_but_destination(cells[i].packet)))
        ++rule;
      if (rule < list.size() && list[rule].permit) known->second.insert(i);
    }
    return known->second;
  };
  std::map<std::vector<std::uint64_t>, Bits128> totals;
  const auto headers_of = [&](const Cells& inside) {
    const auto [known, is_new] = totals.try_emplace(inside.words, 0);
    for (std::size_t i = 0; is_new && i < cells.size(); ++i)
      if (inside.contains(i)) known->second += cells[i].headers;
    return known->second;
  };

  Counts counts;
  for (const ValueGroup& destinations : group_values(cuts, 0xffffffff, signature_of)) {
    std::map<std::string, std::string> ports;
    for (const std::string& router : routers_) ports[router] = lookup(router, destinations.value);
    Cells looping;
    for (const std::string& from : routers_) {
      Walk<Cells> walk{*this, [&](const std::string& router) { return ports[router]; },
                       [&](const std::string& acl, const Cells& alive) {
                         Cells passed = alive;
                         return passed &= permitted(acl, destinations.value);
                       }};
      walk.at_router(from, "", Cells(cells.size(), true));
      if (walk.looping) looping |= walk.looping;
      for (const auto& [to, inside] : walk.delivered)
        if (to != from) counts.pairs[{from, to}] += headers_of(inside) * destinations.count;
    }
    if (looping) counts.loops += headers_of(looping) * destinations.count;
  }
  std::erase_if(counts.pairs, [](const auto& entry) { return entry.second == 0; });
  return counts;
}

}  // namespace sekisho::test
