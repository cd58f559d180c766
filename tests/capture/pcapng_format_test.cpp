// pcapng: sections of either byte order, interfaces with their options, every kind of packet block.
#include "capture/written_captures.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using capture::FileEnd;
using capture::LinkType;

/// Writes blocks in one byte order.
class Blocks {
 public:
  explicit Blocks(bool big) : number_(big) {}

  [[nodiscard]] const Numbers& number() const { return number_; }

  [[nodiscard]] ByteList block(std::size_t type, ByteList body) const {
    body.resize((body.size() + 3) / 4 * 4);
    const ByteList length = number_.u32(body.size() + 12);
    return join({number_.u32(type), length, body, length});
  }
  [[nodiscard]] ByteList section(std::size_t major = 1) const {
    return block(0x0a0d0d0a,
                 join({number_.u32(0x1a2b3c4d), number_.u16(major), number_.u16(0), ByteList(8, 0xff)}));
  }
  [[nodiscard]] ByteList option(std::size_t code, ByteList value) const {
    const ByteList head = join({number_.u16(code), number_.u16(value.size())});
    value.resize((value.size() + 3) / 4 * 4);
    return join({head, value});
  }
  [[nodiscard]] ByteList interface(std::size_t link_type, const ByteList& options = {}) const {
    return block(1, join({number_.u16(link_type), number_.u16(0), number_.u32(100), options}));
  }
  [[nodiscard]] ByteList enhanced(std::size_t interface, std::uint64_t time, const ByteList& bytes,
                                  std::size_t wire_length) const {
    return block(6, join({number_.u32(interface), number_.u32(time >> 32), number_.u32(time & 0xffffffff),
                          number_.u32(bytes.size()), number_.u32(wire_length), bytes}));
  }

 private:
  Numbers number_;
};

TEST(PcapngFormat, InterfacesHaveTheirOwnLinkTypesAndClocks) {
  for (const bool big : {false, true}) {
    const Blocks write(big);
    const ByteList named = join({write.option(2, hex("65746830")), write.option(9, hex("09")),
                                 write.option(14, write.number().u64(1000)), write.option(0, {})});
    const ByteList binary = write.option(9, hex("8a"));  // 1/1024 s
    const ReadFile read =
        read_capture(join({write.section(), write.interface(1, named), write.interface(101, binary),
                           write.enhanced(0, 5, hex("aabbcc"), 60), write.enhanced(1, 512, hex("dd"), 1)}));
    ASSERT_EQ(read.frames.size(), 2U);
    EXPECT_EQ(read.interfaces.at(0).name, "eth0");
    EXPECT_EQ(read.interfaces.at(0).snap_length, 100U);
    EXPECT_EQ(read.frames[0].bytes, hex("aabbcc"));
    EXPECT_EQ(read.frames[0].frame.wire_length, 60U);
    EXPECT_EQ(nanoseconds(read.frames[0]), 1'000'000'000'005);
    EXPECT_EQ(read.frames[1].frame.interface, 1U);
    EXPECT_EQ(read.frames[1].frame.link_type, LinkType::raw);
    EXPECT_EQ(nanoseconds(read.frames[1]), 500'000'000);
    EXPECT_EQ(read.end, FileEnd::whole);
  }
}

TEST(PcapngFormat, SectionsHaveInterfacesOfTheirOwn) {
  const Blocks little(false);
  const Blocks big(true);
  const ReadFile read =
      read_capture(join({little.section(), little.interface(1), little.enhanced(0, 1, hex("aa"), 1),
                         big.section(), big.interface(101), big.enhanced(0, 2, hex("bb"), 1)}));
  ASSERT_EQ(read.frames.size(), 2U);
  EXPECT_EQ(read.interfaces.size(), 2U);
  EXPECT_EQ(read.frames[1].frame.interface, 1U);
  EXPECT_EQ(nanoseconds(read.frames[1]), 2000);
}

TEST(PcapngFormat, SimpleAndObsoletePackets) {
  const Blocks write(false);
  const Numbers& number = write.number();
  const ByteList obsolete = join({number.u16(0), number.u16(3), number.u32(0), number.u32(9), number.u32(2),
                                  number.u32(2), hex("aabb")});
  const ByteList simple = join({number.u32(3), hex("ccddee")});
  const ReadFile read = read_capture(
      join({write.section(), write.interface(1), write.block(2, obsolete), write.block(3, simple)}));
  ASSERT_EQ(read.frames.size(), 2U);
  EXPECT_EQ(read.frames[0].bytes, hex("aabb"));
  EXPECT_EQ(read.frames[1].bytes, hex("ccddee"));
  EXPECT_EQ(nanoseconds(read.frames[1]), nanoseconds(read.frames[0])) << "it has no time of its own";
}

TEST(PcapngFormat, StatisticsTellOfDrops) {
  const Blocks write(true);
  const ByteList statistics =
      join({write.number().u32(0), ByteList(8, 0), write.option(4, write.number().u64(70)),
            write.option(5, write.number().u64(3))});
  const ReadFile read = read_capture(join({write.section(), write.interface(1), write.block(5, statistics)}));
  EXPECT_EQ(read.interfaces.at(0).received, 70U);
  EXPECT_EQ(read.interfaces.at(0).dropped, 3U);
}

TEST(PcapngFormat, UnknownBlocksAreGoneBy) {
  const Blocks write(false);
  const ReadFile read =
      read_capture(join({write.section(), write.interface(1), write.block(0x0bad, hex("00112233")),
                         write.enhanced(0, 1, hex("aa"), 1)}));
  EXPECT_EQ(read.frames.size(), 1U);
}

TEST(PcapngFormat, DamageIsTold) {
  const Blocks write(false);
  const ByteList start = join({write.section(), write.interface(1), write.enhanced(0, 1, hex("aa"), 1)});
  const ByteList broken[] = {
      write.enhanced(7, 1, hex("aa"), 1),                                             // no such interface
      join({write.number().u32(6), write.number().u32(14), hex("aabbccdd")}),         // no multiple of four
      join({write.number().u32(6), write.number().u32(12), write.number().u32(16)}),  // two lengths
      join({write.number().u32(6), write.number().u32(0xfffffff0), write.number().u32(0)}),  // beyond reason
      write.block(6, ByteList(8, 0)),                                                        // too short
      write.section(2),
  };
  for (const ByteList& behind : broken) {
    const ReadFile read = read_capture(join({start, behind}));
    EXPECT_EQ(read.frames.size(), 1U);
    EXPECT_EQ(read.end, FileEnd::damaged);
  }
}

TEST(PcapngFormat, WhatIsBeforeACutIsRead) {
  const Blocks write(false);
  const ByteList start = join({write.section(), write.interface(1)});
  const ByteList whole =
      join({start, write.enhanced(0, 1, hex("aa"), 1), write.enhanced(0, 1, hex("bb"), 1)});
  const std::size_t packet = (whole.size() - start.size()) / 2;
  for (std::size_t size = start.size(); size <= whole.size(); ++size) {
    const ReadFile read =
        read_capture(ByteList(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(read.frames.size(), (size - start.size()) / packet) << size;
    EXPECT_EQ(read.end, (size - start.size()) % packet == 0 ? FileEnd::whole : FileEnd::cut_off) << size;
  }
}

}  // namespace
}  // namespace sekisho::test
