// sekisho diff: what a change opens and closes, and which verdicts change.
#include "cli/command.hpp"
#include "cli/diff_inputs.hpp"
#include "cli/git_revisions.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/compare/equivalence.hpp>
#include <sekisho/report/diff.hpp>
#include <sekisho/review/review.hpp>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <utility>

namespace sekisho::cli {
namespace {

using report::Phrase;

struct Sides {
  DiffSide before;
  DiffSide after;
};

class DiffCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "diff"; }
  [[nodiscard]] std::string arguments() const override {
    return "OLD NEW | --git REV..REV [SNAPSHOT|CONFIG|FOLDER]  [--filter OLD[=NEW]] [--policies FOLDER]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_diff_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_diff_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_diff_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_diff_exit; }

  [[nodiscard]] std::vector<Format> formats() const override {
    return {Format::text, Format::json, Format::markdown, Format::sarif};
  }

  void declare(CLI::App& app, Language language) override {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("OLD", old_);
    app.add_option("NEW", new_);
    app.add_option("--git", git_, report::say(Phrase::help_diff_git, language))->type_name("REV..REV");
    app.add_option("--filter", filter_, report::say(Phrase::help_diff_filter, language))
        ->type_name("OLD[=NEW]");
    app.add_option("--policies", policies_, report::say(Phrase::help_policies, language))
        ->type_name("FOLDER");
  }

  void check(DiagnosticSink& sink) override {
    if (git_.empty()) {
      if (old_.empty()) sink.report(Code::missing_argument, {}, {"OLD", name()});
      if (new_.empty()) sink.report(Code::missing_argument, {}, {"NEW", name()});
      return;
    }
    if (!new_.empty()) sink.report(Code::excess_argument, {}, {new_, name()});
    if (!parse_revision_range(git_))
      sink.report(Code::bad_option_value, {}, {"--git", git_, "REV..REV, REV.."});
  }

  [[nodiscard]] int run(Session& session) override {
    const Format format = session.settings().format;
    if (!filter_.empty() && format != Format::text && format != Format::json) {
      session.print(Code::bad_option_value, {"--format", name_of(format), "text, json (--filter)"});
      return exit_status::usage;
    }
    DiagnosticSink sink;
    std::optional<Sides> sides = git_.empty() ? named_sides(sink) : revisions(sink);
    session.print(sink);
    if (!sides) return exit_status::unusable_input;
    return filter_.empty() && !are_single_filters(*sides) ? compare_all(*sides, session)
                                                          : compare_two_filters(*sides, session);
  }

 private:
  [[nodiscard]] std::optional<Sides> named_sides(DiagnosticSink& sink) const {
    std::optional<DiffSide> before = load_side(old_, sink);
    std::optional<DiffSide> after = load_side(new_, sink);
    if (!before || !after) return std::nullopt;
    return Sides{std::move(*before), std::move(*after)};
  }

  /// Two configs in different languages with one filter each: what else could be meant than these?
  [[nodiscard]] static bool are_single_filters(const Sides& sides) {
    if (sides.before.is_snapshot || sides.after.is_snapshot) return false;
    const LoadedNetwork& before = sides.before.loaded;
    const LoadedNetwork& after = sides.after.loaded;
    if (before.network.devices.front().language == after.network.devices.front().language) return false;
    DiagnosticSink unheard;
    return compare::find_filter(before, "", unheard) && compare::find_filter(after, "", unheard);
  }

  /// Both revisions, read where their paths are those of the work tree.
  [[nodiscard]] std::optional<Sides> revisions(DiagnosticSink& sink) const {
    const RevisionRange range = *parse_revision_range(git_);
    const std::optional<WorkTreePath> tree = find_work_tree(old_.empty() ? default_path() : old_, sink);
    if (!tree) return std::nullopt;
    std::optional<DiffSide> before = at_revision(*tree, range.before, sink);
    if (!before) return std::nullopt;
    std::optional<DiffSide> after = at_revision(*tree, range.after, sink);
    if (!after) return std::nullopt;
    return Sides{std::move(*before), std::move(*after)};
  }

  [[nodiscard]] static std::optional<DiffSide> at_revision(const WorkTreePath& tree,
                                                           const std::string& revision,
                                                           DiagnosticSink& sink) {
    if (revision.empty()) {
      const CurrentFolder here(tree.top);
      return load_side(tree.path, sink);
    }
    const std::optional<CheckedOut> files = CheckedOut::of(tree, revision, sink);
    if (!files) return std::nullopt;
    const CurrentFolder here(files->folder());
    if (!std::filesystem::exists(tree.path)) {
      sink.report(Code::git_not_in_revision, {}, {revision, tree.path});
      return std::nullopt;
    }
    return load_side(tree.path, sink);
  }

  /// The snapshot of the current folder; without one, the configs below it.
  [[nodiscard]] static std::string default_path() {
    return std::filesystem::exists("snapshot.yaml") ? "snapshot.yaml" : ".";
  }

  [[nodiscard]] int compare_all(Sides& sides, Session& session) const {
    match_single_configs(sides.before, sides.after);
    const LoadedNetwork& before = sides.before.loaded;
    const LoadedNetwork& after = sides.after.loaded;
    review::CompareOptions options;
    options.date = session.settings().date;
    options.policy_folder = policies_;
    options.jobs = session.settings().jobs;
    options.with_verdicts = sides.before.is_snapshot && sides.after.is_snapshot;
    options.progress = session.progress();
    DiagnosticSink sink;
    review::Comparison comparison = review::compare_networks(before, after, options, sink);
    session.print(sink);
    if (sink.has_errors()) return exit_status::unusable_input;
    name_revisions(comparison.old_name, comparison.new_name);
    const report::DiffInput input{&comparison, &before.network.snapshot, &after.network.snapshot};
    return session.deliver(text_of(input, session.settings()), report::exit_status_of(comparison));
  }

  [[nodiscard]] static std::string text_of(const report::DiffInput& input, const Settings& settings) {
    switch (settings.format) {
      case Format::json: return report::diff_json(input, settings.json());
      case Format::markdown: return report::diff_markdown(input, settings.language);
      case Format::sarif: return report::diff_sarif(input, settings.sarif());
      default: return report::diff_text(input, settings.text());
    }
  }

  [[nodiscard]] int compare_two_filters(const Sides& sides, Session& session) const {
    const std::size_t sign = filter_.find('=');
    const std::string old_filter = filter_.substr(0, sign);
    const std::string new_filter = sign == std::string::npos ? filter_ : filter_.substr(sign + 1);
    DiagnosticSink sink;
    const auto before = compare::find_filter(sides.before.loaded, old_filter, sink);
    const auto after = compare::find_filter(sides.after.loaded, new_filter, sink);
    session.print(sink);
    if (!before || !after) return exit_status::unusable_input;
    compare::FilterComparison comparison = compare::compare_filters(
        sides.before.loaded, *before, sides.after.loaded, *after, session.settings().date);
    name_revisions(comparison.old_name, comparison.new_name);
    const Settings& settings = session.settings();
    const std::string text = settings.format == Format::json
                                 ? report::filter_comparison_json(comparison, settings.json())
                                 : report::filter_comparison_text(comparison, settings.text());
    return session.deliver(text, report::exit_status_of(comparison));
  }

  /// `main:city/snapshot.yaml`, as git writes a file of a revision.
  void name_revisions(std::string& before, std::string& after) const {
    if (git_.empty()) return;
    const RevisionRange range = *parse_revision_range(git_);
    before = range.before + ":" + before;
    if (!range.after.empty()) after = range.after + ":" + after;
  }

  std::string old_;
  std::string new_;
  std::string git_;
  std::string filter_;
  std::string policies_;
};

}  // namespace

std::unique_ptr<Command> diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace sekisho::cli
