// Source spans, and messages to the user in both languages.
//
// Wrong input is a Diagnostic in a sink and the run goes on to the next stage border; an expected
// failure is a Result (result.hpp); a bug is an assertion. Every sentence that a user can read has
// its English and its Japanese form side by side in one table (src/base/catalogue.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

enum class Language : std::uint8_t { en, ja };

/// A place in an input file. Lines and columns count from 1; 0 means unknown.
struct Span {
  std::string file;
  int line = 0;
  int column = 0;
  int end_line = 0;  // last line of a construct of several lines; 0: same as `line`

  friend auto operator<=>(const Span&, const Span&) = default;
};

/// `file:line:column`, leaving out what is unknown.
[[nodiscard]] std::string to_string(const Span& span);

enum class Severity : std::uint8_t { note, warning, error };

/// The code of a message; base/code.hpp lists them. Only who reports a message needs the list: a new
/// sentence does not rebuild everybody who knows what a Diagnostic is.
enum class Code : std::uint16_t;

struct Diagnostic {
  Code code;
  Span span;
  std::vector<std::string> arguments;
};

[[nodiscard]] Severity severity_of(Code code);

/// The stable spelling of a code as in messages.def (`unknown_key`).
[[nodiscard]] std::string_view name_of(Code code);

/// The sentence of a code with its arguments filled in.
[[nodiscard]] std::string sentence(Code code, const std::vector<std::string>& arguments, Language language);

/// `file:line:column: severity: sentence [code]`.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, Language language);

/// Collects diagnostics of a run, in the order reported.
class DiagnosticSink {
 public:
  void report(Code code, Span span, std::vector<std::string> arguments = {});
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }

 private:
  std::vector<Diagnostic> diagnostics_;
  int errors_ = 0;
};

/// The known name nearest to `name` by edit distance; empty when none is near enough to suggest.
[[nodiscard]] std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

/// Every code of the catalogue, for tests and docs.
[[nodiscard]] const std::vector<Code>& all_codes();

}  // namespace sekisho
