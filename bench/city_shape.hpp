// How a made-up city is laid out: its sites and its address plan.
#pragma once

#include "city.hpp"

#include <array>
#include <string>
#include <vector>

namespace sekisho::bench {

/// The three zones that branches have; each has an address block of its own, 10.OCTET.0.0/12.
///   10.OCTET.b.0/24        LAN of branch b (from OCTET up)
///   10.(OCTET+14).0.0/16   lines between routers
///   10.(OCTET+15).10.0/24  servers
struct Zone {
  const char* name;    // of the VRF
  const char* prefix;  // of the segments of branches
  int octet;
  int vlan;  // hundreds of its VLAN ids
  const char* segment_class;
};
inline constexpr Zone mn_zone{"MN", "mn", 16, 100, "my-number"};
inline constexpr Zone lg_zone{"LG", "lg", 32, 200, "lgwan"};
inline constexpr Zone in_zone{"IN", "in", 48, 300, "internet-zone"};
inline constexpr std::array<Zone, 3> zones{mn_zone, lg_zone, in_zone};

struct Branch {
  std::size_t number = 0;
  std::size_t area = 0;
  std::size_t switches = 0;
  [[nodiscard]] bool has(const Zone& zone) const { return zone.octet != mn_zone.octet || number % 3 == 0; }
};

inline constexpr const char* lan_mask = "255.255.255.0";
inline constexpr const char* line_mask = "255.255.255.252";

inline constexpr std::size_t branches_per_area = 16;
inline constexpr std::size_t most_switches = 4;

struct Shape {
  std::size_t areas = 0;
  std::vector<Branch> branches;
};
[[nodiscard]] Shape shape_of(std::size_t devices);

[[nodiscard]] std::string branch_name(const Branch& branch);  // "b007"
[[nodiscard]] std::string router_name(const Branch& branch);
[[nodiscard]] std::string switch_name(const Branch& branch, std::size_t index);
[[nodiscard]] std::string dist_name(std::size_t area);
[[nodiscard]] std::string segment_name(const Zone& zone, const Branch& branch);

/// Address `host` of a branch's LAN, of a zone's servers, of the management network of a branch.
[[nodiscard]] std::string lan(const Zone& zone, const Branch& branch, std::size_t host);
[[nodiscard]] std::string server(const Zone& zone, std::size_t host);
[[nodiscard]] std::string management(const Branch& branch, std::size_t host);
/// Address 1 (towards the core) or 2 of the line to a branch, to an area. `octet` names the block: a
/// zone's octet + 14, or `management_lines`.
inline constexpr int management_lines = 238;
[[nodiscard]] std::string branch_line(int octet, const Branch& branch, int end);
[[nodiscard]] std::string area_line(int octet, std::size_t area, int end);

/// How many filler rules each list gets, so that the whole has about as many as planned.
struct Budget {
  std::size_t per_firewall = 0;
  std::size_t per_list = 0;
};

/// What the parts of a city are made from.
struct CityParts {
  const Shape& shape;
  Budget budget;
  Random& random;
  City& city;  // receives configs and counts
};

void add_firewalls(CityParts& parts);
void add_core(CityParts& parts);
void add_branches(CityParts& parts);
[[nodiscard]] std::string snapshot_of(const Shape& shape, City& city);

}  // namespace sekisho::bench
