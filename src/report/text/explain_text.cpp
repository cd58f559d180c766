// The report of `explain` as text.
#include "report/cubes.hpp"
#include "report/paths.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>
#include <sekisho/report/explain.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using repair::PairExplanation;
using repair::StopPoint;

constexpr std::size_t ways_told = 2;
constexpr std::size_t lines_told = 12;

/// What a step did to the packet, in one sentence.
std::string step_sentence(const Page& page, const TraceStep& step) {
  const std::string stage = page.say(stage_phrase(step.stage));
  const std::string detail = detail_words(step, page.language());
  if (!step.rule) {
    std::string what = action_words(step.action, page.language());
    if (!detail.empty()) what += " (" + detail + ")";
    return page.say(Phrase::explain_step, {stage, what});
  }
  const std::vector<std::string> arguments{stage, rule_line(*step.rule), location(step.rule->span)};
  if (step.action == "deny" || step.action == "drop" || step.action == "discard")
    return page.say(Phrase::explain_deny, arguments);
  if (step.action == "translate") return page.say(Phrase::explain_translate, arguments);
  if (step.stage == Stage::route_lookup || step.stage == Stage::policy_routing)
    return page.say(Phrase::explain_route, arguments);
  return page.say(Phrase::explain_permit, arguments);
}

void tell_way(Page& page, const TracePath& path, const Snapshot* snapshot) {
  std::size_t number = 0;
  for (const TraceHop& hop : path.hops) {
    const std::string lead = std::to_string(++number) + ". ";
    page.paragraph(2,
                   hop.in.empty() ? page.say(Phrase::explain_hop_own, {printable(hop.device)})
                                  : page.say(Phrase::explain_hop, {printable(hop.device), printable(hop.in)}),
                   Tone::strong, lead);
    for (const TraceStep& step : hop.steps) page.paragraph(5, step_sentence(page, step));
    if (!same_header(hop.before, hop.after))
      page.paragraph(5, page.say(Phrase::explain_rewritten, {flow_words(hop.after)}));
    if (!hop.out.empty()) page.paragraph(5, page.say(Phrase::explain_leaves, {printable(hop.out)}));
  }
  page.paragraph(2, ending_of(path, snapshot, page.language()), disposition_tone(path.disposition));
  if (!path.certain) page.paragraph(2, page.say(Phrase::explain_doubt), Tone::doubt);
}

void tell_ways(Page& page, const Trace& trace, const Snapshot* snapshot) {
  const std::size_t told = page.full() ? trace.paths.size() : std::min(trace.paths.size(), ways_told);
  for (std::size_t i = 0; i < told; ++i) {
    page.line();
    if (trace.paths.size() > 1) {
      page.heading(
          page.say(Phrase::explain_way, {std::to_string(i + 1), std::to_string(trace.paths.size())}));
    }
    tell_way(page, trace.paths[i], snapshot);
  }
  if (told < trace.paths.size()) {
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(trace.paths.size() - told)}),
                   Tone::faint);
  }
}

void write_part(Page& page, const std::vector<Cube>& cubes, bool complete, int indent) {
  for (const CubeWords& words : words_of(cubes))
    page.paragraph(indent, line_of(words, page.language()), Tone::faint);
  if (!complete) page.paragraph(indent, "…", Tone::faint);
}

std::string stop_sentence(const Page& page, const StopPoint& stop) {
  const double percent = stop.share * 100;
  const std::string share =
      page.say(Phrase::explain_share,
               {percent < 0.01 ? "<0.01" : fmt::format("{:.{}f}", percent, percent < 1 ? 2 : 0)});
  const std::string line = rule_line(stop.source);
  switch (stop.kind) {
    case StoppedLine::Kind::rule:
      return page.say(Phrase::explain_stop_rule, {stop.device, line, location(stop.source.span), share});
    case StoppedLine::Kind::no_route:
      return page.say(Phrase::explain_stop_no_route, {stop.device, line, share});
    case StoppedLine::Kind::nothing: break;
  }
  return page.say(Phrase::explain_stop_nothing, {stop.device, line, share});
}

void write_permits(Page& page, const PairExplanation& result) {
  page.line();
  page.heading(page.say(Phrase::explain_permits));
  for (const BlamedRule& rule : result.permits) {
    page.line(fmt::format("  [{}] {}  {}", page.say(role_phrase(rule.role)), printable(rule.device),
                          page.paint(Tone::faint, location(rule.source.span))));
    page.paragraph(6, rule_line(rule.source));
    if (page.full()) write_part(page, rule.part, rule.part_complete, 8);
  }
}

void write_stops(Page& page, const PairExplanation& result) {
  if (result.stops.empty() && !result.through.empty()) return;  // all of it gets there
  page.line();
  page.heading(page.say(Phrase::explain_stops));
  if (result.stops.empty()) page.paragraph(2, page.say(Phrase::explain_no_stops), Tone::good);
  const std::size_t told = page.full() ? result.stops.size() : std::min(result.stops.size(), lines_told);
  for (std::size_t i = 0; i < told; ++i) {
    page.paragraph(2, stop_sentence(page, result.stops[i]), Tone::plain, "- ");
    if (page.full()) write_part(page, result.stops[i].part, result.stops[i].part_complete, 6);
  }
  if (told < result.stops.size()) {
    page.paragraph(2, page.say(Phrase::more_with_v, {std::to_string(result.stops.size() - told)}),
                   Tone::faint);
  }
}

}  // namespace

std::string explain_packet_text(const TraceResult& result, const Snapshot* snapshot,
                                const TextOptions& options) {
  Page page(options);
  const Disposition forward = result.forward.disposition();
  page.paragraph(0,
                 page.say(Phrase::explain_title, {place_words(snapshot, result.from, page.language()),
                                                  to_string(result.packet.destination)}),
                 Tone::strong);
  page.paragraph(0, flow_words(result.packet));
  page.ruler();
  page.paragraph(2, page.say(disposition_phrase(forward)), disposition_tone(forward));
  if (options.detail == Detail::brief) return page.take();
  tell_ways(page, result.forward, snapshot);
  page.line();
  page.heading(page.say(Phrase::explain_answer));
  if (result.answer) {
    tell_ways(page, *result.answer, snapshot);
  } else {
    page.paragraph(2, page.say(Phrase::explain_no_answer), Tone::faint);
  }
  return page.take();
}

std::string explain_pair_text(const PairExplanation& result, const Snapshot* snapshot,
                              const TextOptions& options) {
  Page page(options);
  page.paragraph(0,
                 page.say(Phrase::explain_title, {place_words(snapshot, result.from, page.language()),
                                                  place_words(snapshot, result.to, page.language())}),
                 Tone::strong);
  page.ruler();
  if (result.through.empty()) {
    page.paragraph(2, page.say(Phrase::explain_blocked), Tone::good);
  } else {
    page.heading(page.say(result.certain ? Phrase::explain_through : Phrase::explain_may));
    write_part(page, result.through, result.through_complete, 2);
  }
  if (options.detail == Detail::brief) return page.take();
  if (!result.permits.empty()) write_permits(page, result);
  write_stops(page, result);
  return page.take();
}

}  // namespace sekisho::report
