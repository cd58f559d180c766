// sekisho diff: what a change opens and closes, and which verdicts change.
#include "cli/command.hpp"
#include "cli/loading.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/compare/compare.hpp>
#include <sekisho/report/diff.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>

namespace sekisho::cli {
namespace {

using report::Phrase;

class DiffCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "diff"; }
  [[nodiscard]] std::string arguments() const override { return "OLD NEW [--policies FOLDER]"; }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_diff_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_diff_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_diff_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_diff_exit; }

  void declare(CLI::App& app, Language language) override {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("OLD", old_);
    app.add_option("NEW", new_);
    app.add_option("--policies", policies_, report::say(Phrase::help_policies, language))
        ->type_name("FOLDER");
  }

  void check(DiagnosticSink& sink) override {
    if (old_.empty()) sink.report(Code::missing_argument, {}, {"OLD", name()});
    if (new_.empty()) sink.report(Code::missing_argument, {}, {"NEW", name()});
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> before = load(old_, session);
    const std::optional<LoadedNetwork> after = load(new_, session);
    if (!before || !after) return exit_status::unusable_input;
    compare::CompareOptions options;
    options.date = session.settings().date;
    options.policy_folder = policies_;
    options.jobs = session.settings().jobs;
    if (session.settings().progress) {
      options.progress = [&session](std::size_t done, std::size_t all) { session.show_progress(done, all); };
    }
    DiagnosticSink sink;
    const compare::Comparison comparison = compare::compare_networks(*before, *after, options, sink);
    session.print(sink);
    if (sink.has_errors()) return exit_status::unusable_input;
    const report::DiffInput input{&comparison, &before->network.snapshot, &after->network.snapshot};
    return session.deliver(text_of(input, session.settings()), report::exit_status_of(comparison));
  }

 private:
  [[nodiscard]] static std::string text_of(const report::DiffInput& input, const Settings& settings) {
    if (settings.format == Format::json) return report::diff_json(input, settings.json());
    return report::diff_text(input, settings.text());
  }

  std::string old_;
  std::string new_;
  std::string policies_;
};

}  // namespace

std::unique_ptr<Command> diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace sekisho::cli
