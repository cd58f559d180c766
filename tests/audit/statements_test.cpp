// What the organisation states: attestations, confirmations and exceptions, and on which day they count.
#include <sekisho/audit/check.hpp>
#include <sekisho/base/code.hpp>

#include "proof/city.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

Requirement must_be_stated() {
  Requirement requirement;
  requirement.id = "T-ATT-1a";
  requirement.profile_id = requirement.id;
  requirement.clauses = {"t-1a"};
  requirement.kind = RequirementKind::attestation;
  return requirement;
}

Attestation statement_on(const std::string& named) {
  Attestation attestation;
  attestation.id = "AT-1";
  attestation.requirement = named;
  attestation.statement = {"It is so", "そのとおりである"};
  attestation.stated_by = "情報システム課長";
  attestation.document = "R8-1";
  attestation.expires = Date{2026, 11, 21};
  return attestation;
}

Exception exception_on(const std::string& named) {
  Exception exception;
  exception.id = "EX-1";
  exception.requirement = named;
  exception.approver = "CISO";
  exception.reason = "a reason";
  exception.record = "R8-2";
  exception.approved = Date{2026, 4, 1};
  exception.expires = Date{2026, 11, 21};
  return exception;
}

RequirementResult checked(const Snapshot& record, const Requirement& requirement,
                          const Date& date = verdict_date) {
  World world = city();
  world.network.snapshot.attestations = record.attestations;
  world.network.snapshot.exceptions = record.exceptions;
  const std::vector<DeviceRoutes> routes;
  return audit::check(requirement, {world.network, routes, date});
}

TEST(Attestation, CountsByClauseOrByRequirementUntilItsLastDay) {
  for (const char* named : {"t-1a", "T-ATT-1a"}) {
    Snapshot record;
    record.attestations = {statement_on(named)};
    const RequirementResult result = checked(record, must_be_stated());
    EXPECT_EQ(line_of(result), "attested: reason_attested") << named;
    EXPECT_EQ(result.attestation, "AT-1");
    EXPECT_EQ(line_of(checked(record, must_be_stated(), {2026, 11, 22})),
              "unproved: reason_attestation_expired");
  }
}

TEST(Attestation, NobodyHasStatedIt) {
  Snapshot record;
  EXPECT_EQ(line_of(checked(record, must_be_stated())), "unproved: reason_not_attested");
  record.attestations = {statement_on("t-1b")};
  EXPECT_EQ(line_of(checked(record, must_be_stated())), "unproved: reason_not_attested");
}

TEST(Attestation, IsIncompleteWithoutPersonDocumentOrStatement) {
  for (const int missing : {0, 1, 2}) {
    Attestation attestation = statement_on("t-1a");
    if (missing == 0) attestation.statement = {};
    if (missing == 1) attestation.stated_by.clear();
    if (missing == 2) attestation.document.clear();
    Snapshot record;
    record.attestations = {attestation};
    EXPECT_EQ(line_of(checked(record, must_be_stated())), "unproved: reason_attestation_incomplete")
        << missing;
  }
}

TEST(Attestation, OneThatCountsIsEnough) {
  Attestation old = statement_on("t-1a");
  old.expires = Date{2025, 1, 1};
  Attestation current = statement_on("t-1a");
  current.id = "AT-2";
  Snapshot record;
  record.attestations = {old, current};
  EXPECT_EQ(checked(record, must_be_stated()).attestation, "AT-2");
}

TEST(Attestation, AnExceptionExcusesItsAbsence) {
  Snapshot record;
  record.exceptions = {exception_on("T-ATT-1a")};
  EXPECT_EQ(line_of(checked(record, must_be_stated())), "excepted: reason_exception_in_force");
  EXPECT_EQ(line_of(checked(record, must_be_stated(), {2026, 11, 22})), "unproved: reason_exception_expired");
  record.exceptions[0].from.segment = "mn";  // speaks of packets
  EXPECT_EQ(line_of(checked(record, must_be_stated())), "unproved: reason_not_attested");
}

RequirementResult decided(World& world, Requirement requirement, bool asks) {
  if (asks) requirement.confirm = {"somebody watches it", "監視していること"};
  const std::vector<DeviceRoutes> routes = compute_routes(world.network);
  Checker checker(world.network, routes, verdict_date, 4);
  return audit::confirmed(checker.check(requirement), {world.network, routes, verdict_date});
}

TEST(Confirmation, APermittedWayIsToBeConfirmed) {
  World world = city({rule(Action::permit)});
  const RequirementResult open = decided(world, must_not_reach("mn", "inet"), true);
  EXPECT_EQ(open.verdict, Verdict::unproved);
  ASSERT_FALSE(open.reasons.empty());
  EXPECT_EQ(open.reasons[0].because.code, Code::reason_to_be_confirmed);
  EXPECT_FALSE(open.violations.empty()) << "the packet is kept as evidence";
  world.network.snapshot.attestations = {statement_on("T")};
  EXPECT_EQ(decided(world, must_not_reach("mn", "inet"), true).verdict, Verdict::attested);
}

TEST(Confirmation, AStatementMendsNoViolation) {
  World world = city({rule(Action::permit)});
  world.network.snapshot.attestations = {statement_on("T")};
  EXPECT_EQ(decided(world, must_not_reach("mn", "inet"), false).verdict, Verdict::violated);
}

TEST(Confirmation, AProofNeedsNone) {
  World world = city();
  EXPECT_EQ(decided(world, must_not_reach("mn", "inet"), true).verdict, Verdict::proved);
}

}  // namespace
}  // namespace sekisho::test
