#include "config/iptables/convert_nat.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::iptables {
namespace {

const Option* find(const ReadRule& rule, std::string_view name) {
  for (const Option& option : rule.target_options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

/// `192.0.2.1-192.0.2.9:1024-65535/2000`, `[2001:db8::1]:443`, `:8080`
struct To {
  std::optional<AddressRange> addresses;
  std::optional<PortRange> ports;
};

std::optional<To> parse_to(std::string text, Family family) {
  To to;
  std::string ports;
  if (const std::size_t bracket = text.rfind(']'); bracket != std::string::npos) {
    if (bracket + 1 < text.size() && text[bracket + 1] == ':') ports = text.substr(bracket + 2);
    text.erase(bracket);
    std::erase(text, '[');
    std::erase(text, ']');
  } else if (const std::size_t colon = text.find(':'); family == Family::v4 && colon != std::string::npos) {
    ports = text.substr(colon + 1);
    text.erase(colon);
  }
  if (!text.empty()) {
    const auto range = parse_range(text, family);
    if (!range) return std::nullopt;
    to.addresses = AddressRange{{family, range->first}, {family, range->last}};
  }
  if (!ports.empty()) {
    // A base port behind `/` only shifts which port is chosen.
    const auto range = parse_ports(std::string_view(ports).substr(0, ports.find('/')));
    if (!range) return std::nullopt;
    to.ports = PortRange{static_cast<std::uint16_t>(range->first), static_cast<std::uint16_t>(range->last)};
  }
  return to;
}

class TargetReader {
 public:
  TargetReader(const ReadRule& rule, const Place& place, const Surroundings& surroundings)
      : rule_(rule), place_(place), surroundings_(surroundings) {}

  std::vector<Translation> fixed(std::string_view option_name, bool source) {
    const Option* option = find(rule_, option_name);
    const auto to = option == nullptr ? std::nullopt : parse_to(option->value(), surroundings_.family);
    if (!to || option->values.size() != 1) return unknown(source);
    Translation result;
    set(result.rewrite, source, *to);
    const auto given = std::count_if(rule_.target_options.begin(), rule_.target_options.end(),
                                     [&](const Option& each) { return each.name == option_name; });
    if (given > 1) return unknown(source);  // kernels before 2.6.11 took several ranges
    return {result};
  }

  /// MASQUERADE takes the address of the interface that the packet leaves by, REDIRECT that of the one it
  /// came in by.
  std::vector<Translation> own_address(bool source) {
    To ports;
    if (const Option* option = find(rule_, "--to-ports")) {
      const auto range = parse_ports(option->value());
      if (!range) return unknown(source);
      ports.ports =
          PortRange{static_cast<std::uint16_t>(range->first), static_cast<std::uint16_t>(range->last)};
    }
    std::vector<Translation> result;
    const auto& bound = source ? rule_.match.egress : rule_.match.ingress;
    for (const Interface& interface : surroundings_.device.interfaces) {
      if (bound && std::find(bound->begin(), bound->end(), interface.name) == bound->end()) continue;
      add_addresses(interface, source, ports, result);
    }
    if (surroundings_.device.interfaces.empty()) return unknown(source);
    return result;
  }

  std::vector<Translation> whole_network(bool source) {
    const Option* option = find(rule_, "--to");
    const auto range = option == nullptr ? std::nullopt : parse_range(option->value(), surroundings_.family);
    if (!range) return unknown(source);
    Translation result;
    set(result.rewrite, source,
        {AddressRange{{surroundings_.family, range->first}, {surroundings_.family, range->last}},
         std::nullopt});
    result.rewrite.keep_host_bits = true;
    if (result.rewrite.source) result.rewrite.source_port.reset();
    return {result};
  }

 private:
  /// SNAT keeps the source port when it can and takes another when the session would not be told from a
  /// known one (iptables-extensions(8), SNAT), so every port is possible.
  static void set(Rewrite& rewrite, bool source, const To& to) {
    if (source) {
      rewrite.source = to.addresses;
      rewrite.source_port = to.ports ? *to.ports : PortRange{};
    } else {
      rewrite.destination = to.addresses;
      rewrite.destination_port = to.ports;
    }
  }

  void add_addresses(const Interface& interface, bool source, const To& ports,
                     std::vector<Translation>& result) {
    std::vector<Address> own;
    for (const InterfaceAddress& each : interface.addresses) {
      if (each.address.family == surroundings_.family && !is_ipv6_link_local(each.address))
        own.push_back(each.address);
    }
    const bool known = !interface.dynamic_address && !own.empty();
    for (const Address& address : own) {
      To to = ports;
      to.addresses = AddressRange::of(address);
      result.push_back({{}, interface.name, known && own.size() == 1});
      set(result.back().rewrite, source, to);
    }
    if (known) return;
    Translation any = anywhere(source);
    any.interface = interface.name;
    result.push_back(any);
  }

  Translation anywhere(bool source) const {
    Translation result;
    To to;
    to.addresses = AddressRange::of(Prefix::everything(surroundings_.family));
    to.ports = PortRange{};
    set(result.rewrite, source, to);
    result.certain = false;
    return result;
  }

  std::vector<Translation> unknown(bool source) {
    place_.ledger->approximated(place_.line, Code::iptables_translation_unknown, {rule_.target});
    return {anywhere(source)};
  }

  const ReadRule& rule_;
  const Place& place_;
  const Surroundings& surroundings_;
};

}  // namespace

std::vector<Translation> translations_of(const ReadRule& rule, const Place& place, bool at_source,
                                         const Surroundings& surroundings) {
  TargetReader reader(rule, place, surroundings);
  if (rule.target == "SNAT") return reader.fixed("--to-source", true);
  if (rule.target == "DNAT") return reader.fixed("--to-destination", false);
  if (rule.target == "MASQUERADE") return reader.own_address(true);
  if (rule.target == "REDIRECT") return reader.own_address(false);
  return reader.whole_network(at_source);  // NETMAP
}

}  // namespace sekisho::config::iptables
