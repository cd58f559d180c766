// pcap in its dialects, snoop, and both compressed.
#include "capture/written_captures.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace sekisho::test {
namespace {

using capture::FileEnd;
using capture::LinkType;

struct PcapFile {
  bool big = false;
  std::size_t magic = 0xa1b2c3d4;
  std::size_t major = 2;
  std::size_t minor = 4;
  std::size_t link_type = 1;
};

ByteList head(const PcapFile& file) {
  const Numbers number(file.big);
  return join({number.u32(file.magic), number.u16(file.major), number.u16(file.minor), number.u32(0),
               number.u32(0), number.u32(65535), number.u32(file.link_type)});
}

ByteList record(const PcapFile& file, const ByteList& bytes, std::size_t wire_length,
                const ByteList& extra = {}) {
  const Numbers number(file.big);
  return join(
      {number.u32(1000), number.u32(7), number.u32(bytes.size()), number.u32(wire_length), extra, bytes});
}

TEST(PcapFormat, EitherByteOrderAndResolution) {
  for (const bool big : {false, true}) {
    for (const bool nano : {false, true}) {
      const PcapFile file{.big = big, .magic = nano ? 0xa1b23c4dU : 0xa1b2c3d4U, .link_type = 101};
      const ReadFile read =
          read_capture(join({head(file), record(file, hex("aabb"), 90), record(file, hex("cc"), 1)}));
      ASSERT_EQ(read.frames.size(), 2U);
      EXPECT_EQ(read.frames[0].bytes, hex("aabb"));
      EXPECT_EQ(read.frames[0].frame.wire_length, 90U);
      EXPECT_EQ(read.frames[0].frame.number, 1U);
      EXPECT_EQ(read.frames[1].frame.number, 2U);
      EXPECT_EQ(nanoseconds(read.frames[0]), 1'000'000'000'000 + (nano ? 7 : 7000));
      EXPECT_EQ(read.frames[0].frame.link_type, LinkType::raw);
      EXPECT_EQ(read.interfaces.at(0).snap_length, 65535U);
      EXPECT_EQ(read.end, FileEnd::whole);
    }
  }
}

TEST(PcapFormat, PatchedLibpcapHasLongerRecords) {
  const PcapFile file{.magic = 0xa1b2cd34};
  const ReadFile read = read_capture(join({head(file), record(file, hex("aabb"), 2, ByteList(8, 0xee))}));
  ASSERT_EQ(read.frames.size(), 1U);
  EXPECT_EQ(read.frames[0].bytes, hex("aabb"));
}

TEST(PcapFormat, OldVersionsHaveTheLengthsTheOtherWayAbout) {
  const PcapFile file{.minor = 2};
  const Numbers number(false);
  const ReadFile read = read_capture(
      join({head(file), number.u32(1), number.u32(0), number.u32(60), number.u32(2), hex("aabb")}));
  ASSERT_EQ(read.frames.size(), 1U);
  EXPECT_EQ(read.frames[0].bytes.size(), 2U);
  EXPECT_EQ(read.frames[0].frame.wire_length, 60U);
}

TEST(PcapFormat, LengthOfTheChecksumIsNoPartOfTheLinkType) {
  const PcapFile file{.link_type = 0x24000001};
  EXPECT_EQ(read_capture(head(file)).interfaces.at(0).link_type, LinkType::ethernet);
}

TEST(PcapFormat, WhatIsBeforeACutIsRead) {
  const PcapFile file;
  const ByteList whole = join({head(file), record(file, hex("aabb"), 2), record(file, hex("ccdd"), 2)});
  for (std::size_t size = 24; size <= whole.size(); ++size) {
    const ReadFile read =
        read_capture(ByteList(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(read.refusal, "");
    EXPECT_EQ(read.frames.size(), (size - 24) / 18) << size;
    EXPECT_EQ(read.end, (size - 24) % 18 == 0 ? FileEnd::whole : FileEnd::cut_off) << size;
  }
  for (std::size_t size = 0; size < 24; ++size) {
    EXPECT_NE(
        read_capture(ByteList(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))).refusal, "");
  }
}

TEST(PcapFormat, ARecordBeyondReasonIsDamage) {
  const PcapFile file;
  const Numbers number(false);
  const ReadFile read = read_capture(join({head(file), record(file, hex("aa"), 1), number.u32(1),
                                           number.u32(0), number.u32(0x7fffffff), number.u32(0x7fffffff)}));
  EXPECT_EQ(read.frames.size(), 1U);
  EXPECT_EQ(read.end, FileEnd::damaged);
}

TEST(PcapFormat, OtherVersionsAndOtherFilesAreRefused) {
  EXPECT_NE(read_capture(head({.major = 1})).refusal, "");
  EXPECT_NE(read_capture(head({.major = 2, .minor = 5})).refusal, "");
  EXPECT_EQ(read_capture(hex("00112233445566778899")).refusal, "neither pcap, pcapng nor snoop");
  EXPECT_NE(read_capture({}).refusal, "");
}

TEST(SnoopFormat, IsRead) {
  const ByteList bytes = join({hex("736e6f6f70000000 00000002 00000004"), u32(60), u32(3), u32(28), u32(5),
                               u32(1000), u32(7), hex("aabbcc 00")});
  const ReadFile read = read_capture(bytes);
  ASSERT_EQ(read.frames.size(), 1U);
  EXPECT_EQ(read.frames[0].bytes, hex("aabbcc"));
  EXPECT_EQ(read.frames[0].frame.wire_length, 60U);
  EXPECT_EQ(nanoseconds(read.frames[0]), 1'000'000'007'000);
  EXPECT_EQ(read.interfaces.at(0).dropped, 5U);
  EXPECT_NE(read_capture(hex("736e6f6f70000000 00000003 00000004")).refusal, "");
  EXPECT_NE(read_capture(hex("736e6f6f70000000 00000002 00000063")).refusal, "");
}

ByteList gzip(const ByteList& bytes) {
  ByteList out(bytes.size() + 100);
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  ByteList in = bytes;
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

ByteList zstd(const ByteList& bytes) {
  ByteList out(ZSTD_compressBound(bytes.size()));
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

ByteList many_records(std::size_t count) {
  const PcapFile file;
  ByteList bytes = head(file);
  for (std::size_t i = 0; i < count; ++i) {
    const ByteList next = record(file, ByteList(i % 1400, static_cast<std::uint8_t>(i)), 1500);
    bytes.insert(bytes.end(), next.begin(), next.end());
  }
  return bytes;
}

TEST(Compressed, IsReadAsIfItWerePlain) {
  const ByteList plain = many_records(1000);
  const auto half = plain.begin() + static_cast<std::ptrdiff_t>(plain.size() / 2);
  const ByteList first(plain.begin(), half);
  const ByteList second(half, plain.end());
  const ReadFile expected = read_capture(plain);
  ASSERT_EQ(expected.frames.size(), 1000U);
  for (const ByteList& compressed :
       {gzip(plain), zstd(plain), join({gzip(first), gzip(second)}), join({zstd(first), zstd(second)})}) {
    const ReadFile read = read_capture(compressed);
    ASSERT_EQ(read.frames.size(), 1000U);
    for (std::size_t i = 0; i < 1000; ++i) ASSERT_EQ(read.frames[i].bytes, expected.frames[i].bytes);
    EXPECT_EQ(read.end, FileEnd::whole);
  }
}

TEST(Compressed, ACutIsTold) {
  for (ByteList compressed : {gzip(many_records(1000)), zstd(many_records(1000))}) {
    compressed.resize(compressed.size() - 5);
    const ReadFile read = read_capture(compressed);
    EXPECT_EQ(read.refusal, "");
    EXPECT_EQ(read.end, FileEnd::cut_off);
  }
}

}  // namespace
}  // namespace sekisho::test
