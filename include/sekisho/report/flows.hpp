// The report of `flows`: who talked to whom in captures.
#pragma once

#include <sekisho/capture/survey_files.hpp>
#include <sekisho/report/options.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// Files that could not be read at all are left out: diagnostics tell of them. By default the largest flows
/// of each file are listed; all of them, in the order of time, in full detail.
[[nodiscard]] std::string flows_text(const std::vector<capture::SurveyedFile>& files,
                                     const TextOptions& options);
/// Schema sekisho/flows/1.
[[nodiscard]] std::string flows_json(const std::vector<capture::SurveyedFile>& files,
                                     const JsonOptions& options);
/// One line per flow below a line of names (RFC 4180, but with bare line feeds). The columns are the same in
/// every language.
[[nodiscard]] std::string flows_csv(const std::vector<capture::SurveyedFile>& files);

/// `whole`, `cut-off`, `damaged`.
[[nodiscard]] std::string_view name_of(capture::FileEnd end);

}  // namespace sekisho::report
