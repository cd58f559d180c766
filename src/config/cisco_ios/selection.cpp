#include "config/cisco_ios/selection.hpp"

#include "config/cisco_ios/entries.hpp"

#include <algorithm>
#include <iterator>

namespace sekisho::config::ios {
namespace {

Selected everything(int line, std::string label, bool certain) {
  Selected selected;
  selected.match.ipv6 = false;
  selected.line = line;
  selected.label = std::move(label);
  selected.certain = certain;
  return selected;
}

void select_by_list(Conversion& conversion, const AccessList& list, bool denies_stop,
                    std::vector<Selected>& into) {
  std::vector<Match> passed_on;  // denied here, decided elsewhere
  if (list.damaged) into.push_back(everything(list.line, list.name, false));
  for (Entry& entry : entries_of(conversion, list)) {
    if (!entry.ace->evaluate.empty()) continue;
    Selected selected;
    selected.selects = entry.ace->action == Action::permit;
    selected.line = entry.ace->line;
    selected.label = label_of(list, *entry.ace);
    selected.schedule = entry.schedule;
    if (!selected.selects && !denies_stop) {
      passed_on.push_back(entry.match);
      continue;
    }
    selected.certain =
        std::ranges::none_of(passed_on, [&](const Match& match) { return may_overlap(match, entry.match); });
    selected.match = std::move(entry.match);
    into.push_back(std::move(selected));
  }
}

}  // namespace

std::vector<Selected> select_by_lists(Conversion& conversion, const std::vector<std::string>& lists, int line,
                                      bool denies_stop) {
  std::vector<Selected> selection;
  for (const std::string& name : lists) {
    const AccessList* list = find_list(conversion.config, name);
    if (list == nullptr) {
      conversion.dangling("access-list", name, line);
      selection.push_back(everything(line, name, false));
      continue;
    }
    select_by_list(conversion, *list, denies_stop && &name == &lists.back(), selection);
  }
  return selection;
}

std::vector<Selected> select_by_route_map(Conversion& conversion, const std::string& name, int line,
                                          bool denies_stop) {
  std::vector<Selected> selection;
  const auto map = conversion.config.route_maps.find(name);
  if (map == conversion.config.route_maps.end()) {
    conversion.dangling("route-map", name, line);
    selection.push_back(everything(line, name, false));
    return selection;
  }
  for (const RouteMapEntry& entry : map->second) {
    const bool last = &entry == &map->second.back();
    std::vector<Selected> pieces =
        entry.match_lists.empty()
            ? std::vector{everything(entry.line, name, true)}
            : select_by_lists(conversion, entry.match_lists, entry.line, last && denies_stop);
    for (Selected& piece : pieces) {
      if (entry.action == Action::deny) {
        if (!piece.selects) continue;  // denied by the list of a deny entry: asked further, as at the end
        piece.selects = false;
        // What is not translated by this map may be by a later statement.
        if (!denies_stop) continue;
      }
      piece.egress = entry.match_interfaces;
      piece.certain = piece.certain && !entry.match_other;
      selection.push_back(std::move(piece));
    }
  }
  return selection;
}

}  // namespace sekisho::config::ios
