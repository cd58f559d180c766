// Which packets may be where, by the configurations: the upper bound that an observed packet is held against.
//
// Only what even `may` excludes contradicts the model. So a sender may write any TCP flags here, every line
// that is not understood lets packets through, and translations are followed: for each possible sender, the
// graph tells the headers that may show up at a place, as they look there.
#pragma once

#include <sekisho/evidence/finding.hpp>
#include <sekisho/evidence/place.hpp>
#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/loading/load.hpp>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sekisho::evidence {

/// Hosts of a segment, or a device.
struct Sender {
  bool device = false;
  std::size_t index = 0;  // SegmentIndex or DeviceIndex
  friend auto operator<=>(const Sender&, const Sender&) = default;
};

/// What the snapshot calls it; "?" of nobody.
[[nodiscard]] std::string name_of(const Network& network, const std::optional<Sender>& sender);

/// Headers, any of which stands for an observed packet (which flags it opened with may not be known).
using Headers = std::vector<Packet>;

class Presence {
 public:
  Presence(const LoadedNetwork& loaded, const Date& date);

  /// True when hosts of the segment, or the device, are in the frame's own network: whatever they send is
  /// there before any filter.
  [[nodiscard]] bool is_local(const Sender& sender, const Spot& spot) const;

  /// True when what the sender sends with an address of its own may come to the spot, looking like that.
  /// May throw PacketSetTooLarge, as all that follows.
  [[nodiscard]] bool may_come(const Sender& sender, const Spot& spot, const Headers& headers);

  /// Every segment of which may_come() is true; where there is none, every device.
  [[nodiscard]] std::vector<Sender> senders_to(const Spot& spot, const Headers& headers);

  /// True when one of the headers, sent by hosts of the segment or by the device, may be delivered to
  /// somebody else; also when it may show up like that on its way anywhere.
  [[nodiscard]] bool may_get_through(const Sender& sender, const Headers& headers);

  /// The lines that end the packet, sent so, by the configurations.
  [[nodiscard]] std::vector<NamedRule> blocking(const Sender& sender, const Packet& packet);
  /// The lines that let it through to a segment or device.
  [[nodiscard]] std::vector<NamedRule> permitting(const Sender& sender, const Packet& packet,
                                                  const Sender& receiver);

 private:
  [[nodiscard]] VertexIndex source_of(const Sender& sender) const;
  [[nodiscard]] VertexIndex sink_of(const Sender& receiver) const;
  [[nodiscard]] const Reachability& run_of(const Sender& sender);
  [[nodiscard]] const PacketSet& at(const Sender& sender, VertexIndex vertex);
  [[nodiscard]] Reachability run_of(const Sender& sender, const Packet& packet);
  [[nodiscard]] bool passes(VertexIndex vertex, const Spot& spot) const;
  [[nodiscard]] bool is_elsewhere(const Sender& sender, VertexIndex vertex) const;

  const LoadedNetwork& loaded_;
  PacketSpace space_;
  ForwardingGraph graph_;
  std::vector<std::vector<VertexIndex>> by_domain_;  // places where frames of a domain are
  std::map<Sender, std::unique_ptr<Reachability>> runs_;
  std::map<std::pair<Sender, VertexIndex>, PacketSet> on_wire_;
};

}  // namespace sekisho::evidence
