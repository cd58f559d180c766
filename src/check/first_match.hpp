// What ordered rule lists of one device make of a set of packets: filters and translations, from above.
#pragma once

#include "check/headers.hpp"

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace sekisho::check {

/// What a rule takes: at most `may`, at least `must`.
struct Taken {
  HeaderSet may;
  HeaderSet must;
};

/// How a list is asked: for which interfaces (empty: not known, or none), and whether its permits translate.
struct Asked {
  const FilterLists& lists;  // that its rules may name
  std::string ingress;
  std::string egress;
  bool translates = false;
};

/// Whether rules bound to some interfaces (none named: to all) may be asked about packets of this one.
[[nodiscard]] bool may_be_bound(const std::vector<std::string>& to, const std::string& interface);

class FirstMatch {
 public:
  FirstMatch(Headers& headers, const Date& date) : headers_(headers), date_(date) {}

  /// The members of `packets` that a filter may permit, and what its translations may make of them.
  [[nodiscard]] HeaderSet passed(const Filter& filter, const HeaderSet& packets, const Asked& asked);
  /// What a policy route takes of packets that come in by `ingress`.
  [[nodiscard]] Taken taken_by(const PolicyRoute& rule, const std::string& ingress);
  /// NAT rules as a filter that permits everything, translated or not.
  [[nodiscard]] const Filter& as_filter(const std::vector<NatRule>& rules);

 private:
  /// A rule that translates, and what comes to it.
  struct Translation {
    const Rule* rule;
    HeaderSet taken;
  };
  /// What some rules may do with packets, whichever come.
  struct Outcome {
    HeaderSet permitted;  // as they are
    std::vector<Translation> translated;
    HeaderSet at_end;  // go on behind them
  };
  [[nodiscard]] Outcome of_rules(const std::vector<Rule>& rules, const Asked& asked, bool to_end);
  [[nodiscard]] Outcome of_list(const std::string& name, const Asked& asked);
  [[nodiscard]] const Taken& taken_by(const Match& match, const Schedule& schedule, bool certain);

  Headers& headers_;
  Date date_;
  std::unordered_map<const Match*, Taken> known_;
  std::map<std::tuple<const Filter*, std::string, std::string, bool>, Outcome> outcomes_;
  std::map<const std::vector<NatRule>*, Filter> nat_;
  std::unordered_map<const Rule*, std::uint16_t> marks_;  // that rules of nat_ put on packets
  std::vector<const Filter*> walking_;                    // lists inside each other
};

}  // namespace sekisho::check
