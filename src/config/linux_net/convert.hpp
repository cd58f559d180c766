// Converting: from what iproute2 printed to the vendor-neutral device. The only place that knows both.
#pragma once

#include "config/linux_net/linux_config.hpp"

#include <sekisho/model/device.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config::linux_net {

struct Conversion {
  const Config& config;
  Ledgers& ledgers;
  Device& device;
  std::vector<std::string> remarked = {};  // outputs that not_given() told about

  [[nodiscard]] RuleSource source(const Place& place, std::string label = {}) const {
    return ledgers[place.file].source(place.line, std::move(label));
  }
  [[nodiscard]] Span span(const Place& place) const { return ledgers[place.file].span(place.line); }
  void widen(Effect effect, std::string interface, const Place& place);

  /// The value of a setting; nothing when no dump has it.
  [[nodiscard]] std::optional<std::uint32_t> setting(const std::string& key) const;

  /// Remarks, once, that an output is not among the files, and gives the source that stands for its
  /// absence: the first line of the first file.
  RuleSource not_given(const std::string& command);

  /// The routing instance that a table is: "" for main, the name of the VRF device for its table, else
  /// `table NAME`.
  [[nodiscard]] std::string vrf_of_table(const std::string& table) const;
};

/// The steps, in this order; each reads what the ones before it put into the device.
void convert_interfaces(Conversion& conversion);
void convert_bridges(Conversion& conversion);
void convert_settings(Conversion& conversion);
void convert_rules(Conversion& conversion);
void convert_tables(Conversion& conversion);
/// Table main alone, in place of what the device has of it in the families that are listed.
void replace_main_table(Conversion& conversion);

/// All of them, and the order of stages.
void convert(Conversion& conversion);

}  // namespace sekisho::config::linux_net
