// Certificates made by hand about a network made by hand: the few that hold, and false ones of each kind of
// claim.
#include "check/headers.hpp"
#include "simulation/simulation_network.hpp"

#include <sekisho/check/check.hpp>
#include <sekisho/routing/tables.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {
namespace {

using dump::CertificateFile;
using dump::Place;
using Kind = dump::Place::Kind;

constexpr CertificateFile::Set everything = 1;

Rule between(const std::string& in, const std::string& out) {
  Rule made = rule(Action::permit);
  made.ingress = {in};
  made.egress = {out};
  return made;
}

/// `a`, `b` and `c` around one router that lets through what its policy permits, by interfaces.
class Claims {
 public:
  explicit Claims(const std::vector<Rule>& permitted) {
    Device r = device("r", {interface("a", {"10.1.0.1/24"}), interface("b", {"10.2.0.1/24"}),
                            interface("c", {"10.3.0.1/24"})});
    r.forward_filter = filter("policy", permitted);
    world.add(std::move(r));
    for (const char* name : {"a", "b", "c"}) {
      const std::string k = std::to_string(world.network.snapshot.segments.size() + 1);
      world.segment(name, {"10." + k + ".0.0/24"});
      world.join({name, std::string("r:") + name});
    }
  }

  /// Everything may be wherever hosts of `from` get to by the policy: into `ends`.
  std::size_t run(SegmentIndex from, const std::vector<SegmentIndex>& ends) {
    CertificateFile::Run made{from, true, false, false, {}, ways(from, ends)};
    file.runs.push_back(made);
    return file.runs.size() - 1;
  }

  static CertificateFile::Sets ways(SegmentIndex from, const std::vector<SegmentIndex>& ends) {
    CertificateFile::Sets sets{{{Kind::segment_source, from, 0, {}}, everything},
                               {{Kind::ingress, 0, from, {}}, everything},
                               {{Kind::routing, 0, from, {}}, everything},
                               {{Kind::device, 0, 0, {}}, everything}};
    for (const SegmentIndex end : ends) {
      sets[{Kind::egress, 0, end, {}}] = everything;
      sets[{Kind::segment, end, 0, {}}] = everything;
    }
    return sets;
  }

  /// All that `run` brings to `target` is answered, and the answers get to `ends`.
  void answers(std::size_t run, SegmentIndex target, const std::vector<SegmentIndex>& ends) {
    const Place at{Kind::segment, target, 0, {}};
    file.answers.push_back({run, at, file.runs[run].reached, ways(target, ends)});
  }

  void claim(RequirementKind kind, const std::string& from, const std::string& to,
             std::vector<std::size_t> runs, std::vector<std::size_t> answers = {}) {
    Requirement requirement;
    requirement.id = from + to;
    requirement.kind = kind;
    requirement.semantics = Semantics::session;
    requirement.from = from;
    requirement.to = to;
    requirements.push_back(requirement);
    file.claims.push_back({requirement.id, "current-routing", std::move(runs), std::move(answers)});
  }

  /// What is wrong, as text; empty when the certificate holds.
  [[nodiscard]] std::string objection() const {
    const ModelFile model{{2026, 11, 21}, "", world.network, compute_routes(world.network), requirements};
    const auto certificate = dump::read_certificate(dump::write_certificate(file));
    if (!certificate) return certificate.reason();
    const std::vector<Diagnostic> wrong = check::check(certificate.value(), model);
    return wrong.empty() ? "" : render(wrong.front(), Language::en);
  }

  World world;
  CertificateFile file;
  std::vector<Requirement> requirements;
};

void expect_refused(const Claims& claims, const std::string& because) {
  EXPECT_NE(claims.objection().find(because), std::string::npos)
      << "instead: \"" << claims.objection() << '"';
}

/// Packets get from `a` to `b`, and answers do not leave the router.
Claims unanswered() {
  Claims claims({between("a", "b")});
  claims.run(0, {1});
  claims.answers(0, 1, {});
  claims.claim(RequirementKind::separation, "a", "b", {0}, {0});
  return claims;
}

TEST(AnswerClaims, HoldWhereNoAnswerComesBack) { EXPECT_EQ(unanswered().objection(), ""); }

TEST(AnswerClaims, NeedAnswersThatAreShown) {
  Claims claims = unanswered();
  claims.file.claims[0].answers.clear();
  expect_refused(claims, "holds a forbidden packet");
}

TEST(AnswerClaims, AreNoneAboutPackets) {
  Claims claims = unanswered();
  claims.requirements[0].semantics = Semantics::packet;
  claims.file.runs[0].own_addresses = false;
  expect_refused(claims, "holds a forbidden packet");
}

TEST(AnswerClaims, FailWhereTheRouterKeepsSessions) {
  Claims claims = unanswered();
  claims.world.device_named("r").stateful = true;
  expect_refused(claims, "from ingress r b to egress r a");
}

TEST(AnswerClaims, FailWhereSomeRuleAsksForAState) {
  Claims claims = unanswered();
  Rule established = rule(Action::deny);
  established.match.states = {ConnectionState::established};
  claims.world.device_named("r").filters["other"] = filter("other", {established});
  expect_refused(claims, "from ingress r b to egress r a");
}

TEST(AnswerClaims, FailWhereATranslationIsUndone) {
  Claims claims = unanswered();
  NatRule hide;
  hide.rewrite.source = AddressRange::of(address("10.2.0.200"));
  claims.world.device_named("r").source_nat = {hide};
  expect_refused(claims, "from ingress r b to routing r a");
}

TEST(AnswerClaims, FailWhereThePolicyPermitsTheWayBack) {
  Claims claims({between("a", "b"), between("b", "a")});
  claims.run(0, {1});
  claims.answers(0, 1, {});
  claims.claim(RequirementKind::separation, "a", "b", {0}, {0});
  expect_refused(claims, "from routing r b to egress r a");
  claims.file.answers[0].reached = Claims::ways(1, {0});
  expect_refused(claims, "an answer may come back to segment \"a\"");
}

TEST(AnswerClaims, NeedAllAnswers) {
  Claims claims = unanswered();
  claims.file.answers[0].reached.clear();
  expect_refused(claims, "an answer from segment b is left out");
}

TEST(AnswerClaims, NeedAllThatLeadsToWhatIsAnswered) {
  const Claims all = unanswered();
  for (const auto& [place, set] : all.file.answers[0].leading) {
    if (place.kind == Kind::device) continue;  // from where nothing leads on
    Claims claims = unanswered();
    claims.file.answers[0].leading.erase(place);
    // Sessions that the router is not said to know would not be handed back.
    claims.world.device_named("r").stateful = true;
    EXPECT_NE(claims.objection(), "") << to_string(place, claims.world.network);
    claims.world.device_named("r").stateful = false;
    if (place.kind == Kind::segment)
      expect_refused(claims, "holds a forbidden packet");
    else
      expect_refused(claims, "are answered and left out");
  }
}

TEST(AnswerClaims, AreOfTheirRunAndTarget) {
  Claims claims = unanswered();
  claims.run(2, {});
  claims.file.answers[0].run = 1;
  EXPECT_NE(claims.objection(), "");
  claims = unanswered();
  claims.file.answers[0].target.owner = 2;
  EXPECT_NE(claims.objection(), "");
  claims = unanswered();
  claims.file.answers[0].target = {Kind::device, 0, 0, {}};
  EXPECT_NE(claims.objection(), "");
}

TEST(AnswerClaims, NameWhatIsThere) {
  for (const Place& place : {Place{Kind::segment, 9, 0, {}}, Place{Kind::device, 1, 0, {}},
                             Place{Kind::ingress, 0, 3, {}}, Place{Kind::device_source, 7, 0, {}}}) {
    Claims claims = unanswered();
    claims.file.answers[0].target = place;
    expect_refused(claims, "does not fit the model");
    claims = unanswered();
    claims.file.answers[0].leading.emplace(place, everything);
    expect_refused(claims, "does not fit the model");
    claims = unanswered();
    claims.file.answers[0].reached.emplace(place, everything);
    expect_refused(claims, "does not fit the model");
  }
  Claims claims = unanswered();
  claims.file.answers[0].run = 1;
  expect_refused(claims, "runs that are there");
  claims = unanswered();
  claims.file.claims[0].answers = {1};
  expect_refused(claims, "answers that are there");
  claims = unanswered();
  claims.file.claims[0].runs = {1};
  expect_refused(claims, "runs that are there");
}

/// The router itself is asked, and may answer unless a rule keeps its answers.
TEST(AnswerClaims, OfDevicesGoWhereItsTableSays) {
  Claims claims(std::vector<Rule>{});
  claims.run(0, {});
  const Place router{Kind::device, 0, 0, {}};
  claims.file.answers.push_back({0, router, claims.file.runs[0].reached, {}});
  claims.claim(RequirementKind::devices, "a", "r", {0}, {0});
  expect_refused(claims, "an answer from device r is left out");
  const Place source{Kind::device_source, 0, 0, {}};
  claims.file.answers[0].reached = {{source, everything}};
  expect_refused(claims, "from device_source r to egress r a");
  claims.world.device_named("r").own_filter = Filter{};  // what belongs to a session passes it
  expect_refused(claims, "from device_source r to egress r a");
}

/// No sessions but those from `a` to `b` and from `b` to `c`.
Claims chained(std::vector<std::size_t> runs) {
  Claims claims({between("a", "b"), between("b", "c")});
  claims.world.device_named("r").stateful = true;
  claims.run(0, {1});
  claims.run(1, {2});
  claims.run(2, {});
  for (CertificateFile::Run& each : claims.file.runs) each.without_sanitizers = true;
  claims.claim(RequirementKind::relays, "a", "c", std::move(runs));
  return claims;
}

/// A host of `b` that ends sessions: all addresses of `b` are its own.
void sanitize_b(Claims& claims) {
  Host host;
  host.name = "sanitizer";
  host.segment = "b";
  host.sanitizer = "file-cdr";
  host.addresses = {AddressRange::of(prefix("0.0.0.0/0")), AddressRange::of(prefix("::/0"))};
  claims.world.network.snapshot.hosts.push_back(host);
}

TEST(ChainClaims, HoldWhereASanitizerEndsTheChain) {
  Claims claims = chained({0});
  sanitize_b(claims);
  EXPECT_EQ(claims.objection(), "");
}

TEST(ChainClaims, NeedEveryStone) {
  expect_refused(chained({0}), "a chain may go on from \"a\" to \"b\"");
  expect_refused(chained({0, 1}), "a chain may go on from \"b\" to \"c\"");
}

TEST(ChainClaims, NeverOpenFromTheTargetOrWithoutTheSource) {
  expect_refused(chained({0, 1, 2}), "does not fit it");
  expect_refused(chained({1}), "does not fit it");
  expect_refused(chained({}), "does not fit it");
}

TEST(ChainClaims, RestOnSessionsOfAllButSanitizers) {
  Claims claims = chained({0});
  sanitize_b(claims);
  claims.file.runs[0].without_sanitizers = false;
  expect_refused(claims, "does not fit it");
  claims = chained({0});
  sanitize_b(claims);
  claims.file.runs[0].own_addresses = false;
  EXPECT_NE(claims.objection(), "");
  claims = chained({0});
  sanitize_b(claims);
  claims.file.claims[0].assurance = "any-routing";
  expect_refused(claims, "does not fit it");
  claims.file.claims[0].assurance = "no-path";
  expect_refused(claims, "a way between the two segments may exist");
}

TEST(ChainClaims, AHostThatIsNoSanitizerIsAStone) {
  Claims claims = chained({0});
  sanitize_b(claims);
  claims.world.network.snapshot.hosts[0].sanitizer.clear();
  expect_refused(claims, "a chain may go on");
  claims.world.network.snapshot.hosts[0].sanitizer = "file-cdr";
  claims.world.network.snapshot.hosts[0].segment = "c";
  expect_refused(claims, "a chain may go on");
}

TEST(ChainClaims, OnlyChannelsOfTheStepAreLeftOut) {
  Claims claims = chained({0});
  Channel channel;
  channel.id = "files";
  channel.method = "file-copy";
  channel.from.segment = "a";
  channel.to.segment = "b";
  claims.requirements[0].allowed_methods = {"file-copy"};
  claims.file.runs[0].labels = {everything};
  claims.file.runs[0].reached = Claims::ways(0, {1});
  claims.world.network.snapshot.channels = {channel};
  // `origin` of all packets is not that of the label where the invariant holds everything.
  expect_refused(claims, "a chain may go on");
  for (std::uint32_t bit = 16; bit-- > 0;)  // origin 0: none of its sixteen bits
    claims.file.nodes.push_back({bit, bit == 15 ? 1 : 16 - bit, 0});
  for (auto& [place, set] : claims.file.runs[0].reached) set = 17;
  EXPECT_EQ(claims.objection(), "");
  claims.world.network.snapshot.channels[0].to.segment = "c";
  expect_refused(claims, "a chain may go on");
  claims.world.network.snapshot.channels[0].to.segment = "";
  expect_refused(claims, "a chain may go on");
  claims.world.network.snapshot.channels[0].to.segment = "b";
  claims.requirements[0].allowed_methods = {"mail-text"};
  expect_refused(claims, "a chain may go on");
}

TEST(ChainClaims, StepsWithoutAnswersAreNone) {
  Claims claims = chained({0});
  claims.world.device_named("r").stateful = false;
  expect_refused(claims, "a chain may go on");
  claims.answers(0, 1, {2});
  claims.file.claims[0].answers = {0};
  EXPECT_EQ(claims.objection(), "");
  claims.world.device_named("r").stateful = true;
  expect_refused(claims, "from ingress r b to egress r a");
}

TEST(SingleClaims, NeverRestOnRunsForChains) {
  Claims claims = unanswered();
  claims.file.runs[0].without_sanitizers = true;
  expect_refused(claims, "does not fit it");
}

/// No policy lets anything from `a` to `b`, but the router joins the two. A segment by itself is apart.
TEST(SingleClaims, OfNoPathLookAtWhatIsJoined) {
  for (const bool apart : {false, true}) {
    Claims claims(std::vector<Rule>{});
    if (apart) claims.world.segment("alone", {"10.9.0.0/24"});
    claims.claim(RequirementKind::separation, "a", apart ? "alone" : "b", {});
    claims.file.claims[0].assurance = "no-path";
    if (apart) {
      EXPECT_EQ(claims.objection(), "");
    } else {
      expect_refused(claims, "a way between the two segments may exist");
    }
  }
}

/// That something gets through no certificate can claim.
TEST(SingleClaims, AreNotAboutWhatHasToGetThrough) {
  Claims claims = unanswered();
  claims.requirements[0].kind = RequirementKind::channels;
  expect_refused(claims, "is none of the model's");
}

}  // namespace
}  // namespace sekisho::test
