// Dumps of iptables-save as the laboratory can load them.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::test::kernel {

[[nodiscard]] bool looks_like_rules(std::string_view text);

class RealRuleSet {
 public:
  /// Interfaces that rules name become eth0, eth1 and eth2, in the order of their names; what is further down
  /// the list keeps its name and meets no packet.
  explicit RealRuleSet(std::string_view text);

  [[nodiscard]] Family family() const { return family_; }
  /// A script that loads them.
  [[nodiscard]] std::string restore_script() const;
  /// Up to three times `ports` networks that rules speak of, none within another.
  [[nodiscard]] std::vector<std::string> networks(std::size_t ports) const;
  /// Destination ports that rules ask for; some usual ones when there are none.
  [[nodiscard]] std::vector<std::uint16_t> ports() const;

 private:
  std::vector<std::vector<std::string>> lines_;  // words
  Family family_ = Family::v4;
};

}  // namespace sekisho::test::kernel
