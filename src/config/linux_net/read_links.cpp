// Lines of `ip addr`, `ip link` and `bridge link` (ip-address(8), ip-link(8), bridge(8)).
#include "config/linux_net/line_readers.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

void read_flags(std::string_view text, Link& link) {
  link.flags.clear();
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    link.flags.emplace(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
}

/// `eth0.10@eth0:` as the device and what it stands on.
std::pair<std::string, std::string> names_of(std::string_view word) {
  if (word.ends_with(':')) word.remove_suffix(1);
  const std::size_t at = word.find('@');
  if (at == std::string_view::npos) return {std::string(word), {}};
  return {std::string(word.substr(0, at)), std::string(word.substr(at + 1))};
}

/// Words behind the flags. Each is followed by one value; the others say nothing about forwarding.
void read_attributes(WordWalk& walk, Link& link) {
  while (!walk.done()) {
    const std::string_view word = walk.take();
    if (word == "master") link.master = walk.take();
  }
}

LineResult read_address(Family family, WordWalk& walk, Link& link) {
  const std::string_view word = walk.take();
  LinkAddress entry;
  const std::size_t slash = word.find('/');
  const std::optional<Address> address = Address::parse(word.substr(0, slash));
  const std::optional<std::uint32_t> length = slash == std::string_view::npos
                                                  ? static_cast<std::uint32_t>(width(family))
                                                  : number_of(word.substr(slash + 1));
  if (!address || address->family != family || !length ||
      *length > static_cast<std::uint32_t>(width(family))) {
    link.address_unreadable = true;
    return LineResult::invalid(word);
  }
  entry.address = *address;
  entry.length = static_cast<int>(*length);
  while (!walk.done()) {
    const std::string_view attribute = walk.take();
    if (attribute == "peer") {
      const std::string_view peer = walk.take();
      entry.peer = Prefix::parse(peer);
      if (!entry.peer) return LineResult::invalid(peer);
      entry.length = width(family);
    } else if (attribute == "brd") {
      entry.broadcast = Address::parse(walk.take());
    } else if (attribute == "dadfailed") {
      entry.in_use = false;
    }
  }
  const bool known = std::any_of(link.addresses.begin(), link.addresses.end(), [&](const LinkAddress& other) {
    return other.address == entry.address && other.length == entry.length;
  });
  if (!known) link.addresses.push_back(entry);
  return LineResult::used();
}

/// `link/gre 10.0.0.1 peer 10.0.0.2`, `link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff`.
void read_layer(std::string_view layer, WordWalk& walk, Link& link) {
  link.layer = layer;
  if (const std::optional<Address> local = Address::parse(walk.peek())) {
    walk.take();
    if (local->bits != 0) link.local = local;
  }
  while (!walk.done()) {
    if (walk.take() != "peer") continue;
    const std::optional<Address> remote = Address::parse(walk.take());
    if (remote && remote->bits != 0) link.remote = remote;
  }
}

/// Kinds of device of `ip -d link` (ip-link(8), "ip link add", TYPE).
bool is_kind(std::string_view word) {
  static const std::set<std::string_view> kinds = {
      "vlan",   "bridge",       "bond",       "team",      "veth",       "vrf",        "dummy",     "gre",
      "gretap", "ip6gre",       "ip6gretap",  "ipip",      "sit",        "ip6tnl",     "vti",       "vti6",
      "vxlan",  "geneve",       "erspan",     "wireguard", "tun",        "macvlan",    "macvtap",   "ipvlan",
      "ipvtap", "xfrm",         "ifb",        "nlmon",     "batadv",     "hsr",        "ip6erspan", "bareudp",
      "netkit", "bridge_slave", "bond_slave", "vrf_slave", "team_slave", "openvswitch"};
  return kinds.contains(word);
}

void read_vlan_kind(WordWalk& walk, Link& link) {
  while (!walk.done()) {
    const std::string_view word = walk.take();
    if (word == "protocol") link.service_tag = walk.take() == "802.1ad";
    if (word == "id") {
      const std::optional<std::uint32_t> id = number_of(walk.take());
      if (id && *id <= 4094) link.vlan_id = static_cast<std::uint16_t>(*id);
    }
  }
}

void read_tunnel_kind(WordWalk& walk, Link& link) {
  while (!walk.done()) {
    const std::string_view word = walk.take();
    if (word == "local") link.local = Address::parse(walk.take());
    if (word == "remote") link.remote = Address::parse(walk.take());
  }
}

void read_port_kind(WordWalk& walk, Link& link) {
  while (!walk.done()) {
    if (walk.take() == "isolated") link.isolated = walk.take() == "on";
  }
}

LineResult read_kind(std::string_view kind, WordWalk& walk, Link& link) {
  if (kind.ends_with("_slave")) {
    read_port_kind(walk, link);
    return LineResult::used();
  }
  link.kind = kind;
  if (kind == "vlan") {
    read_vlan_kind(walk, link);
  } else if (kind == "vrf") {
    if (walk.take() == "table") link.vrf_table = walk.take();
  } else if (kind == "bridge") {
    while (!walk.done()) {
      if (walk.take() == "vlan_filtering") link.vlan_filtering = walk.take() == "1";
    }
  } else {
    read_tunnel_kind(walk, link);
  }
  return LineResult::used();
}

/// Lines of `ip -s`, life times, and the options of a bridge port that do not decide where frames go.
bool says_nothing(std::string_view word) {
  static const std::set<std::string_view> words = {
      "valid_lft",   "RX:", "TX:",      "alias",  "altname",     "hairpin", "guard",
      "promiscuity", "vf",  "prog/xdp", "mirred", "numtxqueues", "permaddr"};
  return words.contains(word) || number_of(word).has_value();
}

}  // namespace

bool is_link_line(std::string_view line) {
  WordWalk walk(words_of(line));
  std::string_view number = walk.take();
  if (!number.ends_with(':')) return false;
  number.remove_suffix(1);
  if (!number_of(number)) return false;
  walk.take();
  return walk.peek().starts_with('<');
}

LineResult read_link_line(std::string_view line, Place place, Config& config, std::size_t& link) {
  WordWalk walk(words_of(line));
  walk.take();
  auto [name, below] = names_of(walk.take());
  Link* known = config.find_link(name);
  if (known == nullptr) {
    config.links.emplace_back();
    known = &config.links.back();
    known->name = std::move(name);
    known->place = place;
  }
  link = static_cast<std::size_t>(known - config.links.data());
  if (!below.empty()) known->below = std::move(below);
  std::string_view flags = walk.take();
  flags.remove_prefix(1);
  if (flags.ends_with('>')) flags.remove_suffix(1);
  read_flags(flags, *known);
  read_attributes(walk, *known);
  return LineResult::used();
}

LineResult read_link_detail(std::string_view line, Config& config, std::size_t link) {
  WordWalk walk(words_of(line));
  const std::string_view word = walk.take();
  Link& of = config.links[link];
  if (word.starts_with("link/")) {
    read_layer(word.substr(5), walk, of);
    return LineResult::used();
  }
  if (word == "inet") return read_address(Family::v4, walk, of);
  if (word == "inet6") {
    config.shows_ipv6_addresses = true;
    return read_address(Family::v6, walk, of);
  }
  if (is_kind(word)) return read_kind(word, walk, of);
  if (word == "isolated" || word == "hairpin") read_port_kind(walk, of);
  if (says_nothing(word)) return LineResult::irrelevant();
  return {LineClass::unsupported, Code::line_not_understood, {}};
}

}  // namespace sekisho::config::linux_net
