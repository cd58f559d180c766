// Service objects (FortiOS CLI Reference, "firewall service custom").
#include "config/fortios/service_book.hpp"

#include "config/fortios/predefined_services.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/base/packet.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::fortios {
namespace {

constexpr int max_group_depth = 32;
constexpr std::size_t max_services = 20'000;
constexpr std::uint8_t udp_lite = 136;

Service maybe_any_service() {
  Service service;
  service.certain = false;
  return service;
}

bool is_everything(const Service& service) {
  return service.certain && !service.protocol && service.icmp_types.empty();
}

Words split(std::string_view text, char separator) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// One Service per distinct source condition: destination and source ports of a pair hold together.
void add_ports(std::uint8_t protocol_number, const std::vector<PortPair>& pairs,
               std::vector<Service>& services) {
  Service plain;
  plain.protocol = protocol_number;
  for (const PortPair& pair : pairs) {
    if (!pair.source || pair.source->is_any()) {
      plain.destination_ports.push_back(pair.destination);
      continue;
    }
    Service service;
    service.protocol = protocol_number;
    service.destination_ports = {pair.destination};
    service.source_ports = {*pair.source};
    services.push_back(std::move(service));
  }
  if (!plain.destination_ports.empty()) services.push_back(std::move(plain));
}

ServiceObject object_of(const PredefinedService& row) {
  ServiceObject object;
  object.name = std::string(row.name);
  object.protocol = std::string(row.protocol);
  if (!row.tcp.empty()) static_cast<void>(read_value(split(row.tcp, ' '), object.tcp));
  if (!row.udp.empty()) static_cast<void>(read_value(split(row.udp, ' '), object.udp));
  if (row.number >= 0) (row.protocol == "IP" ? object.protocol_number : object.icmptype) = row.number;
  return object;
}

std::vector<PortRange> gaps(std::vector<PortRange> ports) {
  std::sort(ports.begin(), ports.end());
  std::vector<PortRange> left;
  int next = 0;
  for (const PortRange& range : ports) {
    if (range.first > next) {
      left.push_back({static_cast<std::uint16_t>(next), static_cast<std::uint16_t>(range.first - 1)});
    }
    next = std::max(next, range.last + 1);
  }
  if (next <= 65535) left.push_back({static_cast<std::uint16_t>(next), 65535});
  return left;
}

}  // namespace

ServiceBook::ServiceBook(VdomContext& context) : context_(context) {
  for (const PredefinedService& row : predefined_services()) {
    predefined_.edit(std::string(row.name)) = object_of(row);
  }
  for (const PredefinedGroup& row : predefined_service_groups()) {
    predefined_groups_.edit(std::string(row.name)).member = split(row.members, ',');
  }
}

ServiceMatch ServiceBook::match(const Names& names, int line, bool negated) {
  ServiceMatch match;
  for (const std::string& name : names) {
    const std::vector<Service>& some = services_of(name, line, 0);
    match.services.insert(match.services.end(), some.begin(), some.end());
  }
  const bool any = std::any_of(match.services.begin(), match.services.end(), is_everything);
  if (match.services.size() > max_services) {
    context_.ledger.approximated(line, Code::fortios_too_large, {std::to_string(max_services)});
    match.services = {maybe_any_service()};
  }
  if (negated) {
    const auto rest = any ? std::vector<Service>{} : complement(match.services);
    match.nothing = any || (rest && rest->empty());
    match.certain = rest.has_value();
    match.services = rest.value_or(std::vector<Service>{});
    if (!match.certain)
      context_.ledger.approximated(line, Code::fortios_condition_unseen, {"service-negate"});
    return match;
  }
  match.nothing = match.services.empty();
  if (any) match.services.clear();
  return match;
}

const std::vector<Service>& ServiceBook::services_of(const std::string& name, int line, int depth) {
  if (const auto found = known_.find(name); found != known_.end()) return found->second;
  if (!open_.insert(name).second || depth > max_group_depth) {
    context_.ledger.approximated(line, Code::fortios_group_loop, {name});
    return known_[name] = {maybe_any_service()};
  }
  const Vdom& vdom = context_.vdom;
  const ServiceGroup* group = vdom.service_groups.find(name);
  const ServiceObject* object = vdom.services.find(name);
  if (group == nullptr && object == nullptr) {
    group = predefined_groups_.find(name);
    object = predefined_.find(name);
  }
  std::vector<Service> found;
  if (object != nullptr) {
    found = object_services(*object);
  } else if (group != nullptr && group->doubtful.empty()) {
    for (const std::string& member : group->member) {
      const std::vector<Service>& some =
          services_of(member, group->line > 0 ? group->line_of("member") : line, depth + 1);
      found.insert(found.end(), some.begin(), some.end());
      if (found.size() > max_services) found = {maybe_any_service()};
    }
  } else {
    found = {maybe_any_service()};
    if (group == nullptr) {
      context_.ledger.approximated(line, Code::fortios_undefined_name, {name});
      context_.dangling("service", name, line);
    }
  }
  open_.erase(name);
  return known_[name] = std::move(found);
}

std::vector<Service> ServiceBook::object_services(const ServiceObject& object) {
  if (!object.doubtful.empty()) return {maybe_any_service()};
  const std::string protocol = object.protocol.value_or("TCP/UDP/SCTP");
  std::vector<Service> services;
  if (protocol == "IP" || protocol == "ALL") {
    Service service;
    // Protocol number 0 stands for every protocol.
    if (object.protocol_number.value_or(0) > 255) return {maybe_any_service()};
    if (protocol == "IP" && object.protocol_number.value_or(0) != 0) {
      service.protocol = static_cast<std::uint8_t>(*object.protocol_number);
    }
    services.push_back(service);
  } else if (protocol == "ICMP" || protocol == "ICMP6") {
    Service service;
    service.protocol = protocol == "ICMP" ? protocol::icmp : protocol::icmpv6;
    const auto byte = [](long long value) {
      const auto number = static_cast<std::uint8_t>(std::clamp(value, 0LL, 255LL));
      return ByteRange{number, number};
    };
    if (object.icmptype) service.icmp_types = {byte(*object.icmptype)};
    if (object.icmptype && object.icmpcode) service.icmp_codes = {byte(*object.icmpcode)};
    services.push_back(service);
  } else if (protocol.starts_with("TCP/UDP")) {
    add_ports(protocol::tcp, object.tcp, services);
    add_ports(protocol::udp, object.udp, services);
    add_ports(udp_lite, object.udplite, services);
    add_ports(protocol::sctp, object.sctp, services);
    if (services.empty()) {
      if (object.line > 0)
        context_.ledger.approximated(object.line, Code::fortios_wrong_object, {object.name});
      services = {maybe_any_service()};
    }
  } else {  // HTTP, FTP, CONNECT, SOCKS: services of the explicit proxy
    context_.ledger.approximated(object.line_of("protocol"), Code::fortios_condition_unseen, {"protocol"});
    services = {maybe_any_service()};
  }
  // A service may also ask for the server's address, or for what FortiOS recognises in the session.
  const bool any_range =
      object.iprange.empty() || (object.iprange.size() == 1 && object.iprange[0].first.bits == 0 &&
                                 object.iprange[0].last.bits == 0);  // 0.0.0.0: not set
  const bool unseen = !any_range || !object.fqdn.value_or("").empty() ||
                      object.app_service_type.value_or("disable") != "disable";
  if (unseen) {
    context_.ledger.approximated(object.line, Code::fortios_condition_unseen, {object.name});
    for (Service& service : services) service.certain = false;
  }
  return services;
}

std::optional<std::vector<Service>> complement(const std::vector<Service>& services) {
  std::array<bool, 256> named{};
  std::array<bool, 256> all_of{};
  std::array<std::vector<PortRange>, 256> ports;
  std::array<std::vector<PortRange>, 256> types;  // ICMP types as ranges 0..255
  for (const Service& service : services) {
    const bool simple = service.certain && service.protocol && service.source_ports.empty() &&
                        service.icmp_codes.empty() && service.tcp_flags.empty();
    if (!simple) return std::nullopt;
    const std::uint8_t number = *service.protocol;
    named[number] = true;
    all_of[number] = all_of[number] || (service.destination_ports.empty() && service.icmp_types.empty());
    ports[number].insert(ports[number].end(), service.destination_ports.begin(),
                         service.destination_ports.end());
    for (const ByteRange& type : service.icmp_types) types[number].push_back({type.first, type.last});
  }
  std::vector<Service> rest;
  for (int number = 0; number < 256; ++number) {
    const auto index = static_cast<std::size_t>(number);
    Service service;
    service.protocol = static_cast<std::uint8_t>(number);
    if (named[index]) {
      if (all_of[index]) continue;
      if (!ports[index].empty()) service.destination_ports = gaps(ports[index]);
      for (const PortRange& gap : gaps(types[index])) {
        if (types[index].empty() || gap.first > 255) continue;
        service.icmp_types.push_back(
            {static_cast<std::uint8_t>(gap.first), static_cast<std::uint8_t>(std::min<int>(gap.last, 255))});
      }
      if (service.destination_ports.empty() && service.icmp_types.empty()) continue;
    }
    rest.push_back(std::move(service));
  }
  return rest;
}

}  // namespace sekisho::config::fortios
