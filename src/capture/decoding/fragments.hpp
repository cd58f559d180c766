// Puts IP datagrams together from their fragments (RFC 791 section 3.2, RFC 8200 section 4.5).
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/bytes.hpp>
#include <sekisho/capture/decode.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <vector>

namespace sekisho::capture {

/// Which datagram a fragment is of. The same datagram seen in two VLANs or on two interfaces is two.
struct DatagramKey {
  Address source;
  Address destination;
  std::uint32_t identification = 0;
  std::uint32_t interface = 0;
  std::uint32_t tunnel_id = 0;
  std::uint16_t vlan = 0;
  std::uint8_t protocol = 0;

  friend auto operator<=>(const DatagramKey&, const DatagramKey&) = default;
};

struct Fragment {
  std::size_t offset = 0;  // bytes
  std::size_t length = 0;  // by the length fields; `bytes` is what was captured of it
  bool more = false;       // more fragments follow
  Bytes bytes;
};

/// A datagram, as far as it has come.
struct Assembly {
  Timestamp begun;
  std::uint8_t frames = 0;        // at most 255 are counted
  std::uint16_t held_frames = 0;  // before the ports were known, and not yet told
  std::uint32_t held_bytes = 0;
  std::optional<Datagram> first;  // what the first fragment tells of the transport header

  std::vector<std::uint8_t> bytes;
  std::vector<std::pair<std::size_t, std::size_t>> ranges;  // that came: begin and end, sorted, not touching
  std::optional<std::size_t> total;                         // known when the last fragment has come
  std::size_t captured_end = 0;  // `bytes` are good up to here, where a fragment was cut off
  bool complete = false;
};

/// Datagrams that are not complete: so many of them and so old at most, the oldest are given up first.
class FragmentStore {
 public:
  static constexpr std::size_t most_datagrams = 1024;
  static constexpr std::size_t most_bytes = 65535;
  static constexpr std::chrono::seconds longest_wait{60};  // RFC 8200 section 4.5

  /// What was removed during the frame before need not be readable any longer.
  void begin_frame() { removed_.clear(); }
  /// Adds a fragment; null when it can be of no datagram: too far behind, not of whole eight bytes, beyond
  /// the end of the last one. Valid until the next call. Where fragments overlap, what came first stays.
  [[nodiscard]] Assembly* add(const DatagramKey& key, const Fragment& fragment, Timestamp time);
  /// Forgets a datagram; it stays where it is until the next frame, since tunnels are decoded out of it.
  void remove(const DatagramKey& key);

 private:
  struct Kept {
    DatagramKey key;
    Assembly assembly;
  };

  void forget_old(Timestamp time);

  std::list<Kept> kept_;  // oldest first
  std::map<DatagramKey, std::list<Kept>::iterator> by_key_;
  std::list<Kept> removed_;
};

}  // namespace sekisho::capture
