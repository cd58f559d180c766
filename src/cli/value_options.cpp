#include "cli/value_options.hpp"

#include "cli/settings.hpp"

#include <sekisho/base/code.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {

void add_value(CLI::App& app, const std::string& name, std::string& value, const std::string& type,
               const std::string& help) {
  app.add_option(name, value, help)->type_name(type)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_values(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                const std::string& type, const std::string& help) {
  app.add_option(name, values, help)
      ->type_name(type)
      ->delimiter(',')
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

int read_number(const std::string& option, const std::string& text, int first, int last,
                DiagnosticSink& sink) {
  const std::optional<int> number = number_in(text, first, last);
  if (!number)
    sink.report(Code::bad_option_value, {},
                {option, text, std::to_string(first) + '-' + std::to_string(last)});
  return number.value_or(first);
}

std::optional<Severity> severity_named(const std::string& name) {
  if (name == "note") return Severity::note;
  if (name == "warning") return Severity::warning;
  if (name == "error") return Severity::error;
  return std::nullopt;
}

}  // namespace sekisho::cli
