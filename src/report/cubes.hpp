// Cubes of packet sets in words: one family and one protocol (or range of protocols) each.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// A cube with its values spelled out. An empty list asks nothing of the field; `sources`,
/// `destinations` and `protocol` are always there (`0.0.0.0/0`, `any`).
struct CubeWords {
  Family family = Family::v4;
  std::vector<std::string> sources;
  std::vector<std::string> destinations;
  std::string protocol;      // "tcp", "7-16", "any"
  bool ports_apply = false;  // the protocol has ports: empty lists mean 0-65535
  std::vector<std::string> source_ports;
  std::vector<std::string> destination_ports;
  std::vector<std::string> icmp_types;
  std::vector<std::string> icmp_codes;
  std::vector<std::string> tcp_flags;  // "S=1 A=0", or "0x02-0x0f"
  std::vector<std::string> states;
  std::vector<std::string> vlans;
  std::vector<std::string> source_macs;
  std::vector<std::string> destination_macs;
  friend bool operator==(const CubeWords&, const CubeWords&) = default;
};

/// The cubes that together say what `cube` says. Fields without a meaning for people (marks) are
/// left out.
[[nodiscard]] std::vector<CubeWords> words_of(const Cube& cube);

/// The same for several cubes. Cubes may overlap, and differ in fields that a protocol does not have
/// (UDP with TCP flags); what would read the same is said once.
[[nodiscard]] std::vector<CubeWords> words_of(const std::vector<Cube>& cubes);

/// `10.1.0.0/16 → 10.2.0.9  tcp/443 (https)`: one line, wrapped by the page.
[[nodiscard]] std::string line_of(const CubeWords& cube, Language language);

}  // namespace sekisho::report
