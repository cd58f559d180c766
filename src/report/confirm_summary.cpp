#include "report/confirm_summary.hpp"

#include "report/tunnel_values.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sekisho::report {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string places(const std::vector<std::string>& names, const Snapshot* snapshot, Language language) {
  std::vector<std::string> words;
  for (const std::string& name : names) words.push_back(place_words(snapshot, name, language));
  return joined(words);
}

std::string time_words(const capture::Survey& survey, capture::Timestamp time) {
  return survey.has_times() ? report::time_words(time) : "-";
}

std::string records_sentence(const capture::Survey& survey, Language language) {
  const capture::RecordCounts& records = survey.records;
  std::string text =
      say(Phrase::confirm_records, language,
          {printable(survey.file), time_words(survey, survey.first), time_words(survey, survey.last),
           std::to_string(records.records), std::string(capture::name_of(records.format))});
  if (records.bad > 0)
    text += "; " + say(Phrase::confirm_records_bad, language, {std::to_string(records.bad)});
  if (survey.end != capture::FileEnd::whole) text += "; " + say(Phrase::confirm_ends_early, language);
  return text;
}

std::string file_sentence(const capture::Survey& survey, Language language) {
  if (survey.is_records()) return records_sentence(survey, language);
  std::string text = say(Phrase::confirm_file, language,
                         {printable(survey.file), time_words(survey, survey.first),
                          time_words(survey, survey.last), std::to_string(survey.frames)});
  std::uint64_t dropped = 0;
  bool recorded = !survey.interfaces.empty();
  for (const capture::Interface& each : survey.interfaces) {
    recorded = recorded && each.dropped;
    dropped += each.dropped.value_or(0);
  }
  text += "; " + (recorded ? say(Phrase::confirm_dropped, language, {std::to_string(dropped)})
                           : say(Phrase::confirm_drops_unknown, language));
  std::vector<std::string> faults;
  for (const auto& [fault, count] : survey.faults)
    faults.push_back(fmt::format("{} {}", capture::name_of(fault), count));
  for (const auto& [link, count] : survey.unread_links)
    faults.push_back(fmt::format("linktype-{} {}", link, count));
  if (!faults.empty()) text += "; " + say(Phrase::confirm_faults, language, {joined(faults)});
  if (survey.end != capture::FileEnd::whole) text += "; " + say(Phrase::confirm_ends_early, language);
  return text;
}

std::string place_sentence(const evidence::CapturedAt& at, const Snapshot* snapshot, Language language) {
  const std::string flows = std::to_string(at.flows);
  if (!at.placed)
    return say(Phrase::confirm_place_unknown, language,
               {printable(at.point.empty() ? at.file : at.point), flows});
  const std::string networks = at.segments.empty() ? say(Phrase::confirm_place_between, language)
                                                   : places(at.segments, snapshot, language);
  return say(Phrase::confirm_place, language, {printable(at.point), networks, flows});
}

/// What was found in content, or why it could not be seen, in the short names of the findings.
struct ContentWord {
  std::string_view name;
  Phrase phrase;
};
constexpr std::array content_names{
#define SEKISHO_MAIL_REMARK(enumerator, name, effect) ContentWord{name, Phrase::mail_remark_##enumerator},
#include <sekisho/content/mail_remarks.def>
#undef SEKISHO_MAIL_REMARK
    ContentWord{"tls", Phrase::unseen_tls}, ContentWord{"TLS", Phrase::unseen_tls},
    ContentWord{"?", Phrase::unseen_unknown}, ContentWord{"not-smtp", Phrase::unseen_not_smtp}};

std::string content_word(std::string_view name, Language language) {
  constexpr std::string_view fetched = "fetched:";
  constexpr std::string_view record = "record:";
  if (name.starts_with(fetched))
    return say(Phrase::unseen_fetched, language, {std::string(name.substr(fetched.size()))});
  if (name.starts_with(record)) {
    const std::string_view application = name.substr(record.size());
    return say(Phrase::unseen_record, language,
               {application == "?" ? say(Phrase::unseen_unknown, language) : std::string(application)});
  }
  for (const ContentWord& word : content_names) {
    if (word.name == name) return say(word.phrase, language);
  }
  return std::string(name);
}

/// Of several with commas between.
std::string content_words(std::string_view names, Language language) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= names.size();) {
    const std::size_t end = std::min(names.find(", ", begin), names.size());
    words.push_back(content_word(names.substr(begin, end - begin), language));
    begin = end + 2;
  }
  return joined(words);
}

}  // namespace

std::string time_words(capture::Timestamp time) {
  std::string text = capture::utc_text(time);
  if (text.find('.') == std::string::npos || text.back() != 'Z') return text;
  text.pop_back();
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + "Z";
}

int exit_status_of(const evidence::ConfirmResult& result, Severity fail_on) {
  bool unproved = false;
  for (const evidence::Finding& finding : result.findings) {
    const bool unseen = finding.kind == evidence::Kind::unproved_content;
    unproved = unproved || unseen;
    if (!unseen && finding.severity >= fail_on) return 1;
  }
  return unproved ? 2 : 0;
}

ConfirmCounts counts_of(const evidence::ConfirmResult& result) {
  ConfirmCounts counts;
  for (const evidence::Finding& each : result.findings)
    ++counts.by_severity[static_cast<std::size_t>(each.severity)];
  return counts;
}

std::string headline(const ConfirmCounts& counts, Language language) {
  const std::string errors = std::to_string(counts.of(Severity::error));
  const std::string warnings = std::to_string(counts.of(Severity::warning));
  const std::string notes = std::to_string(counts.of(Severity::note));
  if (counts.of(Severity::error) > 0)
    return say(Phrase::confirm_head_broken, language, {errors, warnings, notes});
  if (counts.of(Severity::warning) > 0) return say(Phrase::confirm_head_doubt, language, {warnings, notes});
  return say(Phrase::confirm_head_good, language, {notes});
}

Tone headline_tone(const ConfirmCounts& counts) {
  if (counts.of(Severity::error) > 0) return Tone::bad;
  return counts.of(Severity::warning) > 0 ? Tone::doubt : Tone::good;
}

std::string finding_sentence(const evidence::Finding& finding, Language language) {
  std::vector<std::string> arguments = finding.message.arguments;
  constexpr std::size_t why = 3;  // its place in these messages
  switch (finding.message.code) {
    case Code::confirm_mail_more:
    case Code::confirm_mail_unseen:
    case Code::confirm_screen_unseen:
    case Code::confirm_file_unseen:
      if (arguments.size() > why) arguments[why] = content_words(arguments[why], language);
      break;
    default: break;
  }
  return sentence(finding.message.code, arguments, language);
}

Phrase outcome_phrase(evidence::Outcome outcome) {
  switch (outcome) {
    case evidence::Outcome::tried: return Phrase::confirm_outcome_tried;
    case evidence::Outcome::passed: return Phrase::confirm_outcome_passed;
    case evidence::Outcome::arrived: return Phrase::confirm_outcome_arrived;
    case evidence::Outcome::answered: return Phrase::confirm_outcome_answered;
  }
  return Phrase::confirm_outcome_tried;
}

Phrase hint_phrase(evidence::Kind kind) {
  switch (kind) {
#define SEKISHO_EVIDENCE(enumerator, name) \
  case evidence::Kind::enumerator:         \
    return Phrase::confirm_hint_##enumerator;
#include <sekisho/evidence/kinds.def>
#undef SEKISHO_EVIDENCE
  }
  return Phrase::confirm_hint_forbidden_flow;
}

Phrase permitting_phrase(const evidence::Finding& finding) {
  return finding.kind == evidence::Kind::unused_rule ? Phrase::confirm_not_seen_at_work
                                                     : Phrase::confirm_permitting;
}

std::string seen_words(const evidence::Finding& finding, const evidence::SeenFlow& seen, Language language) {
  const std::string point =
      seen.point.empty() ? say(Phrase::confirm_no_point, language) : printable(seen.point);
  const bool single = seen.first_frame == seen.last_frame;
  const Phrase phrase = seen.in_records ? single ? Phrase::confirm_line : Phrase::confirm_lines
                        : single        ? Phrase::confirm_frame
                                        : Phrase::confirm_frames;
  std::string frames = say(phrase, language,
                           {printable(seen.file), std::to_string(seen.first_frame),
                            std::to_string(seen.last_frame), point, time_words(seen.first)});
  const std::string tunnel = tunnel_words(
      {seen.tunnel, seen.tunnel_id, seen.inner_vlan, seen.tunnel_ends ? &*seen.tunnel_ends : nullptr});
  if (!tunnel.empty()) frames += "; " + say(Phrase::confirm_tunnel, language, {tunnel});
  // How far something came means nothing of what is not about a flow.
  if (!finding.outcome) return frames;
  return frames + ": " + say(outcome_phrase(seen.outcome), language);
}

std::string unwatched_sentence(const evidence::ConfirmResult& result, const Snapshot* snapshot,
                               Language language) {
  return say(Phrase::confirm_unwatched, language, {places(result.coverage.unwatched, snapshot, language)});
}

std::vector<std::string> coverage_sentences(const evidence::ConfirmResult& result, const Snapshot* snapshot,
                                            Language language) {
  const evidence::Coverage& coverage = result.coverage;
  std::vector<std::string> sentences;
  for (const capture::Survey& survey : coverage.surveys) {
    sentences.push_back(file_sentence(survey, language));
    for (const evidence::CapturedAt& at : coverage.places) {
      if (at.file == survey.file) sentences.push_back(place_sentence(at, snapshot, language));
    }
  }
  sentences.push_back(say(
      Phrase::confirm_judged, language,
      {std::to_string(coverage.flows), std::to_string(coverage.explained), std::to_string(coverage.local)}));
  const auto seen = std::ranges::count_if(coverage.channels, [](const auto& each) { return each.flows > 0; });
  sentences.push_back(say(Phrase::confirm_channels_seen, language,
                          {std::to_string(seen), std::to_string(coverage.channels.size())}));
  if (coverage.rules_counted) {
    std::uint64_t lines = 0;
    std::uint64_t watched = 0;
    std::uint64_t unseen = 0;
    for (const evidence::FilterUse& each : coverage.filters) {
      lines += each.lines;
      watched += each.watched;
      unseen += each.unseen.size();
    }
    sentences.push_back(
        say(Phrase::confirm_rules_seen, language,
            {std::to_string(watched - unseen), std::to_string(watched), std::to_string(lines)}));
  } else {
    sentences.push_back(say(Phrase::confirm_rules_not_counted, language));
  }
  if (!coverage.unwatched.empty()) sentences.push_back(unwatched_sentence(result, snapshot, language));
  const auto counted = [&](Phrase phrase, std::uint64_t count) {
    if (count > 0) sentences.push_back(say(phrase, language, {std::to_string(count)}));
  };
  counted(Phrase::confirm_ambiguous, coverage.ambiguous);
  counted(Phrase::confirm_in_tunnels, coverage.in_tunnels);
  counted(Phrase::confirm_through_tunnels, coverage.through_tunnels);
  counted(Phrase::confirm_too_large, coverage.too_large);
  counted(Phrase::confirm_condensed, coverage.condensed);
  return sentences;
}

}  // namespace sekisho::report
