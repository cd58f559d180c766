#include <sekisho/repair/change.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

namespace sekisho::repair {

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::remove_rule: return "remove-rule";
    case ChangeKind::insert_deny: return "insert-deny";
    case ChangeKind::narrow_rule: return "narrow-rule";
    case ChangeKind::bind_filter: return "bind-filter";
    case ChangeKind::remove_route: return "remove-route";
    case ChangeKind::change_vlans: return "change-vlans";
    case ChangeKind::close_port: return "close-port";
  }
  return "";
}

std::string text_of(const FileTexts& texts, const std::string& file) {
  if (const auto known = texts.find(file); known != texts.end()) return known->second;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  return std::move(text).str();
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

namespace {

/// Where line `line` starts; the end of the text when it has no such line.
std::size_t start_of_line(const std::string& text, std::size_t line) {
  std::size_t start = 0;
  for (std::size_t i = 1; i < line && start < text.size(); ++i) {
    const std::size_t end = text.find('\n', start);
    start = end == std::string::npos ? text.size() : end + 1;
  }
  return start;
}

void apply(std::string& text, const TextEdit& edit) {
  const std::string line_end = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  const std::size_t first = start_of_line(text, edit.line);
  const std::size_t last = start_of_line(text, edit.line + edit.removed);
  std::string added;
  if (!edit.added.empty() && first > 0 && text[first - 1] != '\n')
    added = line_end;  // no line end at the end
  for (const std::string& line : edit.added) added += line + line_end;
  text.replace(first, last - first, added);
}

}  // namespace

FileTexts applied(const FileTexts& texts, const std::vector<TextEdit>& edits) {
  std::map<std::string, std::vector<const TextEdit*>> by_file;
  for (const TextEdit& edit : edits) by_file[edit.file].push_back(&edit);
  FileTexts result;
  for (auto& [file, of_file] : by_file) {
    // From the end to the beginning: the lines in front of an edit keep their numbers.
    std::stable_sort(of_file.begin(), of_file.end(),
                     [](const TextEdit* a, const TextEdit* b) { return a->line > b->line; });
    std::string text = text_of(texts, file);
    for (const TextEdit* edit : of_file) apply(text, *edit);
    result.emplace(file, std::move(text));
  }
  return result;
}

}  // namespace sekisho::repair
