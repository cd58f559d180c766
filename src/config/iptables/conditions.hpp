// What the options of a rule mean: a table of modules and their options (iptables(8), ip6tables(8),
// iptables-extensions(8)).
#pragma once

#include "config/iptables/rule_match.hpp"
#include "config/iptables/ruleset.hpp"

#include <sekisho/model/device.hpp>

#include <set>
#include <string>
#include <vector>

namespace sekisho::config::iptables {

/// What the rules of one family are read against.
struct Surroundings {
  const Ruleset& ruleset;
  const Device& device;  // its interfaces and their addresses
  Family family = Family::v4;
  bool may_be_untracked = false;        // some rule says NOTRACK
  bool has_helpers = false;             // some rule assigns a conntrack helper: new sessions may be RELATED
  bool before_tracking = false;         // the rules stand in the table raw
  std::set<std::string> changing_sets;  // some rule adds to or deletes from these (target SET)
};

/// A rule, its options read. What could not be read or seen has been remarked on, and the match doubts.
struct ReadRule {
  RuleMatch match;
  std::string target;  // of -j or -g; empty: the rule only counts
  bool is_goto = false;
  std::vector<Option> target_options;
  bool of_other_family = false;  // -4 in a file that ip6tables reads, -6 in one that iptables reads
};

[[nodiscard]] ReadRule read_rule(const RuleLine& line, const Surroundings& surroundings);

/// The interfaces of the device that a name of -i or -o stands for: `eth+` is every name that begins with
/// eth. Nothing: any interface.
[[nodiscard]] std::optional<std::vector<std::string>> interfaces_named(const Device& device,
                                                                       const std::string& name, bool negated);

}  // namespace sekisho::config::iptables
