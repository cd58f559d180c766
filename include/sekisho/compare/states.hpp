// Two states of a network against each other, whatever a policy says of them.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/loading/load.hpp>

namespace sekisho::compare {

/// All differences between two networks on a day, with at most `cube_limit` cubes per flow. `node_limit`: of
/// the packet sets, 0: PacketSpace's own. Segments are
/// matched by name, devices by name. Sets that grow too large are reported, and packets are then not
/// compared.
[[nodiscard]] StateDifference compare_states(const LoadedNetwork& before, const LoadedNetwork& after,
                                             const Date& date, std::size_t cube_limit, DiagnosticSink& sink,
                                             std::size_t node_limit = 0);

}  // namespace sekisho::compare
