// The reading step of cisco-ios: tables of commands (rows_*.cpp) fill an IosConfig. The reader holds what
// is being read at the moment and gives each line its class.
#pragma once

#include "config/cisco_ios/ios_config.hpp"
#include "config/ledger.hpp"
#include "config/reading/command_table.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::config::ios {

class IosReader;
using IosRow = Row<IosReader>;
using IosRows = std::vector<IosRow>;
using IosMode = Mode<IosReader>;
using Spell = RowsOf<IosReader>;

class IosReader {
 public:
  IosReader(LineLedger& ledger, IosConfig& filled) : config(filled), ledger_(ledger) {}

  // Called by ModeWalker.
  void apply(const IosRow& row, const Arguments& arguments, bool taken_back, const IosMode& mode);
  void structural(const Statement& statement) { ledger_.used(statement.line); }
  void unknown(const Statement& statement, bool wrong_arguments, const IosMode& mode);

  // For handlers of rows: remarks on their line, beyond the class of the row.
  void invalid(const Arguments& arguments, Code code, std::vector<std::string> values);
  void approximated(const Arguments& arguments, Code code, std::vector<std::string> values = {});
  void unsupported(const Arguments& arguments, Code code, std::vector<std::string> values = {});
  /// Effects of the line; on the interfaces being configured when it stands in their block, else on the
  /// device.
  void widen(const Arguments& arguments, Effects effects, Reach reach = Reach::here);

  /// Begins the block of these interfaces, which may be in the config already.
  void select_interfaces(const std::vector<std::string>& names, int line);
  /// The interface that a handler is called for: once for each of an `interface range`.
  [[nodiscard]] IosInterface& interface() { return config.interfaces[selected_[current_]]; }
  [[nodiscard]] bool in_interface() const { return in_interface_; }

  IosConfig& config;  // NOLINT: handlers fill it in

  // What the open block is about.
  AccessList* list = nullptr;
  NetworkGroup* network_group = nullptr;
  ServiceGroup* service_group = nullptr;
  PortGroup* port_group = nullptr;
  TimeRange* time_range = nullptr;
  RouteMapEntry* route_map = nullptr;
  std::vector<std::uint16_t> vlans;  // of a `vlan` block
  std::string policy_map;
  NatPool* nat_pool = nullptr;
  std::string routing_protocol;
  std::string routing_vrf;
  std::size_t terminal = 0;  // of a `line` block: index in IosConfig::terminals
  std::string scope;         // of a block of management settings: what it is called in facts

 private:
  void widen_line(int line, Effects effects, Reach reach);
  [[nodiscard]] std::string construct(const Statement& statement) const;

  LineLedger& ledger_;
  std::vector<std::size_t> selected_;
  std::size_t current_ = 0;
  bool in_interface_ = false;
};

/// The modes and the parts of the global table, one file each.
const IosMode& global_mode();
const IosMode& interface_mode();
const IosMode& service_instance_mode();
IosRows access_list_rows();
IosRows object_group_rows();
IosRows routing_rows();
IosRows nat_rows();
IosRows layer2_rows();
IosRows policy_rows();
IosRows terminal_rows();
IosRows service_rows();
IosRows credential_rows();
IosRows vpn_rows();
IosRows management_rows();
IosRows security_rows();
IosRows irrelevant_rows();
IosRows interface_command_rows();
IosRows interface_address_rows();
IosRows interface_layer2_rows();
IosRows interface_policy_rows();
IosRows interface_irrelevant_rows();

/// "1-3,5" as ranges of ids 1..4094; nothing when it is no such list.
[[nodiscard]] std::optional<VlanSet> parse_vlan_list(std::string_view text);

/// An interface name in one word or two (`GigabitEthernet 0/1`) from word `at`; moves `at` behind it.
[[nodiscard]] std::string take_interface_name(const Statement& statement, std::size_t& at);

}  // namespace sekisho::config::ios
