// What the ports of devices carry: which networks, under which 802.1Q tags.
#pragma once

#include "draft/site.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace sekisho::draft {

/// Networks of interfaces behind a port, by tag; 0: untagged.
using Carried = std::map<std::uint16_t, std::set<Prefix>>;

/// The networks of the addresses of an interface, those of single hosts and of link-local addresses left out.
[[nodiscard]] std::set<Prefix> networks_of(const Interface& interface);

/// Private addresses (RFC 1918, RFC 4193, RFC 6598 and link-local): any organisation may use them.
[[nodiscard]] bool is_private(const Prefix& prefix);

class Wiring {
 public:
  explicit Wiring(const Site& site);

  /// True for physical ports and aggregates that are up.
  [[nodiscard]] bool takes_cable(const Attachment& port) const;
  [[nodiscard]] const Carried& carried(const Attachment& port) const;
  /// The aggregate that a port is a member of.
  [[nodiscard]] std::optional<Attachment> aggregate_of(const Attachment& port) const;
  [[nodiscard]] bool is_trunk(const Attachment& port) const;

  /// A network that both ports carry under one tag.
  [[nodiscard]] std::optional<Prefix> shared_network(const Attachment& a, const Attachment& b) const;
  /// True when both carry networks under one tag, and no network in common there.
  [[nodiscard]] bool contradict(const Attachment& a, const Attachment& b) const;

  /// A cable is in the port, in its aggregate, or in a member of it.
  [[nodiscard]] bool is_free(const Attachment& port) const { return !used_.contains(port); }
  void use(const Attachment& port);

 private:
  [[nodiscard]] Carried carried_by(const Attachment& port) const;
  void add_switched(const Device& device, const SwitchPort& port, Carried& carried) const;

  const Site& site_;
  std::vector<std::vector<std::optional<InterfaceIndex>>> aggregates_;
  std::vector<std::vector<Carried>> carried_;
  std::set<Attachment> used_;
};

}  // namespace sekisho::draft
