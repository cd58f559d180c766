// What reports say of practices: that a clock is not set breaks no separation.
#include <sekisho/base/code.hpp>
#include "report/sentences.hpp"

#include "report/sample_results.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

RequirementResult practice(Verdict verdict) {
  RequirementResult result;
  result.requirement.id = result.requirement.profile_id = "T-TIME";
  result.requirement.title = {"Every device follows a time server", "時刻を合わせている"};
  result.requirement.kind = RequirementKind::practice;
  result.verdict = verdict;
  result.reasons = {{"fw", {Code::practice_no_time_server, {"fw.conf", 1}, {}}, ""}};
  return result;
}

VerifyResult run_of(std::vector<RequirementResult> results) {
  VerifyResult run;
  run.requirements = std::move(results);
  for (const RequirementResult& each : run.requirements) {
    if (each.verdict == Verdict::violated) ++run.violated;
    if (each.verdict == Verdict::proved) ++run.proved;
  }
  return run;
}

TEST(Practices, AloneBreakNoSeparation) {
  const VerifyResult run = run_of({practice(Verdict::violated)});
  EXPECT_THAT(report::headline(run, Language::en),
              testing::HasSubstr("No break of the separation was found"));
  EXPECT_THAT(report::headline(run, Language::ja), testing::HasSubstr("分離の違反は見つかりませんでした"));
}

TEST(Practices, DoNotHideABrokenSeparation) {
  RequirementResult broken;
  broken.verdict = Verdict::violated;
  const VerifyResult run = run_of({practice(Verdict::violated), broken});
  EXPECT_THAT(report::headline(run, Language::en), testing::HasSubstr("Separation is broken"));
}

TEST(Practices, AreNoPackets) {
  EXPECT_EQ(report::violation_sentence(practice(Verdict::violated), nullptr, Language::en),
            "The configurations or the register do not keep to this.");
}

}  // namespace
}  // namespace sekisho::test
