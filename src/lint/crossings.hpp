// Between which segments rules let packets through.
#pragma once

#include <sekisho/model/network.hpp>
#include <sekisho/routing/tables.hpp>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::lint {

/// A way from one segment to another.
struct Crossing {
  SegmentIndex from = 0;
  SegmentIndex to = 0;
};

/// For every permitting rule, the pairs of segments between which some packet certainly passes it: from the
/// hosts of the one, whatever source address they use, to those of the other.
class Crossings {
 public:
  /// Without any: nothing is known of segments.
  Crossings() = default;
  Crossings(const Network& network, const std::vector<DeviceRoutes>& routes, const Date& date);

  [[nodiscard]] const std::vector<Crossing>& of(const RuleSource& rule) const;

  /// True when nothing that hosts or devices of the network may send can pass the permitting rule. Not known,
  /// so false, without segments.
  [[nodiscard]] bool is_idle(const RuleSource& rule) const;

 private:
  using Place = std::pair<std::string, int>;  // file and line
  [[nodiscard]] static Place place_of(const RuleSource& rule) { return {rule.span.file, rule.span.line}; }

  bool known_ = false;
  std::map<Place, std::vector<Crossing>> by_place_;
  std::set<Place> passed_;
};

}  // namespace sekisho::lint
