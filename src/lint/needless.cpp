#include <sekisho/lint/needless.hpp>

#include "lint/findings.hpp"
#include "lint/rules/mergeable.hpp"

#include <algorithm>

namespace sekisho {
namespace {

using lint::RuleIndex;
using lint::RuleRelation;

FilterSavings savings_of(const Filter& filter, lint::ListEnd end, lint::RuleShape shape, const Date& date) {
  FilterSavings savings;
  savings.filter = filter.name;
  const auto is_written = [&](const Rule& rule) { return !lint::is_implied(rule, filter); };
  savings.rules = static_cast<std::size_t>(std::ranges::count_if(filter.rules, is_written));
  const lint::Fates fates = lint::fates_of(filter, end);
  const auto questions = lint::questions_about(filter, fates, date);
  const std::vector<RuleRelation> relations = lint::analyse_rules(filter, fates, *questions, date);
  const std::vector<RuleIndex> staying = lint::staying(filter, relations);
  for (const RuleRelation& relation : relations) {
    const bool stays = std::ranges::binary_search(staying, relation.rule);
    const Rule& rule = filter.rules[relation.rule];
    if (!stays && is_written(rule)) savings.needless.push_back({rule.source, relation.kind});
  }
  for (const RuleRelation& relation : lint::mergeable_rules(filter, staying, shape)) {
    const Rule& first = filter.rules[relation.by.front()];
    const Rule& second = filter.rules[relation.rule];
    if (!is_written(first) || !is_written(second)) continue;
    savings.pairs.push_back({&first, &second, *lint::merged(first, second, shape)});
  }
  return savings;
}

}  // namespace

std::vector<FilterSavings> possible_savings(const Device& device, const Date& date) {
  const lint::RuleShape shape = lint::rule_shape_of(device.language);
  std::vector<FilterSavings> result;
  const std::vector<lint::ListedFilter> listed = lint::filters_of(device);
  const auto add = [&](const Filter& filter) {
    const auto same = [&](const lint::ListedFilter& each) { return each.name == filter.name; };
    const auto found = std::ranges::find_if(listed, same);
    if (found != listed.end()) result.push_back(savings_of(filter, found->end, shape, date));
  };
  for (const auto& [name, filter] : device.filters) add(filter);
  if (device.forward_filter) add(*device.forward_filter);
  return result;
}

}  // namespace sekisho
