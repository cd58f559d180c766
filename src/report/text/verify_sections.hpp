// The sections of the report of `verify`, top to bottom. Each writes nothing when it has nothing to say.
#pragma once

#include "report/findings.hpp"
#include "report/page.hpp"

#include <sekisho/report/verify.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// `○ proved 41 · × violated 2 · …`.
[[nodiscard]] std::string summary_line(const Page& page, const VerifyResult& result);

/// Id, title, clauses: the head of every block on one requirement.
void write_requirement_head(Page& page, const VerifyInput& input, const RequirementResult& result);
/// Reasons with the config lines they name.
void write_reasons(Page& page, const std::vector<Reason>& reasons, int indent);
/// Sentence, reasons and every violation with its packet, path, rules and remedy.
void write_evidence(Page& page, const VerifyInput& input, const RequirementResult& result);

void write_header(Page& page, const VerifyInput& input);
void write_wire(Page& page, const VerifyInput& input);          // verify_wire.cpp
void write_matrices(Page& page, const VerifyInput& input);      // verify_matrix.cpp
void write_causes(Page& page, const VerifyInput& input);        // verify_causes.cpp
void write_violations(Page& page, const VerifyInput& input);    // verify_violations.cpp
void write_unproved(Page& page, const VerifyInput& input);      // verify_unproved.cpp
void write_attestations(Page& page, const VerifyInput& input);  // verify_attestations.cpp
void write_exceptions(Page& page, const VerifyInput& input);    // verify_tables.cpp
void write_proved(Page& page, const VerifyInput& input);        // verify_tables.cpp
void write_footer(Page& page, const VerifyInput& input);

}  // namespace sekisho::report
