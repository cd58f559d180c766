#include "filter_sets.hpp"

#include <set>

namespace sekisho::forwarding {

namespace {

constexpr std::size_t long_run = 8;  // plain rules that are worth working out together

/// First match over the rules of a list, from both sides.
///
/// `open_may` holds the packets that may have passed all rules so far unmatched, `open_must` those
/// that certainly have. A packet is certainly permitted when no possible first match denies it: the
/// complement of what may be denied, which is more than the union of what each permit certainly
/// takes (an uncertain permit before a certain one permits all the same).
class FirstMatch {
 public:
  explicit FirstMatch(PacketSpace& space)
      : open_may_(space.all()),
        open_must_(space.all()),
        outcome_{space.none(), space.none(), space.none(), {}} {}

  /// What may come to a rule, and what of it the rule may take.
  [[nodiscard]] PacketSet hit(const Bounds& bounds) const { return open_may_ & bounds.may; }
  [[nodiscard]] const PacketSet& open() const { return open_may_; }

  void plain(bool permit, const Bounds& bounds) {
    const PacketSet taken = hit(bounds);
    if (taken.empty()) return;
    (permit ? outcome_.may_permit : outcome_.may_deny) |= taken;
    close(bounds);
  }
  void translate(const Rule& rule, const PacketSet& hit, const Bounds& bounds) {
    translated(&rule, {hit, open_must_ & bounds.must});
    close(bounds);
  }
  void give_back(const PacketSet& hit, const Bounds& bounds) {
    outcome_.may_come_out |= hit;
    close(bounds);
  }

  /// `called` decides some of the packets; the others go on behind this rule, or leave the list.
  void hand_over(const ListOutcome& called, bool comes_back, const PacketSet& hit, const Bounds& bounds) {
    outcome_.may_permit |= hit & called.may_permit;
    outcome_.may_deny |= hit & called.may_deny;
    PacketSet undecided = hit & called.may_come_out;
    PacketSet decided = called.may_permit | called.may_deny;
    for (const ListOutcome::Translated& entry : called.translated) {
      decided |= entry.region.may;
      translated(entry.rule, {hit & entry.region.may, open_must_ & bounds.must & entry.region.must});
    }
    if (comes_back) {
      go_on(undecided, bounds, ~decided);
    } else {
      give_back(undecided, bounds);
    }
  }

  /// Packets that `permitted` has not got are denied; the others go on.
  void require(const Bounds& permitted, const PacketSet& hit, const Bounds& bounds) {
    outcome_.may_deny |= hit - permitted.must;
    go_on(hit & permitted.may, bounds, permitted.must);
  }

  ListOutcome finish() && {
    outcome_.may_come_out |= open_may_;
    return std::move(outcome_);
  }

 private:
  void close(const Bounds& bounds) {
    open_may_ -= bounds.must;
    open_must_ -= bounds.may;
  }

  /// Of what the rule takes, `back` may go on, and members of `surely` certainly do.
  void go_on(const PacketSet& back, const Bounds& bounds, const PacketSet& surely) {
    open_may_ = (open_may_ - bounds.must) | back;
    open_must_ -= bounds.may - surely;
  }

  void translated(const Rule* rule, const Bounds& region) {
    for (ListOutcome::Translated& entry : outcome_.translated) {
      if (*entry.rule->translate == *rule->translate) {
        entry.region.may |= region.may;
        entry.region.must |= region.must;
        return;
      }
    }
    outcome_.translated.push_back({rule, region});
  }

  PacketSet open_may_;
  PacketSet open_must_;
  ListOutcome outcome_;
};

/// A rule that only permits or denies.
struct PlainRule {
  bool permit = false;
  Bounds bounds;
};

/// What a run of such rules does with all packets; same sets as rule by rule, but long runs are much faster
/// worked out together.
///
/// A packet may be permitted when no rule before a permit that may take it certainly takes it. A permit that
/// certainly takes it has permitted it already; so it is the first match over what permits may take and what
/// denials certainly take. The same holds for denials with the sides changed.
ListOutcome decided_together(PacketSpace& space, const std::vector<PlainRule>& run) {
  std::vector<MatchedRule> permitting;
  std::vector<MatchedRule> denying;
  std::vector<MatchedRule> passing;
  bool exact = true;
  for (const auto& [permit, bounds] : run) {
    permitting.push_back({permit ? bounds.may : bounds.must, permit});
    denying.push_back({permit ? bounds.must : bounds.may, !permit});
    passing.push_back({bounds.must, false});
    exact = exact && bounds.may == bounds.must;
  }
  passing.push_back({space.all(), true});
  ListOutcome outcome{space.first_match(permitting), space.none(), space.first_match(passing), {}};
  outcome.may_deny = exact ? ~(outcome.may_permit | outcome.may_come_out) : space.first_match(denying);
  return outcome;
}

PacketSet may_be_translated(const ListOutcome& outcome, PacketSpace& space) {
  PacketSet result = space.none();
  for (const ListOutcome::Translated& entry : outcome.translated) result |= entry.region.may;
  return result;
}

bool is_plain(const Rule& rule) { return rule.action == Action::permit || rule.action == Action::deny; }

}  // namespace

FilterSets::FilterSets(MatchSets& sets, const FilterLists& lists)
    : sets_(sets), lists_(lists), unknown_{sets.space().all(), sets.space().all(), sets.space().all(), {}} {}

ListOutcome FilterSets::walk(const Filter& filter, const std::string& ingress, const std::string& egress) {
  FirstMatch scan(sets_.space());
  std::vector<PlainRule> run;  // plain rules that the scan has not come to yet
  const auto decide_run = [&] {
    if (run.size() >= long_run) {
      const Bounds everything{sets_.space().all(), sets_.space().all()};
      scan.hand_over(decided_together(sets_.space(), run), true, scan.open(), everything);
    } else {
      for (const auto& [permit, bounds] : run) scan.plain(permit, bounds);
    }
    run.clear();
  };
  for (const Rule& rule : filter.rules) {
    if (binding_of(rule.ingress, ingress) == Binding::no || binding_of(rule.egress, egress) == Binding::no)
      continue;
    Bounds bounds = bound_to(sets_.of(rule), rule.ingress, ingress, rule.egress, egress, sets_.space());
    const bool translates = rule.translate && !rule.translate->empty();
    if (rule.action == Action::deny || (rule.action == Action::permit && !translates)) {
      run.push_back({rule.action == Action::permit, std::move(bounds)});
      continue;
    }
    decide_run();
    const PacketSet hit = scan.hit(bounds);
    if (hit.empty()) continue;
    switch (rule.action) {
      case Action::permit: scan.translate(rule, hit, bounds); break;
      case Action::deny: break;  // plain
      case Action::give_back: scan.give_back(hit, bounds); break;
      case Action::call: scan.hand_over(outcome(rule.list, ingress, egress), true, hit, bounds); break;
      case Action::go_to: scan.hand_over(outcome(rule.list, ingress, egress), false, hit, bounds); break;
      case Action::require: scan.require(permitted_by(rule.list, ingress, egress), hit, bounds); break;
    }
  }
  decide_run();
  return std::move(scan).finish();
}

FilterSets::Asks FilterSets::asks_of(const Filter& list) {
  const auto known = asks_.find(&list);
  if (known != asks_.end()) return known->second;
  Asks asks;
  std::set<const Filter*> seen{&list};
  std::vector<const Filter*> open{&list};
  while (!open.empty()) {
    const Filter* next = open.back();
    open.pop_back();
    for (const Rule& rule : next->rules) {
      asks.ingress |= !rule.ingress.empty();
      asks.egress |= !rule.egress.empty();
      const auto named = lists_.find(rule.list);
      if (named != lists_.end() && seen.insert(&named->second).second) open.push_back(&named->second);
    }
  }
  return asks_.emplace(&list, asks).first->second;
}

const ListOutcome& FilterSets::outcome(const std::string& list, const std::string& ingress,
                                       const std::string& egress) {
  const auto named = lists_.find(list);
  if (named == lists_.end()) return unknown_;
  const Asks asks = asks_of(named->second);
  const Key key{&named->second, asks.ingress ? ingress : "", asks.egress ? egress : ""};
  const auto [known, is_new] = known_.try_emplace(key);
  if (!is_new) return known->second ? *known->second : unknown_;
  if (depth_ >= max_call_depth) {
    known_.erase(known);  // from a list less deep it can be followed
    return unknown_;
  }
  ++depth_;
  try {
    known->second = walk(named->second, ingress, egress);
  } catch (const PacketSetTooLarge&) {  // nobody is walking it any more
    --depth_;
    known_.erase(known);
    throw;
  }
  --depth_;
  return *known->second;
}

Bounds FilterSets::permitted_by(const std::string& list, const std::string& ingress,
                                const std::string& egress) {
  const ListOutcome& result = outcome(list, ingress, egress);
  const auto named = lists_.find(list);
  PacketSet may = result.may_permit | may_be_translated(result, sets_.space());
  PacketSet denied = result.may_deny;
  const bool permits = named != lists_.end() && named->second.default_action == Action::permit;
  (permits ? may : denied) |= result.may_come_out;
  return {std::move(may), ~denied};
}

const FilterRegions& FilterSets::regions(const Filter& filter, const std::string& ingress,
                                         const std::string& egress) {
  const Asks asks = asks_of(filter);
  const Key key{&filter, asks.ingress ? ingress : "", asks.egress ? egress : ""};
  const auto known = regions_.find(key);
  if (known != regions_.end()) return *known->second;
  return *regions_.emplace(key, work_out(filter, ingress, egress)).first->second;
}

std::shared_ptr<const FilterRegions> FilterSets::work_out(const Filter& filter, const std::string& ingress,
                                                          const std::string& egress) {
  AppliedRules applied;
  for (std::size_t i = 0; i < filter.rules.size(); ++i) {
    const Rule& rule = filter.rules[i];
    const Binding in = binding_of(rule.ingress, ingress);
    const Binding out = binding_of(rule.egress, egress);
    if (in == Binding::no || out == Binding::no) continue;
    if (!is_plain(rule)) return std::make_shared<const FilterRegions>(walked(filter, ingress, egress));
    const bool sure = in == Binding::yes && out == Binding::yes;
    applied.push_back(static_cast<std::uint32_t>(2 * i + (sure ? 0 : 1)));
  }
  std::pair<const Filter*, AppliedRules> key{&filter, std::move(applied)};
  const auto known = by_rules_.find(key);
  if (known != by_rules_.end()) return known->second;
  auto result = std::make_shared<const FilterRegions>(walked(filter, ingress, egress));
  by_rules_.emplace(std::move(key), result);
  return result;
}

FilterRegions FilterSets::walked(const Filter& filter, const std::string& ingress,
                                 const std::string& egress) {
  ListOutcome outcome = walk(filter, ingress, egress);
  (filter.default_action == Action::permit ? outcome.may_permit : outcome.may_deny) |= outcome.may_come_out;
  const PacketSet may_translate = may_be_translated(outcome, sets_.space());
  FilterRegions result;
  result.any_permit = {outcome.may_permit | may_translate, ~outcome.may_deny};
  result.permitted = {outcome.may_permit, result.any_permit.must - may_translate};
  result.translated = std::move(outcome.translated);
  return result;
}

}  // namespace sekisho::forwarding
