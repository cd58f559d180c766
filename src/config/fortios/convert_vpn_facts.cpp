// What VPNs accept, and how users come in from outside.
//
// Defaults (FortiOS CLI Reference 5.6 to 7.4, "vpn ipsec phase1-interface", "vpn ipsec phase2-interface",
// "vpn ssl settings", "vpn ssl web portal"): `ike-version` 1, `mode` main, `pfs` enable, `dhgrp` 14 and 5
// before 7.6, `split-tunneling` enable, `reqclientcert` and `client-cert` disable. Proposals are always
// written.
#include "config/fortios/convert_facts.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace sekisho::config::fortios {
namespace {

constexpr std::array default_groups{"14", "5"};

/// Before 7.6; nothing when the file does not say its version.
bool has_default_groups(const Config& config) { return !version_is_at_least(config, 7, 6, 0).value_or(true); }

bool takes_users(const Phase1& tunnel) {
  const bool users =
      tunnel.user_group || tunnel.eap.value_or(false) || tunnel.xauthtype.value_or("disable") != "disable";
  return tunnel.type == "dynamic" && users;
}

/// Users of `vpn ssl settings`: it is on where an interface is named.
bool offers_ssl_vpn(const SslVpnSettings& ssl) {
  return !is_off(ssl.status) && !ssl.source_interface.empty();
}

class VpnFacts {
 public:
  VpnFacts(FactWriter& out, const Config& config, const Vdom& vdom)
      : out_(out), config_(config), vdom_(vdom) {}

  void convert() {
    for (const auto* table : {&vdom_.phase1, &vdom_.phase1_policy}) {
      for (const Phase1& tunnel : *table) phase1(tunnel);
    }
    for (const auto* table : {&vdom_.phase2, &vdom_.phase2_policy}) {
      for (const Phase2& tunnel : *table) phase2(tunnel);
    }
    ssl_vpn();
    for (const auto& [server, kind] : {std::pair{&vdom_.l2tp, "l2tp"}, {&vdom_.pptp, "pptp"}}) {
      if (server->status == "enable") out_.add(FactKind::remote_access, kind, kind, *server, "status");
    }
  }

 private:
  /// `aes256-sha256 aes128gcm-prfsha256`.
  void proposals(const Names& all, const Object& object, const std::string& scope) {
    std::set<std::string> seen;
    for (const std::string& proposal : all) {
      const std::size_t dash = std::min(proposal.find('-'), proposal.size());
      const std::string second = proposal.substr(std::min(dash + 1, proposal.size()));
      for (const std::string& part : {proposal.substr(0, dash), second}) {
        if (!part.empty() && seen.insert(part).second)
          out_.add(FactKind::algorithm, algorithm_name(part), scope, object, "proposal");
      }
    }
  }

  void groups(const Names& said, const Object& object, const std::string& scope) {
    for (const std::string& group : said) out_.add(FactKind::algorithm, "dh" + group, scope, object, "dhgrp");
    if (!said.empty() || !has_default_groups(config_)) return;
    for (const char* group : default_groups)
      out_.add(FactKind::algorithm, std::string("dh") + group, scope, object, "dhgrp");
  }

  void phase1(const Phase1& tunnel) {
    proposals(tunnel.proposal, tunnel, tunnel.name);
    groups(tunnel.groups, tunnel, tunnel.name);
    if (tunnel.ike_version.value_or("1") == "1") {
      out_.add(FactKind::algorithm, "ikev1", tunnel.name, tunnel, "ike-version");
      if (tunnel.mode == "aggressive")
        out_.add(FactKind::algorithm, "aggressive-mode", tunnel.name, tunnel, "mode");
    }
    if (!takes_users(tunnel)) return;
    out_.add(FactKind::remote_access, "ipsec", tunnel.name, tunnel, "type");
    for (const std::string& list : tunnel.split_include)
      out_.add(FactKind::split_tunnel, list, tunnel.name, tunnel, "ipv4-split-include");
    if (tunnel.authmethod == "signature") {
      out_.add(FactKind::second_factor, "certificate", tunnel.name, tunnel, "authmethod");
    } else if (tunnel.user_group) {
      factor_of({*tunnel.user_group}, {}, tunnel, "authusrgrp", tunnel.name);
    }
  }

  void phase2(const Phase2& tunnel) {
    const std::string scope = tunnel.phase1name.value_or(tunnel.name);
    proposals(tunnel.proposal, tunnel, scope);
    if (tunnel.pfs.value_or(true)) groups(tunnel.groups, tunnel, scope);
  }

  void ssl_vpn() {
    const SslVpnSettings& ssl = vdom_.ssl_vpn;
    if (!offers_ssl_vpn(ssl)) return;
    const std::string scope = config_.multi_vdom ? "ssl-vpn " + vdom_.name : "ssl-vpn";
    out_.add(FactKind::remote_access, "ssl-vpn", scope, ssl, "source-interface");
    versions(ssl, scope);
    Names groups;
    Names users;
    std::set<std::string> portals;
    if (ssl.default_portal) portals.insert(*ssl.default_portal);
    bool certificates = true;
    for (const SslVpnRule& rule : ssl.rules) {
      groups.insert(groups.end(), rule.groups.begin(), rule.groups.end());
      users.insert(users.end(), rule.users.begin(), rule.users.end());
      if (rule.portal) portals.insert(*rule.portal);
      certificates = certificates && rule.client_cert.value_or(false);
    }
    for (const SslVpnPortal& portal : vdom_.portals) {
      if (portals.contains(portal.name)) split(portal, scope);
    }
    if (ssl.reqclientcert.value_or(false) || (certificates && !ssl.rules.empty())) {
      out_.add(FactKind::second_factor, "certificate", scope, ssl, "reqclientcert");
    } else {
      factor_of(groups, users, ssl, "source-interface", scope);
    }
  }

  void versions(const SslVpnSettings& ssl, const std::string& scope) {
    if (ssl.tls1_0 == "enable") out_.add(FactKind::algorithm, "tls1.0", scope, ssl, "tlsv1-0");
    if (ssl.tls1_1 == "enable") out_.add(FactKind::algorithm, "tls1.1", scope, ssl, "tlsv1-1");
    if (!ssl.min_version) return;
    for (const char* each : {"tls1-0", "tls1-1", "tls1-2", "tls1-3"}) {
      if (*ssl.min_version <= each)
        out_.add(FactKind::algorithm, algorithm_name(each), scope, ssl, "ssl-min-proto-ver");
    }
  }

  void split(const SslVpnPortal& portal, const std::string& scope) {
    if (!portal.tunnel_mode.value_or(false) || !portal.split_tunneling.value_or(true)) return;
    std::string networks;
    for (const std::string& each : portal.split_networks) networks += (networks.empty() ? "" : " ") + each;
    out_.add(FactKind::split_tunnel, networks.empty() ? portal.name : networks, scope, portal,
             "split-tunneling");
  }

  enum class Factor : std::uint8_t { token, left_to_server, none };

  /// A user by name, or a server that knows users.
  [[nodiscard]] Factor factor_of_member(const std::string& name) const {
    if (vdom_.second_factor_servers.find(name) != nullptr) return Factor::left_to_server;
    const LocalUser* user = vdom_.local_users.find(name);
    if (user == nullptr) return Factor::none;
    if (user->two_factor.value_or("disable") != "disable") return Factor::token;
    const std::string type = user->type.value_or("password");
    return type == "radius" || type == "tacacs+" ? Factor::left_to_server : Factor::none;
  }

  /// Certain when all users have a token; left to servers when each has that or a server to ask.
  void factor_of(const Names& groups, const Names& users, const Object& object, const char* key,
                 const std::string& scope) {
    Names members = users;
    for (const std::string& name : groups) {
      const UserGroup* group = vdom_.user_groups.find(name);
      if (group == nullptr || group->member.empty()) return;
      members.insert(members.end(), group->member.begin(), group->member.end());
    }
    if (members.empty()) return;
    bool tokens = true;
    for (const std::string& member : members) {
      const Factor factor = factor_of_member(member);
      if (factor == Factor::none) return;
      tokens = tokens && factor == Factor::token;
    }
    out_.add(FactKind::second_factor, tokens ? "token" : "radius", scope, object, key);
  }

  FactWriter& out_;
  const Config& config_;
  const Vdom& vdom_;
};

}  // namespace

void convert_vpn_facts(FactWriter& out, const Config& config) {
  for (const Vdom& vdom : config.vdoms) VpnFacts(out, config, vdom).convert();
}

bool vpn_algorithms_known(const Config& config) {
  const bool groups = has_default_groups(config);
  const auto phase1 = [&](const Phase1& each) {
    return !each.proposal.empty() && (groups || !each.groups.empty());
  };
  const auto phase2 = [&](const Phase2& each) {
    return !each.proposal.empty() && (groups || !each.groups.empty() || !each.pfs.value_or(true));
  };
  const bool recent = version_is_at_least(config, 7, 0, 0).value_or(false);
  return std::all_of(config.vdoms.begin(), config.vdoms.end(), [&](const Vdom& vdom) {
    return std::all_of(vdom.phase1.begin(), vdom.phase1.end(), phase1) &&
           std::all_of(vdom.phase1_policy.begin(), vdom.phase1_policy.end(), phase1) &&
           std::all_of(vdom.phase2.begin(), vdom.phase2.end(), phase2) &&
           std::all_of(vdom.phase2_policy.begin(), vdom.phase2_policy.end(), phase2) &&
           (!offers_ssl_vpn(vdom.ssl_vpn) || vdom.ssl_vpn.min_version || recent);
  });
}

}  // namespace sekisho::config::fortios
