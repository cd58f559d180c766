// A shorter config whose filters do the same.
#pragma once

#include <sekisho/config/parse.hpp>
#include <sekisho/lint/needless.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// What became of one line, or of the lines of a rule.
struct SimplifyStep {
  std::string filter;
  RuleSource rule;  // as the config that was given has it; line numbers of the round in which it went
  FindingKind kind = FindingKind::redundant;  // why it went; mergeable: into `into`
  std::string into;                           // the line as it is now
};

struct Simplified {
  std::string text;        // of the whole config; lines that are about no filter are as they were
  std::size_t before = 0;  // rules in filters
  std::size_t after = 0;
  std::vector<SimplifyStep> steps;
  std::vector<RuleSource> remarks;  // comments that stood beside a rule that went: they may be about it
  /// True when the filters of both texts were compared as sets, from both sides, and are the same ones.
  bool proved = false;
  std::string
      doubt;  // a filter that was not shown to be the same, when not proved: `text` is then the text given
};

/// Removes rules that lint proves needless and makes one rule of two where the language can say it, until
/// nothing more can be saved. Languages: cisco-ios (entries of access lists), fortios (policies; two become
/// one only where all their other settings are the same). Other languages and texts without filters come back
/// as they are.
[[nodiscard]] Simplified simplify(std::string_view text, const std::string& file,
                                  const config::LanguageEntry& language, const Date& date);

}  // namespace sekisho
