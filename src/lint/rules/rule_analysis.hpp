// How the rules of one filter stand to each other.
#pragma once

#include "lint/rules/rule_questions.hpp"

#include <sekisho/lint/finding.hpp>

#include <vector>

namespace sekisho::lint {

struct RuleRelation {
  FindingKind kind = FindingKind::redundant;
  RuleIndex rule = 0;
  std::vector<RuleIndex> by;  // the rules responsible, ascending
  std::size_t more_by = 0;
  bool by_end = false;  // what becomes of packets at the end of the filter is responsible too
  std::optional<Arrival> example;
};

/// All relations of the first group of kinds.def but `mergeable`, by rule.
///
/// A rule of which one earlier rule takes everything and decides alike is `redundant` or `duplicate`, though
/// others before that one may take some of its packets and decide otherwise; else it is `shadowed` where
/// earlier rules decide otherwise about some. `shadowed`, `duplicate`, `redundant`: may be removed together,
/// and every packet fares as before. First those that earlier rules take all packets of, then, from the top,
/// those that later ones do the same for. The last rule of a list stays, needed or not. `unreachable`: the
/// rule asks for what no packet has. `generalization` and `correlation` are about the rules that stay, plain
/// ones only, each with the rules that it stands to like that, the first few. A rule that takes every packet
/// generalizes nothing: that is what the last rule is for.
[[nodiscard]] std::vector<RuleRelation> analyse_rules(const Filter& filter, const Fates& fates,
                                                      RuleQuestions& questions, const Date& date);

/// A rule that the reader of a language adds to say what lines imply, and that nobody can change: IPv6 passes
/// a list about IPv4, routers drop impossible sources. It has no text, or its label is the list's name with
/// `(...)` or `implicit ...` behind.
[[nodiscard]] bool is_implied(const Rule& rule, const Filter& filter);

/// True when a rule asks for nothing, but for the families that it is about.
[[nodiscard]] bool takes_everything(const Rule& rule);

/// True when two rules decide alike but for what they match and record: permit with the same translation,
/// deny, or the same jump to the same list.
[[nodiscard]] bool decide_alike(const Rule& a, const Rule& b);

/// The fates of a filter's rules. `given_back`: the filter is walked for others, so that packets go back to
/// them at its end; `both`: it is bound and walked for others, so nobody knows.
enum class ListEnd : std::uint8_t { default_action, given_back, both };
[[nodiscard]] Fates fates_of(const Filter& filter, ListEnd end);

/// The rules that stay when those are gone that may be removed (see above), ascending.
[[nodiscard]] std::vector<RuleIndex> staying(const Filter& filter,
                                             const std::vector<RuleRelation>& relations);

}  // namespace sekisho::lint
