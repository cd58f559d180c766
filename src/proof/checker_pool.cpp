#include <sekisho/proof/checker_pool.hpp>

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <mutex>

namespace sekisho {

namespace {

/// The requirements about one source, by index.
struct SourceGroup {
  std::string source;
  std::vector<std::size_t> requirements;
};

std::vector<SourceGroup> groups_of(const std::vector<Requirement>& requirements) {
  std::vector<SourceGroup> groups;
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < requirements.size(); ++i) {
    const auto [found, is_new] = known.try_emplace(requirements[i].from, groups.size());
    if (is_new) groups.push_back({requirements[i].from, {}});
    groups[found->second].requirements.push_back(i);
  }
  return groups;
}

}  // namespace

/// Several threads decide groups; each has a checker, and results have a place each. What is common to all
/// of them is behind the mutex.
class CheckerPool::Round {
 public:
  Round(CheckerPool& pool, const std::vector<Requirement>& requirements, const Progress& progress)
      : pool_(pool), requirements_(requirements), progress_(progress), results_(requirements.size()) {}

  void decide(const SourceGroup& group, std::size_t slot) {
    Checker& checker = pool_.checker(slot);
    for (const std::size_t i : group.requirements) results_[i] = checker.check(requirements_[i]);
    if (pool_.use_ == Use::once) checker.forget_runs();
    const std::scoped_lock lock(mutex_);
    if (pool_.use_ == Use::again) pool_.owner_of_[group.source] = slot;
    decided_ += group.requirements.size();
    if (progress_) progress_(decided_, requirements_.size());
  }

  [[nodiscard]] std::vector<RequirementResult> take() { return std::move(results_); }

 private:
  CheckerPool& pool_;
  const std::vector<Requirement>& requirements_;
  const Progress& progress_;
  std::vector<RequirementResult> results_;
  std::mutex mutex_;
  std::size_t decided_ = 0;
};

CheckerPool::CheckerPool(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date,
                         CubeLimits cube_limits, int jobs, Use use, std::size_t node_limit)
    : network_(network),
      routes_(routes),
      date_(date),
      cube_limits_(cube_limits),
      use_(use),
      node_limit_(node_limit),
      threads_are_asked_for_(jobs > 0) {
  const int threads = jobs > 0 ? jobs : tbb::info::default_concurrency();
  checkers_.resize(static_cast<std::size_t>(std::max(threads, 1)));
}

Checker& CheckerPool::checker(std::size_t slot) {
  std::unique_ptr<Checker>& checker = checkers_[slot];
  if (!checker) checker = std::make_unique<Checker>(network_, routes_, date_, cube_limits_, node_limit_);
  return *checker;
}

template <typename Work>
void CheckerPool::side_by_side(std::size_t count, Work work) {
  const std::size_t threads = std::min(checkers_.size(), count);
  if (threads <= 1) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  // More threads than processors are what somebody asked for; oneTBB would not give them by itself.
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, work, tbb::simple_partitioner()); });
}

std::vector<RequirementResult> CheckerPool::check(const std::vector<Requirement>& requirements,
                                                  const Progress& progress) {
  Round round(*this, requirements, progress);
  // A source that a checker knows from before is asked there; the others go to whoever has time.
  std::vector<std::vector<SourceGroup>> known(checkers_.size());
  std::vector<SourceGroup> fresh;
  for (SourceGroup& group : groups_of(requirements)) {
    const auto owner = owner_of_.find(group.source);
    (owner == owner_of_.end() ? fresh : known[owner->second]).push_back(std::move(group));
  }
  side_by_side(known.size(), [&](std::size_t slot) {
    for (const SourceGroup& group : known[slot]) round.decide(group, slot);
  });
  const std::size_t begun = threads_are_asked_for_ ? 0 : begin_alone(round, fresh);
  side_by_side(fresh.size() - begun, [&](std::size_t g) {
    const int slot = tbb::this_task_arena::current_thread_index();
    const bool alone = fresh.size() - begun == 1 || checkers_.size() == 1;
    round.decide(fresh[begun + g], alone ? 0 : static_cast<std::size_t>(slot));
  });
  return round.take();
}

/// A further checker makes sets and graphs of its own, which for a small network takes longer than all the
/// rest. So the first sources are decided by one: what the first takes more than a later one is what a
/// checker costs, and others help only when what is left takes longer. Gives how many sources are decided.
template <typename Groups>
std::size_t CheckerPool::begin_alone(Round& round, const Groups& groups) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_for = [&](std::size_t g) {
    const auto start = Clock::now();
    round.decide(groups[g], 0);
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  if (groups.empty()) return 0;
  const double with_checker = seconds_for(0);
  double others = 0;
  for (std::size_t g = 1; g < groups.size(); ++g) {
    others += seconds_for(g);
    const double mean = others / static_cast<double>(g);
    if (mean * static_cast<double>(groups.size() - g - 1) > with_checker - mean) return g + 1;
  }
  return groups.size();
}

void CheckerPool::network_changed(const std::vector<DeviceIndex>& changed) {
  side_by_side(checkers_.size(), [&](std::size_t slot) {
    if (checkers_[slot]) checkers_[slot]->network_changed(changed);
  });
}

}  // namespace sekisho
