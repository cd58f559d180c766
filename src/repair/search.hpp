// Repairs of one violation: changes are made of the lines to blame and tried one by one.
#pragma once

#include "workbench.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sekisho::repair {

/// What a proposal is better by.
enum class Preference : std::uint8_t {
  least_loss,  // stops least; of those that stop the same, ends most
  most_ended,  // ends most; of those that end the same, stops least
};

/// What became of one change, tried against one violation in one state.
struct Judgement {
  bool met_channel = false;  // it stops a registered communication
  std::optional<Proposal> accepted;
};

/// Judgements of all searches: a second plan begins where the first one began.
class Memory {
 public:
  using Key = std::tuple<std::string, FileTexts, FileTexts>;  // violation, texts before and after

  [[nodiscard]] const Judgement* find(const Key& key) const {
    const auto known = judgements_.find(key);
    return known == judgements_.end() ? nullptr : &known->second;
  }
  const Judgement& keep(Key key, Judgement judgement) {
    return judgements_.insert_or_assign(std::move(key), std::move(judgement)).first->second;
  }

 private:
  std::map<Key, Judgement> judgements_;
};

struct Found {
  std::vector<Proposal> proposals;  // best first
  std::size_t trials = 0;           // changes that were tried
  bool met_channel = false;         // some change that ends the violation stops a registered communication
};

/// Looks for repairs of `violated` from the state `base`, in which it is violated.
[[nodiscard]] Found search_repairs(Workbench& bench, Memory& memory, const State& base,
                                   const RequirementResult& violated, Preference preference);

/// The requirements that are violated, in their order.
[[nodiscard]] std::vector<RequirementResult> violated_in(const VerifyResult& result);

}  // namespace sekisho::repair
