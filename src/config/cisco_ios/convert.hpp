// The converting step of cisco-ios: from IOS's own structures to the vendor-neutral device. The only
// place that knows both sides; groups, defaults and the order of stages are resolved here.
#pragma once

#include "config/cisco_ios/ios_config.hpp"
#include "config/ledger.hpp"

#include <sekisho/model/device.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config::ios {

/// What all parts of the conversion share.
struct Conversion {
  const IosConfig& config;
  LineLedger& ledger;
  Device& device;
  std::set<std::string> remarked;  // names that were already reported as undefined

  [[nodiscard]] RuleSource source(int line, std::string label = {}) const {
    return ledger.source(line, std::move(label));
  }
  void widen(Effect effect, const std::string& interface, int line) {
    device.uncertainties.push_back({effect, interface, ledger.source(line)});
  }
  /// A name that is used on `line` and defined nowhere.
  void dangling(std::string_view kind, const std::string& name, int line);
  [[nodiscard]] Interface* find(std::string_view name);
};

[[nodiscard]] Device convert(const IosConfig& config, LineLedger& ledger);

// The parts, in the order in which convert() calls them.
void convert_interfaces(Conversion& conversion);
void convert_layer2(Conversion& conversion);
void convert_filters(Conversion& conversion);
void convert_nat(Conversion& conversion);
void convert_routes(Conversion& conversion);
void convert_policy_routes(Conversion& conversion);
void convert_management(Conversion& conversion);
void convert_facts(Conversion& conversion);
void find_unused_names(Conversion& conversion);

/// True when the interface is a layer-2 port (convert_layer2.cpp says how that is decided).
[[nodiscard]] bool is_switch_port(const IosConfig& config, const IosInterface& interface);

}  // namespace sekisho::config::ios
