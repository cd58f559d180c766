#include <sekisho/simplify/simplify.hpp>

#include "simplify/edits.hpp"

#include <sekisho/forwarding/graph.hpp>

#include <algorithm>
#include <set>

namespace sekisho {
namespace {

using simplifying::Edits;

constexpr int most_rounds = 100;

Network alone(Device device) {
  Snapshot snapshot;
  snapshot.devices.emplace_back().name = device.name = "device";
  DiagnosticSink unjoined;  // there is nothing to join it to
  std::vector<Device> devices{std::move(device)};
  return build_network(std::move(snapshot), std::move(devices), unjoined);
}

/// Interfaces that rules of a filter name, and one that none names.
std::set<std::string> interfaces_of(const Filter& filter, std::vector<std::string> Rule::*side) {
  std::set<std::string> names{""};
  for (const Rule& rule : filter.rules) names.insert((rule.*side).begin(), (rule.*side).end());
  return names;
}

/// The first filter of two devices that is not shown to do the same; empty when all are.
std::string different_filter(const Device& before, const Device& after, const Date& date) {
  const Network old_network = alone(before);
  const Network new_network = alone(after);
  PacketSpace space;
  const RuleSets old_rules(space, old_network, date);
  const RuleSets new_rules(space, new_network, date);
  const auto same = [](const PassingPackets& a, const PassingPackets& b) {
    return a.may == b.may && a.must == b.must;
  };
  for (const auto& [name, filter] : before.filters) {
    if (after.filters.count(name) == 0) return name;
    for (const std::string& in : interfaces_of(filter, &Rule::ingress)) {
      for (const std::string& out : interfaces_of(filter, &Rule::egress)) {
        if (!same(old_rules.passing(0, {name}, in, out), new_rules.passing(0, {name}, in, out))) return name;
      }
    }
  }
  if (!before.forward_filter) return "";
  for (const std::string& in : interfaces_of(*before.forward_filter, &Rule::ingress)) {
    for (const std::string& out : interfaces_of(*before.forward_filter, &Rule::egress)) {
      if (!same(old_rules.forwarded(0, in, out), new_rules.forwarded(0, in, out)))
        return before.forward_filter->name;
    }
  }
  return "";
}

bool is_remark(const std::string& line) {
  return line.find("remark ") != std::string::npos || line.find("set comments ") != std::string::npos;
}

class Simplifier {
 public:
  Simplifier(std::string_view text, const std::string& file, const config::LanguageEntry& language,
             const Date& date)
      : file_(file), language_(language), date_(date) {
    result_.text = text;
  }

  Simplified run() && {
    const std::string given = result_.text;
    const Device before = device();
    Device now = before;
    for (int round = 0;; ++round) {
      const std::vector<FilterSavings> savings = possible_savings(now, date_);
      result_.after = 0;
      for (const FilterSavings& each : savings) result_.after += each.rules;
      if (round == 0) result_.before = result_.after;
      if (round == most_rounds || !shorten(savings)) break;
      now = device();
    }
    result_.doubt = different_filter(before, now, date_);
    result_.proved = result_.doubt.empty();
    if (!result_.proved) {
      result_.text = given;
      result_.after = result_.before;
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] Device device() const { return config::parse(language_, result_.text, file_).device; }

  /// One round of edits; false when there is nothing left to do.
  bool shorten(const std::vector<FilterSavings>& possible) {
    Edits edits(file_, repair::lines_of(result_.text));
    const std::size_t before = result_.steps.size();
    for (const FilterSavings& savings : possible) {
      for (const NeedlessRule& needless : savings.needless) {
        note_remarks(edits, needless.rule.span);
        edits.remove(needless.rule.span);
        result_.steps.push_back({savings.filter, needless.rule, needless.kind, ""});
      }
      for (const RulePair& pair : savings.pairs) {
        const auto into = language_.name == "fortios" ? simplifying::merge_fortios_policies(edits, pair)
                                                      : simplifying::merge_ios_entries(edits, pair);
        if (!into) continue;
        note_remarks(edits, pair.second->source.span);
        result_.steps.push_back({savings.filter, pair.second->source, FindingKind::mergeable, *into});
      }
    }
    if (result_.steps.size() == before) return false;
    result_.text = repair::applied({{file_, result_.text}}, edits.all()).at(file_);
    return true;
  }

  /// Comments in front of the lines of a rule, or among them.
  void note_remarks(const Edits& edits, const Span& span) {
    for (int line = std::max(1, span.line - 1); line <= simplifying::last_line(span); ++line) {
      if (!is_remark(edits.line(line))) continue;
      RuleSource remark;
      remark.span = {file_, line};
      remark.text = edits.line(line);
      result_.remarks.push_back(std::move(remark));
    }
  }

  std::string file_;
  const config::LanguageEntry& language_;
  Date date_;
  Simplified result_;
};

}  // namespace

Simplified simplify(std::string_view text, const std::string& file, const config::LanguageEntry& language,
                    const Date& date) {
  if (language.name == "cisco-ios" || language.name == "fortios")
    return Simplifier(text, file, language, date).run();
  Simplified unchanged;
  unchanged.text = text;
  unchanged.proved = true;
  return unchanged;
}

}  // namespace sekisho
