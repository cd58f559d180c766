// sekisho trace: one packet, hop by hop, rule by rule, with its answer.
#include "cli/command.hpp"
#include "cli/loading.hpp"
#include "cli/packet_options.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/trace.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;

class TraceCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "trace"; }
  [[nodiscard]] std::string arguments() const override {
    return "SNAPSHOT --from SEGMENT|DEVICE:INTERFACE --src A --dst B [--proto P --dport N]";
  }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_trace_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_trace_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_trace_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_query_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("SNAPSHOT", snapshot_)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    const auto option = [&](const char* name, std::string& value, const char* type, Phrase phrase) {
      add_value(app, name, value, type, report::say(phrase, language));
    };
    option("--from", from_, "SEGMENT|DEVICE:INTERFACE", Phrase::help_trace_from);
    add_header_options(app, packet_, language);
    option("--icmp-type", packet_.icmp_type, "N", Phrase::help_icmp_type);
    option("--icmp-code", packet_.icmp_code, "N", Phrase::help_icmp_code);
    option("--flags", packet_.flags, "LETTERS", Phrase::help_flags);
    option("--vlan", packet_.vlan, "ID", Phrase::help_vlan);
    option("--src-mac", packet_.source_mac, "MAC", Phrase::help_src_mac);
    option("--dst-mac", packet_.destination_mac, "MAC", Phrase::help_dst_mac);
  }

  void check(DiagnosticSink& sink) override {
    if (snapshot_.empty()) sink.report(Code::missing_argument, {}, {"SNAPSHOT", name()});
    if (from_.empty()) sink.report(Code::missing_argument, {}, {"--from", name()});
    request_.from = from_;
    request_.packet = packet_of(packet_, name(), sink);
  }

  [[nodiscard]] int run(Session& session) override {
    const std::optional<LoadedNetwork> loaded = load(snapshot_, session);
    if (!loaded) return exit_status::unusable_input;
    request_.date = session.settings().date;
    DiagnosticSink sink;
    const std::optional<TraceResult> result = trace_packet(*loaded, request_, sink);
    session.print(sink);
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    const std::string text =
        session.settings().format == Format::json
            ? report::trace_json(*result, session.settings().json())
            : report::trace_text(*result, &loaded->network.snapshot, session.settings().text());
    return session.deliver(text, exit_status::success);
  }

 private:
  std::string snapshot_;
  std::string from_;
  PacketArguments packet_;
  TraceRequest request_;
};

}  // namespace

std::unique_ptr<Command> trace_command() { return std::make_unique<TraceCommand>(); }

}  // namespace sekisho::cli
