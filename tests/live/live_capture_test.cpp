// Capturing on the loopback interface: needs the right to (root); skipped without.
#include <sekisho/capture/capture_file.hpp>
#include <sekisho/capture/decode.hpp>
#include <sekisho/live/file_ring.hpp>
#include <sekisho/live/live_capture.hpp>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>

namespace sekisho::test {
namespace {

constexpr std::uint16_t some_port = 41719;

/// Sends a datagram to a port of this machine.
void send_to_self(const std::string& text) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(some_port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  (void)sendto(fd, text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  close(fd);
}

live::LiveOptions loopback() {
  live::LiveOptions options;
  options.interface = "lo";
  options.filter = "udp and port " + std::to_string(some_port);
  return options;
}

TEST(LiveCapture, SeesWhatPassesAndEndsWhenStopped) {
  Result<live::LiveCapture> opened = live::LiveCapture::open(loopback());
  if (!opened) GTEST_SKIP() << "needs the right to capture: " << opened.reason();
  live::LiveCapture capture = std::move(opened).value();
  send_to_self("hello");
  capture::Decoder decoder;
  capture::Frame frame;
  bool seen = false;
  for (int i = 0; i < 50 && !seen; ++i) {
    if (capture.next(frame) != live::LiveCapture::Event::frame) continue;
    for (const capture::Datagram& each : decoder.decode(frame).packets())
      seen = seen || (each.header.destination_port == some_port && each.payload_length == 5);
  }
  EXPECT_TRUE(seen);
  EXPECT_EQ(capture.interface().name, "lo");
  EXPECT_GE(capture.counts().received, 1U);
  std::thread([&] { capture.stop(); }).join();
  EXPECT_EQ(capture.next(frame), live::LiveCapture::Event::ended);
  EXPECT_EQ(capture.fault(), "");
}

TEST(LiveCapture, GivesControlBackWhileNothingComes) {
  live::LiveOptions options = loopback();
  options.filter = "udp and port 9 and port 10 and less 1";
  Result<live::LiveCapture> opened = live::LiveCapture::open(options);
  if (!opened) GTEST_SKIP() << "needs the right to capture: " << opened.reason();
  live::LiveCapture capture = std::move(opened).value();
  capture::Frame frame;
  EXPECT_EQ(capture.next(frame), live::LiveCapture::Event::quiet);
}

TEST(LiveCapture, SaysWhyItCannotCapture) {
  live::LiveOptions nowhere;
  nowhere.interface = "no-such-interface";
  EXPECT_FALSE(live::LiveCapture::open(nowhere));
  live::LiveOptions bad = loopback();
  bad.filter = "no filter at all";
  EXPECT_FALSE(live::LiveCapture::open(bad));
}

TEST(FileRing, KeepsTheNewestFiles) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("sekisho-ring-" + std::to_string(getpid()));
  live::FileRing ring({folder.string(), 400, 2}, {"eth0", "", capture::LinkType::ethernet, 0, {}, {}});
  const std::vector<std::uint8_t> bytes(100, 7);
  for (std::uint64_t i = 1; i <= 10; ++i) {
    const capture::Frame frame{
        i, capture::Timestamp(std::chrono::seconds(i)), 0, capture::LinkType::ethernet, 100, bytes};
    ASSERT_TRUE(ring.add(frame));
  }
  ASSERT_TRUE(ring.close());
  ASSERT_EQ(ring.files().size(), 2U);
  std::uint64_t frames = 0;
  capture::Timestamp last;
  for (const std::string& path : ring.files()) {
    Result<capture::CaptureFile> opened = capture::CaptureFile::open(path);
    ASSERT_TRUE(opened);
    capture::CaptureFile file = std::move(opened).value();
    capture::Frame frame;
    while (file.next(frame)) {
      ++frames;
      EXPECT_EQ(frame.wire_length, 100U);
      last = frame.time;
    }
    EXPECT_EQ(file.end(), capture::FileEnd::whole);
    EXPECT_EQ(file.interfaces().at(0).name, "eth0");
  }
  EXPECT_GE(frames, 3U);
  EXPECT_EQ(last, capture::Timestamp(std::chrono::seconds(10)));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 2);
  std::filesystem::remove_all(folder);
}

TEST(FileRing, FolderThatCannotBeMadeIsAFailure) {
  live::FileRing ring({"/proc/no-such-folder", 400, 2}, {});
  EXPECT_FALSE(ring.add({}));
}

}  // namespace
}  // namespace sekisho::test
