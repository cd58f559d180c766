// Computed connected, local and static routes against the tables that running devices showed.
//
// The labs (IOS, IOS XE, FortiOS) come with configs and `show ip route`; the lines of their C, L and S
// routes are read here by a few lines of their own, not by the parser under test.
#include <sekisho/config/parse.hpp>
#include <sekisho/routing/tables.hpp>

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;
using Lines = std::set<std::string>;

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// `C 10.0.0.0/24 lan`, `L 10.0.0.1/32`, `S 0.0.0.0/0 via 10.0.0.2`, `S 10.0.0.0/8 Null0`.
class ShownTable {
 public:
  explicit ShownTable(const std::string& text) {
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) read(line);
  }
  Lines lines;

 private:
  void read(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 3) return;
    const auto subnetted = std::ranges::find(words, "subnetted,");
    if (subnetted != words.end()) {  // "192.168.1.0/32 is subnetted, 1 subnets": the length of what follows
      mask_ = words[0].substr(words[0].find('/'));
      return;
    }
    if (words[0].starts_with("[") && words[1] == "via" && !prefix_.empty()) return add_gateway(words[2]);
    prefix_.clear();
    if (line[0] != 'C' && line[0] != 'L' && line[0] != 'S') return;
    const std::string& kind = words[0];
    if (kind != "C" && kind != "L" && kind != "S" && kind != "S*") return;
    const std::string prefix = words[1].find('/') == std::string::npos ? words[1] + mask_ : words[1];
    if (!Prefix::parse(prefix)) return;
    if (kind[0] == 'S') {
      prefix_ = prefix;
      const auto via = std::ranges::find(words, "via");
      if (via != words.end()) return add_gateway(*(via + 1));
      lines.insert("S " + prefix + " " + words.back());
    } else if (kind == "L" || prefix.ends_with("/32")) {
      lines.insert("L " + prefix);
    } else {
      lines.insert("C " + prefix + " " + words.back());
    }
  }
  void add_gateway(std::string gateway) {
    if (gateway.ends_with(",")) gateway.pop_back();
    lines.insert("S " + prefix_ + " via " + gateway);
  }

  std::string mask_;
  std::string prefix_;  // of the static route whose lines are being read
};

Lines computed_lines(const Device& device, const RoutingTable& table) {
  Lines lines;
  for (const Route& route : table.routes) {
    if (route.prefix.family() != Family::v4) continue;
    const std::string prefix = to_string(route.prefix);
    if (route.kind == RouteKind::local) lines.insert("L " + prefix);
    if (route.kind == RouteKind::discard) lines.insert("S " + prefix + " Null0");
    for (const Hop& hop : route.hops) {
      const std::string& name = device.interfaces[hop.interface].name;
      if (route.kind == RouteKind::connected) lines.insert("C " + prefix + " " + name);
      if (route.kind == RouteKind::static_route) {
        lines.insert("S " + prefix + (hop.gateway ? " via " + to_string(*hop.gateway) : " " + name));
      }
    }
  }
  return lines;
}

struct Comparison {
  fs::path config;
  std::string language;
  fs::path shown;
  std::string vrf;
  /// Lines that only one side has, for reasons that no config tells.
  Lines known;
};

bool is_own_address_of_another_vrf(const Device& device, const std::string& vrf, const std::string& line) {
  return std::ranges::any_of(device.interfaces, [&](const Interface& interface) {
    return interface.vrf != vrf && std::ranges::any_of(interface.addresses, [&](const InterfaceAddress& own) {
             return line == "L " + to_string(own.address) + "/32";
           });
  });
}

void compare(const Comparison& lab) {
  SCOPED_TRACE(lab.shown.string());
  Snapshot snapshot;
  snapshot.devices.emplace_back();
  snapshot.devices.back().name = "device";
  DiagnosticSink sink;
  Device parsed = config::parse(*config::find_language(lab.language), read_file(lab.config), "config").device;
  parsed.name = "device";
  const Network network = build_network(std::move(snapshot), {std::move(parsed)}, sink);
  const Device& device = network.devices[0];
  const std::vector<DeviceRoutes> routes = compute_routes(network);
  const RoutingTable* table = routes[0].find(lab.vrf);
  const Lines expected = ShownTable(read_file(lab.shown)).lines;
  const Lines found = table == nullptr ? Lines{} : computed_lines(device, *table);
  Lines different;
  std::ranges::set_symmetric_difference(expected, found, std::inserter(different, different.end()));
  // BGP imports local routes of other VRFs too; the computed table is unknown then.
  if (table != nullptr && table->unknown) {
    std::erase_if(different, [&](const std::string& line) {
      return expected.contains(line) && is_own_address_of_another_vrf(device, lab.vrf, line);
    });
  }
  EXPECT_EQ(different, lab.known);
}

void compare_lab(const fs::path& lab, const std::map<std::string, Lines>& known = {}) {
  SEKISHO_NEEDS(lab);
  int compared = 0;
  for (const auto& entry : fs::directory_iterator(lab / "show")) {
    const std::string name = entry.path().filename().string();
    const fs::path config = lab / "configs" / name / "show_running-config.txt";
    if (!fs::exists(config) || name.find("nxos") != std::string::npos) continue;
    const Lines differences = known.contains(name) ? known.at(name) : Lines{};
    for (const auto& file : fs::directory_iterator(entry.path())) {
      const std::string shown = file.path().stem().string();
      constexpr std::string_view of_vrf = "show_ip_route_vrf_";
      if (shown != "show_ip_route" && !shown.starts_with(of_vrf)) continue;
      const std::string vrf = shown.starts_with(of_vrf) ? shown.substr(of_vrf.size()) : "";
      compare({config, "cisco-ios", file.path(), vrf, differences});
      ++compared;
    }
  }
  EXPECT_GT(compared, 0);
}

fs::path ios_lab(const std::string& name) { return data_root() / "configs/cisco-ios/lab-validation" / name; }

// The virtual router address is local to us on both members; devices do not list it.
TEST(LabTables, IosBasicVrrp) {
  const Lines virtual_address{"L 192.168.1.254/32"};
  compare_lab(ios_lab("ios_basic_vrrp"), {{"BR1", virtual_address}, {"BR2", virtual_address}});
}

TEST(LabTables, IosExampleNetwork) { compare_lab(ios_lab("ios_example_network")); }
TEST(LabTables, IosxeConnectivitySample) { compare_lab(ios_lab("iosxe_connectivity_sample")); }
TEST(LabTables, IosxeEigrpNeighbor) { compare_lab(ios_lab("iosxe_eigrp_neighbor")); }
TEST(LabTables, IosxeRedistribution) { compare_lab(ios_lab("iosxe_redistribution")); }
TEST(LabTables, IosxeVrfRouteLeaking) { compare_lab(ios_lab("iosxe_vrf_route_leaking_export_map")); }
TEST(LabTables, OspfLabValidation) { compare_lab(ios_lab("ospf_lab_validation")); }

// FortiOS lists no own addresses but those of loopbacks, which are connected there; and its fortilink
// aggregate has no members, so it was down, while every enabled interface is up to us.
TEST(LabTables, FortiosFirstBasic) {
  const fs::path lab = data_root() / "configs/fortios/lab-validation/fortios_first_basic";
  SEKISHO_NEEDS(lab);
  const Lines known{"L 10.12.12.2/32", "L 10.23.31.1/32", "L 169.254.1.1/32", "L 192.168.122.2/32",
                    "C 169.254.1.0/24 fortilink"};
  compare({lab / "configs/d2_fw/show.txt", "fortios",
           lab / "show/d2_fw/get_router_info_routing-table_all.txt", "", known});
  compare_lab(lab);
}

}  // namespace
}  // namespace sekisho::test
