#include "capture/flows/flow_table.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace sekisho::capture {
namespace {

constexpr std::size_t fewest_buckets = 1024;

std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(state ^ value) * 0x9e3779b97f4a7c15ULL;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash_end(std::uint64_t seed, const Address& address, std::uint16_t port) {
  const auto low = static_cast<std::uint64_t>(address.bits);
  const auto high = static_cast<std::uint64_t>(address.bits >> 64);
  return mix(mix(seed, low ^ std::uint64_t{port} << 48), high);
}

bool same_ends(const FlowKey& one, const FlowKey& other) {
  return one.source_port == other.source_port && one.destination_port == other.destination_port &&
         one.source == other.source && one.destination == other.destination;
}

bool opposite_ends(const FlowKey& one, const FlowKey& other) {
  return one.source_port == other.destination_port && one.destination_port == other.source_port &&
         one.source == other.destination && one.destination == other.source;
}

/// Fetches all of a flow at once, while its key is compared.
void prefetch(const OpenFlow& open) {
  const auto* bytes = reinterpret_cast<const char*>(&open);
  for (std::size_t line = 0; line < sizeof open; line += alignof(OpenFlow))
    __builtin_prefetch(bytes + line, 1);
}

std::uint32_t common_id(const FlowKey& key) { return has_common_id(key.tunnel) ? key.tunnel_id : 0; }

/// All of the key but the two ends, the VLAN tags, and the ICMP type, which is that of the first packet only.
bool same_place(const FlowKey& one, const FlowKey& other) {
  return one.protocol == other.protocol && one.icmp_id == other.icmp_id && one.tunnel == other.tunnel &&
         common_id(one) == common_id(other) && one.inner_vlan == other.inner_vlan &&
         one.interface == other.interface;
}

bool same_tags(const FlowKey& one, const FlowKey& other) {
  return one.tag_count == other.tag_count &&
         std::equal(one.tags.begin(), one.tags.begin() + one.tag_count, other.tags.begin());
}

bool answers_have_tags(const Flow& flow, const FlowKey& key) {
  return key.tag_count > 0 && std::ranges::equal(flow.answer_vlans(), key.vlans());
}

}  // namespace

// The seed is another one in each run, so that nobody can prepare packets that all fall into one bucket. The
// order of flows never shows outside.
FlowTable::FlowTable(std::size_t most_flows)
    : most_(std::max<std::size_t>(most_flows, 1)), buckets_(fewest_buckets) {
  std::random_device device;
  seed_ = std::uint64_t{device()} << 32 | device();
}

void FlowTable::prepare(FlowQuery& query) const {
  const FlowKey& key = query.key;
  // Added up, so that both directions give the same.
  const std::uint64_t ends =
      hash_end(seed_, key.source, key.source_port) + hash_end(seed_, key.destination, key.destination_port);
  std::uint64_t place = std::uint64_t{key.protocol} | std::uint64_t{key.icmp_id} << 8 |
                        std::uint64_t{key.tag_count} << 24 | std::uint64_t{common_id(key)} << 32;
  place ^= std::uint64_t{key.interface} << 16 ^ std::uint64_t{key.inner_vlan} << 48;
  query.ends = mix(ends, place);
  for (std::size_t i = 0; i < key.tag_count; ++i) place = mix(place, key.tags[i]);
  query.hash = static_cast<std::uint32_t>(mix(mix(seed_, ends), place));
}

OpenFlow* FlowTable::find(const FlowQuery& query, Side& side) {
  for (std::size_t i = bucket_of(query.hash); buckets_[i].slot != none; i = (i + 1) & (buckets_.size() - 1)) {
    if (buckets_[i].hash != query.hash) continue;
    OpenFlow& open = at(buckets_[i].slot);
    prefetch(open);
    if (!same_place(open.flow.key, query.key)) continue;
    const bool tags = same_tags(open.flow.key, query.key);
    if (tags && same_ends(open.flow.key, query.key)) {
      side = Side::opener;
      return &open;
    }
    if ((tags || answers_have_tags(open.flow, query.key)) && opposite_ends(open.flow.key, query.key)) {
      side = Side::responder;
      return &open;
    }
  }
  return nullptr;
}

OpenFlow* FlowTable::join(const FlowQuery& query) {
  if (query.key.tag_count == 0 || tagged_.empty()) return nullptr;
  const auto found = tagged_.find(query.ends);
  if (found == tagged_.end()) return nullptr;
  OpenFlow& open = at(found->second);
  Flow& flow = open.flow;
  const bool fits = flow.responder.packets == 0 && flow.answer_vlans().empty() &&
                    flow.key.tag_count == query.key.tag_count && same_place(flow.key, query.key) &&
                    opposite_ends(flow.key, query.key);
  if (!fits) return nullptr;
  flow.set_answer_vlans({query.key.vlans().begin(), query.key.vlans().end()});
  if ((taken_ + 1) * 2 > buckets_.size()) grow();
  insert(flow.slot, query.hash);
  return &open;
}

OpenFlow& FlowTable::add(const FlowQuery& query) {
  if ((taken_ + 1) * 2 > buckets_.size()) grow();
  const std::uint32_t slot = free_slot();
  OpenFlow& open = at(slot);
  open = OpenFlow{};
  open.flow.key = query.key;
  open.flow.slot = slot;
  open.hash = query.hash;
  open.number = begun_++;
  open.in_use = true;
  insert(slot, query.hash);
  if (query.key.tag_count > 0) tagged_[query.ends] = slot;
  ++size_;
  return open;
}

std::uint32_t FlowTable::free_slot() {
  if (!free_.empty()) {
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }
  if (slots_ == chunks_.size() * chunk) chunks_.push_back(std::make_unique<OpenFlow[]>(chunk));
  return static_cast<std::uint32_t>(slots_++);
}

void FlowTable::insert(std::uint32_t slot, std::uint32_t hash) {
  std::size_t i = bucket_of(hash);
  while (buckets_[i].slot != none) i = (i + 1) & (buckets_.size() - 1);
  buckets_[i] = {slot, hash};
  ++taken_;
}

void FlowTable::grow() {
  std::vector<Bucket> old(buckets_.size() * 2);
  old.swap(buckets_);
  taken_ = 0;
  for (const Bucket& bucket : old) {
    if (bucket.slot != none) insert(bucket.slot, bucket.hash);
  }
}

void FlowTable::remove(OpenFlow& open) {
  take_out(open.flow.slot, open.hash);
  if (open.flow.key.tag_count > 0) {
    FlowQuery query;
    query.key = open.flow.key;
    prepare(query);
    const auto found = tagged_.find(query.ends);
    if (found != tagged_.end() && found->second == open.flow.slot) tagged_.erase(found);
    if (!open.flow.answer_vlans().empty()) {
      std::ranges::copy(open.flow.answer_vlans(), query.key.tags.begin());
      prepare(query);
      take_out(open.flow.slot, query.hash);
    }
  }
  open.in_use = false;
  free_.push_back(open.flow.slot);
  --size_;
}

// What follows in the same run of buckets moves up, so that no run ever has a hole.
void FlowTable::take_out(std::uint32_t slot, std::uint32_t hash) {
  const std::size_t mask = buckets_.size() - 1;
  std::size_t hole = bucket_of(hash);
  while (buckets_[hole].slot != slot || buckets_[hole].hash != hash) hole = (hole + 1) & mask;
  for (std::size_t next = (hole + 1) & mask; buckets_[next].slot != none; next = (next + 1) & mask) {
    const std::size_t home = bucket_of(buckets_[next].hash);
    if (((next - home) & mask) >= ((next - hole) & mask)) {
      buckets_[hole] = buckets_[next];
      hole = next;
    }
  }
  buckets_[hole] = Bucket{};
  --taken_;
}

std::vector<OpenFlow*> FlowTable::all() {
  std::vector<OpenFlow*> open;
  open.reserve(size_);
  for (std::size_t slot = 0; slot < slots_; ++slot) {
    OpenFlow& each = at(static_cast<std::uint32_t>(slot));
    if (each.in_use) open.push_back(&each);
  }
  return open;
}

}  // namespace sekisho::capture
