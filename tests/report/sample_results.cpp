#include "sample_results.hpp"

#include <sekisho/base/code.hpp>

#include <utility>

namespace sekisho::test {
namespace {

Address address(const char* text) { return Address::parse(text).value(); }

Packet tcp_packet(const char* source, const char* destination, std::uint16_t port) {
  Packet packet;
  packet.source = address(source);
  packet.destination = address(destination);
  packet.source_port = 40000;
  packet.destination_port = port;
  packet.tcp_flags = tcp_flag::syn;
  return packet;
}

RuleSource line(const char* file, int number, const char* text, const char* label = "") {
  return {{file, number, 1, 0}, text, label};
}

TraceStep step(Stage stage, std::optional<RuleSource> rule, const char* action, const char* detail,
               bool certain = true) {
  TraceStep made;
  made.stage = stage;
  made.rule = std::move(rule);
  made.action = action;
  made.detail = detail;
  made.certain = certain;
  return made;
}

RuleSource permit_any() { return line("rulesets/core-sw.cfg", 120, "permit ip any any log", "LG-IN seq 30"); }

RuleSource policy() {
  return {{"rulesets/fw-in.conf", 310, 5, 318},
          "edit 12\n  set name \"lg-to-internet\"\n  set action accept\n  set service \"HTTPS\"",
          "policy 12 \"lg-to-internet\""};
}

Requirement requirement(const char* row, const char* from, const char* to, const char* ja, const char* en) {
  Requirement made;
  made.profile_id = row;
  made.id = std::string(row) + ":" + from + ">" + to;
  made.title = {en, ja};
  made.clauses = {"shiroishi-2.4.2-1", "sendai-2-3-6-ii-ア"};
  made.from = from;
  made.to = to;
  made.span = {"policies/alpha.yaml", 40, 3, 0};
  return made;
}

Segment segment(const char* name, const char* ja, const char* en, SegmentClass segment_class) {
  Segment made;
  made.name = name;
  made.label = {en, ja};
  made.segment_class = segment_class;
  made.class_name = name_of(segment_class);
  made.outside = is_outside(segment_class);
  return made;
}

Exception exception(const char* id, const char* row, const char* reason, Date expires) {
  Exception made;
  made.id = id;
  made.requirement = row;
  made.approver = "統括情報セキュリティ責任者";
  made.reason = reason;
  made.record = "例外措置申請書 R8-012";
  made.expires = expires;
  return made;
}

RequirementResult result_of(Requirement made, Verdict verdict, Assurance assurance = Assurance::none) {
  RequirementResult result;
  result.requirement = std::move(made);
  result.verdict = verdict;
  result.assurance = assurance;
  return result;
}

RequirementResult internet_violation() {
  RequirementResult result = result_of(
      requirement("ALPHA-LG-INET", "lg", "internet", "LGWAN 接続系からインターネットへ直接通信できないこと",
                  "LGWAN zone must not reach the internet directly"),
      Verdict::violated);
  result.reasons = {
      {"", {Code::reason_exception_expired, {"snapshot.yaml", 88, 5, 0}, {"EX-OLD", "2026-03-31"}}, ""}};
  Violation violation;
  violation.path = sample_path();
  violation.sent = violation.path.hops.front().before;
  violation.arrived = violation.path.arrived;
  violation.rules = {{BlamedRule::Role::filter, "core-sw", permit_any(), {}, false},
                     {BlamedRule::Role::filter, "fw-in", policy(), {}, false},
                     {BlamedRule::Role::route,
                      "core-sw",
                      line("rulesets/core-sw.cfg", 200, "ip route 0.0.0.0 0.0.0.0 10.9.9.9"),
                      {},
                      false}};
  violation.forbidden = {cube_of("10.2.0.0/16", "0.0.0.0/0", protocol::tcp, 443, 443)};
  violation.forbidden_complete = false;
  result.violations = {violation};
  result.channels = {"mail", "web-screen"};
  return result;
}

/// Broken by the same lines as internet_violation().
RequirementResult second_violation() {
  RequirementResult result = internet_violation();
  result.requirement = requirement("ALPHA-MN-INET", "mn", "internet",
                                   "マイナンバー利用事務系からインターネットへ通信できないこと",
                                   "My Number zone must not reach the internet");
  result.reasons.clear();
  result.channels.clear();
  return result;
}

RequirementResult device_violation() {
  Requirement made =
      requirement("ALPHA-MGMT", "guest", "core-sw", "来庁者用 Wi-Fi から機器を管理できないこと",
                  "Guest Wi-Fi must not reach the devices");
  made.kind = RequirementKind::devices;
  made.semantics = Semantics::session;
  RequirementResult result = result_of(made, Verdict::violated);
  Violation violation;
  violation.sent = tcp_packet("2001:db8:9::5", "2001:db8:1::1", 22);
  violation.arrived = violation.sent;
  violation.path.disposition = Disposition::accepted_by_device;
  violation.path.end_device = "core-sw";
  violation.path.arrived = violation.sent;
  TraceHop hop{"core-sw", "Vlan90", "", violation.sent, violation.sent, {}};
  hop.steps = {step(Stage::ingress_filter, std::nullopt, "pass", "no filter is bound"),
               step(Stage::local_filter, std::nullopt, "accept", "own address")};
  violation.path.hops = {hop};
  violation.answer = violation.path;
  violation.answer->disposition = Disposition::delivered;
  violation.answer->delivered_to = {"guest"};
  violation.answer->end_device = "";
  violation.rules = {{BlamedRule::Role::unfiltered,
                      "core-sw",
                      line("rulesets/core-sw.cfg", 77, "interface Vlan90"),
                      {},
                      false}};
  result.violations = {violation};
  return result;
}

RequirementResult unproved_result() {
  RequirementResult result = result_of(
      requirement("ALPHA-MN-LG", "lg", "mn", "マイナンバー利用事務系と他の領域を通信できないようにすること",
                  "My Number zone is separated from all others"),
      Verdict::unproved);
  result.reasons = {{"fw-mn",
                     {Code::line_not_understood, {"rulesets/fw-mn.conf", 42, 9, 0}, {}},
                     "set application-list \"block-p2p\""},
                    {"core-sw",
                     {Code::reason_unknown_routes, {"rulesets/core-sw.cfg", 210, 1, 0}, {"ospf"}},
                     "router ospf 1"},
                    {"", {Code::reason_not_certain, {}, {}}, ""}};
  return result;
}

RequirementResult excepted_result() {
  RequirementResult result =
      result_of(requirement("ALPHA-IN-LG", "in", "lg",
                            "インターネット接続系から LGWAN 接続系への通信は無害化通信に限ること",
                            "Only sanitised traffic may enter the LGWAN zone"),
                Verdict::excepted);
  result.exception = "EX-1";
  result.reasons = {
      {"", {Code::reason_exception_in_force, {"snapshot.yaml", 80, 5, 0}, {"EX-1", "2026-12-03"}}, ""}};
  return result;
}

std::vector<RequirementResult> proved_results() {
  const char* ja = "マイナンバー利用事務系と他の領域を通信できないようにすること";
  const char* en = "My Number zone is separated from all others";
  std::vector<RequirementResult> results;
  results.push_back(
      result_of(requirement("ALPHA-MN-LG", "mn", "lg", ja, en), Verdict::proved, Assurance::any_routing));
  results.back().channels = {"special-1"};
  results.push_back(
      result_of(requirement("ALPHA-MN-LG", "in", "mn", ja, en), Verdict::proved, Assurance::current_routing));
  results.push_back(
      result_of(requirement("ALPHA-STANDALONE", "cctv", "lg", "独立系は他のどの系とも通信できないこと",
                            "Standalone networks reach nothing else"),
                Verdict::proved, Assurance::no_path));
  return results;
}

RequirementResult attestation(const char* clause, const char* ja, const char* en, Reason reason) {
  Requirement made;
  made.id = std::string("SHIROISHI-ATT-") + (clause + std::string_view("shiroishi-").size());
  made.profile_id = made.id;
  made.title = {en, ja};
  made.clauses = {clause};
  made.kind = RequirementKind::attestation;
  RequirementResult result = result_of(made, Verdict::unproved);
  result.reasons = {std::move(reason)};
  return result;
}

VerifyResult verdicts(std::vector<RequirementResult> requirements) {
  VerifyResult result;
  result.snapshot = "topologies/sample-city/snapshot.yaml";
  result.name = {"Sakura City", "さくら市"};
  result.policy = "alpha";
  result.policy_title = {"Guideline, alpha model", "ガイドライン α モデル"};
  result.date = {2026, 11, 21};
  result.seconds = 0.25;
  result.requirements = std::move(requirements);
  for (const RequirementResult& each : result.requirements) {
    result.proved += each.verdict == Verdict::proved;
    result.violated += each.verdict == Verdict::violated;
    result.unproved += each.verdict == Verdict::unproved;
    result.excepted += each.verdict == Verdict::excepted;
    result.attested += each.verdict == Verdict::attested;
  }
  return result;
}

config::FileReport file(const char* path, const char* language, const char* device) {
  config::FileReport report;
  report.file = path;
  report.language = language;
  report.device = device;
  return report;
}

void add_line(config::FileReport& report, config::LineClass line_class, const char* text) {
  report.lines.push_back(line_class);
  report.masked.emplace_back(text);
  if (line_class == config::LineClass::used || line_class == config::LineClass::irrelevant) return;
  report.issues.push_back(
      {static_cast<int>(report.lines.size()), line_class, text, Code::line_not_understood, {}});
}

}  // namespace

ValueRange range_of(Bits128 first, Bits128 last) { return {first, last}; }

Cube cube_of(const char* source, const char* destination, int protocol, int first_port, int last_port) {
  Cube cube;
  const auto at = [&](Field field) -> std::vector<ValueRange>& {
    return cube.fields[static_cast<std::size_t>(field)];
  };
  const auto raw = [](const Prefix& prefix) {
    const Bits128 behind = prefix.family() == Family::v4 ? low_ones(96) : 0;
    return ValueRange{raw_of(prefix.first()), raw_of(prefix.last()) | behind};
  };
  const Prefix from = Prefix::parse(source).value();
  const Prefix to = Prefix::parse(destination).value();
  const Bits128 family = from.family() == Family::v6 ? 1 : 0;
  at(Field::family) = {{family, family}};
  if (from.length > 0) at(Field::source) = {raw(from)};
  if (to.length > 0) at(Field::destination) = {raw(to)};
  at(Field::protocol) = {{static_cast<Bits128>(protocol), static_cast<Bits128>(protocol)}};
  if (first_port != 0 || last_port != 65535) {
    at(Field::destination_port) = {{static_cast<Bits128>(first_port), static_cast<Bits128>(last_port)}};
  }
  return cube;
}

Snapshot sample_snapshot() {
  Snapshot snapshot;
  snapshot.file = "topologies/sample-city/snapshot.yaml";
  snapshot.name = {"Sakura City", "さくら市"};
  snapshot.policy = "alpha";
  snapshot.segments = {segment("mn", "マイナンバー利用事務系", "My Number zone", SegmentClass::my_number),
                       segment("lg", "LGWAN接続系", "LGWAN zone", SegmentClass::lgwan),
                       segment("in", "インターネット接続系", "Internet zone", SegmentClass::internet_zone),
                       segment("cctv", "防犯カメラ（独立系）", "CCTV", SegmentClass::standalone),
                       segment("guest", "来庁者用 Wi-Fi", "Guest Wi-Fi", SegmentClass::guest),
                       segment("internet", "", "", SegmentClass::internet)};
  for (const char* name : {"core-sw", "fw-in", "fw-mn"}) snapshot.devices.emplace_back().name = name;
  snapshot.exceptions = {exception("EX-1", "ALPHA-IN-LG", "窓口業務の移行期間のため", {2026, 12, 3}),
                         exception("EX-OLD", "ALPHA-LG-INET", "ウイルス定義の更新", {2026, 3, 31})};
  Attestation attestation;
  attestation.id = "AT-1";
  attestation.requirement = "shiroishi-2.4.1-2a";
  attestation.statement = {"Cards and passwords are in use", "カードとパスワードで認証している"};
  attestation.stated_by = "情報システム課長";
  attestation.document = "R8-12";
  attestation.expires = Date{2027, 3, 31};
  snapshot.attestations = {attestation};
  return snapshot;
}

TracePath sample_path() {
  const Packet sent = tcp_packet("10.2.1.5", "203.0.113.9", 443);
  Packet translated = sent;
  translated.source = address("198.51.100.7");
  translated.source_port = 1024;
  TraceHop first{"core-sw", "Vlan20", "Vlan99", sent, sent, {}};
  first.steps = {step(Stage::ingress_filter, permit_any(), "permit", ""),
                 step(Stage::route_lookup,
                      line("rulesets/core-sw.cfg", 200, "ip route 0.0.0.0 0.0.0.0 10.9.9.9"), "route", "")};
  TraceHop second{"fw-in", "port1", "wan1", sent, translated, {}};
  second.steps = {step(Stage::route_lookup, std::nullopt, "route", "connected 203.0.113.0/24"),
                  step(Stage::forward_filter, policy(), "permit", ""),
                  step(Stage::source_nat, line("rulesets/fw-in.conf", 316, "set nat enable"), "translate",
                       "198.51.100.7:1024")};
  TracePath path;
  path.disposition = Disposition::delivered;
  path.hops = {first, second};
  path.arrived = translated;
  path.delivered_to = {"internet"};
  return path;
}

VerifyResult sample_verdicts() {
  std::vector<RequirementResult> all = proved_results();
  all.insert(all.begin() + 1, unproved_result());
  all.push_back(internet_violation());
  all.push_back(second_violation());
  all.push_back(device_violation());
  all.push_back(excepted_result());
  return verdicts(std::move(all));
}

VerifyResult attested_verdicts() {
  std::vector<RequirementResult> all = proved_results();
  all.push_back(attestation(
      "shiroishi-2.4.1-2a", "利用には二つ以上の要素による認証が要る",
      "Their use takes two or more factors of authentication",
      {"", {Code::reason_attested, {"snapshot.yaml", 90, 5, 0}, {"AT-1", "情報システム課長", "R8-12"}}, ""}));
  all.back().verdict = Verdict::attested;
  all.back().attestation = "AT-1";
  all.push_back(attestation("shiroishi-2.4.1-2b", "端末から媒体で情報を持ち出せない設定にしている",
                            "Terminals are set so that nothing can be taken out on media",
                            {"", {Code::reason_not_attested, {}, {"shiroishi-2.4.1-2b"}}, ""}));
  all.push_back(attestation(
      "shiroishi-2.5.1-4d", "配線を変えられる人を限っている",
      "Only named people can change the wiring, and each change is entered in the ledger of lines",
      {"", {Code::reason_attestation_expired, {"snapshot.yaml", 96, 5, 0}, {"AT-2", "2026-03-31"}}, ""}));
  VerifyResult result = verdicts(std::move(all));
  result.policy = "shiroishi";
  result.policy_title = {"Shiroishi City", "白石市"};
  result.model = "alpha";
  result.model_title = {"Guideline, alpha model", "ガイドライン α モデル"};
  return result;
}

VerifyResult proved_verdicts() { return verdicts(proved_results()); }

std::vector<config::FileReport> sample_files() {
  using config::LineClass;
  config::FileReport first = file("rulesets/core-sw.cfg", "cisco-ios", "core-sw");
  add_line(first, LineClass::used, "hostname core-sw");
  add_line(first, LineClass::irrelevant, "banner motd ^C 関係者以外立入禁止 ^C");
  config::FileReport second = file("rulesets/fw-in.conf", "fortios", "fw-in");
  add_line(second, LineClass::used, "config firewall policy");
  add_line(second, LineClass::approximated, "  set dstaddr \"fqdn-update\"");
  add_line(second, LineClass::unsupported, "  set ztna-status enable");
  add_line(second, LineClass::invalid, "  sett action accept");
  add_line(second, LineClass::irrelevant, "  set psksecret ********");
  return {first, second};
}

ReachResult sample_reach() {
  ReachResult result = exact_reach();
  result.must = {result.may.front()};
  result.may_complete = false;
  return result;
}

ReachResult exact_reach() {
  ReachResult result;
  result.from = "lg";
  result.to = "in";
  result.empty = false;
  Cube icmp = cube_of("10.2.0.0/16", "10.3.0.7/32", protocol::icmp, 0, 65535);
  icmp.fields[static_cast<std::size_t>(Field::icmp_type)] = {range_of(8, 8)};
  Cube acks = cube_of("2001:db8:2::/48", "2001:db8:3::/48", protocol::tcp, 1024, 65535);
  acks.fields[static_cast<std::size_t>(Field::tcp_flags)] = {};
  for (Bits128 flags = 0x10; flags < 0x100; flags += 0x20) {
    acks.fields[static_cast<std::size_t>(Field::tcp_flags)].push_back(range_of(flags, flags + 15));
  }
  result.may = {cube_of("10.2.0.0/16", "10.3.0.7/32", protocol::tcp, 1494, 1494), icmp, acks};
  result.must = result.may;
  return result;
}

ReachResult empty_reach() {
  ReachResult result;
  result.from = "mn";
  result.to = "internet";
  return result;
}

TraceResult sample_trace() {
  TraceResult result;
  result.from = "lg";
  result.forward.paths = {sample_path(), sample_path()};
  result.packet = result.forward.paths.front().hops.front().before;
  TracePath& doubtful = result.forward.paths.back();
  doubtful.certain = false;
  doubtful.disposition = Disposition::denied;
  doubtful.delivered_to.clear();
  doubtful.end_device = "fw-in";
  doubtful.hops.back().out = "";
  doubtful.hops.back().after = doubtful.hops.back().before;
  doubtful.hops.back().steps = {step(Stage::forward_filter,
                                     line("rulesets/fw-in.conf", 300, "set application-list \"block\""),
                                     "deny", "matches only some applications", false)};
  result.answer.emplace();
  TracePath back = sample_path();
  std::swap(back.hops.front(), back.hops.back());
  for (TraceHop& hop : back.hops) {
    std::swap(hop.in, hop.out);
    hop.steps.clear();
  }
  back.delivered_to = {"lg"};
  result.answer->paths = {back};
  return result;
}

TraceResult denied_trace() {
  TraceResult result = sample_trace();
  result.forward.paths.erase(result.forward.paths.begin());
  result.forward.paths.front().certain = true;
  result.forward.paths.front().hops.back().steps.front().certain = true;
  result.answer.reset();
  return result;
}

}  // namespace sekisho::test
