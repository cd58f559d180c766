// What an observer keeps for each flow that is open.
#pragma once

#include <sekisho/capture/flow.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace sekisho::content {

template <typename State>
class PerFlow {
 public:
  /// Null when nothing is kept for the flow.
  [[nodiscard]] State* find(const capture::Flow& flow) const {
    return flow.slot < states_.size() ? states_[flow.slot].get() : nullptr;
  }
  State& put(const capture::Flow& flow, std::unique_ptr<State> state) {
    if (flow.slot >= states_.size()) states_.resize(std::size_t{flow.slot} + 1);
    if (!states_[flow.slot]) ++count_;
    states_[flow.slot] = std::move(state);
    return *states_[flow.slot];
  }
  void drop(const capture::Flow& flow) {
    if (find(flow) == nullptr) return;
    states_[flow.slot].reset();
    --count_;
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::vector<std::unique_ptr<State>> states_;  // by Flow::slot
  std::size_t count_ = 0;
};

}  // namespace sekisho::content
