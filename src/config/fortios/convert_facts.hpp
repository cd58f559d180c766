// What the files that make facts about the device's management share.
#pragma once

#include "config/fortios/convert.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace sekisho::config::fortios {

class FactWriter {
 public:
  FactWriter(LineLedger& ledger, Device& device) : ledger_(ledger), device_(device) {}

  /// A fact that `key` of `object` says; where the key is not set, a default, with the key as its text.
  void add(FactKind kind, std::string value, std::string scope, const Object& object, std::string_view key,
           std::string interface = {});

 private:
  LineLedger& ledger_;
  Device& device_;
};

/// An algorithm in the words of management facts: "aes128gcm" is aes128-gcm, "prfsha256" sha256,
/// "tlsv1-2" tls1.2.
[[nodiscard]] std::string algorithm_name(std::string_view word);

/// Algorithms of IPsec and SSL-VPN, gateways for users, their second factor and split tunnels.
void convert_vpn_facts(FactWriter& out, const Config& config);
/// Whether the config or a documented default says which algorithms every VPN accepts.
[[nodiscard]] bool vpn_algorithms_known(const Config& config);

}  // namespace sekisho::config::fortios
