// Lines of options, as iptables, ip6tables and ipset print and read them:
//
//   [12:720] -A FORWARD ! -s 10.0.0.0/8 -p tcp -m multiport --dports 22,80 -m comment --comment "to \"lg\""
//   -j web
//
// An option starts with `-` and takes the words up to the next option; `!` in front of it, or between it and
// its first word as old versions write it, negates it. How many words an option has is not asked here, so an
// option that nobody knows cannot derail the ones behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config {

struct OptionWord {
  std::string text;     // without quotes and escapes
  bool quoted = false;  // a quoted word is never an option, whatever it starts with
};

/// The words of a line. Double quotes keep blanks together, with `\` before a quote or a `\`; single quotes
/// keep everything. A quote that is not closed goes to the end of the line.
[[nodiscard]] std::vector<OptionWord> split_option_words(std::string_view line);

struct Option {
  std::string name;  // with its dashes: "-s", "--dport"; of "--dport=22" without the value
  std::vector<std::string> values;
  bool negated = false;
  [[nodiscard]] std::string value() const { return values.empty() ? std::string() : values.front(); }
};

struct OptionLine {
  std::vector<std::string> leading;  // words in front of the first option
  std::vector<Option> options;
  bool stray_negation = false;  // a `!` that negates nothing
};

[[nodiscard]] OptionLine read_option_line(const std::vector<OptionWord>& words);

}  // namespace sekisho::config
