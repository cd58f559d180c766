// Nothing is in two segments at once: no broadcast domain, no address. That hosts lie in their segment and
// share no address is checked where the snapshot is read (docs/snapshot.md).
#include "audit/practices/practices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace sekisho::audit {
namespace {

constexpr std::size_t most_lines = 8;  // of those that join a domain

class Check {
 public:
  Check(const Network& network, Findings& findings) : network_(network), findings_(findings) {}

  /// Outside networks may share a line among each other; nothing of the organisation may share one with them.
  void look_at_segments(const Domain& domain) {
    if (!are_mixed(domain.segments)) return;
    bool certain = false;
    for (const DomainPart& part : domain.certain_parts) {
      if (!are_mixed(part.segments)) continue;
      certain = true;
      findings_.fails(Code::practice_segments_joined, {named(part.segments)}, place_of(part.segments));
    }
    if (!certain)
      findings_.unknown(Code::practice_segments_perhaps_joined, {named(domain.segments)},
                        place_of(domain.segments));
    for (std::size_t i = 0; i < std::min(domain.joins.size(), most_lines); ++i)
      findings_.remark(Code::practice_segments_joined_by, {domain.joins[i].text}, domain.joins[i].span);
  }

  /// Two devices with one address on one link, other than a virtual router's.
  void look_at_addresses(const Domain& domain) {
    std::map<Address, Attachment> owners;
    for (const Attachment& at : domain.routed) {
      for (const InterfaceAddress& own : interface_at(at).addresses) {
        if (own.shared || is_ipv6_link_local(own.address)) continue;
        const auto [found, is_new] = owners.emplace(own.address, at);
        if (is_new || found->second == at) continue;
        findings_.fails(network_.devices[at.device], Code::practice_address_twice,
                        {to_string(own.address), spelled(found->second), spelled(at)},
                        {interface_at(at).span, "", ""});
      }
    }
  }

  /// A registered host with the address of a device: one of both is wrong, unless the host is the device.
  void look_at_host(const Host& host) {
    for (const AddressRange& range : host.addresses) {
      if (range.first != range.last) continue;
      const std::optional<Attachment> owner = owner_of(range.first);
      if (owner && network_.devices[owner->device].name != host.name)
        findings_.unknown(Code::practice_address_twice, {to_string(range.first), host.name, spelled(*owner)},
                          host.span);
    }
  }

 private:
  [[nodiscard]] bool are_mixed(const std::vector<SegmentIndex>& segments) const {
    return segments.size() > 1 && std::ranges::any_of(segments, [&](SegmentIndex s) {
             return !network_.snapshot.segments[s].outside;
           });
  }

  [[nodiscard]] std::string named(const std::vector<SegmentIndex>& segments) const {
    std::vector<std::string> names;
    for (const SegmentIndex s : segments) names.push_back(network_.snapshot.segments[s].name);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  [[nodiscard]] const Span& place_of(const std::vector<SegmentIndex>& segments) const {
    return network_.snapshot.segments[segments.front()].span;
  }

  [[nodiscard]] std::optional<Attachment> owner_of(const Address& address) const {
    for (const Domain& domain : network_.domains) {
      for (const Attachment& at : domain.routed) {
        const std::vector<InterfaceAddress>& own = interface_at(at).addresses;
        if (std::ranges::find(own, address, &InterfaceAddress::address) != own.end()) return at;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] const Interface& interface_at(const Attachment& at) const {
    return network_.devices[at.device].interfaces[at.interface];
  }
  [[nodiscard]] std::string spelled(const Attachment& at) const {
    return network_.devices[at.device].name + ":" + interface_at(at).name;
  }

  const Network& network_;
  Findings& findings_;
};

}  // namespace

void check_hosts_of_one_segment(const Subject& subject, Findings& findings) {
  Check check(subject.network, findings);
  for (const Domain& domain : subject.network.domains) {
    check.look_at_segments(domain);
    check.look_at_addresses(domain);
  }
  for (const Host& host : subject.snapshot().hosts) check.look_at_host(host);
}

}  // namespace sekisho::audit
