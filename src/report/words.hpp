// Words for the values that reports show: services, stages, verdicts, places.
#pragma once

#include "report/page.hpp"

#include <sekisho/pipeline/pipeline.hpp>

#include <string>
#include <string_view>

namespace sekisho::report {

/// What an auditor writes (判定). An exception in force lets a requirement stand; its number is shown with
/// it.
enum class Judgement : std::uint8_t { conforms, excepted, to_confirm, violated };
[[nodiscard]] Judgement judgement_of(Verdict verdict);
[[nodiscard]] Phrase judgement_phrase(Judgement judgement);

[[nodiscard]] std::string_view name_of(Severity severity);  // "error", "warning", "note"
[[nodiscard]] Phrase severity_phrase(Severity severity);
[[nodiscard]] Tone severity_tone(Severity severity);

[[nodiscard]] std::string_view stage_name(Stage stage);  // "ingress-filter", ...: JSON
[[nodiscard]] Phrase stage_phrase(Stage stage);
[[nodiscard]] Phrase verdict_phrase(Verdict verdict);
[[nodiscard]] std::string_view verdict_symbol(Verdict verdict);
[[nodiscard]] Tone verdict_tone(Verdict verdict);
[[nodiscard]] Phrase assurance_phrase(Assurance assurance);
[[nodiscard]] Phrase semantics_phrase(Semantics semantics);
[[nodiscard]] Phrase role_phrase(BlamedRule::Role role);
[[nodiscard]] Phrase hint_phrase(BlamedRule::Role role);
[[nodiscard]] Phrase disposition_phrase(Disposition disposition);
[[nodiscard]] Tone disposition_tone(Disposition disposition);
/// False when the packet certainly gets nowhere, so that there is nothing to answer.
[[nodiscard]] bool may_be_answered(Disposition disposition);
/// The action of a trace step; actions that are no word of the catalogue stay as they are.
[[nodiscard]] std::string action_words(std::string_view action, Language language);

/// What a trace step did besides its rule, in the language; may be empty.
[[nodiscard]] std::string detail_words(const TraceStep& step, Language language);

/// `https` for TCP 443; empty when the port has no name that people use.
[[nodiscard]] std::string_view service_name(std::uint8_t protocol, std::uint16_t port);
/// `tcp/443 (https)`, `icmp type 8 code 0`, `esp`: what a packet asks for.
[[nodiscard]] std::string service_words(const Packet& packet);
/// `10.1.0.5:40000 → 10.2.0.9:443  tcp/443 (https) [S]`.
[[nodiscard]] std::string flow_words(const Packet& packet);
/// `S`, `SA`, `-` from the lowest bit.
[[nodiscard]] std::string flag_words(std::uint8_t flags);
/// True when what a packet asks of whom is the same: addresses, protocol, ports.
[[nodiscard]] bool same_header(const Packet& a, const Packet& b);

/// `file:line`, or `file:line-line` for a construct of several lines.
[[nodiscard]] std::string location(const Span& span);
/// The text on one line, safe to print.
[[nodiscard]] std::string one_line(std::string_view text);
/// The user's own text in the language, or in the other one.
[[nodiscard]] const std::string& local(const LocalText& text, Language language);
/// The snapshot's label of a segment; empty when it has none.
[[nodiscard]] std::string label_of(const Snapshot* snapshot, const std::string& name, Language language);
/// `LGWAN接続系 (lg)`, or the bare name where the snapshot gives no label.
[[nodiscard]] std::string place_words(const Snapshot* snapshot, const std::string& name, Language language);

}  // namespace sekisho::report
