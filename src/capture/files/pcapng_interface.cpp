#include "capture/files/pcapng_interface.hpp"

#include "capture/files/pcapng.hpp"

#include <limits>
#include <string>

namespace sekisho::capture {
namespace {

using namespace pcapng;

struct Option {
  std::uint16_t code = opt_endofopt;
  Bytes value;
};

/// The next option; opt_endofopt also where none follows, or one that is longer than its block.
Option next_option(Cursor& options) {
  Option option;
  option.code = options.u16();
  const std::uint16_t length = options.u16();
  option.value = options.take(length);
  if (!options.ok()) return {};
  options.skip((4 - length % 4) % 4);  // padding, which the last one may lack
  return option;
}

std::string text_of(Bytes value) {
  std::string text(value.begin(), value.end());
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

}  // namespace

void PcapngClock::set_resolution(std::uint8_t code) {
  const unsigned exponent = code & 0x7fU;
  const bool binary = (code & 0x80U) != 0;
  if (exponent > (binary ? 63U : 19U)) return;  // finer than 64 bits can count: as if the option were absent
  units_per_second_ = 1;
  for (unsigned i = 0; i < exponent; ++i) units_per_second_ *= binary ? 2 : 10;
}

Timestamp PcapngClock::at(std::uint64_t units) const {
  __extension__ using Wide = __int128;
  constexpr Wide second = 1'000'000'000;
  const Wide fraction = static_cast<Wide>(units % units_per_second_) * second / units_per_second_;
  const Wide time = (static_cast<Wide>(units / units_per_second_) + offset_seconds_) * second + fraction;
  constexpr Wide earliest = std::numeric_limits<std::int64_t>::min();
  constexpr Wide latest = std::numeric_limits<std::int64_t>::max();
  return Timestamp(std::chrono::nanoseconds(static_cast<std::int64_t>(time < earliest ? earliest
                                                                      : time > latest ? latest
                                                                                      : time)));
}

PcapngInterface read_interface_description(Cursor body) {
  PcapngInterface interface;
  interface.description.link_type = static_cast<LinkType>(body.u16());
  body.skip(2);  // reserved
  interface.description.snap_length = body.u32();
  for (Option option = next_option(body); option.code != opt_endofopt; option = next_option(body)) {
    Cursor value(option.value, body.order());
    if (option.code == if_name) interface.description.name = text_of(option.value);
    if (option.code == if_description) interface.description.description = text_of(option.value);
    if (option.code == if_tsresol && value.left() == 1) interface.clock.set_resolution(value.u8());
    if (option.code == if_tsoffset && value.left() == 8) {
      interface.clock.set_offset(static_cast<std::int64_t>(value.u64()));
    }
  }
  return interface;
}

void read_interface_statistics(Cursor options, Interface& interface) {
  for (Option option = next_option(options); option.code != opt_endofopt; option = next_option(options)) {
    Cursor value(option.value, options.order());
    if (value.left() != 8) continue;
    if (option.code == isb_ifrecv) interface.received = value.u64();
    if (option.code == isb_ifdrop) interface.dropped = value.u64();
  }
}

}  // namespace sekisho::capture
