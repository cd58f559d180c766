// Command patterns: how a row of a language's table says which commands it takes.
//
//   ip address <ipv4> <mask> [secondary]     literals, typed slots, an optional literal
//   ip nat inside|outside                    a choice
//   ip route [vrf <word>] <ipv4> <mask> ...  an optional group; `...` takes what is left, or nothing
//   no shutdown                              the command taken back (Mood::negated)
//
// Slots: <word>, <number>, <1-4094>, <ipv4>, <mask> (contiguous netmask), <prefix4> (a.b.c.d/n), <ipv6>,
// <prefix6>, <text> (one or more words up to the end of the line). Slots, choices, literals alone in
// brackets and `...` are captured and counted from 0 in the order of the pattern; an optional capture
// that is absent keeps its number.
//
// Literals may be cut short as on the device's own command line: a word stands for the one literal that
// it begins, where there is only one at that place of the table. A pattern that takes the words in full
// comes before one that needs them completed.
#pragma once

#include "config/syntax/statement.hpp"

#include <sekisho/base/address.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config {

/// What a row captured from a statement.
class Arguments {
 public:
  static constexpr std::size_t limit = 12;

  explicit Arguments(const Statement& statement) : statement_(&statement) { at_.fill(absent); }

  [[nodiscard]] const Statement& statement() const { return *statement_; }
  [[nodiscard]] int line() const { return statement_->line; }
  [[nodiscard]] bool has(std::size_t capture) const { return at_[capture] != absent; }
  [[nodiscard]] std::string_view word(std::size_t capture) const;
  [[nodiscard]] std::string text(std::size_t capture) const { return std::string(word(capture)); }
  /// From the captured word to the end of the line, as written.
  [[nodiscard]] std::string_view rest(std::size_t capture) const;
  /// Index of the captured word in the statement; its size when nothing was captured.
  [[nodiscard]] std::size_t index(std::size_t capture) const;
  [[nodiscard]] bool is(std::size_t capture, std::string_view literal) const;
  /// For slots that were matched as such.
  [[nodiscard]] long number(std::size_t capture) const;
  [[nodiscard]] Address address(std::size_t capture) const;
  [[nodiscard]] Prefix prefix(std::size_t capture) const;

  void set(std::size_t capture, std::size_t word_index) { at_[capture] = static_cast<int>(word_index); }
  void clear(std::size_t capture) { at_[capture] = absent; }

 private:
  static constexpr int absent = -1;
  const Statement* statement_;
  std::array<int, limit> at_{};
};

/// A decimal number without sign, at most nine digits.
[[nodiscard]] std::optional<long> parse_number(std::string_view text);

/// One step of a pattern.
struct PatternElement {
  enum class Kind : unsigned char { literal, choice, slot, rest };
  enum class Slot : unsigned char { word, number, ipv4, mask, prefix4, ipv6, prefix6, text };
  Kind kind = Kind::literal;
  Slot slot = Slot::word;
  std::vector<std::string> literals;  // one, or the alternatives of a choice
  long low = 0;
  long high = 0;  // bounds of a number; none when low > high
  int capture = -1;
};

/// All patterns of one table, found by their leading literals.
class PatternIndex {
 public:
  PatternIndex();
  ~PatternIndex();
  PatternIndex(PatternIndex&&) noexcept;
  PatternIndex& operator=(PatternIndex&&) noexcept;

  /// Adds a pattern; it gets the next number from 0. A malformed pattern is a bug (assertion).
  void add(std::string_view pattern);

  struct Found {
    int pattern = -1;
    /// The statement takes back (`no`, `default`) the command of a pattern that stands for the plain
    /// form; nothing was captured.
    bool taken_back = false;
    /// The leading literals of some pattern were there, but not the arguments that it asks for.
    bool wrong_arguments = false;
    Arguments arguments;
  };
  [[nodiscard]] Found find(const Statement& statement) const;

 private:
  struct Node;
  struct Tail;
  [[nodiscard]] static std::vector<const Node*> descend(const Node& root, const Statement& statement,
                                                        bool abbreviations);
  [[nodiscard]] bool match_path(const std::vector<const Node*>& path, Found& found) const;

  std::unique_ptr<Node> plain_;
  std::unique_ptr<Node> negated_;
  std::vector<Tail> tails_;  // by pattern number
};

}  // namespace sekisho::config
