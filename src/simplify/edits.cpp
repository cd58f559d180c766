#include "simplify/edits.hpp"

namespace sekisho::simplifying {

int last_line(const Span& span) { return span.end_line > span.line ? span.end_line : span.line; }

void Edits::remove(const Span& span) {
  const auto count = static_cast<std::size_t>(last_line(span) - span.line + 1);
  edits_.push_back({file_, static_cast<std::size_t>(span.line), count, {}});
  for (int number = span.line; number <= last_line(span); ++number) touched_.insert(number);
}

void Edits::replace(int number, std::string text) {
  edits_.push_back({file_, static_cast<std::size_t>(number), 1, {std::move(text)}});
  touched_.insert(number);
}

bool Edits::touch(const Span& span) const {
  const auto first = touched_.lower_bound(span.line);
  return first != touched_.end() && *first <= last_line(span);
}

}  // namespace sekisho::simplifying
