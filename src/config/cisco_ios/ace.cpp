// Grammar: Cisco IOS Security Command Reference, "access-list (IP extended)", "permit (IP)",
// "permit (IPv6)", "access-list (IP standard)". A mask in an IPv4 entry is a wildcard: a one in it means
// that the bit does not matter; holes are allowed.
#include "config/cisco_ios/ace.hpp"

#include "config/cisco_ios/names.hpp"
#include "config/reading/pattern.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

constexpr Bits128 v4_ones = 0xffffffffU;

std::optional<Address> v4_address(std::string_view text) {
  const std::optional<Address> address = Address::parse(text);
  if (!address || address->family != Family::v4) return std::nullopt;
  return address;
}

AceAddress host_address(const Address& address) {
  AceAddress host;
  if (address.family == Family::v4) {
    host.kind = AceAddress::Kind::wildcard;
    host.care = v4_ones;
  } else {
    host.kind = AceAddress::Kind::prefix;
    host.length = 128;
  }
  host.address = address;
  return host;
}

/// `any`, `host A`, `object-group G`, `A W`, `P/n`; in a standard list also a bare `A`.
std::optional<AceAddress> parse_address(Words& words, AclKind kind) {
  if (words.take("any") || words.take("any4") || words.take("any6")) return AceAddress{};
  if (words.take("object-group") || words.take("addrgroup")) {
    AceAddress group;
    group.kind = AceAddress::Kind::group;
    group.group = words.next();
    if (group.group.empty()) return std::nullopt;
    return group;
  }
  if (words.take("host")) {
    const std::optional<Address> address = Address::parse(words.next());
    if (!address || (address->family == Family::v6) != (kind == AclKind::ipv6)) return std::nullopt;
    return host_address(*address);
  }
  AceAddress found;
  found.kind = AceAddress::Kind::prefix;
  if (words.peek().find('/') != std::string_view::npos) {
    const std::optional<Prefix> prefix = Prefix::parse(words.peek());
    if (!prefix || (prefix->family() == Family::v6) != (kind == AclKind::ipv6)) return std::nullopt;
    words.next();
    found.address = prefix->network;
    found.length = prefix->length;
    return found;
  }
  const std::optional<Address> address = v4_address(words.peek());
  if (!address || kind == AclKind::ipv6) return std::nullopt;
  words.next();
  const std::optional<Address> wildcard = v4_address(words.peek());
  if (!wildcard) return kind == AclKind::standard ? std::optional(host_address(*address)) : std::nullopt;
  words.next();
  found.kind = AceAddress::Kind::wildcard;
  found.care = ~wildcard->bits & v4_ones;
  found.address = Address{Family::v4, address->bits & found.care};
  return found;
}

struct NamedFlag {
  std::string_view name;
  std::uint8_t bit;
};
constexpr std::array tcp_flags{NamedFlag{"ack", tcp_flag::ack}, NamedFlag{"fin", tcp_flag::fin},
                               NamedFlag{"psh", tcp_flag::psh}, NamedFlag{"rst", tcp_flag::rst},
                               NamedFlag{"syn", tcp_flag::syn}, NamedFlag{"urg", tcp_flag::urg}};

std::optional<std::uint8_t> flag_bit(std::string_view name) {
  const auto row =
      std::ranges::find_if(tcp_flags, [&](const NamedFlag& flag) { return same_text(flag.name, name); });
  if (row == tcp_flags.end()) return std::nullopt;
  return row->bit;
}

/// `match-all +syn -ack`: one condition on all the flags; `match-any +syn +rst`: alternatives.
bool parse_flag_match(Words& words, bool all, IosService& service) {
  TcpFlagMatch together;
  bool found = false;
  while (!words.done() && (words.peek().front() == '+' || words.peek().front() == '-')) {
    const bool set = words.peek().front() == '+';
    const std::optional<std::uint8_t> bit = flag_bit(words.peek().substr(1));
    if (!bit) return false;
    words.next();
    found = true;
    if (all) {
      together.mask = static_cast<std::uint8_t>(together.mask | *bit);
      if (set) together.value = static_cast<std::uint8_t>(together.value | *bit);
    } else {
      service.tcp_flags.push_back({*bit, set ? *bit : std::uint8_t{0}});
    }
  }
  if (all && found) service.tcp_flags.push_back(together);
  return found;
}

/// Conditions that ask for header fields which the model's packets have not got, with the number of
/// words that belong to each.
struct Unseen {
  std::string_view word;
  std::size_t arguments;
};
constexpr std::array unseen_conditions{
    Unseen{"dscp", 1},
    Unseen{"precedence", 1},
    Unseen{"tos", 1},
    Unseen{"flow-label", 1},
    Unseen{"routing", 0},
    Unseen{"routing-type", 1},
    Unseen{"mobility", 0},
    Unseen{"mobility-type", 1},
    Unseen{"dest-option", 0},
    Unseen{"dest-option-type", 1},
    Unseen{"auth", 0},
    Unseen{"hbh", 0},
    Unseen{"undetermined-transport", 0},
    Unseen{"tracking", 0},
    Unseen{"option", 1},
    Unseen{"sgt", 1},
    Unseen{"dgt", 1},
};

class EntryReader {
 public:
  EntryReader(Words& words, AclKind kind) : words_(words), kind_(kind) {}

  bool read(Ace& ace);

 private:
  bool read_protocol(Ace& ace);
  bool read_option(Ace& ace);
  bool read_unseen(Ace& ace);
  bool read_ttl(Ace& ace);

  Words& words_;
  AclKind kind_;
};

bool EntryReader::read(Ace& ace) {
  if (kind_ != AclKind::standard && !read_protocol(ace)) return false;
  const std::optional<AceAddress> source = parse_address(words_, kind_);
  if (!source) return false;
  ace.source = *source;
  if (kind_ != AclKind::standard) {
    const std::uint8_t number = ace.service.protocol.value_or(0);
    if (!parse_ports(words_, number, ace.service.source_ports)) return false;
    const std::optional<AceAddress> destination = parse_address(words_, kind_);
    if (!destination) return false;
    ace.destination = *destination;
    if (!parse_ports(words_, number, ace.service.destination_ports)) return false;
    if (number == protocol::icmp || number == protocol::icmpv6) {
      parse_icmp(words_, kind_ == AclKind::ipv6 ? Family::v6 : Family::v4, ace.service);
    }
  }
  while (!words_.done()) {
    if (!read_option(ace)) return false;
  }
  return true;
}

bool EntryReader::read_protocol(Ace& ace) {
  if (words_.take("object-group")) {
    ace.service_group = words_.next();
    return !ace.service_group.empty();
  }
  const std::string_view name = words_.peek();
  // An IPv6 entry may leave out the protocol: `permit any any`.
  if (kind_ == AclKind::ipv6 &&
      (same_text(name, "any") || same_text(name, "host") || name.find('/') != std::string_view::npos)) {
    return true;
  }
  words_.next();
  if (same_text(name, kind_ == AclKind::ipv6 ? "ipv6" : "ip")) return true;
  ace.service.protocol = parse_ios_protocol(name, kind_ == AclKind::ipv6 ? Family::v6 : Family::v4);
  return ace.service.protocol.has_value();
}

bool EntryReader::read_unseen(Ace& ace) {
  for (const Unseen& condition : unseen_conditions) {
    if (!same_text(words_.peek(), condition.word)) continue;
    if (!ace.unseen.empty()) ace.unseen += ' ';
    ace.unseen += words_.next();
    for (std::size_t i = 0; i < condition.arguments && !words_.done(); ++i) words_.next();
    return true;
  }
  return false;
}

bool EntryReader::read_ttl(Ace& ace) {
  if (!ace.unseen.empty()) ace.unseen += ' ';
  ace.unseen += "ttl";
  words_.next();  // eq, gt, lt, neq, range
  while (parse_number(words_.peek()).has_value()) words_.next();
  return true;
}

bool EntryReader::read_option(Ace& ace) {
  if (words_.take("log") || words_.take("log-input")) {
    ace.log = true;
    // A cookie may follow: any one word.
    if (!words_.done() && !same_text(words_.peek(), "time-range")) words_.next();
    return true;
  }
  if (words_.take("established")) {
    ace.service.tcp_flags.push_back({tcp_flag::ack, tcp_flag::ack});
    ace.service.tcp_flags.push_back({tcp_flag::rst, tcp_flag::rst});
    return true;
  }
  if (words_.take("fragments")) return ace.fragments = true;
  if (words_.take("time-range")) return !(ace.time_range = words_.next()).empty();
  if (words_.take("reflect")) {
    ace.reflect = words_.next();
    if (words_.take("timeout")) words_.next();
    return !ace.reflect.empty();
  }
  if (words_.take("sequence")) {  // IPv6 entries may carry their number behind
    ace.sequence = parse_number(words_.next()).value_or(0);
    return ace.sequence > 0;
  }
  if (words_.take("match-all")) return parse_flag_match(words_, true, ace.service);
  if (words_.take("match-any")) return parse_flag_match(words_, false, ace.service);
  if (const std::optional<std::uint8_t> bit = flag_bit(words_.peek())) {
    words_.next();
    ace.service.tcp_flags.push_back({*bit, *bit});
    return true;
  }
  if (words_.take("ttl")) return read_ttl(ace);
  return read_unseen(ace);
}

bool add_ports(Words& words, std::uint8_t number, AcePorts& ports, bool negated) {
  bool found = false;
  // Several ports behind one operator are alternatives.
  while (const std::optional<std::uint16_t> port =
             words.done() ? std::nullopt : parse_port(words.peek(), number)) {
    words.next();
    found = true;
    if (!negated) {
      ports.ranges.push_back({*port, *port});
      continue;
    }
    if (*port > 0) ports.ranges.push_back({0, static_cast<std::uint16_t>(*port - 1)});
    if (*port < 65535) ports.ranges.push_back({static_cast<std::uint16_t>(*port + 1), 65535});
    break;
  }
  return found;
}

}  // namespace

bool Words::take(std::string_view literal) {
  const std::string_view word = peek();
  if (word.empty()) return false;
  const bool matches = same_text(word, literal) || (word.size() >= 3 && word.size() < literal.size() &&
                                                    starts_like(literal, word) && literal.size() > 4);
  if (matches) ++at_;
  return matches;
}

bool parse_ports(Words& words, std::uint8_t number, AcePorts& ports) {
  const std::string_view operation = words.peek();
  if (same_text(operation, "portgroup")) {
    words.next();
    ports.group = words.next();
    return !ports.group.empty();
  }
  const bool equal = same_text(operation, "eq");
  const bool differs = same_text(operation, "neq");
  const bool greater = same_text(operation, "gt");
  const bool less = same_text(operation, "lt");
  const bool range = same_text(operation, "range");
  if (!equal && !differs && !greater && !less && !range) return true;
  words.next();
  ports.given = true;
  if (equal || differs) return add_ports(words, number, ports, differs);
  const std::optional<std::uint16_t> first = parse_port(words.next(), number);
  if (!first) return false;
  if (greater) {
    if (*first < 65535) ports.ranges.push_back({static_cast<std::uint16_t>(*first + 1), 65535});
  } else if (less) {
    if (*first > 0) ports.ranges.push_back({0, static_cast<std::uint16_t>(*first - 1)});
  } else {
    const std::optional<std::uint16_t> last = parse_port(words.next(), number);
    if (!last) return false;
    ports.ranges.push_back({std::min(*first, *last), std::max(*first, *last)});
  }
  return true;
}

void parse_icmp(Words& words, Family family, IosService& service) {
  if (words.done()) return;
  if (const std::optional<long> type = parse_number(words.peek()); type && *type <= 255) {
    words.next();
    service.icmp_type = static_cast<std::uint8_t>(*type);
    if (const std::optional<long> code = parse_number(words.peek()); code && *code <= 255) {
      words.next();
      service.icmp_code = static_cast<std::uint8_t>(*code);
    }
    return;
  }
  if (const std::optional<IcmpName> name = parse_icmp_name(words.peek(), family)) {
    words.next();
    service.icmp_type = name->type;
    service.icmp_code = name->code;
  }
}

std::optional<Ace> parse_ace(const Statement& statement, std::size_t first, AclKind kind, AceError& error) {
  Words words(statement, first);
  Ace ace;
  const auto failed = [&]() -> std::optional<Ace> {
    error.word = words.peek();
    return std::nullopt;
  };
  (void)words.take("sequence");  // the number follows, or stands by itself
  if (const std::optional<long> sequence = parse_number(words.peek())) {
    ace.sequence = *sequence;
    words.next();
  }
  if (words.take("evaluate")) {
    ace.evaluate = words.next();
    if (ace.evaluate.empty()) return failed();
    return ace;
  }
  if (words.take("permit")) {
    ace.action = Action::permit;
  } else if (words.take("deny")) {
    ace.action = Action::deny;
  } else {
    return failed();
  }
  EntryReader reader(words, kind);
  if (!reader.read(ace)) return failed();
  return ace;
}

}  // namespace sekisho::config::ios
