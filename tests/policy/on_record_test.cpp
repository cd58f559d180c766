// Exceptions held against what a policy demands of them.
#include <sekisho/policy/on_record.hpp>

#include <gmock/gmock.h>

namespace sekisho {
namespace {

const Date today{2026, 11, 21};

Requirement with_role(bool has_role = true) {
  Requirement requirement;
  requirement.id = "T-1:mn>lg";
  requirement.profile_id = "T-1";
  requirement.clauses = {"t-1"};
  if (has_role) {
    requirement.approver.title = {"Chief Information Security Officer", "最高情報セキュリティ責任者"};
    requirement.approver.titles = {"最高情報セキュリティ責任者", "Chief Information Security Officer",
                                   "CISO"};
  }
  return requirement;
}

Exception complete() {
  Exception exception;
  exception.id = "EX-1";
  exception.approver = "最高情報セキュリティ責任者";
  exception.reason = "reason";
  exception.record = "R8-1";
  exception.approved = Date{2026, 11, 21};
  exception.expires = Date{2026, 11, 21};
  return exception;
}

std::string said(const Exception& exception, const Requirement& requirement = with_role(),
                 const Date& date = today) {
  const std::optional<Diagnostic> objection = objection_to(exception, requirement, date);
  if (!objection) return "counts";
  std::string text(name_of(objection->code));
  for (const std::string& argument : objection->arguments) text += " | " + argument;
  return text;
}

TEST(ExceptionOnRecord, CountsFromItsFirstToItsLastDay) {
  EXPECT_EQ(said(complete()), "counts");
  EXPECT_EQ(said(complete(), with_role(), {2026, 11, 20}), "reason_exception_not_yet | EX-1 | 2026-11-21");
  EXPECT_EQ(said(complete(), with_role(), {2026, 11, 22}), "reason_exception_expired | EX-1 | 2026-11-21");
}

TEST(ExceptionOnRecord, NeedsEveryPart) {
  const auto without = [](auto clear) {
    Exception exception = complete();
    clear(exception);
    return said(exception);
  };
  EXPECT_EQ(without([](Exception& e) { e.approver.clear(); }),
            "reason_exception_incomplete | EX-1 | approver");
  EXPECT_EQ(without([](Exception& e) { e.reason.clear(); }), "reason_exception_incomplete | EX-1 | reason");
  EXPECT_EQ(without([](Exception& e) { e.record.clear(); }), "reason_exception_incomplete | EX-1 | record");
  EXPECT_EQ(without([](Exception& e) { e.expires.reset(); }), "reason_exception_incomplete | EX-1 | expires");
  EXPECT_EQ(without([](Exception& e) { e.approved.reset(); }),
            "reason_exception_incomplete | EX-1 | approved");
}

TEST(ExceptionOnRecord, APolicyThatNamesNobodyTakesAnyApproverAndNoDayOfApproval) {
  Exception exception = complete();
  exception.approver = "課長";
  exception.approved.reset();
  EXPECT_EQ(said(exception, with_role(false)), "counts");
  EXPECT_EQ(said(exception), "reason_exception_incomplete | EX-1 | approved");
}

TEST(ExceptionOnRecord, TheApproverHasToBeOfTheRole) {
  const ApproverRole role = with_role().approver;
  for (const char* named :
       {"CISO", "CISO 山田", "CISO（山田）", "CISO (Yamada)", "最高情報セキュリティ責任者　山田",
        "Chief Information Security Officer: Yamada"}) {
    EXPECT_TRUE(names_role(named, role)) << named;
  }
  for (const char* named :
       {"", "副CISO", "CISO補佐", "情報セキュリティ責任者", "統括情報セキュリティ責任者", "ciso"}) {
    EXPECT_FALSE(names_role(named, role)) << named;
  }
  Exception exception = complete();
  exception.approver = "統括情報セキュリティ責任者";
  EXPECT_EQ(
      said(exception),
      "reason_exception_wrong_role | EX-1 | 統括情報セキュリティ責任者 | 最高情報セキュリティ責任者 / Chief "
      "Information Security Officer");
}

TEST(OnRecord, SpeaksOfARequirementByItsIds) {
  Requirement requirement = with_role();
  EXPECT_TRUE(speaks_of("T-1", requirement));
  EXPECT_TRUE(speaks_of("T-1:mn>lg", requirement));
  EXPECT_FALSE(speaks_of("T-1:mn>in", requirement));
  EXPECT_FALSE(speaks_of("t-1", requirement)) << "a clause may have many rows";
  requirement.kind = RequirementKind::attestation;
  EXPECT_TRUE(speaks_of("t-1", requirement));
}

}  // namespace
}  // namespace sekisho
