// Reading configs: from text to the vendor-neutral device, and an account of every line.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/device.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config {

/// Each line of a file ends in exactly one class.
enum class LineClass : std::uint8_t {
  used,          // its meaning is in the device model (blank lines, comments, block ends included)
  irrelevant,    // a table row says that it cannot affect forwarding
  approximated,  // modelled from both sides, not exactly
  unsupported,   // may affect forwarding; widened by an Uncertainty
  invalid,       // not a line of this language, or its arguments are wrong
};
inline constexpr std::size_t line_class_count = 5;

[[nodiscard]] std::string_view name_of(LineClass line_class);  // "used", ...

/// A remark on a line that is not simply used or irrelevant. `message` is the catalogue's sentence.
struct LineIssue {
  int line = 0;
  LineClass line_class = LineClass::unsupported;
  std::string text;  // the line, trimmed, secrets masked
  Code code;
  std::vector<std::string> arguments;
};

/// How a file was understood.
struct FileReport {
  std::string file;
  std::string language;
  std::string device;               // hostname found
  std::vector<LineClass> lines;     // one per line of the file
  std::vector<std::string> masked;  // each line with its secrets masked, for annotated output
  std::vector<LineIssue> issues;

  [[nodiscard]] int count(LineClass line_class) const;
};

struct ParsedConfig {
  Device device;
  FileReport report;
};

/// A config file: its text and the name that spans and reports carry.
struct ConfigText {
  std::string_view text;
  std::string file;
};

/// A config language: its name and its steps.
///
/// Most systems keep everything in one file. Linux does not: addresses, routes, rules and each family's
/// filters are printed by different commands. Languages that describe one device together form a family;
/// they are read in the order of their rows in the registry, and each adds to what the ones before it
/// made of the device.
struct LanguageEntry {
  std::string_view name;  // "cisco-ios"
  /// How sure the language is that the text is its own: 0 (no) to 100.
  int (*likelihood)(std::string_view text);
  /// Reads one file that is the whole device; null in a language of a family, which has `extend`.
  ParsedConfig (*parse)(std::string_view text, const std::string& file);
  /// Reads the output of the device's "show routing table" command into `device.table`; reports what
  /// it could not read. False when the text is no such table.
  bool (*read_table)(std::string_view text, const std::string& file, Device& device, DiagnosticSink& sink);
  std::string_view family = {};  // "linux"; empty: one file is the whole device. Also Device::language
  /// Languages of a family only: reads all files of one device that are in this language, together, since
  /// one may name what another defines. One report per file, in the same order.
  std::vector<FileReport> (*extend)(const std::vector<ConfigText>& files, Device& device) = nullptr;
};

/// All languages, in a fixed order.
[[nodiscard]] const std::vector<LanguageEntry>& languages();

/// The language of that name, or null.
[[nodiscard]] const LanguageEntry* find_language(std::string_view name);

/// The most likely language of a text, or null when none fits.
[[nodiscard]] const LanguageEntry* detect_language(std::string_view text);

/// Reads one config. Never fails: what is not understood is in the report. `text` may hold anything.
[[nodiscard]] ParsedConfig parse(const LanguageEntry& language, std::string_view text,
                                 const std::string& file);

/// One of several files that describe a device.
struct DeviceFile {
  const LanguageEntry* language = nullptr;
  ConfigText config;
};

/// True when files of these two languages may describe one device together.
[[nodiscard]] bool combine(const LanguageEntry& a, const LanguageEntry& b);

struct ParsedDevice {
  Device device;
  std::vector<FileReport> reports;  // one per file, in the order given
};

/// Reads the files of one device: one file of any language, or several whose languages combine pairwise.
[[nodiscard]] ParsedDevice parse_device(const std::vector<DeviceFile>& files);

}  // namespace sekisho::config
