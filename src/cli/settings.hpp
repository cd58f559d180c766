// The options that every command has, read and checked.
#pragma once

#include "cli/run.hpp"

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/report/options.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::cli {

/// The common options as written; empty: not given.
struct CommonArguments {
  std::string format;
  std::string output;
  std::string language;
  std::string color;
  std::string jobs;
  std::string date;
  bool quiet = false;
  bool verbose = false;
  bool help = false;
  bool version = false;
};

enum class Format : std::uint8_t { text, json, html, markdown, sarif, junit, csv, jsonl };

/// The spelling of --format: "text", "json", ...
[[nodiscard]] std::string name_of(Format format);

struct Settings {
  Format format = Format::text;
  std::string output;  // empty: standard output
  std::string login;   // name of the user; may be empty
  Language language = Language::en;
  bool color = false;
  int width = 80;
  int jobs = 0;  // 0: as many as there are processors
  Date date;
  report::Detail detail = report::Detail::normal;
  bool progress = false;            // show on the error stream how far the work is
  std::function<int()> interrupts;  // Environment::interrupts

  [[nodiscard]] report::TextOptions text() const { return {language, detail, color, width}; }
  [[nodiscard]] report::JsonOptions json() const;
  [[nodiscard]] report::SarifOptions sarif() const;  // relative to the current folder
};

/// The language that --lang asks for, else that of the locale (LC_ALL, LC_MESSAGES, LANG); English
/// where neither says Japanese. Wrong values of --lang are left to settings_of.
[[nodiscard]] Language language_of(const std::string& wanted, const Environment& environment);

/// --lang among the arguments, before they are parsed: usage errors are told in that language too.
[[nodiscard]] std::string language_argument(const std::vector<std::string>& args);

/// Checks the common options; what is wrong is reported and left at its default. `formats`: those that the
/// command can write.
[[nodiscard]] Settings settings_of(const CommonArguments& arguments, const std::vector<Format>& formats,
                                   const Environment& environment, DiagnosticSink& sink);

/// Reads a whole number in first..last.
[[nodiscard]] std::optional<int> number_in(const std::string& text, int first, int last);

}  // namespace sekisho::cli
