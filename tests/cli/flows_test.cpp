// sekisho flows: formats, files that cannot be read, and several at once.
#include "cli_run.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace sekisho::test {
namespace {

using nlohmann::json;

/// A capture of the fuzz corpus, made by hand: one DNS query, or a few packets.
std::string seed(const std::string& name) {
  return (source_root() / "tests" / "fuzz" / "corpus" / "capture_file" / name).string();
}

TEST(FlowsCommand, ShowsATable) {
  const Outcome outcome = run({"flows", seed("pcap-big")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "10.0.0.1:1000  10.0.0.2:53"));
  EXPECT_EQ(outcome.err, "");
}

TEST(FlowsCommand, WritesJsonAndCsv) {
  const json document = json::parse(run({"flows", seed("pcapng"), "--format", "json"}).out);
  EXPECT_EQ(document["schema"], "sekisho/flows/1");
  ASSERT_EQ(document["flows"].size(), 1U);
  EXPECT_EQ(document["flows"][0]["dport"], 53);
  EXPECT_EQ(document["flows"][0]["packets"], 3);
  EXPECT_EQ(document["files"][0]["interfaces"][0]["dropped"], 3);
  const std::string csv = run({"flows", seed("pcapng"), "--format", "csv"}).out;
  EXPECT_TRUE(csv.starts_with("file,first,last,src,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);
  EXPECT_EQ(run({"flows", seed("pcapng"), "--format", "html"}).status, 64);
}

TEST(FlowsCommand, WritesALineEachAsFlowsEnd) {
  const std::vector<std::string> files{"flows", seed("pcapng"), seed("snoop"), seed("pcap-gzip"), "--format"};
  const auto with = [&](const char* format, const char* jobs) {
    std::vector<std::string> arguments = files;
    arguments.insert(arguments.end(), {format, "-j", jobs});
    return run(arguments).out;
  };
  EXPECT_EQ(with("csv", "1"), with("csv", "4"));
  EXPECT_EQ(with("jsonl", "1"), with("jsonl", "4"));
  const json whole = json::parse(with("json", "1"));
  std::istringstream lines(with("jsonl", "1"));
  std::size_t flows = 0;
  std::size_t read = 0;
  for (std::string line; std::getline(lines, line);) {
    json object = json::parse(line);
    const bool is_flow = object["schema"] == "sekisho/flow/1";
    EXPECT_TRUE(is_flow || object["schema"] == "sekisho/flow-file/1");
    for (const char* key : {"schema", "version", "lang"}) object.erase(key);
    EXPECT_EQ(object, is_flow ? whole["flows"][flows++] : whole["files"][read++]);
  }
  EXPECT_EQ(flows, whole["flows"].size());
  EXPECT_EQ(read, 3U);
}

TEST(FlowsCommand, ReadsTheOthersWhenOneCannotBeRead) {
  const Outcome outcome = run({"flows", seed("snoop"), "/nowhere.pcap",
                               (source_root() / "README.md").string(), seed("pcap-gzip"), "-j", "4"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.err, "/nowhere.pcap: error: cannot be read as a capture"));
  EXPECT_TRUE(
      contains(outcome.err, "README.md: error: cannot be read as a capture: neither a capture (pcap"));
  EXPECT_LT(outcome.out.find("snoop"), outcome.out.find("pcap-gzip"));
  EXPECT_EQ(run({"flows", "/nowhere.pcap"}).status, 65);
  EXPECT_EQ(run({"flows"}).status, 64);
  EXPECT_EQ(run({"flows", "--most-flows", "0", seed("snoop")}).status, 64);
}

TEST(FlowsCommand, SaysWhereAFileIsCutOff) {
  const std::string whole = read_file(seed("pcap-big"));
  const std::filesystem::path cut =
      std::filesystem::temp_directory_path() / ("sekisho-cut-" + std::to_string(::getpid()));
  std::ofstream(cut, std::ios::binary) << whole << whole.substr(24, 20);
  const Outcome outcome = run({"flows", cut.string(), "--no-applications"});
  std::filesystem::remove(cut);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.err, "warning: cut off behind frame 1")) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "10.0.0.2:53"));
}

}  // namespace
}  // namespace sekisho::test
