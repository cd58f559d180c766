// Entries of a snapshot's registers (channels, exceptions, suppressions): whom they mean, and until when they
// count.
#pragma once

#include <sekisho/model/snapshot.hpp>

#include <optional>
#include <vector>

namespace sekisho {

/// True when the day is not past the last day of validity; an entry without one counts for ever.
[[nodiscard]] bool in_force(const std::optional<Date>& expires, const Date& date);

/// The addresses of an end: its hosts and literal ones, or all of its segment. Empty: any (a segment with the
/// rest of all addresses, or one that is not there).
[[nodiscard]] std::vector<AddressRange> addresses_of(const ChannelEnd& end, const Snapshot& snapshot);

}  // namespace sekisho
