// A Linux device as short lines of text, for comparing in tests.
#pragma once

#include <sekisho/config/parse.hpp>

#include <string>

namespace sekisho::test::linux_net {

/// Each of these is one part of the device, a line per item; empty when there is none. What the kernel does
/// by itself on every system (martian packets) is left out.
[[nodiscard]] std::string dump_interfaces(const Device& device);
[[nodiscard]] std::string dump_policy_routes(const Device& device);
[[nodiscard]] std::string dump_table(const Device& device);
[[nodiscard]] std::string dump_doubts(const Device& device);  // uncertainties and unknown routes
[[nodiscard]] std::string dump_issues(const config::FileReport& report);

}  // namespace sekisho::test::linux_net
