// The certificate as a file: its members as plain values, sets as numbers of nodes. What writes certificates
// and what checks them share this and nothing else; what a set or a place means is decided by each of them.
// Format: docs/certificates.md.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/model/network.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
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

struct CertificateFile {
  /// A set: 0 holds nothing, 1 everything, n + 2 what the node of index n says.
  using Set = std::uint32_t;

  /// Members go by their value of `field` (an index of `fields`): values behind those of the part before it,
  /// up to and with `last`, to the set `child`. The last part's `last` is the field's greatest value.
  struct Node {
    struct Part {
      Bits128 last = 0;
      Set child = 0;
    };
    std::size_t field = 0;
    std::vector<Part> parts;
  };

  using Sets = std::vector<std::pair<Place, Set>>;

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

  std::string model_file;                           // beside the certificate
  std::string model_sha256;                         // of its bytes
  std::vector<std::pair<std::string, int>> fields;  // name and width in bits
  std::vector<Node> nodes;
  std::vector<Run> runs;
  std::vector<Answers> answers;
  std::vector<Claim> claims;
};

/// The certificate as JSON text, one element a line, with a digest at its end.
[[nodiscard]] std::string write_certificate(const CertificateFile& certificate);

/// Reads it back. A failure says what was expected: the digest, the schema, members of the right type, values
/// inside their fields. Whether sets, runs and answers are there that others name, the reader has to look.
[[nodiscard]] Result<CertificateFile> read_certificate(std::string_view text);

}  // namespace sekisho::dump
