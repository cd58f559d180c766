// Lines, statements and nesting: how each line is counted, and what broken files become.
#include "config/fortios_case.hpp"

#include "config/syntax/config_edit.hpp"

namespace sekisho::test::fortios {
namespace {

std::string statements(const std::string& text) {
  config::LineLedger ledger(text, "fw.conf", "fortios", nullptr);
  std::string dump;
  for (const config::EditStatement& statement : config::read_config_edit(ledger)) {
    dump += std::to_string(statement.line);
    if (statement.end_line != statement.line) dump += "-" + std::to_string(statement.end_line);
    dump += " " + statement.verb;
    for (const std::string& word : statement.words) dump += " <" + word + ">";
    dump += statement.broken ? " broken\n" : "\n";
  }
  return dump;
}

TEST(FortiosSyntax, Words) {
  const struct {
    const char* name;
    const char* text;
    const char* expected;
  } cases[] = {
      {"plain words", "set  srcintf   port1 port2\n", "1 set <srcintf> <port1> <port2>\n"},
      {"quoted words", "set comment \"two words\" x\n", "1 set <comment> <two words> <x>\n"},
      {"escapes", "set comment \"say \\\"hi\\\" c:\\\\dir \\d\"\n",
       "1 set <comment> <say \"hi\" c:\\dir \\d>\n"},
      {"adjacent parts", "rename a to \"new\"_name\n", "1 rename <a> <to> <new_name>\n"},
      {"single quotes", "set comment 'a b'\n", "1 set <comment> <a b>\n"},
      {"an apostrophe", "set comment Bob's\n", "1 set <comment> <Bob's>\n"},
      {"empty value", "set alias \"\"\n", "1 set <alias> <>\n"},
      {"several lines", "set buffer \"one\ntwo \\\"x\\\"\nthree\"\nend\n",
       "1-3 set <buffer> <one\ntwo \"x\"\nthree>\n4 end\n"},
      {"never closed", "set alias \"one\nend\n", "1 set <alias> <one\nend> broken\n2 end\n"},
      {"closed by the next word's quote", "set alias \"one\nnext\nedit \"x\"\nend\n",
       "1 set <alias> <one\nnext\nedit > broken\n2 next\n3 edit <x>\n4 end\n"},
      {"CRLF and comments", "#config\r\n  config system global\r\n\r\n  end\r\n",
       "2 config <system> <global>\n4 end\n"},
      {"CR alone", "config system global\rend", "1 config <system> <global>\n2 end\n"},
      {"a logged session", "FGT60F # config system global\nFGT60F (global) # end\nFGT60F $ show\nFGT60F #\n",
       "1 config <system> <global>\n2 end\n3 show\n"},
      {"no prompt: a comment with a mark", "set comment \"a # b\"\n", "1 set <comment> <a # b>\n"},
      {"upper case verb", "CONFIG system global\nEND\n", "1 config <system> <global>\n2 end\n"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(statements(row.text), row.expected);
  }
}

TEST(FortiosSyntax, ClassOfEachLine) {
  check(
      {
          {"used and irrelevant",
           "config system global\n"
           "    set hostname \"fw\"\n"
           "    set timezone 60\n"
           "end\n",

           "1 used\n"
           "2 used\n"
           "3 irrelevant\n"
           "4 used\n"},
          {"a section that is irrelevant",
           "config webfilter profile\n"
           "    edit \"p\"\n"
           "        config ftgd-wf\n"
           "            unset options\n"
           "        end\n"
           "    next\n"
           "end\n",

           "1 irrelevant\n"
           "2 irrelevant\n"
           "3 irrelevant\n"
           "4 irrelevant\n"
           "5 irrelevant\n"
           "6 irrelevant\n"
           "7 irrelevant\n"},
          {"a section that is not known",
           "config system flux\n"
           "    edit 1\n"
           "        set capacitor enable\n"
           "    next\n"
           "end\n",

           "1 unsupported\n"
           "2 used\n"
           "3 unsupported\n"
           "4 used\n"
           "5 used\n"},
          {"an unknown section with nothing in it",
           "config system flux\n"
           "end\n",

           "1 used\n"
           "2 used\n"},
          {"a value that cannot be",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set ip 10.0.0.256 255.255.255.0\n"
           "        set vlanid many\n"
           "    next\n"
           "end\n",

           "1 used\n"
           "2 used\n"
           "3 invalid\n"
           "4 invalid\n"
           "5 used\n"
           "6 used\n"},
          {"several lines of one value",
           "config system replacemsg http \"url-block\"\n"
           "    set buffer \"<html>\n"
           "config firewall policy\n"
           "</html>\"\n"
           "end\n",

           "1 irrelevant\n"
           "2 irrelevant\n"
           "3 irrelevant\n"
           "4 irrelevant\n"
           "5 irrelevant\n"},
          {"noise around",
           "Connected.\n"
           "FGT # show\n"
           "config system global\n"
           "    set hostname fw\n"
           "end\n"
           "FGT #\n",

           "1 invalid\n"
           "2 irrelevant\n"
           "3 used\n"
           "4 used\n"
           "5 used\n"
           "6 used\n"},
      },
      [](const config::ParsedConfig& result) { return dump_classes(result.report); });
}

TEST(FortiosSyntax, BrokenFiles) {
  check(
      {
          {"missing next",
           "config firewall address\n"
           "    edit \"a\"\n"
           "        set subnet 10.0.0.0 255.0.0.0\n"
           "    edit \"b\"\n"
           "    next\n"
           "end\n",
           "4 invalid fortios_broken_nesting\n"},
          {"missing end before another section",
           "config firewall address\n"
           "    edit \"a\"\n"
           "    next\n"
           "config firewall service custom\n"
           "    edit \"s\"\n"
           "        set tcp-portrange 80\n"
           "    next\n"
           "end\n",
           "4 invalid fortios_broken_nesting\n"},
          {"missing end of a section that is skipped",
           "config webfilter profile\n"
           "    edit \"p\"\n"
           "config firewall address\n"
           "    edit \"a\"\n"
           "    next\n"
           "end\n",
           "3 invalid fortios_broken_nesting\n"},
          {"head cut off",
           "        set srcintf \"port1\"\n"
           "    next\n"
           "end\n"
           "config firewall address\n"
           "end\n",

           "1 invalid fortios_broken_nesting\n"
           "2 invalid fortios_broken_nesting\n"
           "3 invalid fortios_broken_nesting\n"},
          {"tail cut off",
           "config firewall address\n"
           "    edit \"a\"\n",
           "2 invalid fortios_broken_nesting\n"},
          {"set outside of an entry",
           "config firewall address\n"
           "    set subnet 10.0.0.0/8\n"
           "end\n",
           "2 invalid fortios_broken_nesting\n"},
          {"quote never closed",
           "config firewall address\n"
           "    edit \"a\n"
           "    next\n"
           "end\n",

           "2 invalid fortios_unclosed_quote\n"
           "3 invalid fortios_broken_nesting\n"},
          {"unknown command",
           "config firewall address\n"
           "    edit \"a\"\n"
           "        ste subnet 10.0.0.0/8\n"
           "    next\n"
           "end\n",
           "3 invalid fortios_unknown_command\n"},
          {"names that are not there",
           "config firewall policy\n"
           "    delete 9\n"
           "    move 1 before 2\n"
           "    clone 3 to 4\n"
           "end\n",

           "2 invalid fortios_no_such_entry\n"
           "3 invalid fortios_no_such_entry\n"
           "4 invalid fortios_no_such_entry\n"},
      },
      [](const config::ParsedConfig& result) { return dump_issues(result.report); });
}

TEST(FortiosSyntax, BrokenLinesWidenWhatTheyBelongTo) {
  check(
      {
          {"of an interface",
           "config system interface\n"
           "    edit \"port1\"\n"
           "        set flux enable\n"
           "    next\n"
           "end\n",

           "may_permit port1 line 3\n"
           "may_drop port1 line 3\n"},
          {"of a section that nobody knows",
           "config system flux\n"
           "    set capacitor enable\n"
           "    set other 1\n"
           "end\n",

           "may_permit device line 1\n"
           "may_drop device line 1\n"
           "may_route device line 1\n"},
          {"of an address: the address itself may be anything",
           "config firewall address\n"
           "    edit \"a\"\n"
           "        set flux enable\n"
           "    next\n"
           "end\n",
           ""},
          {"known and not modelled, but switched off",
           "config system settings\n"
           "    set asymroute-icmp disable\n"
           "end\n",
           ""},
          {"a section that is known and not modelled, switched off",
           "config system modem\n"
           "    set status disable\n"
           "end\n",
           ""},
          {"known and not modelled",
           "config system settings\n"
           "    set asymroute-icmp enable\n"
           "end\n",

           "may_permit device line 2\n"
           "may_drop device line 2\n"
           "may_route device line 2\n"},
      },
      [](const config::ParsedConfig& result) { return dump_uncertainties(result.device); });
}

TEST(FortiosSyntax, TablesChangeAsOnTheDevice) {
  const auto names = [](const config::ParsedConfig& result) {
    std::string text;
    for (const Rule& rule : result.device.forward_filter->rules) text += rule.source.label + "\n";
    return text;
  };
  const std::string one =
      "set srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr all\nset service ALL\nnext\n";
  const std::string three = "config firewall policy\nedit 1\n" + one + "edit 2\n" + one + "edit 3\n" + one;
  EXPECT_EQ(names(parsed(three + "move 3 before 1\nend\n")), "policy 3\npolicy 1\npolicy 2\n");
  EXPECT_EQ(names(parsed(three + "move 1 after 2\nend\n")), "policy 2\npolicy 1\npolicy 3\n");
  EXPECT_EQ(names(parsed(three + "delete 2\nend\n")), "policy 1\npolicy 3\n");
  EXPECT_EQ(names(parsed(three + "clone 1 to 7\nend\n")), "policy 1\npolicy 2\npolicy 3\npolicy 7\n");
  EXPECT_EQ(names(parsed(three + "rename 1 to 9\nend\n")), "policy 9\npolicy 2\npolicy 3\n");
  EXPECT_EQ(names(parsed(three + "purge\nend\n")), "");
  EXPECT_EQ(names(parsed(three + "delete 1\nedit 1\n" + one + "end\n")), "policy 2\npolicy 3\npolicy 1\n");
}

TEST(FortiosSyntax, DetectsItsOwn) {
  const auto likelihood = config::fortios_language().likelihood;
  EXPECT_EQ(likelihood("#config-version=FGT60E-6.4.4-FW-build1803-201209:opmode=0:vdom=0:user=admin\n"), 100);
  EXPECT_GE(likelihood("config firewall address\nedit a\nset subnet 10.0.0.0/8\nnext\nend\n"), 80);
  EXPECT_EQ(likelihood("interface GigabitEthernet0/1\n ip address 10.0.0.1 255.0.0.0\nend\n"), 0);
  EXPECT_EQ(likelihood("set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24\n"), 0);
  EXPECT_EQ(likelihood(""), 0);
  EXPECT_EQ(config::detect_language("config system global\nset hostname x\nend\n")->name, "fortios");
}

}  // namespace
}  // namespace sekisho::test::fortios
