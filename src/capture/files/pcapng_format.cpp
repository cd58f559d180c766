// The pcapng format (draft-ietf-opsawg-pcapng): sections of either byte order one behind the other, each with
// interfaces of its own.
#include "capture/files/pcapng.hpp"
#include "capture/files/pcapng_interface.hpp"
#include "capture/files/reader.hpp"

#include <fmt/format.h>

#include <optional>

namespace sekisho::capture {
namespace {

using namespace pcapng;

/// The byte order that a section header block declares.
std::optional<ByteOrder> section_order(Bytes start) {
  for (const ByteOrder order : {ByteOrder::little, ByteOrder::big}) {
    Cursor cursor(start, order);
    if (cursor.u32() != section_header) return std::nullopt;
    cursor.skip(4);  // length
    if (cursor.u32() == byte_order_magic) return order;
  }
  return std::nullopt;
}

class PcapngReader : public CaptureFile::Reader {
 public:
  using Reader::Reader;

  /// Reads the first section header block; why it cannot be read, or an empty text.
  std::string open() {
    const Bytes start = bytes().peek(block_frame);
    if (!section_order(start)) return "no byte-order magic in the section header";
    Bytes body;
    std::uint32_t type = 0;
    if (!next_block(type, body)) return fault().empty() ? "the file ends within its header" : fault();
    return begin_section(body);
  }

  bool next(Frame& frame) override {
    Bytes body;
    std::uint32_t type = 0;
    while (next_block(type, body)) {
      switch (type) {
        case section_header:
          if (const std::string why = begin_section(body); !why.empty()) return damaged(why);
          break;
        case interface_description: add_interface(body); break;
        case interface_statistics: add_statistics(body); break;
        case enhanced_packet: return read_enhanced(Cursor(body, order_), frame);
        case obsolete_packet: return read_obsolete(Cursor(body, order_), frame);
        case simple_packet: return read_simple(Cursor(body, order_), frame);
        default: break;  // names, secrets, custom blocks
      }
    }
    return false;
  }

 private:
  bool next_block(std::uint32_t& type, Bytes& body) {
    const Bytes start = bytes().peek(block_frame);
    if (start.size() < block_frame) return ended(!start.empty());
    if (const auto order = section_order(start)) order_ = *order;
    Cursor head(start, order_);
    type = head.u32();
    const std::uint32_t length = head.u32();
    if (length < block_frame || length % 4 != 0 || length > most_record_bytes) {
      return damaged(fmt::format("a block of {} bytes", length));
    }
    const Bytes block = bytes().take(length);
    if (block.size() < length) return ended(true);
    body = block.subspan(8, length - block_frame);
    if (Cursor(block.last(4), order_).u32() != length) {
      return damaged("a block whose two lengths are not the same");
    }
    return true;
  }

  /// Why the section cannot be read, or an empty text.
  std::string begin_section(Bytes body) {
    Cursor cursor(body, order_);
    if (cursor.u32() != byte_order_magic) return "no byte-order magic in a section header";
    const unsigned major = cursor.u16();
    const unsigned minor = cursor.u16();
    // 1.2 was written for a while and is the same as 1.0 (draft-ietf-opsawg-pcapng section 4.1).
    if (!cursor.ok() || major != 1 || (minor != 0 && minor != 2)) {
      return fmt::format("version {}.{} of pcapng, where 1.0 is known", major, minor);
    }
    first_of_section_ = all_interfaces().size();
    return {};
  }

  void add_interface(Bytes body) {
    PcapngInterface read = read_interface_description(Cursor(body, order_));
    all_interfaces().push_back(std::move(read.description));
    clocks_.push_back(read.clock);
  }

  void add_statistics(Bytes body) {
    Cursor cursor(body, order_);
    const std::size_t index = first_of_section_ + cursor.u32();
    cursor.skip(8);  // time
    if (cursor.ok() && index < all_interfaces().size())
      read_interface_statistics(cursor, all_interfaces()[index]);
  }

  bool read_enhanced(Cursor body, Frame& frame) {
    const std::uint32_t interface = body.u32();
    return read_packet(body, interface, frame);
  }

  bool read_obsolete(Cursor body, Frame& frame) {
    const std::uint32_t interface = body.u16();
    body.skip(2);  // drops since the packet before
    return read_packet(body, interface, frame);
  }

  /// What the two kinds of packet block have in common: time, lengths, data.
  bool read_packet(Cursor body, std::uint32_t interface, Frame& frame) {
    const std::uint64_t upper = body.u32();
    const std::uint64_t lower = body.u32();
    const std::uint32_t captured = body.u32();
    const std::uint32_t wire = body.u32();
    if (!body.ok() || captured > body.left()) return damaged("a packet that is longer than its block");
    return fill(frame, interface, body.take(captured), wire, upper << 32 | lower);
  }

  bool read_simple(Cursor body, Frame& frame) {
    const std::uint32_t wire = body.u32();
    if (!body.ok() || first_of_section_ >= all_interfaces().size())
      return damaged("a packet of no interface");
    std::size_t captured = std::min<std::size_t>(wire, body.left());
    const std::uint32_t snap_length = all_interfaces()[first_of_section_].snap_length;
    if (snap_length != 0) captured = std::min<std::size_t>(captured, snap_length);
    // Such a packet has no time: it is given that of the one before.
    return fill(frame, 0, body.take(captured), wire, std::nullopt);
  }

  bool fill(Frame& frame, std::uint32_t interface, Bytes data, std::uint32_t wire,
            std::optional<std::uint64_t> units) {
    const std::size_t index = first_of_section_ + interface;
    if (index >= all_interfaces().size()) return damaged("a packet of an interface that is not described");
    if (units) last_time_ = clocks_[index].at(*units);
    frame.time = last_time_;
    frame.interface = static_cast<std::uint32_t>(index);
    frame.link_type = all_interfaces()[index].link_type;
    frame.bytes = data;
    frame.wire_length = std::max(wire, static_cast<std::uint32_t>(data.size()));
    return true;
  }

  ByteOrder order_ = ByteOrder::little;
  std::size_t first_of_section_ = 0;  // index of interface 0 of the section among all of the file
  std::vector<PcapngClock> clocks_;   // of all interfaces
  Timestamp last_time_{};
};

}  // namespace

bool is_pcapng(Bytes start) { return Cursor(start).u32() == section_header; }

MadeReader read_pcapng(ByteStream stream) {
  auto reader = std::make_unique<PcapngReader>(std::move(stream));
  if (std::string why = reader->open(); !why.empty()) return Failure{std::move(why)};
  return MadeReader(std::move(reader));
}

}  // namespace sekisho::capture
