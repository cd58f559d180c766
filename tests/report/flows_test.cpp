// The report of `flows`: goldens in both languages, its schema, and text of the network that means harm.
#include "golden.hpp"
#include "json_schema.hpp"
#include "support/data.hpp"

#include <sekisho/report/flows.hpp>

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using capture::Flow;

capture::Timestamp second(int number) {
  return capture::Timestamp(std::chrono::seconds(1'795'000'000 + number) + std::chrono::nanoseconds(5));
}

Flow web_flow() {
  Flow flow;
  flow.key.source = *Address::parse("10.1.0.5");
  flow.key.destination = *Address::parse("10.2.0.9");
  flow.key.protocol = protocol::tcp;
  flow.key.source_port = 40000;
  flow.key.destination_port = 443;
  flow.key.tags[0] = 10;
  flow.key.tags[1] = 20;
  flow.key.tag_count = 2;
  flow.first = second(0);
  flow.last = second(9);
  flow.opener = {12, 1800, 900, 0, 0, 0x1b, 1, 26, 0x020000000001};
  flow.responder = {14, 20000, 18900, 0, 0, 0x1b, 2, 25, 0x020000000002};
  flow.established = true;
  flow.handshake_seen = true;
  flow.application = std::make_shared<capture::Application>(
      capture::Application{"TLS", "dpi", "=HYPERLINK(\"http://x\",\"y\")"});
  return flow;
}

Flow tunnelled_query() {
  Flow flow;
  flow.key.source = *Address::parse("2001:db8::1");
  flow.key.destination = *Address::parse("2001:db8::2");
  flow.key.protocol = protocol::udp;
  flow.key.source_port = 5353;
  flow.key.destination_port = 53;
  flow.key.tunnel = capture::Tunnel::vxlan;
  flow.key.tunnel_id = 42;
  flow.first = second(1);
  flow.last = second(1);
  flow.opener = {3, 4000, 3800, 3000, 2, 0, 3, 5, 0};
  flow.fragmented = true;
  flow.icmp_errors = 1;
  flow.first_icmp_error = 6;
  return flow;
}

Flow cut_off_flow() {
  Flow flow;
  flow.key.source = *Address::parse("10.1.0.6");
  flow.key.destination = *Address::parse("10.2.0.9");
  flow.key.protocol = protocol::tcp;
  flow.first = second(2);
  flow.last = second(2);
  flow.opener = {1, 60, 0, 0, 0, 0, 7, 7, 0x020000000003};
  flow.ports_known = false;
  return flow;
}

std::vector<capture::SurveyedFile> sample_flows() {
  capture::SurveyedFile file;
  file.survey.file = "captures/core.pcapng";
  file.survey.frames = 1234;
  file.survey.bytes = 45678;
  file.survey.first = second(0);
  file.survey.last = second(9);
  file.survey.flows = 3;
  file.survey.not_ip = 4;
  file.survey.truncated = 5;
  file.survey.lost_fragments = 2;
  file.survey.flows_evicted = true;
  file.survey.faults[capture::DecodeFault::bad_ip_length] = 6;
  file.survey.faults[capture::DecodeFault::link_type_unread] = 2;
  file.survey.unread_links[231] = 2;
  file.survey.end = capture::FileEnd::cut_off;
  file.survey.fault = "the file ends within a record";
  capture::Interface interface;
  interface.name = "eth0";
  interface.snap_length = 96;
  interface.received = 1300;
  interface.dropped = 66;
  file.survey.interfaces.push_back(interface);
  file.flows = {web_flow(), tunnelled_query(), cut_off_flow()};
  capture::SurveyedFile refused;
  refused.survey.file = "captures/README";
  refused.refusal = "neither pcap, pcapng nor snoop";
  capture::SurveyedFile empty;
  empty.survey.file = "captures/empty.pcap";
  return {file, refused, empty};
}

TEST(FlowsReport, Goldens) {
  for (const Language language : {Language::en, Language::ja}) {
    const std::string suffix = language == Language::en ? ".en.txt" : ".ja.txt";
    expect_golden("flows" + suffix,
                  report::flows_text(sample_flows(), {language, report::Detail::normal, false, 100}));
  }
  expect_golden("flows.json", report::flows_json(sample_flows(), {Language::en, "0.0.0"}));
  expect_golden("flows.csv", report::flows_csv(sample_flows()));
}

TEST(FlowsReport, FitsTheSchema) {
  SchemaChecker schema(
      nlohmann::json::parse(read_file(source_root() / "docs" / "schemas" / "flows.schema.json")));
  for (const auto& files : {sample_flows(), std::vector<capture::SurveyedFile>{}}) {
    const std::string text = report::flows_json(files, {Language::ja, "0.0.0"});
    for (const std::string& problem : schema.problems(nlohmann::json::parse(text))) ADD_FAILURE() << problem;
  }
}

TEST(FlowsReport, LargestFlowsFirstUnlessAllAreAskedFor) {
  std::vector<capture::SurveyedFile> files(1);
  for (int i = 0; i < 40; ++i) {
    Flow flow = web_flow();
    flow.key.source_port = static_cast<std::uint16_t>(1000 + i);
    flow.opener.bytes = static_cast<std::uint64_t>(i);
    files[0].flows.push_back(flow);
  }
  const std::string some = report::flows_text(files, {});
  EXPECT_LT(some.find(":1039 "), some.find(":1038 "));
  EXPECT_EQ(some.find(":1014 "), std::string::npos);
  EXPECT_NE(some.find("15 smaller flows"), std::string::npos);
  const std::string all = report::flows_text(files, {Language::en, report::Detail::full, false, 80});
  EXPECT_LT(all.find(":1000 "), all.find(":1039 "));
}

TEST(FlowsReport, TextOfTheNetworkIsNoFormula) {
  EXPECT_NE(report::flows_csv(sample_flows()).find("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            std::string::npos);
}

}  // namespace
}  // namespace sekisho::test
