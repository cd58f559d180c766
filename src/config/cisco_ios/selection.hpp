// Access lists and route maps as selections: which packets NAT translates, which ones policy routing
// takes. A deny there does not drop; it leaves the packet to whatever comes next.
#pragma once

#include "config/cisco_ios/convert.hpp"

#include <string>
#include <vector>

namespace sekisho::config::ios {

/// One piece of a selection, in order; the first that matches decides.
struct Selected {
  Match match;
  Schedule schedule;
  bool selects = true;  // false: not selected, and nothing further is asked
  int line = 0;
  std::string label;
  std::vector<std::string> egress;  // `match interface` of a route map; empty: any
  bool certain = true;
};

/// Packets that one of the lists permits. `denies_stop`: nothing comes after the last list, so what it
/// denies is decided; otherwise permits behind an overlapping deny are not certain, since the model's
/// ordered rules cannot say "go on elsewhere".
[[nodiscard]] std::vector<Selected> select_by_lists(Conversion& conversion,
                                                    const std::vector<std::string>& lists, int line,
                                                    bool denies_stop);

/// Packets that a route map permits.
[[nodiscard]] std::vector<Selected> select_by_route_map(Conversion& conversion, const std::string& name,
                                                        int line, bool denies_stop);

}  // namespace sekisho::config::ios
