#include "config/iptables/convert_chains.hpp"

#include "config/iptables/convert_nat.hpp"
#include "config/iptables/targets.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::iptables {
namespace {

// The lists that string the tables together stand above the deepest chain.
constexpr int deepest_chain = max_call_depth - 4;
// Rules on sets with many members become many rules; beyond this they are known from above only.
constexpr std::size_t most_rules = 100000;

std::string target_of(const RuleLine& rule) {
  std::string target;
  for (const Option& option : rule.options) {
    const std::string& name = option.name;
    if (name == "-j" || name == "--jump" || name == "-g" || name == "--goto") target = option.value();
  }
  return target;
}

bool is_built_in(const std::string& chain) {
  return chain == "PREROUTING" || chain == "INPUT" || chain == "FORWARD" || chain == "OUTPUT" ||
         chain == "POSTROUTING";
}

/// Chains that can be come to from a chain, itself included.
std::set<std::string> reached_from(const Table& table, const std::string& start) {
  std::set<std::string> reached;
  std::vector<std::string> open{start};
  while (!open.empty()) {
    const auto chain = table.chains.find(open.back());
    open.pop_back();
    if (chain == table.chains.end() || !reached.insert(chain->first).second) continue;
    for (const RuleLine& rule : chain->second.rules) open.push_back(target_of(rule));
  }
  return reached;
}

/// Remarks on chains that lead back to themselves, which the kernel refuses to load, and on calls nested
/// deeper than the model follows. Depth first, without recursion: a chain is open while what it calls is
/// looked at.
class CallCheck {
 public:
  explicit CallCheck(const Table& table) : table_(table) {}

  void run() {
    for (const auto& [name, chain] : table_.chains) {
      if (depth_.count(name) == 0) visit(name);
    }
  }

 private:
  struct Frame {
    const std::string* name;
    const Chain* chain;
    std::size_t next = 0;
    int depth = 0;  // of the deepest chain that it calls
  };

  void visit(const std::string& start) {
    std::vector<Frame> stack;
    push(start, stack);
    while (!stack.empty()) {
      Frame& top = stack.back();
      if (top.next == top.chain->rules.size()) {
        const int depth = top.depth + 1;
        depth_[*top.name] = depth;
        open_.erase(*top.name);
        stack.pop_back();
        if (!stack.empty()) stack.back().depth = std::max(stack.back().depth, depth);
        continue;
      }
      const RuleLine& rule = top.chain->rules[top.next++];
      const std::string target = target_of(rule);
      if (table_.chains.count(target) == 0) continue;
      if (open_.count(target) != 0) {
        rule.place.ledger->invalid(rule.place.line, Code::iptables_chain_loop, {target});
      } else if (const auto known = depth_.find(target); known == depth_.end()) {
        push(target, stack);
      } else {
        top.depth = std::max(top.depth, known->second);
        if (known->second >= deepest_chain)
          rule.place.ledger->approximated(rule.place.line, Code::iptables_chain_deep, {target});
      }
    }
  }

  void push(const std::string& name, std::vector<Frame>& stack) {
    const auto found = table_.chains.find(name);
    open_.insert(name);
    stack.push_back({&found->first, &found->second, 0, 0});
  }

  const Table& table_;
  std::map<std::string, int> depth_;
  std::set<std::string> open_;
};

class ChainConverter {
 public:
  ChainConverter(const Tables& tables, const std::string& table, const Surroundings& surroundings,
                 Device& device)
      : table_name_(table), table_(tables.tables.at(table)), surroundings_(surroundings), device_(device) {
    of_source_ = reached_from(table_, "POSTROUTING");
    asked_ = {};
    for (const std::string hook : {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"}) {
      // What the device itself sends is translated by sessions only as far as the model goes.
      if (table == "nat" && (hook == "OUTPUT" || hook == "INPUT")) continue;
      const std::set<std::string> reached = reached_from(table_, hook);
      asked_.insert(reached.begin(), reached.end());
    }
  }

  void run() {
    CallCheck(table_).run();
    std::set<std::string> named;
    for (const auto& [name, chain] : table_.chains) {
      for (const RuleLine& rule : chain.rules) named.insert(target_of(rule));
    }
    for (const auto& [name, chain] : table_.chains) {
      if (!is_built_in(name) && named.count(name) == 0)
        device_.dangling.push_back({"chain", name, chain.place.source().span, true});
      if (asked_.count(name) == 0) {
        for (const RuleLine& rule : chain.rules) rule.place.ledger->irrelevant(rule.place.line);
        continue;
      }
      convert(name, chain);
    }
  }

 private:
  void convert(const std::string& name, const Chain& chain) {
    filter_ = Filter{};
    filter_.name = filter_name(surroundings_.family, table_name_, name);
    filter_.default_action = chain.policy && *chain.policy != "ACCEPT" ? Action::deny : Action::permit;
    filter_.default_source = chain.place.source(table_name_ + " " + name + " policy");
    at_source_ = of_source_.count(name) != 0;
    for (std::size_t i = 0; i < chain.rules.size(); ++i) {
      label_ = table_name_ + " " + name + " rule " + std::to_string(i + 1);
      convert_rule(chain.rules[i]);
    }
    device_.filters[filter_.name] = std::move(filter_);
  }

  void convert_rule(const RuleLine& line) {
    const std::string target = target_of(line);
    const bool is_chain = table_.chains.count(target) != 0;
    const TargetKind kind = kind_of(target);
    if (!is_chain && (target.empty() || kind == TargetKind::goes_on))
      return line.place.ledger->irrelevant(line.place.line);
    const ReadRule rule = read_rule(line, surroundings_);
    if (rule.of_other_family) return line.place.ledger->irrelevant(line.place.line);
    Rule made;
    made.source = line.place.source(label_);
    if (is_chain) {
      made.action = rule.is_goto ? Action::go_to : Action::call;
      made.list = filter_name(surroundings_.family, table_name_, target);
      return emit(made, rule);
    }
    apply_target(kind, made, rule, line.place);
  }

  void apply_target(TargetKind kind, Rule& made, const ReadRule& rule, const Place& place) {
    LineLedger& ledger = *place.ledger;
    switch (kind) {
      case TargetKind::accept: return emit(made, Action::permit, rule);
      case TargetKind::drop: return emit(made, Action::deny, rule);
      case TargetKind::give_back: return emit(made, Action::give_back, rule);
      case TargetKind::translates: return translate(made, rule, place);
      case TargetKind::goes_on: return;
      case TargetKind::marks: return ledger.approximated(place.line, Code::iptables_marks, {rule.target});
      case TargetKind::untracks:
      case TargetKind::tracks:
        return ledger.approximated(place.line, Code::iptables_tracking_changed, {rule.target});
      case TargetKind::changes_set:
        return ledger.approximated(place.line, Code::iptables_set_changes, {rule.target});
      case TargetKind::decided_outside:
        ledger.approximated(place.line, Code::iptables_decided_outside, {rule.target});
        return either(made, rule, true);
      case TargetKind::redirects:
        ledger.approximated(place.line, Code::iptables_decided_outside, {rule.target});
        return either(made, rule, false);
      case TargetKind::copies:
        ledger.unsupported(place.line, Code::not_modelled_routes, {rule.target});
        return widen(Effect::may_route, made.source);
      case TargetKind::rewrites:
        ledger.unsupported(place.line, Code::not_modelled_translates, {rule.target});
        return widen(Effect::may_translate, made.source);
      case TargetKind::unknown:
        ledger.approximated(place.line, Code::iptables_target_unknown, {rule.target});
        return either(made, rule, false);
    }
  }

  void widen(Effect effect, const RuleSource& source) {
    device_.uncertainties.push_back({effect, "", source});
  }

  void emit(Rule& made, Action action, const ReadRule& rule) {
    made.action = action;
    emit(made, rule);
  }

  /// One rule for each way to match.
  void emit(const Rule& made, const ReadRule& rule, bool certain = true) {
    if (filter_.rules.size() > most_rules && rule.match.finish().size() > 1) {
      ReadRule wider = rule;
      wider.match.widen();
      return emit(made, wider, false);
    }
    Rule each = made;
    if (each.ingress.empty()) each.ingress = rule.match.ingress.value_or(std::vector<std::string>{});
    if (each.egress.empty()) each.egress = rule.match.egress.value_or(std::vector<std::string>{});
    for (Match& match : rule.match.finish()) {
      each.match = std::move(match);
      each.match.certain = each.match.certain && certain;
      filter_.rules.push_back(each);
    }
  }

  /// The packet may be accepted or dropped, and where it is not sure to be decided, it may go on.
  void either(Rule made, const ReadRule& rule, bool decided) {
    made.action = Action::permit;
    emit(made, rule, false);
    made.action = Action::deny;
    emit(made, rule, decided);
  }

  void translate(const Rule& made, const ReadRule& rule, const Place& place) {
    if (table_name_ != "nat") {
      place.ledger->invalid(place.line, Code::iptables_wrong_value, {rule.target});
      return widen(Effect::may_translate, made.source);
    }
    for (Translation& translation : translations_of(rule, place, at_source_, surroundings_)) {
      Rule each = made;
      each.action = Action::permit;
      if (!translation.rewrite.empty()) each.translate = translation.rewrite;
      if (translation.interface) {
        const bool source = translation.rewrite.source.has_value();
        (source ? each.egress : each.ingress) = {*translation.interface};
      }
      emit(each, rule, translation.certain);
    }
  }

  const std::string& table_name_;
  const Table& table_;
  const Surroundings& surroundings_;
  Device& device_;
  std::set<std::string> of_source_;  // chains that packets come to from POSTROUTING
  std::set<std::string> asked_;      // chains that packets of the model come to at all
  Filter filter_;
  std::string label_;
  bool at_source_ = false;
};

}  // namespace

std::string filter_name(Family family, const std::string& table, const std::string& chain) {
  return (family == Family::v4 ? "iptables " : "ip6tables ") + table + " " + chain;
}

void convert_table(const Tables& tables, const std::string& table, const Surroundings& surroundings,
                   Device& device) {
  ChainConverter(tables, table, surroundings, device).run();
}

Surroundings survey(const Ruleset& ruleset, const Device& device, const Tables& tables) {
  Surroundings result{ruleset, device, tables.family, false, false, false, {}};
  const auto has_option = [](const RuleLine& rule, std::string_view name) {
    return std::any_of(rule.options.begin(), rule.options.end(),
                       [&](const Option& option) { return option.name == name; });
  };
  // Sets and the targets that change them are of both families.
  for (const auto* family : {&ruleset.ipv4, &ruleset.ipv6}) {
    if (!*family) continue;
    for (const auto& [table_name, table] : (*family)->tables) {
      for (const auto& [chain_name, chain] : table.chains) {
        for (const RuleLine& rule : chain.rules) {
          const TargetKind kind = kind_of(target_of(rule));
          if (kind == TargetKind::changes_set) {
            for (const Option& option : rule.options) {
              if (option.name == "--add-set" || option.name == "--del-set" || option.name == "--map-set")
                result.changing_sets.insert(option.value());
            }
          }
          if ((*family)->family != tables.family) continue;
          const bool untracks =
              kind == TargetKind::untracks || (kind == TargetKind::tracks && has_option(rule, "--notrack"));
          result.may_be_untracked |= untracks && chain_name != "OUTPUT";
          result.has_helpers |= kind == TargetKind::tracks && has_option(rule, "--helper");
        }
      }
    }
  }
  return result;
}

}  // namespace sekisho::config::iptables
