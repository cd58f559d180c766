// What a bench prints: named figures, as lines for people or as CSV for `bench/plot.py`.
#pragma once

#include "measure.hpp"

#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::bench {

class Figures {
 public:
  template <typename Value>
  void add(std::string name, const Value& value) {
    std::ostringstream text;
    text << value;
    figures_.emplace_back(std::move(name), text.str());
  }

  /// As `seconds` and `cpu_seconds`, or with `_step` behind them.
  void add_duration(const Duration& duration, const std::string& step = "") {
    const std::string suffix = step.empty() ? "" : "_" + step;
    add("seconds" + suffix, duration.seconds);
    add("cpu_seconds" + suffix, duration.cpu_seconds);
  }

  /// `name value` per line, or with `csv` a line of names and a line of values. Names and values have
  /// no commas.
  void print(std::ostream& out, bool csv) const {
    if (!csv) {
      for (const auto& [name, value] : figures_) out << name << ' ' << value << '\n';
      return;
    }
    for (std::size_t i = 0; i < figures_.size(); ++i) out << (i > 0 ? "," : "") << figures_[i].first;
    out << '\n';
    for (std::size_t i = 0; i < figures_.size(); ++i) out << (i > 0 ? "," : "") << figures_[i].second;
    out << '\n';
  }

 private:
  std::vector<std::pair<std::string, std::string>> figures_;
};

}  // namespace sekisho::bench
