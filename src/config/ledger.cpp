#include "config/ledger.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <cassert>

namespace sekisho::config {
namespace {

constexpr signed char unclassified = -1;
constexpr int not_concealed = -1;
constexpr std::string_view blanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::pair<std::size_t, std::size_t>> split_lines(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const char line_end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  std::vector<std::pair<std::size_t, std::size_t>> lines;
  std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(line_end, begin), text.size());
    std::size_t last = end;
    while (last > begin && text[last - 1] == '\r') --last;
    lines.emplace_back(begin, last - begin);
    begin = end + 1;
  }
  return lines;
}

}  // namespace

LineLedger::LineLedger(std::string_view text, std::string file, std::string_view language, MaskLine mask)
    : text_(text),
      file_(std::move(file)),
      language_(language),
      mask_(mask),
      lines_(split_lines(text)),
      classes_(lines_.size(), unclassified),
      concealed_(lines_.size(), not_concealed) {
  for (int number = 1; number <= line_count(); ++number) {
    if (trimmed(line(number)).empty()) used(number);
  }
}

std::string_view LineLedger::line(int line) const {
  if (!exists(line)) return {};
  const auto [offset, length] = lines_[static_cast<std::size_t>(line - 1)];
  return std::string_view(text_).substr(offset, length);
}

std::string LineLedger::masked(int line) const {
  const std::string_view whole = this->line(line);
  if (exists(line) && concealed_[static_cast<std::size_t>(line - 1)] != not_concealed) {
    const auto kept = static_cast<std::size_t>(concealed_[static_cast<std::size_t>(line - 1)]);
    const std::size_t indentation = std::min(whole.find_first_not_of(blanks), whole.size());
    return std::string(whole.substr(0, indentation + kept)).append(masked_secret);
  }
  return mask_ == nullptr ? std::string(whole) : mask_(whole);
}

std::string LineLedger::shown(int line) const { return std::string(trimmed(masked(line))); }

Span LineLedger::span(int line) const {
  Span span;
  span.file = file_;
  span.line = line;
  return span;
}

RuleSource LineLedger::source(int line, std::string label) const {
  return {span(line), shown(line), std::move(label)};
}

void LineLedger::conceal(int line, std::size_t keep) {
  if (exists(line)) concealed_[static_cast<std::size_t>(line - 1)] = static_cast<int>(keep);
}

void LineLedger::classify(int line, LineClass line_class) {
  assert(exists(line));
  if (!exists(line)) return;
  auto& current = classes_[static_cast<std::size_t>(line - 1)];
  current = std::max(current, static_cast<signed char>(line_class));
}

void LineLedger::remark(int line, LineClass line_class, Code code, std::vector<std::string> arguments) {
  classify(line, line_class);
  if (exists(line)) issues_.push_back({line, line_class, shown(line), code, std::move(arguments)});
}

void LineLedger::approximated(int line, Code code, std::vector<std::string> arguments) {
  remark(line, LineClass::approximated, code, std::move(arguments));
}

void LineLedger::unsupported(int line, Code code, std::vector<std::string> arguments) {
  remark(line, LineClass::unsupported, code, std::move(arguments));
}

void LineLedger::invalid(int line, Code code, std::vector<std::string> arguments) {
  remark(line, LineClass::invalid, code, std::move(arguments));
}

bool LineLedger::is_classified(int line) const {
  return exists(line) && classes_[static_cast<std::size_t>(line - 1)] != unclassified;
}

FileReport LineLedger::finish(std::string device) {
  for (int number = 1; number <= line_count(); ++number) {
    if (!is_classified(number)) unsupported(number, Code::line_not_understood);
  }
  FileReport report;
  report.file = file_;
  report.language = language_;
  report.device = std::move(device);
  report.lines.reserve(classes_.size());
  report.masked.reserve(classes_.size());
  for (int number = 1; number <= line_count(); ++number) {
    report.lines.push_back(static_cast<LineClass>(classes_[static_cast<std::size_t>(number - 1)]));
    report.masked.push_back(masked(number));
  }
  report.issues = issues_;
  std::stable_sort(report.issues.begin(), report.issues.end(),
                   [](const LineIssue& a, const LineIssue& b) { return a.line < b.line; });
  return report;
}

}  // namespace sekisho::config
