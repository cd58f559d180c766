#include "check/place.hpp"

namespace sekisho::check {

bool exists(const Place& place, const Network& network) {
  if (place.of_segment()) return place.owner < network.snapshot.segments.size();
  return place.owner < network.devices.size() &&
         (place.kind == Place::Kind::device ||
          place.interface < network.devices[place.owner].interfaces.size());
}

std::string to_string(const Place& place, const Network& network) {
  const std::string kind(place_names[static_cast<std::size_t>(place.kind)]);
  if (place.of_segment()) return kind + " " + network.snapshot.segments[place.owner].name;
  const Device& device = network.devices[place.owner];
  if (place.kind == Place::Kind::device) return kind + " " + device.name;
  const std::string text = kind + " " + device.name + " " + device.interfaces[place.interface].name;
  return place.gateway ? text + " via " + to_string(*place.gateway) : text;
}

}  // namespace sekisho::check
