// Rules and paths as text, for the reports that show how a packet went.
#pragma once

#include "report/page.hpp"

#include <sekisho/pipeline/pipeline.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// The lines of a rule's text, safe to print; never empty.
[[nodiscard]] std::vector<std::string> rule_lines(const RuleSource& rule);

/// A rule in one line: its text, or its label where the text is long.
[[nodiscard]] std::string rule_line(const RuleSource& rule);

/// The path hop by hop: device, interfaces, and at each stage the action and its rule.
void write_path(Page& page, const TracePath& path, const Snapshot* snapshot, int indent);

/// `fw-lg → core-sw`: the devices on the way, in one line.
[[nodiscard]] std::string devices_on(const TracePath& path);

}  // namespace sekisho::report
