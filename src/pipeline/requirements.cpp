#include "requirements.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/proof/draft.hpp>

#include <algorithm>
#include <utility>

namespace sekisho::pipeline {

namespace {

bool cites(const Requirement& requirement, const std::string& clause) {
  return std::ranges::find(requirement.clauses, clause) != requirement.clauses.end();
}

}  // namespace

std::vector<Requirement> selected(std::vector<Requirement> all, const std::vector<std::string>& only,
                                  DiagnosticSink& sink) {
  if (all.empty()) sink.report(Code::no_requirement, {}, {});
  if (only.empty()) return all;
  const auto is_named = [](const Requirement& requirement, const std::string& name) {
    return requirement.id == name || requirement.profile_id == name || cites(requirement, name);
  };
  for (const std::string& name : only) {
    if (std::ranges::any_of(all, [&](const Requirement& each) { return is_named(each, name); })) continue;
    std::vector<std::string> known;
    for (const Requirement& each : all) known.push_back(each.id);
    const std::string near = nearest_name(name, known);
    sink.report(Code::unknown_requirement, {}, {name, near.empty() ? "-" : near});
  }
  std::erase_if(all, [&](const Requirement& each) {
    return std::ranges::none_of(only, [&](const std::string& name) { return is_named(each, name); });
  });
  return all;
}

void count(VerifyResult& result) {
  for (const RequirementResult& each : result.requirements) {
    switch (each.verdict) {
      case Verdict::proved: ++result.proved; break;
      case Verdict::violated: ++result.violated; break;
      case Verdict::unproved: ++result.unproved; break;
      case Verdict::excepted: ++result.excepted; break;
      case Verdict::attested: ++result.attested; break;
    }
  }
}

VerifyResult empty_result(const Snapshot& snapshot, const Policies& policies, const Date& date) {
  VerifyResult result;
  result.snapshot = snapshot.file;
  result.name = snapshot.name;
  result.policy = policies.leading().name;
  result.policy_title = policies.leading().title;
  if (policies.policy && policies.model) {
    result.model = policies.model->name;
    result.model_title = policies.model->title;
  }
  result.date = date;
  return result;
}

std::vector<RequirementResult> decide(const std::vector<Requirement>& requirements, CheckerPool& pool,
                                      const audit::Subject& subject, const Progress& progress) {
  std::vector<Requirement> about_packets;
  for (const Requirement& each : requirements) {
    if (is_about_packets(each.kind)) about_packets.push_back(each);
  }
  std::vector<RequirementResult> decided = pool.check(about_packets, progress);
  for (RequirementResult& each : decided) each = audit::confirmed(std::move(each), subject);

  audit::Subject with_decided = subject;
  with_decided.decided = &decided;
  std::vector<RequirementResult> audited;
  for (const Requirement& each : requirements) {
    if (is_about_packets(each.kind)) continue;
    audited.push_back(audit::check(each, with_decided));
    withdraw_for_draft(audited.back(), subject.snapshot());
  }

  std::vector<RequirementResult> results;
  results.reserve(requirements.size());
  auto next_decided = decided.begin();
  auto next_audited = audited.begin();
  for (const Requirement& each : requirements)
    results.push_back(std::move(is_about_packets(each.kind) ? *next_decided++ : *next_audited++));
  return results;
}

}  // namespace sekisho::pipeline
