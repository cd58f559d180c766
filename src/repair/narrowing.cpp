#include "narrowing.hpp"

#include <sekisho/proof/evidence.hpp>

#include <algorithm>
#include <initializer_list>

namespace sekisho::repair {

namespace {

std::optional<RulePlace> place_in(const Filter& filter, const RuleSource& source) {
  const auto found = std::find_if(filter.rules.begin(), filter.rules.end(), [&](const Rule& rule) {
    return rule.source.span == source.span && rule.source.label == source.label;
  });
  if (found == filter.rules.end()) return std::nullopt;
  return RulePlace{&filter, static_cast<std::size_t>(found - filter.rules.begin())};
}

PacketSet projected(PacketSpace& space, const std::vector<Cube>& cubes, std::initializer_list<Field> kept) {
  PacketSet result = space.none();
  for (const Cube& cube : cubes) result |= proof::only(space.packets(cube), kept);
  return result;
}

PacketSet addresses_in(PacketSpace& space, Field field, const AddressMatch& match) {
  if (match.any) return space.all();
  PacketSet result = space.none();
  for (const AddressTerm& term : match.terms) {
    result |= std::visit([&](const auto& value) { return space.address(field, value); }, term.value);
  }
  return match.negated ? ~result : result;
}

PacketSet services_in(PacketSpace& space, const Rule& rule) {
  if (rule.match.services.empty()) return space.all();
  PacketSet result = space.none();
  for (const Service& service : rule.match.services) {
    PacketSet packets = service.protocol ? space.protocol(*service.protocol) : space.all();
    if (!service.destination_ports.empty()) {
      PacketSet ports = space.none();
      for (const PortRange& range : service.destination_ports)
        ports |= space.ports(Field::destination_port, range);
      packets &= ports;
    }
    result |= packets;
  }
  return result;
}

}  // namespace

std::optional<RulePlace> find_place(const Device& device, const RuleSource& source) {
  for (const std::optional<Filter>* filter :
       {&device.forward_filter, &device.local_filter, &device.own_filter}) {
    if (!*filter) continue;
    if (const std::optional<RulePlace> place = place_in(**filter, source)) return place;
  }
  for (const auto& [name, filter] : device.filters) {
    if (const std::optional<RulePlace> place = place_in(filter, source)) return place;
  }
  return std::nullopt;
}

const Rule* find_rule(const Device& device, const RuleSource& source) {
  const std::optional<RulePlace> place = find_place(device, source);
  return place ? &place->filter->rules[place->index] : nullptr;
}

std::vector<AddressRange> permissible_addresses(const Rule& rule, RulePart part,
                                                const std::vector<Cube>& forbidden) {
  PacketSpace space;
  const Field field = part == RulePart::sources ? Field::source : Field::destination;
  const PacketSet taken = projected(space, forbidden, {Field::family, field});
  const AddressMatch& match = part == RulePart::sources ? rule.match.source : rule.match.destination;
  for (const Family family : {Family::v4, Family::v6}) {
    // Of the family that is at fault; what the rule does to the other one stays as it is.
    if (!taken.intersects(space.family(family))) continue;
    const PacketSet left = (addresses_in(space, field, match) & space.family(family)) - taken;
    const PacketSet::Cubes cubes = left.cubes(most_ranges);
    if (!cubes.complete) return {};
    std::vector<AddressRange> ranges;
    for (const Cube& cube : cubes.cubes) {
      for (const ValueRange& range : cube.of(field)) ranges.push_back(addresses_of(family, range));
    }
    std::size_t prefixes = 0;
    for (const AddressRange& range : ranges) prefixes += prefixes_of(range).size();
    return prefixes > most_ranges ? std::vector<AddressRange>{} : ranges;
  }
  return {};
}

std::vector<TrafficService> permissible_services(const Rule& rule, const std::vector<Cube>& forbidden) {
  PacketSpace space;
  const PacketSet taken = projected(space, forbidden, {Field::protocol, Field::destination_port});
  const PacketSet::Cubes cubes = (services_in(space, rule) - taken).cubes(most_ranges);
  if (!cubes.complete) return {};
  std::vector<TrafficService> services;
  for (const Traffic& traffic : traffic_of(cubes.cubes)) {
    for (const TrafficService& service : traffic.services) {
      if (!service.protocol) return {};
      if (std::find(services.begin(), services.end(), service) == services.end()) services.push_back(service);
    }
  }
  return services;
}

}  // namespace sekisho::repair
