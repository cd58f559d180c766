// What a checker has computed: the graphs of its network, and the fixpoints of each source.
#pragma once

#include "sanctions.hpp"

#include <sekisho/forwarding/changes.hpp>
#include <sekisho/proof/checker.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sekisho {

namespace proof {

class Sessions;

/// What was computed for one source segment under one semantics.
struct SourceRun {
  Sanctions sanctions;
  Emission emission;
  std::optional<Reachability> may;
  std::optional<Reachability> must;
  std::optional<Reachability> may_any_routing;
};

}  // namespace proof

struct Checker::State {
  using Runs = std::map<std::pair<SegmentIndex, Semantics>, proof::SourceRun>;

  State(const Network& net, const std::vector<DeviceRoutes>& tables, const Date& day, CubeLimits limits,
        std::size_t node_limit);
  ~State();

  const Network& network;
  const std::vector<DeviceRoutes>& routes;
  Date date;
  CubeLimits cube_limits;
  PacketSpace space;
  std::shared_ptr<RuleSets> rules;
  // Made when first asked for, inside check(): making them may outgrow the space.
  std::unique_ptr<ForwardingGraph> current;
  std::unique_ptr<ForwardingGraph> any_routing;
  std::vector<std::vector<bool>> joined;
  Runs runs;
  std::unique_ptr<proof::Sessions> steps;  // made when first asked for
  std::vector<const Channel*> expired;

  [[nodiscard]] std::optional<SegmentIndex> segment_named(const std::string& name) const;
  [[nodiscard]] std::optional<DeviceIndex> device_named(const std::string& name) const;

  ForwardingGraph& current_graph();
  ForwardingGraph& any_routing_graph();

  proof::SourceRun& run_of(SegmentIndex segment, Semantics semantics);
  const Reachability& may_of(proof::SourceRun& run);
  const Reachability& must_of(proof::SourceRun& run);
  const Reachability& any_routing_of(proof::SourceRun& run, SegmentIndex segment);

  proof::Sessions& sessions();

  /// Makes the graphs anew and keeps the fixpoints that they leave as they are.
  void network_changed(const std::vector<DeviceIndex>& changed);

 private:
  void read_snapshot();
  [[nodiscard]] proof::SourceRun new_run(SegmentIndex segment, Semantics semantics);
  void keep_runs(Runs& before, const std::optional<std::vector<EdgeChange>>& current_changes,
                 const std::optional<std::vector<EdgeChange>>& any_changes);

  // A requirement names its ends, and there are many requirements.
  std::unordered_map<std::string, SegmentIndex> segments_;
  std::unordered_map<std::string, DeviceIndex> devices_;
};

}  // namespace sekisho
