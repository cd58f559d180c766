// sekisho probe-plan: packets to try on the real network.
#include "cli/command.hpp"
#include "cli/loading.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/pipeline/ends.hpp>
#include <sekisho/probe/frames.hpp>
#include <sekisho/report/probe_plan.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ProbePlanCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "probe-plan"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT [--from SEGMENT] [--only ID]... [--per-pair N] [--pcap FILE]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_probe_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_probe_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_probe_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_probe_exit; }

  void declare(CLI::App& app, Language language) override {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("SNAPSHOT", snapshot_);
    add_value(app, "--from", from_, "SEGMENT", report::say(Phrase::help_probe_from, language));
    add_values(app, "--only", only_, "ID", report::say(Phrase::help_only, language));
    add_value(app, "--per-pair", per_pair_, "N", report::say(Phrase::help_probe_per_pair, language));
    add_value(app, "--pcap", pcap_, "FILE", report::say(Phrase::help_probe_pcap, language));
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    options_.per_pair = static_cast<std::size_t>(read_number("--per-pair", per_pair_, 1, 1000, sink));
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    DiagnosticSink sink;
    if (!from_.empty() && !find_segment(loaded->network.snapshot, from_))
      report_unknown_end(loaded->network.snapshot, from_, false, sink);
    VerifyOptions verify_options;
    verify_options.date = session.settings().date;
    verify_options.only = only_;
    verify_options.jobs = session.settings().jobs;
    const std::optional<VerifyResult> verified = verify(*loaded, verify_options, sink);
    session.print(sink);
    if (!verified || sink.has_errors()) return exit_status::unusable_input;
    options_.date = session.settings().date;
    probe::Plan plan = probe::plan(*loaded, *verified, options_);
    if (!from_.empty())
      std::erase_if(plan.probes, [&](const probe::Probe& each) { return each.from != from_; });
    if (!pcap_.empty()) {
      const Result<std::size_t> written = probe::write_pcap(plan.probes, pcap_);
      if (!written) {
        session.print(Code::output_unwritable, {pcap_, written.reason()});
        return exit_status::unusable_input;
      }
    }
    const report::ProbePlanInput input{&plan, &loaded->network.snapshot, pcap_};
    return session.deliver(session.settings().format == Format::json
                               ? report::probe_plan_json(input, session.settings().json())
                               : report::probe_plan_text(input, session.settings().text()),
                           exit_status::success);
  }

 private:
  std::string snapshot_;
  std::string from_;
  std::vector<std::string> only_;
  std::string per_pair_ = "4";
  std::string pcap_;
  probe::PlanOptions options_;
};

}  // namespace

std::unique_ptr<Command> probe_plan_command() { return std::make_unique<ProbePlanCommand>(); }

}  // namespace sekisho::cli
