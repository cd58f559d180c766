#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace sekisho::report {
namespace {

/// Packets get where they must not, or registered ones do not get through.
bool breaks_separation(const RequirementResult& each) {
  return each.verdict == Verdict::violated && is_about_packets(each.requirement.kind);
}

Phrase headline_phrase(const VerifyResult& result) {
  if (result.violated > 0) {
    const bool separation = std::ranges::any_of(result.requirements, breaks_separation);
    return separation ? Phrase::headline_violated : Phrase::headline_practice_violated;
  }
  if (result.unproved > 0) return Phrase::headline_unproved;
  if (result.excepted > 0) return Phrase::headline_excepted;
  if (result.attested > 0) return Phrase::headline_attested;
  if (result.proved == 0) return Phrase::headline_nothing;
  return Phrase::headline_proved;
}

Phrase violation_phrase(const RequirementResult& result) {
  switch (result.requirement.kind) {
    case RequirementKind::devices: return Phrase::violated_device;
    case RequirementKind::relays: return Phrase::violated_relays;
    case RequirementKind::channels: return Phrase::violated_channel;
    case RequirementKind::separation:
    case RequirementKind::practice:
    case RequirementKind::attestation: break;
  }
  return result.requirement.semantics == Semantics::session ? Phrase::violated_session
                                                            : Phrase::violated_packet;
}

std::chrono::sys_days days_of(const Date& date) {
  return std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
      std::chrono::day(static_cast<unsigned>(date.day))));
}

}  // namespace

std::string headline(const VerifyResult& result, Language language) {
  return say(
      headline_phrase(result), language,
      {std::to_string(result.requirements.size()), std::to_string(result.violated),
       std::to_string(result.unproved), std::to_string(result.excepted), std::to_string(result.attested)});
}

Phrase head_phrase(RequirementKind kind) {
  switch (kind) {
    case RequirementKind::devices: return Phrase::head_pair_devices;
    case RequirementKind::relays: return Phrase::head_pair_relays;
    case RequirementKind::channels: return Phrase::head_pair_channel;
    case RequirementKind::separation:
    case RequirementKind::practice:
    case RequirementKind::attestation: break;
  }
  return Phrase::head_pair;
}

std::string pair_words(const Requirement& requirement, const Snapshot* snapshot, Language language) {
  if (requirement.from.empty() || requirement.to.empty())
    return printable(local(requirement.title, language));
  return fmt::format("{} → {}", place_words(snapshot, requirement.from, language),
                     place_words(snapshot, requirement.to, language));
}

std::string pair_names(const Requirement& requirement) {
  if (requirement.from.empty() || requirement.to.empty()) return {};
  return printable(requirement.from) + " → " + printable(requirement.to);
}

std::string clause_words(const Requirement& requirement) {
  std::string text;
  for (const std::string& clause : requirement.clauses)
    text += (text.empty() ? "" : ", ") + printable(clause);
  return text;
}

std::string violation_sentence(const RequirementResult& result, const Snapshot* snapshot, Language language) {
  const Requirement& requirement = result.requirement;
  if (requirement.kind == RequirementKind::practice) return say(Phrase::violated_practice, language);
  if (requirement.from.empty() || requirement.to.empty())
    return printable(local(requirement.title, language));
  const std::string from = place_words(snapshot, requirement.from, language);
  const std::string to = place_words(snapshot, requirement.to, language);
  if (result.violations.empty()) return say(Phrase::violated_without_witness, language, {from, to});
  return say(violation_phrase(result), language,
             {from, to, service_words(result.violations.front().arrived)});
}

std::string reason_sentence(const Reason& reason, Language language) {
  return printable(sentence(reason.because.code, reason.because.arguments, language));
}

std::string ending_of(const TracePath& path, const Snapshot* snapshot, Language language) {
  std::string where;
  for (const std::string& segment : path.delivered_to) {
    where += (where.empty() ? "" : ", ") + place_words(snapshot, segment, language);
  }
  if (where.empty()) where = printable(path.end_device);
  if (where.empty() && !path.hops.empty()) where = printable(path.hops.back().device);
  const std::string word = say(disposition_phrase(path.disposition), language);
  return where.empty() ? word : say(Phrase::ending_at, language, {word, where});
}

const Exception* find_exception(const Snapshot* snapshot, const std::string& id) {
  if (snapshot == nullptr) return nullptr;
  for (const Exception& exception : snapshot->exceptions) {
    if (exception.id == id) return &exception;
  }
  return nullptr;
}

int days_left(const Date& expires, const Date& today) {
  return static_cast<int>((days_of(expires) - days_of(today)).count());
}

std::string expiry_words(const Date& expires, const Date& today, Language language) {
  const int days = days_left(expires, today);
  const std::string date = to_string(expires);
  if (days < 0) return say(Phrase::expired_since, language, {date, std::to_string(-days)});
  return say(Phrase::expires_in, language, {date, std::to_string(days)});
}

}  // namespace sekisho::report
