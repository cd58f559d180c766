// Where the network is joined to networks that are not the organisation's, held against the register of
// external connections.
#include <sekisho/audit/borders.hpp>
#include "audit/practices/practices.hpp"

#include <sekisho/policy/on_record.hpp>

namespace sekisho::audit {
namespace {

/// An interface of a device that outside hosts reach without a router in between.
struct Connection {
  Attachment at;
  SegmentIndex to = 0;
  bool certain = true;
};

/// Every interface with an address on a broadcast domain that an outside segment is attached to; where no
/// device has one, the ports that the segment is attached to.
std::vector<Connection> connections_of(const Network& network) {
  std::vector<Connection> connections;
  for (const Domain& domain : network.domains) {
    const std::vector<Attachment>& places = domain.routed.empty() ? domain.ports : domain.routed;
    for (const SegmentIndex segment : domain.segments) {
      if (!network.snapshot.segments[segment].outside) continue;
      for (const Attachment& at : places)
        connections.push_back({at, segment, domain.surely_joined(segment, at)});
    }
  }
  return connections;
}

class Register {
 public:
  explicit Register(const Subject& subject) : subject_(subject), network_(subject.network) {}

  /// True when the entry speaks of the connection: it names the interface, or the switch port where the line
  /// is plugged in that all interfaces behind it share.
  [[nodiscard]] bool names(const InterfaceRef& place, const ExternalConnection& entry,
                           const Connection& connection) const {
    if (entry.to != segment_of(connection).name) return false;
    const std::optional<Attachment> at = find_attachment(network_, place);
    return at && (*at == connection.at || is_line_of(*at, connection));
  }
  [[nodiscard]] bool names(const ExternalConnection& entry, const Connection& connection) const {
    return std::ranges::any_of(entry.at,
                               [&](const InterfaceRef& place) { return names(place, entry, connection); });
  }

  /// The first entry that speaks of the connection; with `valid`, that also counts on this day.
  [[nodiscard]] const ExternalConnection* entry_of(const Connection& connection, bool valid) const {
    for (const ExternalConnection& entry : subject_.snapshot().external_connections) {
      if (names(entry, connection) && (!valid || !objection_to(entry, subject_.date))) return &entry;
    }
    return nullptr;
  }

  [[nodiscard]] const Segment& segment_of(const Connection& connection) const {
    return network_.snapshot.segments[connection.to];
  }

 private:
  [[nodiscard]] bool is_line_of(const Attachment& port, const Connection& connection) const {
    const DomainIndex domain = network_.domain_of[port.device][port.interface];
    if (domain == Network::no_domain ||
        domain != network_.domain_of[connection.at.device][connection.at.interface] ||
        !network_.devices[port.device].interfaces[port.interface].switchport)
      return false;
    return std::ranges::any_of(segment_of(connection).attached, [&](const InterfaceRef& ref) {
      return find_attachment(network_, ref) == port;
    });
  }

  const Subject& subject_;
  const Network& network_;
};

/// Of an outside segment that is attached nowhere it is not known where it is joined.
void check_attached(const Network& network, const Segment& segment, Findings& findings) {
  const bool attached = std::ranges::any_of(network.domains, [&](const Domain& domain) {
    return std::ranges::any_of(domain.segments,
                               [&](SegmentIndex s) { return &network.snapshot.segments[s] == &segment; });
  });
  if (!attached) findings.unknown(Code::practice_outside_nowhere, {segment.name}, segment.span);
}

/// An entry has to be complete, unexpired, and right in each of its places.
void check_entry(const Subject& subject, const Register& entries, const ExternalConnection& entry,
                 const std::vector<Connection>& connections, Findings& findings) {
  if (std::optional<Diagnostic> objection = objection_to(entry, subject.date))
    findings.fails(objection->code, objection->arguments, objection->span);
  for (const InterfaceRef& place : entry.at) {
    const bool found = std::ranges::any_of(
        connections, [&](const Connection& each) { return entries.names(place, entry, each); });
    if (!found)
      findings.fails(Code::practice_connection_nowhere,
                     {entry.id, place.device + ":" + place.interface, entry.to}, place.span);
  }
}

/// An exit is a way to the internet of one's own, or the one through the security cloud.
bool is_exit(const Segment& segment) {
  return segment.segment_class == SegmentClass::internet ||
         segment.segment_class == SegmentClass::security_cloud;
}

}  // namespace

void check_external_connections(const Subject& subject, Findings& findings) {
  const Register entries(subject);
  const std::vector<Connection> connections = connections_of(subject.network);
  for (const Connection& connection : connections) {
    if (entries.entry_of(connection, false) != nullptr) continue;
    const Device& device = subject.network.devices[connection.at.device];
    const Interface& interface = device.interfaces[connection.at.interface];
    const std::vector<std::string> what{interface.name, entries.segment_of(connection).name};
    const RuleSource source{interface.span, "", ""};
    if (connection.certain) {
      findings.fails(device, Code::practice_connection_unregistered, what, source);
    } else {
      findings.unknown(device, Code::practice_connection_possible, what, source);
    }
  }
  for (const ExternalConnection& entry : subject.snapshot().external_connections)
    check_entry(subject, entries, entry, connections, findings);
  for (const Segment& segment : subject.snapshot().segments) {
    if (segment.outside) check_attached(subject.network, segment, findings);
  }
}

void check_internet_exits(const Subject& subject, Findings& findings) {
  const Register entries(subject);
  for (const Connection& exit : connections_of(subject.network)) {
    const Segment& segment = entries.segment_of(exit);
    if (!is_exit(segment)) continue;
    const Device& device = subject.network.devices[exit.at.device];
    const Interface& interface = device.interfaces[exit.at.interface];
    const RuleSource source{interface.span, "", ""};
    if (const ExternalConnection* entry = entries.entry_of(exit, true)) {
      findings.remark(device, Code::practice_exit, {interface.name, segment.name, entry->id}, source);
    } else if (exit.certain) {
      findings.fails(device, Code::practice_exit_unregistered, {interface.name, segment.name}, source);
    } else {
      findings.unknown(device, Code::practice_exit_possible, {interface.name, segment.name}, source);
    }
  }
  for (const Segment& segment : subject.snapshot().segments) {
    if (is_exit(segment)) check_attached(subject.network, segment, findings);
  }
}

}  // namespace sekisho::audit
