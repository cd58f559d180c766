#include <sekisho/compare/line_difference.hpp>
#include <sekisho/repair/patch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace sekisho::repair {

namespace {

constexpr std::size_t context = 3;

/// Lines with their line ends: a change of line ends is a change.
std::vector<std::string> raw_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// One line of the patch: kept (both), removed (`old_line`) or added (`new_line`).
struct Step {
  char sign = ' ';
  std::size_t old_line = 0;  // index of the line, or of the one in front of which it is added
  std::size_t new_line = 0;
};

std::vector<Step> steps_between(const std::vector<std::string>& before,
                                const std::vector<std::string>& after) {
  const compare::LineDifference difference = compare::differing_lines(before, after);
  std::vector<Step> steps;
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  while (old_line < before.size() || new_line < after.size()) {
    if (old_line < before.size() && difference.removed[old_line]) {
      steps.push_back({'-', old_line++, new_line});
    } else if (new_line < after.size() && difference.added[new_line]) {
      steps.push_back({'+', old_line, new_line++});
    } else {
      steps.push_back({' ', old_line++, new_line++});
    }
  }
  return steps;
}

struct Hunk {
  std::size_t first = 0;  // steps
  std::size_t end = 0;
};

std::vector<Hunk> hunks_of(const std::vector<Step>& steps) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].sign == ' ') continue;
    const std::size_t first = i > context ? i - context : 0;
    const std::size_t end = std::min(steps.size(), i + 1 + context);
    if (!hunks.empty() && first <= hunks.back().end) {
      hunks.back().end = end;
    } else {
      hunks.push_back({first, end});
    }
  }
  return hunks;
}

std::filesystem::path absolute_path(const std::string& file) {
  return std::filesystem::absolute(file).lexically_normal();
}

bool is_below(const std::filesystem::path& file, const std::filesystem::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

/// `line,count` as POSIX wants it: a side without lines names the line in front.
std::string range_words(std::size_t first_index, std::size_t count) {
  const std::size_t line = count == 0 ? first_index : first_index + 1;
  return count == 1 ? fmt::format("{}", line) : fmt::format("{},{}", line, count);
}

}  // namespace

std::string unified_diff(const std::string& name, const std::string& before, const std::string& after) {
  if (before == after) return {};
  const std::vector<std::string> old_lines = raw_lines(before);
  const std::vector<std::string> new_lines = raw_lines(after);
  const std::vector<Step> steps = steps_between(old_lines, new_lines);
  std::string patch = fmt::format("--- a/{0}\n+++ b/{0}\n", name);
  for (const Hunk& hunk : hunks_of(steps)) {
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    std::string body;
    for (std::size_t i = hunk.first; i < hunk.end; ++i) {
      const Step& step = steps[i];
      if (step.sign != '+') ++old_count;
      if (step.sign != '-') ++new_count;
      const std::string& line = step.sign == '+' ? new_lines[step.new_line] : old_lines[step.old_line];
      body += step.sign;
      body += line;
      if (!line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    patch += fmt::format("@@ -{} +{} @@\n", range_words(steps[hunk.first].old_line, old_count),
                         range_words(steps[hunk.first].new_line, new_count));
    patch += body;
  }
  return patch;
}

std::vector<TextEdit> edits_between(const std::string& file, const std::string& before,
                                    const std::string& after) {
  const std::vector<std::string> new_lines = lines_of(after);
  std::vector<TextEdit> edits;
  bool goes_on = false;  // the step before belongs to the same edit
  for (const Step& step : steps_between(raw_lines(before), raw_lines(after))) {
    const bool is_change = step.sign != ' ';
    if (is_change && !goes_on) edits.push_back({file, step.old_line + 1, 0, {}});
    if (step.sign == '-') ++edits.back().removed;
    if (step.sign == '+') edits.back().added.push_back(new_lines[step.new_line]);
    goes_on = is_change;
  }
  return edits;
}

std::string patch_folder(const std::string& snapshot_file, const std::vector<std::string>& files) {
  std::filesystem::path folder = absolute_path(snapshot_file).parent_path();
  for (const std::string& file : files) {
    while (folder.has_relative_path() && !is_below(absolute_path(file), folder))
      folder = folder.parent_path();
  }
  return folder.string();
}

std::string patch_of(const FileTexts& texts, const std::string& folder) {
  std::string patch;
  for (const auto& [file, text] : texts) {
    const std::string name = absolute_path(file).lexically_relative(folder).generic_string();
    patch += unified_diff(name, text_of({}, file), text);
  }
  return patch;
}

}  // namespace sekisho::repair
