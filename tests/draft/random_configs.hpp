// Random networks as configs, with the cables that they were made of.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace sekisho::test {

/// The ends of a cable as `device:interface`, the smaller one first.
using Cable = std::pair<std::string, std::string>;

struct RandomConfigs {
  std::map<std::string, std::string> files;  // name -> text of a Cisco IOS or FortiOS config
  std::set<Cable> cables;
};

/// Routers and firewalls joined by networks of two addresses or eight, and switches behind some of them whose
/// trunks are described at one end or at both. Every address is in one place. The same for the same seed.
[[nodiscard]] RandomConfigs random_configs(std::uint32_t seed);

}  // namespace sekisho::test
