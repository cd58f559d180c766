// The account of a file's lines while it is read: every line ends in exactly one class.
#pragma once

#include <sekisho/config/parse.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::config {

/// Hides the secrets of one line (keys, hashes, communities, certificates) behind `********`;
/// each language brings its own.
using MaskLine = std::string (*)(std::string_view line);

/// What stands in the place of a secret.
inline constexpr std::string_view masked_secret = "********";

class LineLedger {
 public:
  /// Splits `text` into lines (LF, CRLF or CR; a missing last newline is fine). A CR by itself ends a
  /// line only in a text without any LF, so that the count is that of `wc -l` for all others. Blank
  /// lines start as `used`; all others wait to be classified.
  LineLedger(std::string_view text, std::string file, std::string_view language, MaskLine mask);

  [[nodiscard]] int line_count() const { return static_cast<int>(lines_.size()); }
  /// Line `line` (from 1) as it stands, without its line end. Empty for a line that is not there.
  [[nodiscard]] std::string_view line(int line) const;
  /// The same with secrets masked and blanks trimmed: what RuleSource::text and issues show.
  [[nodiscard]] std::string shown(int line) const;
  [[nodiscard]] Span span(int line) const;
  [[nodiscard]] RuleSource source(int line, std::string label = {}) const;

  /// For secrets that no MaskLine can know by the one line (values of several lines, keys that are
  /// secret in one section only): nothing of `line` is shown but its indentation and the `keep`
  /// characters behind it. To be said before any source() or remark on that line.
  void conceal(int line, std::size_t keep = 0);

  void used(int line) { classify(line, LineClass::used); }
  void irrelevant(int line) { classify(line, LineClass::irrelevant); }
  /// Classes with a remark. A line that is classified twice keeps the graver class (the order of
  /// LineClass) and all its remarks.
  void approximated(int line, Code code, std::vector<std::string> arguments = {});
  void unsupported(int line, Code code, std::vector<std::string> arguments = {});
  void invalid(int line, Code code, std::vector<std::string> arguments = {});

  [[nodiscard]] bool is_classified(int line) const;

  /// Lines that nobody classified become `unsupported` with Code::line_not_understood. The remarks
  /// come out in the order of their lines.
  [[nodiscard]] FileReport finish(std::string device);

 private:
  void classify(int line, LineClass line_class);
  void remark(int line, LineClass line_class, Code code, std::vector<std::string> arguments);
  [[nodiscard]] bool exists(int line) const { return line >= 1 && line <= line_count(); }
  [[nodiscard]] std::string masked(int line) const;

  std::string text_;
  std::string file_;
  std::string language_;
  MaskLine mask_;
  std::vector<std::pair<std::size_t, std::size_t>> lines_;  // offset in text_, length
  std::vector<signed char> classes_;                        // -1: not classified yet
  std::vector<int> concealed_;                              // characters kept; -1: not concealed
  std::vector<LineIssue> issues_;
};

}  // namespace sekisho::config
