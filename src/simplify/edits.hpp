// Rules in the text of a config: lines that go, and lines that say what two rules said.
#pragma once

#include <sekisho/lint/needless.hpp>
#include <sekisho/repair/change.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sekisho::simplifying {

/// Edits of one file, none of which touches a line of another.
class Edits {
 public:
  Edits(std::string file, std::vector<std::string> lines)
      : file_(std::move(file)), lines_(std::move(lines)) {}

  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] const std::string& line(int number) const {
    return lines_[static_cast<std::size_t>(number) - 1];
  }
  [[nodiscard]] const std::vector<repair::TextEdit>& all() const { return edits_; }

  void remove(const Span& span);
  void replace(int number, std::string text);
  /// True when some edit is about a line of the span.
  [[nodiscard]] bool touch(const Span& span) const;

 private:
  std::string file_;
  std::vector<std::string> lines_;
  std::vector<repair::TextEdit> edits_;
  std::set<int> touched_;
};

/// Last line of a span.
[[nodiscard]] int last_line(const Span& span);

/// Makes the first rule of a pair say what both say and takes the second away; returns the line that says it,
/// or nothing, and no edit made, where the text does not allow it.
[[nodiscard]] std::optional<std::string> merge_ios_entries(Edits& edits, const RulePair& pair);
[[nodiscard]] std::optional<std::string> merge_fortios_policies(Edits& edits, const RulePair& pair);

}  // namespace sekisho::simplifying
