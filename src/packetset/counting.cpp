#include "counting.hpp"

#include "bits.hpp"

#include <algorithm>
#include <cmath>

namespace sekisho::detail {

namespace {

/// A density as factor / 2^depth; factor is odd, or zero with depth zero.
struct ExactDensity {
  Bits128 factor = 0;
  int depth = 0;
};

constexpr int exact_depth_limit = 127;

std::optional<ExactDensity> mean(ExactDensity a, ExactDensity b) {
  const int depth = std::max(a.depth, b.depth);
  if (depth >= exact_depth_limit) return std::nullopt;
  const Bits128 sum = (a.factor << (depth - a.depth)) + (b.factor << (depth - b.depth));
  if (sum == 0) return ExactDensity{};
  const int even = trailing_zeros(sum);
  return ExactDensity{sum >> even, depth + 1 - even};
}

ExactDensity rest_of(ExactDensity density) {
  return {(Bits128{1} << density.depth) - density.factor, density.depth};
}

class ExactCounter {
 public:
  explicit ExactCounter(const Diagram& diagram) : diagram_(diagram) {}

  std::optional<ExactDensity> density(Edge set) {
    if (is_complemented(set)) {
      const auto plain = density(complement(set));
      if (!plain) return std::nullopt;
      return rest_of(*plain);
    }
    if (set == all_edge) return ExactDensity{1, 0};
    if (const auto* known = known_.find(set)) return densities_[*known];
    const auto low = density(diagram_.low(set));
    const auto high = low ? density(diagram_.high(set)) : std::nullopt;
    const auto result = low && high ? mean(*low, *high) : std::nullopt;
    if (!result) return std::nullopt;  // and so is everything above
    known_.insert(set, static_cast<std::uint32_t>(densities_.size()));
    densities_.push_back(*result);
    return result;
  }

 private:
  const Diagram& diagram_;
  EdgeMap<std::uint32_t> known_;  // positions in densities_: the table stays small
  std::vector<ExactDensity> densities_;
};

}  // namespace

double DensityCounter::density(Edge set) {
  if (is_terminal(set)) return set == all_edge ? 1 : 0;
  if (const double* known = known_.find(set)) return *known;
  const double result = (density(diagram_.low(set)) + density(diagram_.high(set))) / 2;
  known_.insert(set, result);
  return result;
}

double count(const Diagram& diagram, Edge set) {
  return std::ldexp(DensityCounter(diagram).density(set), diagram.order().variable_count());
}

std::optional<MemberCount> exact_count(const Diagram& diagram, Edge set) {
  const auto density = ExactCounter(diagram).density(set);
  if (!density) return std::nullopt;
  if (density->factor == 0) return MemberCount{};
  return MemberCount{density->factor, diagram.order().variable_count() - density->depth};
}

}  // namespace sekisho::detail
