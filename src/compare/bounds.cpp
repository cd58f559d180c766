#include "bounds.hpp"

#include <sekisho/proof/evidence.hpp>

#include <utility>

namespace sekisho::compare {

Gain gain(const PassingPackets& then, const PassingPackets& now) {
  Gain result{now.must - then.may, (now.may - then.may) | (now.must - then.must)};
  result.possible -= result.certain;
  return result;
}

FlowCubes cubes_of(const Gain& gain, std::size_t limit) {
  PacketSet::Cubes certain = proof::readable_cubes(gain.certain, limit);
  PacketSet::Cubes possible = proof::readable_cubes(gain.possible, limit);
  return {std::move(certain.cubes), certain.complete, std::move(possible.cubes), possible.complete};
}

}  // namespace sekisho::compare
