// sekisho reach: which packets get from one segment to another segment or device.
#include "cli/command.hpp"
#include "cli/loading.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/reach.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ReachCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "reach"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT --from SEGMENT --to SEGMENT|DEVICE";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_reach_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_reach_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_reach_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_query_exit; }

  void declare(CLI::App& app, Language language) override {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("SNAPSHOT", snapshot_);
    app.add_option("--from", from_, report::say(Phrase::help_reach_from, language))->type_name("SEGMENT");
    app.add_option("--to", to_, report::say(Phrase::help_reach_to, language))->type_name("SEGMENT|DEVICE");
    app.add_option("--semantics", semantics_, report::say(Phrase::help_semantics, language))
        ->type_name("packet|session");
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    if (from_.empty()) sink.report(Code::missing_argument, {}, {"--from", name()});
    if (to_.empty()) sink.report(Code::missing_argument, {}, {"--to", name()});
    if (!semantics_.empty() && semantics_ != "packet" && semantics_ != "session") {
      sink.report(Code::bad_option_value, {}, {"--semantics", semantics_, "packet, session"});
    }
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    ReachOptions options;
    options.date = session.settings().date;
    options.semantics = semantics_ == "session" ? Semantics::session : Semantics::packet;
    DiagnosticSink sink;
    const std::optional<ReachResult> result = reach(*loaded, from_, to_, options, sink);
    session.print(sink);
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    const std::string text =
        session.settings().format == Format::json
            ? report::reach_json(*result, session.settings().json())
            : report::reach_text(*result, &loaded->network.snapshot, session.settings().text());
    return session.deliver(text, exit_status::success);
  }

 private:
  std::string snapshot_;
  std::string from_;
  std::string to_;
  std::string semantics_;
};

}  // namespace

std::unique_ptr<Command> reach_command() { return std::make_unique<ReachCommand>(); }

}  // namespace sekisho::cli
