// The report of `diff` as Markdown for a pull request: what it comes to first, then the verdicts that change,
// then folded blocks with what opens and what closes. What is shown is limited as a comment is; the rest is
// counted.
#include "report/cubes.hpp"
#include "report/markdown/escape.hpp"
#include "report/markup.hpp"
#include "report/text/diff_sections.hpp"
#include "report/words.hpp"

#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace sekisho::report {
namespace {

using namespace compare;
using namespace review;
using markdown::code;
using markdown::plain;

constexpr std::size_t blocks_shown = 6;  // folded blocks of each kind
constexpr std::size_t rows_shown = 30;   // of a table
constexpr int block_width = 100;

class MarkdownReport {
 public:
  MarkdownReport(const DiffInput& input, Language language)
      : input_(input), comparison_(*input.comparison), language_(language) {}

  [[nodiscard]] std::string text() {
    head();
    verdicts_table();
    pairs(true);
    pairs(false);
    filters();
    files_table();
    line(phrase(Phrase::diff_foot,
                {plain(comparison_.old_name), plain(comparison_.new_name), to_string(comparison_.date)}));
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string phrase(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return say(phrase, language_, arguments);
  }
  void line(std::string_view text = {}) {
    text_ += text;
    text_ += '\n';
  }
  void more(std::size_t count) {
    line(phrase(Phrase::diff_markdown_more, {std::to_string(count)}));
    line();
  }
  /// A page of the text report, for a folded block.
  [[nodiscard]] std::string written(const std::function<void(Page&)>& write) const {
    Page page({language_, Detail::normal, false, block_width});
    write(page);
    return page.take();
  }

  void head() {
    const Outcome outcome = comparison_.outcome();
    line("## " + phrase(Phrase::diff_title));
    line();
    line(fmt::format("**{} {}**",
                     outcome == Outcome::forbidden_opens ? "❌"
                     : outcome == Outcome::doubt_arises  ? "⚠️"
                                                         : "✅",
                     diff_headline(input_, language_)));
    line();
    line(plain(diff_summary(comparison_, language_)));
    line();
    if (comparison_.devices.empty() && comparison_.segments.empty()) return;
    text_ += markdown::block(written([&](Page& page) { write_names(page, input_); }));
    line();
  }

  [[nodiscard]] std::string verdict(const RequirementResult* result) const {
    if (result == nullptr) return phrase(Phrase::watch_no_requirement);
    return fmt::format("{} {}", verdict_symbol(result->verdict), phrase(verdict_phrase(result->verdict)));
  }

  void verdicts_table() {
    if (comparison_.verdicts.empty()) return;
    line("### " + phrase(Phrase::diff_verdicts_title, {std::to_string(comparison_.verdicts.size())}));
    line();
    text_ += markdown::table_head(
        {phrase(Phrase::column_row), phrase(Phrase::diff_column_before), phrase(Phrase::diff_column_after)});
    std::size_t shown = 0;
    for (const VerdictChange& change : comparison_.verdicts) {
      if (shown++ == rows_shown) break;
      const Requirement& requirement =
          change.after != nullptr ? change.after->requirement : change.before->requirement;
      std::string after = verdict(change.after);
      if (change.opens()) after = "**" + after + "**";
      if (!change.is_other_verdict()) after += "<br>" + phrase(Phrase::diff_more_violated);
      text_ += markdown::row({code(change.id) + "<br>" + plain(local(requirement.title, language_)),
                              verdict(change.before), after});
    }
    line();
    if (comparison_.verdicts.size() > rows_shown) more(comparison_.verdicts.size() - rows_shown);
  }

  void pairs(bool opened) {
    std::vector<const PairDifference*> shown;
    for (const PairDifference& pair : comparison_.pairs) {
      if (is_told(comparison_, pair, opened)) shown.push_back(&pair);
    }
    for (std::size_t i = 0; i < std::min(shown.size(), blocks_shown); ++i) block(*shown[i], opened);
    if (shown.size() > blocks_shown) more(shown.size() - blocks_shown);
  }

  /// A pair, folded under its name and the first of its packets.
  void block(const PairDifference& pair, bool opened) {
    const Flow& flow = opened ? *pair.opened : *pair.closed;
    const std::string title =
        phrase(opened ? Phrase::diff_opened_title : Phrase::diff_closed_title,
               {from_words(input_, pair, language_), to_words(input_, pair, language_)});
    const std::vector<Cube>& cubes =
        flow.packets.certain.empty() ? flow.packets.possible : flow.packets.certain;
    const std::vector<CubeWords> words = words_of(cubes);
    std::string first = words.empty() ? "" : line_of(words.front(), language_);
    if (words.size() > 1) first += " …";
    text_ += markdown::folded(
        fmt::format("{} <b>{}</b><br><code>{}</code>", opened ? "➕" : "➖", markup_escaped(one_line(title)),
                    markup_escaped(shorten(one_line(first), block_width))),
        written([&](Page& page) { write_flow(page, input_, flow, opened); }));
  }

  void filters() {
    if (comparison_.filters.empty()) return;
    line("### " + phrase(Phrase::diff_filters_title, {std::to_string(comparison_.filters.size())}));
    line();
    for (std::size_t i = 0; i < std::min(comparison_.filters.size(), blocks_shown); ++i) {
      const FilterDifference& difference = comparison_.filters[i];
      text_ +=
          markdown::folded("<b>" + markup_escaped(one_line(filter_words(difference, language_))) + "</b>",
                           written([&](Page& page) { write_filter(page, difference); }));
    }
    if (comparison_.filters.size() > blocks_shown) more(comparison_.filters.size() - blocks_shown);
  }

  void files_table() {
    if (comparison_.files.empty()) return;
    line("### " + phrase(Phrase::diff_files_title, {std::to_string(comparison_.files.size())}));
    line();
    text_ += markdown::table_head({phrase(Phrase::column_device), phrase(Phrase::diff_column_file),
                                   phrase(Phrase::diff_column_lines), phrase(Phrase::diff_column_effect)});
    std::size_t shown = 0;
    for (const FileDifference& file : comparison_.files) {
      if (shown++ == rows_shown) break;
      const std::string& name = file.new_file.empty() ? file.old_file : file.new_file;
      text_ += markdown::row({code(file.device), code(name), plain(file_change_words(file, language_)),
                              plain(effect_words(file, language_))});
    }
    line();
    if (comparison_.files.size() > rows_shown) more(comparison_.files.size() - rows_shown);
  }

  const DiffInput& input_;
  const Comparison& comparison_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string diff_markdown(const DiffInput& input, Language language) {
  return MarkdownReport(input, language).text();
}

}  // namespace sekisho::report
