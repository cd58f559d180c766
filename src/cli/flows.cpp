// sekisho flows: who talked to whom in captures.
#include "cli/command.hpp"
#include "cli/record_faults.hpp"
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

/// Writes flows as they end, a line each.
class LineWriter final : public capture::SurveyTaker {
 public:
  LineWriter(const std::vector<std::string>& paths, capture::MakeObservers make_observers, Session& session)
      : paths_(paths),
        make_observers_(std::move(make_observers)),
        session_(session),
        observers_(paths.size()),
        surveys_(paths.size()),
        refusals_(paths.size()) {}

  std::vector<capture::Observer*> observers_of(std::size_t file) override {
    if (make_observers_) observers_[file] = make_observers_();
    std::vector<capture::Observer*> looking_on;
    for (const auto& observer : observers_[file]) looking_on.push_back(observer.get());
    return looking_on;
  }

  void take(std::size_t file, std::vector<capture::Flow> flows,
            const std::vector<capture::Interface>& /*interfaces*/) override {
    begin();
    session_.deliver_part(is_csv() ? report::flows_csv_rows(paths_[file], flows)
                                   : report::flows_json_lines(paths_[file], flows, settings().json()));
  }

  void end(std::size_t file, Result<capture::Survey> survey) override {
    observers_[file].clear();
    surveys_[file].file = paths_[file];
    if (!survey) {
      refusals_[file] = survey.reason();
      return;
    }
    surveys_[file] = std::move(survey).value();
    begin();
    if (!is_csv()) session_.deliver_part(report::survey_json_line(surveys_[file], settings().json()));
  }

  [[nodiscard]] const std::vector<capture::Survey>& surveys() const { return surveys_; }
  [[nodiscard]] const std::vector<std::string>& refusals() const { return refusals_; }
  [[nodiscard]] bool any_read() const { return begun_; }

 private:
  [[nodiscard]] const Settings& settings() const { return session_.settings(); }
  [[nodiscard]] bool is_csv() const { return settings().format == Format::csv; }

  void begin() {
    if (!begun_ && is_csv()) session_.deliver_part(report::flows_csv_head());
    begun_ = true;
  }

  const std::vector<std::string>& paths_;
  capture::MakeObservers make_observers_;
  Session& session_;
  std::vector<std::vector<std::unique_ptr<capture::Observer>>> observers_;
  std::vector<capture::Survey> surveys_;
  std::vector<std::string> refusals_;
  bool begun_ = false;
};

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
    return {Format::text, Format::json, Format::csv, Format::jsonl};
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
    const Format format = session.settings().format;
    if (format == Format::csv || format == Format::jsonl) return write_as_they_end(session);
    const std::vector<capture::SurveyedFile> files = capture::survey_files(
        paths_, options_, session.settings().jobs, observers(), reading_progress(session));
    DiagnosticSink sink;
    for (const capture::SurveyedFile& file : files) tell_faults(file.survey, file.refusal, sink);
    session.print(sink);
    const bool nothing = std::all_of(files.begin(), files.end(),
                                     [](const capture::SurveyedFile& file) { return !file.refusal.empty(); });
    if (nothing) return exit_status::unusable_input;
    const Settings& settings = session.settings();
    return session.deliver(format == Format::json ? report::flows_json(files, settings.json())
                                                  : report::flows_text(files, settings.text()),
                           exit_status::success);
  }

 private:
  /// Formats of a line each: no flow is kept longer than it is open.
  [[nodiscard]] int write_as_they_end(Session& session) const {
    LineWriter writer(paths_, observers(), session);
    capture::survey_files(paths_, options_, session.settings().jobs, writer, reading_progress(session));
    DiagnosticSink sink;
    for (std::size_t i = 0; i < paths_.size(); ++i)
      tell_faults(writer.surveys()[i], writer.refusals()[i], sink);
    session.print(sink);
    return session.end_delivery(writer.any_read() ? exit_status::success : exit_status::unusable_input);
  }

  [[nodiscard]] capture::MakeObservers observers() const {
    if (no_applications_) return {};
    return [] {
      std::vector<std::unique_ptr<capture::Observer>> made;
      made.push_back(std::make_unique<content::Applications>());
      return made;
    };
  }

  static void tell_faults(const capture::Survey& survey, const std::string& refusal, DiagnosticSink& sink) {
    tell_bad_records(survey, sink);
    if (!refusal.empty()) {
      sink.report(Code::capture_unreadable, {survey.file}, {refusal});
    } else if (survey.end == capture::FileEnd::cut_off) {
      sink.report(Code::capture_cut_off, {survey.file}, {std::to_string(survey.frames), survey.fault});
    } else if (survey.end == capture::FileEnd::damaged) {
      sink.report(Code::capture_damaged, {survey.file}, {std::to_string(survey.frames), survey.fault});
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
