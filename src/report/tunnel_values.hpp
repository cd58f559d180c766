// The tunnel that a flow is inside of, as reports tell it.
#pragma once

#include "report/json_values.hpp"

#include <sekisho/capture/flow.hpp>

#include <cstdint>
#include <string>

namespace sekisho::report {

struct TunnelView {
  capture::Tunnel kind = capture::Tunnel::none;
  std::uint32_t id = 0;
  std::uint16_t vlan = 0;
  const capture::TunnelEnds* ends = nullptr;  // null: not known
};

/// `vxlan 100, vlan 20, 10.0.0.1 > 10.0.0.2`; empty where there is no tunnel.
[[nodiscard]] std::string tunnel_words(const TunnelView& tunnel);
/// Null where there is none.
[[nodiscard]] Json tunnel_json(const TunnelView& tunnel);

}  // namespace sekisho::report
