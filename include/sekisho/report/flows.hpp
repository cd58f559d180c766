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
/// The same in parts: the line of names, and the lines of some flows of a file.
[[nodiscard]] std::string flows_csv_head();
[[nodiscard]] std::string flows_csv_rows(const std::string& file, const std::vector<capture::Flow>& flows);
/// One object a line, schema sekisho/flow/1: a flow as in flows_json().
[[nodiscard]] std::string flows_json_lines(const std::string& file, const std::vector<capture::Flow>& flows,
                                           const JsonOptions& options);
/// One object on a line, schema sekisho/flow-file/1: a file as in flows_json().
[[nodiscard]] std::string survey_json_line(const capture::Survey& survey, const JsonOptions& options);

/// `whole`, `cut-off`, `damaged`.
[[nodiscard]] std::string_view name_of(capture::FileEnd end);

}  // namespace sekisho::report
