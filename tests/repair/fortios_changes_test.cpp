// Changes of FortiOS configurations, each with its undo.
#include "repair/change_checks.hpp"
#include "repair/fortios_block.hpp"

#include <algorithm>
#include <map>

namespace sekisho::repair {
namespace {

using test::at_line;
using test::edited;
using test::traffic;

/// Sections of a device that commands are typed at. Commands of a config file are commands, too.
class TypedFortiOs {
 public:
  explicit TypedFortiOs(const std::string& text) { type(lines_of(text)); }

  void type(const std::vector<std::string>& commands) {
    for (const std::string& command : commands) {
      const std::vector<std::string> words = quoted_words_of(command);
      if (words.empty()) continue;
      if (words[0] == "unset" && find(entry_) != entries().end()) find(entry_)->settings.erase(words[1]);
      if (words[0] == "config") section_ = command.substr(command.find("config") + 7);
      if (words[0] == "edit") entry_ = words[1];
      if (words[0] == "edit" && find(entry_) == entries().end()) entries().push_back({entry_, {}});
      if (words[0] == "set") set(command.substr(command.find("set") + 4));
      if (words[0] == "delete") entries().erase(find(words[1]));
      if (words[0] == "move") move(words[1], words[3]);
    }
  }

  [[nodiscard]] std::vector<std::string> state() const {
    std::vector<std::string> lines;
    for (const auto& [section, entries] : sections_) {
      if (entries.empty()) continue;
      lines.push_back(section);
      for (const Entry& entry : entries) {
        lines.push_back("  " + entry.name);
        for (const auto& [key, value] : entry.settings) lines.push_back("    " + key + value);
      }
    }
    return lines;
  }

 private:
  struct Entry {
    std::string name;
    std::map<std::string, std::string> settings;
  };
  using Entries = std::vector<Entry>;

  Entries& entries() { return sections_[section_]; }
  Entries::iterator find(const std::string& name) {
    return std::ranges::find_if(entries(), [&](const Entry& entry) { return entry.name == name; });
  }
  void set(const std::string& setting) {
    const std::size_t end = setting.find(' ');
    // Settings of a section without entries, or of one in an entry.
    if (find(entry_) == entries().end()) entries().push_back({entry_, {}});
    // What is the default need not be said.
    if (setting == "status enable") {
      find(entry_)->settings.erase("status");
    } else {
      find(entry_)->settings[setting.substr(0, end)] = setting.substr(end);
    }
  }
  void move(const std::string& name, const std::string& before) {
    const Entry moved = *find(name);
    entries().erase(find(name));
    entries().insert(find(before), moved);
  }

  std::map<std::string, Entries> sections_;
  std::string section_;
  std::string entry_;
};

constexpr const char* policies =
    "config firewall address\n"
    "    edit \"lg\"\n"
    "        set uuid 1b02aaac\n"
    "        set subnet 10.2.0.0 255.255.0.0\n"
    "    next\n"
    "end\n"
    "config firewall policy\n"
    "    edit 4\n"  // 8
    "        set name \"mail\"\n"
    "        set srcintf \"port2\"\n"
    "        set dstintf \"port3\" \"port4\"\n"
    "        set srcaddr \"lg\"\n"
    "        set dstaddr \"all\"\n"
    "        set action accept\n"
    "        set schedule \"always\"\n"
    "        set service \"ALL\"\n"
    "    next\n"
    "    edit 9\n"  // 18
    "        set status enable\n"
    "        set srcintf \"port2\"\n"
    "        set dstintf \"port1\"\n"
    "        set srcaddr \"all\"\n"
    "        set dstaddr \"all\"\n"
    "        set service \"ALL\"\n"
    "    next\n"
    "end\n"
    "config router static\n"
    "    edit 1\n"  // 28
    "        set gateway 203.0.113.1\n"
    "    next\n"
    "end\n";

const Dialect& fortios() { return *find_dialect("fortios"); }

TEST(FortiOsChanges, PolicyIsDisabled) {
  for (const int line : {8, 18}) {
    const std::optional<Change> change = fortios().without_rule(lines_of(policies), at_line(line));
    ASSERT_TRUE(change.has_value());
    test::check_round_trip<TypedFortiOs>(policies, *change);
  }
  const std::optional<Change> change = fortios().without_rule(lines_of(policies), at_line(8));
  EXPECT_EQ(change->commands, (std::vector<std::string>{"config firewall policy", "    edit 4",
                                                        "        set status disable", "    next", "end"}));
}

TEST(FortiOsChanges, OnlyPoliciesAreRules) {
  EXPECT_FALSE(fortios().without_rule(lines_of(policies), at_line(2)).has_value());
  EXPECT_FALSE(fortios().without_rule(lines_of(policies), at_line(28)).has_value());
  EXPECT_FALSE(fortios().without_rule(lines_of(policies), at_line(9)).has_value());
}

TEST(FortiOsChanges, RouteIsDisabled) {
  const std::optional<Change> change = fortios().without_route(lines_of(policies), at_line(28));
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->kind, ChangeKind::remove_route);
  test::check_round_trip<TypedFortiOs>(policies, *change);
}

TEST(FortiOsChanges, DenyUsesTheObjectsThatAreThereAndMakesTheOthers) {
  const std::optional<Change> change =
      fortios().with_deny(lines_of(policies), at_line(8), {traffic("10.2.0.0/16", "10.3.0.9", 445)});
  ASSERT_TRUE(change.has_value());
  test::check_round_trip<TypedFortiOs>(policies, *change);
  const std::string text = edited(policies, *change);
  EXPECT_NE(text.find("    edit 10\n"
                      "        set srcintf \"port2\"\n"
                      "        set dstintf \"port3\" \"port4\"\n"
                      "        set srcaddr \"lg\"\n"
                      "        set dstaddr \"host_10.3.0.9\"\n"
                      "        set action deny\n"
                      "        set schedule \"always\"\n"
                      "        set service \"tcp_445\"\n"
                      "        set logtraffic all\n"
                      "    next\n"
                      "    edit 4\n"),
            std::string::npos)
      << text;
  EXPECT_NE(
      text.find("    edit \"host_10.3.0.9\"\n        set subnet 10.3.0.9 255.255.255.255\n    next\nend\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("config firewall service custom\n"), std::string::npos) << "a section of its own";
}

TEST(FortiOsChanges, PolicyIsNarrowed) {
  const std::optional<Change> to_hosts =
      fortios().narrowed(lines_of(policies), at_line(8), RulePart::destinations, {test::range("10.3.0.9")});
  ASSERT_TRUE(to_hosts.has_value());
  test::check_round_trip<TypedFortiOs>(policies, *to_hosts);
  const std::optional<Change> to_services = fortios().narrowed(
      lines_of(policies), at_line(8), std::vector<TrafficService>{{protocol::udp, {{53, 53}, {123, 123}}}});
  ASSERT_TRUE(to_services.has_value());
  test::check_round_trip<TypedFortiOs>(policies, *to_services);
  EXPECT_NE(edited(policies, *to_services).find("set udp-portrange 53 123"), std::string::npos);
}

TEST(FortiOsChanges, VdomStandsAroundTheCommands) {
  const std::string text =
      "config vdom\nedit root\nnext\nedit LG\nconfig firewall policy\n    edit 4\n    next\nend\nnext\nend\n";
  const std::optional<Change> change = fortios().without_rule(lines_of(text), at_line(6));
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->commands, (std::vector<std::string>{
                                  "config vdom", "edit LG", "    config firewall policy", "        edit 4",
                                  "            set status disable", "        next", "    end", "end"}));
}

constexpr const char* access =
    "config system global\n"
    "    set admin-sport 8443\n"
    "end\n"
    "config system interface\n"
    "    edit \"port1\"\n"
    "        set allowaccess ping https ssh\n"  // 6
    "        config ipv6\n"
    "            set ip6-allowaccess https\n"  // 8
    "        end\n"
    "    next\n"
    "end\n"
    "config firewall local-in-policy\n"
    "    edit 3\n"
    "        set intf \"any\"\n"
    "    next\n"
    "end\n";

TEST(FortiOsChanges, ManagementAccessLosesTheServicesAskedFor) {
  const auto without = [](int line, const Traffic& traffic) {
    return fortios().without_services(lines_of(access), at_line(line), {traffic});
  };
  Traffic https = traffic("10.1.0.0/16", "10.1.0.1", 8443);
  const std::optional<Change> change = without(6, https);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->edits.front().added, std::vector<std::string>{"        set allowaccess ping ssh"});
  test::check_round_trip<TypedFortiOs>(access, *change);
  EXPECT_FALSE(without(6, traffic("10.1.0.0/16", "10.1.0.1", 443)).has_value()) << "HTTPS is at another port";
  EXPECT_EQ(without(6, traffic("10.1.0.0/16", "10.1.0.1"))->commands[2], "        unset allowaccess");
  https.family = Family::v6;
  const std::optional<Change> of_v6 = without(8, https);
  ASSERT_TRUE(of_v6.has_value());
  EXPECT_EQ(of_v6->commands, (std::vector<std::string>{
                                 "config system interface", "    edit \"port1\"", "        config ipv6",
                                 "            unset ip6-allowaccess", "        end", "    next", "end"}));
}

TEST(FortiOsChanges, ManagementAccessIsDeniedByALocalInPolicyInFront) {
  const std::optional<Change> change =
      fortios().with_deny(lines_of(access), at_line(6), {traffic("10.1.0.0/16", "10.1.0.1", 22)});
  ASSERT_TRUE(change.has_value());
  EXPECT_NE(std::ranges::find(change->commands, "        set intf \"port1\""), change->commands.end());
  EXPECT_NE(std::ranges::find(change->commands, "    move 4 before 3"), change->commands.end());
  test::check_round_trip<TypedFortiOs>(access, *change);
}

TEST(FortiOsChanges, WhereThereAreNoLocalInPoliciesTheirSectionIsAdded) {
  const std::string text(access, std::string_view(access).find("config firewall"));
  const std::optional<Change> change =
      fortios().with_deny(lines_of(text), at_line(6), {traffic("10.1.0.0/16", "10.1.0.1", 22)});
  ASSERT_TRUE(change.has_value());
  EXPECT_NE(edited(text, *change).find("end\nconfig firewall local-in-policy\n    edit 1\n"),
            std::string::npos);
}

TEST(FortiOsChanges, InAFileWithVdomsTheInterfaceIsAGlobalMatter) {
  const std::string text =
      "config vdom\nedit root\nnext\nend\nconfig global\nconfig system interface\nedit \"port1\"\nset vdom "
      "\"root\"\nset allowaccess https\nnext\nend\nend\nconfig vdom\nedit root\nconfig firewall "
      "local-in-policy\nedit 1\nset intf \"any\"\nnext\nend\nnext\nend\n";
  const std::optional<Change> closed =
      fortios().without_services(lines_of(text), at_line(9), {traffic("10.1.0.0/16", "10.1.0.1")});
  ASSERT_TRUE(closed.has_value());
  EXPECT_EQ(closed->commands.front(), "config global");
  const std::optional<Change> denied =
      fortios().with_deny(lines_of(text), at_line(9), {traffic("10.1.0.0/16", "10.1.0.1", 443)});
  ASSERT_TRUE(denied.has_value());
  EXPECT_NE(std::ranges::find(denied->commands, "edit root"), denied->commands.end());
}

}  // namespace
}  // namespace sekisho::repair
