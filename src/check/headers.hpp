// Packet headers in terms of the model: the fields of a header, and the sets that rules, addresses and
// services stand for, from above (may) and from below (must).
#pragma once

#include "check/header_set.hpp"

#include <sekisho/model/network.hpp>

#include <initializer_list>
#include <vector>

namespace sekisho::check {

/// Indexes of dump::header_fields.
namespace field {
inline constexpr std::size_t origin = 0, family = 1, destination = 2, source = 3, protocol = 4,
                             destination_port = 5, source_port = 6, icmp_type = 7, icmp_code = 8,
                             tcp_flags = 9, state = 10, mark = 11, vlan = 12, source_mac = 13,
                             destination_mac = 14;
}  // namespace field

class Headers : public HeaderSets {
 public:
  Headers();

  [[nodiscard]] HeaderSet of_family(Family value);
  [[nodiscard]] HeaderSet of_protocol(std::uint8_t number) { return equal(field::protocol, number); }
  [[nodiscard]] HeaderSet in_state(ConnectionState carried);
  /// TCP packets that have SYN alone of the flags asked, and all packets of other protocols.
  [[nodiscard]] HeaderSet opening(Bits128 asked);
  [[nodiscard]] HeaderSet addresses(std::size_t field, const AddressRange& range);
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Wildcard& wildcard);
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Prefix& prefix);
  /// Any of a list of ranges or prefixes.
  template <typename Addresses>
  [[nodiscard]] HeaderSet addresses(std::size_t field, const std::vector<Addresses>& list) {
    HeaderSet result = none();
    for (const Addresses& each : list) result |= addresses(field, each);
    return result;
  }
  /// What services and rules take: all that they may, or what they certainly do.
  [[nodiscard]] HeaderSet services(const std::vector<Service>& services, bool certain);
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
  [[nodiscard]] HeaderSet matched(std::size_t field, const AddressMatch& match, bool certain);
  [[nodiscard]] HeaderSet tracked_as(ConnectionState asked, bool certain);
  [[nodiscard]] HeaderSet icmp_of(std::uint8_t version, const std::vector<Bits128>& types);
  [[nodiscard]] HeaderSet service(const Service& service);
  [[nodiscard]] HeaderSet with_address(const HeaderSet& packets, std::size_t field, const AddressRange& range,
                                       bool keep_host_bits);
  [[nodiscard]] HeaderSet with_offset(const HeaderSet& packets, const PortRange& from, const PortRange& to);

  HeaderSet with_ports_;
};

}  // namespace sekisho::check
