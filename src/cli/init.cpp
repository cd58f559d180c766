// sekisho init: drafts a snapshot from a folder of configs.
#include "cli/command.hpp"
#include "cli/config_files.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/init.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>

namespace sekisho::cli {
namespace {

using report::Phrase;

class InitCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "init"; }
  [[nodiscard]] std::string arguments() const override { return "CONFIG_DIR [-o SNAPSHOT] [--force]"; }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_init_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_init_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_init_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_init_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("CONFIG_DIR", folder_);
    app.add_flag("--force", force_, report::say(Phrase::help_force, language));
  }

  void check(DiagnosticSink& sink) override {
    if (folder_.empty()) sink.report(Code::missing_argument, {}, {"CONFIG_DIR", name()});
  }

  [[nodiscard]] int run(Session& session) override {
    const std::string& file = session.settings().output;
    std::error_code error;
    if (!std::filesystem::is_directory(folder_, error)) {
      session.print(Code::file_unreadable, {folder_, error ? error.message() : "not a folder"});
      return exit_status::unusable_input;
    }
    if (!file.empty() && !force_ && std::filesystem::exists(file, error)) {
      session.print(Code::draft_file_exists, {file});
      return exit_status::unusable_input;
    }
    DiagnosticSink sink;
    const draft::Draft draft = draft::draft_snapshot(folder_, sink);
    if (draft.devices.empty() && !sink.has_errors())
      sink.report(Code::no_config_found, {}, {language_names()});
    session.print(sink);
    if (draft.devices.empty()) return exit_status::unusable_input;
    return deliver(draft, session, sink.has_errors() ? exit_status::unusable_input : exit_status::success);
  }

 private:
  /// With -o the snapshot goes to that file and the report to standard output; without, the snapshot goes to
  /// standard output and the report, which is for people, to the error stream. JSON carries both.
  [[nodiscard]] int deliver(const draft::Draft& draft, Session& session, int status) const {
    const Settings& settings = session.settings();
    const std::string& file = settings.output;
    const std::string yaml =
        draft::snapshot_text(draft, settings.language, std::filesystem::path(file).parent_path().string());
    const report::InitInput input{&draft, file};
    if (!file.empty() && !session.save(file, yaml)) return exit_status::unusable_input;
    const bool is_json = settings.format == Format::json;
    const std::string text =
        is_json ? report::init_json(input, yaml, settings.json()) : report::init_text(input, settings.text());
    if (!file.empty() || is_json) return session.write(text, status);
    session.tell(text);
    return session.write(yaml, status);
  }

  std::string folder_;
  bool force_ = false;
};

}  // namespace

std::unique_ptr<Command> init_command() { return std::make_unique<InitCommand>(); }

}  // namespace sekisho::cli
