// The routing table that the device itself shows (Administration Guide, "Routing table", "Routing
// concepts"). Lines of a route:
//
//   S*      0.0.0.0/0 [10/0] via 10.23.31.2, port3, [1/0]
//                     [10/0] via 10.23.32.2, port4
//   C       10.12.12.0/30 is directly connected, port2
//   S       10.9.0.0/16 [254/0] is a summary, Null
//   B       10.8.0.0/16 [200/0] via 10.1.1.1 (recursive via 10.12.12.1, port2), 00:01:02
//   S       10.7.0.0/16 [15/0] via hub tunnel 198.51.100.7
//   C       2001:db8:1::/64 via ::, port1, 00:10:20
//
// The database view marks what is in use with `>`; lines without it are left out there.
#include "config/fortios/routing_table.hpp"

#include "config/fortios/values.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <list>
#include <set>

namespace sekisho::config::fortios {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

class TableReader {
 public:
  TableReader(const std::string& file, Device& device, DiagnosticSink& sink)
      : file_(file), device_(device), sink_(sink) {}

  bool run(std::string_view text) {
    database_ = text.find("> - selected route") != std::string_view::npos;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      ++line_;
      read(text.substr(at, end - at));
      at = end + 1;
    }
    const bool found = seen_header_ || !routes_.empty();
    if (!found) return false;
    for (const auto& [line, column] : wrong_) {
      Span span;
      span.file = file_;
      span.line = line;
      span.column = column;
      sink_.report(Code::table_line_not_understood, span, {});
    }
    finish();
    return true;
  }

 private:
  void read(std::string_view line) {
    const std::string_view content = trimmed(line);
    if (content.empty()) return;
    if (content.starts_with("Codes:")) {
      in_codes_ = true;
      seen_header_ = true;
      return;
    }
    const std::size_t vrf = content.find("Routing table for VRF=");
    if (vrf != std::string_view::npos) {
      vrf_number_ = parse_number(content.substr(vrf + 22), 0, 1023).value_or(0);
      in_codes_ = false;
      seen_header_ = true;
      last_ = nullptr;
      return;
    }
    if (is_noise(content)) return;
    if (!route(content))
      wrong_.emplace_back(
          line_, static_cast<int>(line.size() - line.substr(line.find_first_not_of(blanks)).size()) + 1);
  }

  /// Prompts with the command, the legend, "No route available".
  bool is_noise(std::string_view content) {
    if (content.find("router info") != std::string_view::npos || content.starts_with("No route") ||
        content.starts_with("Timers:") || content.starts_with("IPv6 Routing Table") ||
        content.ends_with('#') || content.ends_with('$') || content.starts_with("--More--")) {
      seen_header_ = seen_header_ || content.find("routing-table") != std::string_view::npos;
      return true;
    }
    return in_codes_ && content.find(" - ") != std::string_view::npos &&
           content.find('[') == std::string_view::npos && content.find('/') == std::string_view::npos;
  }

  bool route(std::string_view content) {
    bool selected = !database_;
    std::string_view rest = content;
    std::optional<Prefix> prefix;
    // Codes, flags and the prefix, up to `[distance/metric]`, `is` or `via`.
    while (!rest.empty() && rest.front() != '[') {
      const std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
      const std::string_view word = rest.substr(0, end);
      if (word == "is" || word == "via") break;
      if (word.find('>') != std::string_view::npos) selected = true;
      if (word.find('/') != std::string_view::npos || word.find(':') != std::string_view::npos) {
        prefix = Prefix::parse(word);
        if (!prefix) return false;
      } else if (word.size() > 4) {
        return false;
      }
      rest = trimmed(rest.substr(end));
    }
    if (!prefix && last_ == nullptr) return false;
    if (!rest.empty() && rest.front() == '[') {
      const std::size_t end = rest.find(']');
      if (end == std::string_view::npos) return false;
      rest = trimmed(rest.substr(end + 1));
    }
    NextHop hop;
    bool discard = false;
    if (!next_hop(rest, hop, discard)) return false;
    if (prefix) begin(*prefix, selected, hop);
    if (last_ == nullptr || !selected) return true;  // not in use: known, and left out
    if (!discard) last_->next_hops.push_back(std::move(hop));
    return true;
  }

  void begin(const Prefix& prefix, bool selected, const NextHop& hop) {
    last_ = nullptr;
    if (!selected) return;
    TableRoute route;
    route.prefix = prefix;
    route.vrf = vrf_of(hop);
    route.span.file = file_;
    route.span.line = line_;
    routes_.push_back(std::move(route));
    last_ = &routes_.back();
  }

  /// The VRF of the interface, when the device has it; the table itself does not name its VDOM.
  std::string vrf_of(const NextHop& hop) {
    if (const Interface* interface = device_.find_interface(hop.interface)) {
      base_vrf_ = interface->vrf;
      return interface->vrf;
    }
    const std::string number = vrf_number_ == 0 ? "" : std::to_string(vrf_number_);
    const std::string vdom = base_vrf_.substr(0, base_vrf_.find('/'));
    if (device_.vrfs.empty() || vdom.empty()) return number;
    return number.empty() ? vdom : vdom + "/" + number;
  }

  static bool next_hop(std::string_view text, NextHop& hop, bool& discard) {
    if (text.starts_with("is a summary") || text.find("Null") != std::string_view::npos) {
      discard = true;
      return true;
    }
    constexpr std::string_view connected = "is directly connected,";
    if (text.starts_with(connected)) {
      hop.interface = std::string(word_of(text.substr(connected.size())));
      return !hop.interface.empty();
    }
    if (!text.starts_with("via ")) return false;
    text = trimmed(text.substr(4));
    const std::string_view target = word_of(text);
    const auto gateway = Address::parse(target);
    const std::size_t recursive = text.find("(recursive");
    if (recursive != std::string_view::npos) {
      std::string_view inner = trimmed(text.substr(recursive + 10));
      inner = inner.substr(0, inner.find(')'));
      if (!next_hop(inner, hop, discard)) return false;
      if (!hop.gateway && gateway && gateway->bits != 0) hop.gateway = gateway;
      return true;
    }
    if (!gateway) {  // `via TUNNEL tunnel 198.51.100.7`
      hop.interface = std::string(target);
      return !hop.interface.empty();
    }
    if (gateway->bits != 0) hop.gateway = gateway;
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return false;
    hop.interface = std::string(word_of(text.substr(comma + 1)));
    return !hop.interface.empty();
  }

  static std::string_view word_of(std::string_view text) {
    text = trimmed(text);
    return text.substr(0, text.find_first_of(", \t\r"));
  }

  void finish() {
    std::set<std::string> vrfs(device_.table_vrfs.begin(), device_.table_vrfs.end());
    for (TableRoute& route : routes_) {
      vrfs.insert(route.vrf);
      device_.table.push_back(std::move(route));
    }
    if (vrfs.empty()) vrfs.insert("");
    device_.table_vrfs.assign(vrfs.begin(), vrfs.end());
  }

  const std::string& file_;
  Device& device_;
  DiagnosticSink& sink_;
  std::list<TableRoute> routes_;
  TableRoute* last_ = nullptr;
  std::vector<std::pair<int, int>> wrong_;
  std::string base_vrf_;
  long long vrf_number_ = 0;
  int line_ = 0;
  bool database_ = false;
  bool in_codes_ = false;
  bool seen_header_ = false;
};

}  // namespace

bool read_routing_table(std::string_view text, const std::string& file, Device& device,
                        DiagnosticSink& sink) {
  return TableReader(file, device, sink).run(text);
}

}  // namespace sekisho::config::fortios
