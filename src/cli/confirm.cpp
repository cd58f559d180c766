// sekisho confirm: captures against the model and the policy.
#include "cli/captures.hpp"
#include "cli/command.hpp"
#include "cli/confirm_live.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/evidence/keep.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/report/confirm.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ConfirmCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "confirm"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT [[POINT=]CAPTURE]... [--flows [POINT=]FILE]|--live [POINT=]INTERFACE [--fail-on "
           "SEVERITY] "
           "[--write-evidence FOLDER]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_confirm_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_confirm_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_confirm_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_confirm_exit; }
  [[nodiscard]] std::vector<Format> formats() const override {
    return {Format::text, Format::json, Format::html};
  }

  void declare(CLI::App& app, Language language) override {
    app.add_option("INPUT", inputs_);
    add_values(app, "--flows", records_, "[POINT=]FILE", report::say(Phrase::help_confirm_flows, language));
    add_value(app, "--fail-on", fail_on_, "SEVERITY", report::say(Phrase::help_lint_fail_on, language));
    add_value(app, "--write-evidence", evidence_folder_, "FOLDER",
              report::say(Phrase::help_confirm_write_evidence, language));
    add_value(app, "--evidence-bytes", evidence_bytes_, "BYTES",
              report::say(Phrase::help_confirm_evidence_bytes, language));
    live_.declare(app, language);
  }

  void check(DiagnosticSink& sink) override {
    if (inputs_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    if (!severity_named(fail_on_))
      sink.report(Code::bad_option_value, {}, {"--fail-on", fail_on_, "error, warning, note"});
    if (!evidence_bytes_.empty())
      keep_.most_bytes =
          static_cast<std::size_t>(read_number("--evidence-bytes", evidence_bytes_, 1, 262'144, sink));
    keep_.folder = evidence_folder_;
    live_.check(sink);
    if (live_.wanted() && inputs_.size() > 1) sink.report(Code::live_or_files, {}, {inputs_[1]});
    if (live_.wanted() && !records_.empty()) sink.report(Code::live_or_files, {}, {records_.front()});
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(inputs_.front(), session);
    if (!loaded) return exit_status::unusable_input;
    const Snapshot& snapshot = loaded->network.snapshot;
    DiagnosticSink sink;
    const std::optional<Policies> policies = find_policies(snapshot, "", sink);
    const std::vector<Requirement> requirements =
        policies ? compile(*policies, snapshot, sink) : std::vector<Requirement>{};
    std::vector<evidence::CaptureSource> wanted;
    if (live_.wanted()) {
      if (!live_.point().empty()) find_point(snapshot, live_.point(), sink);
    } else {
      wanted = captures_of(snapshot, sink);
    }
    session.print(sink);
    if (!policies || sink.has_errors()) return exit_status::unusable_input;
    const std::optional<evidence::ConfirmResult> result =
        live_.wanted() ? live_.capture(*loaded, requirements, keep_, session)
                       : of_files(*loaded, requirements, wanted, session);
    if (!result) return exit_status::unusable_input;
    return session.deliver(text_of({&*result, &snapshot}, session.settings()),
                           report::exit_status_of(*result, *severity_named(fail_on_)));
  }

 private:
  /// Captures that are there already; nothing, with a message, when one is not usable.
  [[nodiscard]] std::optional<evidence::ConfirmResult> of_files(
      const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
      const std::vector<evidence::CaptureSource>& wanted, Session& session) const {
    std::optional<evidence::ConfirmResult> result = confirm_captures(loaded, requirements, wanted, session);
    if (!result) return std::nullopt;
    if (keep_.folder.empty()) return result;
    const Result<std::vector<std::string>> kept = evidence::write_evidence(result->findings, keep_);
    if (kept) return result;
    session.print(Code::output_unwritable, {keep_.folder, kept.reason()});
    return std::nullopt;
  }

  /// The captures and records of the command line, else those that the capture points list.
  [[nodiscard]] std::vector<evidence::CaptureSource> captures_of(const Snapshot& snapshot,
                                                                 DiagnosticSink& sink) const {
    std::vector<std::string> named(inputs_.begin() + 1, inputs_.end());
    named.insert(named.end(), records_.begin(), records_.end());
    return named.empty() ? listed_captures(snapshot, sink) : named_captures(named, snapshot, sink);
  }

  [[nodiscard]] static std::string text_of(const report::ConfirmInput& input, const Settings& settings) {
    if (settings.format == Format::json) return report::confirm_json(input, settings.json());
    if (settings.format == Format::html)
      return report::confirm_html(input, {settings.language, settings.json().version, settings.login, ""});
    return report::confirm_text(input, settings.text());
  }

  std::vector<std::string> inputs_;
  std::vector<std::string> records_;
  std::string fail_on_ = "error";
  std::string evidence_folder_;
  std::string evidence_bytes_;
  evidence::KeepOptions keep_;
  LiveArguments live_;
};

}  // namespace

std::unique_ptr<Command> confirm_command() { return std::make_unique<ConfirmCommand>(); }

}  // namespace sekisho::cli
