// Every snapshot under topologies/ with something violated in it, and the small ones of snapshots/ beside,
// mended: the patch is applied by patch(1) to a copy of the files, and that copy is verified from the
// beginning.
#include <sekisho/repair/repair.hpp>

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <unistd.h>

namespace sekisho::repair {
namespace {

namespace fs = std::filesystem;

const Date day{2026, 11, 21};

/// What no edit of a config can end, and why: snapshot and requirement.
const std::map<std::string, Obstacle> by_hand{
    // A policy under which the city's registered communications are not allowed: they have to be given up, or
    // registered otherwise.
    {"hirose-city-variants/under-shibata SHIBATA-LG-IN:lg>in", Obstacle::only_sanctioned},
    {"kaji-city-variants/same-under-alpha ALPHA-IN-SAAS:in>saas", Obstacle::only_sanctioned},
    {"minato-city-variants/screens-under-alpha ALPHA-IN-LG:in>lg", Obstacle::only_sanctioned},
    {"minato-city-variants/screens-without-sanitizer YONAGO-IN-LG:in>lg", Obstacle::only_sanctioned},
    {"minato-city-variants/screens-without-sanitizer BETA-IN-LG:in>lg", Obstacle::only_sanctioned},
    {"yamate-city-variants/breakout-under-alpha ALPHA-LG-CLOUD:lg>saas", Obstacle::only_sanctioned},
    // The rule at fault is the only one by which a registered receiver is reached on all of its addresses.
    {"broken/vendor-vpn-any ALPHA-PARTNER:hosyu>in", Obstacle::only_sanctioned},
    // How devices are set up, and what the register says.
    {"hirose-city-variants/changed-since-approval SENDAI-CONFIGS", Obstacle::not_about_packets},
    {"hirose-city-variants/wrong-approver SHIROISHI-EXCEPTIONS", Obstacle::not_about_packets},
    {"kawabe-city-variants/telnet-for-administrators NOSHIRO-SERVICES", Obstacle::not_about_packets},
    {"kawabe-city-variants/undefined-address NOSHIRO-NAMES", Obstacle::not_about_packets},
    {"minato-city-variants/logs-stay-in-the-device YONAGO-LOGS", Obstacle::not_about_packets},
    {"yamate-city-variants/no-time-server SHIROISHI-TIME", Obstacle::not_about_packets},
    {"yamate-city-variants/register-without-hosts SHIROISHI-REGISTER", Obstacle::not_about_packets},
};

/// The snapshots of tests/repair/snapshots, and a change that must be among the proposals for each.
const std::map<std::string, ChangeKind> small_networks{
    {"small/fortigate-management", ChangeKind::insert_deny},
    {"small/ios-ipv6", ChangeKind::bind_filter},
    {"small/linux-bridge", ChangeKind::close_port},
    {"small/linux-management", ChangeKind::remove_rule},
    {"small/linux-no-rules", ChangeKind::bind_filter},
    {"small/linux-open-policy", ChangeKind::insert_deny},
    {"small/linux-policy-route", ChangeKind::remove_route},
    {"small/linux-vlan", ChangeKind::close_port},
    {"small/linux-wide-rule", ChangeKind::insert_deny},
};

bool is_small(const std::string& name) { return name.starts_with("small/"); }

std::vector<std::string> snapshots() {
  std::vector<std::string> names;
  for (const auto& [name, change] : small_networks) names.push_back(name);
  const fs::path root = sekisho::test::source_root() / "topologies";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const bool is_broken = entry.path().filename() == "expected.yaml" &&
                           sekisho::test::read_file(entry.path()).find(": violated") != std::string::npos;
    if (is_broken) names.push_back(fs::relative(entry.path().parent_path(), root).generic_string());
  }
  std::ranges::sort(names);
  return names;
}

/// A copy of all snapshots and configs, gone behind the test.
class Copy {
 public:
  Copy() : folder_(fs::temp_directory_path() / ("sekisho-repair-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    for (const char* part : {"topologies", "rulesets"})
      fs::copy(sekisho::test::source_root() / part, folder_ / part, fs::copy_options::recursive);
    fs::copy(sekisho::test::source_root() / "tests" / "repair" / "snapshots", folder_ / "small",
             fs::copy_options::recursive);
  }
  ~Copy() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  [[nodiscard]] fs::path snapshot(const std::string& name) const {
    return folder_ / (is_small(name) ? "" : "topologies") / name / "snapshot.yaml";
  }
  /// What the snapshot is held against.
  [[nodiscard]] VerifyOptions options(const std::string& name) const {
    VerifyOptions options;
    options.date = day;
    options.jobs = 1;
    if (is_small(name)) options.policy_folder = (folder_ / "small" / "policies").string();
    return options;
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

std::map<std::string, Verdict> verdicts_of(const fs::path& snapshot, const VerifyOptions& options) {
  std::map<std::string, Verdict> verdicts;
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(snapshot.string(), sink);
  const std::optional<VerifyResult> result = loaded ? verify(*loaded, options, sink) : std::nullopt;
  EXPECT_TRUE(result.has_value());
  if (!result) return verdicts;
  for (const RequirementResult& each : result->requirements) verdicts[each.requirement.id] = each.verdict;
  return verdicts;
}

/// Which channels surely or possibly get through, by simulation: a packet from the first sender to the first
/// receiver by the first service.
std::map<std::string, bool> channels_of(const fs::path& snapshot) {
  std::map<std::string, bool> through;
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(snapshot.string(), sink);
  if (!loaded) return through;
  for (const Channel& channel : loaded->network.snapshot.channels) {
    if (channel.from.addresses.empty() || channel.to.addresses.empty() || channel.services.empty()) continue;
    const Service& service = channel.services.front();
    Packet packet;
    packet.source = channel.from.addresses.front().first;
    packet.destination = channel.to.addresses.front().first;
    packet.protocol = service.protocol.value_or(protocol::tcp);
    packet.source_port = 50000;
    if (!service.destination_ports.empty()) packet.destination_port = service.destination_ports.front().first;
    packet.tcp_flags = packet.protocol == protocol::tcp ? tcp_flag::syn : 0;
    const std::optional<TraceResult> traced =
        trace_packet(*loaded, {channel.from.segment, packet, day}, sink);
    through[channel.id] =
        traced && std::ranges::any_of(traced->forward.paths, [&](const TracePath& path) {
          return std::ranges::find(path.delivered_to, channel.to.segment) != path.delivered_to.end();
        });
  }
  return through;
}

class Mended : public testing::TestWithParam<std::string> {};

void check_answers(const std::string& name, const RepairResult& result) {
  for (const RequirementRepair& each : result.requirements) {
    const std::string& id = each.violated.requirement.id;
    const auto expected = by_hand.find(name + " " + id);
    if (expected != by_hand.end()) {
      EXPECT_EQ(name_of(each.obstacle), name_of(expected->second)) << id;
      continue;
    }
    EXPECT_EQ(each.obstacle, Obstacle::none) << id << ": " << name_of(each.obstacle);
    EXPECT_TRUE(!each.proposals.empty() || !each.ended_by.empty()) << id;
  }
}

TEST_P(Mended, PatchEndsWhatEditsCanEnd) {
  // With sanitizers a city takes minutes: a few of them do.
  const std::vector<std::string> all = snapshots();
  const auto place = std::find(all.begin(), all.end(), GetParam()) - all.begin();
  if (sekisho::test::scale() < 1 && !is_small(GetParam()) && place % 24 != 12)
    GTEST_SKIP() << "every twenty-fourth city at this scale";
  const Copy copy;
  const fs::path snapshot = copy.snapshot(GetParam());
  const std::map<std::string, Verdict> before = verdicts_of(snapshot, copy.options(GetParam()));
  const std::map<std::string, bool> channels_before = channels_of(snapshot);
  RepairOptions options;
  options.verify = copy.options(GetParam());
  options.proposals = 1;  // the search ends with the first that costs nothing
  DiagnosticSink sink;
  const std::optional<RepairResult> result = repair(snapshot.string(), options, sink);
  ASSERT_TRUE(result.has_value());
  check_answers(GetParam(), *result);
  if (result->patch.empty()) return;

  const fs::path patch = copy.folder() / "repair.patch";
  std::ofstream(patch, std::ios::binary) << result->patch;
  const std::string apply = "cd '" + result->folder + "' && patch -p1 -s < '" + patch.string() + "'";
  ASSERT_EQ(std::system(apply.c_str()), 0) << result->patch;
  for (const auto& [file, text] : result->texts) EXPECT_EQ(sekisho::test::read_file(file), text) << file;

  const std::map<std::string, Verdict> after = verdicts_of(snapshot, copy.options(GetParam()));
  for (const auto& [id, verdict] : after) {
    const bool stays = by_hand.contains(GetParam() + " " + id);
    EXPECT_TRUE(verdict != Verdict::violated || stays) << id << " is still violated\n" << result->patch;
    EXPECT_TRUE(before.at(id) != Verdict::proved || verdict == Verdict::proved) << id << " was proved";
  }
  const std::map<std::string, bool> channels_after = channels_of(snapshot);
  for (const auto& [id, was_through] : channels_before)
    EXPECT_TRUE(!was_through || channels_after.at(id)) << id << " is lost\n" << result->patch;
}

/// The changes that people think of first are among those found.
TEST(SmallNetworks, HaveTheRepairThatFitsTheFault) {
  const Copy copy;
  for (const auto& [name, kind] : small_networks) {
    SCOPED_TRACE(name);
    RepairOptions options;
    options.verify = copy.options(name);
    options.proposals = 20;
    DiagnosticSink sink;
    const std::optional<RepairResult> result = repair(copy.snapshot(name).string(), options, sink);
    ASSERT_TRUE(result.has_value());
    ASSERT_FALSE(result->requirements.empty());
    EXPECT_EQ(result->after.violated, 0U);
    EXPECT_EQ(result->after.unproved, 0U);
    bool is_found = false;
    for (const Proposal& proposal : result->requirements.front().proposals)
      is_found = is_found || proposal.changes.front().kind == kind;
    EXPECT_TRUE(is_found) << name_of(kind);
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace_if(
      name, [](char c) { return c == '/' || c == '-'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Topologies, Mended, testing::ValuesIn(snapshots()), test_name);

}  // namespace
}  // namespace sekisho::repair
