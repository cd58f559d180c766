// The report of `probe-plan` as text: by the places that packets go between.
#include "report/page.hpp"
#include "report/words.hpp"

#include <sekisho/base/mac.hpp>
#include <sekisho/probe/frames.hpp>
#include <sekisho/report/display.hpp>
#include <sekisho/report/probe_plan.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using probe::Expected;
using probe::Probe;
using probe::Purpose;

/// What is said of a probe: what should become of it.
Phrase outcome_phrase(const Probe& probe) {
  if (probe.purpose == Purpose::witness) return Phrase::probe_witness;
  if (probe.expected == Expected::unknown) return Phrase::probe_unknown;
  if (probe.purpose != Purpose::control) return Phrase::probe_stopped;
  return probe.expected == Expected::arrives ? Phrase::probe_arrives : Phrase::probe_control_stopped;
}

Tone outcome_tone(const Probe& probe) {
  switch (outcome_phrase(probe)) {
    case Phrase::probe_witness: return Tone::bad;
    case Phrase::probe_unknown:
    case Phrase::probe_control_stopped: return Tone::doubt;
    default: return Tone::plain;
  }
}

Phrase purpose_phrase(Purpose purpose) {
  switch (purpose) {
    case Purpose::sanctioned_for_others: return Phrase::probe_sanctioned_for_others;
    case Purpose::sanctioned_elsewhere: return Phrase::probe_sanctioned_elsewhere;
    case Purpose::borrowed_source: return Phrase::probe_borrowed_source;
    case Purpose::reply_without_session: return Phrase::probe_reply_without_session;
    case Purpose::usual_service: return Phrase::probe_usual_service;
    case Purpose::management_service: return Phrase::probe_management_service;
    case Purpose::witness: return Phrase::probe_of_violation;
    case Purpose::control: break;
  }
  return Phrase::probe_control;
}

void write_headline(Page& page, const probe::Plan& plan) {
  const auto count = [&](Phrase outcome) { return std::ranges::count(plan.probes, outcome, outcome_phrase); };
  const auto tell = [&](Phrase phrase, std::ptrdiff_t number, Tone tone) {
    if (number > 0) page.paragraph(2, page.say(phrase, {std::to_string(number)}), tone);
  };
  if (plan.probes.empty()) page.paragraph(2, page.say(Phrase::probe_nothing), Tone::doubt);
  tell(Phrase::probe_witness_headline, count(Phrase::probe_witness), Tone::bad);
  tell(Phrase::probe_stopped_headline, count(Phrase::probe_stopped), Tone::strong);
  tell(Phrase::probe_unknown_headline, count(Phrase::probe_unknown), Tone::doubt);
  tell(Phrase::probe_control_headline, count(Phrase::probe_arrives) + count(Phrase::probe_control_stopped),
       Tone::plain);
}

/// The rule that stops a packet; where there is none, the step and why.
std::string cause_of(const TraceStep& step, Language language) {
  if (step.rule) {
    const std::string& name = step.rule->label.empty() ? step.rule->text : step.rule->label;
    return fmt::format("{} ({})", one_line(name), location(step.rule->span));
  }
  const std::string detail = detail_words(step, language);
  return say(stage_phrase(step.stage), language) + (detail.empty() ? "" : ": " + detail);
}

void write_probe(Page& page, const Probe& probe) {
  page.line(fmt::format("  {}  {}", probe.id, flow_words(probe.packet)));
  page.paragraph(10, page.say(outcome_phrase(probe)), outcome_tone(probe));
  page.paragraph(10, page.say(purpose_phrase(probe.purpose), {printable(probe.channel)}), Tone::faint);
  if (probe.expected == Expected::arrives && !same_header(probe.packet, probe.arrives_as))
    page.paragraph(10, page.say(Phrase::probe_arrives_as, {flow_words(probe.arrives_as)}), Tone::faint);
  if (!probe.stopped_by.empty()) {
    std::string place = printable(probe.stopped_by);
    if (probe.stop) place += ", " + cause_of(*probe.stop, page.language());
    page.paragraph(10, page.say(Phrase::probe_stops_at, {place}), Tone::faint);
  }
  if (!page.full()) return;
  for (const std::string& requirement : probe.requirements)
    page.paragraph(10, printable(requirement), Tone::faint, page.say(Phrase::probe_tests) + "  ");
}

/// Some of the interfaces that the sender's segment is at: any of them will do.
std::string places_of(const Probe& probe) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, probe.near.size()); ++i)
    text += (text.empty() ? "" : ", ") + printable(probe.near[i].device + ':' + probe.near[i].interface);
  return probe.near.size() > most ? text + ", …" : text;
}

void write_pair_heading(Page& page, const ProbePlanInput& input, const Probe& probe) {
  page.line();
  page.heading(place_words(input.snapshot, probe.from, page.language()) + " → " +
               place_words(input.snapshot, probe.to, page.language()));
  if (!probe.near.empty())
    page.paragraph(2, places_of(probe), Tone::faint, page.say(Phrase::probe_send_near) + "  ");
}

void write_untested(Page& page, const probe::Plan& plan) {
  const auto settings = std::ranges::count(plan.untested, false, &probe::Untested::about_packets);
  if (plan.untested.empty()) return;
  page.line();
  page.heading(page.say(Phrase::probe_untested));
  for (const probe::Untested& each : plan.untested) {
    if (each.about_packets)
      page.paragraph(2, page.say(Phrase::probe_untested_pairs, {printable(each.requirement)}), Tone::doubt);
  }
  if (settings > 0)
    page.paragraph(2, page.say(Phrase::probe_untestable, {std::to_string(settings)}), Tone::faint);
}

}  // namespace

std::string probe_plan_text(const ProbePlanInput& input, const TextOptions& options) {
  Page page(options);
  const probe::Plan& plan = *input.plan;
  page.ends(page.say(Phrase::probe_title), local(input.snapshot->name, page.language()));
  page.ruler();
  write_headline(page, plan);
  page.paragraph(2, page.say(Phrase::probe_note), Tone::faint);
  if (!input.pcap.empty())
    page.paragraph(
        2, page.say(Phrase::probe_replay, {std::to_string(plan.probes.size()), printable(input.pcap),
                                           mac_text(probe::sender_mac), mac_text(probe::router_mac)}));
  if (options.detail == Detail::brief) return page.take();
  const Probe* before = nullptr;
  for (const Probe& each : plan.probes) {
    if (before == nullptr || before->from != each.from || before->to != each.to)
      write_pair_heading(page, input, each);
    write_probe(page, each);
    before = &each;
  }
  write_untested(page, plan);
  return page.take();
}

}  // namespace sekisho::report
