// sekisho explain: why a packet, or everything between two segments, is allowed or blocked.
#include "cli/command.hpp"
#include "cli/loading.hpp"
#include "cli/packet_options.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/explain.hpp>
#include <sekisho/report/trace.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ExplainCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "explain"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT --from SEGMENT (--to SEGMENT | --src A --dst B [--proto P --dport N])";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_explain_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_explain_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_explain_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_query_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("SNAPSHOT", snapshot_)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    add_value(app, "--from", from_, "SEGMENT|DEVICE:INTERFACE",
              report::say(Phrase::help_trace_from, language));
    add_value(app, "--to", to_, "SEGMENT", report::say(Phrase::help_reach_to, language));
    add_header_options(app, packet_, language);
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    if (from_.empty()) sink.report(Code::missing_argument, {}, {"--from", name()});
    if (is_about_packet()) {
      request_.from = from_;
      request_.packet = packet_of(packet_, name(), sink);
    } else if (to_.empty()) {
      sink.report(Code::missing_argument, {}, {"--to", name()});
    }
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    DiagnosticSink sink;
    const std::optional<std::string> text =
        is_about_packet() ? packet_text(*loaded, session, sink) : pair_text(*loaded, session, sink);
    session.print(sink);
    if (!text || sink.has_errors()) return exit_status::unusable_input;
    return session.deliver(*text, exit_status::success);
  }

 private:
  [[nodiscard]] bool is_about_packet() const {
    return !packet_.source.empty() || !packet_.destination.empty();
  }

  [[nodiscard]] std::optional<std::string> packet_text(const LoadedNetwork& loaded, const Session& session,
                                                       DiagnosticSink& sink) {
    request_.date = session.settings().date;
    const std::optional<TraceResult> result = trace_packet(loaded, request_, sink);
    if (!result) return std::nullopt;
    return session.settings().format == Format::json
               ? report::trace_json(*result, session.settings().json())
               : report::explain_packet_text(*result, &loaded.network.snapshot, session.settings().text());
  }

  [[nodiscard]] std::optional<std::string> pair_text(const LoadedNetwork& loaded, const Session& session,
                                                     DiagnosticSink& sink) const {
    repair::ExplainOptions options;
    options.date = session.settings().date;
    const std::optional<repair::PairExplanation> result =
        repair::explain_pair(loaded, from_, to_, options, sink);
    if (!result) return std::nullopt;
    return session.settings().format == Format::json
               ? report::explain_pair_json(*result, session.settings().json())
               : report::explain_pair_text(*result, &loaded.network.snapshot, session.settings().text());
  }

  std::string snapshot_;
  std::string from_;
  std::string to_;
  PacketArguments packet_;
  TraceRequest request_;
};

}  // namespace

std::unique_ptr<Command> explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace sekisho::cli
