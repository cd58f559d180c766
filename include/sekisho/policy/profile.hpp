// Profiles: a policy as data. YAML under policies/; format in docs/adding-a-requirement.md.
#pragma once

#include <sekisho/policy/requirement.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// `policy`: the text of one organisation. `model`: a model of the guideline (α, β, ...). `base`: rows that
/// several profiles share; a snapshot cannot name it.
enum class ProfileKind : std::uint8_t { policy, model, base };
[[nodiscard]] std::string_view name_of(ProfileKind kind);  // "policy", "model", "base"

/// Which segments a row speaks of: classes, or the words `any`, `inside`, `outside`; less `except`.
struct SegmentSelector {
  std::vector<std::string> classes;
  std::vector<std::string> except;

  [[nodiscard]] bool selects(const Segment& segment) const;
};

/// One row of a profile: a statement about every ordered pair of segments that it selects, or a practice.
struct ProfileRow {
  std::string id;
  LocalText title;
  RequirementKind kind = RequirementKind::separation;
  Semantics semantics = Semantics::packet;
  Practice practice{};  // rows of kind practice, which have no segments
  SegmentSelector from;
  SegmentSelector to;
  std::vector<std::string> allow;  // channel methods that may carry traffic of the pair
  std::vector<std::string> clauses;
  LocalText confirm;  // see Requirement::confirm
  Span span;
};

/// One clause of the policy's own text, and how it is checked: by the rows that cite it, by a statement,
/// or not at all for a reason that is given.
struct Clause {
  std::string id;              // "shiroishi-2.4.1-1a"
  std::string number;          // as the policy numbers it: "2.4.1(1)前段"
  std::string attestation_id;  // "SHIROISHI-ATT-2.4.1-1a"
  LocalText term;
  LocalText demand;                 // in one line, in our words
  std::vector<std::string> checks;  // of the catalogue of checks: "CHK-02"
  std::vector<std::string> rows;    // taken-over rows that check it as well
  LocalText attest;                 // what somebody has to state; empty when nothing
  LocalText not_checkable;          // why nothing can be checked; empty when something can
  Span span;
};

/// What the policy counts to a segment class, where policies differ.
struct SegmentMeaning {
  std::string class_name;
  LocalText meaning;
  // Of the words `my-number` (個人番号利用事務), `family-register` (戸籍), `internet-vpn` (a private line led
  // over the internet) and `own-exit` (an internet exit beside the security cloud).
  std::vector<std::string> includes;
  std::vector<std::string> excludes;
};

/// The name of a profile and where it is written.
struct ProfileReference {
  std::string name;
  Span span;
};

struct Profile {
  std::string name;
  ProfileKind kind = ProfileKind::policy;
  LocalText title;
  LocalText edition;  // date or number of the text; empty when unknown
  std::vector<ProfileReference> extends;
  ApproverRole approver;  // whose permission an exception needs
  std::vector<SegmentMeaning> segments;
  std::vector<ProfileRow> rows;
  std::vector<Clause> clauses;

  [[nodiscard]] const ProfileRow* find_row(std::string_view id) const;
  [[nodiscard]] const Clause* find_clause(std::string_view id) const;
  /// The rows that cite a clause.
  [[nodiscard]] std::vector<const ProfileRow*> rows_of(const Clause& clause) const;
};

/// Reads a profile from YAML text as it stands there, without what it extends. What is wrong is reported
/// with its place, and the rest kept; nothing when no profile can be made of it.
[[nodiscard]] std::optional<Profile> read_profile(const std::string& text, const std::string& file,
                                                  DiagnosticSink& sink);

/// The profile of that name with what it extends: `folder`/NAME.yaml when a folder is given, else one built
/// into the program. Reports besides what read_profile does: unknown names, profiles that extend each other,
/// clauses that nothing checks, and rows that cite a clause which the profile lacks.
[[nodiscard]] std::optional<Profile> find_profile(const std::string& name, const std::string& folder,
                                                  const Span& asked_at, DiagnosticSink& sink);

/// Names of the built-in profiles, sorted.
[[nodiscard]] std::vector<std::string> builtin_profiles();

/// A profile applied to the segments and devices of a snapshot: its rows in the profile's order, then the
/// snapshot's (a pair that two rows select belongs to the first of them), then its attestations.
[[nodiscard]] std::vector<Requirement> compile(const Profile& profile, const Snapshot& snapshot);

/// The profiles that a snapshot names.
struct Policies {
  std::optional<Profile> policy;
  std::optional<Profile> model;
  std::vector<std::string> files;  // of a folder given: every one that was looked for, there or not

  /// The one that gives the report its name: the policy, else the model.
  [[nodiscard]] const Profile& leading() const { return policy ? *policy : *model; }
  /// "shiroishi", "alpha", or "shiroishi+alpha".
  [[nodiscard]] std::string name() const;
};

/// The policy and the model of a snapshot; nothing when it names neither or one of them cannot be read
/// (reported).
[[nodiscard]] std::optional<Policies> find_policies(const Snapshot& snapshot, const std::string& folder,
                                                    DiagnosticSink& sink);

/// Requirements of the policy, then of the model. Exceptions to the model are the policy's to approve.
/// What the snapshot has on record for requirements that are in neither is remarked on.
[[nodiscard]] std::vector<Requirement> compile(const Policies& policies, const Snapshot& snapshot,
                                               DiagnosticSink& sink);

}  // namespace sekisho
