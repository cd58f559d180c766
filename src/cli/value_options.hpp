// Options that take a value, as every command has them.
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <optional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of the third party
class App;
}

namespace sekisho::cli {

/// One value, the last one where it is given several times. `type`: what help calls it.
void add_value(CLI::App& app, const std::string& name, std::string& value, const std::string& type,
               const std::string& help);

/// All values, of each time that it is given and between commas.
void add_values(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                const std::string& type, const std::string& help);

/// The number that an option gives; what is no number from `first` to `last` is reported and read as `first`.
[[nodiscard]] int read_number(const std::string& option, const std::string& text, int first, int last,
                              DiagnosticSink& sink);

/// The severity that --fail-on names.
[[nodiscard]] std::optional<Severity> severity_named(const std::string& name);

}  // namespace sekisho::cli
