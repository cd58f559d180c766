// `ip nat` as ordered rules of the two NAT stages.
//
// Outside to inside is translated before routing, inside to outside behind it (document ID 6209), so a
// static translation is two rules: one per direction, bound to inside and outside interfaces. Static
// translations win over dynamic ones. A dynamic translation makes entries when packets leave; what comes
// back to such an entry is part of the session. Without `overload` an entry holds for the whole host:
// while it lives anyone outside may send to it, so there is an uncertain rule the other way.
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/entries.hpp"
#include "config/cisco_ios/selection.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

AddressMatch exactly(const AddressRange& range) { return AddressMatch::of({{range, true}}); }

class Nat {
 public:
  explicit Nat(Conversion& conversion) : conversion_(conversion) {}
  void convert();

 private:
  void bind(const NatStatement& nat);
  void static_nat(const NatStatement& nat);
  void dynamic_nat(const NatStatement& nat, bool last);
  void inside_source(const NatStatement& nat, const std::vector<Selected>& selection,
                     const AddressRange& global);
  void outside_source(const NatStatement& nat, const std::vector<Selected>& selection,
                      const AddressRange& local);
  void inside_destination(const NatStatement& nat, const std::vector<Selected>& selection,
                          const AddressRange& real);
  std::vector<Selected> selection_of(const NatStatement& nat, bool last);
  std::optional<AddressRange> addresses_of(const NatStatement& nat);
  AddressRange interface_addresses(const std::string& name, int line);
  NatRule rule(const NatStatement& nat, Match match) const;
  NatRule leaving(const NatStatement& nat, Match match) const;
  NatRule entering(const NatStatement& nat, Match match) const;

  Conversion& conversion_;
  std::vector<std::string> inside_;
  std::vector<std::string> outside_;
};

/// Inside interfaces of the statement's VRF; outside ones of any.
void Nat::bind(const NatStatement& nat) {
  inside_.clear();
  outside_.clear();
  for (const IosInterface& interface : conversion_.config.interfaces) {
    if (interface.nat_inside && interface.vrf.value_or(std::string()) == nat.vrf)
      inside_.push_back(interface.name);
    if (interface.nat_outside) outside_.push_back(interface.name);
  }
}

NatRule Nat::rule(const NatStatement& nat, Match match) const {
  NatRule made;
  made.source = conversion_.source(nat.line, "ip nat");
  match.ipv6 = false;
  made.match = std::move(match);
  return made;
}

NatRule Nat::leaving(const NatStatement& nat, Match match) const {
  NatRule made = rule(nat, std::move(match));
  made.ingress = inside_;
  made.egress = outside_;
  return made;
}

NatRule Nat::entering(const NatStatement& nat, Match match) const {
  NatRule made = rule(nat, std::move(match));
  made.ingress = outside_;
  return made;
}

Match from_addresses(const AddressRange& range) {
  Match match;
  match.source = exactly(range);
  return match;
}

Match to_addresses(const AddressRange& range) {
  Match match;
  match.destination = exactly(range);
  return match;
}

/// An interface whose address is not in the config may have any.
AddressRange Nat::interface_addresses(const std::string& name, int line) {
  const auto found = conversion_.config.interface_index.find(name);
  if (found == conversion_.config.interface_index.end()) {
    conversion_.dangling("interface", name, line);
  } else {
    for (const IosAddress& address : conversion_.config.interfaces[found->second].addresses) {
      if (!address.secondary) return AddressRange::of(address.address);
    }
  }
  return AddressRange::of(Prefix::everything(Family::v4));
}

void Nat::static_nat(const NatStatement& nat) {
  const AddressRange first = nat.kind == NatStatement::Kind::static_network
                                 ? AddressRange::of(Prefix::of(nat.local, nat.length))
                                 : AddressRange::of(nat.local);
  AddressRange second = nat.kind == NatStatement::Kind::static_network
                            ? AddressRange::of(Prefix::of(nat.global, nat.length))
                            : AddressRange::of(nat.global);
  if (!nat.global_interface.empty()) second = interface_addresses(nat.global_interface, nat.line);
  NatRule out = nat.inside ? leaving(nat, from_addresses(first)) : leaving(nat, to_addresses(second));
  NatRule in = nat.inside ? entering(nat, to_addresses(second)) : entering(nat, from_addresses(first));
  if (nat.inside) {
    out.rewrite.source = second;
    in.rewrite.destination = first;
  } else {
    out.rewrite.destination = first;
    in.rewrite.source = second;
  }
  out.rewrite.keep_host_bits = in.rewrite.keep_host_bits = nat.kind == NatStatement::Kind::static_network;
  if (nat.kind == NatStatement::Kind::static_port) {
    Service local;
    local.protocol = nat.protocol;
    Service global = local;
    const PortRange local_port{nat.local_port, nat.local_port};
    const PortRange global_port{nat.global_port, nat.global_port};
    (nat.inside ? local.source_ports : local.destination_ports) = {nat.inside ? local_port : global_port};
    (nat.inside ? global.destination_ports : global.source_ports) = {nat.inside ? global_port : local_port};
    out.match.services = {local};
    in.match.services = {global};
    (nat.inside ? out.rewrite.source_port : out.rewrite.destination_port) =
        nat.inside ? global_port : local_port;
    (nat.inside ? in.rewrite.destination_port : in.rewrite.source_port) =
        nat.inside ? local_port : global_port;
  }
  if (!nat.route_map.empty()) {
    // The map decides per packet, by what it matches on the way out.
    out.certain = in.certain = false;
    conversion_.ledger.approximated(nat.line, Code::translation_not_exact, {"route-map " + nat.route_map});
  }
  conversion_.device.source_nat.push_back(std::move(out));
  conversion_.device.destination_nat.push_back(std::move(in));
}

std::vector<Selected> Nat::selection_of(const NatStatement& nat, bool last) {
  if (!nat.route_map.empty()) return select_by_route_map(conversion_, nat.route_map, nat.line, last);
  return select_by_lists(conversion_, {nat.list}, nat.line, last);
}

/// The addresses that a dynamic statement gives out.
std::optional<AddressRange> Nat::addresses_of(const NatStatement& nat) {
  if (nat.pool.empty()) return interface_addresses(nat.interface, nat.line);
  const auto pool = conversion_.config.nat_pools.find(nat.pool);
  if (pool == conversion_.config.nat_pools.end()) {
    conversion_.dangling("ip nat pool", nat.pool, nat.line);
    return AddressRange::of(Prefix::everything(Family::v4));
  }
  if (pool->second.ranges.empty()) {
    conversion_.ledger.approximated(nat.line, Code::pool_not_valid, {nat.pool});
    return std::nullopt;
  }
  AddressRange all = pool->second.ranges.front();
  for (const AddressRange& range : pool->second.ranges) {
    all.first = std::min(all.first, range.first);
    all.last = std::max(all.last, range.last);
  }
  return all;
}

NatRule with_selection(NatRule rule, const Selected& selected, const Conversion& conversion) {
  rule.schedule = selected.schedule;
  rule.certain = selected.certain;
  rule.source.label = "ip nat, " + selected.label;
  rule.source.text = conversion.ledger.shown(rule.source.span.line);
  return rule;
}

void Nat::inside_source(const NatStatement& nat, const std::vector<Selected>& selection,
                        const AddressRange& global) {
  for (const Selected& selected : selection) {
    NatRule out = with_selection(leaving(nat, selected.match), selected, conversion_);
    if (!selected.egress.empty()) out.egress = selected.egress;
    if (selected.selects) {
      out.rewrite.source = global;
      if (nat.overload) out.rewrite.source_port = PortRange{1, 65535};
    }
    conversion_.device.source_nat.push_back(std::move(out));
    if (!selected.selects || nat.overload) continue;
    for (const AddressTerm& term : selected.match.source.terms) {
      const AddressRange* range = std::get_if<AddressRange>(&term.value);
      NatRule in = with_selection(entering(nat, to_addresses(global)), selected, conversion_);
      in.rewrite.destination = range != nullptr ? *range : AddressRange::of(Prefix::everything(Family::v4));
      in.certain = false;
      conversion_.device.destination_nat.push_back(std::move(in));
    }
    if (selected.match.source.any) {
      NatRule in = with_selection(entering(nat, to_addresses(global)), selected, conversion_);
      in.rewrite.destination = AddressRange::of(Prefix::everything(Family::v4));
      in.certain = false;
      conversion_.device.destination_nat.push_back(std::move(in));
    }
  }
}

void Nat::outside_source(const NatStatement& nat, const std::vector<Selected>& selection,
                         const AddressRange& local) {
  for (const Selected& selected : selection) {
    NatRule in = with_selection(entering(nat, selected.match), selected, conversion_);
    if (selected.selects) in.rewrite.source = local;
    conversion_.device.destination_nat.push_back(std::move(in));
    if (!selected.selects) continue;
    NatRule out = with_selection(leaving(nat, to_addresses(local)), selected, conversion_);
    const AddressRange everywhere = AddressRange::of(Prefix::everything(Family::v4));
    const AddressRange* range = selected.match.source.terms.size() == 1
                                    ? std::get_if<AddressRange>(&selected.match.source.terms.front().value)
                                    : nullptr;
    out.rewrite.destination = range != nullptr ? *range : everywhere;
    out.certain = false;
    conversion_.device.source_nat.push_back(std::move(out));
  }
}

/// Rotary pools: the list names the virtual address, as a standard list by its source.
void Nat::inside_destination(const NatStatement& nat, const std::vector<Selected>& selection,
                             const AddressRange& real) {
  for (const Selected& selected : selection) {
    Match match = selected.match;
    if (match.destination.any) std::swap(match.source, match.destination);
    Service tcp;
    tcp.protocol = protocol::tcp;
    match.services = {tcp};
    NatRule in = with_selection(entering(nat, std::move(match)), selected, conversion_);
    if (selected.selects) in.rewrite.destination = real;
    conversion_.device.destination_nat.push_back(std::move(in));
  }
}

void Nat::dynamic_nat(const NatStatement& nat, bool last) {
  const std::vector<Selected> selection = selection_of(nat, last);
  const std::optional<AddressRange> addresses = addresses_of(nat);
  if (!addresses) return;
  if (nat.destination) {
    inside_destination(nat, selection, *addresses);
  } else if (nat.inside) {
    inside_source(nat, selection, *addresses);
  } else {
    outside_source(nat, selection, *addresses);
  }
}

void Nat::convert() {
  const std::vector<NatStatement>& statements = conversion_.config.nat;
  const auto dynamic = [](const NatStatement& nat) { return nat.kind == NatStatement::Kind::dynamic; };
  for (const bool statics : {true, false}) {
    for (std::size_t at = 0; at < statements.size(); ++at) {
      const NatStatement& nat = statements[at];
      if (dynamic(nat) == statics) continue;
      bind(nat);
      if (nat.add_route) {
        conversion_.widen(Effect::may_route, {}, nat.line);
        conversion_.ledger.approximated(nat.line, Code::not_modelled_routes, {"add-route"});
      }
      // Rules without interfaces would hold on all of them.
      if (inside_.empty() || outside_.empty()) continue;
      if (statics) {
        static_nat(nat);
        continue;
      }
      const bool last =
          std::none_of(statements.begin() + static_cast<std::ptrdiff_t>(at) + 1, statements.end(), dynamic);
      dynamic_nat(nat, last);
    }
  }
}

}  // namespace

void convert_nat(Conversion& conversion) { Nat(conversion).convert(); }

}  // namespace sekisho::config::ios
