// Bidirectional flows from records of one direction each.
#pragma once

#include "capture/records/record_reader.hpp"

#include <sekisho/capture/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <tuple>

namespace sekisho::capture {

/// A router exports a flow that goes on in pieces (its active timeout), and each direction for itself. Pieces
/// of the same ends and ports belong together unless more than `idle` lies between them, or a session of TCP
/// that was closed is opened again. VLANs are no part of that: a router tells the one where packets came in,
/// which differs between the directions.
class Pairing {
 public:
  Pairing(std::size_t most_flows, FlowSink sink) : most_(most_flows), sink_(std::move(sink)) {}

  /// `record` is one of a direction; numbers of lines stand in its opener's frames.
  void add(const Record& record);
  /// Hands over all that is left, in the order of their first records.
  void finish();

  /// True when flows were handed over for want of room: they may have been handed over in parts.
  [[nodiscard]] bool has_evicted() const { return evicted_; }

  static constexpr std::chrono::seconds idle{120};

 private:
  struct Paired {
    Flow flow;
    bool in_order = false;
    Timestamp opener_first;
    Timestamp responder_first;
  };
  using Ends = std::tuple<Address, std::uint16_t, Address, std::uint16_t, std::uint8_t, std::uint16_t>;
  using Entry = std::list<Paired>::iterator;

  [[nodiscard]] static Ends ends_of(const FlowKey& key);
  [[nodiscard]] static bool belongs_to(const Paired& paired, const Flow& piece, bool forth);
  void begin(const Ends& ends, const Record& record);
  void hand_over(Entry entry);

  std::size_t most_;
  FlowSink sink_;
  std::list<Paired> open_;  // the one that grew longest ago first
  std::map<Ends, Entry> by_ends_;
  bool evicted_ = false;
};

}  // namespace sekisho::capture
