// `sekisho diff`: what it takes, what it answers, and how it ends.
#include "cli/cli_run.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

const std::string access_list = R"(hostname rtr
ip access-list extended IN
 permit tcp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 443
 deny ip any any
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
 ip access-group IN in
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
)";

const std::string policies = R"(config system global
    set hostname "fw"
end
config system interface
    edit "port1"
        set vdom "root"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "port2"
        set vdom "root"
        set ip 10.2.0.1 255.255.255.0
    next
end
config firewall address
    edit "clients"
        set subnet 10.1.0.0 255.255.255.0
    next
    edit "server"
        set subnet 10.2.0.9 255.255.255.255
    next
end
config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "clients"
        set dstaddr "server"
        set action accept
        set schedule "always"
        set service "HTTPS"
    next
end
)";

/// A folder for configs, removed at the end; the current folder meanwhile.
class DiffCommand : public ::testing::Test {
 protected:
  void SetUp() override {  // NOLINT(readability-identifier-naming): GoogleTest's name
    std::string name = (fs::temp_directory_path() / "sekisho-diff-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    before_ = fs::current_path();
    fs::current_path(folder_);
  }
  void TearDown() override {  // NOLINT(readability-identifier-naming): GoogleTest's name
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  static void write(const std::string& name, const std::string& text) {
    if (fs::path(name).has_parent_path()) fs::create_directories(fs::path(name).parent_path());
    std::ofstream(name, std::ios::binary) << text;
  }
  static std::string replaced(std::string text, const std::string& part, const std::string& by) {
    return text.replace(text.find(part), part.size(), by);
  }

 private:
  fs::path folder_;
  fs::path before_;
};

TEST_F(DiffCommand, SnapshotsAnswerByTheirVerdicts) {
  const Outcome opened = run({"diff", town("closed.yaml"), town("open.yaml")});
  EXPECT_EQ(opened.status, 1) << opened.err;
  EXPECT_TRUE(contains(opened.out, "Newly gets through"));
  const Outcome closed = run({"diff", town("open.yaml"), town("closed.yaml")});
  EXPECT_NE(closed.status, 1) << closed.err;
  EXPECT_TRUE(contains(closed.out, "No longer gets through"));
  const Outcome same = run({"diff", town("closed.yaml"), town("closed.yaml")});
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_TRUE(contains(same.out, "Nothing changes"));
}

TEST_F(DiffCommand, FormatsAreWritten) {
  const Outcome markdown = run({"diff", town("closed.yaml"), town("open.yaml"), "--format", "markdown"});
  EXPECT_TRUE(contains(markdown.out, "<details>"));
  const Outcome sarif = run({"diff", town("closed.yaml"), town("open.yaml"), "--format", "sarif"});
  EXPECT_TRUE(contains(sarif.out, "\"level\": \"error\""));
  const Outcome nothing_new = run({"diff", town("open.yaml"), town("open.yaml"), "--format", "sarif"});
  EXPECT_TRUE(contains(nothing_new.out, "\"results\": []"));
  const Outcome json = run({"diff", town("closed.yaml"), town("open.yaml"), "--format", "json"});
  EXPECT_TRUE(contains(json.out, "\"outcome\": \"forbidden-opens\""));
}

TEST_F(DiffCommand, ATextThatChangesNothingSaysSo) {
  write("old.cfg", access_list);
  write("new.cfg", replaced(access_list, "10.1.0.0 0.0.0.255 host 10.2.0.9 eq 443",
                            "10.1.0.0 0.0.0.255 10.2.0.9 0.0.0.0 eq 443") +
                       "! a remark\n");
  const Outcome outcome = run({"diff", "old.cfg", "new.cfg"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "changes nothing")) << outcome.out;
}

TEST_F(DiffCommand, AWiderRuleIsShownWithAPacket) {
  write("old.cfg", access_list);
  write("new.cfg", replaced(access_list, "host 10.2.0.9 eq 443", "host 10.2.0.9 range 443 445"));
  const Outcome outcome = run({"diff", "old.cfg", "new.cfg"});
  EXPECT_EQ(outcome.status, 0) << "no policy forbids anything";
  EXPECT_TRUE(contains(outcome.out, "tcp/444-445")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "changes which packets pass")) << outcome.out;
}

TEST_F(DiffCommand, FiltersOfTwoLanguagesAreEqualOrNot) {
  write("rtr.cfg", access_list);
  write("fw.conf", policies);
  const Outcome equal = run({"diff", "rtr.cfg", "fw.conf", "--filter", "IN=port1>port2"});
  EXPECT_EQ(equal.status, 0) << equal.out << equal.err;
  write("fw.conf", replaced(policies, "set service \"HTTPS\"", "set service \"HTTP\""));
  const Outcome unequal = run({"diff", "rtr.cfg", "fw.conf", "--filter", "IN=port1>port2"});
  EXPECT_EQ(unequal.status, 1) << unequal.out << unequal.err;
  EXPECT_TRUE(contains(unequal.out, "tcp/80 (http)")) << unequal.out;
  EXPECT_TRUE(contains(unequal.out, "tcp/443 (https)")) << unequal.out;
}

TEST_F(DiffCommand, AnUncertainRuleLeavesItUnproved) {
  write("rtr.cfg", access_list);
  write("fw.conf", replaced(policies, "set service \"HTTPS\"",
                            "set service \"HTTPS\"\n        set application-list \"some\"\n"
                            "        set groups \"people\""));
  const Outcome outcome =
      run({"diff", "rtr.cfg", "fw.conf", "--filter", "IN=port1>port2", "--format", "json"});
  EXPECT_EQ(outcome.status, 2) << outcome.out << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "\"equality\": \"unproved\""));
}

TEST_F(DiffCommand, FoldersMatchDevicesByName) {
  write("old/a.cfg", access_list);
  write("new/a.cfg", replaced(access_list, "eq 443", "eq 80"));
  write("new/fw.conf", policies);
  const Outcome outcome = run({"diff", "old", "new"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "Devices added: fw")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "newly permits")) << outcome.out;
}

TEST_F(DiffCommand, WrongUseIsTold) {
  EXPECT_EQ(run({"diff", "a.yaml"}).status, 64);
  EXPECT_EQ(run({"diff", "--git", "main", "a.yaml"}).status, 64);
  EXPECT_EQ(run({"diff", "--git", "a..b", "c", "d"}).status, 64);
  EXPECT_EQ(run({"diff", "missing.cfg", "missing.cfg"}).status, 65);
  write("rtr.cfg", access_list);
  const Outcome unknown = run({"diff", "rtr.cfg", "rtr.cfg", "--filter", "INN"});
  EXPECT_EQ(unknown.status, 65);
  EXPECT_TRUE(contains(unknown.err, "[filter_unknown]")) << unknown.err;
}

TEST_F(DiffCommand, AFilterThatIsNotNamedIsAskedFor) {
  write("rtr.cfg", access_list);
  write("fw.conf", policies);
  const Outcome which = run({"diff", "rtr.cfg", "fw.conf", "--filter", "IN="});
  EXPECT_EQ(which.status, 65);
  EXPECT_TRUE(contains(which.err, "[filter_not_named]")) << which.err;
  write("both/rtr.cfg", access_list);
  write("both/fw.conf", policies);
  const Outcome device = run({"diff", "both", "both", "--filter", "IN"});
  EXPECT_EQ(device.status, 65);
  EXPECT_TRUE(contains(device.err, "[filter_device_not_named]")) << device.err;
  EXPECT_EQ(run({"diff", "both", "both", "--filter", "rtr:IN=fw:port1>port2"}).status, 0);
}

/// A router between two segments that may exchange nothing, with these rules at the one.
std::string snapshot_of(const std::string& config) {
  return "snapshot: 1\npolicy: alpha\ndevices:\n  rtr: {config: " + config +
         "}\nsegments:\n"
         "  lg: {class: lgwan, prefixes: 10.1.0.0/24, attached: \"rtr:GigabitEthernet0/0\"}\n"
         "  mn: {class: my-number, prefixes: 10.2.0.0/24, attached: \"rtr:GigabitEthernet0/1\"}\n";
}

TEST_F(DiffCommand, SarifMarksTheLinesThatLetSomethingNewThrough) {
  const std::string closed = replaced(access_list, " ip address 10.2.0.1 255.255.255.0",
                                      " ip address 10.2.0.1 255.255.255.0\n ip access-group CLOSED in");
  const std::string old_rules = closed + "ip access-list extended CLOSED\n deny ip any any\n";
  write("old.cfg", old_rules);
  write("new.cfg",
        replaced(old_rules, " deny ip any any\ninterface",
                 " permit udp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 161\n deny ip any any\ninterface"));
  write("old.yaml", snapshot_of("old.cfg"));
  write("new.yaml", snapshot_of("new.cfg"));
  const Outcome outcome = run({"diff", "old.yaml", "new.yaml", "--format", "sarif"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "\"text\": \"permit udp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 161\""))
      << outcome.out;
  EXPECT_FALSE(contains(outcome.out, "\"text\": \"permit tcp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 443\""))
      << "it let the same through before\n"
      << outcome.out;
}

TEST_F(DiffCommand, WithoutGitItSaysSo) {
  write("rtr.cfg", access_list);
  const std::string path =
      std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe)
  setenv("PATH", "/nowhere", 1);                                  // NOLINT(concurrency-mt-unsafe)
  const Outcome outcome = run({"diff", "--git", "a..b", "rtr.cfg"});
  setenv("PATH", path.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  EXPECT_EQ(outcome.status, 65);
  EXPECT_TRUE(contains(outcome.err, "[git_not_usable]")) << outcome.err;
}

bool git_works() { return std::system("git --version >/dev/null 2>&1") == 0; }  // NOLINT(cert-env33-c)

/// Commits everything; false when git refuses.
bool commit(const std::string& message) {
  const std::string identity =
      "git -c user.name=tester -c user.email=tester@example.jp -c commit.gpgsign=false ";
  const std::string command =
      "(git add -A && " + identity + "commit -q -m '" + message + "') >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c): fixed text
}

TEST_F(DiffCommand, RevisionsOfAWorkTree) {
  if (!git_works()) GTEST_SKIP() << "needs git";
  ASSERT_EQ(std::system("git init -q . >/dev/null 2>&1"), 0);  // NOLINT(cert-env33-c)
  write("site/rtr.cfg", access_list);
  ASSERT_TRUE(commit("first"));
  write("site/rtr.cfg", replaced(access_list, "eq 443", "range 443 445"));
  ASSERT_TRUE(commit("second"));
  const Outcome outcome = run({"diff", "--git", "HEAD~1..HEAD", "site/rtr.cfg"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "HEAD~1:site/rtr.cfg")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "tcp/444-445")) << outcome.out;
  EXPECT_FALSE(contains(outcome.out, "sekisho-diff-XXXXXX"));

  write("site/rtr.cfg", access_list);
  const Outcome now = run({"diff", "--git", "HEAD~1..", "site/rtr.cfg"});
  EXPECT_EQ(now.status, 0) << now.err;
  EXPECT_TRUE(contains(now.out, "Nothing changes")) << now.out;

  const Outcome unknown = run({"diff", "--git", "HEAD..nowhere", "site/rtr.cfg"});
  EXPECT_EQ(unknown.status, 65);
  EXPECT_TRUE(contains(unknown.err, "[git_no_revision]")) << unknown.err;
  const Outcome missing = run({"diff", "--git", "HEAD~1..HEAD", "site/none.cfg"});
  EXPECT_EQ(missing.status, 65);
  EXPECT_TRUE(contains(missing.err, "[git_not_in_revision]")) << missing.err;
}

TEST_F(DiffCommand, WithoutAWorkTreeGitSaysSo) {
  if (!git_works()) GTEST_SKIP() << "needs git";
  write("rtr.cfg", access_list);
  const Outcome outcome = run({"diff", "--git", "a..b", "rtr.cfg"});
  EXPECT_EQ(outcome.status, 65);
  EXPECT_TRUE(contains(outcome.err, "[git_refused]")) << outcome.err;
}

}  // namespace
}  // namespace sekisho::test
