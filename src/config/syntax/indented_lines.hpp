// The family of configs that write one command per line and show blocks by indentation: Cisco IOS and
// the many command lines made in its likeness.
//
// This step knows lines, words, comments, texts between delimiters and what a terminal session leaves
// around a config (prompts, pager marks). It does not know commands: blocks are put together by
// reading/mode_walker.hpp, from the indentation and from what the tables say.
#pragma once

#include "config/ledger.hpp"
#include "config/syntax/statement.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config {

/// A command that is followed by text which is no command, over any number of lines.
struct TextCommand {
  enum class End : unsigned char {
    delimiter,  // the first character behind the command; the text ends where it comes again
    word,       // a line of just `end_word`
  };
  std::string_view words;  // leading words of the command; `*` stands for any one word
  End end = End::delimiter;
  std::string_view end_word;
  bool secret = false;  // certificates, keys: the lines of the text are not shown
  /// Where given, a line that does not belong shows that there is no text: some releases print the
  /// command alone.
  bool (*belongs)(std::string_view line) = nullptr;
};

/// What differs between the members of the family.
struct IndentedSyntax {
  char comment = '!';
  std::vector<TextCommand> texts;
};

struct StatementList {
  std::vector<Statement> statements;
  bool indented = false;          // some statement stands deeper than the one before it
  std::deque<std::string> owned;  // cleaned lines that statements point into
  std::vector<int> endless;       // lines of text commands whose text never ends
};

/// Cuts the ledger's text into statements. Classifies what is no command: comments are used, texts and
/// traces of a terminal session irrelevant.
[[nodiscard]] StatementList read_indented_lines(LineLedger& ledger, const IndentedSyntax& syntax);

}  // namespace sekisho::config
