// From rules to packet sets, from both sides.
#pragma once

#include <sekisho/model/device.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sekisho::forwarding {

/// What is known of a set: must is inside it, and it is inside may.
struct Bounds {
  PacketSet may;
  PacketSet must;
};

/// Packets whose protocol carries ports.
[[nodiscard]] PacketSet packets_with_ports(PacketSpace& space);

/// Sets of matches on one date. Results are kept per rule, since a policy is asked for once per pair
/// of interfaces.
class MatchSets {
 public:
  MatchSets(PacketSpace& space, const Date& date);

  [[nodiscard]] PacketSpace& space() const { return space_; }
  [[nodiscard]] Bounds of(const Match& match);
  /// The match of a rule, its schedule taken into account.
  [[nodiscard]] const Bounds& of(const Rule& rule);
  [[nodiscard]] const Bounds& of(const NatRule& rule);
  [[nodiscard]] const Bounds& of(const PolicyRoute& rule);
  /// Frees what is kept per rule; it is made again when asked for.
  void forget() { known_.clear(); }

 private:
  [[nodiscard]] Bounds addresses(Field field, const AddressMatch& match);
  [[nodiscard]] PacketSet service(const Service& service);
  [[nodiscard]] Bounds services(const std::vector<Service>& services);
  [[nodiscard]] Bounds state(ConnectionState state) const;
  [[nodiscard]] Bounds scheduled(Bounds bounds, const Schedule& schedule);
  template <typename Build>
  [[nodiscard]] const Bounds& remembered(const void* key, Build build);

  PacketSpace& space_;
  Date date_;
  PacketSet with_ports_;
  PacketSet opens_session_;  // TCP, ICMP and ICMPv6 packets that can open one, and all of other protocols
  PacketSet never_tracked_;
  PacketSet may_open_session_;  // whether these do is in fields that the model has not got
  std::unordered_map<const void*, Bounds> known_;
};

/// Whether a rule that is bound to these interfaces (empty list: to any) applies to packets of an
/// interface. Which interface a packet will leave by is unknown (empty name) before the route lookup.
enum class Binding : std::uint8_t { no, unknown, yes };
[[nodiscard]] Binding binding_of(const std::vector<std::string>& list, const std::string& interface);

/// What a rule takes of packets between two interfaces: nothing if it is bound to others, and nothing for
/// certain if that is unknown.
[[nodiscard]] Bounds bound_to(const Bounds& bounds, const std::vector<std::string>& ingress_list,
                              const std::string& ingress, const std::vector<std::string>& egress_list,
                              const std::string& egress, PacketSpace& space);

}  // namespace sekisho::forwarding
