// Packet headers in terms of the model: which field of a set is which, and the sets that rules, prefixes
// and services stand for, from above (may) and from below (must).
#pragma once

#include "check/header_set.hpp"

#include <sekisho/model/network.hpp>

#include <optional>
#include <vector>

namespace sekisho::check {

/// What a rule takes: at most `may`, at least `must`.
struct Taken {
  HeaderSet may;
  HeaderSet must;
};

class Headers {
 public:
  /// `fields` as the certificate lays them out. Nothing when one is missing, unknown or of another width.
  [[nodiscard]] static std::optional<Headers> over(HeaderSets& sets);

  std::size_t family, source, destination, protocol, source_port, destination_port, icmp_type, icmp_code,
      tcp_flags, state, mark, origin, source_mac;

  [[nodiscard]] HeaderSets& sets() const { return *sets_; }
  [[nodiscard]] HeaderSet none() const { return sets_->none(); }
  [[nodiscard]] HeaderSet all() const { return sets_->all(); }
  [[nodiscard]] HeaderSet of_family(Family value) const;
  [[nodiscard]] HeaderSet addresses(std::size_t field, const AddressRange& range) const;
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Wildcard& wildcard) const;
  [[nodiscard]] HeaderSet addresses(std::size_t field, const Prefix& prefix) const;
  [[nodiscard]] HeaderSet addresses(std::size_t field, const std::vector<AddressRange>& ranges) const;
  [[nodiscard]] HeaderSet of_protocol(std::uint8_t number) const { return sets_->equal(protocol, number); }
  [[nodiscard]] const HeaderSet& with_ports() const { return with_ports_; }
  [[nodiscard]] HeaderSet services(const std::vector<Service>& services, bool certain_only) const;
  [[nodiscard]] Taken match(const Match& match) const;

  /// The packets that a rewrite makes of `packets`; addresses of a family that it does not name become any.
  [[nodiscard]] HeaderSet rewritten(const HeaderSet& packets, const Rewrite& rewrite) const;
  /// Any addresses and ports instead of those that `packets` have, families kept.
  [[nodiscard]] HeaderSet scrambled(const HeaderSet& packets) const;

 private:
  explicit Headers(HeaderSets& sets) : sets_(&sets) {}
  [[nodiscard]] Taken matched(std::size_t field, const AddressMatch& match) const;
  [[nodiscard]] Taken in_state(ConnectionState asked) const;
  [[nodiscard]] HeaderSet service(const Service& service) const;
  [[nodiscard]] HeaderSet with_ports_in(const HeaderSet& packets, std::size_t field,
                                        const PortRange& ports) const;
  [[nodiscard]] HeaderSet with_address(const HeaderSet& packets, std::size_t field, const AddressRange& range,
                                       bool keep_host_bits) const;

  HeaderSets* sets_;
  HeaderSet with_ports_;
};

}  // namespace sekisho::check
