#include "capture/records/pairing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sekisho::capture {
namespace {

void add(Traffic& traffic, const Traffic& piece) {
  traffic.packets += piece.packets;
  traffic.bytes += piece.bytes;
  traffic.payload_bytes += piece.payload_bytes;
  traffic.tcp_flags |= piece.tcp_flags;
  if (traffic.first_frame == 0) traffic.first_frame = piece.first_frame;
  traffic.last_frame = piece.last_frame;
}

/// The answer to a query of ICMP has another type.
bool is_icmp(const FlowKey& key) {
  return key.protocol == protocol::icmp || key.protocol == protocol::icmpv6;
}

bool opens(std::uint8_t flags) { return (flags & (tcp_flag::syn | tcp_flag::ack)) == tcp_flag::syn; }

/// Turns a flow round: who was taken for the opener answered.
void turn(Flow& flow) {
  std::swap(flow.key.source, flow.key.destination);
  std::swap(flow.key.source_port, flow.key.destination_port);
  std::swap(flow.opener, flow.responder);
  if (flow.answer_vlans().empty()) return;
  const std::vector<std::uint16_t> vlans(flow.answer_vlans().begin(), flow.answer_vlans().end());
  flow.set_answer_vlans({flow.key.vlans().begin(), flow.key.vlans().end()});
  flow.key.tag_count = 0;
  for (const std::uint16_t vlan : vlans) flow.key.tags[flow.key.tag_count++] = vlan;
}

/// What the flags of whole sessions, all in one, tell. A port scan that was refused has a RST in place of the
/// SYN of the answer.
void read_session(Flow& flow) {
  const bool both_sent = flow.opener.packets > 0 && flow.responder.packets > 0;
  if (flow.key.protocol != protocol::tcp) {
    flow.established = both_sent;
    return;
  }
  constexpr std::uint8_t accepts = tcp_flag::syn | tcp_flag::ack;
  const std::uint8_t sent = flow.opener.tcp_flags;
  const std::uint8_t returned = flow.responder.tcp_flags;
  flow.handshake_seen = (sent & tcp_flag::syn) != 0 && (returned & accepts) == accepts;
  const bool data_both_ways = (sent & returned & tcp_flag::psh) != 0;
  flow.established = both_sent && ((flow.handshake_seen && (sent & tcp_flag::ack) != 0) || data_both_ways);
}

}  // namespace

Pairing::Ends Pairing::ends_of(const FlowKey& key) {
  const auto one = std::make_pair(key.source, key.source_port);
  const auto other = std::make_pair(key.destination, key.destination_port);
  const auto& [low, low_port] = std::min(one, other);
  const auto& [high, high_port] = std::max(one, other);
  // Errors of ICMP are answered by nothing; of queries and answers the code is 0.
  const std::uint16_t icmp = is_icmp(key) ? key.icmp_code : 0;
  return {low, low_port, high, high_port, key.protocol, icmp};
}

bool Pairing::belongs_to(const Paired& paired, const Flow& piece, bool forth) {
  const Flow& flow = paired.flow;
  if (piece.first > flow.last + idle || flow.first > piece.last + idle) return false;
  if (is_icmp(flow.key) && forth && flow.key.icmp_type != piece.key.icmp_type) return false;
  const std::uint8_t closed = flow.of(forth ? Side::opener : Side::responder).tcp_flags;
  const bool again = (piece.opener.tcp_flags & tcp_flag::syn) != 0 &&
                     (closed & (tcp_flag::fin | tcp_flag::rst)) != 0 && piece.first > flow.last;
  return !again;
}

void Pairing::begin(const Ends& ends, const Record& record) {
  if (open_.size() >= most_) {
    evicted_ = true;
    hand_over(open_.begin());
  }
  open_.push_back({record.flow, record.in_order, record.flow.first, {}});
  by_ends_[ends] = std::prev(open_.end());
}

void Pairing::add(const Record& record) {
  const Flow& piece = record.flow;
  const Ends ends = ends_of(piece.key);
  const auto found = by_ends_.find(ends);
  if (found == by_ends_.end()) return begin(ends, record);
  const Entry entry = found->second;
  Flow& flow = entry->flow;
  const bool forth = flow.key.source == piece.key.source && flow.key.source_port == piece.key.source_port;
  if (!belongs_to(*entry, piece, forth)) {
    hand_over(entry);
    return begin(ends, record);
  }
  if (!forth && flow.responder.packets == 0) {
    entry->responder_first = piece.first;
    if (!std::ranges::equal(piece.key.vlans(), flow.key.vlans()))
      flow.set_answer_vlans({piece.key.vlans().begin(), piece.key.vlans().end()});
  }
  if (forth) entry->opener_first = std::min(entry->opener_first, piece.first);
  capture::add(forth ? flow.opener : flow.responder, piece.opener);
  flow.first = std::min(flow.first, piece.first);
  flow.last = std::max(flow.last, piece.last);
  if (!flow.application) flow.application = piece.application;
  open_.splice(open_.end(), open_, entry);
}

void Pairing::hand_over(Entry entry) {
  by_ends_.erase(ends_of(entry->flow.key));
  Flow flow = std::move(entry->flow);
  if (flow.responder.packets > 0) {
    const bool same_time = entry->opener_first == entry->responder_first;
    const bool later = entry->responder_first < entry->opener_first;
    const bool to_higher = flow.key.source_port < flow.key.destination_port;
    if (!entry->in_order && has_ports(flow.key.protocol) && (later || (same_time && to_higher))) turn(flow);
    // The times of two directions come from one clock, but to some routers a second is the least.
    const bool sure = entry->in_order || !same_time;
    flow.opener_guessed = flow.key.protocol == protocol::tcp && !opens(flow.opener.tcp_flags) &&
                          (!sure || (flow.opener.tcp_flags & tcp_flag::syn) == 0);
  }
  open_.erase(entry);
  read_session(flow);
  sink_(std::move(flow));
}

void Pairing::finish() {
  open_.sort([](const Paired& one, const Paired& other) {
    const auto number = [](const Flow& flow) {
      const std::uint64_t back = flow.responder.first_frame;
      return back == 0 ? flow.opener.first_frame : std::min(back, flow.opener.first_frame);
    };
    return number(one.flow) < number(other.flow);
  });
  while (!open_.empty()) hand_over(open_.begin());
}

}  // namespace sekisho::capture
