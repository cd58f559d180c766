#include "cli/settings.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace sekisho::cli {
namespace {

constexpr int most_jobs = 1024;
constexpr int narrowest = 60;
constexpr int widest = 110;  // longer lines of prose are hard to read

std::string variable(const Environment& environment, const std::string& name) {
  const auto found = environment.variables.find(name);
  return found == environment.variables.end() ? std::string() : found->second;
}

/// --color, then NO_COLOR (no-color.org), then whether somebody is looking.
bool color_of(const CommonArguments& arguments, const Environment& environment) {
  if (arguments.color == "always") return true;
  if (arguments.color == "never" || !arguments.output.empty()) return false;
  if (!variable(environment, "NO_COLOR").empty() || variable(environment, "TERM") == "dumb") return false;
  return environment.out_is_terminal;
}

/// Whether `value` is empty or one of `known`; else it is reported.
bool is_one_of(const std::string& option, const std::string& value, const std::vector<std::string>& known,
               DiagnosticSink& sink) {
  if (value.empty() || std::ranges::find(known, value) != known.end()) return true;
  std::string expected;
  for (const std::string& word : known) expected += (expected.empty() ? "" : ", ") + word;
  sink.report(Code::bad_option_value, {}, {option, value, expected});
  return false;
}

}  // namespace

report::JsonOptions Settings::json() const { return {language, SEKISHO_VERSION}; }

report::SarifOptions Settings::sarif() const {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  return {language, SEKISHO_VERSION, error ? std::string() : here.string()};
}

std::optional<int> number_in(const std::string& text, int first, int last) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < first || value > last) return std::nullopt;
  return value;
}

Language language_of(const std::string& wanted, const Environment& environment) {
  if (wanted == "ja") return Language::ja;
  if (wanted == "en") return Language::en;
  for (const std::string name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = variable(environment, name);
    if (!locale.empty()) return locale.starts_with("ja") ? Language::ja : Language::en;
  }
  return Language::en;
}

std::string language_argument(const std::vector<std::string>& args) {
  const std::string with_value = "--lang=";
  std::string found;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i] == "--") break;
    if (args[i] == "--lang" && i + 1 < args.size()) found = args[i + 1];
    if (args[i].starts_with(with_value)) found = args[i].substr(with_value.size());
  }
  return found;
}

std::string name_of(Format format) {
  switch (format) {
    case Format::text: return "text";
    case Format::json: return "json";
    case Format::html: return "html";
    case Format::sarif: return "sarif";
    case Format::junit: return "junit";
    case Format::markdown: return "markdown";
    case Format::csv: return "csv";
    case Format::jsonl: return "jsonl";
  }
  return "";
}

Settings settings_of(const CommonArguments& arguments, const std::vector<Format>& formats,
                     const Environment& environment, DiagnosticSink& sink) {
  Settings settings;
  is_one_of("--lang", arguments.language, {"ja", "en"}, sink);
  is_one_of("--color", arguments.color, {"auto", "always", "never"}, sink);
  std::vector<std::string> format_names;
  for (const Format format : formats) {
    format_names.push_back(name_of(format));
    if (arguments.format == format_names.back()) settings.format = format;
  }
  is_one_of("--format", arguments.format, format_names, sink);
  settings.language = language_of(arguments.language, environment);
  settings.color = color_of(arguments, environment);
  settings.output = arguments.output;
  settings.login = variable(environment, "LOGNAME");
  if (settings.login.empty()) settings.login = variable(environment, "USER");
  if (environment.out_is_terminal && arguments.output.empty()) {
    settings.width = std::clamp(environment.columns - 1, narrowest, widest);
  }
  if (!arguments.jobs.empty()) {
    const std::optional<int> jobs = number_in(arguments.jobs, 1, most_jobs);
    if (!jobs)
      sink.report(Code::bad_option_value, {}, {"--jobs", arguments.jobs, "1-" + std::to_string(most_jobs)});
    settings.jobs = jobs.value_or(0);
  }
  settings.date = Date::today();
  if (!arguments.date.empty()) {
    const std::optional<Date> date = Date::parse(arguments.date);
    if (!date) sink.report(Code::bad_option_value, {}, {"--date", arguments.date, "YYYY-MM-DD"});
    settings.date = date.value_or(settings.date);
  }
  if (arguments.quiet && arguments.verbose) sink.report(Code::options_exclude, {}, {"--quiet", "--verbose"});
  if (arguments.quiet) settings.detail = report::Detail::brief;
  if (arguments.verbose) settings.detail = report::Detail::full;
  settings.progress = environment.err_is_terminal && settings.detail != report::Detail::brief;
  settings.interrupts = environment.interrupts;
  return settings;
}

}  // namespace sekisho::cli
