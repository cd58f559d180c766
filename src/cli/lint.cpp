// sekisho lint: rule analysis of filters, objects and hygiene.
#include "cli/command.hpp"
#include "cli/config_files.hpp"
#include "cli/config_network.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/config_folder.hpp>
#include <sekisho/report/lint.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace sekisho::cli {
namespace {

using report::Phrase;

class LintCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "lint"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT|CONFIG|FOLDER... [--as LANGUAGE] [--kind KIND]... [--fail-on SEVERITY] [--baseline "
           "FILE]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_lint_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_lint_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_lint_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_lint_exit; }
  [[nodiscard]] std::vector<Format> formats() const override {
    return {Format::text, Format::json, Format::sarif};
  }

  void declare(CLI::App& app, Language language) override {
    app.add_option("INPUT", paths_);
    add_value(app, "--as", language_, "LANGUAGE", report::say(Phrase::help_as, language, {language_names()}));
    add_values(app, "--kind", kinds_, "KIND", report::say(Phrase::help_lint_kind, language));
    add_value(app, "--fail-on", fail_on_, "SEVERITY", report::say(Phrase::help_lint_fail_on, language));
    add_value(app, "--baseline", baseline_, "FILE", report::say(Phrase::help_lint_baseline, language));
  }

  void check(DiagnosticSink& sink) override {
    if (paths_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT|CONFIG", name()});
    if (paths_.size() > 1 && std::ranges::any_of(paths_, is_snapshot_file))
      sink.report(Code::lint_one_snapshot, {}, {});
    if (!language_.empty() && config::find_language(language_) == nullptr)
      sink.report(Code::bad_option_value, {}, {"--as", language_, language_names()});
    if (!severity_named(fail_on_))
      sink.report(Code::bad_option_value, {}, {"--fail-on", fail_on_, "error, warning, note"});
    for (const std::string& kind : kinds_) {
      if (find_finding_kind(kind)) continue;
      std::string known;
      for (const FindingKind each : all_finding_kinds())
        known += (known.empty() ? "" : ", ") + std::string(sekisho::name_of(each));
      sink.report(Code::bad_option_value, {}, {"--kind", kind, known});
    }
  }

  [[nodiscard]] int run(Session& session) override {
    std::vector<std::string> baseline;
    if (!baseline_.empty() && !read_baseline(session, baseline)) return exit_status::unusable_input;
    const LintOptions options{session.settings().date, session.settings().jobs};
    LintResult result;
    std::optional<LoadedNetwork> loaded;
    if (is_snapshot_file(paths_.front())) {
      loaded = load(paths_.front(), session);
      if (!loaded) return exit_status::unusable_input;
      result = lint_network(loaded->network, &loaded->routes, options);
    } else {
      DiagnosticSink sink;
      const config::LanguageEntry* language = language_.empty() ? nullptr : config::find_language(language_);
      loaded = load_configs(paths_, language, sink);
      session.print(sink);
      if (!loaded) return exit_status::unusable_input;
      result = lint_network(loaded->network, nullptr, options);
    }
    select(result);
    compare(result, baseline);
    const report::LintInput input{&result, paths_, std::min(Severity::warning, *severity_named(fail_on_))};
    return session.deliver(text_of(input, session.settings()), status_of(result));
  }

 private:
  [[nodiscard]] bool read_baseline(Session& session, std::vector<std::string>& known) const {
    DiagnosticSink sink;
    const std::optional<std::string> text = read_config_file(baseline_, sink);
    session.print(sink);
    if (!text) return false;
    Result<std::vector<std::string>> read = report::read_lint_baseline(*text);
    if (!read) {
      session.print(Code::lint_baseline_unusable, {baseline_, read.reason()});
      return false;
    }
    known = read.value();
    return true;
  }

  void select(LintResult& result) const {
    if (kinds_.empty()) return;
    std::erase_if(result.findings, [&](const Finding& finding) {
      return std::ranges::find(kinds_, sekisho::name_of(finding.kind)) == kinds_.end();
    });
  }

  static void compare(LintResult& result, std::vector<std::string> known) {
    std::sort(known.begin(), known.end());
    const std::vector<std::string> ids = report::fingerprints(result);
    for (std::size_t i = 0; i < ids.size(); ++i)
      result.findings[i].old = std::binary_search(known.begin(), known.end(), ids[i]);
  }

  [[nodiscard]] static std::string text_of(const report::LintInput& input, const Settings& settings) {
    if (settings.format == Format::json) return report::lint_json(input, settings.json());
    if (settings.format == Format::sarif) return report::lint_sarif(input, settings.sarif());
    return report::lint_text(input, settings.text());
  }

  [[nodiscard]] int status_of(const LintResult& result) const {
    const Severity bar = *severity_named(fail_on_);
    const bool fails = std::ranges::any_of(result.findings, [&](const Finding& finding) {
      return finding.suppressed.empty() && !finding.old && finding.severity >= bar;
    });
    return fails ? exit_status::violated : exit_status::success;
  }

  std::vector<std::string> paths_;
  std::string language_;
  std::vector<std::string> kinds_;
  std::string fail_on_ = "error";
  std::string baseline_;
};

}  // namespace

std::unique_ptr<Command> lint_command() { return std::make_unique<LintCommand>(); }

}  // namespace sekisho::cli
