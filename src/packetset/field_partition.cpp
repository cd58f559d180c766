#include "field_partition.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sekisho::detail {

namespace {

class Partitioner {
 public:
  Partitioner(const Diagram& diagram, Block block, std::size_t range_limit)
      : diagram_(diagram), block_(block), ranges_left_(range_limit) {}

  /// Visits the values that start with `prefix`, whose remaining bits begin at `variable`.
  void walk(Interval sets, Variable variable, Bits128 prefix) {
    if (!result_.complete) return;
    const Variable top = std::min(diagram_.variable(sets.required), diagram_.variable(sets.allowed));
    const int free_bits = block_.end() - variable;
    if (top >= block_.end()) {
      add({prefix, prefix | low_ones(free_bits)}, sets);
      return;
    }
    const Interval low{diagram_.low_at(sets.required, variable), diagram_.low_at(sets.allowed, variable)};
    const Interval high{diagram_.high_at(sets.required, variable), diagram_.high_at(sets.allowed, variable)};
    const auto next = static_cast<Variable>(variable + 1);
    walk(low, next, prefix);
    walk(high, next, prefix | Bits128{1} << (free_bits - 1));
  }

  FieldPartition take() { return std::move(result_); }

 private:
  void add(ValueRange range, Interval rest) {
    const std::uint64_t key = std::uint64_t{rest.required} << 32 | rest.allowed;
    const auto [found, is_new] = group_of_.try_emplace(key, result_.groups.size());
    if (is_new) result_.groups.push_back({{}, rest});
    std::vector<ValueRange>& values = result_.groups[found->second].values;
    if (!values.empty() && values.back().last + 1 == range.first) {
      values.back().last = range.last;
      return;
    }
    if (ranges_left_ == 0) {
      result_.complete = false;
      if (is_new) result_.groups.pop_back();
      return;
    }
    --ranges_left_;
    values.push_back(range);
  }

  const Diagram& diagram_;
  Block block_;
  std::size_t ranges_left_;
  std::unordered_map<std::uint64_t, std::size_t> group_of_;
  FieldPartition result_;
};

}  // namespace

FieldPartition partition(const Diagram& diagram, Interval sets, Block block, std::size_t range_limit) {
  Partitioner partitioner(diagram, block, range_limit);
  partitioner.walk(sets, block.first, 0);
  return partitioner.take();
}

}  // namespace sekisho::detail
