// sekisho repair: the smallest changes of configs that end violations, each verified.
#include "cli/command.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/repair.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class RepairCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "repair"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT [--only ID]... [--policies FOLDER] [-o PATCH]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_repair_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_repair_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_repair_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_repair_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("SNAPSHOT", snapshot_);
    add_values(app, "--only", only_, "ID", report::say(Phrase::help_only, language));
    add_value(app, "--policies", policies_, "FOLDER", report::say(Phrase::help_policies, language));
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
  }

  [[nodiscard]] int run(Session& session) override {
    const Settings& settings = session.settings();
    repair::RepairOptions options;
    options.verify.date = settings.date;
    options.verify.only = only_;
    options.verify.policy_folder = policies_;
    options.verify.jobs = settings.jobs;
    options.progress = session.progress();
    DiagnosticSink sink;
    const std::optional<repair::RepairResult> result = repair::repair(snapshot_, options, sink);
    session.print(sink);
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    // -o is for the patch; the report goes to the output stream.
    if (!settings.output.empty() && !session.save(settings.output, result->patch))
      return exit_status::unusable_input;
    DiagnosticSink told_before;  // the snapshot has been read without errors
    const std::optional<Snapshot> snapshot = load_snapshot(snapshot_, told_before);
    const std::string text =
        settings.format == Format::json
            ? report::repair_json(*result, settings.json())
            : report::repair_text(*result, snapshot ? &*snapshot : nullptr, settings.output, settings.text());
    return session.write(text, report::exit_status_of(*result));
  }

 private:
  std::string snapshot_;
  std::vector<std::string> only_;
  std::string policies_;
};

}  // namespace

std::unique_ptr<Command> repair_command() { return std::make_unique<RepairCommand>(); }

}  // namespace sekisho::cli
