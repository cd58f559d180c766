// sekisho flows: who talked to whom in captures.
#include "cli/command.hpp"
#include "cli/transfer_rate.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/content/applications.hpp>
#include <sekisho/report/flows.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace sekisho::cli {
namespace {

using report::Phrase;

constexpr int most_flows_allowed = 100'000'000;

class FlowsCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "flows"; }
  [[nodiscard]] std::string arguments() const override {
    return "CAPTURE... [--most-flows N] [--no-applications]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_flows_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_flows_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_flows_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_flows_exit; }

  [[nodiscard]] std::vector<Format> formats() const override {
    return {Format::text, Format::json, Format::csv};
  }

  void declare(CLI::App& app, Language language) override {
    app.add_option("CAPTURE", paths_);
    add_value(app, "--most-flows", most_flows_, "N", report::say(Phrase::help_most_flows, language));
    app.add_flag("--no-applications", no_applications_, report::say(Phrase::help_no_applications, language));
  }

  void check(DiagnosticSink& sink) override {
    if (paths_.empty()) sink.report(Code::missing_argument, {}, {"CAPTURE", name()});
    if (most_flows_.empty()) return;
    const std::optional<int> most = number_in(most_flows_, 1, most_flows_allowed);
    if (!most) {
      sink.report(Code::bad_option_value, {},
                  {"--most-flows", most_flows_, "1-" + std::to_string(most_flows_allowed)});
    }
    options_.most_flows = static_cast<std::size_t>(most.value_or(1));
  }

  [[nodiscard]] int run(Session& session) override {
    capture::Progress progress;
    TransferRate rate;
    if (session.settings().progress) {
      progress = [&session, &rate](std::uint64_t read, std::uint64_t total) {
        if (rate.is_due(read, total)) session.show_progress(read, total, rate.words(read, total));
      };
    }
    const std::vector<capture::SurveyedFile> files =
        capture::survey_files(paths_, options_, session.settings().jobs, observers(), progress);
    DiagnosticSink sink;
    for (const capture::SurveyedFile& file : files) tell_faults(file, sink);
    session.print(sink);
    const bool nothing = std::all_of(files.begin(), files.end(),
                                     [](const capture::SurveyedFile& file) { return !file.refusal.empty(); });
    if (nothing) return exit_status::unusable_input;
    return session.deliver(text_of(files, session.settings()), exit_status::success);
  }

 private:
  [[nodiscard]] capture::MakeObservers observers() const {
    if (no_applications_) return {};
    return [] {
      std::vector<std::unique_ptr<capture::Observer>> made;
      made.push_back(std::make_unique<content::Applications>());
      return made;
    };
  }

  static void tell_faults(const capture::SurveyedFile& file, DiagnosticSink& sink) {
    const capture::Survey& survey = file.survey;
    if (!file.refusal.empty()) {
      sink.report(Code::capture_unreadable, {survey.file}, {file.refusal});
    } else if (survey.end == capture::FileEnd::cut_off) {
      sink.report(Code::capture_cut_off, {survey.file}, {std::to_string(survey.frames), survey.fault});
    } else if (survey.end == capture::FileEnd::damaged) {
      sink.report(Code::capture_damaged, {survey.file}, {std::to_string(survey.frames), survey.fault});
    }
  }

  [[nodiscard]] static std::string text_of(const std::vector<capture::SurveyedFile>& files,
                                           const Settings& settings) {
    switch (settings.format) {
      case Format::json: return report::flows_json(files, settings.json());
      case Format::csv: return report::flows_csv(files);
      default: return report::flows_text(files, settings.text());
    }
  }

  std::vector<std::string> paths_;
  std::string most_flows_;
  bool no_applications_ = false;
  capture::SurveyOptions options_;
};

}  // namespace

std::unique_ptr<Command> flows_command() { return std::make_unique<FlowsCommand>(); }

}  // namespace sekisho::cli
