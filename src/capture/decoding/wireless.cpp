// IEEE 802.11 frames and the headers that capturing systems put before them.
#include "capture/decoding/decoding.hpp"

namespace sekisho::capture {
namespace {

/// Radiotap's fields are aligned to their own size and little-endian (radiotap.org). Of them only the flags
/// matter here: whether the header behind is padded to four bytes.
bool header_is_padded(Cursor radiotap) {
  constexpr std::uint32_t has_time = 1U << 0;
  constexpr std::uint32_t has_flags = 1U << 1;
  constexpr std::uint32_t more_words = 1U << 31;
  constexpr std::uint8_t data_pad = 0x20;
  const std::size_t whole = radiotap.left();
  radiotap.skip(4);
  const std::uint32_t present = radiotap.u32();
  for (std::uint32_t word = present; (word & more_words) != 0 && radiotap.ok();) word = radiotap.u32();
  if ((present & has_flags) == 0) return false;
  if ((present & has_time) != 0) {
    const std::size_t offset = whole - radiotap.left();
    radiotap.skip((8 - offset % 8) % 8 + 8);
  }
  return (radiotap.u8() & data_pad) != 0;
}

struct Addresses {
  std::uint64_t source = 0;
  std::uint64_t destination = 0;
};

/// Which of the addresses is whose depends on where the frame comes from and goes to (IEEE 802.11-2020 table
/// 9-30).
Addresses addresses_of(bool to_ds, bool from_ds, std::uint64_t first, std::uint64_t second,
                       std::uint64_t third, std::uint64_t fourth) {
  if (to_ds && from_ds) return {fourth, third};
  if (to_ds) return {second, third};
  if (from_ds) return {third, first};
  return {second, first};
}

void decode_ieee80211_frame(Decoding& decoding, Cursor bytes, bool padded) {
  if (!decoding.enter()) return;
  const std::size_t whole = bytes.left();
  const std::uint8_t control = bytes.u8();
  const std::uint8_t flags = bytes.u8();
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  constexpr std::uint8_t data_frame = 2;
  const bool no_data = (control & 0x40) != 0;  // null functions
  const bool quality = (control & 0x80) != 0;
  if ((control >> 2 & 3) != data_frame || no_data) return decoding.set_payload(0, bytes);
  const bool to_ds = (flags & 0x01) != 0;
  const bool from_ds = (flags & 0x02) != 0;
  const bool encrypted = (flags & 0x40) != 0;
  const bool high_throughput = (flags & 0x80) != 0;

  bytes.skip(2);  // duration
  const std::uint64_t first = bytes.mac();
  const std::uint64_t second = bytes.mac();
  const std::uint64_t third = bytes.mac();
  const std::uint16_t fragment = Cursor(bytes.take(2), ByteOrder::little).u16() & 0xf;
  const std::uint64_t fourth = to_ds && from_ds ? bytes.mac() : 0;
  const std::uint8_t quality_low = quality ? bytes.u8() : std::uint8_t{0};
  if (quality) bytes.skip(1);
  if (quality && high_throughput) bytes.skip(4);
  if (padded) bytes.skip((4 - (whole - bytes.left()) % 4) % 4);
  if (!bytes.ok()) return decoding.fault(DecodeFault::truncated_link);

  const Addresses addresses = addresses_of(to_ds, from_ds, first, second, third, fourth);
  decoding.source_mac = addresses.source;
  decoding.destination_mac = addresses.destination;
  decoding.frame.has_macs = true;
  decoding.frame.source_mac = addresses.source;
  decoding.frame.destination_mac = addresses.destination;
  const bool aggregated = (quality_low & 0x80) != 0;
  const bool more_fragments = (flags & 0x04) != 0;
  // Encrypted, aggregated and fragmented data is not looked into: the frame holds no IP that can be read.
  if (encrypted || aggregated || fragment != 0 || more_fragments) return decoding.set_payload(0, bytes);
  decode_llc(decoding, bytes);
}

}  // namespace

void decode_ieee80211(Decoding& decoding, Cursor bytes) { decode_ieee80211_frame(decoding, bytes, false); }

// radiotap.org: version, padding, length of the header.
void decode_radiotap(Decoding& decoding, Cursor bytes) {
  const std::uint8_t version = bytes.peek();
  Cursor head(bytes.rest(), ByteOrder::little);
  head.skip(2);
  const std::uint16_t length = head.u16();
  const Cursor header(bytes.take(length), ByteOrder::little);
  if (!head.ok() || !bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  if (version != 0 || length < 8) return decoding.fault(DecodeFault::bad_link);
  decode_ieee80211_frame(decoding, bytes, header_is_padded(header));
}

// CACE Technologies, "Per-Packet Information Header Specification" 1.0.10: version, flags, length, link type
// of what follows.
void decode_ppi(Decoding& decoding, Cursor bytes) {
  if (!decoding.enter()) return;
  Cursor head(bytes.rest(), ByteOrder::little);
  head.skip(2);
  const std::uint16_t length = head.u16();
  const std::uint32_t link_type = head.u32();
  bytes.skip(length);
  if (!head.ok() || !bytes.ok()) return decoding.fault(DecodeFault::truncated_link);
  if (length < 8 || link_type > 0xffff) return decoding.fault(DecodeFault::bad_link);
  decode_link(decoding, static_cast<LinkType>(link_type), bytes);
}

}  // namespace sekisho::capture
