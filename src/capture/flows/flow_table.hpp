// The flows that are open, found by the two ends and all else in their key.
#pragma once

#include <sekisho/capture/flow.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sekisho::capture {

/// A flow and what is needed to follow it. Its parts are touched with each packet, so it fills whole cache
/// lines.
struct alignas(64) OpenFlow {
  Flow flow;
  std::uint64_t number = 0;       // in the order in which flows began
  std::uint64_t last_packet = 0;  // count of packets of all flows when its last one came
  std::uint32_t hash = 0;
  bool in_use = false;
  // TCP, by side: the number that its first packet has or implies, and what was seen.
  std::uint32_t initial_sequence[2] = {0, 0};
  std::uint32_t data_end[2] = {0, 0};  // sequence number behind the last data
  bool has_sequence[2] = {false, false};
  bool sent_data[2] = {false, false};
};

/// Which flow a packet is of, and who sends it.
struct FlowQuery {
  FlowKey key;  // source is who sends this packet
  std::uint32_t hash = 0;
  std::uint64_t ends = 0;  // hash of all but the VLAN tags
};

class FlowTable {
 public:
  explicit FlowTable(std::size_t most_flows);

  /// Completes a query by its hash, which is the same for both directions.
  void prepare(FlowQuery& query) const;
  /// The flow of a packet, in whichever direction; null when there is none. `side` is who sends it.
  [[nodiscard]] OpenFlow* find(const FlowQuery& query, Side& side);
  /// A flow with tags of which only one side was seen, and to which the packet of the query would be the
  /// other side's first, in another VLAN: from now on it is. Null when there is none.
  OpenFlow* join(const FlowQuery& query);
  /// Adds a flow, whose opener is the query's source. Only while not full().
  OpenFlow& add(const FlowQuery& query);
  void remove(OpenFlow& open);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool full() const { return size_ >= most_; }

  /// All that are open, in no order.
  [[nodiscard]] std::vector<OpenFlow*> all();

 private:
  [[nodiscard]] std::size_t bucket_of(std::uint32_t hash) const { return hash & (buckets_.size() - 1); }
  [[nodiscard]] OpenFlow& at(std::uint32_t slot) const { return chunks_[slot / chunk][slot % chunk]; }
  [[nodiscard]] std::uint32_t free_slot();
  void grow();
  void insert(std::uint32_t slot, std::uint32_t hash);
  void take_out(std::uint32_t slot, std::uint32_t hash);

  static constexpr std::uint32_t none = 0xffffffff;
  static constexpr std::size_t chunk = 1024;

  /// Open addressing with linear probing: the hash stands beside the slot so that most others are passed by
  /// without touching their flow.
  struct Bucket {
    std::uint32_t slot = none;
    std::uint32_t hash = 0;
  };

  std::size_t most_;
  std::uint64_t seed_;
  std::size_t size_ = 0;
  std::size_t taken_ = 0;  // buckets
  std::uint64_t begun_ = 0;
  std::vector<Bucket> buckets_;
  std::vector<std::unique_ptr<OpenFlow[]>> chunks_;  // of slots, which stay where they are
  std::size_t slots_ = 0;                            // of the chunks, used at least once
  std::vector<std::uint32_t> free_;
  std::unordered_map<std::uint64_t, std::uint32_t>
      tagged_;  // slot of the latest flow with tags between two ends
};

}  // namespace sekisho::capture
