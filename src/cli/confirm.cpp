// sekisho confirm: captures against the model and the policy.
#include "cli/command.hpp"
#include "cli/confirm_live.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/evidence/keep.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/report/confirm.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <set>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ConfirmCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "confirm"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT [[POINT=]CAPTURE]...|--live [POINT=]INTERFACE [--fail-on SEVERITY] [--write-evidence "
           "FOLDER]";
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
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(inputs_.front(), session);
    if (!loaded) return exit_status::unusable_input;
    const Snapshot& snapshot = loaded->network.snapshot;
    DiagnosticSink sink;
    const std::optional<Policies> policies = find_policies(snapshot, "", sink);
    const std::vector<Requirement> requirements =
        policies ? compile(*policies, snapshot, sink) : std::vector<Requirement>{};
    std::vector<Wanted> wanted;
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
    return session.deliver(text_of({&*result, &snapshot}, session.settings()), status_of(*result));
  }

 private:
  struct Wanted {
    std::string point;  // empty: whichever lists the file
    std::string file;
  };

  /// False, and reported, when the snapshot has no capture point of that name.
  static bool find_point(const Snapshot& snapshot, const std::string& point, DiagnosticSink& sink) {
    if (std::ranges::find(snapshot.captures, point, &CapturePoint::name) != snapshot.captures.end())
      return true;
    std::vector<std::string> known;
    for (const CapturePoint& each : snapshot.captures) known.push_back(each.name);
    const std::string near = nearest_name(point, known);
    sink.report(Code::confirm_unknown_point, {}, {point, near.empty() ? "-" : near});
    return false;
  }

  /// Captures that are there already; nothing, with a message, when one is not usable.
  [[nodiscard]] std::optional<evidence::ConfirmResult> of_files(const LoadedNetwork& loaded,
                                                                const std::vector<Requirement>& requirements,
                                                                const std::vector<Wanted>& wanted,
                                                                Session& session) const {
    std::vector<evidence::Capture> captures;
    if (!read(loaded.network, wanted, captures, session)) return std::nullopt;
    evidence::ConfirmResult result =
        evidence::judge(loaded, requirements, captures, {session.settings().date});
    if (keep_.folder.empty()) return result;
    const Result<std::vector<std::string>> kept = evidence::write_evidence(result.findings, keep_);
    if (kept) return result;
    session.print(Code::output_unwritable, {keep_.folder, kept.reason()});
    return std::nullopt;
  }

  /// The captures of the command line, else those that the capture points list.
  [[nodiscard]] std::vector<Wanted> captures_of(const Snapshot& snapshot, DiagnosticSink& sink) const {
    std::vector<Wanted> wanted;
    for (std::size_t i = 1; i < inputs_.size(); ++i) {
      const std::size_t equals = inputs_[i].find('=');
      const std::string point = equals == std::string::npos ? "" : inputs_[i].substr(0, equals);
      if (!point.empty() && !find_point(snapshot, point, sink)) continue;
      wanted.push_back({point, equals == std::string::npos ? inputs_[i] : inputs_[i].substr(equals + 1)});
    }
    if (inputs_.size() > 1) return wanted;
    std::set<std::string> listed;  // a file with several interfaces may be at several points
    for (const CapturePoint& point : snapshot.captures) {
      for (const std::string& file : point.files) {
        if (listed.insert(file).second) wanted.push_back({"", file});
      }
    }
    if (wanted.empty()) sink.report(Code::confirm_no_capture, {});
    return wanted;
  }

  [[nodiscard]] static bool read(const Network& network, const std::vector<Wanted>& wanted,
                                 std::vector<evidence::Capture>& captures, Session& session) {
    bool sound = true;
    capture::Progress progress;
    if (session.settings().progress)
      progress = [&session](std::uint64_t done, std::uint64_t all) { session.show_progress(done, all); };
    for (const Wanted& each : wanted) {
      Result<evidence::Capture> capture = evidence::read_capture(network, each.file, each.point, progress);
      if (!capture) {
        session.print(Code::confirm_capture_unreadable, {each.file, capture.reason()});
        sound = false;
        continue;
      }
      captures.push_back(std::move(capture).value());
      const capture::Survey& survey = captures.back().survey;
      if (survey.end != capture::FileEnd::whole)
        session.print(Code::confirm_capture_cut, {each.file, survey.fault});
    }
    return sound;
  }

  [[nodiscard]] static std::string text_of(const report::ConfirmInput& input, const Settings& settings) {
    if (settings.format == Format::json) return report::confirm_json(input, settings.json());
    if (settings.format == Format::html)
      return report::confirm_html(input, {settings.language, settings.json().version, settings.login, ""});
    return report::confirm_text(input, settings.text());
  }

  [[nodiscard]] int status_of(const evidence::ConfirmResult& result) const {
    const Severity bar = *severity_named(fail_on_);
    bool unproved = false;
    for (const evidence::Finding& finding : result.findings) {
      unproved = unproved || finding.kind == evidence::Kind::unproved_content;
      if (finding.kind != evidence::Kind::unproved_content && finding.severity >= bar)
        return exit_status::violated;
    }
    return unproved ? exit_status::unproved : exit_status::success;
  }

  std::vector<std::string> inputs_;
  std::string fail_on_ = "error";
  std::string evidence_folder_;
  std::string evidence_bytes_;
  evidence::KeepOptions keep_;
  LiveArguments live_;
};

}  // namespace

std::unique_ptr<Command> confirm_command() { return std::make_unique<ConfirmCommand>(); }

}  // namespace sekisho::cli
