// How close a draft comes to a snapshot that was written by hand.
#pragma once

#include <sekisho/draft/draft.hpp>
#include <sekisho/model/snapshot.hpp>

#include <string>

namespace sekisho::test {

/// Devices, languages, links found, missed and made up, segments with their classes and addresses: the
/// figures, then what differs, line by line.
[[nodiscard]] std::string closeness(const draft::Draft& draft, const Snapshot& by_hand);

}  // namespace sekisho::test
