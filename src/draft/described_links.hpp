// Links that descriptions tell of.
#pragma once

#include "draft/links.hpp"

namespace sekisho::draft {

/// The first step of find_links: adds what it finds to `found`.
void find_described_links(const Site& site, const Mentions& mentions, Wiring& wiring, FoundLinks& found);

}  // namespace sekisho::draft
