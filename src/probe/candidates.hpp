// Packets that come near to crossing a border, in the order in which they are worth trying.
#pragma once

#include <sekisho/forwarding/graph.hpp>
#include <sekisho/probe/plan.hpp>

#include <string>
#include <vector>

namespace sekisho::probe {

struct Candidate {
  Purpose purpose = Purpose::usual_service;
  std::string channel;
  Packet packet;
};

/// Candidates of one network. Confined to the thread of the graph.
class Candidates {
 public:
  Candidates(const ForwardingGraph& graph, const Date& date) : graph_(graph), date_(date) {}

  /// `any_source`: also packets that bear addresses of others, or belong to no session.
  [[nodiscard]] std::vector<Candidate> between(SegmentIndex from, SegmentIndex to, bool any_source) const;
  /// To the addresses of a device itself.
  [[nodiscard]] std::vector<Candidate> to_device(SegmentIndex from, DeviceIndex device) const;
  /// A packet of a channel that gets to its receiver, from one of its senders; where none does, one that
  /// should.
  [[nodiscard]] std::vector<Candidate> of_channel(const Channel& channel) const;

 private:
  [[nodiscard]] PacketSet addresses(const ChannelEnd& end, Field field) const;
  [[nodiscard]] PacketSet services(const std::vector<Service>& services) const;
  void add(std::vector<Candidate>& candidates, Purpose purpose, const std::string& channel, SegmentIndex from,
           const PacketSet& packets) const;
  void add_usual(std::vector<Candidate>& candidates, SegmentIndex from, const PacketSet& reach) const;

  const ForwardingGraph& graph_;
  Date date_;
};

}  // namespace sekisho::probe
