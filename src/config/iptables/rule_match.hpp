// What the options of one rule ask of a packet, collected condition by condition. Conditions are joined by
// "and": addresses, ports and types narrow what the ones before them left.
#pragma once

#include "config/iptables/values.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::iptables {

/// One way to match: a member of a set with several dimensions is one of many (`hash:ip,port`).
struct Alternative {
  NumberSet source;
  NumberSet destination;
  std::optional<std::uint8_t> protocol;
  NumberSet source_ports{all_ports};
  NumberSet destination_ports{all_ports};
};

class RuleMatch {
 public:
  explicit RuleMatch(Family family);

  [[nodiscard]] Family family() const { return family_; }

  void narrow_source(const NumberSet& addresses);
  void narrow_destination(const NumberSet& addresses);
  /// A mask with holes; exact when the rule asks nothing else of this address.
  void narrow_by_holes(bool source, const Wildcard& wildcard, bool negated);
  void narrow_protocol(std::uint8_t protocol, bool negated);
  void narrow_source_ports(const NumberSet& ports);
  void narrow_destination_ports(const NumberSet& ports);
  /// Either port is one of these.
  void narrow_either_port(const NumberSet& ports);
  void narrow_icmp(const IcmpTypes& types, bool negated);
  void narrow_flags(TcpFlagMatch flags, bool negated);
  void narrow_states(const std::vector<ConnectionState>& states);
  /// The packet must match one of these, too.
  void narrow_alternatives(const std::vector<Alternative>& alternatives);
  void never() { never_ = true; }
  /// Forgets addresses, ports and set members: the packet may match and need not.
  void widen();
  /// Something was asked that the model does not see.
  void doubt() { certain_ = false; }

  [[nodiscard]] bool is_certain() const { return certain_; }
  [[nodiscard]] std::optional<std::uint8_t> protocol() const { return protocol_; }

  /// Which interfaces the rule is bound to: nothing (any), or these names.
  std::optional<std::vector<std::string>> ingress;
  std::optional<std::vector<std::string>> egress;

  /// The matches that together are what was asked; none when nothing can match.
  [[nodiscard]] std::vector<Match> finish() const;

 private:
  struct Holes {
    Wildcard wildcard;
    bool negated = false;
  };

  [[nodiscard]] AddressMatch addresses(const NumberSet& set, const std::optional<Holes>& holes) const;
  [[nodiscard]] std::vector<Service> services(const Alternative& alternative) const;
  [[nodiscard]] std::vector<std::uint8_t> protocols(const Alternative& alternative) const;
  [[nodiscard]] bool asks_of_header(const Alternative& alternative) const;

  Family family_;
  bool certain_ = true;
  bool never_ = false;
  std::vector<Alternative> alternatives_;
  std::optional<Holes> source_holes_;
  std::optional<Holes> destination_holes_;
  std::optional<std::uint8_t> protocol_;
  std::vector<std::uint8_t> excluded_protocols_;
  std::optional<NumberSet> either_port_;
  std::vector<IcmpTypes> icmp_;      // alternatives; empty: any
  std::vector<TcpFlagMatch> flags_;  // alternatives; empty: any
  std::vector<ConnectionState> states_;
  bool asks_state_ = false;
};

}  // namespace sekisho::config::iptables
