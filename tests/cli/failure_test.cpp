// What can go wrong behind the usage: output that breaks off, memory, bugs.
#include "cli/session.hpp"
#include "cli_run.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <new>
#include <stdexcept>
#include <streambuf>

namespace sekisho::test {
namespace {

/// A stream whose reader has gone or whose disk is full.
class BrokenBuffer final : public std::streambuf {
 public:
  explicit BrokenBuffer(int cause) : cause_(cause) {}

 protected:
  int overflow(int) override {
    errno = cause_;
    return traits_type::eof();
  }
  std::streamsize xsputn(const char*, std::streamsize) override {
    errno = cause_;
    return 0;
  }

 private:
  int cause_;
};

TEST(Failure, ClosedPipeIsNoError) {
  BrokenBuffer buffer(EPIPE);
  std::ostream out(&buffer);
  std::ostringstream err;
  EXPECT_EQ(cli::run({"--version"}, out, err, {}), 0);
  EXPECT_EQ(err.str(), "");
}

TEST(Failure, FullDiskIsOne) {
  BrokenBuffer buffer(ENOSPC);
  std::ostream out(&buffer);
  std::ostringstream err;
  EXPECT_EQ(cli::run({"--version"}, out, err, {}), 65);
  EXPECT_TRUE(contains(err.str(), "cannot write to \"stdout\": No space left")) << err.str();
}

std::string told(const std::function<int()>& work, Language language = Language::en) {
  std::ostringstream out;
  std::ostringstream err;
  cli::Settings settings;
  settings.language = language;
  cli::Session session(settings, out, err);
  EXPECT_EQ(cli::guarded(session, work), 70);
  EXPECT_EQ(out.str(), "");
  return err.str();
}

TEST(Failure, EveryExceptionHasItsMessage) {
  EXPECT_EQ(told([]() -> int { throw std::bad_alloc(); }),
            "error: the memory did not suffice for this run [out_of_memory]\n");
  EXPECT_EQ(told([]() -> int { throw PacketSetTooLarge{1000}; }),
            "error: the packet sets outgrew the limit of 1000 nodes [packet_sets_too_large]\n");
  EXPECT_EQ(told([]() -> int { throw std::logic_error("broken"); }),
            "error: internal error, please report it: broken [internal_error]\n");
  EXPECT_EQ(told([]() -> int { throw 7; }),
            "error: internal error, please report it: unknown exception [internal_error]\n");
  EXPECT_TRUE(contains(told([]() -> int { throw std::bad_alloc(); }, Language::ja), "メモリが不足"));
}

TEST(Failure, WorkThatDoesNotThrowKeepsItsStatus) {
  std::ostringstream out;
  std::ostringstream err;
  cli::Session session({}, out, err);
  EXPECT_EQ(cli::guarded(session, [] { return 2; }), 2);
}

TEST(Diagnostics, DetailDecidesWhichAreTold) {
  const auto told_with = [](report::Detail detail) {
    std::ostringstream out;
    std::ostringstream err;
    cli::Settings settings;
    settings.detail = detail;
    cli::Session session(settings, out, err);
    DiagnosticSink sink;
    sink.report(Code::file_left_out, {"a", 0, 0, 0});                      // note
    sink.report(Code::line_not_understood, {"b", 3, 1, 0});                // warning
    sink.report(Code::file_unreadable, {"c", 0, 0, 0}, {"c", "missing"});  // error
    session.print(sink);
    return err.str();
  };
  EXPECT_EQ(told_with(report::Detail::brief), "c: error: cannot read \"c\": missing [file_unreadable]\n");
  EXPECT_FALSE(contains(told_with(report::Detail::normal), "a: note"));
  EXPECT_TRUE(contains(told_with(report::Detail::normal), "b:3:1: warning: "));
  EXPECT_TRUE(contains(told_with(report::Detail::full), "a: note: "));
}

}  // namespace
}  // namespace sekisho::test
