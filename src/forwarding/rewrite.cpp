#include "rewrite.hpp"

#include <sekisho/forwarding/match_sets.hpp>

namespace sekisho::forwarding {

namespace {

/// The prefix that a range is; only asked of host-bit-keeping rewrites, whose ranges are prefixes.
Prefix prefix_of(const AddressRange& range) {
  const std::vector<Prefix> prefixes = prefixes_of(range);
  return prefixes.front();
}

PacketSet set_address(const PacketSet& packets, Field field, const AddressRange& range, bool keep_host_bits,
                      PacketSpace& space) {
  if (keep_host_bits) return space.with_network(packets, field, prefix_of(range));
  return space.with_address(packets, field, range);
}

PacketSet unset_address(const PacketSet& packets, Field field, const AddressRange& range, bool keep_host_bits,
                        PacketSpace& space) {
  const PacketSet inside = packets & space.address(field, range);
  return keep_host_bits ? inside.forget_top_bits(field, prefix_of(range).length) : inside.forget(field);
}

// A rewrite of ports leaves packets without ports as they are.
PacketSet set_ports(const PacketSet& packets, Field field, const PortRange& ports, PacketSpace& space) {
  const PacketSet ported = packets_with_ports(space);
  return space.with_range(packets & ported, field, ports.first, ports.last) | (packets - ported);
}

PacketSet unset_ports(const PacketSet& packets, Field field, const PortRange& ports, PacketSpace& space) {
  const PacketSet ported = packets_with_ports(space);
  return (packets & ported & space.ports(field, ports)).forget(field) | (packets - ported);
}

}  // namespace

PacketSet rewritten(const Rewrite& rewrite, const PacketSet& packets, PacketSpace& space) {
  PacketSet result = packets;
  if (result.empty()) return result;
  if (rewrite.source)
    result = set_address(result, Field::source, *rewrite.source, rewrite.keep_host_bits, space);
  if (rewrite.destination) {
    result = set_address(result, Field::destination, *rewrite.destination, rewrite.keep_host_bits, space);
  }
  if (rewrite.source_port) result = set_ports(result, Field::source_port, *rewrite.source_port, space);
  if (rewrite.destination_port)
    result = set_ports(result, Field::destination_port, *rewrite.destination_port, space);
  return result;
}

PacketSet before_rewrite(const Rewrite& rewrite, const PacketSet& packets, PacketSpace& space) {
  PacketSet result = packets;
  if (result.empty()) return result;
  if (rewrite.destination_port)
    result = unset_ports(result, Field::destination_port, *rewrite.destination_port, space);
  if (rewrite.source_port) result = unset_ports(result, Field::source_port, *rewrite.source_port, space);
  if (rewrite.destination) {
    result = unset_address(result, Field::destination, *rewrite.destination, rewrite.keep_host_bits, space);
  }
  if (rewrite.source)
    result = unset_address(result, Field::source, *rewrite.source, rewrite.keep_host_bits, space);
  return result;
}

}  // namespace sekisho::forwarding

namespace sekisho {

PacketSet image(const Transfer& transfer, Side side, const PacketSet& packets, PacketSpace& space) {
  PacketSet result = space.none();
  for (const Branch& branch : transfer.of(side)) {
    const PacketSet entering = packets & branch.guard;
    if (entering.empty()) continue;
    PacketSet leaving = forwarding::rewritten(branch.rewrite, entering, space);
    if (branch.mark) leaving = space.with_range(leaving, Field::mark, *branch.mark, *branch.mark);
    result |= leaving & branch.after;
  }
  return result;
}

PacketSet preimage(const Transfer& transfer, Side side, const PacketSet& packets, PacketSpace& space) {
  PacketSet result = space.none();
  for (const Branch& branch : transfer.of(side)) {
    PacketSet leaving = packets & branch.after;
    if (branch.mark) leaving = (leaving & space.equal(Field::mark, *branch.mark)).forget(Field::mark);
    if (leaving.empty()) continue;
    result |= forwarding::before_rewrite(branch.rewrite, leaving, space) & branch.guard;
  }
  return result;
}

}  // namespace sekisho
