#include <sekisho/simulation/filter_decision.hpp>

#include "simulation/evaluation.hpp"

namespace sekisho {

std::vector<FilterDecision> decide(const Filter& filter, const FilterLists& lists, const Packet& packet,
                                   const Date& date, const std::string& ingress, const std::string& egress) {
  const simulation::Occasion occasion{lists, date, ingress.empty() ? nullptr : &ingress,
                                      egress.empty() ? nullptr : &egress};
  std::vector<FilterDecision> decisions;
  for (const simulation::Verdict& verdict : simulation::evaluate(filter, packet, occasion).outcomes)
    decisions.push_back({verdict.action == Action::permit, verdict.source, verdict.certain});
  return decisions;
}

}  // namespace sekisho
