// sekisho verify: every requirement of the policy, its verdict and evidence.
#include "cli/command.hpp"
#include "cli/loading.hpp"

#include <sekisho/report/verify.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>

namespace sekisho::cli {
namespace {

using report::Phrase;

class VerifyCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "verify"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT [--only ID]... [--policies FOLDER]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_verify_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_verify_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_verify_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_verify_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("SNAPSHOT", snapshot_);
    app.add_option("--only", only_, report::say(Phrase::help_only, language))
        ->type_name("ID")
        ->delimiter(',')
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    app.add_option("--policies", policies_, report::say(Phrase::help_policies, language))
        ->type_name("FOLDER")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
  }

  [[nodiscard]] int run(Session& session) override {
    // A profile that a folder lacks is looked for among the built-in ones; the folder itself must be there.
    if (!policies_.empty() && !std::filesystem::is_directory(policies_)) {
      session.print(Code::file_unreadable, {policies_, "not a folder"});
      return exit_status::unusable_input;
    }
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    VerifyOptions options;
    options.date = session.settings().date;
    options.only = only_;
    options.policy_folder = policies_;
    DiagnosticSink sink;
    const std::optional<VerifyResult> result = verify(*loaded, options, sink);
    session.print(sink);
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    const report::VerifyInput input{&*result, &loaded->network.snapshot, &loaded->files};
    const std::string text = session.settings().format == Format::json
                                 ? report::verify_json(input, session.settings().json())
                                 : report::verify_text(input, session.settings().text());
    return session.deliver(text, report::exit_status_of(*result));
  }

 private:
  std::string snapshot_;
  std::vector<std::string> only_;
  std::string policies_;
};

}  // namespace

std::unique_ptr<Command> verify_command() { return std::make_unique<VerifyCommand>(); }

}  // namespace sekisho::cli
