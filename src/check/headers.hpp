// Packet headers in terms of the model: the fields of a header, and the sets that rules, addresses and
// services stand for, from above (may) and from below (must).
#pragma once

#include "check/header_set.hpp"

#include <sekisho/model/network.hpp>

#include <initializer_list>
#include <vector>

namespace sekisho::check {

/// The bit that says of a packet on its way through a device that a translation has taken it, of the checker
/// alone, and then dump::header_fields.
namespace field {
inline constexpr std::size_t translated = 0, origin = 1, family = 2, destination = 3, source = 4,
                             protocol = 5, destination_port = 6, source_port = 7, icmp_type = 8,
                             icmp_code = 9, tcp_flags = 10, state = 11, mark = 12, vlan = 13, source_mac = 14,
                             destination_mac = 15;
}  // namespace field

class Headers : public HeaderSets {
 public:
  Headers();

  /// What is in the set of some member of a list.
  template <typename List, typename SetOf>
  [[nodiscard]] HeaderSet any_of(const List& list, SetOf set_of) {
    HeaderSet result;
    for (const auto& each : list) result |= set_of(each);
    return result;
  }

  [[nodiscard]] HeaderSet translated() { return equal(field::translated, 1); }
  [[nodiscard]] HeaderSet of_family(Family family) {
    return equal(field::family, static_cast<Bits128>(family));
  }
  [[nodiscard]] HeaderSet of_protocol(std::uint8_t number) { return equal(field::protocol, number); }
  [[nodiscard]] HeaderSet in_state(ConnectionState carried) {
    return equal(field::state, static_cast<Bits128>(carried));
  }
  /// TCP packets that have SYN alone of the flags asked, and all packets of other protocols.
  [[nodiscard]] HeaderSet opening(Bits128 asked) {
    return masked(field::tcp_flags, tcp_flag::syn, asked) | (all() - of_protocol(protocol::tcp));
  }
  [[nodiscard]] HeaderSet addresses(std::size_t field, const AddressRange& range);
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Wildcard& wildcard);
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Prefix& prefix) {
    return addresses(field, AddressRange::of(prefix));
  }
  /// Any of a list of ranges or prefixes.
  template <typename Addresses>
  [[nodiscard]] HeaderSet addresses(std::size_t field, const std::vector<Addresses>& list) {
    return any_of(list, [&](const Addresses& each) { return addresses(field, each); });
  }
  /// What addresses, services and rules take: all that they may, or what they certainly do.
  [[nodiscard]] HeaderSet services(const std::vector<Service>& services, bool certain);
  [[nodiscard]] HeaderSet matched(std::size_t field, const AddressMatch& match, bool certain);
  [[nodiscard]] HeaderSet match(const Match& match, bool certain);

  /// The packets that a rewrite makes of `packets`, which a rule of these services took; addresses of a
  /// family that it does not name become any.
  [[nodiscard]] HeaderSet rewritten(const HeaderSet& packets, const Rewrite& rewrite,
                                    const std::vector<Service>& services);
  /// What hosts may answer to `packets`: addresses and ports exchanged, SYN answered by SYN and ACK (RFC 9293
  /// section 3.5), an ICMP request by its reply, anything else by anything.
  [[nodiscard]] HeaderSet answers_to(const HeaderSet& packets);
  /// Addresses and ports exchanged; what else an answer may have otherwise, any.
  [[nodiscard]] HeaderSet reversed(const HeaderSet& packets);
  /// Destinations that are many hosts: multicast and broadcast.
  [[nodiscard]] HeaderSet to_many();
  /// Any values of some fields instead of those that the members have.
  [[nodiscard]] HeaderSet freed(HeaderSet packets, std::initializer_list<std::size_t> fields);

  /// Any of some ports instead of those that `packets` have, where their protocol has ports.
  [[nodiscard]] HeaderSet with_ports_in(const HeaderSet& packets, std::size_t field, const PortRange& ports);

 private:
  [[nodiscard]] HeaderSet tracked_as(ConnectionState asked, bool certain);
  [[nodiscard]] HeaderSet icmp_of(std::uint8_t version, const std::vector<Bits128>& types);
  [[nodiscard]] HeaderSet service(const Service& service);
  [[nodiscard]] HeaderSet with_address(const HeaderSet& packets, std::size_t field, const AddressRange& range,
                                       bool keep_host_bits);
  [[nodiscard]] HeaderSet with_offset(const HeaderSet& packets, const PortRange& from, const PortRange& to);

  HeaderSet with_ports_;
};

}  // namespace sekisho::check
