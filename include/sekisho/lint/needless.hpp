// The rules of a filter that can go, and those that can be one: what a shorter filter is made from.
#pragma once

#include <sekisho/lint/finding.hpp>
#include <sekisho/model/device.hpp>

#include <string>
#include <vector>

namespace sekisho {

struct NeedlessRule {
  RuleSource rule;
  FindingKind kind = FindingKind::redundant;  // shadowed, duplicate, redundant, unreachable
};

/// Two rules of which the first can say what both say.
struct RulePair {
  const Rule* first = nullptr;
  const Rule* second = nullptr;
  Rule both;
};

struct FilterSavings {
  std::string filter;
  std::size_t rules = 0;               // that lines of the config make
  std::vector<NeedlessRule> needless;  // may go together
  std::vector<RulePair> pairs;         // among the rules that stay; each rule in one pair at most
};

/// Lists and forwarding policies of a device that have rules, those that nothing can be saved of among them;
/// NAT lists and filters of the device itself are left alone. Rules stay where the device is. May throw
/// PacketSetTooLarge.
[[nodiscard]] std::vector<FilterSavings> possible_savings(const Device& device, const Date& date);

}  // namespace sekisho
