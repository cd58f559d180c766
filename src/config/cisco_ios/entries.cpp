#include "config/cisco_ios/entries.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

constexpr int deepest_nesting = 16;
constexpr std::size_t most_terms = 100'000;

AddressRange whole(Family family) { return AddressRange::of(Prefix::everything(family)); }

/// Resolves object groups below one entry.
class Groups {
 public:
  Groups(Conversion& conversion, int line, Family family)
      : conversion_(conversion), line_(line), family_(family) {}

  AddressMatch addresses(const AceAddress& address);
  std::vector<Service> services(const Ace& ace);
  [[nodiscard]] bool impossible() const { return impossible_; }

 private:
  void add_network(const std::string& name, int depth, AddressMatch& match);
  void add_services(const std::string& name, int depth, std::vector<Service>& services);
  void add_service(const IosService& service, std::vector<Service>& services);
  std::vector<PortRange> ports(const AcePorts& given);
  void anything(AddressMatch& match) { match.terms.push_back({whole(family_), false}); }
  void too_deep() {
    conversion_.ledger.approximated(line_, Code::nested_too_deep, {std::to_string(deepest_nesting)});
  }

  Conversion& conversion_;
  int line_;
  Family family_;
  bool impossible_ = false;
};

void Groups::add_network(const std::string& name, int depth, AddressMatch& match) {
  const auto group = conversion_.config.network_groups.find(name);
  if (group == conversion_.config.network_groups.end()) {
    conversion_.dangling("object-group", name, line_);
    anything(match);
    return;
  }
  if (depth > deepest_nesting || match.terms.size() > most_terms) {
    too_deep();
    anything(match);
    return;
  }
  // An entry whose group is empty is refused by some releases and matches nothing in others (Cisco IOS
  // Security Configuration Guide, "Object Groups for ACLs", restrictions): both are kept possible.
  if (group->second.damaged || group->second.objects.empty()) anything(match);
  for (const NetworkObject& object : group->second.objects) {
    switch (object.kind) {
      case NetworkObject::Kind::any: match.terms.push_back({whole(family_), true}); break;
      case NetworkObject::Kind::range:
        if (object.range.family() == family_) match.terms.push_back({object.range, true});
        break;
      case NetworkObject::Kind::wildcard: match.terms.push_back({object.wildcard, true}); break;
      case NetworkObject::Kind::group: add_network(object.group, depth + 1, match); break;
    }
  }
}

AddressMatch Groups::addresses(const AceAddress& address) {
  switch (address.kind) {
    case AceAddress::Kind::any: return AddressMatch::everything();
    case AceAddress::Kind::prefix:
      return AddressMatch::of({{AddressRange::of(Prefix::of(address.address, address.length)), true}});
    case AceAddress::Kind::group: {
      AddressMatch match = AddressMatch::of({});
      add_network(address.group, 1, match);
      return match;
    }
    case AceAddress::Kind::wildcard: break;
  }
  // A contiguous wildcard is a prefix; others stay as they are.
  const Bits128 netmask = address.care;
  const std::optional<int> length = netmask_length(Address{Family::v4, netmask});
  if (length) return AddressMatch::of({{AddressRange::of(Prefix::of(address.address, *length)), true}});
  return AddressMatch::of({{Wildcard{address.address, address.care}, true}});
}

std::vector<PortRange> Groups::ports(const AcePorts& given) {
  if (given.group.empty()) {
    impossible_ = impossible_ || (given.given && given.ranges.empty());
    return given.ranges;
  }
  const auto group = conversion_.config.port_groups.find(given.group);
  if (group != conversion_.config.port_groups.end()) return group->second.ranges;
  conversion_.dangling("object-group", given.group, line_);
  return {};
}

void Groups::add_service(const IosService& service, std::vector<Service>& services) {
  Service converted;
  converted.protocol = service.protocol;
  converted.source_ports = ports(service.source_ports);
  converted.destination_ports = ports(service.destination_ports);
  if (service.icmp_type) converted.icmp_types.push_back({*service.icmp_type, *service.icmp_type});
  if (service.icmp_code) converted.icmp_codes.push_back({*service.icmp_code, *service.icmp_code});
  converted.tcp_flags = service.tcp_flags;
  const bool unknown_group =
      (!service.source_ports.group.empty() && converted.source_ports.empty()) ||
      (!service.destination_ports.group.empty() && converted.destination_ports.empty());
  converted.certain = !unknown_group;
  services.push_back(std::move(converted));
}

void Groups::add_services(const std::string& name, int depth, std::vector<Service>& services) {
  const auto group = conversion_.config.service_groups.find(name);
  Service anything;
  anything.certain = false;
  if (group == conversion_.config.service_groups.end()) {
    conversion_.dangling("object-group", name, line_);
    services.push_back(anything);
    return;
  }
  if (depth > deepest_nesting || services.size() > most_terms) {
    too_deep();
    services.push_back(anything);
    return;
  }
  if (group->second.damaged || group->second.objects.empty()) services.push_back(anything);
  for (const ServiceObject& object : group->second.objects) {
    if (!object.group.empty()) add_services(object.group, depth + 1, services);
    if (object.service) add_service(*object.service, services);
    for (const IosService& more : object.more) add_service(more, services);
  }
}

std::vector<Service> Groups::services(const Ace& ace) {
  std::vector<Service> services;
  if (!ace.service_group.empty()) {
    add_services(ace.service_group, 1, services);
  } else if (ace.service.protocol) {
    add_service(ace.service, services);
  }
  return services;
}

/// The addresses that a term covers, as a range from its lowest to its highest.
AddressRange hull(const AddressTerm& term) {
  if (const AddressRange* range = std::get_if<AddressRange>(&term.value)) return *range;
  const Wildcard& wildcard = std::get<Wildcard>(term.value);
  const Bits128 free = ~wildcard.care & low_ones(width(wildcard.family()));
  return {wildcard.value, Address{wildcard.family(), wildcard.value.bits | free}};
}

bool addresses_overlap(const AddressMatch& a, const AddressMatch& b) {
  if (a.any || b.any || a.negated || b.negated) return true;
  return std::ranges::any_of(a.terms, [&](const AddressTerm& left) {
    return std::ranges::any_of(b.terms, [&](const AddressTerm& right) {
      const AddressRange x = hull(left);
      const AddressRange y = hull(right);
      return x.family() == y.family() && x.first <= y.last && y.first <= x.last;
    });
  });
}

}  // namespace

Match match_of(Conversion& conversion, const Ace& ace, AclKind kind) {
  Match match;
  match.ipv4 = kind != AclKind::ipv6;
  match.ipv6 = kind == AclKind::ipv6;
  Groups groups(conversion, ace.line, kind == AclKind::ipv6 ? Family::v6 : Family::v4);
  match.source = groups.addresses(ace.source);
  match.destination = groups.addresses(ace.destination);
  match.services = groups.services(ace);
  if (groups.impossible()) match.source = AddressMatch::of({});  // `lt 0`: no packet
  if (ace.fragments) {
    match.certain = false;
    conversion.ledger.approximated(ace.line, Code::fragments_only);
  }
  if (!ace.unseen.empty()) {
    match.certain = false;
    conversion.ledger.approximated(ace.line, Code::condition_not_seen, {ace.unseen});
  }
  return match;
}

Schedule schedule_of(Conversion& conversion, const Ace& ace) {
  Schedule schedule;
  if (ace.time_range.empty()) return schedule;
  schedule.name = ace.time_range;
  const auto range = conversion.config.time_ranges.find(ace.time_range);
  if (range == conversion.config.time_ranges.end()) {
    conversion.dangling("time-range", ace.time_range, ace.line);
    schedule.periodic = true;  // may be in force, need not be
    return schedule;
  }
  schedule.start = range->second.start;
  schedule.end = range->second.end;
  const bool says_nothing = !schedule.start && !schedule.end && !range->second.periodic;
  schedule.periodic = range->second.periodic || range->second.part_of_day || says_nothing;
  return schedule;
}

std::vector<Entry> entries_of(Conversion& conversion, const AccessList& list) {
  std::vector<Entry> entries;
  for (const Ace& ace : list.entries) {
    Entry entry;
    entry.ace = &ace;
    if (ace.evaluate.empty()) {
      entry.match = match_of(conversion, ace, list.kind);
      entry.schedule = schedule_of(conversion, ace);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string label_of(const AccessList& list, const Ace& ace) {
  return list.name + " seq " + std::to_string(ace.sequence);
}

const AccessList* find_list(const IosConfig& config, const std::string& name) {
  const auto found = config.access_lists.find(name);
  return found == config.access_lists.end() ? nullptr : &found->second;
}

Match mirrored(const Match& match) {
  Match back = match;
  std::swap(back.source, back.destination);
  for (Service& service : back.services) {
    std::swap(service.source_ports, service.destination_ports);
    service.tcp_flags.clear();
    service.icmp_types.clear();  // an echo is answered by another type
    service.icmp_codes.clear();
  }
  return back;
}

bool may_overlap(const Match& a, const Match& b) {
  return addresses_overlap(a.source, b.source) && addresses_overlap(a.destination, b.destination);
}

}  // namespace sekisho::config::ios
