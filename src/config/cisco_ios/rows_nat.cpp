// `ip nat`: static, dynamic and port translation.
//
// Cisco IOS IP Addressing Services Command Reference, "ip nat inside source", "ip nat outside source",
// "ip nat inside destination", "ip nat pool".
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

/// Words behind the addresses. False for one that is not known here.
bool read_options(const Statement& statement, std::size_t at, NatStatement& nat) {
  while (at < statement.size()) {
    const std::string_view word = statement.word(at++);
    if (same_text(word, "vrf")) {
      nat.vrf = statement.word(at++);
    } else if (same_text(word, "route-map")) {
      nat.route_map = statement.word(at++);
    } else if (same_text(word, "overload")) {
      nat.overload = true;
    } else if (same_text(word, "add-route")) {
      nat.add_route = true;
    } else if (same_text(word, "redundancy") || same_text(word, "mapping-id") || same_text(word, "portmap") ||
               same_text(word, "oer") || same_text(word, "egress-interface")) {
      if (same_text(word, "egress-interface")) return false;
      ++at;
    } else if (!same_text(word, "extendable") && !same_text(word, "no-alias") &&
               !same_text(word, "no-payload") && !same_text(word, "reversible") &&
               !same_text(word, "forced") && !same_text(word, "match-in-vrf") &&
               !same_text(word, "udp-timeout") && !parse_number(word)) {
      return false;
    }
  }
  return true;
}

void finish(IosReader& reader, const Arguments& arguments, NatStatement nat, std::size_t options) {
  nat.line = arguments.line();
  if (!read_options(arguments.statement(), options, nat)) {
    reader.unsupported(arguments, Code::arguments_not_understood, {"ip nat"});
    reader.widen(arguments, may_translate);
    return;
  }
  reader.config.nat.push_back(std::move(nat));
}

NatStatement begun(const Arguments& arguments, NatStatement::Kind kind) {
  NatStatement nat;
  nat.kind = kind;
  nat.inside = arguments.is(0, "inside");
  return nat;
}

void static_host(IosReader& reader, const Arguments& arguments) {
  NatStatement nat = begun(arguments, NatStatement::Kind::static_host);
  nat.local = arguments.address(1);
  nat.global = arguments.address(2);
  finish(reader, arguments, nat, arguments.index(3));
}

void static_host_interface(IosReader& reader, const Arguments& arguments) {
  NatStatement nat = begun(arguments, NatStatement::Kind::static_host);
  nat.local = arguments.address(1);
  std::size_t at = arguments.index(2);
  nat.global_interface = take_interface_name(arguments.statement(), at);
  finish(reader, arguments, nat, at);
}

void static_network(IosReader& reader, const Arguments& arguments) {
  NatStatement nat = begun(arguments, NatStatement::Kind::static_network);
  nat.local = arguments.address(1);
  nat.global = arguments.address(2);
  const std::string_view mask = arguments.word(3);
  const std::optional<Address> netmask = Address::parse(mask);
  const std::optional<long> length = mask.starts_with('/') ? parse_number(mask.substr(1)) : std::nullopt;
  const std::optional<int> by_mask = netmask ? netmask_length(*netmask) : std::nullopt;
  const long given = length.value_or(by_mask.value_or(-1));
  if (given < 0 || given > 32) {
    reader.invalid(arguments, Code::value_not_valid, {std::string(mask)});
    reader.widen(arguments, may_translate);
    return;
  }
  nat.length = static_cast<int>(given);
  finish(reader, arguments, nat, arguments.index(3) + 1);
}

void static_port(IosReader& reader, const Arguments& arguments) {
  NatStatement nat = begun(arguments, NatStatement::Kind::static_port);
  nat.protocol = arguments.is(1, "udp") ? protocol::udp : protocol::tcp;
  nat.local = arguments.address(2);
  const Statement& statement = arguments.statement();
  std::size_t at = arguments.index(3);
  const std::optional<std::uint16_t> local = parse_port(statement.word(at++), nat.protocol);
  if (same_text(statement.word(at), "interface")) {
    ++at;
    nat.global_interface = take_interface_name(statement, at);
  } else if (const std::optional<Address> global = Address::parse(statement.word(at))) {
    nat.global = *global;
    ++at;
  }
  const std::optional<std::uint16_t> global_port = parse_port(statement.word(at++), nat.protocol);
  if (!local || !global_port) {
    reader.invalid(arguments, Code::value_not_valid, {std::string(arguments.rest(3))});
    reader.widen(arguments, may_translate);
    return;
  }
  nat.local_port = *local;
  nat.global_port = *global_port;
  finish(reader, arguments, nat, at);
}

/// `... list|route-map NAME pool|interface NAME ...`
void dynamic(IosReader& reader, const Arguments& arguments) {
  NatStatement nat = begun(arguments, NatStatement::Kind::dynamic);
  nat.destination = arguments.is(1, "destination");
  (arguments.is(2, "list") ? nat.list : nat.route_map) = arguments.text(3);
  const Statement& statement = arguments.statement();
  std::size_t at = arguments.index(4) + 1;
  if (arguments.is(4, "pool")) {
    nat.pool = statement.word(at++);
  } else {
    nat.interface = take_interface_name(statement, at);
  }
  finish(reader, arguments, nat, at);
}

NatPool& open_pool(IosReader& reader, const Arguments& arguments) {
  NatPool& pool = reader.config.nat_pools[arguments.text(0)];
  pool.line = arguments.line();
  return pool;
}

void read_pool_type(const Statement& statement, NatPool& pool) {
  for (std::size_t at = 0; at < statement.size(); ++at) {
    if (same_text(statement.word(at), "rotary")) pool.rotary = true;
    if (same_text(statement.word(at), "match-host")) pool.match_host = true;
  }
}

void pool_range(IosReader& reader, const Arguments& arguments, NatPool& pool, std::size_t first) {
  const Address from = arguments.address(first);
  const Address to = arguments.address(first + 1);
  if (to < from) {
    reader.invalid(arguments, Code::pool_not_valid,
                   {from < to ? arguments.text(first) : arguments.text(first + 1)});
    return;
  }
  pool.ranges.push_back({from, to});
}

void pool(IosReader& reader, const Arguments& arguments) {
  NatPool& opened = open_pool(reader, arguments);
  pool_range(reader, arguments, opened, 1);
  read_pool_type(arguments.statement(), opened);
}

const IosMode& pool_mode() {
  static const IosMode mode(
      "ip nat pool", {Spell::used("address <ipv4> <ipv4>", [](IosReader& reader, const Arguments& arguments) {
        if (reader.nat_pool == nullptr) return;
        pool_range(reader, arguments, *reader.nat_pool, 0);
      })});
  return mode;
}

}  // namespace

IosRows nat_rows() {
  return {
      Spell::used("ip nat inside|outside source static <ipv4> <ipv4> ...", static_host),
      Spell::used("ip nat inside|outside source static <ipv4> interface <text>", static_host_interface),
      Spell::used("ip nat inside|outside source static network <ipv4> <ipv4> <word> ...", static_network),
      Spell::used("ip nat inside|outside source static tcp|udp <ipv4> <text>", static_port),
      Spell::used("ip nat inside|outside source|destination list|route-map <word> pool|interface <text>",
                  dynamic),
      Spell::used("ip nat pool <word> <ipv4> <ipv4> netmask <ipv4> ...", pool),
      Spell::used("ip nat pool <word> <ipv4> <ipv4> prefix-length <1-32> ...", pool),
      Spell::enters("ip nat pool <word> netmask|prefix-length <word> ...", pool_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      reader.nat_pool = &open_pool(reader, arguments);
                      read_pool_type(arguments.statement(), *reader.nat_pool);
                    }),
      Spell::used("no ip nat inside|outside source|destination ...", ignore),
      Spell::irrelevant("ip nat translation ..."),
      Spell::irrelevant("ip nat log ..."),
      Spell::irrelevant("ip nat settings ..."),
      Spell::irrelevant("ip nat service ..."),
      Spell::irrelevant("ip nat sip-sbc ..."),
      Spell::irrelevant("ip nat create ..."),
      Spell::irrelevant("ip nat piggyback-support ..."),
      Spell::irrelevant("ip nat switchover ..."),
      Spell::unsupported("ip nat source ...", Code::not_modelled_translates, may_translate),
      Spell::unsupported("ip nat portmap ...", Code::not_modelled_translates, may_translate),
      Spell::approximated_block("ip nat stateful ...", Code::not_modelled_translates),
      Spell::unsupported("ipv6 nat ...", Code::not_modelled_translates, may_translate),
      Spell::unsupported("nat64 ...", Code::not_modelled_translates, may_translate),
      Spell::unsupported("nat66 ...", Code::not_modelled_translates, may_translate),
  };
}

}  // namespace sekisho::config::ios
