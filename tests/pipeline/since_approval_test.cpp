// A config that is not the approved one any more: what its change does, and what follows from that. The
// network is a router between two segments, read from files, so that the whole way from text to verdict is
// tried.
#include "model/snapshot_files.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/dump/model_file.hpp>
#include <sekisho/pipeline/pipeline.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

namespace sekisho::test {
namespace {

using ::testing::Contains;
using ::testing::Not;

const std::string router = R"(hostname r1
enable secret 5 $1$abcd$0123456789abcdefghijkl
ntp server 10.1.0.9
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
 ip access-group LG-IN in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
ip access-list extended LG-IN
 permit tcp any host 10.2.0.5 eq 443
 permit udp any host 10.2.0.5 eq 53
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Approval {
  std::string approved = router;  // what was approved, to the byte
  std::string copy = router;      // what is kept of it
  bool is_kept = true;
};

/// The verdict on a network whose router has the config `now`.
RequirementResult verdict_on(const std::string& now, const Approval& approval = {}) {
  const TemporaryFolder folder;
  folder.write("r1.cfg", now);
  folder.write("approved.cfg", approval.copy);
  const std::string snapshot = folder.write(
      "snapshot.yaml",
      "snapshot: 1\npolicy: sendai\ndevices:\n  r1:\n    config: r1.cfg\n    approved:\n"
      "      sha256: " +
          sha256_hex(approval.approved) + "\n" + (approval.is_kept ? "      config: approved.cfg\n" : "") +
          "      approved_by: CISO\n      record: R8-1\n      date: 2026-04-01\n"
          "segments:\n"
          "  lg: {class: lgwan, prefixes: [10.1.0.0/24], attached: [\"r1:Gi0/0\"]}\n"
          "  in: {class: internet-zone, prefixes: [10.2.0.0/24], attached: [\"r1:Gi0/1\"]}\n");
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(snapshot, sink);
  EXPECT_TRUE(loaded.has_value());
  for (const Diagnostic& each : sink.all())
    EXPECT_LT(severity_of(each.code), Severity::error) << render(each, Language::en);
  VerifyOptions options;
  options.date = {2026, 11, 21};
  options.only = {"SENDAI-CONFIGS"};
  std::optional<VerifyResult> result = verify(*loaded, options, sink);
  EXPECT_TRUE(result && result->requirements.size() == 1);
  return std::move(result->requirements.front());
}

std::vector<Code> codes_of(const RequirementResult& result) {
  std::vector<Code> codes;
  for (const Reason& reason : result.reasons) codes.push_back(reason.because.code);
  return codes;
}

const Reason& reason_of(const RequirementResult& result, Code code) {
  const auto found =
      std::ranges::find_if(result.reasons, [&](const Reason& reason) { return reason.because.code == code; });
  EXPECT_NE(found, result.reasons.end()) << name_of(code);
  return *found;
}

TEST(SinceApproval, TheApprovedConfigItselfIsProved) {
  EXPECT_EQ(verdict_on(router).verdict, Verdict::proved);
}

TEST(SinceApproval, WhatNewlyPassesIsTold) {
  const RequirementResult result =
      verdict_on(replaced(router, " permit udp", " permit tcp any host 10.2.0.6 eq 22\n permit udp"));
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_EQ(result.reasons.front().because.code, Code::practice_passing_changed);
  for (const Code code : {Code::practice_filter_opened, Code::practice_way_opened}) {
    const Reason& reason = reason_of(result, code);
    EXPECT_EQ(reason.device, "r1");
    EXPECT_EQ(reason.because.span.line, 11);
    EXPECT_EQ(reason.text, "permit tcp any host 10.2.0.6 eq 22");
    ASSERT_TRUE(reason.packets && reason.packets->example);
    EXPECT_EQ(to_string(reason.packets->example->destination), "10.2.0.6");
    EXPECT_EQ(reason.packets->example->destination_port, 22);
    EXPECT_FALSE(reason.packets->cubes.certain.empty());
  }
  EXPECT_THAT(codes_of(result), Not(Contains(Code::practice_way_closed)));
  EXPECT_THAT(codes_of(result), Contains(Code::practice_line_added));
}

TEST(SinceApproval, WhatNoLongerPassesIsTold) {
  const RequirementResult result = verdict_on(replaced(router, " permit udp any host 10.2.0.5 eq 53\n", ""));
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_TRUE(reason_of(result, Code::practice_filter_closed).packets);
  EXPECT_EQ(reason_of(result, Code::practice_way_closed).packets->example->destination_port, 53);
  EXPECT_EQ(reason_of(result, Code::practice_line_removed).text, " permit udp any host 10.2.0.5 eq 53");
  EXPECT_THAT(codes_of(result), Not(Contains(Code::practice_way_opened)));
}

TEST(SinceApproval, AListThatIsBoundNoMoreIsTold) {
  const RequirementResult result = verdict_on(replaced(router, " ip access-group LG-IN in\n", ""));
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_EQ(reason_of(result, Code::practice_filter_moved).because.arguments,
            (std::vector<std::string>{"LG-IN", "GigabitEthernet0/0 in", "-"}));
  EXPECT_TRUE(reason_of(result, Code::practice_way_opened).packets);
}

TEST(SinceApproval, OtherSettingsAreAnotherState) {
  const RequirementResult clock = verdict_on(replaced(router, "ntp server 10.1.0.9", "ntp server 10.2.0.66"));
  EXPECT_EQ(clock.verdict, Verdict::violated);
  EXPECT_EQ(clock.reasons.front().because.code, Code::practice_settings_changed);
  // No model of packets has it, and it is no comment either.
  const RequirementResult banner = verdict_on(router + "banner motd ^everybody is welcome^\n");
  EXPECT_EQ(banner.verdict, Verdict::violated);
  EXPECT_EQ(banner.reasons.front().because.code, Code::practice_settings_changed);
}

TEST(SinceApproval, TheSameInOtherWordsIsForSomebodyToApprove) {
  const RequirementResult result = verdict_on(
      replaced(router, " permit tcp any host 10.2.0.5 eq 443\n permit udp any host 10.2.0.5 eq 53\n",
               " permit udp any host 10.2.0.5 eq domain\n permit tcp any host 10.2.0.5 eq 443\n"));
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_EQ(result.reasons.front().because.code, Code::practice_text_changed);
}

TEST(SinceApproval, WhatIsNotKnownExactlyIsNotCalledTheSame) {
  const std::string timed = replaced(
      router, " permit udp any host 10.2.0.5 eq 53\n",
      " permit udp any host 10.2.0.5 eq 53 time-range DAY\ntime-range DAY\n periodic daily 9:00 to 17:00\n");
  const RequirementResult result = verdict_on(replaced(timed, "17:00", "23:00"), {timed, timed});
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_EQ(result.reasons.front().because.code, Code::practice_change_unclear);
}

TEST(SinceApproval, SecretsAreNotCompared) {
  const RequirementResult result = verdict_on(replaced(router, "0123456789", "9876543210"));
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_EQ(codes_of(result), std::vector<Code>{Code::practice_secrets_changed});
}

TEST(SinceApproval, ACopyThatIsNotTheApprovedTextProvesNothing) {
  const std::string changed = replaced(router, "eq 443", "eq 444");
  const RequirementResult result = verdict_on(changed, {router, changed});
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_THAT(codes_of(result), Contains(Code::practice_approved_copy_changed));
  EXPECT_THAT(codes_of(result), Contains(Code::practice_config_changed));
}

TEST(SinceApproval, WithoutACopyEveryChangeIsAViolation) {
  const RequirementResult result = verdict_on("! a remark\n" + router, {router, router, false});
  EXPECT_EQ(result.verdict, Verdict::violated);
  EXPECT_EQ(codes_of(result), std::vector<Code>{Code::practice_config_changed});
}

}  // namespace
}  // namespace sekisho::test
