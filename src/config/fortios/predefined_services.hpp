// Services that every FortiGate has. Full configs write them out; parts of configs only name them.
#pragma once

#include <span>
#include <string_view>

namespace sekisho::config::fortios {

struct PredefinedService {
  std::string_view name;
  std::string_view protocol;  // as `set protocol`
  std::string_view tcp;       // as `set tcp-portrange`
  std::string_view udp;       // as `set udp-portrange`
  int number = -1;            // IP protocol number, or ICMP type; -1: any
};

struct PredefinedGroup {
  std::string_view name;
  std::string_view members;  // separated by commas
};

[[nodiscard]] std::span<const PredefinedService> predefined_services();
[[nodiscard]] std::span<const PredefinedGroup> predefined_service_groups();

}  // namespace sekisho::config::fortios
