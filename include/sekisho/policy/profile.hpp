// Profiles: a policy as data. YAML under policies/; format in docs/adding-a-requirement.md.
#pragma once

#include <sekisho/policy/requirement.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// Which segments a row speaks of: classes, or the words `any`, `inside`, `outside`; less `except`.
struct SegmentSelector {
  std::vector<std::string> classes;
  std::vector<std::string> except;

  [[nodiscard]] bool selects(const Segment& segment) const;
};

/// One row of a profile: a statement about every ordered pair of segments that it selects.
struct ProfileRow {
  std::string id;
  LocalText title;
  RequirementKind kind = RequirementKind::separation;
  Semantics semantics = Semantics::packet;
  SegmentSelector from;
  SegmentSelector to;
  std::vector<std::string> allow;  // channel methods that may carry traffic of the pair
  std::vector<std::string> clauses;
  Span span;
};

struct Profile {
  std::string name;
  LocalText title;
  std::vector<ProfileRow> rows;
};

/// Reads a profile from YAML text. What is wrong is reported with its place, and the rest kept;
/// nothing when no profile can be made of it.
[[nodiscard]] std::optional<Profile> read_profile(const std::string& text, const std::string& file,
                                                  DiagnosticSink& sink);

/// The profile of that name: `folder`/NAME.yaml when a folder is given, else one built into the program.
[[nodiscard]] std::optional<Profile> find_profile(const std::string& name, const std::string& folder,
                                                  const Span& asked_at, DiagnosticSink& sink);

/// Names of the built-in profiles, sorted.
[[nodiscard]] std::vector<std::string> builtin_profiles();

/// The rows of a profile applied to the segments and devices of a snapshot, in the profile's order,
/// then the snapshot's. A pair that two rows select belongs to the first of them.
[[nodiscard]] std::vector<Requirement> compile(const Profile& profile, const Snapshot& snapshot);

}  // namespace sekisho
