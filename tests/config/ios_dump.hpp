// A device and a report as text, for comparison in tests.
#pragma once

#include <sekisho/config/parse.hpp>

#include <string>

namespace sekisho::test {

/// One line per thing: interfaces, VLANs, filters with their rules, NAT, routes, doubts, names.
[[nodiscard]] std::string dump(const Device& device);

/// `LINE CLASS CODE` per remark.
[[nodiscard]] std::string dump_issues(const config::FileReport& report);

[[nodiscard]] std::string dump(const Match& match);
[[nodiscard]] std::string dump(const NextHop& hop);

}  // namespace sekisho::test
