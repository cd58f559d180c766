// Flow records from elsewhere: each format in its dialects, what is told of bad lines, and the flows that
// come of records of one direction. The files are made here, after the documentation of each format.
#include "capture/written_captures.hpp"

#include <sekisho/capture/survey.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test {
namespace {

using capture::Flow;
using capture::RecordFormat;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Read {
  capture::Survey survey;
  std::vector<Flow> flows;
  std::string refusal;
};

Read read(const std::string& text, const capture::SurveyOptions& options = {}) {
  Read result;
  const TemporaryFile file(ByteList(text.begin(), text.end()));
  auto survey = capture::survey(file.path(), options, {},
                                [&](Flow&& flow) { result.flows.push_back(std::move(flow)); });
  if (survey) {
    result.survey = std::move(survey).value();
  } else {
    result.refusal = survey.reason();
  }
  return result;
}

/// `10.0.0.1:40000 > 10.0.0.2:443 tcp 5/4 yes TLS lines 9,9`: packets there and back, whether it was a
/// session.
std::string line_of(const Flow& flow) {
  const capture::FlowKey& key = flow.key;
  std::string text = to_string(key.source) + ":" + std::to_string(key.source_port) + " > " +
                     to_string(key.destination) + ":" + std::to_string(key.destination_port) + " " +
                     protocol_name(key.protocol) + " " + std::to_string(flow.opener.packets) + "/" +
                     std::to_string(flow.responder.packets) + (flow.established ? " yes" : " no");
  if (key.icmp_type != 0) text += " type " + std::to_string(key.icmp_type);
  for (std::size_t i = 0; i < key.tag_count; ++i) text += " vlan " + std::to_string(key.tags[i]);
  for (const std::uint16_t vlan : flow.answer_vlans()) text += " answers " + std::to_string(vlan);
  if (flow.application) text += " " + flow.application->name;
  if (flow.opener_guessed) text += " guessed";
  return text + " lines " + std::to_string(flow.opener.first_frame) + "," +
         std::to_string(flow.responder.first_frame);
}

std::vector<std::string> lines_of(const Read& result) {
  std::vector<std::string> lines;
  for (const Flow& flow : result.flows) lines.push_back(line_of(flow));
  return lines;
}

/// `3 id.orig_h 10.0.0`: line, field, what was found.
std::vector<std::string> faults_of(const Read& result) {
  std::vector<std::string> lines;
  for (const capture::BadRecord& fault : result.survey.records.faults)
    lines.push_back(std::to_string(fault.line) + " " + fault.field + " " + fault.found);
  return lines;
}

const std::string zeek_header =
    "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
    "#open\t2026-11-21-09-00-00\n"
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\t"
    "resp_bytes\tconn_state\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_"
    "parents\tvlan\n"
    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tstring\tcoun"
    "t\t"
    "count\tcount\tcount\tset[string]\tint\n";

std::string zeek_line(const std::string& ends, const std::string& proto, const std::string& service,
                      const std::string& state, const std::string& history,
                      const std::string& counts = "5\t600\t4\t500", const std::string& vlan = "-") {
  return "1795253400.250000\tCu1\t" + ends + "\t" + proto + "\t" + service + "\t2.5\t100\t200\t" + state +
         "\t" + history + "\t" + counts + "\t-\t" + vlan + "\n";
}

TEST(ZeekRecords, TabSeparated) {
  const Read result =
      read(zeek_header + zeek_line("10.0.0.1\t40000\t10.0.0.2\t443", "tcp", "ssl", "SF", "ShADadFf") +
           zeek_line("10.0.0.1\t40001\t10.0.0.2\t22", "tcp", "-", "S0", "S", "1\t60\t0\t0", "102") +
           zeek_line("10.0.0.1\t40002\t10.0.0.2\t23", "tcp", "-", "REJ", "Sr", "1\t60\t1\t40") +
           zeek_line("10.0.0.1\t40003\t10.0.0.53\t53", "udp", "dns", "SF", "Dd", "1\t70\t1\t90") +
           zeek_line("10.0.0.1\t8\t10.0.0.2\t0", "icmp", "-", "OTH", "-", "2\t168\t2\t168") +
           zeek_line("2001:db8::1\t135\t2001:db8::2\t0", "icmp", "-", "OTH", "-", "1\t72\t0\t0") +
           "#close\t2026-11-21-10-00-00\n");
  EXPECT_THAT(lines_of(result),
              ElementsAre("10.0.0.1:40000 > 10.0.0.2:443 tcp 5/4 yes TLS lines 9,9",
                          "10.0.0.1:40001 > 10.0.0.2:22 tcp 1/0 no vlan 102 lines 10,0",
                          "10.0.0.1:40002 > 10.0.0.2:23 tcp 1/1 no lines 11,11",
                          "10.0.0.1:40003 > 10.0.0.53:53 udp 1/1 yes DNS lines 12,12",
                          "10.0.0.1:0 > 10.0.0.2:0 icmp 2/2 yes type 8 lines 13,13",
                          "2001:db8::1:0 > 2001:db8::2:0 icmpv6 1/0 no type 135 lines 14,0"));
  EXPECT_EQ(result.survey.records.format, RecordFormat::zeek);
  EXPECT_EQ(result.survey.records.records, 6U);
  EXPECT_EQ(capture::utc_text(result.flows[0].first), "2026-11-21T09:30:00.250000000Z");
  EXPECT_EQ(capture::utc_text(result.flows[0].last), "2026-11-21T09:30:02.750000000Z");
  EXPECT_TRUE(result.flows[0].handshake_seen);
  EXPECT_EQ(result.flows[1].opener.tcp_flags, tcp_flag::syn);
  EXPECT_FALSE(result.flows[2].handshake_seen);
}

TEST(ZeekRecords, StatesThatShowNoOpening) {
  const std::string ends = "10.0.0.1\t40000\t10.0.0.2\t443";
  const auto flow = [&](const std::string& state, const std::string& history) {
    return read(zeek_header + zeek_line(ends, "tcp", "-", state, history)).flows.at(0);
  };
  EXPECT_TRUE(flow("OTH", "DadA").established);  // data both ways, from the middle
  EXPECT_FALSE(flow("OTH", "A").established);
  EXPECT_FALSE(flow("SHR", "h").established);
  EXPECT_FALSE(flow("RSTOS0", "SR").established);
  EXPECT_TRUE(flow("RSTO", "ShADaR").established);
  EXPECT_TRUE(flow("S1", "-").handshake_seen);  // without a history the state has to do
  EXPECT_TRUE(flow("SF", "^dDaA").opener_guessed);
}

TEST(ZeekRecords, JsonLines) {
  const Read result = read(
      R"({"_path":"conn","ts":1795253400.25,"uid":"C","id.orig_h":"10.0.0.1","id.orig_p":40000,"id.resp_h":"10.0.0.2","id.resp_p":25,"proto":"tcp","service":"smtp,ssl","duration":1,"conn_state":"SF","history":"ShADad","orig_pkts":3,"resp_pkts":2})"
      "\n"
      R"({"_path":"dns","ts":1795253400.25,"uid":"D","id.orig_h":"10.0.0.1"})"
      "\n"
      R"({"ts":"2026-11-21T09:30:00.250000Z","uid":"E","id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"10.0.0.3","id.resp_p":2,"proto":"udp","tunnel_parents":["Cx"],"vlan":10,"inner_vlan":20,"history":"D"})"
      "\n{\"ts\":17\n");
  EXPECT_THAT(lines_of(result), ElementsAre("10.0.0.1:40000 > 10.0.0.2:25 tcp 3/2 yes SMTP lines 1,1",
                                            "10.0.0.1:1 > 10.0.0.3:2 udp 1/0 no vlan 10 vlan 20 lines 3,0"));
  EXPECT_EQ(result.flows[1].key.tunnel, capture::Tunnel::unnamed);
  EXPECT_EQ(result.flows[0].first, result.flows[1].first);
  EXPECT_EQ(result.survey.records.skipped, 1U);
  EXPECT_THAT(faults_of(result), ElementsAre("4  {\"ts\":17"));
}

TEST(ZeekRecords, BadLinesAreTold) {
  const std::string good = zeek_line("10.0.0.1\t40000\t10.0.0.2\t443", "tcp", "-", "SF", "ShADad");
  const Read result = read(zeek_header + zeek_line("10.0.0\t40000\t10.0.0.2\t443", "tcp", "-", "SF", "-") +
                           good + zeek_line("10.0.0.1\t70000\t10.0.0.2\t443", "tcp", "-", "SF", "-") +
                           zeek_line("10.0.0.1\t1\t2001:db8::1\t443", "tcp", "-", "SF", "-") +
                           zeek_line("10.0.0.1\t1\t10.0.0.2\t443", "tpc", "-", "SF", "-") + "too\tshort\n" +
                           zeek_line("10.0.0.1\t1\t10.0.0.2\t4", "tcp", "-", "SF", "-", "-1\t0\t0\t0"));
  EXPECT_THAT(faults_of(result),
              ElementsAre("9 id.orig_h 10.0.0", "11 id.orig_p 70000", "12 id.resp_h 2001:db8::1",
                          "13 proto tpc", "14 #fields 2", "15 orig_pkts -1"));
  EXPECT_EQ(result.survey.records.bad, 6U);
  EXPECT_EQ(result.flows.size(), 1U);
}

TEST(ZeekRecords, OtherLogsInTheFileArePassedOver) {
  const Read result = read("#separator \\x09\n#path\tdns\n#fields\tts\tuid\n1.0\tC\n" + zeek_header +
                           zeek_line("10.0.0.1\t40000\t10.0.0.2\t443", "tcp", "-", "SF", "ShADad"));
  EXPECT_EQ(result.survey.records.skipped, 1U);
  EXPECT_EQ(result.flows.size(), 1U);
}

const std::string eve_flow =
    R"({"timestamp":"2026-11-21T18:30:09.000000+0900","flow_id":1,"event_type":"flow","vlan":[102],"src_ip":"10.0.0.1","src_port":40000,"dest_ip":"10.0.0.2","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":9,"pkts_toclient":8,"bytes_toserver":900,"bytes_toclient":8000,"start":"2026-11-21T18:30:00.250000+0900","end":"2026-11-21T18:30:05.000000+0900","state":"closed","reason":"timeout"},"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1b","state":"closed"}})";

TEST(SuricataRecords, FlowsAreReadAndOtherEventsPassedOver) {
  const Read result = read(
      R"({"timestamp":"2026-11-21T18:30:09.000000+0900","event_type":"stats","stats":{"uptime":8}})"
      "\n" +
      eve_flow + "\n" +
      R"({"event_type":"flow","src_ip":"10.0.0.1","src_port":40001,"dest_ip":"10.0.0.2","dest_port":23,"proto":"TCP","app_proto":"failed","flow":{"pkts_toserver":1,"pkts_toclient":1,"bytes_toserver":60,"bytes_toclient":40,"start":"2026-11-21T18:30:00.250000+0900","end":"2026-11-21T18:30:00.250000+0900","state":"closed"},"tcp":{"tcp_flags_ts":"02","tcp_flags_tc":"14"}})"
      "\n"
      R"({"event_type":"flow","src_ip":"fe80::1","dest_ip":"ff02::1","proto":"IPv6-ICMP","icmp_type":134,"icmp_code":0,"flow":{"pkts_toserver":2,"pkts_toclient":0,"bytes_toserver":140,"bytes_toclient":0,"start":"2026-11-21T18:30:00.250000+0900","state":"new"}})"
      "\n");
  EXPECT_THAT(lines_of(result),
              ElementsAre("10.0.0.1:40000 > 10.0.0.2:443 tcp 9/8 yes vlan 102 TLS lines 2,2",
                          "10.0.0.1:40001 > 10.0.0.2:23 tcp 1/1 no lines 3,3",
                          "fe80::1:0 > ff02::1:0 icmpv6 2/0 no type 134 lines 4,0"));
  EXPECT_EQ(result.survey.records.format, RecordFormat::suricata);
  EXPECT_EQ(result.survey.records.skipped, 1U);
  EXPECT_EQ(capture::utc_text(result.flows[0].first), "2026-11-21T09:30:00.250000000Z");
}

std::string eve_netflow(const std::string& source, const std::string& destination, const std::string& flags) {
  return R"({"event_type":"netflow",)" + source + "," + destination +
         R"(,"proto":"TCP","app_proto":"ssh","netflow":{"pkts":5,"bytes":500,"start":"2026-11-21T09:30:00.250000+0000","end":"2026-11-21T09:30:04.000000+0000"},"tcp":{"tcp_flags":")" +
         flags + "\"}}\n";
}

TEST(SuricataRecords, NetflowEventsOfBothDirectionsAreOneFlow) {
  const std::string there =
      eve_netflow(R"("src_ip":"10.0.0.1","src_port":40000)", R"("dest_ip":"10.0.0.2","dest_port":22)", "1a");
  const std::string back =
      eve_netflow(R"("src_ip":"10.0.0.2","src_port":22)", R"("dest_ip":"10.0.0.1","dest_port":40000)", "1a");
  EXPECT_THAT(lines_of(read(there + back)),
              ElementsAre("10.0.0.1:40000 > 10.0.0.2:22 tcp 5/5 yes SSH lines 1,2"));
  // The same flows again in another kind of event.
  const Read both = read(eve_flow + "\n" + there + back);
  EXPECT_EQ(both.flows.size(), 1U);
  EXPECT_EQ(both.survey.records.skipped, 2U);
}

const std::string nfdump_16 =
    "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,"
    "dvln\n";

std::string nfdump_row(const std::string& ts, const std::string& ends, const std::string& flags,
                       const std::string& svln = "0") {
  return ts + "," + ts + ",0.000," + ends + "," + flags + ",0,0,5,500,0,0,1,2,0,0,0,0,0,0,0.0.0.0,0.0.0.0," +
         svln + ",0\n";
}

TEST(NfdumpRecords, TwoDirectionsAreOneFlow) {
  const Read result = read(
      nfdump_16 + nfdump_row("2026-11-21 09:30:00", "10.0.0.1,10.0.0.2,40000,443,TCP", "...AP.SF", "10") +
      nfdump_row("2026-11-21 09:30:05", "10.0.0.9,10.0.0.2,40000,23,TCP", "......S.") +
      nfdump_row("2026-11-21 09:30:01", "10.0.0.2,10.0.0.1,443,40000,TCP", "...AP.SF", "20") +
      "Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n3,1500,15,1,1,100\n");
  EXPECT_THAT(lines_of(result),
              ElementsAre("10.0.0.1:40000 > 10.0.0.2:443 tcp 5/5 yes vlan 10 answers 20 lines 2,4",
                          "10.0.0.9:40000 > 10.0.0.2:23 tcp 5/0 no lines 3,0"));
  EXPECT_EQ(result.survey.records.records, 3U);
  EXPECT_EQ(result.survey.records.bad, 0U);
}

TEST(NfdumpRecords, WhoOpenedItIsSaidToBeAGuessWhereItIsOne) {
  // The answer's record comes first, and both began in the same second.
  const Read tie =
      read(nfdump_16 + nfdump_row("2026-11-21 09:30:00", "10.0.0.2,10.0.0.1,443,40000,TCP", "...AP.SF") +
           nfdump_row("2026-11-21 09:30:00", "10.0.0.1,10.0.0.2,40000,443,TCP", "...AP.SF"));
  EXPECT_THAT(lines_of(tie), ElementsAre("10.0.0.1:40000 > 10.0.0.2:443 tcp 5/5 yes guessed lines 3,2"));
  const Read earlier =
      read(nfdump_16 + nfdump_row("2026-11-21 09:30:02", "10.0.0.2,10.0.0.1,40000,443,TCP", "...AP.SF") +
           nfdump_row("2026-11-21 09:30:00", "10.0.0.1,10.0.0.2,443,40000,TCP", "...AP.SF"));
  EXPECT_THAT(lines_of(earlier), ElementsAre("10.0.0.1:443 > 10.0.0.2:40000 tcp 5/5 yes lines 3,2"));
  const Read refused =
      read(nfdump_16 + nfdump_row("2026-11-21 09:30:00", "10.0.0.1,10.0.0.2,40000,23,TCP", "......S.") +
           nfdump_row("2026-11-21 09:30:00", "10.0.0.2,10.0.0.1,23,40000,TCP", "...A.R.."));
  EXPECT_THAT(lines_of(refused), ElementsAre("10.0.0.1:40000 > 10.0.0.2:23 tcp 5/5 no lines 2,3"));
}

TEST(NfdumpRecords, PiecesOfOneFlowAreAddedUp) {
  const std::string ends = "10.0.0.1,10.0.0.2,40000,443,TCP";
  const std::string first = nfdump_row("2026-11-21 09:30:00", ends, "...AP.S.");
  EXPECT_THAT(lines_of(read(nfdump_16 + first + nfdump_row("2026-11-21 09:31:00", ends, "...AP..F"))),
              ElementsAre("10.0.0.1:40000 > 10.0.0.2:443 tcp 10/0 no lines 2,0"));
  // Idle for too long, or closed and opened again: another flow.
  EXPECT_EQ(read(nfdump_16 + first + nfdump_row("2026-11-21 09:40:00", ends, "...AP...")).flows.size(), 2U);
  EXPECT_EQ(read(nfdump_16 + nfdump_row("2026-11-21 09:30:00", ends, "...AP.SF") +
                 nfdump_row("2026-11-21 09:30:30", ends, "...AP.SF"))
                .flows.size(),
            2U);
}

TEST(NfdumpRecords, ColumnsOfLaterVersions) {
  const Read text = read(
      "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n"
      "2026-11-21 09:30:00.250,1.500,UDP,10.0.0.1,5353,10.0.0.53,53,1,70,1\n"
      "2026-11-21 09:30:00.500,0.000,UDP,10.0.0.53,53,10.0.0.1,5353,1,90,1\n"
      "2026-11-21 09:30:00.500,0.000,ICMP,10.0.0.1,0,10.0.0.2,8.0,3,252,1\n");
  EXPECT_THAT(lines_of(text), ElementsAre("10.0.0.1:5353 > 10.0.0.53:53 udp 1/1 yes lines 2,3",
                                          "10.0.0.1:0 > 10.0.0.2:0 icmp 3/0 no type 8 lines 4,0"));
  EXPECT_EQ(capture::utc_text(text.flows[0].last), "2026-11-21T09:30:01.750000000Z");
  const Read fast = read(
      "cnt,af,firstSeen,lastSeen,proto,srcAddr,srcPort,dstAddr,dstPort,srcAS,dstAS,input,output,flags,srcTos,"
      "packets,"
      "bytes\n"
      "1,2,1795253400250,1795253401750,6,10.0.0.1,40000,10.0.0.2,22,0,0,1,2,......S.,0,2,120\n"
      "2,2,1795253400250,1795253401750,1,10.0.0.1,0,10.0.0.2,2048,0,0,1,2,........,0,2,120\n");
  EXPECT_THAT(lines_of(fast), ElementsAre("10.0.0.1:40000 > 10.0.0.2:22 tcp 2/0 no lines 2,0",
                                          "10.0.0.1:0 > 10.0.0.2:0 icmp 2/0 no type 8 lines 3,0"));
  EXPECT_EQ(capture::utc_text(fast.flows[0].first), "2026-11-21T09:30:00.250000000Z");
}

TEST(NfdumpRecords, BadLinesAreToldAndBounded) {
  std::string rows = nfdump_16;
  for (int i = 0; i < 30; ++i)
    rows += nfdump_row("2026-11-31 09:30:00", "10.0.0.1,10.0.0.2,1,2,TCP", "........");
  const Read result = read(rows + nfdump_row("2026-11-21 09:30:00", "10.0.0.1,10.0.0.2,1,2,TCP", "......X."));
  EXPECT_EQ(result.survey.records.bad, 31U);
  ASSERT_EQ(result.survey.records.faults.size(), capture::RecordCounts::most_faults);
  EXPECT_EQ(faults_of(result).front(), "2 ts 2026-11-31 09:30:00");
  EXPECT_THAT(result.flows, IsEmpty());
}

TEST(NfdumpRecords, AFewFlowsAtATimeAreKept) {
  std::string rows = nfdump_16;
  for (int i = 1; i <= 20; ++i)
    rows +=
        nfdump_row("2026-11-21 09:30:00", "10.0.0." + std::to_string(i) + ",10.0.1.1,1,2,UDP", "........");
  capture::SurveyOptions options;
  options.most_flows = 4;
  const Read result = read(rows, options);
  EXPECT_EQ(result.flows.size(), 20U);
  EXPECT_TRUE(result.survey.flows_evicted);
}

TEST(FlowRecords, WhatIsNoneIsRefused) {
  EXPECT_THAT(read("# Captures\n\nText.\n").refusal, ::testing::HasSubstr("neither a capture"));
  EXPECT_THAT(read("{\"a\": 1}\n").refusal, ::testing::HasSubstr("neither a capture"));
  EXPECT_THAT(read("a,b,c\n1,2,3\n").refusal, ::testing::HasSubstr("neither a capture"));
  EXPECT_THAT(read("").refusal, ::testing::HasSubstr("empty"));
}

TEST(FlowRecords, ALineWithoutEndIsCutOff) {
  const Read result = read(zeek_header + std::string(std::size_t{3} << 20, 'x') + "\n" +
                           zeek_line("10.0.0.1\t40000\t10.0.0.2\t443", "tcp", "-", "SF", "ShADad"));
  EXPECT_EQ(result.flows.size(), 1U);
  EXPECT_GE(result.survey.records.bad, 1U);
}

}  // namespace
}  // namespace sekisho::test
