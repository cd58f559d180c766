// Encryption that can still be trusted, and remote access that lets in the person and nothing beside.
#include "audit/practices/practices.hpp"

#include <array>
#include <string_view>

namespace sekisho::audit {
namespace {

/// Not, or no longer, on the list of ciphers recommended for Japanese e-government (CRYPTREC LS-0001-2022),
/// or excluded by RFC 8247 and RFC 8221 (IKEv2, ESP), RFC 8996 (TLS), RFC 9395 (IKEv1, aggressive mode with a
/// shared key). SHA-1 stays allowed: as a key for authentication (HMAC) it is not broken.
constexpr std::array<std::string_view, 18> weak_algorithms{
    "null", "des", "3des", "rc2",  "rc4",  "blowfish", "cast128", "seed",   "md5",
    "dh1",  "dh2", "dh5",  "dh22", "ssl2", "ssl3",     "tls1.0",  "tls1.1", "ssh1"};
constexpr std::string_view aggressive_mode = "aggressive-mode";

bool is_weak(const std::string& algorithm) {
  return algorithm == aggressive_mode ||
         std::ranges::find(weak_algorithms, algorithm) != weak_algorithms.end();
}

bool has(const Device& device, FactKind kind, const std::string& scope, std::string_view value = {}) {
  return std::ranges::any_of(facts_of(device, kind), [&](const ManagementFact* fact) {
    return fact->scope == scope && (value.empty() || fact->value == value);
  });
}

void check_factors(const Device& device, const ManagementFact& gateway, Findings& findings) {
  const std::string& name = gateway.scope.empty() ? gateway.value : gateway.scope;
  const bool by_itself = has(device, FactKind::second_factor, gateway.scope, "certificate") ||
                         has(device, FactKind::second_factor, gateway.scope, "token");
  if (by_itself) return;
  if (has(device, FactKind::second_factor, gateway.scope)) {
    findings.unknown(device, Code::practice_factor_elsewhere, {name}, gateway.source);
  } else {
    findings.fails(device, Code::practice_one_factor, {name}, gateway.source);
  }
}

}  // namespace

void check_strong_encryption(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    if (!has_address(device)) continue;
    knows(device, FactKind::algorithm, findings);  // what is there fails all the same
    for (const ManagementFact* fact : facts_of(device, FactKind::algorithm)) {
      if (is_weak(fact->value))
        findings.fails(device, Code::practice_weak_algorithm, {whose(device, *fact), fact->value},
                       fact->source);
    }
  }
}

void check_remote_access(const Subject& subject, Findings& findings) {
  for (const Device& device : subject.network.devices) {
    if (!has_address(device)) continue;
    knows(device, FactKind::remote_access, findings);
    for (const ManagementFact* gateway : facts_of(device, FactKind::remote_access)) {
      check_factors(device, *gateway, findings);
      for (const ManagementFact* split : facts_of(device, FactKind::split_tunnel)) {
        if (split->scope != gateway->scope) continue;
        const std::string& name = gateway->scope.empty() ? gateway->value : gateway->scope;
        findings.fails(device, Code::practice_split_tunnel, {name, split->value}, split->source);
      }
    }
  }
}

}  // namespace sekisho::audit
