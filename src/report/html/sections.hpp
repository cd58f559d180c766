// The sections of the HTML report, top to bottom; one file each.
#pragma once

#include "report/html/context.hpp"

namespace sekisho::report::html {

[[nodiscard]] Element summary_section(const Context& context);     // summary.cpp
[[nodiscard]] Element matrix_section(const Context& context);      // matrix.cpp
[[nodiscard]] Element drawing_section(const Context& context);     // drawing.cpp
[[nodiscard]] Element violations_section(const Context& context);  // violations.cpp
[[nodiscard]] Element unproved_section(const Context& context);    // unproved.cpp
[[nodiscard]] Element audit_section(const Context& context);       // audit_table.cpp
[[nodiscard]] Element wire_section(const Context& context);        // wire_section.cpp
[[nodiscard]] Element registers_section(const Context& context);   // registers.cpp
[[nodiscard]] Element appendix_section(const Context& context);    // appendix.cpp

/// The network with the path of one violation on it; the network itself is that of drawing_section().
[[nodiscard]] Element path_drawing(const Context& context, const RequirementResult& result);

/// What captures come to, in one sentence.
[[nodiscard]] Element wire_headline(const Context& context);  // wire_section.cpp

/// Where each reason lies, the line when there is one, and what is the matter with it (reasons.cpp).
[[nodiscard]] Element reasons_table(const Context& context, const std::vector<Reason>& reasons);

/// How a violation can be ended (repairs.cpp): in full, and in short for tables.
[[nodiscard]] Element repair_block(const Context& context, const repair::RequirementRepair& repair);
[[nodiscard]] Element repair_words(const Context& context, const repair::RequirementRepair& repair);

/// Entries of the registers that have expired or will soon.
[[nodiscard]] int entries_near_expiry(const Context& context);

}  // namespace sekisho::report::html
