#include <sekisho/forwarding/changes.hpp>

#include <algorithm>

namespace sekisho {

namespace {

bool same_place(const Vertex& a, const Vertex& b) {
  return a.place == b.place && a.device == b.device && a.interface == b.interface && a.gateway == b.gateway &&
         a.segment == b.segment;
}

/// All but which rule it is for, which is for reports.
bool same_effect(const Branch& a, const Branch& b) {
  return a.rewrite == b.rewrite && a.mark == b.mark && a.after == b.after;
}

bool same_branches(const std::vector<Branch>& a, const std::vector<Branch>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Branch& x, const Branch& y) { return x.guard == y.guard && same_effect(x, y); });
}

/// The branches that take some of `packets`, each narrowed to these.
std::vector<Branch> taken(const Transfer* transfer, Side side, const PacketSet& packets) {
  std::vector<Branch> result;
  if (transfer == nullptr) return result;
  for (const Branch& branch : transfer->of(side)) {
    if (!branch.guard.intersects(packets)) continue;
    Branch narrowed = branch;
    narrowed.guard &= packets;
    result.push_back(std::move(narrowed));
  }
  return result;
}

}  // namespace

bool same_effect(const Transfer& a, const Transfer& b) {
  return same_branches(a.may, b.may) && same_branches(a.must, b.must);
}

namespace {

void compare_edges(VertexIndex from, std::vector<EdgeView> before, std::vector<EdgeView> after,
                   std::vector<EdgeChange>& changes) {
  const auto by_target = [](const EdgeView& a, const EdgeView& b) { return a.to < b.to; };
  std::stable_sort(before.begin(), before.end(), by_target);
  std::stable_sort(after.begin(), after.end(), by_target);
  auto b = before.begin();
  auto a = after.begin();
  while (b != before.end() || a != after.end()) {
    if (a == after.end() || (b != before.end() && b->to < a->to)) {
      changes.push_back({from, (b++)->transfer, nullptr});
    } else if (b == before.end() || a->to < b->to) {
      changes.push_back({from, nullptr, (a++)->transfer});
    } else {
      const Transfer* old_one = (b++)->transfer;
      const Transfer* new_one = (a++)->transfer;
      if (!same_effect(*old_one, *new_one)) changes.push_back({from, old_one, new_one});
    }
  }
}

}  // namespace

std::optional<std::vector<EdgeChange>> changes_between(const ForwardingGraph& before,
                                                       const ForwardingGraph& after) {
  if (before.vertex_count() != after.vertex_count()) return std::nullopt;
  std::vector<EdgeChange> changes;
  for (VertexIndex v = 0; v < before.vertex_count(); ++v) {
    if (!same_place(before.vertex(v), after.vertex(v))) return std::nullopt;
    compare_edges(v, before.out_edges(v), after.out_edges(v), changes);
  }
  return changes;
}

bool leaves_alone(const std::vector<EdgeChange>& changes, Side side, const Reachability& reachability) {
  return std::all_of(changes.begin(), changes.end(), [&](const EdgeChange& change) {
    const PacketSet& packets = reachability.at(change.from);
    return packets.empty() ||
           same_branches(taken(change.before, side, packets), taken(change.after, side, packets));
  });
}

}  // namespace sekisho
