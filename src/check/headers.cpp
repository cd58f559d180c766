#include "check/headers.hpp"

#include <sekisho/dump/certificate_file.hpp>

#include <array>

namespace sekisho::check {

namespace {

std::vector<int> widths() {
  std::vector<int> result{1};
  for (const auto& [name, width] : dump::header_fields) result.push_back(width);
  return result;
}

/// The free bits behind an address.
int behind(Family family) { return family == Family::v4 ? 96 : 0; }

}  // namespace

Headers::Headers() : HeaderSets(widths()) {
  for (int number = 0; number < 256; ++number) {
    if (has_ports(static_cast<std::uint8_t>(number)))
      with_ports_ |= of_protocol(static_cast<std::uint8_t>(number));
  }
}

HeaderSet Headers::addresses(std::size_t field, const AddressRange& range) {
  const int free = behind(range.family());
  const Bits128 last = range.last.bits << free | low_ones(free);
  return of_family(range.family()) & this->range(field, range.first.bits << free, last);
}

HeaderSet Headers::addresses(std::size_t field, const Wildcard& wildcard) {
  const int free = behind(wildcard.family());
  return of_family(wildcard.family()) & masked(field, wildcard.value.bits << free, wildcard.care << free);
}

HeaderSet Headers::matched(std::size_t field, const AddressMatch& match, bool certain) {
  if (match.any) return match.negated ? HeaderSet() : all();
  // What is certain of a complement is what is left by all that may match.
  const bool only_certain = certain != match.negated;
  const HeaderSet result = any_of(match.terms, [&](const AddressTerm& term) {
    if (only_certain && !term.certain) return HeaderSet();
    return std::visit([&](const auto& value) { return addresses(field, value); }, term.value);
  });
  return match.negated ? all() - result : result;
}

HeaderSet Headers::service(const Service& service) {
  const auto asked = [&](std::size_t field, const auto& ranges) {
    if (ranges.empty()) return all();
    return any_of(ranges, [&](const auto& each) { return range(field, each.first, each.last); });
  };
  HeaderSet set = service.protocol ? of_protocol(*service.protocol) : all();
  if (!service.source_ports.empty() || !service.destination_ports.empty()) set &= with_ports_;
  if (!service.icmp_types.empty() || !service.icmp_codes.empty())
    set &= of_protocol(protocol::icmp) | of_protocol(protocol::icmpv6);
  set &= asked(field::source_port, service.source_ports);
  set &= asked(field::destination_port, service.destination_ports);
  set &= asked(field::icmp_type, service.icmp_types) & asked(field::icmp_code, service.icmp_codes);
  if (service.tcp_flags.empty()) return set;
  return set & of_protocol(protocol::tcp) & any_of(service.tcp_flags, [&](const TcpFlagMatch& wanted) {
           const bool possible = (wanted.value & ~wanted.mask) == 0;
           return possible ? masked(field::tcp_flags, wanted.value, wanted.mask) : HeaderSet();
         });
}

HeaderSet Headers::services(const std::vector<Service>& services, bool certain) {
  if (services.empty()) return all();
  return any_of(services, [&](const Service& each) {  //
    return each.certain || !certain ? service(each) : HeaderSet();
  });
}

HeaderSet Headers::icmp_of(std::uint8_t version, const std::vector<Bits128>& types) {
  return of_protocol(version) & any_of(types, [&](Bits128 type) { return equal(field::icmp_type, type); });
}

/// What connection tracking says of a packet without a session follows from its header; see
/// ConnectionState in sekisho/base/packet.hpp for the rules and their source.
HeaderSet Headers::tracked_as(ConnectionState asked, bool certain) {
  const HeaderSet never = icmp_of(protocol::icmpv6, {130, 131, 132, 133, 134, 135, 136, 143});
  const HeaderSet fresh = in_state(ConnectionState::fresh);
  if (asked == ConnectionState::untracked) return in_state(asked) | (fresh & never);
  if (asked != ConnectionState::fresh && asked != ConnectionState::invalid) return in_state(asked);
  const Bits128 looked_at = tcp_flag::syn | tcp_flag::ack | tcp_flag::fin | tcp_flag::rst;
  HeaderSet opens = opening(looked_at) | masked(field::tcp_flags, tcp_flag::ack, looked_at);
  opens -= of_protocol(protocol::icmp) | of_protocol(protocol::icmpv6);
  opens |= icmp_of(protocol::icmp, {8, 13, 15, 17}) | icmp_of(protocol::icmpv6, {128, 139});
  const HeaderSet unclear = of_protocol(protocol::sctp) | of_protocol(protocol::dccp);
  const HeaderSet taken = asked == ConnectionState::fresh ? opens : all() - opens - never;
  return fresh & (certain ? taken - unclear : taken | unclear);
}

HeaderSet Headers::match(const Match& match, bool certain) {
  if (certain && !match.certain) return HeaderSet();
  HeaderSet result = all();  // later fields first: each step adds nodes on top
  if (!match.states.empty())
    result = any_of(match.states, [&](ConnectionState each) { return tracked_as(each, certain); });
  if (match.marks) result &= any_of(*match.marks, [&](Bits128 each) { return equal(field::mark, each); });
  if (!match.source_macs.empty())
    result &= any_of(match.source_macs, [&](Bits128 each) { return equal(field::source_mac, each); });
  result &= services(match.services, certain);
  result &= matched(field::source, match.source, certain);
  result &= matched(field::destination, match.destination, certain);
  if (!match.ipv4) result -= of_family(Family::v4);
  if (!match.ipv6) result -= of_family(Family::v6);
  return result;
}

HeaderSet Headers::with_address(const HeaderSet& packets, std::size_t field, const AddressRange& range,
                                bool keep_host_bits) {
  const HeaderSet of_same = packets & of_family(range.family());
  const HeaderSet others = freed(packets - of_same, {field});
  if (!keep_host_bits) return others | (freed(of_same, {field}) & addresses(field, range));
  const Bits128 first = range.first.bits << behind(range.family());
  return others | of_same.with_prefix(field, first, prefixes_of(range).front().length);
}

HeaderSet Headers::with_ports_in(const HeaderSet& packets, std::size_t field, const PortRange& ports) {
  return (packets & with_ports_).with(field, ports.first, ports.last) | (packets - with_ports_);
}

/// Ports of `from` get their offset in it as offset in a range of the same size. Blocks of ports that begin
/// at a multiple of their size in both ranges keep the bits of the offset.
HeaderSet Headers::with_offset(const HeaderSet& packets, const PortRange& from, const PortRange& to) {
  HeaderSet result;
  for (Bits128 first = from.first, size = 1; first <= from.last; first += size) {
    const Bits128 target = first - from.first + to.first;
    int bits = 0;
    for (; bits < 16 && ((first | target) >> bits & 1) == 0 && first + (2U << bits) <= from.last + 1U;)
      ++bits;
    size = Bits128{1} << bits;
    const HeaderSet block = packets & range(field::destination_port, first, first + size - 1);
    result |= block.with_prefix(field::destination_port, target, 16 - bits);
  }
  return result;
}

HeaderSet Headers::rewritten(const HeaderSet& packets, const Rewrite& rewrite,
                             const std::vector<Service>& services) {
  HeaderSet open = packets;
  if (rewrite.source) open = with_address(open, field::source, *rewrite.source, rewrite.keep_host_bits);
  if (rewrite.destination)
    open = with_address(open, field::destination, *rewrite.destination, rewrite.keep_host_bits);
  if (rewrite.source_port) open = with_ports_in(open, field::source_port, *rewrite.source_port);
  if (!rewrite.destination_port) return open;
  const PortRange to = *rewrite.destination_port;
  HeaderSet shifted;
  for (const Service& service : services) {  // a port keeps its offset in the range that it was matched by
    for (const PortRange& from : service.destination_ports) {
      if (!rewrite.keep_port_offset || from.last - from.first != to.last - to.first) continue;
      const HeaderSet hit = open & with_ports_ & range(field::destination_port, from.first, from.last);
      shifted |= with_offset(hit, from, to);
      open -= hit;
    }
  }
  return shifted | with_ports_in(open, field::destination_port, to);
}

HeaderSet Headers::freed(HeaderSet packets, std::initializer_list<std::size_t> fields) {
  for (const std::size_t each : fields) packets = packets.with(each, 0, greatest(each));
  return packets;
}

HeaderSet Headers::reversed(const HeaderSet& packets) {
  return freed(packets, {field::tcp_flags, field::icmp_type, field::icmp_code, field::mark, field::vlan,
                         field::source_mac, field::destination_mac})
      .exchanged(field::destination)
      .exchanged(field::destination_port);
}

HeaderSet Headers::answers_to(const HeaderSet& packets) {
  const HeaderSet tcp = of_protocol(protocol::tcp);
  constexpr Bits128 accepts = tcp_flag::syn | tcp_flag::ack;
  const HeaderSet answers = (tcp & masked(field::tcp_flags, accepts, accepts)) |
                            icmp_of(protocol::icmp, {0, 14, 16, 18}) |
                            icmp_of(protocol::icmpv6, {129, 136, 140}) |
                            (all() - tcp - of_protocol(protocol::icmp) - of_protocol(protocol::icmpv6));
  return reversed(packets) & answers & equal(field::mark, 0);
}

HeaderSet Headers::to_many() {
  const std::array texts{"224.0.0.0/4", "255.255.255.255/32", "ff00::/8"};
  return any_of(texts, [&](const char* each) { return addresses(field::destination, *Prefix::parse(each)); });
}

}  // namespace sekisho::check
