// How many headers: members of sets of IPv4 5-tuples, counted over their 104 bits (addresses 32 each,
// protocol 8, ports 16 each).
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <optional>
#include <string>

namespace sekisho::bench {

/// The members of a set over Layout::full() that holds IPv4 packets only and constrains nothing but their
/// 5-tuples. Nothing when it constrains other fields too.
[[nodiscard]] std::optional<Bits128> count_headers(const PacketSet& set);

/// Without leading zeros.
[[nodiscard]] std::string decimal(Bits128 number);

}  // namespace sekisho::bench
