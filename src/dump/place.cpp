#include <sekisho/dump/certificate_file.hpp>

namespace sekisho::dump {

bool exists(const Place& place, const Network& network) {
  if (place.of_segment()) return place.owner < network.snapshot.segments.size();
  const bool whole_device = place.kind == Place::Kind::device || place.kind == Place::Kind::device_source;
  return place.owner < network.devices.size() &&
         (whole_device || place.interface < network.devices[place.owner].interfaces.size());
}

std::string to_string(const Place& place, const Network& network) {
  const std::string kind(place_names[static_cast<std::size_t>(place.kind)]);
  if (place.of_segment()) return kind + " " + network.snapshot.segments[place.owner].name;
  const Device& device = network.devices[place.owner];
  const std::string text = kind + " " + device.name;
  if (place.kind == Place::Kind::device || place.kind == Place::Kind::device_source) return text;
  const std::string at = text + " " + device.interfaces[place.interface].name;
  return place.gateway ? at + " via " + sekisho::to_string(*place.gateway) : at;
}

}  // namespace sekisho::dump
