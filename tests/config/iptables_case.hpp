// Small dumps and what they become, as rows of a table.
#pragma once

#include "config/ios_dump.hpp"
#include "config/iptables/iptables.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::test::iptables {

struct Parsed {
  Device device;
  std::vector<config::FileReport> reports;
};

/// Reads dumps of one device. `device` is what other languages of the family made of it.
inline Parsed parsed(const std::vector<std::string>& texts, Device device = {}) {
  std::vector<config::ConfigText> files;
  for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({texts[i], "dump" + std::to_string(i + 1)});
  Parsed result;
  result.device = std::move(device);
  result.reports = config::iptables_language().extend(files, result.device);
  return result;
}

/// A router with `eth0` 10.1.0.1/24 and 2001:db8:1::1/64, `eth1` 10.2.0.1/24 and 2001:db8:2::1/64, and
/// `wan` 192.0.2.2/30.
[[nodiscard]] Device linux_router();

/// The lists and filters of a device, one rule a line.
[[nodiscard]] std::string dump_filters(const Device& device);

/// The rules of one chain: `10.1.0.0/24 any tcp to 22 -> permit`.
[[nodiscard]] std::string dump_chain(const Device& device, const std::string& filter);

/// `2 approximated iptables_condition_unseen limit`, one remark a line.
[[nodiscard]] std::string remarks(const config::FileReport& report);

/// `*filter` and FORWARD with these rules.
[[nodiscard]] inline std::string forward_chain(const std::string& rules, const std::string& policy = "DROP") {
  return "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD " + policy + " [0:0]\n:OUTPUT ACCEPT [0:0]\n" + rules +
         "COMMIT\n";
}

}  // namespace sekisho::test::iptables
