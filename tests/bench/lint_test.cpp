// The configs that the bench of lint makes say what the rules say: the same findings in both languages.
#include <bench/lint.hpp>

#include <sekisho/config/parse.hpp>
#include <sekisho/lint/lint.hpp>

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace sekisho::bench {
namespace {

std::vector<AclRule> random_rules(std::size_t count) {
  std::mt19937 random(7);
  std::vector<AclRule> rules;
  for (std::size_t i = 0; i < count; ++i) {
    AclRule rule;
    rule.permit = random() % 2 == 0;
    const auto prefix = [&] {
      return Prefix::of(Address::v4(0x0a000000 + static_cast<std::uint32_t>(random() % 16)),
                        random() % 5 == 0 ? 0 : 28 + static_cast<int>(random() % 5));
    };
    rule.source = prefix();
    rule.destination = prefix();
    if (random() % 4 != 0) {
      rule.protocol = random() % 2 == 0 ? protocol::tcp : protocol::udp;
      const auto first = static_cast<std::uint16_t>(1 + random() % 4);
      if (random() % 2 == 0)
        rule.destination_ports = {first, static_cast<std::uint16_t>(first + random() % 3)};
    }
    rules.push_back(rule);
  }
  return rules;
}

/// Findings about rules against each other, but those that depend on what one rule of a language can hold.
std::map<std::string, int> findings(const std::vector<AclRule>& rules, const std::string& language) {
  std::vector<Device> devices{
      config::parse(*config::find_language(language), config_of(rules, language), "x").device};
  Snapshot snapshot;
  snapshot.devices.emplace_back().name = devices.front().name = "x";
  DiagnosticSink sink;
  const Network network = build_network(std::move(snapshot), std::move(devices), sink);
  std::map<std::string, int> counts;
  for (const Finding& finding : lint_network(network, nullptr, {{2026, 11, 21}, 1}).findings) {
    if (finding.kind < FindingKind::mergeable) ++counts[std::string(name_of(finding.kind))];
  }
  return counts;
}

TEST(LintBench, BothLanguagesSayTheSame) {
  const std::vector<AclRule> rules = random_rules(120);
  const std::map<std::string, int> ios = findings(rules, "cisco-ios");
  EXPECT_EQ(ios, findings(rules, "fortios"));
  EXPECT_GE(ios.size(), 4U);
}

}  // namespace
}  // namespace sekisho::bench
