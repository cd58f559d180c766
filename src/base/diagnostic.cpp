#include <sekisho/base/diagnostic.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace sekisho {
namespace {

/// The same words in both languages: scripts and editors read this part of the line.
std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "";
}

/// The characters of UTF-8 text, letters of ASCII in lower case. Bytes that are not UTF-8 stand for
/// themselves, so any text has a distance to any other.
std::u32string folded_characters(std::string_view text) {
  std::u32string characters;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    char32_t value = length <= 1 ? lead : lead & (0xffU >> (length + 1));
    bool valid = length > 0 && i + length <= text.size();
    for (std::size_t k = 1; valid && k < length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      valid = (byte & 0xc0) == 0x80;
      value = value << 6 | (byte & 0x3fU);
    }
    if (!valid) value = lead;
    if (value >= U'A' && value <= U'Z') value += U'a' - U'A';
    characters += value;
    i += valid ? length : 1;
  }
  return characters;
}

/// Insertions, deletions, replacements and exchanges of neighbours that lead from `a` to `b`
/// (optimal string alignment distance), by the usual three rows.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string to_string(const Span& span) {
  std::string text = span.file;
  if (span.line <= 0) return text;
  if (!text.empty()) text += ':';
  text += std::to_string(span.line);
  if (span.column > 0) text += ':' + std::to_string(span.column);
  return text;
}

std::string render(const Diagnostic& diagnostic, Language language) {
  std::string text = to_string(diagnostic.span);
  if (!text.empty()) text += ": ";
  text += severity_word(severity_of(diagnostic.code));
  text += ": ";
  text += sentence(diagnostic.code, diagnostic.arguments, language);
  text += " [";
  text += name_of(diagnostic.code);
  text += ']';
  return text;
}

void DiagnosticSink::report(Code code, Span span, std::vector<std::string> arguments) {
  if (severity_of(code) == Severity::error) ++errors_;
  diagnostics_.push_back({code, std::move(span), std::move(arguments)});
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  constexpr std::size_t longest_name = 100;  // bounds the work; nobody mistypes longer ones
  const std::u32string wanted = folded_characters(name);
  if (wanted.empty() || wanted.size() > longest_name) return {};
  // A third of the letters may differ, one in a short name; never all of them.
  const std::size_t allowed = std::min(std::max<std::size_t>(1, wanted.size() / 3), wanted.size() - 1);
  const std::string* nearest = nullptr;
  std::size_t nearest_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : known) {
    const std::u32string characters = folded_characters(candidate);
    if (characters.size() > wanted.size() + allowed) continue;
    const std::size_t distance = edit_distance(wanted, characters);
    if (distance <= allowed && distance < nearest_distance) {
      nearest = &candidate;
      nearest_distance = distance;
    }
  }
  return nearest != nullptr ? *nearest : std::string();
}

}  // namespace sekisho
