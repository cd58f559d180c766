// Small random networks in the form of the Stanford dataset.
#pragma once

#include <bench/stanford_dataset.hpp>

namespace sekisho::test {

/// A few routers with routes into few addresses, so that prefixes nest and circles are frequent; VLANs,
/// ports with several peers, filters in both directions with overlapping rules and wildcards with holes.
/// The same seed gives the same text.
[[nodiscard]] bench::stanford::DatasetText random_backbone(unsigned seed);

}  // namespace sekisho::test
