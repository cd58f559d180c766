// What no config shows: one table, the verdict first. A policy has dozens of these, so each has one line that
// says what has to be stated, and one more where an entry on record does not count.
#include <sekisho/base/code.hpp>
#include <sekisho/report/display.hpp>
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

std::vector<const RequirementResult*> attestations_of(const VerifyResult& result) {
  std::vector<const RequirementResult*> found;
  for (const RequirementResult& each : result.requirements) {
    if (each.requirement.kind == RequirementKind::attestation) found.push_back(&each);
  }
  // Those that nobody has stated stand on top.
  std::ranges::stable_sort(found, std::ranges::less(), [](const RequirementResult* each) {
    return each->verdict == Verdict::unproved ? 0 : 1;
  });
  return found;
}

/// The clause when there is one: shorter than the id, and what an attestation may name.
const std::string& name_of(const Requirement& requirement) {
  return requirement.clauses.empty() ? requirement.id : requirement.clauses.front();
}

const Attestation* find_attestation(const VerifyInput& input, const std::string& id) {
  if (input.snapshot == nullptr || id.empty()) return nullptr;
  const auto& all = input.snapshot->attestations;
  const auto found = std::ranges::find(all, id, &Attestation::id);
  return found == all.end() ? nullptr : &*found;
}

/// Who has stated it and until when.
std::string source_words(const Page& page, const Attestation& attestation) {
  std::string words = fmt::format("{}  {}  {}", printable(attestation.id), printable(attestation.stated_by),
                                  printable(attestation.document));
  if (attestation.expires)
    words += "  " + page.say(Phrase::attestation_until, {to_string(*attestation.expires)});
  return words;
}

void write_one(Page& page, const VerifyInput& input, const RequirementResult& result, int width_of_names) {
  const Requirement& requirement = result.requirement;
  const std::string lead = fmt::format("{} {}  {}  ", verdict_symbol(result.verdict),
                                       pad(page.say(verdict_phrase(result.verdict)), 8),
                                       pad(printable(name_of(requirement)), width_of_names));
  const std::string title = printable(local(requirement.title, page.language()));
  const int room = std::max(20, page.width() - display_width(lead));
  if (page.full()) {
    page.line(page.paint(verdict_tone(result.verdict), lead));
    page.paragraph(4, title);
  } else {
    page.line(page.paint(verdict_tone(result.verdict), lead) + shorten(title, room));
  }
  if (const Attestation* attestation = find_attestation(input, result.attestation)) {
    if (page.full()) page.paragraph(4, source_words(page, *attestation), Tone::faint);
    return;
  }
  for (const Reason& reason : result.reasons) {
    if (reason.because.code == Code::reason_not_attested) continue;
    page.paragraph(4, printable(sentence(reason.because.code, reason.because.arguments, page.language())),
                   Tone::plain, "→ ");
  }
}

}  // namespace

void write_attestations(Page& page, const VerifyInput& input) {
  const std::vector<const RequirementResult*> all = attestations_of(*input.result);
  if (all.empty()) return;
  const auto stated = std::ranges::count(all, Verdict::attested, &RequirementResult::verdict);
  int widest = 0;
  for (const RequirementResult* each : all)
    widest = std::max(widest, display_width(printable(name_of(each->requirement))));
  page.line();
  page.heading(page.say(Phrase::attestations_title, {std::to_string(all.size()), std::to_string(stated)}),
               stated == static_cast<std::ptrdiff_t>(all.size()) ? Tone::good : Tone::doubt);
  if (stated < static_cast<std::ptrdiff_t>(all.size()))
    page.paragraph(0, page.say(Phrase::attestations_hint), Tone::faint);
  page.line();
  for (const RequirementResult* each : all) write_one(page, input, *each, std::min(widest, 28));
}

}  // namespace sekisho::report
