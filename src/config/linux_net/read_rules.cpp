// Lines of `ip rule` and `ip -6 rule` (ip-rule(8)).
#include "config/linux_net/line_readers.hpp"

#include <sekisho/base/code.hpp>

#include <set>

namespace sekisho::config::linux_net {
namespace {

std::optional<PortRange> ports_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::optional<std::uint32_t> first = number_of(text.substr(0, dash));
  const std::optional<std::uint32_t> last =
      dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *first > *last || *last > 0xffff) return std::nullopt;
  return PortRange{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

/// 0x1/0xff; without a mask all bits count.
std::optional<std::pair<std::uint32_t, std::uint32_t>> mark_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<std::uint32_t> value = number_of(text.substr(0, slash));
  const std::optional<std::uint32_t> mask =
      slash == std::string_view::npos ? 0xffff'ffffU : number_of(text.substr(slash + 1));
  if (!value || !mask) return std::nullopt;
  return std::pair{*value, *mask};
}

struct RuleReader {
  RuleLine rule;
  std::string not_valid;
  std::string not_seen;

  void keep_prefix(std::string_view text, std::optional<Prefix>& into) {
    if (text == "all") return;
    into = destination_of(text, rule.family);
    if (!into) not_valid = text;
    if (into) rule.family = into->family();
  }

  template <class Value>
  void keep(std::string_view text, std::optional<Value> read, std::optional<Value>& into) {
    into = read;
    if (!read) not_valid = text;
  }

  bool read_condition(std::string_view word, WordWalk& walk) {
    if (word == "from") {
      keep_prefix(walk.take(), rule.from);
    } else if (word == "to") {
      keep_prefix(walk.take(), rule.to);
    } else if (word == "iif" || word == "dev") {
      rule.iif = walk.take();
    } else if (word == "oif") {
      rule.oif = walk.take();
    } else if (word == "fwmark") {
      keep(walk.peek(), mark_of(walk.peek()), rule.mark);
      walk.take();
    } else if (word == "ipproto") {
      keep(walk.peek(), parse_protocol(walk.peek()), rule.protocol);
      walk.take();
    } else if (word == "sport") {
      keep(walk.peek(), ports_of(walk.peek()), rule.source_ports);
      walk.take();
    } else if (word == "dport") {
      keep(walk.peek(), ports_of(walk.peek()), rule.destination_ports);
      walk.take();
    } else {
      return false;
    }
    return true;
  }

  bool read_action(std::string_view word, WordWalk& walk) {
    if (word == "lookup" || word == "table") {
      rule.table = walk.take();
      rule.action = rule.table == "[l3mdev-table]" ? RuleLine::Action::lookup_vrf : RuleLine::Action::lookup;
    } else if (word == "goto") {
      rule.action = RuleLine::Action::go_to;
      const std::string_view target = walk.take();
      rule.target = number_of(target).value_or(0);
      if (!number_of(target)) not_seen = "goto";
    } else if (word == "nop") {
      rule.action = RuleLine::Action::nop;
    } else if (word == "blackhole" || word == "unreachable" || word == "prohibit") {
      rule.action = RuleLine::Action::discard;
    } else if (word == "suppress_prefixlength") {
      rule.shortest_length = static_cast<int>(number_of(walk.take()).value_or(0)) + 1;
    } else if (word == "proto" || word == "protocol" || word == "realms") {
      walk.take();
    } else {
      return word == "unresolved";  // of a goto whose target is not there: the next rule is taken
    }
    return true;
  }

  void read_word(std::string_view word, WordWalk& walk) {
    if (word == "not") {
      rule.negated = true;
    } else if (!read_condition(word, walk) && !read_action(word, walk)) {
      rule.condition_not_seen = true;
      not_seen = word;
      static const std::set<std::string_view> with_value = {
          "tos", "dsfield", "uidrange", "tun_id", "flowlabel", "suppress_ifgroup", "dscp"};
      if (with_value.contains(word)) walk.take();
    }
  }
};

}  // namespace

std::optional<std::uint32_t> rule_priority(std::string_view line) {
  WordWalk walk(words_of(line));
  std::string_view priority = walk.take();
  if (!priority.ends_with(':') || (walk.peek() != "from" && walk.peek() != "not")) return std::nullopt;
  priority.remove_suffix(1);
  return number_of(priority);
}

LineResult read_rule_line(std::string_view line, Place place, Family family, Config& config) {
  WordWalk walk(words_of(line));
  RuleReader reader;
  reader.rule.place = place;
  reader.rule.family = family;
  reader.rule.priority = rule_priority(line).value_or(0);
  walk.take();
  while (!walk.done()) reader.read_word(walk.take(), walk);
  if (!reader.rule.table.empty()) reader.rule.table = canonical_table(reader.rule.table);
  if (!reader.not_valid.empty()) reader.rule.condition_not_seen = true;
  config.listed(reader.rule.family).rules = true;
  config.rules.push_back(std::move(reader.rule));
  if (!reader.not_valid.empty()) return LineResult::invalid(reader.not_valid);
  if (!reader.not_seen.empty()) return {LineClass::approximated, Code::condition_not_seen, {reader.not_seen}};
  return LineResult::used();
}

}  // namespace sekisho::config::linux_net
