// How the device is managed, as facts: clocks, logs, resolvers, services, administrators, neighbours. VPNs
// are in convert_vpn_facts.cpp.
//
// Defaults (FortiOS CLI Reference 5.6 to 7.6, the section of each key): `ntpsync`, `status` of log targets
// and of SNMP off; SNMP queries of a community on; `security-level` no-auth-no-priv; `admintimeout` 5
// minutes, that of a profile 10 where it overrides; `admin-telnet` and `strong-crypto` on;
// `fwpolicy-implicit-log` and `utm-status` of a policy off, its `logtraffic` utm.
#include "config/fortios/convert_facts.hpp"

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

bool is_on(const Text& status) { return status == "enable"; }

/// Of a part of a config nothing follows from what is not there: a whole one has `system global`.
bool is_whole(const Config& config) { return config.global.line != 0; }

class Facts {
 public:
  Facts(LineLedger& ledger, const Config& config, Device& device)
      : out_(ledger, device), config_(config), device_(device) {}
  void convert();

 private:
  void clocks();
  void logs();
  void implicit_logs(const Vdom& vdom);
  void inspections(const Vdom& vdom);
  void resolvers();
  void services(const std::string& interface, const Names& allowed, const Object& object, const char* key);
  void all_services();
  void snmp();
  void administrators();
  void web_versions();
  void neighbours();
  void list_kinds();
  [[nodiscard]] bool web_versions_known() const;

  FactWriter out_;
  const Config& config_;
  Device& device_;
  bool snmp_allowed_ = false;
  bool https_allowed_ = false;
};

void Facts::clocks() {
  const Listener& ntp = config_.ntp;
  if (!is_on(ntp.status)) return;
  if (ntp.type.value_or("fortiguard") != "custom")
    return out_.add(FactKind::time_server, "fortiguard", {}, ntp, "ntpsync");
  for (const NtpServer& each : ntp.servers) {
    if (each.server) out_.add(FactKind::time_server, *each.server, {}, each, "server");
  }
}

void Facts::logs() {
  const auto target = [&](const LogTarget& each, const char* otherwise) {
    if (!is_on(each.status)) return;
    const std::string server = each.server.value_or(otherwise);
    if (!server.empty()) out_.add(FactKind::log_server, server, {}, each, each.server ? "server" : "status");
  };
  for (const LogTarget* each : {&config_.syslog, &config_.syslog2, &config_.syslog3, &config_.syslog4,
                                &config_.analyzer, &config_.analyzer2, &config_.analyzer3}) {
    target(*each, "");
  }
  target(config_.analyzer_cloud, "fortianalyzer-cloud");
  target(config_.log_cloud, "fortiguard");
  for (const Vdom& vdom : config_.vdoms) {
    target(vdom.syslog_override, "");
    target(vdom.analyzer_override, "");
  }
}

void Facts::implicit_logs(const Vdom& vdom) {
  const LogSettings& settings = vdom.log_settings;
  // One forwarding filter holds the policies of all VDOMs: its end records when all of them record.
  const bool all = std::all_of(config_.vdoms.begin(), config_.vdoms.end(), [](const Vdom& each) {
    return each.log_settings.implicit_policy.value_or(false);
  });
  if (all && &vdom == &*config_.vdoms.begin())
    out_.add(FactKind::implicit_denial_logged, "yes", {}, settings, "fwpolicy-implicit-log");
  if (settings.local_in_deny_unicast.value_or(false))
    out_.add(FactKind::implicit_denial_logged, "yes", "local-in", settings, "local-in-deny-unicast");
}

/// Profiles of a policy count where it says so; what they find is recorded unless the policy records nothing.
/// A group of profiles is none of these: what is in it is not read.
void Facts::inspections(const Vdom& vdom) {
  for (const Table<Policy>* policies : {&vdom.policies, &vdom.policies6}) {
    for (const Policy& policy : *policies) {
      if (!policy.utm_status.value_or(false) || policy.logtraffic.value_or("utm") == "disable") continue;
      if (policy.av_profile) out_.add(FactKind::inspection, "malware", {}, policy, "av-profile");
      if (policy.ips_sensor) out_.add(FactKind::inspection, "intrusion", {}, policy, "ips-sensor");
    }
  }
}

void Facts::resolvers() {
  const DnsSettings& dns = config_.dns;
  if (dns.primary) out_.add(FactKind::name_server, *dns.primary, {}, dns, "primary");
  if (dns.secondary) out_.add(FactKind::name_server, *dns.secondary, {}, dns, "secondary");
}

void Facts::services(const std::string& interface, const Names& allowed, const Object& object,
                     const char* key) {
  for (const std::string& service : allowed) {
    snmp_allowed_ = snmp_allowed_ || service == "snmp";
    https_allowed_ = https_allowed_ || service == "https";
    const bool silent = service == "ping" || service == "snmp" ||
                        (service == "telnet" && !config_.global.admin_telnet.value_or(true));
    if (!silent) out_.add(FactKind::service, service, {}, object, key, interface);
  }
}

void Facts::all_services() {
  for (const Interface& interface : config_.interfaces) {
    if (is_off(interface.status)) continue;
    services(interface.name, interface.allowaccess, interface, "allowaccess");
    services(interface.name, interface.ipv6.allowaccess, interface.ipv6, "ip6-allowaccess");
    if (!interface.secondary_ip.value_or(false)) continue;
    for (const SecondaryIp& each : interface.secondary)
      services(interface.name, each.allowaccess, each, "allowaccess");
  }
  snmp();
}

void Facts::snmp() {
  if (!is_on(config_.snmp.status) || !snmp_allowed_) return;
  for (const SnmpCommunity& each : config_.snmp_communities) {
    if (is_off(each.status)) continue;
    if (!is_off(each.query_v1)) out_.add(FactKind::service, "snmp-v1", {}, each, "query-v1-status");
    if (!is_off(each.query_v2c)) out_.add(FactKind::service, "snmp-v2c", {}, each, "query-v2c-status");
    if (each.community == "public" || each.community == "private")
      out_.add(FactKind::credential, "default", "community", each, "name");
  }
  for (const SnmpUser& each : config_.snmp_users) {
    if (is_off(each.status) || is_off(each.queries)) continue;
    const std::string level = each.security_level.value_or("no-auth-no-priv");
    out_.add(FactKind::service, level == "no-auth-no-priv" ? "snmp-v3-noauth" : "snmp-v3", {}, each,
             "security-level");
    const std::string scope = "snmp user " + each.name;
    if (level != "no-auth-no-priv" && each.auth_proto)
      out_.add(FactKind::algorithm, algorithm_name(*each.auth_proto), scope, each, "auth-proto");
    if (level == "auth-priv" && each.priv_proto)
      out_.add(FactKind::algorithm, algorithm_name(*each.priv_proto), scope, each, "priv-proto");
  }
}

void Facts::administrators() {
  constexpr long long minute = 60;
  constexpr long long shortest = 5;  // admintimeout, and 10 of a profile
  constexpr long long of_profile = 10;
  const long long idle = config_.global.admintimeout.value_or(shortest) * minute;
  if (is_whole(config_))
    out_.add(FactKind::idle_timeout, std::to_string(idle), {}, config_.global, "admintimeout");
  for (const AccessProfile& profile : config_.profiles) {
    if (!profile.admintimeout_override.value_or(false)) continue;
    const long long own = profile.admintimeout.value_or(of_profile) * minute;
    out_.add(FactKind::idle_timeout, std::to_string(own), "profile " + profile.name, profile, "admintimeout");
  }
  for (const Admin& admin : config_.admins) {
    const std::string scope = "user " + admin.name;
    const bool elsewhere = admin.remote_auth.value_or(false) || admin.peer_auth.value_or(false);
    if (!admin.password.empty()) {
      const bool coded = admin.password.size() == 2 && admin.password.front() == "ENC";
      out_.add(FactKind::credential, coded ? "hashed" : "plain", scope, admin, "password");
    } else if (!elsewhere) {
      out_.add(FactKind::credential, "none", scope, admin, "password");
    }
    const auto limit = [&](const Names& words, const char* key) {
      if (words.empty() || words.front() == "0.0.0.0" || words.front() == "0.0.0.0/0") return;
      std::string value = words.front();
      if (words.size() > 1) value += ' ' + words[1];
      out_.add(FactKind::administrator_source, value, scope, admin, key);
    };
    limit(admin.trusthost1, "trusthost1");
    limit(admin.trusthost2, "trusthost2");
    limit(admin.trusthost3, "trusthost3");
    limit(admin.trusthost4, "trusthost4");
    limit(admin.trusthost5, "trusthost5");
    limit(admin.trusthost6, "trusthost6");
    limit(admin.trusthost7, "trusthost7");
    limit(admin.trusthost8, "trusthost8");
    limit(admin.trusthost9, "trusthost9");
    limit(admin.trusthost10, "trusthost10");
    limit(admin.ip6_trusthost1, "ip6-trusthost1");
  }
}

/// From 7.0 on TLS 1.2 and 1.3 are the default; before, releases differ.
bool Facts::web_versions_known() const {
  return !https_allowed_ || !config_.global.admin_https_ssl_versions.empty() ||
         version_is_at_least(config_, 7, 0, 0).value_or(false);
}

void Facts::web_versions() {
  const GlobalSettings& global = config_.global;
  for (const std::string& version : global.admin_https_ssl_versions)
    out_.add(FactKind::algorithm, algorithm_name(version), "https", global, "admin-https-ssl-versions");
  if (global.admin_ssh_v1.value_or(false))
    out_.add(FactKind::algorithm, "ssh1", "ssh", global, "admin-ssh-v1");
  // Without it SSH and HTTPS also take 3DES, RC4 and the like (CLI Reference, "strong-crypto").
  if (!global.strong_crypto.value_or(true))
    out_.add(FactKind::algorithm, "3des", "administration", global, "strong-crypto");
}

void Facts::neighbours() {
  const auto bind = [&](const NeighbourEntry& each) {
    if (each.ip && each.mac && !is_off(each.status))
      out_.add(FactKind::bound_neighbour, *each.ip + ' ' + *each.mac, {}, each, "mac",
               each.interface.value_or(""));
  };
  for (const NeighbourEntry& each : config_.neighbours) bind(each);
  for (const Vdom& vdom : config_.vdoms) {
    if (!is_on(vdom.ipmac.status)) continue;
    for (const NeighbourEntry& each : vdom.ipmac_table) bind(each);
  }
  for (const Interface& interface : config_.interfaces) {
    if (interface.security_mode == "802.1X" || interface.security_mode == "802.1x")
      out_.add(FactKind::port_authentication, "802.1x", {}, interface, "security-mode", interface.name);
  }
}

void Facts::list_kinds() {
  if (!is_whole(config_)) return;
  std::vector<FactKind>& kinds = device_.management_kinds;
  kinds = {FactKind::time_server,
           FactKind::log_server,
           FactKind::implicit_denial_logged,
           FactKind::service,
           FactKind::idle_timeout,
           FactKind::credential,
           FactKind::administrator_source,
           FactKind::remote_access,
           FactKind::split_tunnel,
           FactKind::second_factor,
           FactKind::port_authentication,
           FactKind::bound_neighbour,
           FactKind::inspection};
  if (config_.dns.primary) kinds.push_back(FactKind::name_server);
  if (web_versions_known() && vpn_algorithms_known(config_)) kinds.push_back(FactKind::algorithm);
}

void Facts::convert() {
  clocks();
  logs();
  for (const Vdom& vdom : config_.vdoms) implicit_logs(vdom);
  for (const Vdom& vdom : config_.vdoms) inspections(vdom);
  resolvers();
  all_services();
  administrators();
  web_versions();
  convert_vpn_facts(out_, config_);
  neighbours();
  list_kinds();
}

}  // namespace

void FactWriter::add(FactKind kind, std::string value, std::string scope, const Object& object,
                     std::string_view key, std::string interface) {
  const bool written = object.where.find(key) != object.where.end();
  RuleSource source;
  if (written || object.line != 0) {
    source = ledger_.source(object.line_of(key), written ? "" : "default");
  } else {
    source.span = ledger_.span(1);
    source.label = "default";
  }
  if (!written) source.text = key;
  device_.management.push_back(
      {kind, std::move(value), std::move(scope), std::move(interface), {}, std::move(source)});
}

std::string algorithm_name(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (text.starts_with("prf")) text.erase(0, 3);
  if (text.starts_with("tlsv1-") || text.starts_with("tls1-")) return "tls1." + text.substr(text.size() - 1);
  if (text == "sha") return "sha1";
  if (text == "aes") return "aes128";
  if (text.ends_with("gcm")) return text.substr(0, text.size() - 3) + "-gcm";
  return text;
}

void convert_facts(LineLedger& ledger, const Config& config, Device& device) {
  Facts(ledger, config, device).convert();
}

}  // namespace sekisho::config::fortios
