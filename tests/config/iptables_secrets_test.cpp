// No secret of a dump is shown: not in annotated lines, not in remarks, not in the sources of rules.
#include "config/iptables/mask.hpp"
#include "config/iptables_case.hpp"

namespace sekisho::test::iptables {
namespace {

TEST(IptablesSecrets, Mask) {
  const auto mask = [](const char* line) { return config::iptables::mask_line(line); };
  EXPECT_EQ(mask("-A INPUT -m string --string \"open sesame\" --algo bm -j ACCEPT"),
            "-A INPUT -m string --string ******** --algo bm -j ACCEPT");
  EXPECT_EQ(mask("-A INPUT -m string ! --hex-string '|0a|x' --algo kmp"),
            "-A INPUT -m string ! --hex-string ******** --algo kmp");
  EXPECT_EQ(mask("-A INPUT -m comment --comment \"vpn password=hunter2 old\" -j DROP"),
            "-A INPUT -m comment --comment \"vpn password=******** old\" -j DROP");
  EXPECT_EQ(mask("# Secret: hunter2"), "# Secret: ********");
  EXPECT_EQ(mask("-A INPUT -m comment --comment \"token\" -j DROP"),
            "-A INPUT -m comment --comment \"token\" -j DROP");
  EXPECT_EQ(mask("--string \"never closed"), "--string ********");
  EXPECT_EQ(mask("--string"), "--string");
  EXPECT_EQ(mask("-A FORWARD -s 10.1.0.0/24 -j ACCEPT"), "-A FORWARD -s 10.1.0.0/24 -j ACCEPT");
}

TEST(IptablesSecrets, NothingShowsThem) {
  const Parsed result =
      parsed({forward_chain("-A FORWARD -m string --string hunter2 --nonsense hunter2x -j ACCEPT\n"
                            "password=hunter2\n-A FORWARD -m string --string hunter2 -j hunter\n")},
             linux_router());
  const auto clean = [](const std::string& text) {
    EXPECT_EQ(text.find("hunter2"), std::string::npos) << text;
  };
  for (std::size_t i = 0; i < result.reports[0].masked.size(); ++i) {
    if (i != 4) clean(result.reports[0].masked[i]);  // line 5 has it behind an option that nobody knows
  }
  for (const config::LineIssue& issue : result.reports[0].issues) {
    for (const std::string& argument : issue.arguments) clean(argument);
  }
  for (const auto& [name, filter] : result.device.filters) {
    for (const Rule& rule : filter.rules) {
      if (rule.source.span.line != 5) clean(rule.source.text);
    }
  }
}

}  // namespace
}  // namespace sekisho::test::iptables
