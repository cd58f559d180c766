// What requirements and channels mean in packets: who sends what, and what may arrive.
#pragma once

#include "check/transfer.hpp"

#include <algorithm>
#include <optional>

namespace sekisho::check {

using dump::CertificateFile;

/// The index of a segment; nothing when there is none of that name.
[[nodiscard]] inline std::optional<SegmentIndex> find_segment(const Network& network,
                                                              const std::string& name) {
  const Segment* const found = network.snapshot.find_segment(name);
  return found == nullptr ? std::nullopt : std::optional(found - network.snapshot.segments.data());
}

class Demands {
 public:
  /// `sets`: of the certificate, by number. `transfer`: of either kind, asked for the addresses of segments
  /// only.
  Demands(Headers& headers, const ModelFile& model, const std::vector<HeaderSet>& sets, Transfer& transfer)
      : headers_(headers), model_(model), sets_(sets), transfer_(transfer) {}

  /// Everything that the hosts of a run may put on the wire, labelled.
  [[nodiscard]] HeaderSet sent(const CertificateFile::Run& run) {
    HeaderSet packets = headers_.in_state(ConnectionState::fresh) & headers_.equal(field::mark, 0);
    if (run.own_addresses) {
      packets &= transfer_.claimed(run.from, field::source);
      packets &= headers_.opening(tcp_flag::syn | tcp_flag::ack | tcp_flag::rst | tcp_flag::fin);
    }
    if (run.without_sanitizers) packets -= sanitizers(run.from, field::source);
    HeaderSet result;
    HeaderSet others = packets;  // of those who have no channel at all
    for (std::size_t label = 0; label < run.labels.size(); ++label) {
      result |= packets & sets_.at(run.labels[label]) & headers_.equal(field::origin, label);
      others -= sets_.at(run.labels[label]);
    }
    return result | (others & headers_.equal(field::origin, run.labels.size()));
  }

  /// Where a requirement looks; nothing when it names no segment or device of the model.
  [[nodiscard]] std::optional<Place> target(const Requirement& requirement) const {
    if (requirement.kind == RequirementKind::devices) {
      const std::optional<DeviceIndex> device = model_.network.find_device(requirement.to);
      return device ? std::optional(Place{Place::Kind::device, *device, 0, {}}) : std::nullopt;
    }
    const bool to_segment =
        requirement.kind == RequirementKind::separation || requirement.kind == RequirementKind::relays;
    const std::optional<SegmentIndex> segment = find_segment(model_.network, requirement.to);
    return to_segment && segment ? std::optional(place_of(*segment)) : std::nullopt;
  }

  /// Those of `arriving` from a run at an end, the target or (of kind `relays`) any segment that a chain may
  /// get to, that no channel of the requirement covers and, in a chain, no sanitizer receives.
  [[nodiscard]] HeaderSet forbidden(const Requirement& requirement, const CertificateFile::Run& run,
                                    const Place& end, const HeaderSet& arriving) {
    const Snapshot& snapshot = model_.network.snapshot;
    HeaderSet result = arriving;
    // What an outside network is handed for others to receive is not delivered to it.
    if (end.of_segment() && snapshot.segments[end.owner].outside)
      result &= transfer_.claimed(end.owner, field::destination);
    if (requirement.kind == RequirementKind::relays) result -= sanitizers(end.owner, field::destination);
    for (const Channel& each : snapshot.channels) {
      const std::vector<std::string>& methods = requirement.allowed_methods;
      if (each.from.segment == snapshot.segments[run.from].name &&
          (!each.expires || model_.date <= *each.expires) &&
          std::ranges::find(methods, each.method) != methods.end())
        result -= covered(each, run, end);
    }
    return result;
  }

  /// What the target of a run may answer to `packets` there.
  [[nodiscard]] HeaderSet answered(const Place& target, const HeaderSet& packets) {
    const HeaderSet answers = headers_.answers_to(packets);
    if (!target.of_segment()) return answers;
    const std::vector<Prefix>& prefixes = model_.network.snapshot.segments[target.owner].prefixes;
    const HeaderSet to_many = headers_.to_many() | headers_.any_of(prefixes, [&](const Prefix& prefix) {
      if (prefix.family() == Family::v6) return HeaderSet();  // no broadcast
      return headers_.addresses(field::destination, AddressRange::of(prefix.last()));
    });
    // What is sent to many hosts each of them answers from an address of its own.
    const HeaderSet of_many = headers_.freed(headers_.answers_to(packets & to_many), {field::source});
    return answers | (of_many & transfer_.claimed(target.owner, field::source));
  }

 private:
  [[nodiscard]] HeaderSet sanitizers(SegmentIndex segment, std::size_t field) {
    const Snapshot& snapshot = model_.network.snapshot;
    return headers_.any_of(snapshot.hosts, [&](const Host& host) {
      const bool here = host.segment == snapshot.segments[segment].name;
      return here && !host.sanitizer.empty() ? headers_.addresses(field, host.addresses) : HeaderSet();
    });
  }

  /// Source addresses that may use a channel. One that sanitizes has its sanitizer at one end: it opens the
  /// sessions, or they all end at it.
  [[nodiscard]] HeaderSet senders_of(const Channel& channel) {
    const std::vector<AddressRange>& named = channel.from.addresses;
    const HeaderSet senders = named.empty() ? headers_.all() : headers_.addresses(field::source, named);
    const bool sanitizes =
        channel.method == "mail-text" || channel.method == "screen-transfer" || channel.method == "file-cdr";
    if (!sanitizes) return senders;
    const Host* sanitizer = model_.network.snapshot.find_host(channel.via);
    if (sanitizer == nullptr || sanitizer->sanitizer != channel.method) return HeaderSet();
    const HeaderSet ends = headers_.addresses(field::destination, channel.to.addresses);
    if (!ends.empty() && ends.inside(headers_.addresses(field::destination, sanitizer->addresses)))
      return senders;
    return senders & headers_.addresses(field::source, sanitizer->addresses);
  }

  /// What a channel covers at an end; one to devices, those whose addresses lie in its segment.
  [[nodiscard]] HeaderSet covered(const Channel& channel, const CertificateFile::Run& run, const Place& end) {
    const std::optional<SegmentIndex> to = find_segment(model_.network, channel.to.segment);
    if (!to || (end.of_segment() && *to != end.owner)) return HeaderSet();
    const HeaderSet senders = senders_of(channel);
    HeaderSet result;
    for (std::size_t label = 0; label < run.labels.size(); ++label) {
      if (sets_.at(run.labels[label]).inside(senders)) result |= headers_.equal(field::origin, label);
    }
    if (!channel.to.addresses.empty()) result &= headers_.addresses(field::destination, channel.to.addresses);
    result &= headers_.services(channel.services, true);
    return end.of_segment() ? result : result & transfer_.claimed(*to, field::destination);
  }

  Headers& headers_;
  const ModelFile& model_;
  const std::vector<HeaderSet>& sets_;
  Transfer& transfer_;
};

}  // namespace sekisho::check
