// Which rules of a filter permit, and which deny, some of the packets that come to it: the filter is walked
// once more, with these packets only, through the lists that its rules name.
#include "graph_state.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sekisho::forwarding {

namespace {

bool is_shown(const RuleSource& source) {
  return source.span.line > 0 || !source.text.empty() || !source.label.empty();
}

class DecidingRules {
 public:
  DecidingRules(ForwardingGraph::State& state, const FilterUse& use)
      : state_(state), space_(state.space), use_(use), lists_(state.network.devices[use.device].filters) {}

  /// A filter that is bound, or required: its default action decides what comes to its end.
  void ask(const Filter& filter, const PacketSet& packets) {
    PacketSet open = walk(filter, packets);
    // A filter of one family passes the other by not being asked; that is nobody's fault.
    const auto asks_of = [&](Family family) {
      return std::any_of(filter.rules.begin(), filter.rules.end(), [&](const Rule& rule) {
        return family == Family::v4 ? rule.match.ipv4 : rule.match.ipv6;
      });
    };
    for (const Family family : {Family::v4, Family::v6}) {
      if (!filter.rules.empty() && !asks_of(family)) open -= space_.family(family);
    }
    // A filter that only strings other lists together has no implicit rule that a config could show.
    if (!open.empty() && filter.default_action == Action::permit && is_shown(filter.default_source))
      add(permitting_, filter.default_source, open);
    if (!open.empty() && filter.default_action == Action::deny) add(denying_, filter.default_source, open);
  }

  [[nodiscard]] std::vector<DecidingRule>& permitting() { return permitting_; }
  [[nodiscard]] std::vector<DecidingRule>& denying() { return denying_; }
  [[nodiscard]] std::vector<const RuleSource*>& uncertain() { return uncertain_; }

 private:
  /// What may come out of the list undecided.
  PacketSet walk(const Filter& filter, PacketSet open) {
    PacketSet out = space_.none();
    for (const Rule& rule : filter.rules) {
      if (open.empty()) break;
      const Bounds bounds = bound_to(state_.rules_of(use_.device).matches.of(rule), rule.ingress,
                                     use_.ingress, rule.egress, use_.egress, space_);
      const PacketSet hit = open & bounds.may;
      if (hit.empty()) continue;
      if (hit.intersects(bounds.may - bounds.must)) uncertain_.push_back(&rule.source);
      open -= bounds.must;
      switch (rule.action) {
        case Action::permit: add(permitting_, rule.source, hit); break;
        case Action::deny: add(denying_, rule.source, hit); break;
        case Action::give_back: out |= hit; break;
        case Action::call: open |= inside(rule, hit); break;
        case Action::go_to: out |= inside(rule, hit); break;
        case Action::require: open |= required(rule, hit); break;
      }
    }
    return open | out;
  }

  /// What may come back from the list that a rule calls or goes to.
  PacketSet inside(const Rule& rule, const PacketSet& hit) {
    if (const Filter* list = followed(rule, hit)) {
      static_cast<void>(walk(*list, not_asked_yet(*list, hit)));
      --depth_;
    }
    return hit &
           state_.rules_of(use_.device).filters.outcome(rule.list, use_.ingress, use_.egress).may_come_out;
  }

  PacketSet required(const Rule& rule, const PacketSet& hit) {
    if (const Filter* list = followed(rule, hit)) {
      ask(*list, not_asked_yet(*list, hit));
      --depth_;
    }
    return hit & state_.rules_of(use_.device).filters.permitted_by(rule.list, use_.ingress, use_.egress).may;
  }

  /// The list that a rule names, one step deeper; null where it cannot be followed and so may permit.
  const Filter* followed(const Rule& rule, const PacketSet& hit) {
    const auto list = lists_.find(rule.list);
    if (list != lists_.end() && depth_ < max_call_depth) {
      ++depth_;
      return &list->second;
    }
    add(permitting_, rule.source, hit);
    uncertain_.push_back(&rule.source);
    return nullptr;
  }

  /// Packets that the list has not been walked with: lists that are called from many places are walked
  /// with each packet once.
  PacketSet not_asked_yet(const Filter& list, const PacketSet& packets) {
    PacketSet& asked = asked_.try_emplace(&list, space_.none()).first->second;
    PacketSet rest = packets - asked;
    asked |= packets;
    return rest;
  }

  /// Each rule once, in the order found.
  static void add(std::vector<DecidingRule>& rules, const RuleSource& source, const PacketSet& packets) {
    const auto known = std::find_if(rules.begin(), rules.end(),
                                    [&](const DecidingRule& rule) { return rule.source == &source; });
    if (known == rules.end()) {
      rules.push_back({&source, packets});
    } else {
      known->packets |= packets;
    }
  }

  ForwardingGraph::State& state_;
  PacketSpace& space_;
  const FilterUse& use_;
  const FilterLists& lists_;
  std::vector<DecidingRule> permitting_;
  std::vector<DecidingRule> denying_;
  std::vector<const RuleSource*> uncertain_;
  std::unordered_map<const Filter*, PacketSet> asked_;
  int depth_ = 0;
};

/// Each once, in the order found.
std::vector<const RuleSource*> once(const std::vector<const RuleSource*>& sources) {
  std::vector<const RuleSource*> result;
  for (const RuleSource* source : sources) {
    if (std::find(result.begin(), result.end(), source) == result.end()) result.push_back(source);
  }
  return result;
}

}  // namespace

std::vector<DecidingRule> permitting_rules(ForwardingGraph::State& state, const FilterUse& use,
                                           const PacketSet& packets,
                                           std::vector<const RuleSource*>* uncertain) {
  DecidingRules rules(state, use);
  rules.ask(*use.filter, packets);
  if (uncertain != nullptr) {
    const std::vector<const RuleSource*> found = once(rules.uncertain());
    uncertain->insert(uncertain->end(), found.begin(), found.end());
  }
  return std::move(rules.permitting());
}

std::vector<DecidingRule> denying_rules(ForwardingGraph::State& state, const FilterUse& use,
                                        const PacketSet& packets) {
  DecidingRules rules(state, use);
  rules.ask(*use.filter, packets);
  return std::move(rules.denying());
}

}  // namespace sekisho::forwarding
