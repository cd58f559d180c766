// sekisho simplify: a shorter config whose filters do the same.
#include "cli/command.hpp"
#include "cli/config_files.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/config_folder.hpp>
#include <sekisho/packetset/packet_set.hpp>
#include <sekisho/report/simplify.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class SimplifyCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "simplify"; }
  [[nodiscard]] std::string arguments() const override { return "CONFIG [--as LANGUAGE]"; }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_simplify_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_simplify_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_simplify_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_simplify_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("CONFIG", path_);
    add_value(app, "--as", language_, "LANGUAGE", report::say(Phrase::help_as, language, {language_names()}));
  }

  void check(DiagnosticSink& sink) override {
    if (path_.empty()) sink.report(Code::missing_argument, {}, {"CONFIG", name()});
    if (!language_.empty() && config::find_language(language_) == nullptr)
      sink.report(Code::bad_option_value, {}, {"--as", language_, language_names()});
  }

  [[nodiscard]] int run(Session& session) override {
    DiagnosticSink sink;
    const std::optional<std::string> text = read_config_file(path_, sink);
    const config::LanguageEntry* language = nullptr;
    if (text) {
      language = language_.empty() ? config::detect_language(*text) : config::find_language(language_);
      if (language == nullptr) sink.report(Code::config_not_recognised, {path_}, {language_names()});
    }
    session.print(sink);
    if (language == nullptr) return exit_status::unusable_input;
    const Simplified result = simplify(*text, path_, *language, session.settings().date);
    const int status = result.proved ? exit_status::success : exit_status::unproved;
    if (session.settings().format == Format::json)
      return session.deliver(report::simplify_json(result, session.settings().json()), status);
    // The config goes where it is wanted, what was done to it beside it.
    session.tell(report::simplify_text(result, session.settings().text()));
    return session.deliver(result.text, status);
  }

 private:
  std::string path_;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> simplify_command() { return std::make_unique<SimplifyCommand>(); }

}  // namespace sekisho::cli
