// What the analysis of a filter asks of its rules; two ways of answering stand behind it.
//
// A rule may take some packets and takes some of these for sure. An answer "no packet" holds whatever the
// uncertain rules do; a packet is an example that some of what they may do gives.
#pragma once

#include "lint/rules/boxes.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace sekisho::lint {

/// What becomes of a packet that a rule takes, as a number: equal numbers, equal fate. `closes`: a packet
/// that the rule takes for sure comes to no later rule.
struct Fate {
  std::uint32_t number = 0;
  bool closes = true;
};

class RuleQuestions {
 public:
  virtual ~RuleQuestions() = default;

  /// From here on the filter is taken not to have the rule.
  virtual void remove(RuleIndex rule) = 0;

  /// False: the rule takes no packet, by what it asks or by its schedule.
  [[nodiscard]] virtual bool takes_any(RuleIndex rule) = 0;
  /// A packet that comes to the rule and that it may take, and that none of `others` takes for sure.
  [[nodiscard]] virtual std::optional<Arrival> reaching(RuleIndex rule,
                                                        const std::vector<RuleIndex>& others) = 0;
  /// A packet that comes to both when the later one stands alone: it comes to the earlier, both may take it.
  [[nodiscard]] virtual std::optional<Arrival> contested(RuleIndex earlier, RuleIndex later) = 0;
  /// A packet that the rule may take but that an earlier one takes for sure, and decides otherwise; and which
  /// one.
  struct Decided {
    RuleIndex by = 0;
    Arrival arrival;
  };
  [[nodiscard]] virtual std::optional<Decided> taken_otherwise(RuleIndex rule) = 0;
  /// The first earlier rule that alone takes all that the rule may take, for sure.
  [[nodiscard]] virtual std::optional<RuleIndex> taker_of_all(RuleIndex rule) = 0;
  /// A packet that the rule may take and that none of `others` takes for sure, whatever stands before them.
  [[nodiscard]] virtual std::optional<Arrival> left_by(RuleIndex rule,
                                                       const std::vector<RuleIndex>& others) = 0;
  /// True when one rule alone takes all that the other may take for sure, whatever stands before them.
  [[nodiscard]] virtual bool takes_all_of(RuleIndex rule, RuleIndex other) { return !left_by(other, {rule}); }
  /// A packet that could fare otherwise if the rule were not there.
  [[nodiscard]] virtual std::optional<Arrival> faring_otherwise(RuleIndex rule) = 0;

  /// Rules r of first <= r < last that may take packets that `rule` may take, ascending.
  [[nodiscard]] virtual std::vector<RuleIndex> overlapping(RuleIndex rule, RuleIndex first,
                                                           RuleIndex last) = 0;
  /// The first rule r of first <= r < last that takes the packet for sure.
  [[nodiscard]] virtual std::optional<RuleIndex> taker_of(const Arrival& arrival, RuleIndex first,
                                                          RuleIndex last) = 0;
};

/// What a filter does with what comes to it, rule by rule.
struct Fates {
  std::vector<Fate> of_rule;
  Fate at_end;  // of what no rule takes
};

/// Answers from boxes where boxes tell what all rules take, else from sets of packets. All stay where they
/// are while the answers are asked for. Answers may throw PacketSetTooLarge.
[[nodiscard]] std::unique_ptr<RuleQuestions> questions_about(const Filter& filter, const Fates& fates,
                                                             const Date& date);
/// From sets of packets alone: slower, and by other means (tests hold the two against each other).
[[nodiscard]] std::unique_ptr<RuleQuestions> set_questions_about(const Filter& filter, const Fates& fates,
                                                                 const Date& date);

}  // namespace sekisho::lint
