// Which ports are joined by a cable, as far as descriptions and addresses tell.
#pragma once

#include "draft/mentions.hpp"
#include "draft/wiring.hpp"

#include <vector>

namespace sekisho::draft {

struct FoundLinks {
  std::vector<DraftLink> links;  // in the order of the devices
  Reasons open;
};

/// Links in two steps: ports whose descriptions name each other, then networks that interfaces of several
/// devices have addresses in and that no link of the first step joins. What is ambiguous is a question in
/// `open`, never a link. The ends are marked as used in `wiring`.
[[nodiscard]] FoundLinks find_links(const Site& site, const Mentions& mentions, Wiring& wiring);

}  // namespace sekisho::draft
