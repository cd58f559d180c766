#include "check/place.hpp"

namespace sekisho::check {

std::string to_string(const Place& place, const Network& network) {
  std::string text(place_names[static_cast<std::size_t>(place.kind)]);
  if (place.kind == Place::Kind::segment || place.kind == Place::Kind::segment_source)
    return text + " " + network.snapshot.segments[place.owner].name;
  const Device& device = network.devices[place.owner];
  text += " " + device.name;
  if (place.kind == Place::Kind::device || place.kind == Place::Kind::device_source) return text;
  text += " " + device.interfaces[place.interface].name;
  return place.gateway ? text + " via " + to_string(*place.gateway) : text;
}

}  // namespace sekisho::check
