#include "check/requirements.hpp"

#include <algorithm>

namespace sekisho::check {

const Channel* Demands::channel(const std::string& id) const {
  for (const Channel& each : model_.network.snapshot.channels) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

/// Source addresses that may use a channel. One that sanitizes has its sanitizer at one end: it opens the
/// sessions, or they all end at it.
HeaderSet Demands::senders_of(const Channel& channel) const {
  const std::vector<AddressRange>& named = channel.from.addresses;
  const HeaderSet senders = named.empty() ? headers_.all() : headers_.addresses(headers_.source, named);
  const bool sanitizes =
      channel.method == "mail-text" || channel.method == "screen-transfer" || channel.method == "file-cdr";
  if (!sanitizes) return senders;
  const Host* sanitizer = nullptr;
  for (const Host& host : model_.network.snapshot.hosts) {
    if (host.name == channel.via) sanitizer = &host;
  }
  if (sanitizer == nullptr || sanitizer->sanitizer != channel.method) return headers_.none();
  const HeaderSet ends = headers_.addresses(headers_.destination, channel.to.addresses);
  const HeaderSet at_sanitizer = headers_.addresses(headers_.destination, sanitizer->addresses);
  if (!ends.empty() && ends.inside(at_sanitizer)) return senders;
  return senders & headers_.addresses(headers_.source, sanitizer->addresses);
}

std::optional<std::string> Demands::wrong_label(const Run& run) const {
  const std::string& segment = model_.network.snapshot.segments[run.from].name;
  HeaderSet labelled = headers_.none();
  for (const Label& label : run.labels) {
    labelled |= label.senders;
    for (const std::string& id : label.channels) {
      const Channel* named = channel(id);
      if (named == nullptr || named->from.segment != segment || !label.senders.inside(senders_of(*named)))
        return id;
    }
  }
  if (labelled == headers_.all()) return std::nullopt;
  return "-";
}

HeaderSet Demands::sent(const Run& run) const {
  HeaderSet packets = headers_.sets().equal(headers_.state, static_cast<Bits128>(ConnectionState::fresh)) &
                      headers_.sets().equal(headers_.mark, 0);
  if (run.own_addresses) {
    const Bits128 asked = tcp_flag::syn | tcp_flag::ack | tcp_flag::rst | tcp_flag::fin;
    packets &= transfer_.claimed(run.from, headers_.source);
    packets &= (headers_.all() - headers_.of_protocol(protocol::tcp)) |
               headers_.sets().masked(headers_.tcp_flags, tcp_flag::syn, asked);
  }
  HeaderSet result = headers_.none();
  for (std::size_t label = 0; label < run.labels.size(); ++label)
    result |= packets & run.labels[label].senders & headers_.sets().equal(headers_.origin, label);
  return result;
}

std::optional<Place> Demands::target(const Requirement& requirement) const {
  const Network& network = model_.network;
  if (requirement.kind == RequirementKind::relays) return std::nullopt;  // no one run shows such a thing
  if (requirement.kind == RequirementKind::devices) {
    const std::optional<DeviceIndex> device = network.find_device(requirement.to);
    return device ? std::optional(Place{Place::Kind::device, *device, 0, {}}) : std::nullopt;
  }
  for (SegmentIndex s = 0; s < network.snapshot.segments.size(); ++s) {
    if (network.snapshot.segments[s].name == requirement.to) return Place{Place::Kind::segment, s, 0, {}};
  }
  return std::nullopt;
}

HeaderSet Demands::covered(const Channel& channel, const Requirement& requirement, const Run& run) const {
  const bool of_devices = requirement.kind == RequirementKind::devices;
  const auto& methods = requirement.allowed_methods;
  const bool meant = channel.from.segment == requirement.from &&
                     (!channel.expires || model_.date <= *channel.expires) &&
                     std::find(methods.begin(), methods.end(), channel.method) != methods.end() &&
                     (of_devices ? !channel.to.segment.empty()
                                 : channel.to.segment.empty() || channel.to.segment == requirement.to);
  if (!meant) return headers_.none();
  HeaderSet result = headers_.none();
  for (std::size_t label = 0; label < run.labels.size(); ++label) {
    const std::vector<std::string>& ids = run.labels[label].channels;
    if (std::find(ids.begin(), ids.end(), channel.id) != ids.end())
      result |= headers_.sets().equal(headers_.origin, label);
  }
  if (!channel.to.addresses.empty()) result &= headers_.addresses(headers_.destination, channel.to.addresses);
  result &= headers_.services(channel.services, false);
  if (!of_devices) return result;
  Requirement segment;  // a channel to devices reaches those whose addresses lie in its segment
  segment.to = channel.to.segment;
  const std::optional<Place> place = target(segment);
  return place ? result & transfer_.claimed(place->owner, headers_.destination) : headers_.none();
}

HeaderSet Demands::forbidden(const Requirement& requirement, const Run& run,
                             const HeaderSet& arriving) const {
  HeaderSet result = arriving;
  if (requirement.kind == RequirementKind::separation) {
    // What an outside network is handed for others to receive is not delivered to it.
    const std::size_t segment = target(requirement)->owner;
    if (model_.network.snapshot.segments[segment].outside)
      result &= transfer_.claimed(segment, headers_.destination);
  }
  for (const Channel& each : model_.network.snapshot.channels) result -= covered(each, requirement, run);
  return result;
}

}  // namespace sekisho::check
