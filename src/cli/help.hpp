// Help that teaches: purpose, options, examples, exit statuses, in the language of the run.
#pragma once

#include "cli/command.hpp"

#include <string>

namespace sekisho::cli {

[[nodiscard]] std::string program_help(const CLI::App& program,
                                       const std::vector<std::unique_ptr<Command>>& commands,
                                       Language language);
[[nodiscard]] std::string command_help(const CLI::App& program, const CLI::App& app, const Command& command,
                                       Language language);

}  // namespace sekisho::cli
