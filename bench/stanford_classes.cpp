#include "stanford_classes.hpp"

#include <algorithm>
#include <unordered_map>

namespace sekisho::bench::stanford {

namespace {

/// From `start` on, the router does this. Of several for one router and start, the last one counts.
struct Change {
  std::uint64_t start;
  RouterId router;
  TargetId target;
};

/// The changes of one router in ascending order: a sweep over its prefixes, which nest, with the open
/// ones on a stack.
void append_changes(RouterId id, const std::vector<Route>& routes, std::vector<Change>& changes) {
  std::vector<const Route*> open;
  const auto close_last = [&] {
    const std::uint64_t behind = std::uint64_t{open.back()->last()} + 1;
    open.pop_back();
    changes.push_back({behind, id, open.empty() ? no_target : open.back()->target});
  };
  for (const Route& route : routes) {
    while (!open.empty() && open.back()->last() < route.network) close_last();
    open.push_back(&route);
    changes.push_back({route.network, id, route.target});
  }
  while (!open.empty()) close_last();
}

/// A hash of what one router does, such that those of all routers can be added up.
std::uint64_t hash_of(RouterId router, TargetId target) {
  std::uint64_t x = (std::uint64_t{router} << 32 | target) + 0x9e3779b97f4a7c15ULL;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
  return x ^ x >> 31;
}

/// Goes through the addresses and knows what every router does with the current one.
class Sweep {
 public:
  explicit Sweep(std::size_t routers) : targets_(routers, no_target) {
    for (RouterId router = 0; router < routers; ++router) hash_ += hash_of(router, no_target);
  }

  void apply(const Change& change) {
    TargetId& target = targets_[change.router];
    hash_ += hash_of(change.router, change.target) - hash_of(change.router, target);
    target = change.target;
  }

  /// The addresses from where the last interval ended up to `last` are of the class that is now.
  void close_interval(std::uint32_t last) {
    const auto id = current_class();
    found_.sizes[id] += std::uint64_t{last} - begin_ + 1;
    if (!found_.intervals.empty() && found_.intervals.back().destinations == id) {
      found_.intervals.back().last = last;
    } else {
      found_.intervals.push_back({begin_, last, id});
    }
    begin_ = last + 1;
  }

  DestinationClasses take() { return std::move(found_); }

 private:
  ClassId current_class() {
    std::vector<ClassId>& alike = by_hash_[hash_];
    for (const ClassId id : alike) {
      if (found_.targets[id] == targets_) return id;
    }
    const auto id = static_cast<ClassId>(found_.targets.size());
    found_.targets.push_back(targets_);
    found_.sizes.push_back(0);
    alike.push_back(id);
    return id;
  }

  std::vector<TargetId> targets_;
  std::uint64_t hash_ = 0;
  std::uint32_t begin_ = 0;
  std::unordered_map<std::uint64_t, std::vector<ClassId>> by_hash_;
  DestinationClasses found_;
};

}  // namespace

DestinationClasses classes_of(const Network& network) {
  constexpr std::uint64_t end_of_addresses = std::uint64_t{1} << 32;
  std::vector<Change> changes;
  for (RouterId id = 0; id < network.routers.size(); ++id)
    append_changes(id, network.routers[id].routes, changes);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& a, const Change& b) { return a.start < b.start; });
  Sweep sweep(network.routers.size());
  std::uint64_t begin = 0;
  for (const Change& change : changes) {
    if (change.start >= end_of_addresses) break;
    if (change.start != begin) sweep.close_interval(static_cast<std::uint32_t>(change.start - 1));
    begin = change.start;
    sweep.apply(change);
  }
  sweep.close_interval(static_cast<std::uint32_t>(end_of_addresses - 1));
  return sweep.take();
}

}  // namespace sekisho::bench::stanford
