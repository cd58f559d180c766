#include "evidence/policy_watch.hpp"

#include <sekisho/model/records.hpp>
#include <sekisho/policy/on_record.hpp>
#include <sekisho/simulation/filter_decision.hpp>

#include <algorithm>

namespace sekisho::evidence {
namespace {

bool holds(const std::vector<AddressRange>& ranges, const Address& address) {
  return std::ranges::any_of(ranges, [&](const AddressRange& each) { return each.contains(address); });
}

/// True when the services have the packet, by the comparisons of a filter with one rule. None: every one.
bool asks_for(const std::vector<Service>& services, const Packet& packet, const Date& date) {
  if (services.empty()) return true;
  Filter filter;
  Rule& rule = filter.rules.emplace_back();
  rule.action = Action::permit;
  rule.match.services = services;
  return std::ranges::any_of(decide(filter, {}, packet, date, "", ""),
                             [](const FilterDecision& each) { return each.permits; });
}

bool is_end(const ChannelEnd& end, const std::string& segment, const Address& address, bool true_address) {
  if (!end.segment.empty() && end.segment != segment) return false;
  return !true_address || end.addresses.empty() || holds(end.addresses, address);
}

/// A channel of a sanitizing method covers sessions that its sanitizer opens or ends, and no others.
bool goes_by_sanitizer(const Channel& channel, const Snapshot& snapshot, const Talk& talk) {
  const bool sanitizes =
      channel.method == "mail-text" || channel.method == "screen-transfer" || channel.method == "file-cdr";
  if (!sanitizes) return true;
  const Host* sanitizer = snapshot.find_host(channel.via);
  if (sanitizer == nullptr || sanitizer->sanitizer != channel.method) return false;
  return holds(sanitizer->addresses, talk.packet.destination) || !talk.true_source ||
         holds(sanitizer->addresses, talk.packet.source);
}

}  // namespace

bool is_sanitizing(const Channel& channel) {
  return channel.method == "mail-text" || channel.method == "screen-transfer" || channel.method == "file-cdr";
}

bool is_to_be_confirmed(const Requirement& requirement) {
  return !requirement.confirm.en.empty() || !requirement.confirm.ja.empty();
}

PolicyWatch::PolicyWatch(const Snapshot& snapshot, const std::vector<Requirement>& requirements,
                         const Date& date)
    : snapshot_(snapshot), date_(date) {
  for (const Requirement& each : requirements) {
    const bool about_one_flow =
        each.kind == RequirementKind::separation || each.kind == RequirementKind::devices;
    if (about_one_flow) between_.emplace(std::make_pair(each.from, each.to), &each);
  }
}

bool PolicyWatch::carries(const Channel& channel, const Talk& talk) const {
  return in_force(channel.expires, date_) &&
         is_end(channel.from, talk.from, talk.packet.source, talk.true_source) &&
         is_end(channel.to, talk.to, talk.packet.destination, true) &&
         asks_for(channel.services, talk.packet, date_) && goes_by_sanitizer(channel, snapshot_, talk);
}

std::vector<const Channel*> PolicyWatch::channels_of(const Talk& talk) const {
  std::vector<const Channel*> result;
  for (const Channel& channel : snapshot_.channels) {
    if (carries(channel, talk)) result.push_back(&channel);
  }
  return result;
}

bool PolicyWatch::permits(const Requirement& requirement, const Talk& talk) const {
  return std::ranges::any_of(channels_of(talk), [&](const Channel* channel) {
    return std::ranges::find(requirement.allowed_methods, channel->method) !=
           requirement.allowed_methods.end();
  });
}

bool PolicyWatch::excepts(const Exception& exception, const Requirement& requirement,
                          const Talk& talk) const {
  return speaks_of(exception, requirement) && !objection_to(exception, requirement, date_) &&
         is_end(exception.from, talk.from, talk.packet.source, talk.true_source) &&
         is_end(exception.to, talk.to, talk.packet.destination, true) &&
         asks_for(exception.services, talk.packet, date_);
}

std::vector<const Requirement*> PolicyWatch::broken_by(const Talk& talk) const {
  std::vector<const Requirement*> result;
  const std::string& end = talk.device.empty() ? talk.to : talk.device;
  const auto [first, last] = between_.equal_range({talk.from, end});
  for (auto each = first; each != last; ++each) {
    const Requirement& requirement = *each->second;
    const bool excepted = std::ranges::any_of(snapshot_.exceptions, [&](const Exception& exception) {
      return excepts(exception, requirement, talk);
    });
    if (!excepted && !permits(requirement, talk)) result.push_back(&requirement);
  }
  return result;
}

bool PolicyWatch::is_excepted(const Talk& talk) const {
  const std::string& end = talk.device.empty() ? talk.to : talk.device;
  const auto [first, last] = between_.equal_range({talk.from, end});
  return std::any_of(first, last, [&](const auto& each) {
    return std::ranges::any_of(snapshot_.exceptions, [&](const Exception& exception) {
      return excepts(exception, *each.second, talk);
    });
  });
}

bool PolicyWatch::is_attested(const Requirement& requirement) const {
  if (!is_to_be_confirmed(requirement)) return false;
  return std::ranges::any_of(snapshot_.attestations, [&](const Attestation& attestation) {
    return speaks_of(attestation.requirement, requirement) && !objection_to(attestation, date_);
  });
}

}  // namespace sekisho::evidence
