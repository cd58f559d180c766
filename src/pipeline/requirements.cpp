#include "requirements.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::pipeline {

std::vector<Requirement> selected(std::vector<Requirement> all, const std::vector<std::string>& only,
                                  DiagnosticSink& sink) {
  if (only.empty()) return all;
  const auto is_named = [](const Requirement& requirement, const std::string& name) {
    return requirement.id == name || requirement.profile_id == name;
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
    }
  }
}

VerifyResult empty_result(const Snapshot& snapshot, const Profile& profile, const Date& date) {
  VerifyResult result;
  result.snapshot = snapshot.file;
  result.name = snapshot.name;
  result.policy = profile.name;
  result.policy_title = profile.title;
  result.date = date;
  return result;
}

}  // namespace sekisho::pipeline
