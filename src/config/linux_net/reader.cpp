// Line by line: a heading says what follows, else the shape of the line does.
#include "config/linux_net/reader.hpp"

#include "config/linux_net/line_readers.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::linux_net {
namespace {

bool is_indented(std::string_view line) {
  return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

class FileReader {
 public:
  FileReader(LineLedger& ledger, std::size_t file, Config& config)
      : ledger_(ledger),
        file_(file),
        config_(config),
        before_v4_(config.listed_v4),
        before_v6_(config.listed_v6) {}

  void read() {
    for (int line = 1; line <= ledger_.line_count(); ++line) {
      if (!ledger_.is_classified(line)) read_line(line);
    }
  }

 private:
  void read_line(int line) {
    const std::string_view text = ledger_.line(line);
    if (const std::optional<Heading> heading = heading_of(text)) {
      open(*heading);
      ledger_.used(line);
      return;
    }
    const std::size_t first = text.find_first_not_of(" \t");
    if (text[first] == '#') return ledger_.used(line);
    classify(line, read_text(line, text));
  }

  void open(const Heading& heading) {
    heading_ = heading;
    link_.reset();
    route_open_ = false;
    port_.clear();
    rule_family_.reset();
    last_priority_ = 0;
    note_listing();
  }

  /// A listing without lines is a listing all the same. `table all` shows both families (iproute2 prints
  /// IPv6 behind IPv4 there); other listings are of IPv4 unless they say -6.
  void note_listing() {
    const bool is_rules = heading_.output == Output::rules;
    if (!is_rules && heading_.output != Output::routes) return;
    for (const Family family : {Family::v4, Family::v6}) {
      const bool shown = heading_.family ? *heading_.family == family
                                         : family == Family::v4 || (!is_rules && heading_.table == "all");
      if (!shown) continue;
      Listed& listed = config_.listed(family);
      if (is_rules) {
        listed.rules = true;
      } else {
        listed.note_table(heading_.table);
      }
    }
  }

  LineResult read_text(int line, std::string_view text) {
    const Place place{file_, line};
    if (is_setting_line(text)) return read_setting_line(text, place, config_);
    switch (heading_.output) {
      case Output::vlans: return read_bridge_vlan_line(text, port_, config_);
      case Output::vrfs: return read_vrf_line(text, config_);
      case Output::neighbours:
      case Output::other: return LineResult::irrelevant();
      default: break;
    }
    return read_by_shape(text, place);
  }

  LineResult read_by_shape(std::string_view text, Place place) {
    if (is_link_line(text)) {
      std::size_t link = 0;
      const LineResult result = read_link_line(text, place, config_, link);
      link_ = link;
      route_open_ = false;
      return result;
    }
    if (rule_priority(text)) return read_rule(text, place);
    if (route_open_ && words_of(text).front() == "nexthop") {
      return read_next_hop_line(text, config_.routes.back());
    }
    if (link_ && is_indented(text)) return read_link_detail(text, config_, *link_);
    if (is_route_line(text)) return read_route(text, place);
    if (words_of(text).front() == "port") {  // the header of `bridge vlan`
      heading_.output = Output::vlans;
      return LineResult::used();
    }
    return {LineClass::invalid, Code::not_a_command, {}};
  }

  LineResult read_route(std::string_view text, Place place) {
    link_.reset();
    const std::size_t known = config_.routes.size();
    const LineResult result = read_route_line(text, place, {heading_.family, heading_.table}, config_);
    route_open_ = config_.routes.size() > known;
    if (!route_open_ || heading_.output == Output::routes) return result;
    RouteLine& route = config_.routes.back();
    const bool again = route.prefix.family() == Family::v4 ? before_v4_.routes : before_v6_.routes;
    if (!again) return result;
    // Nothing says of which table the second of two lists is.
    route.not_modelled = true;
    return {LineClass::unsupported, Code::routes_of_which_table, {}};
  }

  /// Which family the list that begins here is of: `ip rule` prints IPv4 unless it says -6, and without
  /// headings the second list is the one of IPv6.
  [[nodiscard]] Family next_rule_family() const {
    if (heading_.family) return *heading_.family;
    const bool first = heading_.output == Output::rules ? !rule_family_ : !config_.listed_v4.rules;
    return first ? Family::v4 : Family::v6;
  }

  LineResult read_rule(std::string_view text, Place place) {
    link_.reset();
    route_open_ = false;
    const std::uint32_t priority = rule_priority(text).value_or(0);
    if (!rule_family_ || priority < last_priority_) rule_family_ = next_rule_family();
    last_priority_ = priority;
    return read_rule_line(text, place, *rule_family_, config_);
  }

  void classify(int line, const LineResult& result) {
    switch (result.line_class) {
      case LineClass::used: return ledger_.used(line);
      case LineClass::irrelevant: return ledger_.irrelevant(line);
      case LineClass::approximated: return ledger_.approximated(line, result.code, result.arguments);
      case LineClass::unsupported: return ledger_.unsupported(line, result.code, result.arguments);
      case LineClass::invalid: return ledger_.invalid(line, result.code, result.arguments);
    }
  }

  LineLedger& ledger_;
  std::size_t file_;
  Config& config_;
  Heading heading_;
  std::optional<std::size_t> link_;  // of which details follow
  bool route_open_ = false;          // next hops may follow
  std::string port_;
  std::optional<Family> rule_family_;  // of the list that is being read
  std::uint32_t last_priority_ = 0;
  const Listed before_v4_;  // what files before this one had listed
  const Listed before_v6_;
};

}  // namespace

Config read_files(Ledgers& ledgers) {
  Config config;
  for (std::size_t file = 0; file < ledgers.size(); ++file) FileReader(ledgers[file], file, config).read();
  return config;
}

}  // namespace sekisho::config::linux_net
