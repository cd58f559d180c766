// How the device is managed: settings to facts, what absent lines mean, and of which kinds all is known.
//
// Defaults, all by Cisco Systems: `exec-timeout` 10 minutes (Configuration Fundamentals Command Reference);
// `ip bootp server` is on and written only when it is off (same); no login on the console (Security Command
// Reference, "login"); `crypto isakmp policy` DES, SHA-1, group 1, and aggressive mode accepted (Security
// Command Reference, "encryption (IKE policy)", "hash (IKE policy)", "group (IKE policy)", "crypto isakmp
// aggressive-mode disable"). Where releases and platforms differ, the kind is not in management_kinds while
// the config leaves the line out: `transport input` of a vty, `ip http server`, `vstack` of a switch, the
// versions and ciphers of SSH and HTTPS.
#include "config/cisco_ios/convert.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sekisho::config::ios {
namespace {

class Facts {
 public:
  explicit Facts(Conversion& conversion) : conversion_(conversion), config_(conversion.config) {}
  void convert();

 private:
  void add(FactKind kind, std::string value, std::string scope, RuleSource source) {
    conversion_.device.management.push_back(
        {kind, std::move(value), std::move(scope), {}, {}, std::move(source)});
  }
  [[nodiscard]] RuleSource at(int line) const { return conversion_.source(line); }
  /// The source of what an absent command does: the first line of what it belongs to.
  [[nodiscard]] RuleSource absent(std::string command, int line) const {
    RuleSource source;
    source.span = conversion_.ledger.span(line);
    source.text = std::move(command);
    source.label = "default";
    return source;
  }
  [[nodiscard]] bool refused(std::string_view command) const {
    return std::ranges::any_of(config_.refused,
                               [&](const std::string& each) { return command.starts_with(each); });
  }
  /// The command, or its `no` form, stands in the config.
  [[nodiscard]] bool decided(std::string_view command) const {
    return refused(command) || std::ranges::any_of(config_.settings, [&](const IosSetting& setting) {
             return setting.command.starts_with(command);
           });
  }

  void copy_settings();
  void convert_terminal(const TerminalLines& lines);
  void convert_transports(const TerminalLines& lines);
  void convert_login(const TerminalLines& lines);
  void convert_isakmp(const IsakmpPolicy& policy);
  void convert_gateways();
  void convert_ports();
  void list_kinds();
  [[nodiscard]] bool knows_services() const;
  [[nodiscard]] bool knows_algorithms() const;

  Conversion& conversion_;
  const IosConfig& config_;
};

constexpr std::string_view http_server = "ip http server ";
constexpr std::string_view https_server = "ip http secure-server ";
constexpr std::string_view bootp_server = "ip bootp server ";

bool takes(const TerminalLines& lines, std::string_view protocol) {
  return lines.transports && std::ranges::any_of(*lines.transports, [&](const std::string& each) {
           return each == protocol || each == "all";
         });
}

bool is_closed(const TerminalLines& lines) {
  return lines.vty && lines.transports && (lines.transports->empty() || lines.transports->front() == "none");
}

void Facts::copy_settings() {
  // `no logging on` and `no logging trap` keep records from all servers.
  const bool no_logs = refused("logging on ") || refused("logging trap ");
  for (const IosSetting& setting : config_.settings) {
    if (setting.kind == FactKind::log_server && no_logs) continue;
    conversion_.device.management.push_back(
        {setting.kind, setting.value, setting.scope, setting.interface, setting.vrf, at(setting.line)});
  }
  if (!decided(bootp_server)) add(FactKind::service, "bootp", {}, absent("ip bootp server", 1));
}

void Facts::convert_transports(const TerminalLines& lines) {
  for (const std::string_view protocol : {"telnet", "ssh", "rlogin"}) {
    if (takes(lines, protocol))
      add(FactKind::service, std::string(protocol), lines.name, at(lines.transport_line));
  }
  for (const auto& access : {lines.access_class, lines.access_class6}) {
    if (access) add(FactKind::administrator_source, access->list, lines.name, at(access->line));
  }
}

void Facts::convert_login(const TerminalLines& lines) {
  if (config_.aaa) return;  // the lists of `aaa authentication login` say it
  if (lines.login == false) {
    add(FactKind::credential, "none", lines.name, at(lines.login_line));
  } else if (!lines.login && lines.console) {
    add(FactKind::credential, "none", lines.name, absent("no login", lines.line));
  }
}

void Facts::convert_terminal(const TerminalLines& lines) {
  convert_transports(lines);
  if (is_closed(lines) || !lines.exec) return;  // nobody gets a prompt there
  convert_login(lines);
  constexpr std::string_view ten_minutes = "600";
  if (lines.idle_seconds) {
    add(FactKind::idle_timeout, std::to_string(*lines.idle_seconds), lines.name, at(lines.idle_line));
  } else {
    add(FactKind::idle_timeout, std::string(ten_minutes), lines.name,
        absent("exec-timeout 10 0", lines.line));
  }
}

void Facts::convert_isakmp(const IsakmpPolicy& policy) {
  const auto put = [&](const std::optional<SettingText>& said, const char* otherwise, const char* command) {
    if (!said) return add(FactKind::algorithm, otherwise, policy.name, absent(command, policy.line));
    if (!said->text.empty()) add(FactKind::algorithm, said->text, policy.name, at(said->line));
  };
  add(FactKind::algorithm, "ikev1", policy.name, at(policy.line));
  put(policy.encryption, "des", "encryption des");
  put(policy.hash, "sha1", "hash sha");
  put(policy.group, "dh1", "group 1");
}

/// A second factor is a certificate of the client beside its password, or what a server of the AAA list asks.
void Facts::convert_gateways() {
  const bool certificates =
      !config_.isakmp_policies.empty() &&
      std::ranges::none_of(config_.isakmp_policies, [](const IsakmpPolicy& each) { return each.shared_key; });
  const std::vector<ManagementFact> facts = conversion_.device.management;
  for (const ManagementFact& gateway : facts) {
    if (gateway.kind != FactKind::remote_access) continue;
    for (const ClientLogin& login : config_.client_logins) {
      const bool easy_vpn = login.scope.empty() && gateway.value == "ipsec";
      if (login.scope != gateway.scope && !easy_vpn) continue;
      if (easy_vpn && certificates)
        add(FactKind::second_factor, "certificate", gateway.scope, gateway.source);
      const auto list = config_.login_lists.find(login.list);
      if (list != config_.login_lists.end() && std::ranges::count(list->second, "group") > 0)
        add(FactKind::second_factor, "radius", gateway.scope, gateway.source);
    }
    for (const SettingText& routes : config_.pushed_routes) {
      if (gateway.value == "ipsec") add(FactKind::split_tunnel, routes.text, gateway.scope, at(routes.line));
    }
  }
}

void Facts::convert_ports() {
  const auto put = [&](const IosInterface& interface, const char* how, int line) {
    if (line == 0) return;
    conversion_.device.management.push_back(
        {FactKind::port_authentication, how, {}, interface.name, {}, at(line)});
  };
  for (const IosInterface& interface : config_.interfaces) {
    if (interface.port_control_line != 0) {
      put(interface, "802.1x", interface.dot1x_line);
      put(interface, "mab", interface.mab_line);
    }
    put(interface, "port-security", interface.port_security_line);
  }
}

bool Facts::knows_services() const {
  const std::vector<TerminalLines>& lines = config_.terminals;
  const bool vty = std::ranges::any_of(lines, &TerminalLines::vty);
  const bool transports =
      std::ranges::all_of(lines, [](const TerminalLines& each) { return !each.vty || each.transports; });
  return vty && transports && decided(http_server) && (!config_.is_switch || decided("vstack "));
}

bool Facts::knows_algorithms() const {
  if (!knows_services()) return false;
  const bool ssh =
      std::ranges::any_of(config_.terminals, [](const TerminalLines& each) { return takes(each, "ssh"); });
  if (ssh && (!decided("ip ssh version ") || !config_.ssh_ciphers_named)) return false;
  if (!decided(https_server)) return false;
  if (!refused(https_server) && !decided("ip http tls-version ")) return false;
  if (config_.has_ikev2_profile && !config_.has_ikev2_proposal) return false;
  return !config_.asks_for_ike || config_.has_ikev2_proposal || !config_.isakmp_policies.empty();
}

void Facts::list_kinds() {
  std::vector<FactKind>& kinds = conversion_.device.management_kinds;
  kinds = {FactKind::time_server,    FactKind::log_server,   FactKind::implicit_denial_logged,
           FactKind::idle_timeout,   FactKind::credential,   FactKind::administrator_source,
           FactKind::remote_access,  FactKind::split_tunnel, FactKind::second_factor,
           FactKind::bound_neighbour};
  const bool leased = std::ranges::any_of(
      config_.interfaces, [](const IosInterface& each) { return each.dhcp || each.negotiated; });
  if (!leased) kinds.push_back(FactKind::name_server);  // else the lease may bring some
  if (!config_.has_templates) kinds.push_back(FactKind::port_authentication);
  if (knows_services()) kinds.push_back(FactKind::service);
  if (knows_algorithms()) kinds.push_back(FactKind::algorithm);
}

void Facts::convert() {
  copy_settings();
  for (const TerminalLines& lines : config_.terminals) convert_terminal(lines);
  for (const IsakmpPolicy& policy : config_.isakmp_policies) convert_isakmp(policy);
  if (config_.aggressive_mode && !config_.isakmp_policies.empty()) {
    add(FactKind::algorithm, "aggressive-mode", "isakmp",
        absent("no crypto isakmp aggressive-mode disable", config_.isakmp_policies.front().line));
  }
  convert_gateways();
  convert_ports();
  list_kinds();
}

}  // namespace

void convert_facts(Conversion& conversion) { Facts(conversion).convert(); }

}  // namespace sekisho::config::ios
