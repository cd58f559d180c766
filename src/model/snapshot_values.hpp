// The small languages inside a snapshot: `10.2.0.0/16`, `tcp/8530-8531`, `core-sw:Vlan20`.
// Each reads one text and reports, where it stands, what is wrong with it.
#pragma once

#include <sekisho/model/yaml_fields.hpp>

#include <sekisho/model/filter.hpp>
#include <sekisho/model/snapshot.hpp>

#include <optional>

namespace sekisho {

/// `10.2.0.0/16`, or an address for a prefix of one; host bits are a warning.
[[nodiscard]] std::optional<Prefix> read_prefix(const yaml::Source& source, const yaml::Text& text);

/// `a`, `a-b` or `p/len`.
[[nodiscard]] std::optional<AddressRange> read_address_range(const yaml::Source& source,
                                                             const yaml::Text& text);

/// `proto`, `proto/ports`, `tcp/dst:src`, `icmp/type` or `any`; ports and types are `n` or `a-b`.
[[nodiscard]] std::optional<Service> read_service(const yaml::Source& source, const yaml::Text& text);

/// `device:interface`; the device name ends at the first colon.
[[nodiscard]] std::optional<InterfaceRef> read_interface_ref(const yaml::Source& source,
                                                             const yaml::Text& text);

}  // namespace sekisho
