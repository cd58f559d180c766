// PacketSpace: constructors of sets, and images of sets under rewrites of a field.
#include "constructors.hpp"
#include "diagram.hpp"
#include "first_match.hpp"
#include "operations.hpp"
#include "transfer.hpp"

#include <algorithm>
#include <cassert>

namespace sekisho {

using detail::Block;
using detail::Edge;

namespace {

/// The bits of an address field that an address of the family fills: the top 32, or all.
Block address_block(const detail::Diagram& diagram, Field field, Family family) {
  assert(field == Field::source || field == Field::destination);
  return diagram.order().block(field).top(width(family));
}

Edge family_set(detail::Diagram& diagram, Family family) {
  return pattern_set(diagram, diagram.order().block(Field::family), family == Family::v6 ? 1 : 0, 1);
}

}  // namespace

PacketSpace::PacketSpace(const Layout& layout, std::size_t node_limit)
    : diagram_(std::make_unique<detail::Diagram>(layout, node_limit)) {}

PacketSpace::~PacketSpace() = default;

const Layout& PacketSpace::layout() const { return diagram_->order().layout(); }

PacketSet PacketSpace::none() { return {diagram_.get(), detail::none_edge}; }

PacketSet PacketSpace::all() { return {diagram_.get(), detail::all_edge}; }

PacketSet PacketSpace::equal(Field field, Bits128 value) { return range(field, value, value); }

PacketSet PacketSpace::range(Field field, Bits128 first, Bits128 last) {
  const Block block = diagram_->order().block(field);
  const Bits128 greatest = low_ones(block.width);
  last = std::min(last, greatest);
  if (first > last) return none();
  return {diagram_.get(), diagram_->run([&] { return range_set(*diagram_, block, first, last); })};
}

PacketSet PacketSpace::top_bits(Field field, Bits128 value, int length) {
  const int field_width = diagram_->order().block(field).width;
  const int free_bits = field_width - std::clamp(length, 0, field_width);
  return masked(field, value & low_ones(field_width), low_ones(field_width) & ~low_ones(free_bits));
}

PacketSet PacketSpace::masked(Field field, Bits128 value, Bits128 care) {
  const Block block = diagram_->order().block(field);
  if ((value & care & ~low_ones(block.width)) != 0) return none();  // values have zeros there
  return {diagram_.get(), diagram_->run([&] { return pattern_set(*diagram_, block, value, care); })};
}

PacketSet PacketSpace::family(Family family) {
  return {diagram_.get(), diagram_->run([&] { return family_set(*diagram_, family); })};
}

PacketSet PacketSpace::address(Field field, const AddressRange& range) {
  if (range.first.bits > range.last.bits) return none();
  const Block block = address_block(*diagram_, field, range.family());
  return {diagram_.get(), diagram_->run([&] {
            const Edge bits = range_set(*diagram_, block, range.first.bits, range.last.bits);
            return conjunction(*diagram_, family_set(*diagram_, range.family()), bits);
          })};
}

PacketSet PacketSpace::address(Field field, const Prefix& prefix) {
  const int family_width = width(prefix.family());
  const Bits128 care = low_ones(family_width) & ~low_ones(family_width - prefix.length);
  return address(field, Wildcard{prefix.network, care});
}

PacketSet PacketSpace::address(Field field, const Wildcard& wildcard) {
  const Block block = address_block(*diagram_, field, wildcard.family());
  const Bits128 care = wildcard.care & low_ones(block.width);
  return {diagram_.get(), diagram_->run([&] {
            const Edge bits = pattern_set(*diagram_, block, wildcard.value.bits, care);
            return conjunction(*diagram_, family_set(*diagram_, wildcard.family()), bits);
          })};
}

PacketSet PacketSpace::packets(const Cube& cube) {
  return {diagram_.get(), diagram_->run([&] {
            Edge result = detail::all_edge;
            for (std::size_t position = field_count; position-- > 0;) {
              const Field field = detail::field_order[position];
              if (cube.of(field).empty()) continue;
              result = ranges_set(*diagram_, diagram_->order().block(field), cube.of(field), result);
            }
            return result;
          })};
}

// From the terminal up, a node per bit. The bits behind an IPv4 address stay free, and so does the
// origin, which a packet does not carry.
PacketSet PacketSpace::packet(const Packet& packet) {
  if (packet.source.family != packet.destination.family) return none();
  const FieldValues values = values_of(packet);
  return {diagram_.get(), diagram_->run([&] {
            Edge result = detail::all_edge;
            for (std::size_t position = field_count; position-- > 0;) {
              const Field field = detail::field_order[position];
              if (field == Field::source || field == Field::destination) {
                const Address& address = field == Field::source ? packet.source : packet.destination;
                const Block block = address_block(*diagram_, field, address.family);
                result = pattern_set(*diagram_, block, address.bits, ~Bits128{0}, result);
              } else if (field != Field::origin) {
                const Bits128 value = values[static_cast<std::size_t>(field)];
                result = pattern_set(*diagram_, diagram_->order().block(field), value, ~Bits128{0}, result);
              }
            }
            return result;
          })};
}

// The set of the new addresses also drops the members of the other family.
PacketSet PacketSpace::with_address(const PacketSet& set, Field field, const AddressRange& range) {
  return set.forget(field) & address(field, range);
}

PacketSet PacketSpace::with_network(const PacketSet& set, Field field, const Prefix& prefix) {
  return set.forget_top_bits(field, prefix.length) & address(field, prefix);
}

PacketSet PacketSpace::with_range(const PacketSet& set, Field field, Bits128 first, Bits128 last) {
  return set.forget(field) & range(field, first, last);
}

PacketSet PacketSpace::union_of(std::vector<PacketSet> sets) {
  if (sets.empty()) return none();
  while (sets.size() > 1) {
    std::vector<PacketSet> halves;
    halves.reserve((sets.size() + 1) / 2);
    for (std::size_t i = 0; i + 1 < sets.size(); i += 2) halves.push_back(sets[i] | sets[i + 1]);
    if (sets.size() % 2 != 0) halves.push_back(sets.back());
    sets = std::move(halves);
  }
  return sets.front();
}

PacketSet PacketSpace::first_match(std::span<const MatchedRule> rules) {
  std::vector<detail::FactoredRule> factored;
  factored.reserve(rules.size());
  for (const MatchedRule& rule : rules) {
    assert(rule.packets.diagram_ == diagram_.get());
    factored.push_back({{rule.packets.node_, detail::all_edge, detail::all_edge}, rule.permit});
  }
  return {diagram_.get(),
          diagram_->run([&] { return detail::FirstMatch(*diagram_, factored.size()).permitted(factored); })};
}

PacketSet PacketSpace::first_match(std::span<const BoxRule> rules) {
  return {diagram_.get(), diagram_->run([&] {
            std::vector<detail::FactoredRule> factored;
            factored.reserve(rules.size());
            for (const BoxRule& rule : rules) {
              factored.push_back({detail::factors_of(*diagram_, rule.packets), rule.permit});
            }
            return detail::FirstMatch(*diagram_, factored.size()).permitted(factored);
          })};
}

std::vector<PacketSet> PacketSpace::copies_of(std::span<const PacketSet> sets) {
  if (sets.empty()) return {};
  const detail::Diagram& from = *sets.front().diagram_;
  assert(from.order().layout() == layout());
  std::vector<Edge> copied;
  if (&from == diagram_.get()) return {sets.begin(), sets.end()};
  diagram_->run([&] {
    detail::Transfer transfer(from, *diagram_);
    copied.clear();
    for (const PacketSet& set : sets) {
      assert(set.diagram_ == &from);
      copied.push_back(transfer.copy(set.node_));
    }
  });
  std::vector<PacketSet> result;
  result.reserve(copied.size());
  for (const Edge edge : copied) result.push_back({diagram_.get(), edge});
  return result;
}

PacketSet PacketSpace::copy_of(const PacketSet& set) { return copies_of(std::span(&set, 1)).front(); }

PacketSpace::Statistics PacketSpace::statistics() const { return diagram_->statistics(); }

}  // namespace sekisho
