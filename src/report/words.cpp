#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sekisho::report {

Judgement judgement_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved:
    case Verdict::attested: return Judgement::conforms;
    case Verdict::violated: return Judgement::violated;
    case Verdict::unproved: return Judgement::to_confirm;
    case Verdict::excepted: return Judgement::excepted;
  }
  return Judgement::to_confirm;
}

Phrase judgement_phrase(Judgement judgement) {
  switch (judgement) {
    case Judgement::conforms: return Phrase::judgement_conforms;
    case Judgement::excepted: return Phrase::judgement_excepted;
    case Judgement::to_confirm: return Phrase::judgement_to_confirm;
    case Judgement::violated: return Phrase::judgement_violated;
  }
  return Phrase::judgement_to_confirm;
}

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "error";
}

Phrase severity_phrase(Severity severity) {
  switch (severity) {
    case Severity::error: return Phrase::lint_error;
    case Severity::warning: return Phrase::lint_warning;
    case Severity::note: return Phrase::lint_note;
  }
  return Phrase::lint_note;
}

Tone severity_tone(Severity severity) {
  switch (severity) {
    case Severity::error: return Tone::bad;
    case Severity::warning: return Tone::doubt;
    case Severity::note: return Tone::faint;
  }
  return Tone::plain;
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::source_check: return "source-check";
    case Stage::ingress_filter: return "ingress-filter";
    case Stage::destination_nat: return "destination-nat";
    case Stage::policy_routing: return "policy-routing";
    case Stage::route_lookup: return "route-lookup";
    case Stage::forward_filter: return "forward-filter";
    case Stage::source_nat: return "source-nat";
    case Stage::egress_filter: return "egress-filter";
    case Stage::local_filter: return "local-filter";
    case Stage::own_filter: return "own-filter";
  }
  return "";
}

Phrase stage_phrase(Stage stage) {
  switch (stage) {
    case Stage::source_check: return Phrase::stage_source_check;
    case Stage::ingress_filter: return Phrase::stage_ingress_filter;
    case Stage::destination_nat: return Phrase::stage_destination_nat;
    case Stage::policy_routing: return Phrase::stage_policy_routing;
    case Stage::route_lookup: return Phrase::stage_route_lookup;
    case Stage::forward_filter: return Phrase::stage_forward_filter;
    case Stage::source_nat: return Phrase::stage_source_nat;
    case Stage::egress_filter: return Phrase::stage_egress_filter;
    case Stage::local_filter: return Phrase::stage_local_filter;
    case Stage::own_filter: return Phrase::stage_own_filter;
  }
  return Phrase::stage_route_lookup;
}

Phrase verdict_phrase(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved: return Phrase::verdict_proved;
    case Verdict::violated: return Phrase::verdict_violated;
    case Verdict::unproved: return Phrase::verdict_unproved;
    case Verdict::excepted: return Phrase::verdict_excepted;
    case Verdict::attested: return Phrase::verdict_attested;
  }
  return Phrase::verdict_unproved;
}

std::string_view verdict_symbol(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved: return "○";
    case Verdict::violated: return "×";
    case Verdict::unproved: return "△";
    case Verdict::excepted: return "※";
    case Verdict::attested: return "◇";
  }
  return "";
}

Tone verdict_tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved:
    case Verdict::attested: return Tone::good;
    case Verdict::violated: return Tone::bad;
    case Verdict::unproved:
    case Verdict::excepted: return Tone::doubt;
  }
  return Tone::plain;
}

Phrase assurance_phrase(Assurance assurance) {
  switch (assurance) {
    case Assurance::none: return Phrase::assurance_none;
    case Assurance::current_routing: return Phrase::assurance_current_routing;
    case Assurance::any_routing: return Phrase::assurance_any_routing;
    case Assurance::no_path: return Phrase::assurance_no_path;
  }
  return Phrase::assurance_none;
}

Phrase semantics_phrase(Semantics semantics) {
  return semantics == Semantics::packet ? Phrase::semantics_packet : Phrase::semantics_session;
}

Phrase role_phrase(BlamedRule::Role role) {
  switch (role) {
    case BlamedRule::Role::filter: return Phrase::role_filter;
    case BlamedRule::Role::translation: return Phrase::role_translation;
    case BlamedRule::Role::route: return Phrase::role_route;
    case BlamedRule::Role::layer2: return Phrase::role_layer2;
    case BlamedRule::Role::unfiltered: return Phrase::role_unfiltered;
  }
  return Phrase::role_filter;
}

Phrase hint_phrase(BlamedRule::Role role) {
  switch (role) {
    case BlamedRule::Role::filter: return Phrase::hint_filter;
    case BlamedRule::Role::translation: return Phrase::hint_translation;
    case BlamedRule::Role::route: return Phrase::hint_route;
    case BlamedRule::Role::layer2: return Phrase::hint_layer2;
    case BlamedRule::Role::unfiltered: return Phrase::hint_unfiltered;
  }
  return Phrase::hint_filter;
}

Phrase disposition_phrase(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered: return Phrase::disposition_delivered;
    case Disposition::accepted_by_device: return Phrase::disposition_accepted;
    case Disposition::denied: return Phrase::disposition_denied;
    case Disposition::no_route: return Phrase::disposition_no_route;
    case Disposition::null_routed: return Phrase::disposition_null_routed;
    case Disposition::leaves_network: return Phrase::disposition_leaves;
    case Disposition::loop: return Phrase::disposition_loop;
    case Disposition::unknown: return Phrase::disposition_unknown;
  }
  return Phrase::disposition_unknown;
}

Tone disposition_tone(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered:
    case Disposition::accepted_by_device:
    case Disposition::leaves_network: return Tone::strong;
    case Disposition::denied:
    case Disposition::no_route:
    case Disposition::null_routed: return Tone::plain;
    case Disposition::loop:
    case Disposition::unknown: return Tone::doubt;
  }
  return Tone::plain;
}

bool may_be_answered(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered:
    case Disposition::accepted_by_device:
    case Disposition::leaves_network:
    case Disposition::unknown: return true;
    case Disposition::denied:
    case Disposition::no_route:
    case Disposition::null_routed:
    case Disposition::loop: return false;
  }
  return false;
}

std::string action_words(std::string_view action, Language language) {
  struct Row {
    std::string_view action;
    Phrase phrase;
  };
  static constexpr std::array rows{
      Row{"permit", Phrase::action_permit},       Row{"deny", Phrase::action_deny},
      Row{"translate", Phrase::action_translate}, Row{"route", Phrase::action_route},
      Row{"accept", Phrase::action_accept},       Row{"drop", Phrase::action_drop},
      Row{"discard", Phrase::action_drop},        Row{"pass", Phrase::action_pass},
      Row{"forward", Phrase::action_route},       Row{"no-route", Phrase::action_no_route},
      Row{"deliver", Phrase::action_deliver},
  };
  const auto* row = std::ranges::find(rows, action, &Row::action);
  return row != rows.end() ? say(row->phrase, language) : printable(action);
}

std::string detail_words(const TraceStep& step, Language language) {
  const bool plain = step.reason == StepReason::none && step.data.empty();
  return printable(plain ? step.detail : describe(step, language));
}

std::string flag_words(std::uint8_t flags) {
  constexpr std::string_view letters = "FSRPAUEC";  // from the lowest bit, RFC 9293 section 3.1
  std::string text;
  for (std::size_t bit = 0; bit < letters.size(); ++bit) {
    if ((flags >> bit & 1) != 0) text += letters[bit];
  }
  return text.empty() ? "-" : text;
}

std::string service_words(const Packet& packet) {
  const std::string protocol = protocol_name(packet.protocol);
  if (packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6) {
    return fmt::format("{} type {} code {}", protocol, packet.icmp_type, packet.icmp_code);
  }
  if (!has_ports(packet.protocol)) return protocol;
  const std::string_view name = service_name(packet.protocol, packet.destination_port);
  const std::string suffix = name.empty() ? std::string() : fmt::format(" ({})", name);
  return fmt::format("{}/{}{}", protocol, packet.destination_port, suffix);
}

std::string flow_words(const Packet& packet) {
  const bool ports = has_ports(packet.protocol);
  const auto end = [&](const Address& address, std::uint16_t port) {
    const std::string text = to_string(address);
    if (!ports) return text;
    return address.family == Family::v6 ? fmt::format("[{}]:{}", text, port)
                                        : fmt::format("{}:{}", text, port);
  };
  std::string text = fmt::format("{} → {}  {}", end(packet.source, packet.source_port),
                                 end(packet.destination, packet.destination_port), service_words(packet));
  if (packet.protocol == protocol::tcp) text += fmt::format(" [{}]", flag_words(packet.tcp_flags));
  if (packet.vlan != 0) text += fmt::format(" vlan {}", packet.vlan);
  return text;
}

bool same_header(const Packet& a, const Packet& b) {
  return a.source == b.source && a.destination == b.destination && a.protocol == b.protocol &&
         a.source_port == b.source_port && a.destination_port == b.destination_port;
}

std::string location(const Span& span) {
  std::string text = to_string(Span{span.file, span.line});
  if (span.line > 0 && span.end_line > span.line) text += fmt::format("-{}", span.end_line);
  return printable(text);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return printable(line);
}

const std::string& local(const LocalText& text, Language language) {
  const std::string& wanted = language == Language::ja ? text.ja : text.en;
  const std::string& other = language == Language::ja ? text.en : text.ja;
  return wanted.empty() ? other : wanted;
}

std::string label_of(const Snapshot* snapshot, const std::string& name, Language language) {
  if (snapshot == nullptr) return {};
  for (const Segment& segment : snapshot->segments) {
    if (segment.name == name) return printable(local(segment.label, language));
  }
  return {};
}

std::string place_words(const Snapshot* snapshot, const std::string& name, Language language) {
  const std::string label = label_of(snapshot, name, language);
  return label.empty() || label == name ? printable(name) : fmt::format("{} ({})", label, printable(name));
}

}  // namespace sekisho::report
