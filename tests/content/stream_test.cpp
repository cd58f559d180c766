// Streams of TCP put in order: whatever the order and the overlaps, the reader gets the text once.
#include <sekisho/content/stream.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/data.hpp"

namespace sekisho::content {
namespace {

struct Heard final : StreamReader {
  void on_bytes(std::string_view bytes, const capture::Frame& /*frame*/) override { text += bytes; }
  void on_gap(std::uint64_t count, const capture::Frame& /*frame*/) override {
    text += "[" + std::to_string(count) + "]";
  }
  std::string text;
};

// A sender's first sequence number close to where the numbers start again.
constexpr std::uint32_t first_sequence = 0xffff'fff0;

struct Sender {
  void syn() { put(first_sequence - 1, "", tcp_flag::syn); }
  void data(std::uint32_t offset, std::string_view text, std::size_t captured = SIZE_MAX) {
    put(first_sequence + offset, text, tcp_flag::ack, captured);
  }
  void fin(std::uint32_t offset) { put(first_sequence + offset, "", tcp_flag::fin | tcp_flag::ack); }

  TcpStream stream;
  Heard heard;

 private:
  void put(std::uint32_t sequence, std::string_view text, std::uint8_t flags,
           std::size_t captured = SIZE_MAX) {
    ++frame_.number;
    capture::Datagram segment;
    segment.header.tcp_flags = flags;
    segment.tcp_sequence = sequence;
    segment.payload_length = static_cast<std::uint32_t>(text.size());
    segment.payload = {reinterpret_cast<const std::uint8_t*>(text.data()), std::min(captured, text.size())};
    stream.add(frame_, segment, heard);
  }
  capture::Frame frame_;
};

TEST(TcpStream, OrdersSegments) {
  Sender sender;
  sender.syn();
  sender.data(10, "KLMNO");
  sender.data(5, "FGHIJ");
  EXPECT_EQ(sender.heard.text, "");
  sender.data(0, "ABCDE");
  EXPECT_EQ(sender.heard.text, "ABCDEFGHIJKLMNO");
  sender.fin(15);
  EXPECT_TRUE(sender.stream.started());
  EXPECT_TRUE(sender.stream.finished());
  EXPECT_EQ(sender.stream.gaps(), 0U);
  EXPECT_EQ(sender.stream.conflicts(), 0U);
}

TEST(TcpStream, StartsInTheMiddle) {
  Sender sender;
  sender.data(100, "abc");
  sender.data(103, "def");
  EXPECT_EQ(sender.heard.text, "abcdef");
  EXPECT_FALSE(sender.stream.started());
}

TEST(TcpStream, PassesOverWhatIsMissingAtTheEnd) {
  Sender sender;
  sender.syn();
  sender.data(0, "abc");
  sender.data(8, "xyz");
  EXPECT_EQ(sender.heard.text, "abc");
  sender.stream.end(sender.heard);
  EXPECT_EQ(sender.heard.text, "abc[5]xyz");
  EXPECT_EQ(sender.stream.gaps(), 1U);
}

TEST(TcpStream, PassesOverAGapWhenTooMuchWaits) {
  Sender sender;
  sender.stream = TcpStream({.waiting_bytes = 10, .waiting_segments = 100, .remembered_bytes = 100});
  sender.syn();
  sender.data(4, "0123456789");
  EXPECT_EQ(sender.heard.text, "");
  sender.data(14, "a");
  EXPECT_EQ(sender.heard.text, "[4]0123456789a");
}

TEST(TcpStream, TellsOfBytesCutOffByTheCapture) {
  Sender sender;
  sender.syn();
  sender.data(0, "abcdef", 4);
  sender.data(6, "gh");
  EXPECT_EQ(sender.heard.text, "abcd[2]gh");
}

TEST(TcpStream, NotesOtherBytesInDeliveredData) {
  Sender sender;
  sender.syn();
  sender.data(0, "plain text");
  sender.data(0, "plain text");
  EXPECT_EQ(sender.stream.conflicts(), 0U);
  sender.data(6, "TEXT and");
  EXPECT_EQ(sender.heard.text, "plain text and");
  EXPECT_EQ(sender.stream.conflicts(), 1U);
  EXPECT_EQ(sender.stream.first_conflict(), 4U);
}

TEST(TcpStream, NotesOtherBytesInWaitingData) {
  Sender sender;
  sender.syn();
  sender.data(2, "cd");
  sender.data(1, "bXde");
  sender.data(0, "a");
  EXPECT_EQ(sender.heard.text, "abcde");
  EXPECT_EQ(sender.stream.conflicts(), 1U);
}

TEST(TcpStream, TakesKeepAlivesForWhatTheyAre) {
  Sender sender;
  sender.syn();
  sender.data(0, "abc");
  sender.data(2, std::string_view("\0", 1));
  EXPECT_EQ(sender.heard.text, "abc");
  EXPECT_EQ(sender.stream.conflicts(), 0U);
}

TEST(TcpStream, IsTheTextWhateverTheSegments) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int round = 0; round < test::scaled(300); ++round) {
    std::string text(1 + below(200), ' ');
    for (char& c : text) c = static_cast<char>('a' + below(26));
    std::vector<std::pair<std::size_t, std::size_t>> pieces;  // offset, length
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = std::min(1 + below(20), text.size() - at);
      pieces.emplace_back(at, length);
      at += length;
    }
    for (std::size_t more = below(20); more > 0; --more) {  // sent again, with other borders
      const std::size_t at = below(text.size());
      pieces.emplace_back(at, 1 + below(text.size() - at));
    }
    std::shuffle(pieces.begin(), pieces.end(), random);
    Sender sender;
    sender.syn();
    for (const auto& [at, length] : pieces) {
      sender.data(static_cast<std::uint32_t>(at), std::string_view(text).substr(at, length));
    }
    ASSERT_EQ(sender.heard.text, text);
    ASSERT_EQ(sender.stream.conflicts(), 0U);
    ASSERT_EQ(sender.stream.gaps(), 0U);
  }
}

}  // namespace
}  // namespace sekisho::content
