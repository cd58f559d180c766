// The report of `parse`: how configs were understood, line class by line class.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/report/options.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

[[nodiscard]] std::string parse_text(const std::vector<config::FileReport>& files,
                                     const TextOptions& options);
/// The configs themselves, secrets masked, each line with a sign for its class and its remarks.
[[nodiscard]] std::string parse_annotated(const std::vector<config::FileReport>& files,
                                          const TextOptions& options);
/// `left_out`: files that were found and are no configs.
[[nodiscard]] std::string parse_json(const std::vector<config::FileReport>& files,
                                     const std::vector<std::string>& left_out, const JsonOptions& options);

}  // namespace sekisho::report
