// A device as short lines of text, for comparing in tests.
#pragma once

#include <sekisho/config/parse.hpp>

#include <string>

namespace sekisho::test::fortios {

/// Each of these is one part of the device, a line per item; empty when there is none.
[[nodiscard]] std::string dump_interfaces(const Device& device);
[[nodiscard]] std::string dump_filter(const Filter& filter);
[[nodiscard]] std::string dump_nat(const std::vector<NatRule>& rules);
[[nodiscard]] std::string dump_routes(const Device& device);
[[nodiscard]] std::string dump_policy_routes(const Device& device);
[[nodiscard]] std::string dump_table(const Device& device);
[[nodiscard]] std::string dump_uncertainties(const Device& device);

/// `12 unsupported line_not_understood` per issue.
[[nodiscard]] std::string dump_issues(const config::FileReport& report);
/// `12 used` per line.
[[nodiscard]] std::string dump_classes(const config::FileReport& report);

}  // namespace sekisho::test::fortios
