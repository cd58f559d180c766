#include "report/page.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>

namespace sekisho::report {
namespace {

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::strong: return "\x1b[1m";
    case Tone::faint: return "\x1b[2m";
    case Tone::good: return "\x1b[32m";
    case Tone::bad: return "\x1b[1;31m";
    case Tone::doubt: return "\x1b[33m";
  }
  return "";
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

std::string Page::paint(Tone tone, std::string_view text) const {
  if (!options_.color || tone == Tone::plain || text.empty()) return std::string(text);
  // Spaces at the end stay outside: a line's last ones are cut off, coloured or not.
  const std::size_t end = text.find_last_not_of(' ') + 1;
  if (end == 0) return std::string(text);
  std::string painted(escape_of(tone));
  painted += text.substr(0, end);
  painted += "\x1b[0m";
  painted += text.substr(end);
  return painted;
}

void Page::line(std::string_view text) {
  const std::size_t end = text.find_last_not_of(' ');
  text_ += text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  text_ += '\n';
}

void Page::paragraph(int indent, std::string_view text, Tone tone, std::string_view first) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string lead = margin + std::string(first);
  const std::string hanging(static_cast<std::size_t>(display_width(lead)), ' ');
  for (const std::string& piece : wrap(text, std::max(20, width() - display_width(lead)))) {
    line(lead + paint(tone, piece));
    lead = hanging;
  }
}

void Page::config_line(int indent, std::string_view text) {
  const std::size_t own = std::min(text.find_first_not_of(' '), text.size());
  paragraph(indent + static_cast<int>(own), text.substr(own));
}

void Page::heading(std::string_view text, Tone tone) {
  const int rest = std::max(3, width() - display_width(text) - 4);
  line(paint(Tone::faint, "──") + " " + paint(tone, text) + " " + paint(Tone::faint, repeated("─", rest)));
}

void Page::ruler() { line(paint(Tone::faint, repeated("─", width()))); }

void Page::ends(std::string_view left, std::string_view right, Tone tone) {
  const int gap = width() - display_width(left) - display_width(right);
  if (gap < 2) {
    line(paint(tone, left));
    line(right);
    return;
  }
  line(paint(tone, left) + std::string(static_cast<std::size_t>(gap), ' ') + std::string(right));
}

}  // namespace sekisho::report
