// The snoop format of Solaris (RFC 1761).
#include "capture/files/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace sekisho::capture {
namespace {

constexpr std::array<std::uint8_t, 8> magic{'s', 'n', 'o', 'o', 'p', 0, 0, 0};
constexpr std::size_t file_header = 16;
constexpr std::size_t record_header = 24;

/// RFC 1761, "Datalink Type", as far as the decoder reads it.
std::optional<LinkType> link_type_of(std::uint32_t data_link) {
  switch (data_link) {
    case 0:  // IEEE 802.3
    case 4: return LinkType::ethernet;
    case 5: return LinkType::cisco_hdlc;  // HDLC
    default: return std::nullopt;
  }
}

class SnoopReader : public CaptureFile::Reader {
 public:
  SnoopReader(ByteStream stream, LinkType link_type) : Reader(std::move(stream)) {
    Interface interface;
    interface.link_type = link_type;
    all_interfaces().push_back(std::move(interface));
  }

  bool next(Frame& frame) override {
    const Bytes header = bytes().take(record_header);
    if (header.size() < record_header) return ended(!header.empty());
    Cursor cursor(header);
    const std::uint32_t wire = cursor.u32();
    const std::uint32_t captured = cursor.u32();
    const std::uint32_t record = cursor.u32();
    const std::uint32_t drops = cursor.u32();
    const std::int64_t seconds = cursor.u32();
    const std::int64_t microseconds = cursor.u32();
    if (record > most_record_bytes || record < record_header || captured > record - record_header) {
      return damaged(fmt::format("a record of {} bytes for a frame of {}", record, captured));
    }
    const Bytes padded = bytes().take(record - record_header);
    if (padded.size() < captured) return ended(true);
    Interface& interface = all_interfaces().front();
    interface.dropped = drops;  // counted since the capture began
    frame.bytes = padded.first(captured);
    frame.time = Timestamp(std::chrono::nanoseconds(seconds * 1'000'000'000 + microseconds * 1000));
    frame.interface = 0;
    frame.link_type = interface.link_type;
    frame.wire_length = std::max(wire, captured);
    return true;
  }
};

}  // namespace

bool is_snoop(Bytes start) {
  return start.size() >= magic.size() && std::equal(magic.begin(), magic.end(), start.begin());
}

MadeReader read_snoop(ByteStream stream) {
  const Bytes header = stream.take(file_header);
  if (header.size() < file_header) return Failure{"the file ends within its header"};
  Cursor cursor(header);
  cursor.skip(magic.size());
  const std::uint32_t version = cursor.u32();
  const std::uint32_t data_link = cursor.u32();
  if (version != 2) return Failure{fmt::format("version {} of snoop, where 2 is known", version)};
  const std::optional<LinkType> link_type = link_type_of(data_link);
  if (!link_type) return Failure{fmt::format("snoop's data link type {} is not read", data_link)};
  return MadeReader(std::make_unique<SnoopReader>(std::move(stream), *link_type));
}

}  // namespace sekisho::capture
