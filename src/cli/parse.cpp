// sekisho parse: how configs were understood, line class by line class.
#include "cli/command.hpp"
#include "cli/config_files.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/parse.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace sekisho::cli {
namespace {

using report::Phrase;

bool has_lines_not_understood(const config::FileReport& file) {
  return file.count(config::LineClass::unsupported) > 0 || file.count(config::LineClass::invalid) > 0;
}

class ParseCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "parse"; }
  [[nodiscard]] std::string arguments() const override {
    return "CONFIG|FOLDER... [--as LANGUAGE] [--annotate] [--strict]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_parse_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_parse_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_parse_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_parse_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("CONFIG", paths_);
    add_value(app, "--as", language_, "LANGUAGE", report::say(Phrase::help_as, language, {language_names()}));
    app.add_flag("--annotate", annotate_, report::say(Phrase::help_annotate, language));
    app.add_flag("--strict", strict_, report::say(Phrase::help_strict, language));
  }

  void check(DiagnosticSink& sink) override {
    if (paths_.empty()) sink.report(Code::missing_argument, {}, {"CONFIG", name()});
    if (!language_.empty() && config::find_language(language_) == nullptr) {
      sink.report(Code::bad_option_value, {}, {"--as", language_, language_names()});
    }
  }

  [[nodiscard]] int run(Session& session) override {
    DiagnosticSink sink;
    const std::vector<ConfigPath> files = files_of(paths_, sink);
    const config::LanguageEntry* language = language_.empty() ? nullptr : config::find_language(language_);
    const ParsedFiles parsed = parse_files(files, language, sink);
    const bool nothing = parsed.reports.empty();
    if (nothing && !sink.has_errors()) sink.report(Code::no_config_found, {}, {language_names()});
    session.print(sink);
    if (nothing) return exit_status::unusable_input;
    // A path that cannot be read was asked for and is missing in the report: the run was not complete.
    const bool doubtful = strict_ && std::ranges::any_of(parsed.reports, has_lines_not_understood);
    const int verdict = doubtful ? exit_status::violated : exit_status::success;
    return session.deliver(text_of(parsed, session),
                           sink.has_errors() ? exit_status::unusable_input : verdict);
  }

 private:
  [[nodiscard]] std::string text_of(const ParsedFiles& parsed, const Session& session) const {
    const Settings& settings = session.settings();
    if (settings.format == Format::json)
      return report::parse_json(parsed.reports, parsed.left_out, settings.json());
    if (annotate_) return report::parse_annotated(parsed.reports, settings.text());
    return report::parse_text(parsed.reports, settings.text());
  }

  std::vector<std::string> paths_;
  std::string language_;
  bool annotate_ = false;
  bool strict_ = false;
};

}  // namespace

std::unique_ptr<Command> parse_command() { return std::make_unique<ParseCommand>(); }

}  // namespace sekisho::cli
