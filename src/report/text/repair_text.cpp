// The report of `repair` as text.
#include "report/paths.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"
#include "report/text/repair_sections.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>
#include <sekisho/report/repair.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using repair::RequirementRepair;

constexpr std::size_t rules_shown = 6;  // of the blame
constexpr std::size_t cubes_shown = 2;  // of the part of a rule

class Writer {
 public:
  Writer(Page& page, const Snapshot* snapshot) : page_(page), snapshot_(snapshot) {}

  void write(const RequirementRepair& each) {
    page_.paragraph(
        0, each.violated.requirement.id + "  " + local(each.violated.requirement.title, page_.language()),
        Tone::strong);
    page_.paragraph(2, violation_words(each.violated));
    if (!each.ended_by.empty()) return write_repair(page_, each, snapshot_, true);
    for (const Violation& violation : each.violated.violations) write_blame(each, violation);
    write_repair(page_, each, snapshot_, true);
  }

 private:
  [[nodiscard]] std::string violation_words(const RequirementResult& violated) const {
    if (!violated.violations.empty()) return violation_sentence(violated, snapshot_, page_.language());
    std::string words;
    for (const Reason& reason : violated.reasons)
      words += (words.empty() ? "" : "\n") + reason_sentence(reason, page_.language());
    return words;
  }

  void write_blame(const RequirementRepair& each, const Violation& violation) {
    if (violation.rules.empty()) return;
    page_.line();
    page_.line("  " + page_.paint(Tone::strong, page_.say(Phrase::repair_blame)));
    const std::size_t shown =
        page_.full() ? violation.rules.size() : std::min(violation.rules.size(), rules_shown);
    for (std::size_t i = 0; i < shown; ++i) {
      const BlamedRule& rule = violation.rules[i];
      page_.line(fmt::format("    {} {}  {}",
                             page_.paint(Tone::bad, "[" + page_.say(role_phrase(rule.role)) + "]"),
                             printable(rule.device), page_.paint(Tone::faint, location(rule.source.span))));
      page_.paragraph(8, rule_line(rule.source));
      write_cubes(page_, rule.part, rule.part_complete, 10, cubes_shown);
      write_missed_denials(page_, each, rule, 10);
    }
    if (shown < violation.rules.size()) {
      page_.paragraph(4, page_.say(Phrase::more_with_v, {std::to_string(violation.rules.size() - shown)}),
                      Tone::faint);
    }
  }

  Page& page_;
  const Snapshot* snapshot_;
};

}  // namespace

std::string repair_text(const repair::RepairResult& result, const Snapshot* snapshot,
                        const std::string& patch_file, const TextOptions& options) {
  Page page(options);
  const std::string& name = local(result.before.name, page.language());
  page.paragraph(0, page.say(Phrase::repair_title, {name.empty() ? result.before.snapshot : name}),
                 Tone::strong);
  page.ruler();
  if (result.requirements.empty()) {
    page.paragraph(2, page.say(Phrase::repair_nothing), Tone::good);
    return page.take();
  }
  const auto repaired = static_cast<std::size_t>(
      std::count_if(result.requirements.begin(), result.requirements.end(), has_repair));
  page.paragraph(2,
                 page.say(Phrase::repair_summary,
                          {std::to_string(repaired), std::to_string(result.requirements.size())}),
                 repaired == result.requirements.size() ? Tone::good : Tone::doubt);
  if (options.detail == Detail::brief) return page.take();
  Writer writer(page, snapshot);
  for (std::size_t i = 0; i < result.requirements.size(); ++i) {
    page.line();
    page.heading(page.say(Phrase::repair_violation,
                          {std::to_string(i + 1), std::to_string(result.requirements.size())}),
                 Tone::bad);
    writer.write(result.requirements[i]);
  }
  if (result.patch.empty()) return page.take();
  page.line();
  page.paragraph(0,
                 patch_file.empty() ? page.say(Phrase::repair_patch_hint)
                                    : page.say(Phrase::repair_patch_use, {patch_file, result.folder}),
                 Tone::faint);
  return page.take();
}

int exit_status_of(const repair::RepairResult& result) {
  return std::all_of(result.requirements.begin(), result.requirements.end(), has_repair) ? 0 : 1;
}

}  // namespace sekisho::report
