#include "check/headers.hpp"

#include <array>
#include <utility>

namespace sekisho::check {

namespace {

// IPv4 addresses lie in the 32 most significant bits of an address field; the bits behind them are free.
constexpr int behind_ipv4 = 96;

Bits128 lowest(const Address& address) {
  return address.family == Family::v4 ? address.bits << behind_ipv4 : address.bits;
}

Bits128 highest(const Address& address) {
  return address.family == Family::v4 ? lowest(address) | low_ones(behind_ipv4) : address.bits;
}

}  // namespace

std::optional<Headers> Headers::over(HeaderSets& sets) {
  Headers headers(sets);
  std::size_t vlan = 0;
  std::size_t destination_mac = 0;
  const std::array<std::pair<FieldShape, std::size_t*>, 15> wanted{
      {{{"family", 1}, &headers.family},
       {{"source", 128}, &headers.source},
       {{"destination", 128}, &headers.destination},
       {{"protocol", 8}, &headers.protocol},
       {{"source_port", 16}, &headers.source_port},
       {{"destination_port", 16}, &headers.destination_port},
       {{"icmp_type", 8}, &headers.icmp_type},
       {{"icmp_code", 8}, &headers.icmp_code},
       {{"tcp_flags", 8}, &headers.tcp_flags},
       {{"state", 2}, &headers.state},
       {{"mark", 16}, &headers.mark},
       {{"origin", 16}, &headers.origin},
       {{"source_mac", 48}, &headers.source_mac},
       {{"destination_mac", 48}, &destination_mac},
       {{"vlan", 12}, &vlan}}};
  if (sets.fields().size() != wanted.size()) return std::nullopt;
  for (const auto& [shape, place] : wanted) {
    std::size_t at = 0;
    while (at < sets.fields().size() && sets.fields()[at].name != shape.name) ++at;
    if (at == sets.fields().size() || sets.fields()[at].bits != shape.bits) return std::nullopt;
    *place = at;
  }
  const bool neighbours =
      headers.source == headers.destination + 1 && headers.source_port == headers.destination_port + 1;
  if (!neighbours) return std::nullopt;
  headers.with_ports_ = sets.none();
  for (int number = 0; number < 256; ++number) {
    const auto each = static_cast<std::uint8_t>(number);
    if (has_ports(each)) headers.with_ports_ |= headers.of_protocol(each);
  }
  return headers;
}

HeaderSet Headers::of_family(Family value) const { return sets_->equal(family, static_cast<Bits128>(value)); }

HeaderSet Headers::addresses(std::size_t field, const AddressRange& range) const {
  return of_family(range.family()) & sets_->range(field, lowest(range.first), highest(range.last));
}

HeaderSet Headers::addresses(std::size_t field, const Wildcard& wildcard) const {
  const bool ipv4 = wildcard.family() == Family::v4;
  return of_family(wildcard.family()) &
         sets_->masked(field, lowest(wildcard.value), ipv4 ? wildcard.care << behind_ipv4 : wildcard.care);
}

HeaderSet Headers::addresses(std::size_t field, const Prefix& prefix) const {
  return addresses(field, AddressRange::of(prefix));
}

HeaderSet Headers::addresses(std::size_t field, const std::vector<AddressRange>& ranges) const {
  HeaderSet result = none();
  for (const AddressRange& range : ranges) result |= addresses(field, range);
  return result;
}

Taken Headers::matched(std::size_t field, const AddressMatch& match) const {
  if (match.any) return match.negated ? Taken{none(), none()} : Taken{all(), all()};
  Taken taken{none(), none()};
  for (const AddressTerm& term : match.terms) {
    const HeaderSet set = std::visit([&](const auto& value) { return addresses(field, value); }, term.value);
    taken.may |= set;
    if (term.certain) taken.must |= set;
  }
  if (match.negated) return {all() - taken.must, all() - taken.may};
  return taken;
}

HeaderSet Headers::service(const Service& service) const {
  const auto any_of = [&](std::size_t field, const auto& ranges) {
    HeaderSet result = ranges.empty() ? all() : none();
    for (const auto& range : ranges) result |= sets_->range(field, range.first, range.last);
    return result;
  };
  HeaderSet set = service.protocol ? of_protocol(*service.protocol) : all();
  if (!service.source_ports.empty() || !service.destination_ports.empty()) set &= with_ports_;
  set &= any_of(source_port, service.source_ports) & any_of(destination_port, service.destination_ports);
  if (!service.icmp_types.empty() || !service.icmp_codes.empty())
    set &= of_protocol(protocol::icmp) | of_protocol(protocol::icmpv6);
  set &= any_of(icmp_type, service.icmp_types) & any_of(icmp_code, service.icmp_codes);
  if (service.tcp_flags.empty()) return set;
  HeaderSet flags = none();
  for (const TcpFlagMatch& wanted : service.tcp_flags) {
    if ((wanted.value & ~wanted.mask) == 0) flags |= sets_->masked(tcp_flags, wanted.value, wanted.mask);
  }
  return set & flags & of_protocol(protocol::tcp);
}

HeaderSet Headers::services(const std::vector<Service>& services, bool certain_only) const {
  if (services.empty()) return all();
  HeaderSet result = none();
  for (const Service& each : services) {
    if (each.certain || !certain_only) result |= service(each);
  }
  return result;
}

/// What connection tracking says of a packet without a session follows from its header; see
/// ConnectionState in sekisho/base/packet.hpp for the rules and their source.
Taken Headers::in_state(ConnectionState asked) const {
  const auto carried = [&](ConnectionState value) {
    return sets_->equal(state, static_cast<Bits128>(value));
  };
  if (asked == ConnectionState::established || asked == ConnectionState::related)
    return {carried(asked), carried(asked)};
  const auto icmp_of = [&](std::uint8_t version, std::initializer_list<Bits128> types) {
    HeaderSet result = none();
    for (const Bits128 type : types) result |= sets_->equal(icmp_type, type);
    return result & of_protocol(version);
  };
  const HeaderSet never_tracked = icmp_of(protocol::icmpv6, {130, 131, 132, 133, 134, 135, 136, 143});
  const HeaderSet fresh = carried(ConnectionState::fresh);
  if (asked == ConnectionState::untracked) {
    const HeaderSet untracked = carried(asked) | (fresh & never_tracked);
    return {untracked, untracked};
  }
  const Bits128 looked_at = tcp_flag::syn | tcp_flag::ack | tcp_flag::fin | tcp_flag::rst;
  HeaderSet opens =
      all() - of_protocol(protocol::tcp) - of_protocol(protocol::icmp) - of_protocol(protocol::icmpv6);
  opens |= of_protocol(protocol::tcp) & (sets_->masked(tcp_flags, tcp_flag::syn, looked_at) |
                                         sets_->masked(tcp_flags, tcp_flag::ack, looked_at));
  opens |= icmp_of(protocol::icmp, {8, 13, 15, 17}) | icmp_of(protocol::icmpv6, {128, 139});
  const HeaderSet unclear = of_protocol(protocol::sctp) | of_protocol(protocol::dccp);
  const HeaderSet taken = fresh & (asked == ConnectionState::fresh ? opens : all() - opens - never_tracked);
  return {taken | (fresh & unclear), taken - unclear};
}

Taken Headers::match(const Match& match) const {
  HeaderSet rest = all();
  if (!match.ipv4) rest -= of_family(Family::v4);
  if (!match.ipv6) rest -= of_family(Family::v6);
  const auto one_of = [&](std::size_t field, const auto& values) {
    HeaderSet result = none();
    for (const auto value : values) result |= sets_->equal(field, static_cast<Bits128>(value));
    return result;
  };
  if (match.marks) rest &= one_of(mark, *match.marks);
  if (!match.source_macs.empty()) rest &= one_of(source_mac, match.source_macs);
  Taken states{all(), all()};
  if (!match.states.empty()) states = {none(), none()};
  for (const ConnectionState each : match.states) {
    const Taken one = in_state(each);
    states = {states.may | one.may, states.must | one.must};
  }
  const Taken from = matched(source, match.source);
  const Taken to = matched(destination, match.destination);
  const HeaderSet may = rest & states.may & to.may & from.may & services(match.services, false);
  if (!match.certain) return {may, none()};
  return {may, rest & states.must & to.must & from.must & services(match.services, true)};
}

HeaderSet Headers::with_address(const HeaderSet& packets, std::size_t field, const AddressRange& range,
                                bool keep_host_bits) const {
  const HeaderSet of_same = packets & of_family(range.family());
  const HeaderSet others = packets - of_same;
  HeaderSet result = others.forget(field);
  if (keep_host_bits) {
    result |= of_same.with_top_bits(field, lowest(range.first), prefixes_of(range).front().length);
  } else {
    result |= of_same.forget(field) & addresses(field, range);
  }
  return result;
}

HeaderSet Headers::with_ports_in(const HeaderSet& packets, std::size_t field, const PortRange& ports) const {
  const HeaderSet ported = packets & with_ports_;
  return (ported.forget(field) & sets_->range(field, ports.first, ports.last)) | (packets - ported);
}

HeaderSet Headers::rewritten(const HeaderSet& packets, const Rewrite& rewrite) const {
  HeaderSet result = packets;
  if (rewrite.source) result = with_address(result, source, *rewrite.source, rewrite.keep_host_bits);
  if (rewrite.destination)
    result = with_address(result, destination, *rewrite.destination, rewrite.keep_host_bits);
  if (rewrite.source_port) result = with_ports_in(result, source_port, *rewrite.source_port);
  if (rewrite.destination_port) result = with_ports_in(result, destination_port, *rewrite.destination_port);
  return result;
}

HeaderSet Headers::scrambled(const HeaderSet& packets) const {
  return with_ports_in(with_ports_in(packets.forget(source).forget(destination), source_port, PortRange{}),
                       destination_port, PortRange{});
}

}  // namespace sekisho::check
