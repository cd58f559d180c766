// Three tables, told apart by their lines:
//
//   show ip route     O E2  10.1.0.0/16 [110/20] via 10.0.0.1, 00:01:02, GigabitEthernet0/0
//                                       [110/20] via 10.0.0.5, 00:01:02, GigabitEthernet0/1
//   show ipv6 route   S   2001:DB8:1::/48 [1/0]
//                          via FE80::1, GigabitEthernet0/0
//   show ip cef       10.1.0.0/16          10.0.0.1             GigabitEthernet0/0
//
// In `show ip route` a line "10.0.0.0/24 is subnetted" or "10.0.0.0 255.255.255.0 is subnetted" gives the
// length of the prefixes below it, which older releases print without one. Local addresses (code L,
// `receive`) are left out: the device's own addresses are known from its config.
// Source: Cisco IOS IP Routing: Protocol-Independent Command Reference, "show ip route"; Cisco IOS IPv6
// Command Reference, "show ipv6 route"; Cisco IOS IP Switching Command Reference, "show ip cef".
#include "config/cisco_ios/route_table.hpp"

#include "config/cisco_ios/names.hpp"
#include "config/reading/pattern.hpp"
#include "config/syntax/statement.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace sekisho::config::ios {
namespace {

class TableReader {
 public:
  TableReader(const std::string& file, Device& device, DiagnosticSink& sink)
      : file_(file), device_(device), sink_(sink) {}

  void take(std::string_view line, int number);
  bool finish();

 private:
  bool take_header(const std::vector<Word>& words, std::string_view line);
  bool take_subnet_header(const std::vector<Word>& words);
  bool take_route(const std::vector<Word>& words);
  bool take_continuation(const std::vector<Word>& words, std::size_t at);
  bool take_cef(const std::vector<Word>& words);
  void begin(const Prefix& prefix, bool own);
  void add_hop(NextHop hop);
  void enter_vrf(std::string name);
  [[nodiscard]] std::optional<Prefix> prefix_at(const std::vector<Word>& words, std::size_t& at) const;

  const std::string& file_;
  Device& device_;
  DiagnosticSink& sink_;
  int line_ = 0;
  bool recognised_ = false;
  bool in_codes_ = false;
  bool cef_ = false;
  std::string vrf_;
  std::optional<int> length_;  // of the prefixes below a subnet header
  bool open_ = false;          // the last route may go on
  bool own_ = false;           // it is an address of the device: left out
  std::vector<TableRoute> routes_;
  std::vector<std::string> vrfs_;
};

std::string_view without_comma(std::string_view text) {
  while (!text.empty() && (text.back() == ',' || text.back() == ';')) text.remove_suffix(1);
  return text;
}

/// Length by class A, B, C: what a prefix without mask and without header means.
int classful_length(const Address& address) {
  const Bits128 first = address.bits >> 24;
  return first < 128 ? 8 : first < 192 ? 16 : 24;
}

void TableReader::enter_vrf(std::string name) {
  vrf_ = std::move(name);
  length_.reset();
  open_ = false;
  recognised_ = true;
  if (std::ranges::find(vrfs_, vrf_) == vrfs_.end()) vrfs_.push_back(vrf_);
}

/// Lines that are no routes.
bool TableReader::take_header(const std::vector<Word>& words, std::string_view line) {
  const std::string_view first = words.front().text;
  const auto has = [&](std::string_view part) { return line.find(part) != std::string_view::npos; };
  if (same_text(first, "Routing") && has("Routing Table:") && words.size() >= 3) {
    enter_vrf(std::string(words[2].text));
    return true;
  }
  if (has("IPv6 Routing Table -")) {  // `IPv6 Routing Table - default - 5 entries`, or `- 5 entries`
    const bool named = words.size() > 6;
    const std::string_view name = named ? words[4].text : std::string_view();
    enter_vrf(same_text(name, "default") || same_text(name, "Default") ? std::string() : std::string(name));
    return true;
  }
  if (first == "Codes:") {
    in_codes_ = true;
    if (vrfs_.empty()) enter_vrf({});
    return true;
  }
  // The legend: `D - EIGRP, EX - EIGRP external, ...`
  if (in_codes_ && words.size() > 2 && words[1].text == "-") return true;
  if (starts_like(line, "Gateway of last resort")) {
    in_codes_ = false;
    if (vrfs_.empty()) enter_vrf({});
    return true;
  }
  if (same_text(first, "Prefix") && has("Next Hop")) {
    cef_ = true;
    if (vrfs_.empty()) enter_vrf({});
    return true;
  }
  // Commands at a prompt, and separators.
  return first.find('#') != std::string_view::npos || first.starts_with("---") || starts_like(line, "show ");
}

/// `10.0.0.0/24 is subnetted, 2 subnets`, `... is variably subnetted ...`
bool TableReader::take_subnet_header(const std::vector<Word>& words) {
  const bool subnetted = std::ranges::any_of(
      words, [](const Word& word) { return same_text(without_comma(word.text), "subnetted"); });
  if (!subnetted) return false;
  open_ = false;
  const bool variably = words.size() > 2 && std::ranges::any_of(words, [](const Word& word) {
                          return same_text(word.text, "variably");
                        });
  length_.reset();
  if (variably) return true;
  if (const auto prefix = Prefix::parse(words.front().text);
      prefix && words.front().text.find('/') != std::string_view::npos) {
    length_ = prefix->length;
  } else if (words.size() > 1) {
    const auto mask = Address::parse(words[1].text);
    if (mask) length_ = netmask_length(*mask);
  }
  return true;
}

/// A prefix at word `at`, with the length that it has itself, by a mask behind it or by the header.
std::optional<Prefix> TableReader::prefix_at(const std::vector<Word>& words, std::size_t& at) const {
  const std::string_view text = without_comma(words[at].text);
  if (text.find('/') != std::string_view::npos) {
    const auto prefix = Prefix::parse(text);
    if (prefix) ++at;
    return prefix;
  }
  const auto address = Address::parse(text);
  if (!address || address->family != Family::v4) return std::nullopt;
  ++at;
  if (at < words.size()) {
    const auto mask = Address::parse(words[at].text);
    const std::optional<int> length = mask ? netmask_length(*mask) : std::nullopt;
    if (length) {
      ++at;
      return Prefix::of(*address, *length);
    }
  }
  return Prefix::of(*address, length_.value_or(classful_length(*address)));
}

bool is_code(std::string_view text) {
  constexpr std::size_t longest = 5;  // O*N2, i*L1
  const bool letter = (text.front() >= 'a' && text.front() <= 'z') ||
                      (text.front() >= 'A' && text.front() <= 'Z') || text == "+" || text == "%" ||
                      text == "&" || text == "*";
  return letter && text.size() <= longest && !same_text(text, "via") && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' ||
                  c == '+' || c == '%' || c == '&';
         });
}

void TableReader::begin(const Prefix& prefix, bool own) {
  open_ = true;
  own_ = own;
  in_codes_ = false;
  recognised_ = true;
  if (vrfs_.empty()) enter_vrf({});
  open_ = true;
  if (own) return;
  TableRoute route;
  route.vrf = vrf_;
  route.prefix = prefix;
  route.span.file = file_;
  route.span.line = line_;
  routes_.push_back(std::move(route));
}

void TableReader::add_hop(NextHop hop) {
  if (!own_ && !routes_.empty()) routes_.back().next_hops.push_back(std::move(hop));
}

bool TableReader::take_route(const std::vector<Word>& words) {
  std::size_t at = 0;
  while (at < words.size() && is_code(words[at].text) && !Address::parse(words[at].text)) ++at;
  if (at == 0 || at == words.size()) return false;
  const bool own = words.front().text == "L" || words.front().text == "LC";
  const std::optional<Prefix> prefix = prefix_at(words, at);
  if (!prefix) return false;
  begin(*prefix, own);
  return at == words.size() || take_continuation(words, at);
}

/// `[110/2] via A, time, INTERFACE`, `is directly connected, INTERFACE`, `is a summary, time, Null0`,
/// `via INTERFACE, directly connected`, `via INTERFACE, receive`.
bool TableReader::take_continuation(const std::vector<Word>& words, std::size_t at) {
  if (!open_) return false;
  if (words[at].text.starts_with('[')) ++at;
  if (at == words.size()) return true;
  const bool via = same_text(words[at].text, "via");
  const bool is = same_text(words[at].text, "is");
  if (!via && !is) return false;
  NextHop hop;
  bool receive = false;
  for (++at; at < words.size(); ++at) {
    const std::string_view text = without_comma(words[at].text);
    const std::size_t zone = text.find('%');
    if (const auto address = Address::parse(text.substr(0, zone))) {
      if (!hop.gateway) hop.gateway = *address;
    } else if (text.starts_with('(') && text.ends_with(')')) {
      hop.vrf = text.substr(1, text.size() - 2);
      if (same_text(hop.vrf, "default")) hop.vrf.clear();
      hop.other_vrf = hop.vrf != vrf_;
    } else if (same_text(text, "receive")) {
      receive = true;
    } else if (looks_like_interface(text)) {
      hop.interface = interface_name(text);
    }
  }
  if (receive) {  // an address of the device: the route that was begun for it goes
    if (!own_ && !routes_.empty() && routes_.back().next_hops.empty()) routes_.pop_back();
    own_ = true;
    return true;
  }
  if (hop.interface == "Null0") return true;  // a route without next hops discards
  if (!hop.gateway && hop.interface.empty()) return false;
  add_hop(std::move(hop));
  return true;
}

/// `PREFIX NEXTHOP INTERFACE`; NEXTHOP may be `attached`, `drop`, `receive`; further next hops of one
/// prefix stand on lines of their own.
bool TableReader::take_cef(const std::vector<Word>& words) {
  std::size_t at = 0;
  if (words.front().text.find('/') != std::string_view::npos) {
    const std::optional<Prefix> prefix = prefix_at(words, at);
    if (!prefix || words.size() < 2) return false;
    begin(*prefix, same_text(words[1].text, "receive"));
  } else if (!open_) {
    return false;
  }
  const std::string_view next = words[at].text;
  if (same_text(next, "receive") || same_text(next, "drop") || same_text(next, "discard") ||
      same_text(next, "no") || same_text(next, "multicast")) {
    return true;
  }
  NextHop hop;
  if (!same_text(next, "attached")) {
    const auto gateway = Address::parse(next);
    if (!gateway) return false;
    hop.gateway = *gateway;
  }
  if (at + 1 < words.size()) hop.interface = interface_name(words[at + 1].text);
  if (hop.interface != "Null0") add_hop(std::move(hop));
  return true;
}

void TableReader::take(std::string_view line, int number) {
  line_ = number;
  const std::vector<Word> words = split_words(line);
  if (words.empty()) return;
  if (take_header(words, line) || (!cef_ && take_subnet_header(words))) return;
  if (cef_ ? take_cef(words) : take_route(words) || take_continuation(words, 0)) return;
  if (recognised_ && !in_codes_) {
    Span span;
    span.file = file_;
    span.line = number;
    sink_.report(Code::table_line_not_understood, span);
  }
}

bool TableReader::finish() {
  if (!recognised_ || vrfs_.empty()) return false;
  device_.table.insert(device_.table.end(), routes_.begin(), routes_.end());
  for (const std::string& vrf : vrfs_) {
    const bool known = std::ranges::find(device_.table_vrfs, vrf) != device_.table_vrfs.end();
    if (!known) device_.table_vrfs.push_back(vrf);
  }
  return true;
}

}  // namespace

bool read_route_table(std::string_view text, const std::string& file, Device& device, DiagnosticSink& sink) {
  TableReader reader(file, device, sink);
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.take(text.substr(0, end), ++number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

}  // namespace sekisho::config::ios
