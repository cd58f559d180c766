// One packet and one filter, rule by rule, through the lists that its rules name.
#pragma once

#include "simulation/passage.hpp"

namespace sekisho::simulation {

/// One outcome of a filter.
struct Verdict {
  Action action = Action::deny;  // permit or deny
  const RuleSource* source = nullptr;
  const Rule* rule = nullptr;  // the rule that decided; null: a default action, or nothing that is known
  bool certain = true;
};

/// All outcomes of a filter. A list that a rule requires and that permits is one more thing that happened to
/// the packet on its way, whatever came of it in the end.
struct Verdicts {
  std::vector<Verdict> outcomes;
  struct Passed {
    const Filter* list = nullptr;
    Verdict verdict;
  };
  std::vector<Passed> passed;
};

/// Where and when a filter is asked. `in` and `out`: null when not known, pointing to an empty name when
/// there is none.
struct Occasion {
  const FilterLists& lists;
  Date date;
  const std::string* in = nullptr;
  const std::string* out = nullptr;
};

/// First match. A rule that may match opens two outcomes; outcomes that come to the same are merged, and
/// when all come to the same the outcome is certain.
[[nodiscard]] Verdicts evaluate(const Filter& filter, const Packet& packet, const Occasion& occasion);

}  // namespace sekisho::simulation
