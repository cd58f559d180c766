// Which mode a statement belongs to. Blocks of an indented config follow its indentation. Configs that
// have lost it (mails, tickets, web pages) are read as the device itself reads a startup config: a
// command is tried in the mode that is open, then in the modes around it, which it closes by fitting
// there. Both rules work side by side, since a file may be indented in parts.
//
// A Reader has three members:
//   void apply(const Row<Reader>&, const Arguments&, bool taken_back, const Mode<Reader>&)
//   void structural(const Statement&)                 block ends: `exit`, `end`, `exit-...`
//   void unknown(const Statement&, bool wrong_arguments, const Mode<Reader>&)   no row takes it, nor does
//                                                     its block answer for it
#pragma once

#include "config/reading/command_table.hpp"
#include "config/syntax/indented_lines.hpp"

#include <vector>

namespace sekisho::config {

template <typename Reader>
class ModeWalker {
 public:
  ModeWalker(Reader& reader, const Mode<Reader>& top, bool indented) : reader_(reader), indented_(indented) {
    frames_.push_back({&top, nullptr, -1, true, false});
  }

  void take(const Statement& statement) {
    if (leave(statement)) return;
    const std::vector<std::size_t> order = candidates(statement);
    bool wrong_arguments = false;
    for (const std::size_t at : order) {
      const bool only_meaningful = indented_ && at != order.front() && frames_[at].indent < statement.indent;
      if (try_frame(at, only_meaningful, statement, wrong_arguments)) return;
    }
    nobody_takes(statement, order.front(), wrong_arguments);
  }

 private:
  struct Frame {
    const Mode<Reader>* mode = nullptr;  // null: lines are not looked up
    const Row<Reader>* row = nullptr;    // answers for lines that nobody takes; null: nobody does
    int indent = 0;
    bool had_children = false;  // deeper lines were seen: its end shows by indentation
    bool implied = false;       // no block was announced, but deeper lines may follow

    [[nodiscard]] bool takes_all() const { return !implied && row != nullptr; }
  };

  /// `end` closes everything, `exit` the innermost block, `exit-address-family` and its kin the block
  /// whose header stands as deep as they do.
  bool leave(const Statement& statement) {
    if (statement.size() != 1 || statement.mood != Mood::plain) return false;
    const bool end = same_text(statement.word(0), "end");
    const bool exit = same_text(statement.word(0), "exit");
    if (!end && !exit && !starts_like(statement.word(0), "exit-")) return false;
    reader_.structural(statement);
    if (end) {
      frames_.resize(1);
      return true;
    }
    while (frames_.size() > 1 &&
           (frames_.back().indent > statement.indent || (exit && frames_.back().implied))) {
      frames_.pop_back();
    }
    if (frames_.size() > 1 && (exit || frames_.back().indent == statement.indent)) frames_.pop_back();
    return true;
  }

  /// The frames to try, in order. The first one answers when none of them takes the statement.
  std::vector<std::size_t> candidates(const Statement& statement) {
    std::size_t owner = frames_.size() - 1;  // by indentation
    while (owner > 0 && frames_[owner].indent >= statement.indent) --owner;
    frames_[owner].had_children = true;
    if (owner > 0 && frames_[owner].takes_all()) return {owner};
    std::vector<std::size_t> flat;  // open blocks whose lines, if they have any, are not indented
    for (std::size_t at = frames_.size(); at-- > owner + 1;) {
      const Frame& frame = frames_[at];
      if (!frame.had_children && !frame.implied && frame.indent == statement.indent) flat.push_back(at);
    }
    std::vector<std::size_t> order;
    if (!indented_) order = flat;
    for (std::size_t at = owner + 1; at-- > 0;) order.push_back(at);
    if (indented_) order.insert(order.end(), flat.begin(), flat.end());
    return order;
  }

  /// `only_meaningful`: an outer mode takes a line of an inner block only where it means something; a
  /// broad irrelevant row must not hide what the inner mode does not know.
  bool try_frame(std::size_t at, bool only_meaningful, const Statement& statement, bool& wrong_arguments) {
    const Mode<Reader>* mode = frames_[at].mode;
    if (mode == nullptr) return false;
    const PatternIndex::Found found = mode->find(statement);
    wrong_arguments = wrong_arguments || found.wrong_arguments;
    if (found.pattern < 0) return false;
    const Row<Reader>& row = mode->row(found.pattern);
    if (found.taken_back && row.line_class == LineClass::used) {
      wrong_arguments = true;
      return false;
    }
    if (only_meaningful && (row.line_class == LineClass::irrelevant || found.taken_back)) return false;
    frames_.resize(at + 1);
    reader_.apply(row, found.arguments, found.taken_back, *mode);
    if (!found.taken_back) open_block(row, statement);
    return true;
  }

  void open_block(const Row<Reader>& row, const Statement& statement) {
    if (row.enters != nullptr) {
      const Mode<Reader>& mode = row.enters();
      frames_.push_back({&mode, mode.rest(), statement.indent, false, false});
    } else if (row.block) {
      frames_.push_back({nullptr, &row, statement.indent, false, false});
    } else if (indented_ && row.line_class != LineClass::used) {
      frames_.push_back({nullptr, &row, statement.indent, false, true});
    }
  }

  void nobody_takes(const Statement& statement, std::size_t innermost, bool wrong_arguments) {
    frames_.resize(innermost + 1);
    const Row<Reader>* row = frames_[innermost].row;
    const bool implied = !frames_[innermost].takes_all();
    if (row != nullptr) {
      reader_.apply(*row, Arguments(statement), statement.mood != Mood::plain, enclosing_mode(innermost));
    } else {
      reader_.unknown(statement, wrong_arguments, enclosing_mode(innermost));
    }
    // What stands below a line that nobody takes shares its fate.
    if (indented_) frames_.push_back({nullptr, row, statement.indent, false, implied});
  }

  [[nodiscard]] const Mode<Reader>& enclosing_mode(std::size_t at) const {
    while (frames_[at].mode == nullptr) --at;  // the outermost frame has one
    return *frames_[at].mode;
  }

  Reader& reader_;
  bool indented_;
  std::vector<Frame> frames_;
};

}  // namespace sekisho::config
