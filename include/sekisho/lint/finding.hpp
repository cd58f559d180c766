// What `lint` finds in filters, objects and devices.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/model/filter.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

enum class FindingKind : std::uint8_t {
#define SEKISHO_FINDING(enumerator, name) enumerator,
#include <sekisho/lint/kinds.def>
#undef SEKISHO_FINDING
};

[[nodiscard]] std::string_view name_of(FindingKind kind);  // "permit-any", ...
[[nodiscard]] std::optional<FindingKind> find_finding_kind(std::string_view name);
[[nodiscard]] const std::vector<FindingKind>& all_finding_kinds();

/// A packet that shows a finding, and between which interfaces (empty: any).
struct FindingExample {
  Packet packet;
  std::string ingress;
  std::string egress;
};

/// The label of a setting that the device has although no line says so: its text is the command that would.
inline constexpr std::string_view default_label = "default";

struct Finding {
  FindingKind kind = FindingKind::redundant;
  Severity severity = Severity::note;
  std::string device;
  std::string filter;          // its name; empty where the finding is about no filter
  RuleSource rule;             // the lines that it is about; no text where nothing of the config is
  std::vector<RuleSource> by;  // the lines responsible
  std::size_t more_by = 0;     // how many more there may be that are not listed
  std::optional<FindingExample> example;
  Diagnostic message;              // a sentence of the catalogue; its span is that of `rule`
  std::vector<std::string> opens;  // "lg -> mn": pairs of segments between which it lets packets through
  std::string suppressed;          // the reason, when the snapshot says to be silent about it
  bool old = false;                // the baseline has it
};

}  // namespace sekisho
