// Repairs as text: the same words in the reports of `repair` and of `verify --repair`.
#pragma once

#include "report/page.hpp"

#include <sekisho/report/repair.hpp>

namespace sekisho::report {

/// The proposals for one violation, or why there is none: what to change, what to type, what else stops.
/// `has_patch`: the report comes with a patch, and says which proposal is in it.
void write_repair(Page& page, const repair::RequirementRepair& repair, const Snapshot* snapshot,
                  bool has_patch);

/// The denials that a line at fault only just misses.
void write_missed_denials(Page& page, const repair::RequirementRepair& repair, const BlamedRule& rule,
                          int indent);

/// Cubes with `indent`, at most `limit` of them unless the page shows everything.
void write_cubes(Page& page, const std::vector<Cube>& cubes, bool complete, int indent, std::size_t limit);

}  // namespace sekisho::report
