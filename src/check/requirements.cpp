#include "check/requirements.hpp"

#include <algorithm>

namespace sekisho::check {

std::optional<SegmentIndex> find_segment(const Network& network, const std::string& name) {
  const std::vector<Segment>& segments = network.snapshot.segments;
  const auto found = std::ranges::find(segments, name, &Segment::name);
  if (found == segments.end()) return std::nullopt;
  return static_cast<SegmentIndex>(found - segments.begin());
}

HeaderSet Demands::sent(const CertificateFile::Run& run) {
  HeaderSet packets = headers_.in_state(ConnectionState::fresh) & headers_.equal(field::mark, 0);
  if (run.own_addresses) {
    packets &= transfer_.claimed(run.from, field::source);
    packets &= headers_.opening(tcp_flag::syn | tcp_flag::ack | tcp_flag::rst | tcp_flag::fin);
  }
  if (run.without_sanitizers) packets -= sanitizers(run.from, field::source);
  HeaderSet result = headers_.none();
  for (std::size_t label = 0; label < run.labels.size(); ++label) {
    result |= packets & sets_.at(run.labels[label]) & headers_.equal(field::origin, label);
  }
  for (const CertificateFile::Set senders : run.labels) packets -= sets_.at(senders);
  return result | (packets & headers_.equal(field::origin, run.labels.size()));  // who has no channel at all
}

std::optional<Place> Demands::target(const Requirement& requirement) const {
  if (requirement.kind == RequirementKind::devices) {
    const std::optional<DeviceIndex> device = model_.network.find_device(requirement.to);
    return device ? std::optional(Place{Place::Kind::device, *device, 0, {}}) : std::nullopt;
  }
  const bool to_segment =
      requirement.kind == RequirementKind::separation || requirement.kind == RequirementKind::relays;
  if (!to_segment) return std::nullopt;
  const std::optional<SegmentIndex> segment = find_segment(model_.network, requirement.to);
  return segment ? std::optional(Place{Place::Kind::segment, *segment, 0, {}}) : std::nullopt;
}

HeaderSet Demands::sanitizers(SegmentIndex segment, std::size_t field) {
  const Snapshot& snapshot = model_.network.snapshot;
  HeaderSet result = headers_.none();
  for (const Host& host : snapshot.hosts) {
    if (!host.sanitizer.empty() && host.segment == snapshot.segments[segment].name)
      result |= headers_.addresses(field, host.addresses);
  }
  return result;
}

HeaderSet Demands::steps(const Requirement& requirement, const CertificateFile::Run& run, SegmentIndex to,
                         const HeaderSet& arriving) {
  const std::vector<Segment>& segments = model_.network.snapshot.segments;
  Requirement step = requirement;
  step.kind = RequirementKind::separation;
  step.from = segments[run.from].name;
  step.to = segments[to].name;
  return forbidden(step, run, arriving) - sanitizers(to, field::destination);
}

HeaderSet Demands::answered(const Place& target, const HeaderSet& packets) {
  const HeaderSet answers = headers_.answers_to(packets);
  if (!target.of_segment()) return answers;
  HeaderSet to_many = headers_.to_many();
  for (const Prefix& prefix : model_.network.snapshot.segments[target.owner].prefixes) {
    if (prefix.family() == Family::v4)
      to_many |= headers_.addresses(field::destination, AddressRange::of(prefix.last()));
  }
  // What is sent to many hosts each of them answers from an address of its own.
  const HeaderSet of_many = headers_.freed(headers_.answers_to(packets & to_many), {field::source});
  return answers | (of_many & transfer_.claimed(target.owner, field::source));
}

/// Source addresses that may use a channel. One that sanitizes has its sanitizer at one end: it opens the
/// sessions, or they all end at it.
HeaderSet Demands::senders_of(const Channel& channel) {
  const std::vector<AddressRange>& named = channel.from.addresses;
  const HeaderSet senders = named.empty() ? headers_.all() : headers_.addresses(field::source, named);
  const bool sanitizes =
      channel.method == "mail-text" || channel.method == "screen-transfer" || channel.method == "file-cdr";
  if (!sanitizes) return senders;
  const Host* sanitizer = model_.network.snapshot.find_host(channel.via);
  if (sanitizer == nullptr || sanitizer->sanitizer != channel.method) return headers_.none();
  const HeaderSet ends = headers_.addresses(field::destination, channel.to.addresses);
  if (!ends.empty() && ends.inside(headers_.addresses(field::destination, sanitizer->addresses)))
    return senders;
  return senders & headers_.addresses(field::source, sanitizer->addresses);
}

/// Whether the channel is one of those that the requirement allows, on the day of the certificate.
bool Demands::may_use(const Channel& channel, const Requirement& requirement) const {
  const std::vector<std::string>& methods = requirement.allowed_methods;
  const std::string& to = channel.to.segment;
  return channel.from.segment == requirement.from && (!channel.expires || model_.date <= *channel.expires) &&
         std::ranges::find(methods, channel.method) != methods.end() &&
         (requirement.kind == RequirementKind::devices ? find_segment(model_.network, to).has_value()
                                                       : to == requirement.to);
}

HeaderSet Demands::covered(const Channel& channel, const Requirement& requirement,
                           const CertificateFile::Run& run) {
  const HeaderSet senders = senders_of(channel);
  HeaderSet result = headers_.none();
  for (std::size_t label = 0; label < run.labels.size(); ++label) {
    if (sets_.at(run.labels[label]).inside(senders)) result |= headers_.equal(field::origin, label);
  }
  if (!channel.to.addresses.empty()) result &= headers_.addresses(field::destination, channel.to.addresses);
  result &= headers_.services(channel.services, true);
  if (requirement.kind != RequirementKind::devices) return result;
  // A channel to devices reaches those whose addresses lie in its segment.
  return result & transfer_.claimed(*find_segment(model_.network, channel.to.segment), field::destination);
}

HeaderSet Demands::forbidden(const Requirement& requirement, const CertificateFile::Run& run,
                             const HeaderSet& arriving) {
  HeaderSet result = arriving;
  const Place at = *target(requirement);
  // What an outside network is handed for others to receive is not delivered to it.
  if (at.of_segment() && model_.network.snapshot.segments[at.owner].outside)
    result &= transfer_.claimed(at.owner, field::destination);
  for (const Channel& each : model_.network.snapshot.channels) {
    if (may_use(each, requirement)) result -= covered(each, requirement, run);
  }
  return result;
}

}  // namespace sekisho::check
