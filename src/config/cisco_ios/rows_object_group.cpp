// Object groups and time ranges.
//
// Masks of network objects are netmasks, not wildcards (Cisco IOS Security Configuration Guide, "Object
// Groups for ACLs"). `object-group ip address` and `object-group ip port` are the older form of the
// Catalyst 6500 ("Policy-based ACLs", PBACL); its addresses take wildcard-like masks: ones that matter.
#include "config/cisco_ios/ace.hpp"
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void open_network_group(IosReader& reader, const Arguments& arguments) {
  NetworkGroup& group = reader.config.network_groups[arguments.text(0)];
  if (group.line == 0) group.line = arguments.line();
  reader.network_group = &group;
}

void add_object(IosReader& reader, const Arguments& arguments, NetworkObject object) {
  object.line = arguments.line();
  if (reader.network_group != nullptr) reader.network_group->objects.push_back(std::move(object));
}

NetworkObject range_object(const AddressRange& range) {
  NetworkObject object;
  object.range = range;
  return object;
}

void network_host(IosReader& reader, const Arguments& arguments) {
  add_object(reader, arguments, range_object(AddressRange::of(arguments.address(0))));
}

void network_prefix(IosReader& reader, const Arguments& arguments) {
  add_object(reader, arguments, range_object(AddressRange::of(arguments.prefix(0))));
}

void network_masked(IosReader& reader, const Arguments& arguments) {
  const std::optional<int> length = netmask_length(arguments.address(1));
  if (length) {
    add_object(reader, arguments, range_object(AddressRange::of(Prefix::of(arguments.address(0), *length))));
    return;
  }
  NetworkObject object;
  object.kind = NetworkObject::Kind::wildcard;
  object.wildcard.care = arguments.address(1).bits;
  object.wildcard.value = Address{Family::v4, arguments.address(0).bits & object.wildcard.care};
  add_object(reader, arguments, object);
}

void network_range(IosReader& reader, const Arguments& arguments) {
  const Address first = arguments.address(0);
  const Address last = arguments.address(1);
  if (last < first) {
    reader.invalid(arguments, Code::value_not_valid, {arguments.text(1)});
    return;
  }
  add_object(reader, arguments, range_object({first, last}));
}

void network_any(IosReader& reader, const Arguments& arguments) {
  NetworkObject object;
  object.kind = NetworkObject::Kind::any;
  add_object(reader, arguments, object);
}

void network_nested(IosReader& reader, const Arguments& arguments) {
  NetworkObject object;
  object.kind = NetworkObject::Kind::group;
  object.group = arguments.text(0);
  add_object(reader, arguments, object);
}

void network_damaged(IosReader& reader, const Arguments& arguments) {
  if (reader.network_group != nullptr) reader.network_group->damaged = true;
  reader.unsupported(arguments, Code::arguments_not_understood, {std::string(arguments.statement().word(0))});
}

const IosMode& network_group_mode() {
  static const IosMode mode("object-group network",
                            {
                                Spell::used("host <ipv4>", network_host),
                                Spell::used("host <ipv6>", network_host),
                                Spell::used("network-object host <ipv4>", network_host),
                                Spell::used("network-object <ipv4> <ipv4>", network_masked),
                                Spell::used("<ipv4> <ipv4>", network_masked),
                                Spell::used("<prefix4>", network_prefix),
                                Spell::used("<prefix6>", network_prefix),
                                Spell::used("<ipv4> <prefix4>", network_damaged),
                                Spell::used("<ipv4>", network_host),
                                Spell::used("range <ipv4> <ipv4>", network_range),
                                Spell::used("any", network_any),
                                Spell::used("group-object <word>", network_nested),
                                Spell::irrelevant("description ..."),
                            },
                            Spell::used("...", network_damaged));
  return mode;
}

void open_service_group(IosReader& reader, const Arguments& arguments) {
  ServiceGroup& group = reader.config.service_groups[arguments.text(0)];
  if (group.line == 0) group.line = arguments.line();
  reader.service_group = &group;
}

/// `tcp [source OP PORTS] [OP] PORTS`, with `eq` left out at will.
bool read_service_ports(Words& words, std::uint8_t number, IosService& service) {
  if (words.take("source")) {
    if (!parse_ports(words, number, service.source_ports)) return false;
    if (!service.source_ports.given) {
      const std::optional<std::uint16_t> port = parse_port(words.next(), number);
      if (!port) return false;
      service.source_ports.ranges.push_back({*port, *port});
    }
  }
  if (words.done()) return true;
  if (!parse_ports(words, number, service.destination_ports)) return false;
  if (!service.destination_ports.given) {
    const std::optional<std::uint16_t> port = parse_port(words.next(), number);
    if (!port) return false;
    service.destination_ports.ranges.push_back({*port, *port});
  }
  return words.done();
}

bool read_service(const Statement& statement, ServiceObject& object) {
  Words words(statement, 0);
  const std::string_view name = words.next();
  IosService service;
  if (same_text(name, "ip")) {
    object.service = service;
    return words.done();
  }
  if (same_text(name, "tcp-udp")) {
    IosService tcp;
    tcp.protocol = protocol::tcp;
    IosService udp;
    udp.protocol = protocol::udp;
    Words again = words;
    if (!read_service_ports(words, protocol::tcp, tcp) || !read_service_ports(again, protocol::udp, udp))
      return false;
    object.service = tcp;
    object.more.push_back(udp);
    return true;
  }
  service.protocol = parse_ios_protocol(name, Family::v4);
  if (!service.protocol) return false;
  if (*service.protocol == protocol::icmp) {
    parse_icmp(words, Family::v4, service);
  } else if (has_ports(*service.protocol)) {
    if (!read_service_ports(words, *service.protocol, service)) return false;
  }
  object.service = service;
  return words.done();
}

void service_line(IosReader& reader, const Arguments& arguments) {
  if (reader.service_group == nullptr) return;
  ServiceObject object;
  object.line = arguments.line();
  if (read_service(arguments.statement(), object)) {
    reader.service_group->objects.push_back(std::move(object));
    return;
  }
  reader.service_group->damaged = true;
  reader.unsupported(arguments, Code::entry_not_understood, {std::string(arguments.statement().word(0))});
}

void service_nested(IosReader& reader, const Arguments& arguments) {
  if (reader.service_group == nullptr) return;
  ServiceObject object;
  object.line = arguments.line();
  object.group = arguments.text(0);
  reader.service_group->objects.push_back(std::move(object));
}

const IosMode& service_group_mode() {
  static const IosMode mode("object-group service",
                            {
                                Spell::used("group-object <word>", service_nested),
                                Spell::irrelevant("description ..."),
                            },
                            Spell::used("...", service_line));
  return mode;
}

void open_port_group(IosReader& reader, const Arguments& arguments) {
  PortGroup& group = reader.config.port_groups[arguments.text(0)];
  if (group.line == 0) group.line = arguments.line();
  reader.port_group = &group;
}

void port_line(IosReader& reader, const Arguments& arguments) {
  Words words(arguments.statement(), 0);
  AcePorts ports;
  if (!parse_ports(words, protocol::tcp, ports) || !ports.given || !words.done()) {
    reader.unsupported(arguments, Code::entry_not_understood, {std::string(arguments.statement().word(0))});
    return;
  }
  if (reader.port_group == nullptr) return;
  reader.port_group->ranges.insert(reader.port_group->ranges.end(), ports.ranges.begin(), ports.ranges.end());
}

const IosMode& port_group_mode() {
  static const IosMode mode("object-group ip port", {Spell::irrelevant("description ...")},
                            Spell::used("...", port_line));
  return mode;
}

constexpr std::array months{"january", "february", "march",     "april",   "may",      "june",
                            "july",    "august",   "september", "october", "november", "december"};

/// `08:00 1 January 2025`: a time of day and a date.
std::optional<Date> read_date(const Statement& statement, std::size_t& at) {
  ++at;  // the time of day
  const std::optional<long> day = parse_number(statement.word(at++));
  const std::string_view name = statement.word(at++);
  const std::optional<long> year = parse_number(statement.word(at++));
  if (!day || !year || name.size() < 3) return std::nullopt;
  const auto month =
      std::ranges::find_if(months, [&](std::string_view full) { return starts_like(full, name); });
  if (month == months.end()) return std::nullopt;
  Date date{static_cast<int>(*year), static_cast<int>(month - months.begin()) + 1, static_cast<int>(*day)};
  return Date::parse(to_string(date));
}

void absolute(IosReader& reader, const Arguments& arguments) {
  if (reader.time_range == nullptr) return;
  const Statement& statement = arguments.statement();
  for (std::size_t at = 1; at < statement.size();) {
    const bool start = same_text(statement.word(at), "start");
    const bool end = same_text(statement.word(at), "end");
    const std::string_view time = statement.word(at + 1);
    ++at;
    const std::optional<Date> date = start || end ? read_date(statement, at) : std::nullopt;
    if (!date) {
      reader.time_range->part_of_day = true;
      reader.invalid(arguments, Code::value_not_valid, {std::string(statement.from(1))});
      return;
    }
    (start ? reader.time_range->start : reader.time_range->end) = date;
    const bool whole_day = start ? time == "00:00" || time == "0:00" : time == "23:59";
    if (!whole_day) reader.time_range->part_of_day = true;
  }
}

void periodic(IosReader& reader, const Arguments&) {
  if (reader.time_range != nullptr) reader.time_range->periodic = true;
}

void open_time_range(IosReader& reader, const Arguments& arguments) {
  TimeRange& range = reader.config.time_ranges[arguments.text(0)];
  if (range.line == 0) range.line = arguments.line();
  reader.time_range = &range;
}

const IosMode& time_range_mode() {
  static const IosMode mode("time-range", {
                                              Spell::used("absolute ...", absolute),
                                              Spell::used("periodic ...", periodic),
                                          });
  return mode;
}

}  // namespace

IosRows object_group_rows() {
  return {
      Spell::enters("object-group network <word>", network_group_mode, open_network_group),
      Spell::enters("object-group v6-network <word>", network_group_mode, open_network_group),
      Spell::enters("object-group ip address <word>", network_group_mode, open_network_group),
      Spell::enters("object-group service <word>", service_group_mode, open_service_group),
      Spell::enters("object-group ip port <word>", port_group_mode, open_port_group),
      Spell::irrelevant_block("object-group security <word>"),
      Spell::enters("time-range <word>", time_range_mode, open_time_range),
      Spell::used("no object-group ...", ignore),
      Spell::used("no time-range ...", ignore),
  };
}

}  // namespace sekisho::config::ios
