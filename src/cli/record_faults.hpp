// Bad lines of flow records, told to the user.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/capture/survey.hpp>

namespace sekisho::cli {

/// A warning for each of the first bad lines, with file and line, and one for all others.
void tell_bad_records(const capture::Survey& survey, DiagnosticSink& sink);

}  // namespace sekisho::cli
