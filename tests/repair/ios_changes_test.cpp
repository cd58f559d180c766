// Changes of Cisco IOS configurations, each with its undo.
#include <sekisho/repair/ios_access_list.hpp>
#include "repair/change_checks.hpp"

#include <fmt/ranges.h>

#include <map>

namespace sekisho::repair {
namespace {

using test::at_line;
using test::edited;
using test::traffic;

/// Access lists and interfaces of a device that commands are typed at.
class TypedIos {
 public:
  explicit TypedIos(const std::string& text) {
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t line = 1; line <= lines.size(); ++line) {
      if (const auto list = ios_access_list_at(lines, line)) {
        for (const IosEntry& entry : list->entries)
          lists_[list->mode][entry.sequence] = fmt::format("{}", fmt::join(entry.words, " "));
      } else if (lines[line - 1].starts_with("interface ")) {
        mode_ = lines[line - 1];
        interfaces_[mode_];
      } else if (lines[line - 1].starts_with(" ") && interfaces_.contains(mode_)) {
        type_at_interface(lines[line - 1].substr(1));
      } else {
        mode_.clear();
        if (lines[line - 1].starts_with("ip route ")) type({lines[line - 1]});
      }
    }
  }

  void type(const std::vector<std::string>& commands) {
    for (const std::string& command : commands) {
      const std::vector<std::string> words = words_of(command);
      if (command.starts_with("ip route ")) {
        routes_[command] = true;
      } else if (command.starts_with("no ip route ")) {
        routes_.erase(command.substr(3));
      } else if (command.starts_with("no ip access-list") || command.starts_with("no ipv6 access-list")) {
        lists_.erase(command.substr(3));
      } else if (!command.starts_with(" ")) {
        mode_ = command;
      } else if (mode_.starts_with("interface")) {
        type_at_interface(command.substr(1));
      } else if (words.front() == "no") {
        lists_[mode_].erase(std::stoi(words.back()));
      } else {
        const std::size_t first = words.front() == "sequence" ? 2 : 1;
        const std::string text = fmt::format(
            "{}", fmt::join(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), " "));
        lists_[mode_][std::stoi(words.front() == "sequence" ? words[1] : words[0])] = text;
      }
    }
  }

  /// The lists with their entries in order, whatever their numbers; interfaces and routes.
  [[nodiscard]] std::vector<std::string> state() const {
    std::vector<std::string> lines;
    for (const auto& [mode, entries] : lists_) {
      if (entries.empty()) continue;
      lines.push_back(mode);
      for (const auto& [sequence, entry] : entries) lines.push_back("  " + entry);
    }
    for (const auto& [mode, settings] : interfaces_) {
      lines.push_back(mode);
      for (const auto& [key, value] : settings) lines.push_back("  " + key + " " + value);
    }
    for (const auto& [route, there] : routes_) lines.push_back(route);
    return lines;
  }

 private:
  /// The last word is the value, but for `ip access-group NAME in`.
  void type_at_interface(const std::string& command) {
    std::string text = command;
    const bool no = text.starts_with("no ");
    if (no) text = text.substr(3);
    if (text == "shutdown") text += " yes";
    const std::size_t at = text.starts_with("ip access-group") ? 15 : text.rfind(' ');
    if (no && text.find("vlan") != std::string::npos) {
      interfaces_[mode_].erase(text);
    } else if (no) {
      interfaces_[mode_].erase(text.substr(0, at));
    } else {
      interfaces_[mode_][text.substr(0, at)] = text.substr(at + 1);
    }
  }

  std::string mode_;
  std::map<std::string, std::map<int, std::string>> lists_;
  std::map<std::string, std::map<std::string, std::string>> interfaces_;
  std::map<std::string, bool> routes_;
};

constexpr const char* numbered =
    "ip access-list extended LG-IN\n"         // 1
    " remark servers\n"                       // 2
    " 10 deny ip any 10.1.0.0 0.0.255.255\n"  // 3
    " 20 permit ip any 10.3.0.0 0.0.255.255 log\n"
    " 21 permit tcp any any eq 443\n"  // 5
    "!\n";

constexpr const char* plain =
    "ip access-list extended OUT\n"
    " permit tcp 10.2.0.0 0.0.255.255 any eq www\n"  // 2
    " permit ip host 10.2.0.5 any\n"
    "access-list 101 permit tcp any host 10.1.0.5 eq 22\n"  // 4
    "access-list 101 permit ip any any\n"
    "ipv6 access-list SIX\n"
    " sequence 10 permit ipv6 any any\n";  // 7

struct ListCase {
  const char* name;
  const char* text;
  int line;
};

const Dialect& ios() { return *find_dialect("cisco-ios"); }

std::string case_name(const testing::TestParamInfo<ListCase>& info) { return info.param.name; }

class IosEntries : public testing::TestWithParam<ListCase> {};

TEST_P(IosEntries, AreTakenOutAndPutBack) {
  const auto& [name, text, line] = GetParam();
  const std::optional<Change> change = ios().without_rule(lines_of(text), at_line(line));
  ASSERT_TRUE(change.has_value());
  EXPECT_NE(edited(text, *change), text);
  test::check_round_trip<TypedIos>(text, *change);
}

TEST_P(IosEntries, GetADenyInFront) {
  const auto& [name, text, line] = GetParam();
  std::vector<Traffic> wanted{traffic("10.2.0.0/16", "10.3.0.0/24", 445), traffic("10.2.0.1", "10.3.1.0/24")};
  if (std::string(name) == "V6")
    wanted = {{Family::v6, {}, {AddressRange::of(*Prefix::parse("2001:db8::/32"))}, {TrafficService{}}}};
  const std::optional<Change> change = ios().with_deny(lines_of(text), at_line(line), wanted);
  ASSERT_TRUE(change.has_value());
  test::check_round_trip<TypedIos>(text, *change);
}

INSTANTIATE_TEST_SUITE_P(Lists, IosEntries,
                         testing::Values(ListCase{"Numbered", numbered, 4}, ListCase{"Tight", numbered, 5},
                                         ListCase{"Plain", plain, 3}, ListCase{"Flat", plain, 5},
                                         ListCase{"V6", plain, 7}),
                         case_name);

TEST(IosChanges, DenyReadsAsItWouldBeTyped) {
  const std::optional<Change> change =
      ios().with_deny(lines_of(numbered), at_line(4), {traffic("10.2.0.0/16", "10.3.0.9", 445)});
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->commands,
            (std::vector<std::string>{"ip access-list extended LG-IN",
                                      " 15 deny tcp 10.2.0.0 0.0.255.255 host 10.3.0.9 eq 445"}));
  EXPECT_EQ(change->undo, (std::vector<std::string>{"ip access-list extended LG-IN", " no 15"}));
}

TEST(IosChanges, WhereNoNumberIsFreeADenyStandsFurtherUp) {
  const std::optional<Change> change =
      ios().with_deny(lines_of(numbered), at_line(5), {traffic("10.2.0.0/16", "10.3.0.9")});
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->commands.back(), " 15 deny ip 10.2.0.0 0.0.255.255 host 10.3.0.9");
}

TEST(IosChanges, RuleIsNarrowedToDestinations) {
  const std::optional<Change> change = ios().narrowed(lines_of(plain), at_line(2), RulePart::destinations,
                                                      {test::range("10.3.0.9"), test::range("10.4.0.0/16")});
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->edits.front().added,
            (std::vector<std::string>{" permit tcp 10.2.0.0 0.0.255.255 host 10.3.0.9 eq www",
                                      " permit tcp 10.2.0.0 0.0.255.255 10.4.0.0 0.0.255.255 eq www"}));
  test::check_round_trip<TypedIos>(plain, *change);
}

TEST(IosChanges, RuleIsNarrowedToServices) {
  const std::vector<TrafficService> services{{protocol::tcp, {{443, 443}, {8000, 8010}}}};
  const std::optional<Change> change = ios().narrowed(lines_of(plain), at_line(3), services);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->edits.front().added,
            (std::vector<std::string>{" permit tcp host 10.2.0.5 any eq 443",
                                      " permit tcp host 10.2.0.5 any range 8000 8010"}));
  test::check_round_trip<TypedIos>(plain, *change);
}

TEST(IosChanges, NarrowingNeedsFreeNumbers) {
  const std::optional<Change> change = ios().narrowed(lines_of(numbered), at_line(4), RulePart::destinations,
                                                      {test::range("10.3.0.9"), test::range("10.4.0.0/16")});
  EXPECT_FALSE(change.has_value());
}

TEST(IosChanges, RouteIsTakenOut) {
  const std::string text =
      "ip route vrf LG 0.0.0.0 0.0.0.0 10.2.255.1 name OLD\nip route 10.0.0.0 255.0.0.0 Null0\n";
  const std::optional<Change> change = ios().without_route(lines_of(text), at_line(1));
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->commands.front(), "no ip route vrf LG 0.0.0.0 0.0.0.0 10.2.255.1 name OLD");
  test::check_round_trip<TypedIos>(text, *change);
}

constexpr const char* interfaces =
    "interface GigabitEthernet1/0/1\n"
    " switchport access vlan 20\n"
    " switchport mode access\n"
    "!\n"
    "interface GigabitEthernet1/0/2\n"  // 5
    " switchport mode trunk\n"
    "!\n"
    "interface Vlan20\n"  // 8
    " ip address 10.2.0.1 255.255.255.0\n"
    "!\n"
    "ip access-list extended GUEST-IN\n"
    " permit ip any any\n"
    "!\n";

Interface interface_at(int line, const char* name) {
  Interface interface;
  interface.name = name;
  interface.span = {"device.cfg", line, 0, 0};
  return interface;
}

TEST(IosChanges, PortGetsAnotherVlan) {
  Interface port = interface_at(1, "GigabitEthernet1/0/1");
  port.switchport = SwitchPort{};
  const std::optional<Change> change = ios().with_vlan(test::files(interfaces), Device{}, port, 30);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->undo.back(), " switchport access vlan 20");
  test::check_round_trip<TypedIos>(interfaces, *change);
}

TEST(IosChanges, TrunkGetsAListOfVlans) {
  Interface port = interface_at(5, "GigabitEthernet1/0/2");
  port.switchport = SwitchPort{};
  port.switchport->mode = SwitchPort::Mode::trunk;
  VlanSet allowed = VlanSet::all();
  allowed.remove(301, 301);
  const std::optional<Change> change =
      ios().with_allowed_vlans(test::files(interfaces), Device{}, port, allowed);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->commands.back(), " switchport trunk allowed vlan 1-300,302-4094");
  EXPECT_EQ(change->undo.back(), " no switchport trunk allowed vlan");
}

TEST(IosChanges, PortIsClosedAndOpened) {
  Interface port = interface_at(1, "GigabitEthernet1/0/1");
  port.switchport = SwitchPort{};
  const std::optional<Change> change = ios().without_port(lines_of(interfaces), port);
  ASSERT_TRUE(change.has_value());
  test::check_round_trip<TypedIos>(interfaces, *change);
}

TEST(IosChanges, InterfaceGetsAListThatNobodyUsesOrANewOne) {
  Device device;
  device.dangling = {{"access-list", "GUEST-IN", {}, true}};
  const std::vector<Change> changes =
      ios().with_filter(test::files(interfaces), device, interface_at(8, "Vlan20"),
                        {{}, {traffic("10.2.0.0/16", "10.1.0.0/16")}});
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].commands.back(), " ip access-group GUEST-IN in");
  EXPECT_EQ(changes[1].commands,
            (std::vector<std::string>{
                "ip access-list extended Vlan20-IN", " 10 deny ip 10.2.0.0 0.0.255.255 10.1.0.0 0.0.255.255",
                " 20 permit ip any any", "interface Vlan20", " ip access-group Vlan20-IN in"}));
  for (const Change& change : changes) test::check_round_trip<TypedIos>(interfaces, change);
}

TEST(IosChanges, InterfaceGetsANewListForIpv6) {
  const Traffic wanted{Family::v6, {}, {test::range("2001:db8:1::/48")}, {TrafficService{}}};
  const Traffic linkage{Family::v6,
                        {test::range("2001:db8:2::4")},
                        {test::range("2001:db8:1::2")},
                        {{protocol::tcp, {{443, 443}}}}};
  const std::vector<Change> changes =
      ios().with_filter(test::files(interfaces), Device{}, interface_at(8, "Vlan20"), {{linkage}, {wanted}});
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].commands,
            (std::vector<std::string>{"ipv6 access-list Vlan20-IN6",
                                      " sequence 10 permit tcp host 2001:db8:2::4 host 2001:db8:1::2 eq 443",
                                      " sequence 20 deny ipv6 any 2001:db8:1::/48",
                                      " sequence 30 permit ipv6 any any", "interface Vlan20",
                                      " ipv6 traffic-filter Vlan20-IN6 in"}));
  test::check_round_trip<TypedIos>(interfaces, changes[0]);
}

}  // namespace
}  // namespace sekisho::repair
