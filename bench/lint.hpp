// Rule analysis of one long filter, as a config of a real language.
#pragma once

#include "acl_rules.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace sekisho::bench {

/// The rules as a config with one filter: `cisco-ios`, an extended access list bound to an interface;
/// `fortios`, address and service objects and a policy per rule.
[[nodiscard]] std::string config_of(const std::vector<AclRule>& rules, const std::string& language);

/// `lint FILE`: reads and analyses such a config.
void add_lint(CLI::App& program, int& status);

}  // namespace sekisho::bench
