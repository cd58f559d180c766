// Traffic to the device itself, and broadcasts that it forwards.
//
// An access class of a terminal line, of the HTTP server or of an SNMP community says who may open a
// session with that service; everything else to the device is accepted (Cisco IOS Security Configuration
// Guide, "Controlling Access to a Virtual Terminal Line"; HTTP Services and Network Management Command
// References). Any free vty may take a session, so one vty without a class opens the service to all.
#include "config/cisco_ios/convert.hpp"
#include "config/cisco_ios/entries.hpp"
#include "config/syntax/statement.hpp"

#include <algorithm>

namespace sekisho::config::ios {
namespace {

Service port_service(std::uint8_t protocol_number, std::uint16_t port) {
  Service service;
  service.protocol = protocol_number;
  service.destination_ports = {{port, port}};
  return service;
}

class LocalFilter {
 public:
  explicit LocalFilter(Conversion& conversion) : conversion_(conversion) {}
  void convert();

 private:
  void restrict(const std::vector<AccessClass>& classes, const std::vector<Service>& services, Family family,
                bool sure);
  void permit(const AccessClass& access, const AccessList& list, const std::vector<Service>& services,
              bool sure);
  void convert_vty(Family family);

  Conversion& conversion_;
  Filter filter_;
};

/// The rules of one class, with the service in the place of what its list asks.
void LocalFilter::permit(const AccessClass& access, const AccessList& list,
                         const std::vector<Service>& services, bool sure) {
  for (Entry& entry : entries_of(conversion_, list)) {
    if (!entry.ace->evaluate.empty()) continue;
    if (entry.ace->action == Action::deny && !sure) continue;  // another line may take the session
    Rule rule;
    rule.source = conversion_.source(entry.ace->line, label_of(list, *entry.ace));
    rule.action = entry.ace->action;
    rule.match = std::move(entry.match);
    rule.match.services = services;
    rule.match.certain = rule.match.certain && sure && !list.damaged;
    rule.schedule = std::move(entry.schedule);
    filter_.rules.push_back(std::move(rule));
  }
  if (list.damaged) {
    Rule rule;
    rule.source = conversion_.source(access.line, list.name);
    rule.action = Action::permit;
    rule.match.services = services;
    rule.match.certain = false;
    filter_.rules.push_back(std::move(rule));
  }
}

void LocalFilter::restrict(const std::vector<AccessClass>& classes, const std::vector<Service>& services,
                           Family family, bool sure) {
  for (const AccessClass& access : classes) {
    const AccessList* list = find_list(conversion_.config, access.list);
    if (list == nullptr || (list->entries.empty() && !list->damaged)) {
      if (list == nullptr) conversion_.dangling("access-list", access.list, access.line);
      return;  // lets everyone in
    }
    permit(access, *list, services, sure);
  }
  Rule rule;
  rule.source = conversion_.source(classes.front().line, classes.front().list + " implicit deny");
  rule.action = Action::deny;
  rule.match.ipv4 = family == Family::v4;
  rule.match.ipv6 = family == Family::v6;
  rule.match.services = services;
  filter_.rules.push_back(std::move(rule));
}

void LocalFilter::convert_vty(Family family) {
  constexpr std::uint16_t ssh = 22;
  constexpr std::uint16_t telnet = 23;
  std::vector<AccessClass> classes;
  bool same = true;
  for (const TerminalLines& lines : conversion_.config.terminals) {
    if (!lines.vty) continue;
    const bool closed =
        lines.transports && (lines.transports->empty() || same_text(lines.transports->front(), "none"));
    if (closed) continue;
    const std::optional<AccessClass>& access =
        family == Family::v4 ? lines.access_class : lines.access_class6;
    if (!access) return;
    if (!classes.empty()) same = same && classes.front().list == access->list;
    if (classes.empty() || !same) classes.push_back(*access);
  }
  if (!classes.empty()) {
    restrict(classes, {port_service(protocol::tcp, ssh), port_service(protocol::tcp, telnet)}, family, same);
  }
}

void LocalFilter::convert() {
  const IosConfig& config = conversion_.config;
  filter_.name = "to the device";
  filter_.default_action = Action::permit;
  for (const int line : config.control_plane_policies) {
    Rule rule;  // a policy of the control plane may drop anything
    rule.source = conversion_.source(line, "control-plane");
    rule.action = Action::deny;
    rule.match.certain = false;
    filter_.rules.push_back(std::move(rule));
  }
  for (const Family family : {Family::v4, Family::v6}) {
    convert_vty(family);
    std::vector<AccessClass> http;
    std::vector<AccessClass> snmp;
    std::ranges::copy_if(config.http_access, std::back_inserter(http),
                         [&](const AccessClass& access) { return access.family == family; });
    std::ranges::copy_if(config.snmp_access, std::back_inserter(snmp),
                         [&](const AccessClass& access) { return access.family == family; });
    if (!http.empty()) {
      constexpr std::uint16_t plain = 80;
      constexpr std::uint16_t secure = 443;
      restrict(http, {port_service(protocol::tcp, plain), port_service(protocol::tcp, secure)}, family,
               http.size() == 1);
    }
    constexpr std::uint16_t snmp_port = 161;
    const bool open =
        std::ranges::any_of(snmp, [](const AccessClass& access) { return access.list.empty(); });
    // Communities have a list each: which one counts depends on the community that a request names.
    if (!snmp.empty() && !open) restrict(snmp, {port_service(protocol::udp, snmp_port)}, family, false);
  }
  if (!filter_.rules.empty()) conversion_.device.local_filter = std::move(filter_);
}

/// UDP broadcasts that `ip helper-address` forwards unless told otherwise: time, TACACS, DNS, BOOTP, TFTP,
/// NetBIOS (Cisco IOS IP Application Services Command Reference, "ip forward-protocol").
std::vector<Service> forwarded_services(const IosConfig& config) {
  std::vector<std::uint16_t> ports{37, 49, 53, 67, 68, 69, 137, 138};
  ports.insert(ports.end(), config.forwarded_udp.begin(), config.forwarded_udp.end());
  std::erase_if(ports, [&](std::uint16_t port) {
    return std::ranges::find(config.forwarded_udp_off, port) != config.forwarded_udp_off.end();
  });
  std::vector<Service> services;
  for (const std::uint16_t port : ports) services.push_back(port_service(protocol::udp, port));
  return services;
}

/// A broadcast that arrives on the interface leaves again as unicast to the helper. Whether it does
/// depends on more than the header (BOOTP is relayed under the device's own address), so it may.
void convert_helpers(Conversion& conversion) {
  if (!conversion.config.forward_udp) return;
  const std::vector<Service> services = forwarded_services(conversion.config);
  if (services.empty()) return;
  const Address all_ones = Address::v4(0xffffffffU);
  for (const IosInterface& interface : conversion.config.interfaces) {
    if (is_switch_port(conversion.config, interface)) continue;
    for (const auto& [helper, line] : interface.helpers) {
      NatRule rule;
      rule.source = conversion.source(line, "ip helper-address");
      rule.match.ipv6 = false;
      rule.match.destination = AddressMatch::of({{AddressRange::of(all_ones), true}});
      for (const IosAddress& address : interface.addresses) {
        rule.match.destination.terms.push_back(
            {AddressRange::of(Prefix::of(address.address, address.length).last()), true});
      }
      rule.match.services = services;
      rule.ingress = {interface.name};
      rule.rewrite.destination = AddressRange::of(helper);
      rule.certain = false;
      conversion.device.destination_nat.push_back(std::move(rule));
    }
  }
}

}  // namespace

void convert_management(Conversion& conversion) {
  LocalFilter(conversion).convert();
  convert_helpers(conversion);
}

}  // namespace sekisho::config::ios
