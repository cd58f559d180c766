// What is proved holds with any one link or any one device less, and what has to get through still does.
//
// Every proof is looked at again, of whatever assurance. `any-routing` leaves the tables out, but not which
// addresses are a device's own, and the address of an interface that is down is no longer the device's. Even
// `no-path` rests on which ends of tunnels belong together, and one that has lost its peer may answer others.
#include "audit/practices/failures.hpp"
#include "audit/practices/practices.hpp"

#include <sekisho/proof/checker_pool.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::audit {
namespace {

/// Bounds the cost: failures times requirements times devices.
constexpr std::size_t most_work = 500'000;
constexpr std::size_t most_ids = 8;  // named in one sentence

std::string listed(std::vector<std::string> ids) {
  if (ids.size() > most_ids) {
    ids.resize(most_ids);
    ids.emplace_back("...");
  }
  return fmt::format("{}", fmt::join(ids, ", "));
}

/// What was found about the requirements after one failure.
class Aftermath {
 public:
  Aftermath(const Failure& failure, Findings& findings) : failure_(failure), findings_(findings) {}

  void add(const RequirementResult& result) {
    const Requirement& requirement = result.requirement;
    if (result.verdict == Verdict::unproved) {
      doubtful_.push_back(requirement.id);
    } else if (result.verdict == Verdict::violated && requirement.kind == RequirementKind::channels) {
      cut_.push_back(requirement.id);
    } else if (result.verdict == Verdict::violated) {
      findings_.fails(Code::practice_failure_opens, {failure_.name, requirement.id, example(result)},
                      failure_.span);
    }
  }

  void report() {
    if (!cut_.empty())
      findings_.unknown(Code::practice_failure_cuts, {failure_.name, listed(cut_)}, failure_.span);
    if (!doubtful_.empty())
      findings_.unknown(Code::practice_failure_unproved, {failure_.name, listed(doubtful_)}, failure_.span);
  }

 private:
  static std::string example(const RequirementResult& result) {
    return result.violations.empty() ? "-" : to_string(result.violations.front().sent);
  }

  const Failure& failure_;
  Findings& findings_;
  std::vector<std::string> cut_;
  std::vector<std::string> doubtful_;
};

void try_each(const Subject& subject, const std::vector<Failure>& failures,
              const std::vector<Requirement>& requirements, Findings& findings) {
  FailingNetwork failing(subject.network);
  std::optional<CheckerPool> pool;
  for (const Failure& failure : failures) {
    const std::vector<DeviceIndex> changed = failing.fail(failure);
    if (pool) {
      pool->network_changed(changed);
    } else {
      pool.emplace(failing.network(), failing.routes(), subject.date, 1, subject.jobs,
                   CheckerPool::Use::again);
    }
    const Subject after{failing.network(), failing.routes(), subject.date, subject.jobs};
    Aftermath aftermath(failure, findings);
    for (RequirementResult& result : pool->check(requirements))
      aftermath.add(confirmed(std::move(result), after));
    aftermath.report();
  }
}

}  // namespace

void check_survives_failure(const Subject& subject, Findings& findings) {
  std::vector<Requirement> proved;
  if (subject.decided != nullptr) {
    for (const RequirementResult& each : *subject.decided) {
      if (each.verdict == Verdict::proved) proved.push_back(each.requirement);
    }
  }
  if (proved.empty()) return findings.unknown(Code::practice_failure_nothing_proved, {}, {});

  std::vector<Failure> failures = failures_of(subject.network);
  const std::size_t all = failures.size();
  const std::size_t most_failures = most_work / (proved.size() * subject.network.devices.size());
  failures.resize(std::min(all, std::max<std::size_t>(1, most_failures)));
  try_each(subject, failures, proved, findings);
  const std::size_t tried = failures.size();
  if (tried < all)
    findings.unknown(Code::practice_failure_not_tried, {std::to_string(all - tried), std::to_string(all)},
                     {});
  findings.remark(Code::practice_failure_tried, {std::to_string(tried), std::to_string(proved.size())}, {});
}

}  // namespace sekisho::audit
