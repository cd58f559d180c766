// The table of global configuration mode, put together from the parts that have files of their own.
#include "config/cisco_ios/reader.hpp"

#include <iterator>

namespace sekisho::config::ios {

const IosMode& global_mode() {
  static const IosMode mode("global", [] {
    IosRows rows;
    for (const auto part : {interface_command_rows, access_list_rows, object_group_rows, routing_rows,
                            nat_rows, layer2_rows, policy_rows, terminal_rows, service_rows, credential_rows,
                            vpn_rows, management_rows, security_rows, irrelevant_rows}) {
      IosRows more = part();
      rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return rows;
  }());
  return mode;
}

const IosMode& interface_mode() {
  static const IosMode mode("interface", [] {
    IosRows rows;
    for (const auto part :
         {interface_address_rows, interface_layer2_rows, interface_policy_rows, interface_irrelevant_rows}) {
      IosRows more = part();
      rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return rows;
  }());
  return mode;
}

}  // namespace sekisho::config::ios
