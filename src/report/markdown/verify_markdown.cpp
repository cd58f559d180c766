// The report of `verify` as Markdown for a pull request: the verdict first, then a table, then folded
// blocks with the evidence. A comment on GitHub holds 65,536 characters, so what is shown is limited and
// what is left out is counted; all of it is in the other formats.
#include "report/confirm_summary.hpp"
#include "report/findings.hpp"
#include "report/markdown/escape.hpp"
#include "report/markup.hpp"
#include "report/repairs.hpp"
#include "report/sentences.hpp"
#include "report/text/verify_sections.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace sekisho::report {
namespace {

using markdown::code;
using markdown::plain;

constexpr std::size_t blocks_shown = 8;  // folded blocks of each kind
constexpr std::size_t lines_shown = 20;  // rows of a table of lines
constexpr int block_width = 100;

class MarkdownReport {
 public:
  MarkdownReport(const VerifyInput& input, Language language)
      : input_(input), result_(*input.result), language_(language), findings_(findings_of(input)) {}

  [[nodiscard]] std::string text() {
    head();
    rows_tables();
    lines_table(Judgement::violated, Phrase::markdown_at_fault);
    blocks(Verdict::violated, Phrase::markdown_violated);
    lines_table(Judgement::to_confirm, Phrase::markdown_in_the_way);
    blocks(Verdict::unproved, Phrase::markdown_unproved);
    exceptions_table();
    if (can_ask_for_repairs(input_)) {
      line(say(Phrase::repair_how_to_get, language_));
      line();
    }
    line(say(Phrase::markdown_foot, language_, {plain(result_.snapshot), to_string(result_.date)}));
    return std::move(text_);
  }

 private:
  void line(std::string_view text = {}) {
    text_ += text;
    text_ += '\n';
  }
  void row(const std::vector<std::string>& cells) { text_ += markdown::row(cells); }
  void table_head(const std::vector<Phrase>& columns) {
    std::vector<std::string> names;
    for (const Phrase column : columns) names.push_back(say(column, language_));
    text_ += markdown::table_head(names);
  }

  void head() {
    const std::string name = local(result_.name, language_);
    line("## " + say(Phrase::header_title, language_) + (name.empty() ? "" : ": " + plain(name)));
    line();
    const Judgement worst = result_.violated > 0   ? Judgement::violated
                            : result_.unproved > 0 ? Judgement::to_confirm
                                                   : Judgement::conforms;
    line(fmt::format("**{} {}**",
                     worst == Judgement::violated     ? "❌"
                     : worst == Judgement::to_confirm ? "⚠️"
                                                      : "✅",
                     headline(result_, language_)));
    line();
    if (input_.wire == nullptr) return;
    line(say(Phrase::wire_head, language_) + ": " + headline(counts_of(*input_.wire), language_));
    line();
  }

  /// `× 1 △ 2 ○ 30`, without the zeros.
  [[nodiscard]] static std::string counts(const RequirementRow& row) {
    std::string text;
    for (const Verdict verdict :
         {Verdict::violated, Verdict::unproved, Verdict::excepted, Verdict::attested, Verdict::proved}) {
      const auto count = std::ranges::count(row.results, verdict, &RequirementResult::verdict);
      if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : " ", verdict_symbol(verdict), count);
    }
    return text;
  }

  /// What does not simply conform in a table; the rest folded.
  void rows_tables() {
    std::vector<RequirementRow> rows = rows_of(result_);
    std::ranges::stable_sort(rows, std::ranges::greater(), &RequirementRow::judgement);
    const auto conforming = std::ranges::find(rows, Judgement::conforms, &RequirementRow::judgement);
    if (conforming != rows.begin()) rows_table({rows.begin(), conforming});
    if (conforming == rows.end()) return;
    line(fmt::format("<details><summary>{} {}</summary>", say(Phrase::judgement_conforms, language_),
                     rows.end() - conforming));
    line();
    rows_table({conforming, rows.end()});
    line("</details>");
    line();
  }

  void rows_table(const std::vector<RequirementRow>& rows) {
    std::vector<Phrase> columns{Phrase::column_judgement, Phrase::column_item, Phrase::column_clauses,
                                Phrase::column_counts};
    const bool has_repairs =
        input_.repairs != nullptr && std::ranges::any_of(rows, [](const RequirementRow& each) {
          return each.judgement() == Judgement::violated;
        });
    if (has_repairs) columns.push_back(Phrase::html_improvements);
    table_head(columns);
    for (const RequirementRow& each : rows) {
      const Requirement& requirement = each.requirement();
      std::string clauses;
      for (const std::string& clause : requirement.clauses)
        clauses += (clauses.empty() ? "" : " ") + code(clause);
      std::vector<std::string> cells{say(judgement_phrase(each.judgement()), language_),
                                     code(each.id) + "<br>" + plain(local(requirement.title, language_)),
                                     clauses, counts(each)};
      if (has_repairs) cells.push_back(repairs_of(each));
      row(cells);
    }
    line();
  }

  /// The repair of each violated statement of a row in short; the same one once.
  [[nodiscard]] std::string repairs_of(const RequirementRow& row) const {
    std::vector<std::string> told;
    for (const RequirementResult* result : row.results) {
      const repair::RequirementRepair* repair = repair_of(input_, *result);
      if (repair == nullptr) continue;
      for (const std::string& words : repair_summary(*repair, language_)) {
        if (std::ranges::find(told, plain(words)) == told.end()) told.push_back(plain(words));
      }
    }
    return fmt::format("{}", fmt::join(told, "<br>"));
  }

  void lines_table(Judgement judgement, Phrase title) {
    const auto total =
        static_cast<std::size_t>(std::ranges::count(findings_, judgement, &Finding::judgement));
    if (total == 0) return;
    line("### " + say(title, language_, {std::to_string(total)}));
    line();
    table_head({Phrase::column_device, Phrase::column_line, Phrase::column_text, Phrase::column_row});
    std::size_t shown = 0;
    for (const Finding& finding : findings_) {
      if (finding.judgement != judgement) continue;
      if (shown++ == lines_shown) break;
      const std::string text = rule_text(finding);
      row({code(finding.device), code(location(finding.span)), text, code(finding.row)});
    }
    line();
    if (total > lines_shown) more(total - lines_shown);
  }

  [[nodiscard]] std::string rule_text(const Finding& finding) const {
    std::string text = code(shorten(one_line(finding.text), block_width));
    if (finding.reason != nullptr)
      text += (text.empty() ? "" : "<br>") + plain(reason_sentence(*finding.reason, language_));
    if (finding.role) text += " (" + say(role_phrase(*finding.role), language_) + ")";
    return text;
  }

  void more(std::size_t count) {
    line(say(Phrase::markdown_more, language_, {std::to_string(count)}));
    line();
  }

  void blocks(Verdict verdict, Phrase title) {
    const std::vector<const RequirementResult*> results = with_verdict(result_, verdict);
    if (results.empty()) return;
    line("### " + say(title, language_, {std::to_string(results.size())}));
    line();
    for (std::size_t i = 0; i < std::min(results.size(), blocks_shown); ++i) block(*results[i]);
    if (results.size() > blocks_shown) more(results.size() - blocks_shown);
  }

  /// The evidence folded under the requirement's id. The lines around it are HTML, where Markdown's escapes
  /// would be read as text.
  void block(const RequirementResult& result) {
    Page page({language_, Detail::normal, false, block_width});
    write_requirement_head(page, input_, result);
    page.line();
    if (result.verdict == Verdict::violated) {
      write_evidence(page, input_, result);
    } else {
      write_reasons(page, result.reasons, 2);
    }
    text_ += markdown::folded(
        fmt::format("{} <b>{}</b> {}", verdict_symbol(result.verdict),
                    markup_escaped(one_line(result.requirement.id)),
                    markup_escaped(one_line(pair_words(result.requirement, input_.snapshot, language_)))),
        page.take());
  }

  void exceptions_table() {
    const std::vector<const RequirementResult*> results = with_verdict(result_, Verdict::excepted);
    if (results.empty()) return;
    line("### " + say(Phrase::exceptions_title, language_, {std::to_string(results.size())}));
    line();
    table_head({Phrase::column_exception, Phrase::column_item, Phrase::column_reason, Phrase::column_approver,
                Phrase::column_expires});
    for (const RequirementResult* result : results) {
      const Exception* exception = find_exception(input_.snapshot, result->exception);
      const std::string item = code(result->requirement.id);
      if (exception == nullptr) {
        row({code(result->exception), item, "", "", ""});
        continue;
      }
      const std::string until =
          exception->expires ? expiry_words(*exception->expires, result_.date, language_) : "";
      row({code(exception->id), item, plain(exception->reason), plain(exception->approver), until});
    }
    line();
  }

  const VerifyInput& input_;
  const VerifyResult& result_;
  Language language_;
  std::vector<Finding> findings_;
  std::string text_;
};

}  // namespace

std::string verify_markdown(const VerifyInput& input, Language language) {
  return MarkdownReport(input, language).text();
}

}  // namespace sekisho::report
