// Routers that stand in for each other (VRRP, HSRP) filter alike, so that a change of the master changes
// nothing about what passes.
#include "audit/practices/practices.hpp"

#include <sekisho/forwarding/graph.hpp>

namespace sekisho::audit {
namespace {

constexpr std::size_t node_limit = 20'000'000;  // some 500 MB

/// Interfaces of two routers that share a virtual router address on one domain.
struct Twins {
  InterfaceIndex first = 0;
  InterfaceIndex second = 0;
};

bool shares_address(const Interface& a, const Interface& b) {
  return std::ranges::any_of(a.addresses, [&](const InterfaceAddress& own) {
    return own.shared && std::ranges::any_of(b.addresses, [&](const InterfaceAddress& other) {
             return other.shared && other.address == own.address;
           });
  });
}

std::vector<Twins> twins_of(const Network& network, DeviceIndex first, DeviceIndex second) {
  std::vector<Twins> twins;
  const std::vector<Interface>& ours = network.devices[first].interfaces;
  const std::vector<Interface>& theirs = network.devices[second].interfaces;
  for (InterfaceIndex i = 0; i < ours.size(); ++i) {
    const DomainIndex domain = network.domain_of[first][i];
    if (domain == Network::no_domain) continue;
    for (InterfaceIndex j = 0; j < theirs.size(); ++j) {
      if (network.domain_of[second][j] == domain && shares_address(ours[i], theirs[j]))
        twins.push_back({i, j});
    }
  }
  return twins;
}

/// One router of a pair, and what its filters pass.
class Router {
 public:
  Router(const Network& network, const RuleSets& rules, PacketSpace& space, DeviceIndex index)
      : device_(network.devices[index]), rules_(rules), space_(space), index_(index) {}

  [[nodiscard]] PassingPackets coming_in(InterfaceIndex i) const {
    const Interface& in = device_.interfaces[i];
    return doubted(rules_.passing(index_, in.ingress_filters, in.name, ""), {in.name});
  }

  [[nodiscard]] PassingPackets going_through(InterfaceIndex i, InterfaceIndex o) const {
    const Interface& in = device_.interfaces[i];
    const Interface& out = device_.interfaces[o];
    PassingPackets result = rules_.forwarded(index_, in.name, out.name);
    const PassingPackets leaving = rules_.passing(index_, out.egress_filters, in.name, out.name);
    result.may &= leaving.may;
    result.must &= leaving.must;
    return doubted(std::move(result), {in.name, out.name});
  }

  /// Packets from or to the router itself, which its twin has others of.
  [[nodiscard]] PacketSet own() const {
    PacketSet packets = space_.none();
    for (const Interface& interface : device_.interfaces) {
      for (const InterfaceAddress& each : interface.addresses) {
        packets |= space_.address(Field::source, AddressRange::of(each.address));
        packets |= space_.address(Field::destination, AddressRange::of(each.address));
      }
    }
    return packets;
  }

  [[nodiscard]] const Device& device() const { return device_; }
  [[nodiscard]] std::string spelled(InterfaceIndex i) const {
    return device_.name + ":" + device_.interfaces[i].name;
  }
  [[nodiscard]] std::string spelled(InterfaceIndex i, InterfaceIndex o) const {
    return spelled(i) + " > " + device_.interfaces[o].name;
  }

 private:
  /// Unread lines may permit or drop anything.
  [[nodiscard]] PassingPackets doubted(PassingPackets passing, const std::vector<std::string>& at) const {
    for (const Uncertainty& doubt : device_.uncertainties) {
      if (!doubt.interface.empty() && std::ranges::find(at, doubt.interface) == at.end()) continue;
      if (doubt.effect == Effect::may_permit) passing.may = space_.all();
      if (doubt.effect == Effect::may_drop) passing.must = space_.none();
    }
    return passing;
  }

  const Device& device_;
  const RuleSets& rules_;
  PacketSpace& space_;
  DeviceIndex index_;
};

class Check {
 public:
  Check(const Router& first, const Router& second, PacketSpace& space, Findings& findings)
      : first_(first),
        second_(second),
        space_(space),
        findings_(findings),
        others_(~(first.own() | second.own())) {}

  void look_at(const std::vector<Twins>& twins) {
    for (const Twins& in : twins) {
      compare(first_.coming_in(in.first), second_.coming_in(in.second), first_.spelled(in.first),
              second_.spelled(in.second), in.first);
      for (const Twins& out : twins) {
        if (in.first == out.first || in.second == out.second) continue;
        compare(first_.going_through(in.first, out.first), second_.going_through(in.second, out.second),
                first_.spelled(in.first, out.first), second_.spelled(in.second, out.second), out.first);
      }
    }
  }

 private:
  void compare(const PassingPackets& ours, const PassingPackets& theirs, const std::string& here,
               const std::string& there, InterfaceIndex place) {
    const RuleSource source{first_.device().interfaces[place].span, "", ""};
    const PacketSet only_ours = (ours.must - theirs.may) & others_;
    const PacketSet only_theirs = (theirs.must - ours.may) & others_;
    if (!only_ours.empty()) {
      findings_.fails(first_.device(), Code::practice_pair_unequal,
                      {here, there, first_.device().name, example(only_ours)}, source);
    } else if (!only_theirs.empty()) {
      findings_.fails(first_.device(), Code::practice_pair_unequal,
                      {here, there, second_.device().name, example(only_theirs)}, source);
    } else {
      const PacketSet open = ((ours.may - theirs.must) | (theirs.may - ours.must)) & others_;
      if (!open.empty())
        findings_.unknown(first_.device(), Code::practice_pair_uncertain, {here, there, example(open)},
                          source);
    }
  }

  /// A packet as hosts send them, if there is one among these.
  [[nodiscard]] std::string example(const PacketSet& packets) const {
    const std::optional<Packet> packet = packets.member_preferring(
        {space_.family(Family::v4), space_.protocol(protocol::tcp), space_.range(Field::mark, 0, 0)});
    return packet ? to_string(*packet) : "-";
  }

  const Router& first_;
  const Router& second_;
  PacketSpace& space_;
  Findings& findings_;
  PacketSet others_;  // that both routers should treat alike
};

}  // namespace

void check_matching_pair(const Subject& subject, Findings& findings) {
  const Network& network = subject.network;
  PacketSpace space(Layout::full(), node_limit);
  const RuleSets rules(space, network, subject.date);
  for (DeviceIndex first = 0; first < network.devices.size(); ++first) {
    for (DeviceIndex second = first + 1; second < network.devices.size(); ++second) {
      const std::vector<Twins> twins = twins_of(network, first, second);
      if (twins.empty()) continue;
      try {
        const Router one(network, rules, space, first);
        const Router other(network, rules, space, second);
        Check(one, other, space, findings).look_at(twins);
      } catch (const PacketSetTooLarge& limit) {
        findings.unknown(
            network.devices[first], Code::practice_pair_too_large,
            {network.devices[first].name, network.devices[second].name, std::to_string(limit.node_limit)},
            whole_config(network.devices[first]));
      }
    }
  }
}

}  // namespace sekisho::audit
