// The pcap format (draft-ietf-opsawg-pcap; libpcap's savefile(5)), and what older and patched writers made of
// it (libpcap, sf-pcap.c).
#include "capture/files/reader.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace sekisho::capture {
namespace {

constexpr std::size_t file_header = 24;

/// What the magic number tells of the records.
struct Dialect {
  ByteOrder order = ByteOrder::little;
  bool nanoseconds = false;
  std::size_t record_header = 16;
};

std::optional<Dialect> dialect_of(Bytes start) {
  for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
    Cursor cursor(start, order);
    switch (cursor.u32()) {
      case 0xa1b2c3d4: return Dialect{order, false, 16};
      case 0xa1b23c4d: return Dialect{order, true, 16};
      // Alexey Kuznetzov's patched libpcap: behind the lengths an interface index, a protocol and a
      // direction.
      case 0xa1b2cd34: return Dialect{order, false, 24};
      default: break;
    }
  }
  return std::nullopt;
}

/// Files of version 2.2 and before have the two lengths of a record the other way about; of 2.3 some have.
enum class Lengths : std::uint8_t { captured_first, wire_first, whichever_is_less };

class PcapReader : public CaptureFile::Reader {
 public:
  PcapReader(ByteStream stream, Dialect dialect, Lengths lengths, Interface interface)
      : Reader(std::move(stream)), dialect_(dialect), lengths_(lengths), link_type_(interface.link_type) {
    all_interfaces().push_back(std::move(interface));
  }

  bool next(Frame& frame) override {
    const Bytes header = bytes().take(dialect_.record_header);
    if (header.size() < dialect_.record_header) return ended(!header.empty());
    Cursor cursor(header, dialect_.order);
    const std::int64_t seconds = cursor.u32();
    const std::int64_t fraction = cursor.u32();
    std::uint32_t captured = cursor.u32();
    std::uint32_t wire = cursor.u32();
    if (lengths_ == Lengths::wire_first || (lengths_ == Lengths::whichever_is_less && captured > wire)) {
      std::swap(captured, wire);
    }
    if (captured > most_record_bytes) return damaged(fmt::format("a record of {} bytes", captured));
    frame.bytes = bytes().take(captured);
    if (frame.bytes.size() < captured) return ended(true);
    frame.time = Timestamp(
        std::chrono::nanoseconds(seconds * 1'000'000'000 + fraction * (dialect_.nanoseconds ? 1 : 1000)));
    frame.interface = 0;
    frame.link_type = link_type_;
    frame.wire_length = std::max(wire, captured);
    return true;
  }

 private:
  Dialect dialect_;
  Lengths lengths_;
  LinkType link_type_;
};

}  // namespace

bool is_pcap(Bytes start) { return dialect_of(start).has_value(); }

MadeReader read_pcap(ByteStream stream) {
  const Bytes header = stream.take(file_header);
  const std::optional<Dialect> dialect = dialect_of(header);
  if (header.size() < file_header || !dialect) return Failure{"the file ends within its header"};
  Cursor cursor(header, dialect->order);
  cursor.skip(4);  // magic number
  const unsigned major = cursor.u16();
  const unsigned minor = cursor.u16();
  cursor.skip(8);  // time zone and accuracy, which nobody fills in
  Interface interface;
  interface.snap_length = cursor.u32();
  interface.link_type = static_cast<LinkType>(cursor.u32() & 0xffff);  // above: length of the FCS
  // 543 is what DG/UX writes for 2.
  if ((major != 2 && major != 543) || (major == 2 && minor > 4)) {
    return Failure{fmt::format("version {}.{} of pcap, where 2.4 is known", major, minor)};
  }
  Lengths lengths = Lengths::captured_first;
  if (major == 543 || minor < 3) lengths = Lengths::wire_first;
  if (major == 2 && minor == 3) lengths = Lengths::whichever_is_less;
  return MadeReader(std::make_unique<PcapReader>(std::move(stream), *dialect, lengths, std::move(interface)));
}

}  // namespace sekisho::capture
