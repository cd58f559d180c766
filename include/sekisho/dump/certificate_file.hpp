// The certificate as a file: its members as plain values, sets as numbers of nodes. What writes certificates
// and what checks them share this and nothing else; what a set or a place means is decided by each of them.
// Format: docs/certificates.md.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/base/result.hpp>
#include <sekisho/model/network.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::dump {

/// A place of a network where packets can be.
struct Place {
  enum class Kind : std::uint8_t {
    segment_source,  // hosts of a segment, about to send
    device_source,   // a device, about to answer
    ingress,         // a frame has come to an interface
    routing,         // before the route lookup
    egress,          // leaving an interface, to a gateway or on the link
    segment,         // handed to a segment
    device,          // accepted by a device
  };
  Kind kind = Kind::ingress;
  std::size_t owner = 0;  // index of the device or segment
  InterfaceIndex interface = 0;
  std::optional<Address> gateway;

  [[nodiscard]] bool of_segment() const { return kind == Kind::segment || kind == Kind::segment_source; }
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Spelled as in certificates.
inline constexpr std::array<std::string_view, 7> place_names{
    "segment_source", "device_source", "ingress", "routing", "egress", "segment", "device"};

/// Whether its indexes lie inside the lists of the network.
[[nodiscard]] bool exists(const Place& place, const Network& network);

/// For people: `ingress fw1 port2`, `egress r1 Gi0/1 via 10.0.0.1`, `segment lg`. Only of one that exists.
[[nodiscard]] std::string to_string(const Place& place, const Network& network);

/// A field of packet headers: its name, and its width in bits.
using HeaderField = std::pair<std::string_view, int>;
/// In the order in which sets ask for them. IPv4 addresses lie in the 32 most significant bits of an address;
/// the bits behind them are free.
inline constexpr std::array<HeaderField, 15> header_fields{{{"origin", 16},
                                                            {"family", 1},
                                                            {"destination", 128},
                                                            {"source", 128},
                                                            {"protocol", 8},
                                                            {"destination_port", 16},
                                                            {"source_port", 16},
                                                            {"icmp_type", 8},
                                                            {"icmp_code", 8},
                                                            {"tcp_flags", 8},
                                                            {"state", 2},
                                                            {"mark", 16},
                                                            {"vlan", 12},
                                                            {"source_mac", 48},
                                                            {"destination_mac", 48}}};

/// For people: the packet that has these values in `header_fields`, one each.
[[nodiscard]] std::string header_text(std::span<const Bits128> values);

struct CertificateFile {
  /// A set: 0 holds nothing, 1 everything, n + 2 what the node of index n says.
  using Set = std::uint32_t;

  /// Members that have a 0 as header bit `bit` are in the set `zero`, the others in `one`. Header bits are
  /// counted from 0, field by field as in `header_fields`, the most significant bit of each first.
  struct Node {
    std::uint32_t bit = 0;
    Set zero = 0;
    Set one = 0;
    friend bool operator==(const Node&, const Node&) = default;
  };

  using Sets = std::map<Place, Set>;

  struct Run {
    SegmentIndex from = 0;
    bool own_addresses = false;
    bool without_sanitizers = false;
    bool any_routing = false;
    std::vector<Set> labels;
    Sets reached;
  };

  /// Why no answer to packets that a run brings to a target gets back to those who sent them.
  struct Answers {
    std::size_t run = 0;  // index
    Place target;
    Sets leading;
    Sets reached;
  };

  struct Claim {
    std::string requirement;
    std::string assurance;
    std::vector<std::size_t> runs;     // indexes; none for `no-path`
    std::vector<std::size_t> answers;  // indexes
  };

  std::string model_file;    // beside the certificate
  std::string model_sha256;  // of its bytes
  std::vector<Node> nodes;
  std::vector<Run> runs;
  std::vector<Answers> answers;
  std::vector<Claim> claims;
};

/// The certificate as JSON text, one element a line, with a digest at its end.
[[nodiscard]] std::string write_certificate(const CertificateFile& certificate);

/// Reads it back. A failure says what was expected: the digest, the schema, members of the right type, values
/// inside their fields, runs and answers that are there. Sets are for the reader to look at.
[[nodiscard]] Result<CertificateFile> read_certificate(std::string_view text);

}  // namespace sekisho::dump
