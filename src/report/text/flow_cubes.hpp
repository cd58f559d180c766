// Packets of a difference, for every report that is written on a page.
#pragma once

#include "report/page.hpp"

#include <sekisho/proof/verdict.hpp>

namespace sekisho::report {

/// `certain` and `possible` packets, each marked as what it is.
void write_flow_cubes(Page& page, const FlowCubes& cubes, int indent);

}  // namespace sekisho::report
