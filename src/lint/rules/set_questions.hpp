// Questions about rules answered with sets of packets.
#pragma once

#include "lint/rules/rule_questions.hpp"

#include <sekisho/forwarding/match_sets.hpp>

#include <map>
#include <string>

namespace sekisho::lint {

class SetQuestions final : public RuleQuestions {
 public:
  SetQuestions(const Filter& filter, const Fates& fates, const Date& date);

  void remove(RuleIndex rule) override { removed_[rule] = true; }
  [[nodiscard]] bool takes_any(RuleIndex rule) override { return !bounds(rule).may.empty(); }
  [[nodiscard]] std::optional<Arrival> reaching(RuleIndex rule,
                                                const std::vector<RuleIndex>& others) override;
  [[nodiscard]] std::optional<Arrival> contested(RuleIndex earlier, RuleIndex later) override;
  [[nodiscard]] std::optional<Decided> taken_otherwise(RuleIndex rule) override;
  [[nodiscard]] std::optional<RuleIndex> taker_of_all(RuleIndex rule) override;
  [[nodiscard]] std::optional<Arrival> left_by(RuleIndex rule, const std::vector<RuleIndex>& others) override;
  [[nodiscard]] std::optional<Arrival> faring_otherwise(RuleIndex rule) override;
  [[nodiscard]] std::vector<RuleIndex> overlapping(RuleIndex rule, RuleIndex first, RuleIndex last) override;
  [[nodiscard]] std::optional<RuleIndex> taker_of(const Arrival& arrival, RuleIndex first,
                                                  RuleIndex last) override;

  // The same with the rules that may matter already known, ascending.
  [[nodiscard]] std::optional<Arrival> reaching(RuleIndex rule, const std::vector<RuleIndex>& before,
                                                const std::vector<RuleIndex>& others);
  [[nodiscard]] std::optional<Arrival> contested(RuleIndex earlier, RuleIndex later,
                                                 const std::vector<RuleIndex>& before);
  [[nodiscard]] std::optional<Decided> taken_otherwise(RuleIndex rule, const std::vector<RuleIndex>& before);
  [[nodiscard]] std::optional<Arrival> faring_otherwise(RuleIndex rule, const std::vector<RuleIndex>& before,
                                                        const std::vector<RuleIndex>& behind);

 private:
  [[nodiscard]] forwarding::Bounds bounds(RuleIndex rule);
  [[nodiscard]] PacketSet bound_to(Field field, const std::vector<std::string>& names);
  /// What of `packets` no rule of the list takes for sure; lists of removed rules and of those that close
  /// nothing are asked in vain.
  [[nodiscard]] PacketSet left(PacketSet packets, const std::vector<RuleIndex>& rules);
  [[nodiscard]] std::vector<RuleIndex> remaining(RuleIndex first, RuleIndex last) const;
  [[nodiscard]] std::optional<Arrival> example(const PacketSet& packets);

  const Filter& filter_;
  const Fates& fates_;
  PacketSpace space_;
  forwarding::MatchSets matches_;
  std::vector<bool> removed_;
  std::vector<std::string> names_;  // of interfaces, by number
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace sekisho::lint
