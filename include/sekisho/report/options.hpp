// How reports are to be written.
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <cstdint>
#include <string>

namespace sekisho::report {

/// `brief`: the summary line only. `full`: nothing is folded or cut short.
enum class Detail : std::uint8_t { brief, normal, full };

struct TextOptions {
  Language language = Language::en;
  Detail detail = Detail::normal;
  bool color = false;
  int width = 80;  // columns to lay out for; file names and config lines may still be longer
};

struct JsonOptions {
  Language language = Language::en;  // of `title`, `label`, `message`; both languages stand beside them
  std::string version;               // of the program that writes it
  bool on_one_line = false;          // so that several documents can follow each other, one a line
};

struct HtmlOptions {
  Language language = Language::en;
  std::string version;         // of the program that writes it
  std::string operator_name;   // who ran it; empty: not stated
  std::string handling_label;  // on every page; empty: the usual one of the language
};

struct SarifOptions {
  Language language = Language::en;
  std::string version;  // of the program that writes it
  std::string root;     // absolute paths below this folder are written relative to it; empty: none are
};

}  // namespace sekisho::report
