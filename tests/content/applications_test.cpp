// Applications against what a newer nDPI (ndpiReader, in data/captures/expected/*.ndpi.txt) says of the same
// captures; the golden file tests/content/ndpi_agreement.txt lists every difference, docs/content.md explains
// them.
#include "conversation.hpp"

#include <sekisho/content/applications.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

#include "support/data.hpp"

namespace sekisho::content {
namespace {

namespace fs = std::filesystem;
using test::Conversation;

// `[2001:db8:0:1::7]:443` as this program writes it.
std::string canonical(const std::string& end) {
  const std::size_t colon = end.rfind(':');
  const bool v6 = end.starts_with('[');
  const auto address = Address::parse(v6 ? end.substr(1, colon - 2) : end.substr(0, colon));
  if (!address) return end;
  return (v6 ? "[" + to_string(*address) + "]" : to_string(*address)) + end.substr(colon);
}

std::string ends_text(const std::string& protocol, std::string one, std::string other) {
  if (other < one) std::swap(one, other);
  return protocol + " " + one + " " + other;
}

std::string end_text(const Address& address, std::uint16_t port) {
  const std::string text = to_string(address);
  return (address.family == Family::v6 ? "[" + text + "]" : text) + ":" + std::to_string(port);
}

// `\t1\tTCP 10.0.0.1:5000 <-> 10.0.0.2:443 [VLAN: 5][proto: 91.178/TLS.Amazon]...`
std::map<std::string, std::string> read_expected(const fs::path& path) {
  const std::regex row(R"(^\t\d+\t(\S+) (\S+) <?-> (\S+) .*?\[proto: [^/]*/([^\]]*)\].*)");
  std::map<std::string, std::string> expected;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    std::smatch found;
    const std::string start = line.substr(0, 400);
    if (std::regex_search(start, found, row)) {
      expected[ends_text(found[1], canonical(found[2]), canonical(found[3]))] = found[4];
    }
  }
  return expected;
}

std::map<std::string, std::string> read_ours(const fs::path& path) {
  std::map<std::string, std::string> ours;
  Applications applications;
  capture::Observer* observer = &applications;
  const auto survey = capture::survey(path.string(), {}, {&observer, 1}, [&](capture::Flow&& flow) {
    std::string name = protocol_name(flow.key.protocol);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
    const std::string ends = ends_text(name, end_text(flow.key.source, flow.key.source_port),
                                       end_text(flow.key.destination, flow.key.destination_port));
    ours[ends] = flow.application ? flow.application->name : "(no content)";
  });
  EXPECT_TRUE(survey.ok()) << path;
  return ours;
}

TEST(Applications, AgreeWithANewerNdpi) {
  const fs::path folder = test::data_root() / "captures";
  SEKISHO_NEEDS(folder / "expected");
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "expected")) {
    if (entry.path().string().ends_with(".ndpi.txt")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string text;
  for (const fs::path& file : files) {
    const std::string name = file.stem().stem().string();  // without .ndpi.txt
    const auto expected = read_expected(file);
    auto ours = read_ours(folder / name);
    std::map<std::string, int> differences;
    int agreed = 0;
    for (const auto& [ends, application] : expected) {
      const auto found = ours.find(ends);
      const std::string own = found == ours.end() ? "(no such flow)" : found->second;
      if (own == application) ++agreed;
      if (own != application) ++differences[application + " -> " + own];
    }
    text += fmt::format("{}: {} of {} flows agree\n", name, agreed, expected.size());
    for (const auto& [difference, count] : differences) text += fmt::format("  {:4} {}\n", count, difference);
  }
  const fs::path golden = test::source_root() / "tests" / "content" / "ndpi_agreement.txt";
  if (test::update_goldens()) {
    std::ofstream(golden) << text;
    return;
  }
  EXPECT_EQ(text, test::read_file(golden));
}

TEST(Applications, NamesAFlowByItsContent) {
  Applications applications;
  Conversation web({&applications}, 8080);
  web.open().say(Conversation::client, "GET /a HTTP/1.1\r\nHost: www.example.jp\r\nUser-Agent: x\r\n\r\n");
  web.say(Conversation::server, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi")
      .end();
  ASSERT_TRUE(web.flow().application);
  EXPECT_EQ(web.flow().application->name, "HTTP");
  EXPECT_EQ(web.flow().application->confidence, "dpi");
  EXPECT_EQ(web.flow().application->host, "www.example.jp");
  EXPECT_THAT(applications.results().flows, testing::ElementsAre(testing::Pair("HTTP", 1)));
}

TEST(Applications, GuessesAreToldAsSuch) {
  Applications applications;
  Conversation flow({&applications}, 22);
  flow.open().say(Conversation::client, "zzzz").end();
  ASSERT_TRUE(flow.flow().application);
  EXPECT_EQ(flow.flow().application->confidence, "port");
}

TEST(Applications, LeaveFlowsWithoutContentAlone) {
  Applications applications;
  Conversation flow({&applications}, 443);
  flow.open().end();
  EXPECT_FALSE(flow.flow().application);
}

TEST(Applications, CountWhatTheyHaveNoRoomFor) {
  ApplicationLimits limits;
  limits.flows = 0;
  Applications applications(limits);
  Conversation flow({&applications}, 80);
  flow.open().say(Conversation::client, "GET / HTTP/1.1\r\n\r\n").end();
  EXPECT_FALSE(flow.flow().application);
  EXPECT_EQ(applications.results().unexamined, 1U);
}

}  // namespace
}  // namespace sekisho::content
