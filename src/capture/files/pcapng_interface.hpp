// What a pcapng file says about an interface: the interface description block and its options.
#pragma once

#include <sekisho/capture/bytes.hpp>
#include <sekisho/capture/frame.hpp>

#include <cstdint>

namespace sekisho::capture {

/// Turns an interface's counts of time into time.
class PcapngClock {
 public:
  /// Option if_tsresol: the unit is 10^-n seconds, or with the highest bit set 2^-n.
  void set_resolution(std::uint8_t code);
  /// Option if_tsoffset: seconds to add.
  void set_offset(std::int64_t seconds) { offset_seconds_ = seconds; }

  /// Times that no Timestamp can hold become the nearest that it can.
  [[nodiscard]] Timestamp at(std::uint64_t units) const;

 private:
  std::uint64_t units_per_second_ = 1'000'000;
  std::int64_t offset_seconds_ = 0;
};

struct PcapngInterface {
  Interface description;
  PcapngClock clock;
};

/// The body of an interface description block (draft-ietf-opsawg-pcapng section 4.2).
[[nodiscard]] PcapngInterface read_interface_description(Cursor body);

/// Adds the counts of an interface statistics block (section 4.6), whose options these are.
void read_interface_statistics(Cursor options, Interface& interface);

}  // namespace sekisho::capture
