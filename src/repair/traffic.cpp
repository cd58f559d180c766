#include <sekisho/repair/traffic.hpp>

#include <algorithm>

namespace sekisho::repair {

namespace {

constexpr std::size_t most_protocols = 4;  // a longer list is taken as every protocol

std::vector<AddressRange> addresses(Family family, const std::vector<ValueRange>& raw) {
  std::vector<AddressRange> result;
  for (const ValueRange& range : raw) result.push_back(addresses_of(family, range));
  return result;
}

/// The protocols that a cube names one by one; empty: any, or too many to be named.
std::vector<std::uint8_t> protocols_of(const Cube& cube) {
  std::vector<std::uint8_t> result;
  for (const ValueRange& range : cube.of(Field::protocol)) {
    for (Bits128 value = range.first; value <= range.last; ++value) {
      if (result.size() == most_protocols) return {};
      result.push_back(static_cast<std::uint8_t>(value));
    }
  }
  return result;
}

std::vector<TrafficService> services_of(const Cube& cube) {
  std::vector<TrafficService> services;
  for (const std::uint8_t number : protocols_of(cube)) {
    TrafficService service{number, {}};
    if (has_ports(number)) {
      for (const ValueRange& range : cube.of(Field::destination_port)) {
        service.ports.push_back(
            {static_cast<std::uint16_t>(range.first), static_cast<std::uint16_t>(range.last)});
      }
    }
    services.push_back(std::move(service));
  }
  if (services.empty()) services.push_back({});
  return services;
}

template <typename Value>
void add_once(std::vector<Value>& list, const Value& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

/// Sorted and joined where ranges overlap or touch; empty, which is any, when one of the lists was empty.
std::vector<AddressRange> joined(std::vector<AddressRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::vector<AddressRange> result;
  for (const AddressRange& range : ranges) {
    if (!result.empty() &&
        (range.first.bits <= result.back().last.bits || range.first.bits == result.back().last.bits + 1)) {
      result.back().last.bits = std::max(result.back().last.bits, range.last.bits);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

}  // namespace

std::vector<Traffic> traffic_of(const std::vector<Cube>& cubes) {
  std::vector<Traffic> result;
  for (const Cube& cube : cubes) {
    for (const Family family : {Family::v4, Family::v6}) {
      const std::vector<ValueRange>& families = cube.of(Field::family);
      const bool holds = std::any_of(families.begin(), families.end(), [&](const ValueRange& range) {
        return range.first <= static_cast<Bits128>(family) && static_cast<Bits128>(family) <= range.last;
      });
      if (!families.empty() && !holds) continue;
      add_once(result, Traffic{family, addresses(family, cube.of(Field::source)),
                               addresses(family, cube.of(Field::destination)), services_of(cube)});
    }
  }
  return result;
}

std::vector<Traffic> addresses_only(const std::vector<Traffic>& traffic) {
  std::vector<Traffic> result;
  for (const Family family : {Family::v4, Family::v6}) {
    Traffic all{family, {}, {}, {TrafficService{}}};
    bool any_source = false;
    bool any_destination = false;
    bool found = false;
    for (const Traffic& each : traffic) {
      if (each.family != family) continue;
      found = true;
      any_source = any_source || each.sources.empty();
      any_destination = any_destination || each.destinations.empty();
      all.sources.insert(all.sources.end(), each.sources.begin(), each.sources.end());
      all.destinations.insert(all.destinations.end(), each.destinations.begin(), each.destinations.end());
    }
    all.sources = any_source ? std::vector<AddressRange>{} : joined(std::move(all.sources));
    all.destinations = any_destination ? std::vector<AddressRange>{} : joined(std::move(all.destinations));
    if (found) result.push_back(std::move(all));
  }
  return result;
}

std::vector<Traffic> sources_only(const std::vector<Traffic>& traffic) {
  std::vector<Traffic> result = addresses_only(traffic);
  for (Traffic& each : result) each.destinations.clear();
  return result;
}

std::vector<Traffic> destinations_only(const std::vector<Traffic>& traffic) {
  std::vector<Traffic> result = addresses_only(traffic);
  for (Traffic& each : result) each.sources.clear();
  return result;
}

}  // namespace sekisho::repair
