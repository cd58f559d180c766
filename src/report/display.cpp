// Unicode 15.1: EastAsianWidth.txt (W and F) and the zero-width ranges of wcwidth(), as short tables.
#include <sekisho/report/display.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace sekisho::report {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

constexpr std::array wide_ranges{
    CodeRange{0x1100, 0x115f},   CodeRange{0x231a, 0x231b},   CodeRange{0x2329, 0x232a},
    CodeRange{0x23e9, 0x23ec},   CodeRange{0x23f0, 0x23f0},   CodeRange{0x23f3, 0x23f3},
    CodeRange{0x25fd, 0x25fe},   CodeRange{0x2614, 0x2615},   CodeRange{0x2648, 0x2653},
    CodeRange{0x267f, 0x267f},   CodeRange{0x2693, 0x2693},   CodeRange{0x26a1, 0x26a1},
    CodeRange{0x26aa, 0x26ab},   CodeRange{0x26bd, 0x26be},   CodeRange{0x26c4, 0x26c5},
    CodeRange{0x26ce, 0x26ce},   CodeRange{0x26d4, 0x26d4},   CodeRange{0x26ea, 0x26ea},
    CodeRange{0x26f2, 0x26f3},   CodeRange{0x26f5, 0x26f5},   CodeRange{0x26fa, 0x26fa},
    CodeRange{0x26fd, 0x26fd},   CodeRange{0x2705, 0x2705},   CodeRange{0x270a, 0x270b},
    CodeRange{0x2728, 0x2728},   CodeRange{0x274c, 0x274c},   CodeRange{0x274e, 0x274e},
    CodeRange{0x2753, 0x2755},   CodeRange{0x2757, 0x2757},   CodeRange{0x2795, 0x2797},
    CodeRange{0x27b0, 0x27b0},   CodeRange{0x27bf, 0x27bf},   CodeRange{0x2b1b, 0x2b1c},
    CodeRange{0x2b50, 0x2b50},   CodeRange{0x2b55, 0x2b55},   CodeRange{0x2e80, 0x303e},
    CodeRange{0x3041, 0x3247},   CodeRange{0x3250, 0x4dbf},   CodeRange{0x4e00, 0xa4cf},
    CodeRange{0xa960, 0xa97f},   CodeRange{0xac00, 0xd7a3},   CodeRange{0xf900, 0xfaff},
    CodeRange{0xfe10, 0xfe19},   CodeRange{0xfe30, 0xfe6f},   CodeRange{0xff01, 0xff60},
    CodeRange{0xffe0, 0xffe6},   CodeRange{0x16fe0, 0x18aff}, CodeRange{0x1aff0, 0x1b2ff},
    CodeRange{0x1f004, 0x1f004}, CodeRange{0x1f0cf, 0x1f0cf}, CodeRange{0x1f18e, 0x1f18e},
    CodeRange{0x1f191, 0x1f19a}, CodeRange{0x1f200, 0x1f320}, CodeRange{0x1f32d, 0x1f335},
    CodeRange{0x1f337, 0x1f37c}, CodeRange{0x1f37e, 0x1f393}, CodeRange{0x1f3a0, 0x1f3ca},
    CodeRange{0x1f3cf, 0x1f3d3}, CodeRange{0x1f3e0, 0x1f3f0}, CodeRange{0x1f3f4, 0x1f3f4},
    CodeRange{0x1f3f8, 0x1f43e}, CodeRange{0x1f440, 0x1f440}, CodeRange{0x1f442, 0x1f4fc},
    CodeRange{0x1f4ff, 0x1f53d}, CodeRange{0x1f54b, 0x1f567}, CodeRange{0x1f57a, 0x1f57a},
    CodeRange{0x1f595, 0x1f596}, CodeRange{0x1f5a4, 0x1f5a4}, CodeRange{0x1f5fb, 0x1f64f},
    CodeRange{0x1f680, 0x1f6c5}, CodeRange{0x1f6cc, 0x1f6cc}, CodeRange{0x1f6d0, 0x1f6d7},
    CodeRange{0x1f6dc, 0x1f6df}, CodeRange{0x1f6eb, 0x1f6ec}, CodeRange{0x1f6f4, 0x1f6fc},
    CodeRange{0x1f7e0, 0x1f7f0}, CodeRange{0x1f90c, 0x1f9ff}, CodeRange{0x1fa70, 0x1faff},
    CodeRange{0x20000, 0x3fffd},
};

constexpr std::array zero_ranges{
    CodeRange{0x0300, 0x036f}, CodeRange{0x0483, 0x0489}, CodeRange{0x0591, 0x05bd},
    CodeRange{0x0610, 0x061a}, CodeRange{0x064b, 0x065f}, CodeRange{0x0e34, 0x0e3a},
    CodeRange{0x0e47, 0x0e4e}, CodeRange{0x1ab0, 0x1aff}, CodeRange{0x1dc0, 0x1dff},
    CodeRange{0x200b, 0x200f}, CodeRange{0x2060, 0x2064}, CodeRange{0x20d0, 0x20ff},
    CodeRange{0x302a, 0x302d}, CodeRange{0x3099, 0x309a}, CodeRange{0xfe00, 0xfe0f},
    CodeRange{0xfe20, 0xfe2f}, CodeRange{0xfeff, 0xfeff}, CodeRange{0xe0100, 0xe01ef},
};

template <std::size_t Count>
bool inside(const std::array<CodeRange, Count>& ranges, char32_t code) {
  const auto* next = std::ranges::upper_bound(ranges, code, {}, &CodeRange::first);
  return next != ranges.begin() && code <= std::prev(next)->last;
}

struct Character {
  char32_t code = 0;
  std::size_t length = 1;  // bytes
  bool valid = false;
};

/// The character at the front of non-empty text; anything that is not well-formed UTF-8 is one byte.
Character front_of(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length == 0 || length > text.size()) return {lead, 1, false};
  char32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) != 0x80) return {lead, 1, false};
    code = code << 6 | (byte & 0x3fU);
  }
  const bool too_long = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool outside = code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  if (too_long || outside) return {lead, 1, false};
  return {code, length, true};
}

int width_of(const Character& character) {
  if (!character.valid) return 1;
  if (character.code < 0x300) return character.code < 0x20 || character.code == 0x7f ? 0 : 1;
  if (inside(zero_ranges, character.code)) return 0;
  return inside(wide_ranges, character.code) ? 2 : 1;
}

/// Characters that change how what follows is shown, or are not shown at all.
bool disturbs(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool direction = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
                         code == 0x200e || code == 0x200f || code == 0x061c;
  return control || direction || code == 0x2028 || code == 0x2029;
}

constexpr std::u32string_view closing_marks =
    U"、。，．・：；？！）」』】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)]}:;";
constexpr std::u32string_view opening_marks = U"（「『【〈《〔［｛([{";

/// A piece of text that is not broken, and the spaces in front of it (dropped at a line break).
struct Unit {
  std::string text;
  int width = 0;
  int spaces = 0;
};

std::vector<Unit> units_of(std::string_view line) {
  std::vector<Unit> units;
  int spaces = 0;
  bool joined = false;  // the next character belongs to the last unit
  for (std::size_t i = 0; i < line.size();) {
    const Character character = front_of(line.substr(i));
    const std::string_view bytes = line.substr(i, character.length);
    i += character.length;
    if (character.code == U' ') {
      ++spaces;
      joined = false;
      continue;
    }
    const int columns = width_of(character);
    const bool wide = columns == 2;
    const bool closing = closing_marks.find(character.code) != std::u32string_view::npos;
    const bool stays = joined && spaces == 0 && (!wide || closing || columns == 0);
    const bool sticks = !units.empty() && spaces == 0 && (closing || columns == 0);
    const bool after_opening =
        joined && spaces == 0 && !units.empty() &&
        opening_marks.find(front_of(units.back().text).code) != std::u32string_view::npos &&
        units.back().width <= 2;
    if (stays || sticks || after_opening) {
      units.back().text += bytes;
      units.back().width += columns;
    } else {
      units.push_back({std::string(bytes), columns, spaces});
    }
    spaces = 0;
    const bool opening = opening_marks.find(character.code) != std::u32string_view::npos;
    joined = !wide || opening;
  }
  return units;
}

void wrap_line(std::string_view line, int width, std::vector<std::string>& lines) {
  std::string current;
  int used = 0;
  for (const Unit& unit : units_of(line)) {
    const int gap = used > 0 ? unit.spaces : 0;
    if (used > 0 && used + gap + unit.width > width) {
      lines.push_back(std::move(current));
      current.clear();
      used = 0;
    } else {
      current.append(static_cast<std::size_t>(gap), ' ');
      used += gap;
    }
    current += unit.text;
    used += unit.width;
  }
  lines.push_back(std::move(current));
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = front_of(text);
    width += width_of(character);
    text.remove_prefix(character.length);
  }
  return width;
}

std::string printable(std::string_view text) {
  constexpr std::string_view replacement = "\xef\xbf\xbd";
  std::string clean;
  while (!text.empty()) {
    const Character character = front_of(text);
    if (character.code == U'\t') {
      clean += ' ';
    } else if (!character.valid || disturbs(character.code)) {
      clean += replacement;
    } else {
      clean += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  return clean;
}

std::string pad(std::string_view text, int width) {
  const int missing = std::max(0, width - display_width(text));
  return std::string(text) + std::string(static_cast<std::size_t>(missing), ' ');
}

std::string pad_left(std::string_view text, int width) {
  const int missing = std::max(0, width - display_width(text));
  return std::string(static_cast<std::size_t>(missing), ' ') + std::string(text);
}

std::string shorten(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  std::string kept;
  int used = 0;
  while (!text.empty()) {
    const Character character = front_of(text);
    if (used + width_of(character) > width - 1) break;
    kept += text.substr(0, character.length);
    used += width_of(character);
    text.remove_prefix(character.length);
  }
  return width > 0 ? kept + "…" : std::string();
}

std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    wrap_line(text.substr(start, end - start), std::max(width, 1), lines);
    start = end + 1;
  }
  return lines;
}

}  // namespace sekisho::report
