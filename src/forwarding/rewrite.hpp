// Images and preimages of packet sets under header rewrites.
#pragma once

#include <sekisho/forwarding/graph.hpp>

namespace sekisho::forwarding {

/// The packets that a rewrite may make of `packets`.
[[nodiscard]] PacketSet rewritten(const Rewrite& rewrite, const PacketSet& packets, PacketSpace& space);

/// The packets that a rewrite may turn into a member of `packets`.
[[nodiscard]] PacketSet before_rewrite(const Rewrite& rewrite, const PacketSet& packets, PacketSpace& space);

}  // namespace sekisho::forwarding
