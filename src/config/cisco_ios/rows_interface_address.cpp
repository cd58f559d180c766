// Interface mode: addresses, VRF, encapsulation, tunnels, virtual router addresses; and the `interface`
// command itself.
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void add_address(IosReader& reader, const Address& address, int length, bool secondary) {
  std::vector<IosAddress>& addresses = reader.interface().addresses;
  // A second primary address replaces the first.
  if (!secondary) std::erase_if(addresses, [](const IosAddress& old) { return !old.secondary; });
  addresses.push_back({address, length, secondary});
}

void ip_address(IosReader& reader, const Arguments& arguments) {
  const int length = netmask_length(arguments.address(1)).value_or(32);
  add_address(reader, arguments.address(0), length, arguments.has(2));
}

void ip_address_bad_mask(IosReader& reader, const Arguments& arguments) {
  reader.invalid(arguments, Code::value_not_valid, {arguments.text(1)});
  reader.widen(arguments, may_route);
}

void ip_address_slash(IosReader& reader, const Arguments& arguments) {
  const std::string_view text = arguments.word(0);
  const std::optional<Address> address = Address::parse(text.substr(0, text.find('/')));
  if (address) add_address(reader, *address, arguments.prefix(0).length, arguments.has(1));
}

void no_ip_address(IosReader& reader, const Arguments& arguments) {
  IosInterface& interface = reader.interface();
  interface.dhcp = interface.negotiated = false;
  interface.unnumbered.clear();
  if (arguments.has(0)) {
    const std::optional<Address> gone = Address::parse(arguments.word(0));
    std::erase_if(interface.addresses, [&](const IosAddress& old) { return old.address == gone; });
  } else {
    interface.addresses.clear();
    interface.no_ip_address = true;
  }
}

void ipv6_address(IosReader& reader, const Arguments& arguments) {
  const std::string_view text = arguments.word(0);
  const std::optional<Address> address = Address::parse(text.substr(0, text.find('/')));
  const int length = arguments.prefix(0).length;
  if (!address) return;
  IosAddress written{*address, length, false};
  reader.interface().ipv6_enable = true;
  if (arguments.has(1) && same_text(arguments.word(1), "eui-64")) {
    // The interface id comes from the MAC address, which the config does not show: any host of the
    // prefix may be the device itself. The prefix alone is certain.
    written.address = Prefix::of(*address, length).network;
    reader.interface().ipv6_dynamic = true;
  }
  reader.interface().ipv6_addresses.push_back(written);
}

void ipv6_link_local(IosReader& reader, const Arguments& arguments) {
  reader.interface().ipv6_enable = true;
  reader.interface().ipv6_addresses.push_back({arguments.address(0), 10, false});
}

void ipv6_dynamic(IosReader& reader, const Arguments&) {
  reader.interface().ipv6_enable = true;
  reader.interface().ipv6_dynamic = true;
}

void set_vrf(IosReader& reader, const Arguments& arguments) {
  // Changing the VRF takes the addresses away; in a config the addresses come behind it. Pastes that put
  // them in front are meant as one whole, so they are kept.
  reader.interface().vrf = arguments.text(0);
}

void dot1q(IosReader& reader, const Arguments& arguments) {
  IosInterface& interface = reader.interface();
  interface.dot1q = static_cast<std::uint16_t>(arguments.number(0));
  interface.dot1q_native = arguments.has(1);
}

void dot1q_odd(IosReader& reader, const Arguments&) { reader.interface().dot1q_odd = true; }

void tunnel_source(IosReader& reader, const Arguments& arguments) {
  const std::string_view text = arguments.word(0);
  std::size_t at = arguments.index(0);
  const std::string interface =
      Address::parse(text) ? std::string() : take_interface_name(arguments.statement(), at);
  reader.interface().tunnel_source = interface.empty() ? std::string(text) : interface;
}

void virtual_address(IosReader& reader, const Arguments& arguments) {
  const std::optional<Address> address = Address::parse(arguments.word(1));
  if (address) reader.interface().virtual_addresses.push_back({*address, arguments.line()});
}

/// `interface range Gi1/0/1 - 24 , Gi1/1/1`: names of all of them.
std::vector<std::string> range_names(const Statement& statement, std::size_t at) {
  constexpr std::size_t most = 4096;
  std::vector<std::string> names;
  std::string text;
  for (; at < statement.size(); ++at) text += statement.word(at);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    std::string part = text.substr(begin, comma - begin);
    begin = comma + 1;
    // The dash of a type (Port-channel) has no digit in front of it.
    std::size_t dash = part.rfind('-');
    if (dash == std::string::npos || dash == 0 || part[dash - 1] < '0' || part[dash - 1] > '9') {
      if (looks_like_interface(part)) names.push_back(interface_name(part));
      continue;
    }
    const std::string first = interface_name(part.substr(0, dash));
    std::size_t digits = first.size();
    while (digits > 0 && first[digits - 1] >= '0' && first[digits - 1] <= '9') --digits;
    std::string last_text = part.substr(dash + 1);
    std::size_t last_digits = last_text.size();
    while (last_digits > 0 && last_text[last_digits - 1] >= '0' && last_text[last_digits - 1] <= '9')
      --last_digits;
    const std::optional<long> from = parse_number(std::string_view(first).substr(digits));
    const std::optional<long> to = parse_number(std::string_view(last_text).substr(last_digits));
    if (!from || !to) continue;
    for (long n = *from; n <= *to && names.size() < most; ++n) {
      names.push_back(first.substr(0, digits) + std::to_string(n));
    }
  }
  return names;
}

void open_range(IosReader& reader, const Arguments& arguments) {
  std::vector<std::string> names = range_names(arguments.statement(), arguments.index(0));
  if (names.empty()) reader.invalid(arguments, Code::value_not_valid, {std::string(arguments.rest(0))});
  reader.select_interfaces(names, arguments.line());
}

void open_interface(IosReader& reader, const Arguments& arguments) {
  std::size_t at = arguments.index(0);
  const Statement& statement = arguments.statement();
  std::string name = take_interface_name(statement, at);
  const bool known_tail = at == statement.size() || same_text(statement.word(at), "point-to-point") ||
                          same_text(statement.word(at), "multipoint") ||
                          same_text(statement.word(at), "type") || same_text(statement.word(at), "module");
  if (name.empty()) {
    name = arguments.text(0);
    at = arguments.index(0) + 1;
    // A type that is not known to this program; its lines still mean what they mean.
    if (at < statement.size())
      reader.invalid(arguments, Code::value_not_valid, {std::string(arguments.rest(0))});
  } else if (!known_tail) {
    reader.invalid(arguments, Code::value_not_valid, {std::string(statement.from(at))});
  }
  reader.select_interfaces({name}, arguments.line());
}

}  // namespace

// A table of commands, not a function to follow. NOLINTNEXTLINE(readability-function-size)
IosRows interface_address_rows() {
  return {
      Spell::used("ip address <ipv4> <mask> [secondary]", ip_address),
      Spell::used("ip address <ipv4> <ipv4> [secondary]", ip_address_bad_mask),
      Spell::used("ip address <prefix4> [secondary]", ip_address_slash),
      Spell::used("ip address dhcp ...",
                  [](IosReader& reader, const Arguments&) { reader.interface().dhcp = true; }),
      Spell::used("ip address negotiated ...",
                  [](IosReader& reader, const Arguments&) { reader.interface().negotiated = true; }),
      Spell::used("ip address pool <word>",
                  [](IosReader& reader, const Arguments&) { reader.interface().negotiated = true; }),
      Spell::used("no ip address [<word>] ...", no_ip_address),
      Spell::used("ip unnumbered <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    std::size_t at = arguments.index(0);
                    reader.interface().unnumbered = take_interface_name(arguments.statement(), at);
                  }),
      Spell::used("no ip unnumbered ...", ignore),
      Spell::used("ipv6 address <prefix6> [<word>]", ipv6_address),
      Spell::used("ipv6 address <ipv6> link-local", ipv6_link_local),
      Spell::used("ipv6 address <ipv6>", ipv6_link_local),
      Spell::used("ipv6 address autoconfig [default]", ipv6_dynamic),
      Spell::used("ipv6 address dhcp ...", ipv6_dynamic),
      Spell::used("ipv6 address <word> <prefix6> ...", ipv6_dynamic),
      Spell::used("no ipv6 address ...", ignore),
      Spell::used("ipv6 enable",
                  [](IosReader& reader, const Arguments&) { reader.interface().ipv6_enable = true; }),
      Spell::used("no ipv6 enable", ignore),
      Spell::used("ipv6 unnumbered <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    std::size_t at = arguments.index(0);
                    reader.interface().ipv6_unnumbered = take_interface_name(arguments.statement(), at);
                    reader.interface().ipv6_enable = true;
                  }),
      Spell::used("vrf forwarding <word> ...", set_vrf),
      Spell::used("ip vrf forwarding <word> ...", set_vrf),
      Spell::used("no vrf forwarding ...", ignore),
      Spell::used("no ip vrf forwarding ...", ignore),
      Spell::used("shutdown",
                  [](IosReader& reader, const Arguments&) { reader.interface().shutdown = true; }),
      Spell::used("no shutdown",
                  [](IosReader& reader, const Arguments&) { reader.interface().shutdown = false; }),
      Spell::used("description <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().description = std::string(arguments.rest(0));
                  }),
      Spell::irrelevant("description: ..."),
      Spell::irrelevant("description"),
      Spell::used("encapsulation dot1Q <1-4094> [native]", dot1q),
      Spell::used("encapsulation isl <1-4094>", dot1q),
      Spell::approximated("encapsulation dot1Q <1-4094> second-dot1q ...", Code::not_modelled_bridges,
                          may_bridge, Reach::here, dot1q_odd),
      Spell::irrelevant("encapsulation hdlc|ppp|slip|frame-relay|x25|mpls|aal5snap|aal5mux|snap|arpa ..."),
      Spell::used("tunnel source <text>", tunnel_source),
      Spell::used("tunnel destination <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().tunnel_destination = arguments.text(0);
                    reader.interface().tunnel_line = arguments.line();
                  }),
      Spell::used("tunnel mode <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().tunnel_mode = std::string(arguments.rest(0));
                  }),
      Spell::used("tunnel vrf <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().tunnel_vrf = arguments.text(0);
                  }),
      Spell::used("tunnel protection ipsec profile <word> ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().tunnel_protection = arguments.text(0);
                  }),
      Spell::irrelevant(
          "tunnel key|bandwidth|path-mtu-discovery|checksum|ttl|tos|rate-limit|sequence-datagrams|"
          "udlr|entropy|flow|endpoint|mpls ..."),
      Spell::used(
          "standby [<number>] ip [<ipv4>] [secondary]",
          [](IosReader& reader, const Arguments& arguments) {
            if (arguments.has(1)) {
              reader.interface().virtual_addresses.push_back({arguments.address(1), arguments.line()});
            }
          }),
      Spell::used("standby [<number>] ipv6 <word>", virtual_address),
      Spell::used("vrrp <number> ip <ipv4> [secondary]", virtual_address),
      Spell::used("glbp <number> ip <ipv4> [secondary]", virtual_address),
      Spell::used("glbp <number> ipv6 <word>", virtual_address),
      Spell::irrelevant("standby ..."),
      Spell::irrelevant(
          "vrrp <number> priority|timers|preempt|authentication|track|description|shutdown|delay ..."),
      Spell::irrelevant("vrrp delay ..."),
      Spell::irrelevant("glbp ..."),
      Spell::enters(
          "vrrp <number> address-family ipv4|ipv6",
          []() -> const IosMode& {
            static const IosMode mode(
                "interface",
                {Spell::used("address <word> ...",
                             [](IosReader& reader, const Arguments& arguments) {
                               const auto address = Address::parse(arguments.word(0));
                               if (!address) return;
                               reader.interface().virtual_addresses.push_back({*address, arguments.line()});
                             })},
                Spell::irrelevant("..."));
            return mode;
          },
          ignore),
      Spell::used("ip proxy-arp",
                  [](IosReader& reader, const Arguments&) { reader.interface().proxy_arp = true; }),
      Spell::used("no ip proxy-arp",
                  [](IosReader& reader, const Arguments&) { reader.interface().proxy_arp = false; }),
      Spell::approximated("ip helper-address [vrf <word>] [global] <ipv4> ...", Code::broadcasts_forwarded,
                          {}, Reach::here,
                          [](IosReader& reader, const Arguments& arguments) {
                            reader.interface().helpers.emplace_back(arguments.address(2), arguments.line());
                          }),
      Spell::used("dialer pool <number>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().dialer_pool = arguments.text(0);
                  }),
      Spell::used("pppoe-client dial-pool-number <number> ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().dialer_pool = arguments.text(0);
                    reader.interface().dialer_member = true;
                  }),
      Spell::used("dialer pool-member <number> ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.interface().dialer_pool = arguments.text(0);
                    reader.interface().dialer_member = true;
                  }),
  };
}

IosRows interface_command_rows() {
  return {
      Spell::enters("interface range <text>", interface_mode, open_range),
      Spell::enters("interface <text>", interface_mode, open_interface),
      Spell::used("no interface <text>", ignore),
  };
}

}  // namespace sekisho::config::ios
