// What `confirm` finds on the wire.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/capture/flow.hpp>
#include <sekisho/model/filter.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::evidence {

enum class Kind : std::uint8_t {
#define SEKISHO_EVIDENCE(enumerator, name) enumerator,
#include <sekisho/evidence/kinds.def>
#undef SEKISHO_EVIDENCE
};

[[nodiscard]] std::string_view name_of(Kind kind);  // "forbidden-flow", ...
[[nodiscard]] const std::vector<Kind>& all_kinds();

/// How far a packet is known to have come. A capture in front of a filter shows that somebody tried; only
/// behind it, or by an answer, it shows that the packet got through. From the least to the most.
enum class Outcome : std::uint8_t {
  tried,     // seen where its sender is, or nobody knows where; no answer
  passed,    // seen behind the sender's own network, not yet at its destination's
  arrived,   // seen in the network of its destination
  answered,  // a session: the destination has answered
};
[[nodiscard]] std::string_view name_of(Outcome outcome);  // "tried", ...

/// One flow as one capture shows it: enough to open its packets in Wireshark.
struct SeenFlow {
  std::string file;
  std::string point;            // capture point; empty: none is declared
  std::uint32_t interface = 0;  // of the file
  Packet packet;                // the opener's header
  std::vector<std::uint16_t> vlans;
  capture::Tunnel tunnel = capture::Tunnel::none;  // that it is inside of
  std::uint32_t tunnel_id = 0;
  std::uint16_t inner_vlan = 0;
  std::optional<capture::TunnelEnds> tunnel_ends;  // nothing: not known
  Outcome outcome = Outcome::tried;
  bool in_records = false;  // of a file of flow records: what is said of frames below is said of its lines
  std::uint64_t first_frame = 0;
  std::uint64_t last_frame = 0;
  std::uint64_t first_answer = 0;  // frame; 0: none
  std::uint64_t packets = 0;       // both ways
  capture::Timestamp first;
  capture::Timestamp last;
};

/// A config line that a finding is about.
struct NamedRule {
  std::string device;
  RuleSource source;
  friend bool operator==(const NamedRule& a, const NamedRule& b) {
    return a.device == b.device && a.source.span == b.source.span && a.source.label == b.source.label;
  }
};

struct Finding {
  static constexpr std::size_t most_seen = 16;  // flows kept of one finding; all are counted

  Kind kind = Kind::forbidden_flow;
  Severity severity = Severity::note;
  Diagnostic message;              // a sentence of the catalogue, without a span
  std::optional<Outcome> outcome;  // of findings about flows: the most that any of them shows
  std::optional<Packet> packet;    // the same: header of the first of them
  std::string from;                // segments (or devices); empty: not known
  std::string to;
  std::string requirement;           // id; empty: about no requirement
  std::vector<std::string> clauses;  // of the requirement
  std::string channel;               // id; empty: about no channel
  std::vector<SeenFlow> seen;        // the first ones
  std::uint64_t flows = 0;           // all of them
  std::uint64_t packets = 0;
  std::vector<NamedRule> blocking;    // lines that would have stopped it, by the configurations
  std::vector<NamedRule> permitting;  // lines that let it through, by the configurations
};

}  // namespace sekisho::evidence
