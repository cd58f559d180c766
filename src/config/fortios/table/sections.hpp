// The sections of the reading table by subject, one entrance per file of this folder. table.cpp joins them.
//
// Sources: FortiOS CLI Reference 5.6, 6.0, 6.2, 6.4, 7.0, 7.2, 7.4, 7.6 (docs.fortinet.com, "CLI
// configuration commands"). A key without a slot is irrelevant: nothing it can say changes which
// packets go where. Keys and sections that are in no row are reported and widen the model.
#pragma once

#include "config/fortios/schema.hpp"

#include <span>

namespace sekisho::config::fortios {

[[nodiscard]] std::span<const Section> interface_sections();    // interfaces.cpp
[[nodiscard]] std::span<const Section> tunnel_sections();       // tunnels.cpp
[[nodiscard]] std::span<const Section> object_sections();       // objects.cpp: addresses, services, schedules
[[nodiscard]] std::span<const Section> policy_sections();       // policies.cpp
[[nodiscard]] std::span<const Section> translation_sections();  // translation.cpp: virtual IPs, pools
[[nodiscard]] std::span<const Section> routing_sections();      // routing.cpp
[[nodiscard]] std::span<const Section> device_sections();       // device.cpp
[[nodiscard]] std::span<const Section> management_sections();   // management.cpp: logs, SNMP, users
[[nodiscard]] std::span<const Section> unmodelled_sections();   // other_sections.cpp
[[nodiscard]] std::span<const Section> irrelevant_sections();   // other_sections.cpp

}  // namespace sekisho::config::fortios
