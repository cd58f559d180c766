// Verdicts: what was asked, what was found, how strong the finding is, and the evidence for it.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/model/snapshot.hpp>
#include <sekisho/packetset/packet_set.hpp>
#include <sekisho/policy/requirement.hpp>
#include <sekisho/simulation/trace.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// `proved`: may reaches nothing forbidden. `violated`: must does, and a witness packet was replayed.
/// `unproved`: neither. `excepted`: violated or unproved only inside an exception in force. `attested`:
/// somebody has stated what no config shows.
enum class Verdict : std::uint8_t { proved, violated, unproved, excepted, attested };

/// How strong a proof is; an auditor reads it beside the verdict.
enum class Assurance : std::uint8_t { none, current_routing, any_routing, no_path };

[[nodiscard]] std::string_view name_of(Verdict verdict);      // "proved", ...
[[nodiscard]] std::string_view name_of(Assurance assurance);  // "none", "current-routing", ...

/// A config line that lets forbidden packets through, and why it is named.
struct BlamedRule {
  enum class Role : std::uint8_t { filter, translation, route, layer2, unfiltered };
  Role role = Role::filter;
  std::string device;
  RuleSource source;
  /// The packets of the violation that pass it, as they are where it stands. Kept where they were asked for
  /// (CubeLimits::blamed): none and not complete otherwise.
  std::vector<Cube> part;
  bool part_complete = false;
};
[[nodiscard]] std::string_view name_of(BlamedRule::Role role);

/// One session of a chain over stepping stones.
struct ChainStep {
  std::string from;  // segment names
  std::string to;
  Packet sent;
  TracePath path;
};

/// One forbidden flow that the configs certainly let through.
struct Violation {
  Packet sent;                      // as the source puts it on the wire
  Packet arrived;                   // as it arrives, after translation
  TracePath path;                   // replayed by the simulator, hop by hop
  std::optional<TracePath> answer;  // session semantics: how the answer comes back
  std::vector<BlamedRule> rules;    // all rules that let any packet of the violation through
  std::vector<Cube> forbidden;      // the forbidden packets that arrive, as readable cubes (first few)
  bool forbidden_complete = true;
  /// Relays: the sessions one after the other, of which the last is the one above; else empty.
  std::vector<ChainStep> chain;
};

/// A set of packets for readers, in its two parts.
struct FlowCubes {
  std::vector<Cube> certain;
  bool certain_complete = true;  // false: more cubes than the limit
  std::vector<Cube> possible;
  bool possible_complete = true;
};

/// Packets that a reason is about, and one of them.
struct ReasonPackets {
  FlowCubes cubes;
  std::optional<Packet> example;
};

/// Why a requirement is not proved, or what a verdict rests on; `because` is a sentence of the catalogue.
struct Reason {
  std::string device;
  Diagnostic because;
  std::string text;  // the config line in the way, when there is one
  std::optional<ReasonPackets> packets = std::nullopt;
};

struct RequirementResult {
  Requirement requirement;
  Verdict verdict = Verdict::unproved;
  Assurance assurance = Assurance::none;
  /// Proved at this level although packets may arrive: no answer to them can come back (session semantics).
  bool for_want_of_answers = false;
  std::vector<Reason> reasons;
  std::vector<Violation> violations;  // also of what is only to be confirmed (Requirement::confirm)
  std::vector<std::string> channels;  // ids of sanctioned channels that were taken out
  std::string exception;              // id of the exception in force, when verdict is excepted
  std::string attestation;            // id of the one that counts, when verdict is attested
};

}  // namespace sekisho
