// A page of text being written: language, colours, width and the lines so far.
#pragma once

#include <sekisho/report/options.hpp>
#include <sekisho/report/phrase.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report {

/// What a piece of text is; colours are the terminal's own 16, so they suit its background.
enum class Tone : std::uint8_t { plain, strong, faint, good, bad, doubt };

class Page {
 public:
  explicit Page(const TextOptions& options) : options_(options) {}

  [[nodiscard]] const TextOptions& options() const { return options_; }
  [[nodiscard]] Language language() const { return options_.language; }
  [[nodiscard]] bool full() const { return options_.detail == Detail::full; }
  [[nodiscard]] int width() const { return options_.width; }

  [[nodiscard]] std::string say(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return report::say(phrase, options_.language, arguments);
  }
  /// The text in colour, or as it is when the page has none.
  [[nodiscard]] std::string paint(Tone tone, std::string_view text) const;

  void line(std::string_view text = {});
  /// A paragraph, wrapped and indented; `first` stands in front of its first line.
  void paragraph(int indent, std::string_view text, Tone tone = Tone::plain, std::string_view first = {});
  /// A line of a config: its indentation stays, and it is wrapped only where it is too long.
  void config_line(int indent, std::string_view text);
  /// `─── text ───` over the whole width.
  void heading(std::string_view text, Tone tone = Tone::strong);
  void ruler();
  /// `left` at the left end and `right` at the right end, or on two lines where they do not fit.
  void ends(std::string_view left, std::string_view right, Tone tone = Tone::strong);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  TextOptions options_;
  std::string text_;
};

}  // namespace sekisho::report
