#include "simulation/address_owners.hpp"

#include "simulation/matching.hpp"

#include <algorithm>

namespace sekisho::simulation {

bool claims(const Snapshot& snapshot, const Segment& segment, const Address& address) {
  const auto has = [&](const Segment& s) {
    return std::ranges::any_of(s.prefixes, [&](const Prefix& prefix) { return prefix.contains(address); });
  };
  if (!segment.rest) return has(segment);
  return std::ranges::none_of(snapshot.segments, has);
}

bool owns(const Interface& interface, const Address& address) {
  return std::ranges::any_of(interface.addresses,
                             [&](const InterfaceAddress& own) { return own.address == address; });
}

bool translates(const Device& device, const std::string& name, const Address& address) {
  const auto covers = [&](const std::optional<AddressRange>& range) {
    return range && range->contains(address);
  };
  const auto translated_from = [&](const NatRule& rule) {
    return !rule.rewrite.empty() && names(rule.ingress, &name) != Answer::no &&
           matches(rule.match.destination, address) != Answer::no;
  };
  const auto translated_to = [&](const NatRule& rule) {
    return names(rule.egress, &name) != Answer::no && covers(rule.rewrite.source);
  };
  if (std::ranges::any_of(device.destination_nat, translated_from)) return true;
  if (std::ranges::any_of(device.source_nat, translated_to)) return true;
  const auto permits_as = [&](const Filter& filter) {
    return std::ranges::any_of(filter.rules, [&](const Rule& rule) {
      return rule.translate && names(rule.egress, &name) != Answer::no && covers(rule.translate->source);
    });
  };
  if (device.forward_filter && permits_as(*device.forward_filter)) return true;
  return std::ranges::any_of(device.filters, [&](const auto& named) { return permits_as(named.second); });
}

bool some_device_answers_for(const Network& network, const Address& address) {
  return std::ranges::any_of(network.domains, [&](const Domain& domain) {
    return std::ranges::any_of(domain.routed, [&](const Attachment& at) {
      const Device& device = network.devices[at.device];
      const Interface& interface = device.interfaces[at.interface];
      return translates(device, interface.name, address) || owns(interface, address);
    });
  });
}

// RFC 1918, 6598, 3927, 5737, 2544, 1122; RFC 4193, 4291, 3849: nobody on the internet is sure to carry
// these.
bool internet_may_not_carry(const Address& address) {
  static constexpr const char* prefixes[] = {
      "10.0.0.0/8",     "172.16.0.0/12", "192.168.0.0/16",  "100.64.0.0/10",
      "169.254.0.0/16", "192.0.2.0/24",  "198.51.100.0/24", "203.0.113.0/24",
      "198.18.0.0/15",  "127.0.0.0/8",   "0.0.0.0/8",       "240.0.0.0/4",
      "fc00::/7",       "fe80::/10",     "2001:db8::/32",   "::1/128"};
  return std::ranges::any_of(prefixes,
                             [&](const char* text) { return Prefix::parse(text)->contains(address); });
}

}  // namespace sekisho::simulation
