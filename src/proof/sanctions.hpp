// Sanctioned communications of one source segment as packet sets.
//
// A channel says who may open sessions to whom. Behind a source translation the opener can no longer be
// told by the source address, so the packets of a source are sorted by the sanctions that their sender
// has, and carry the sort as their `origin` label from the first hop on. At the destination a sanction
// covers packets of its origins whose destination and service are its own; a destination translation
// has been undone by then, so channels name real servers.
#pragma once

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/model/records.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::proof {

/// A channel, or the flows of an exception.
struct Sanction {
  const Channel* channel = nullptr;
  const Exception* exception = nullptr;
  const ChannelEnd* from = nullptr;
  const ChannelEnd* to = nullptr;
  const std::vector<Service>* services = nullptr;
  [[nodiscard]] const std::string& id() const;
};

/// Sanctions of a source segment, with its packets sorted by them.
class Sanctions {
 public:
  /// Senders that have the same sanctions.
  struct Sort {
    PacketSet sources;
    std::vector<std::size_t> members;  // indexes of the sanctions that these sources have
  };

  /// Channels in force and all exceptions whose sender is in `segment`.
  Sanctions(const ForwardingGraph& graph, SegmentIndex segment, const Date& date);

  /// `emission` with an origin label on each packet.
  [[nodiscard]] PacketSet labelled(const PacketSet& packets) const;

  [[nodiscard]] const std::vector<Sanction>& all() const { return sanctions_; }

  /// Disjoint, together everything; the index is the label.
  [[nodiscard]] const std::vector<Sort>& sorts() const { return sorts_; }

  /// Packets that `sanction` covers when they arrive.
  [[nodiscard]] const PacketSet& covered(const Sanction& sanction) const;

 private:
  void split(std::size_t sanction, const PacketSet& sources);
  [[nodiscard]] PacketSet cover_of(std::size_t sanction) const;

  const ForwardingGraph& graph_;
  std::vector<Sanction> sanctions_;
  std::vector<Sort> sorts_;
  mutable std::vector<std::optional<PacketSet>> covered_;  // by sanction, when first asked for
};

}  // namespace sekisho::proof
