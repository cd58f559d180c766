// The report of `parse` as text: counts per class, then the lines that were not simply understood;
// and the configs printed back with remarks.
#include <sekisho/report/display.hpp>
#include "report/page.hpp"

#include <sekisho/report/parse.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sekisho::report {
namespace {

using config::FileReport;
using config::LineClass;
using config::LineIssue;

constexpr std::size_t issues_shown = 20;  // per file
constexpr std::array line_classes{LineClass::used, LineClass::irrelevant, LineClass::approximated,
                                  LineClass::unsupported, LineClass::invalid};

Phrase class_phrase(LineClass line_class) {
  switch (line_class) {
    case LineClass::used: return Phrase::class_used;
    case LineClass::irrelevant: return Phrase::class_irrelevant;
    case LineClass::approximated: return Phrase::class_approximated;
    case LineClass::unsupported: return Phrase::class_unsupported;
    case LineClass::invalid: return Phrase::class_invalid;
  }
  return Phrase::class_invalid;
}

char class_sign(LineClass line_class) {
  switch (line_class) {
    case LineClass::used: return ' ';
    case LineClass::irrelevant: return '.';
    case LineClass::approximated: return '~';
    case LineClass::unsupported: return '?';
    case LineClass::invalid: return '!';
  }
  return ' ';
}

Tone class_tone(LineClass line_class) {
  switch (line_class) {
    case LineClass::used: return Tone::plain;
    case LineClass::irrelevant: return Tone::faint;
    case LineClass::approximated:
    case LineClass::unsupported: return Tone::doubt;
    case LineClass::invalid: return Tone::bad;
  }
  return Tone::plain;
}

std::string counts_line(const Page& page, const std::array<int, config::line_class_count>& counts) {
  std::string text;
  for (const LineClass line_class : line_classes) {
    const int count = counts[static_cast<std::size_t>(line_class)];
    if (!text.empty()) text += page.say(Phrase::separator_dot);
    const std::string words = fmt::format("{} {}", page.say(class_phrase(line_class)), count);
    text += page.paint(count > 0 ? class_tone(line_class) : Tone::faint, words);
  }
  return text;
}

std::array<int, config::line_class_count> counts_of(const FileReport& file) {
  std::array<int, config::line_class_count> counts{};
  for (const LineClass line_class : line_classes) {
    counts[static_cast<std::size_t>(line_class)] = file.count(line_class);
  }
  return counts;
}

void write_file_head(Page& page, const FileReport& file) {
  std::string about = printable(file.language);
  if (!file.device.empty()) about += "  " + printable(file.device);
  page.ends(printable(file.file), about);
}

void write_issue(Page& page, const LineIssue& issue) {
  const std::string place = fmt::format("{:>6}", issue.line);
  page.line(fmt::format(
      "  {} {} {}", page.paint(class_tone(issue.line_class), std::string(1, class_sign(issue.line_class))),
      page.paint(Tone::faint, place), printable(issue.text)));
  page.paragraph(12, printable(sentence(issue.code, issue.arguments, page.language())), Tone::faint);
}

void write_file(Page& page, const FileReport& file) {
  write_file_head(page, file);
  page.line("  " + page.say(Phrase::parse_lines, {std::to_string(file.lines.size())}) +
            counts_line(page, counts_of(file)));
  // The worst first: lines that are no lines of the language, then what widens `may`.
  std::vector<const LineIssue*> issues;
  for (const LineIssue& issue : file.issues) issues.push_back(&issue);
  std::ranges::stable_sort(issues, std::ranges::greater(), &LineIssue::line_class);
  const std::size_t shown = page.full() ? issues.size() : std::min(issues.size(), issues_shown);
  for (std::size_t i = 0; i < shown; ++i) write_issue(page, *issues[i]);
  if (shown < issues.size()) {
    page.paragraph(4, page.say(Phrase::more_with_v, {std::to_string(issues.size() - shown)}), Tone::faint);
  }
}

void write_total(Page& page, const std::vector<FileReport>& files) {
  std::array<int, config::line_class_count> totals{};
  std::size_t lines = 0;
  for (const FileReport& file : files) {
    const auto counts = counts_of(file);
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += counts[i];
    lines += file.lines.size();
  }
  const std::string head =
      page.say(Phrase::parse_total, {std::to_string(files.size()), std::to_string(lines)});
  page.line(head + counts_line(page, totals));
}

void write_class_legend(Page& page) {
  struct Row {
    LineClass line_class;
    Phrase phrase;
  };
  for (const Row row : {Row{LineClass::used, Phrase::class_used_means},
                        Row{LineClass::irrelevant, Phrase::class_irrelevant_means},
                        Row{LineClass::approximated, Phrase::class_approximated_means},
                        Row{LineClass::unsupported, Phrase::class_unsupported_means},
                        Row{LineClass::invalid, Phrase::class_invalid_means}}) {
    page.paragraph(
        2, page.say(row.phrase), Tone::faint,
        fmt::format("{} {} ", class_sign(row.line_class), pad(page.say(class_phrase(row.line_class)), 12)));
  }
}

}  // namespace

std::string parse_text(const std::vector<FileReport>& files, const TextOptions& options) {
  Page page(options);
  if (options.detail != Detail::brief) {
    for (const FileReport& file : files) {
      write_file(page, file);
      page.line();
    }
  }
  write_total(page, files);
  if (options.detail != Detail::brief) {
    page.line();
    write_class_legend(page);
  }
  return page.take();
}

std::string parse_annotated(const std::vector<FileReport>& files, const TextOptions& options) {
  Page page(options);
  for (const FileReport& file : files) {
    page.ruler();
    write_file_head(page, file);
    page.ruler();
    std::multimap<int, const LineIssue*> issues;
    for (const LineIssue& issue : file.issues) issues.emplace(issue.line, &issue);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      const LineClass line_class = file.lines[i];
      const std::string text = i < file.masked.size() ? printable(file.masked[i]) : std::string();
      page.line(fmt::format("{:>6} {} {}", number, class_sign(line_class),
                            page.paint(class_tone(line_class), text)));
      const auto [first, last] = issues.equal_range(number);
      for (auto issue = first; issue != last; ++issue) {
        const LineIssue& remark = *issue->second;
        page.paragraph(9,
                       page.say(class_phrase(remark.line_class)) + ": " +
                           printable(sentence(remark.code, remark.arguments, page.language())),
                       Tone::doubt, "^ ");
      }
    }
  }
  page.ruler();
  write_class_legend(page);
  return page.take();
}

}  // namespace sekisho::report
