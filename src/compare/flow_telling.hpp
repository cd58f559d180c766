// What there is to tell about packets that get through in one state only: cubes, an example, the lines.
#pragma once

#include "bounds.hpp"
#include "state.hpp"

#include <sekisho/compare/difference.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sekisho::compare {

/// Where packets of one source can be in one state.
struct SourceRun {
  const State* state = nullptr;
  SegmentIndex from = 0;
  Emission emission;
  std::shared_ptr<const Reachability> may;
  std::shared_ptr<const Reachability> must;
};

/// Where packets end, by its name in both states.
struct Target {
  std::string name;
  bool is_device = false;
};

/// Nothing when the state has no such place.
[[nodiscard]] std::optional<VertexIndex> vertex_of(const State& state, const Target& target);

/// Tells of `gained`, which `run` sends to the target in its state, and `other` does not let through.
[[nodiscard]] Flow told(const SourceRun& run, const State& other, const Target& target, const Gain& gained,
                        std::size_t cube_limit);

}  // namespace sekisho::compare
