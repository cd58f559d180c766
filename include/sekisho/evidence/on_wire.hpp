// What captures show of each requirement, beside its verdict. Presence only: that nothing was seen against a
// requirement proves nothing.
#pragma once

#include <sekisho/evidence/confirm.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sekisho::evidence {

/// One requirement on the wire.
struct OnWire {
  bool watched = false;             // frames of one of its ends pass a capture point
  std::uint64_t flows = 0;          // from the one end to the other; of a channel: its own
  std::uint64_t answered = 0;       // of a channel only
  std::uint64_t against = 0;        // flows that break it
  std::optional<Outcome> farthest;  // of those
};

/// The results of a run, by requirement.
class OnWireIndex {
 public:
  explicit OnWireIndex(const ConfirmResult& result);

  /// Nothing for a requirement that is not about packets between two ends: no single flow tells of it.
  [[nodiscard]] std::optional<OnWire> of(const Requirement& requirement) const;

 private:
  [[nodiscard]] bool is_watched(const Requirement& requirement) const;

  std::set<std::string> unwatched_;  // segments
  std::map<std::pair<std::string, std::string>, std::uint64_t> flows_;
  std::map<std::string, const ChannelSeen*> channels_;                    // by id
  std::map<std::string, std::pair<std::uint64_t, Outcome>> accusations_;  // by requirement
};

}  // namespace sekisho::evidence
