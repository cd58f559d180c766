// sekisho verify: every requirement of the policy, its verdict and evidence.
#include "cli/captures.hpp"
#include "cli/command.hpp"
#include "cli/input_files.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"
#include "cli/verify_watch.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/repair/repair.hpp>
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
    return "SNAPSHOT [--only ID]... [--policies FOLDER] [--repair] [--captures] [--capture [POINT=]FILE]... "
           "[--certificate FILE | --watch-files] [--operator NAME] [--label TEXT]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_verify_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_verify_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_verify_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_verify_exit; }

  [[nodiscard]] std::vector<Format> formats() const override {
    return {Format::text, Format::json, Format::html, Format::markdown, Format::sarif, Format::junit};
  }

  void declare(CLI::App& app, Language language) override {
    app.add_option("SNAPSHOT", snapshot_);
    add_values(app, "--only", only_, "ID", report::say(Phrase::help_only, language));
    add_value(app, "--policies", policies_, "FOLDER", report::say(Phrase::help_policies, language));
    add_value(app, "--certificate", certificate_, "FILE", report::say(Phrase::help_certificate, language));
    add_value(app, "--operator", operator_, "NAME", report::say(Phrase::help_operator, language));
    add_value(app, "--label", label_, "TEXT", report::say(Phrase::help_label, language));
    app.add_flag("--captures", listed_captures_, report::say(Phrase::help_verify_captures, language));
    add_values(app, "--capture", captures_, "[POINT=]FILE",
               report::say(Phrase::help_verify_capture, language));
    app.add_flag("--repair", repair_, report::say(Phrase::help_with_repairs, language));
    app.add_flag("--watch-files", watch_files_, report::say(Phrase::help_watch_files, language));
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    if (watch_files_ && !certificate_.empty())
      sink.report(Code::options_exclude, {}, {"--watch-files", "--certificate"});
    if (watch_files_ && wants_captures())
      sink.report(Code::options_exclude, {}, {"--watch-files", "--captures"});
    if (watch_files_ && repair_) sink.report(Code::options_exclude, {}, {"--watch-files", "--repair"});
  }

  [[nodiscard]] int run(Session& session) override {
    // A profile that a folder lacks is looked for among the built-in ones; the folder itself must be there.
    if (!policies_.empty() && !std::filesystem::is_directory(policies_)) {
      session.print(Code::file_unreadable, {policies_, "not a folder"});
      return exit_status::unusable_input;
    }
    const Format format = session.settings().format;
    if (watch_files_ && format != Format::text && format != Format::json) {
      session.print(Code::bad_option_value, {"--format", name_of(format), "text, json (--watch-files)"});
      return exit_status::usage;
    }
    VerifyOptions options;
    options.date = session.settings().date;
    options.only = only_;
    options.policy_folder = policies_;
    options.jobs = session.settings().jobs;
    options.progress = session.progress();
    if (watch_files_) return watch_and_verify(snapshot_, options, session);
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    DiagnosticSink sink;
    const std::optional<VerifyResult> result = verify(*loaded, options, sink);
    session.print(sink);
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    if (!certificate_.empty() && !write_certificate(*loaded, options, *result, session))
      return exit_status::unusable_input;
    report::VerifyInput input{&*result, &loaded->network.snapshot, &loaded->files};
    std::optional<repair::RepairResult> repairs;
    if (repair_) {
      repairs = find_repairs(options, session);
      if (!repairs) return exit_status::unusable_input;
      input.repairs = &*repairs;
    }
    std::optional<evidence::ConfirmResult> wire;
    if (wants_captures()) {
      wire = look_at_captures(*loaded, *result, session);
      if (!wire) return exit_status::unusable_input;
      input.wire = &*wire;
    }
    const std::string text = format == Format::html ? html_text(input, session.settings())
                                                    : report_text(input, session.settings());
    return session.deliver(text, report::exit_status_of(input));
  }

 private:
  [[nodiscard]] static std::string report_text(const report::VerifyInput& input, const Settings& settings) {
    switch (settings.format) {
      case Format::text: return report::verify_text(input, settings.text());
      case Format::json: return report::verify_json(input, settings.json());
      case Format::html: break;  // html_text()
      case Format::sarif: return report::verify_sarif(input, settings.sarif());
      case Format::junit: return report::verify_junit(input, settings.language);
      case Format::markdown: return report::verify_markdown(input, settings.language);
      case Format::csv:
      case Format::jsonl: break;  // not among formats()
    }
    return {};
  }

  [[nodiscard]] bool wants_captures() const { return listed_captures_ || !captures_.empty(); }

  /// The captures held against the requirements of the run; nothing, with a message, when one is not usable.
  [[nodiscard]] std::optional<evidence::ConfirmResult> look_at_captures(const LoadedNetwork& loaded,
                                                                        const VerifyResult& result,
                                                                        Session& session) const {
    const Snapshot& snapshot = loaded.network.snapshot;
    DiagnosticSink sink;
    std::vector<evidence::CaptureSource> wanted = named_captures(captures_, snapshot, sink);
    if (listed_captures_) {
      for (evidence::CaptureSource& each : listed_captures(snapshot, sink)) wanted.push_back(std::move(each));
    }
    session.print(sink);
    if (sink.has_errors()) return std::nullopt;
    std::vector<Requirement> requirements;
    for (const RequirementResult& each : result.requirements) requirements.push_back(each.requirement);
    return confirm_captures(loaded, requirements, wanted, session);
  }

  [[nodiscard]] std::optional<repair::RepairResult> find_repairs(const VerifyOptions& options,
                                                                 Session& session) const {
    repair::RepairOptions wanted;
    wanted.verify = options;
    wanted.progress = options.progress;
    DiagnosticSink sink;
    std::optional<repair::RepairResult> repairs = repair::repair(snapshot_, wanted, sink);
    if (repairs && !sink.has_errors()) return repairs;  // verify() has told what else there is to say
    session.print(sink);
    return std::nullopt;
  }

  /// An auditor's report says more of its origin: the files by their digests, the profile, the person.
  [[nodiscard]] std::string html_text(report::VerifyInput& input, const Settings& settings) const {
    DiagnosticSink told_before;  // verify() has read the same profiles and reported on them
    const std::optional<Policies> policies = find_policies(*input.snapshot, policies_, told_before);
    if (policies) input.policies = &*policies;
    input.complete = only_.empty();
    const std::vector<report::InputFile> inputs = input_files(*input.snapshot);
    input.inputs = &inputs;
    const std::string& person = operator_.empty() ? settings.login : operator_;
    return report::verify_html(input, {settings.language, settings.json().version, person, label_});
  }

  /// The certificate, and the model that it is about beside it.
  [[nodiscard]] bool write_certificate(const LoadedNetwork& loaded, const VerifyOptions& options,
                                       const VerifyResult& result, Session& session) const {
    const std::string model_path = certificate_ + ".model";
    const Result<CertificateText> written =
        certify(loaded, options, result, std::filesystem::path(model_path).filename().string());
    if (!written) {
      session.print(Code::certificate_not_made, {written.reason()});
      return false;
    }
    return session.save(model_path, written.value().model) &&
           session.save(certificate_, written.value().certificate);
  }

  std::string snapshot_;
  std::vector<std::string> only_;
  std::string policies_;
  std::string certificate_;
  std::string operator_;
  std::string label_;
  std::vector<std::string> captures_;
  bool listed_captures_ = false;
  bool repair_ = false;
  bool watch_files_ = false;
};

}  // namespace

std::unique_ptr<Command> verify_command() { return std::make_unique<VerifyCommand>(); }

}  // namespace sekisho::cli
