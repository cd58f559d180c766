// Traffic to the device itself: local-in policies first, then what the interfaces allow and what listens
// (FortiOS Administration Guide, "Local-in policies"; Fortinet forum 186351: local-in policies are evaluated
// before the administrative access of the interface; "Fortinet ports and protocols" for the port numbers).
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

Service port(std::uint8_t protocol_number, long long number) {
  Service service;
  service.protocol = protocol_number;
  const auto value = static_cast<std::uint16_t>(std::clamp(number, 0LL, 65535LL));
  service.destination_ports = {{value, value}};
  return service;
}
Service tcp(long long number) { return port(protocol::tcp, number); }
Service udp(long long number) { return port(protocol::udp, number); }
Service whole_protocol(std::uint8_t number) {
  Service service;
  service.protocol = number;
  return service;
}
Service echo(std::uint8_t protocol_number, std::uint8_t type) {
  Service service = whole_protocol(protocol_number);
  service.icmp_types = {{type, type}};
  return service;
}

class LocalFilter {
 public:
  explicit LocalFilter(VdomConversion& vdom)
      : vdom_(vdom), context_(vdom.context), filter_(*vdom.context.device.local_filter) {}

  void run() {
    for (const LocalInPolicy& policy : context_.vdom.local_in) policy_rules(policy, Family::v4);
    for (const LocalInPolicy& policy : context_.vdom.local_in6) policy_rules(policy, Family::v6);
    trusted_ = trusted_hosts();
    for (const Interface& interface : context_.config.interfaces) {
      if (context_.owns(interface.name)) access(interface);
    }
    tunnels();
    servers();
    protocols();
  }

 private:
  // --- local-in policies

  void policy_rules(const LocalInPolicy& policy, Family family) {
    if (is_off(policy.status) || policy.ha_mgmt_only.value_or(false)) return;
    Rule rule;
    rule.source = context_.source(policy, "local-in policy " + policy.name);
    const bool accepts = policy.action == "accept";  // default deny ("firewall local-in-policy", action)
    rule.action = accepts ? Action::permit : Action::deny;
    rule.match.ipv4 = family == Family::v4;
    rule.match.ipv6 = family == Family::v6;
    const auto places =
        context_.places(policy.intf.empty() ? Names{"any"} : policy.intf, policy.line_of("intf"));
    rule.ingress = places.names;
    rule.match.certain = places.certain && policy.doubtful.empty();
    if (!policy.srcaddr.empty()) {
      rule.match.source = vdom_.addresses.match(policy.srcaddr, family, policy.line_of("srcaddr"),
                                                policy.srcaddr_negate.value_or(false));
    }
    if (!policy.dstaddr.empty()) {
      rule.match.destination = vdom_.addresses.match(policy.dstaddr, family, policy.line_of("dstaddr"),
                                                     policy.dstaddr_negate.value_or(false));
    }
    const ServiceMatch services = vdom_.services.match(policy.service, policy.line_of("service"),
                                                       policy.service_negate.value_or(false));
    rule.match.services = services.services;
    rule.match.certain = rule.match.certain && services.certain && !policy.service.empty();
    if (policy.internet_service.value_or(false)) {
      rule.match.certain = false;
      context_.ledger.approximated(policy.line_of("internet-service-src"), Code::fortios_known_at_run_time);
    }
    if (places.nowhere || (services.nothing && !policy.service.empty())) return;
    for (const Schedule& schedule : vdom_.schedules.schedules(policy.schedule, policy.line_of("schedule"))) {
      rule.schedule = schedule;
      if (accepts) accept(rule);
      if (!accepts) filter_.rules.push_back(rule);
    }
  }

  /// A policy that accepts passes the packet on to the interface's own settings: what these allow too is
  /// accepted for sure, the rest perhaps.
  void accept(const Rule& rule) {
    Rule surely = rule;
    surely.match.services.clear();
    const std::vector<Service> offered = offered_on(rule.ingress);
    for (const Service& service : offered) {
      if (rule.match.services.empty() || covers(rule.match.services, service))
        surely.match.services.push_back(service);
    }
    const Family family = rule.match.ipv4 ? Family::v4 : Family::v6;
    if (rule.ingress.size() == 1) surely.match.destination = own_addresses(rule.ingress[0], family);
    if (!surely.match.services.empty() && rule.match.destination.any && !surely.match.destination.any) {
      filter_.rules.push_back(std::move(surely));
    }
    Rule perhaps = rule;
    perhaps.match.certain = false;
    filter_.rules.push_back(std::move(perhaps));
  }

  [[nodiscard]] std::vector<Service> offered_on(const std::vector<std::string>& names) const {
    if (names.size() != 1) return {};
    const Interface* interface = context_.config.interfaces.find(names[0]);
    if (interface == nullptr || trusted_hosts()) return {};
    return services_of(interface->allowaccess, Family::v4).admin;
  }

  static bool covers(const std::vector<Service>& services, const Service& wanted) {
    return std::any_of(services.begin(), services.end(), [&](const Service& service) {
      if (!service.certain || !service.source_ports.empty() || service.protocol != wanted.protocol)
        return false;
      if (service.destination_ports.empty()) return true;
      return std::any_of(
          service.destination_ports.begin(), service.destination_ports.end(), [&](const PortRange& range) {
            return !wanted.destination_ports.empty() && range.contains(wanted.destination_ports[0].first);
          });
    });
  }

  // --- allowaccess

  struct Access {
    std::vector<Service> admin;    // administrators' services: trusted hosts apply
    std::vector<Service> other;    // ping and services between devices
    std::vector<Service> perhaps;  // open in some versions or states only
  };

  [[nodiscard]] Access services_of(const Names& allowed, Family family) const {
    const GlobalSettings& global = context_.config.global;
    Access access;
    for (const std::string& word : allowed) {
      if (word == "https") {
        access.admin.push_back(tcp(global.admin_sport.value_or(443)));
        // HTTP is answered with a redirect ("system global", admin-https-redirect).
        if (global.admin_https_redirect.value_or(true))
          access.perhaps.push_back(tcp(global.admin_port.value_or(80)));
      } else if (word == "http") {
        access.admin.push_back(tcp(global.admin_port.value_or(80)));
      } else if (word == "ssh") {
        access.admin.push_back(tcp(global.admin_ssh_port.value_or(22)));
      } else if (word == "telnet") {
        access.admin.push_back(tcp(global.admin_telnet_port.value_or(23)));
      } else if (word == "ping") {
        access.other.push_back(family == Family::v4 ? echo(protocol::icmp, 8) : echo(protocol::icmpv6, 128));
      } else if (word == "snmp") {
        access.other.push_back(udp(161));
      } else if (word == "fgfm") {
        access.other.push_back(tcp(541));
        access.perhaps.push_back(tcp(542));
      } else if (word == "fabric") {
        access.other.push_back(tcp(8013));
        access.other.push_back(udp(5246));
        access.other.push_back(udp(5247));
        access.perhaps.push_back(udp(8014));
      } else if (word == "capwap") {
        access.other.push_back(udp(5246));
        access.other.push_back(udp(5247));
      } else if (word == "radius-acct") {
        access.other.push_back(udp(1813));
      } else if (word == "probe-response") {
        access.other.push_back(tcp(8008));
      } else if (word == "ftm") {
        access.other.push_back(tcp(4433));
      } else if (word == "auto-ipsec") {
        access.perhaps.push_back(udp(500));
      } else {  // speed-test, scim, and words of later versions: some port
        access.perhaps.push_back(Service{});
      }
    }
    return access;
  }

  void access(const Interface& interface) {
    Names allowed = interface.allowaccess;
    for (const SecondaryIp& secondary : interface.secondary) {
      allowed.insert(allowed.end(), secondary.allowaccess.begin(), secondary.allowaccess.end());
    }
    std::sort(allowed.begin(), allowed.end());
    allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
    allow(interface, allowed, Family::v4, interface.line_of("allowaccess"));
    allow(interface, interface.ipv6.allowaccess, Family::v6, interface.ipv6.line_of("ip6-allowaccess"));
    const std::string& name = interface.name;
    if (interface.dhcp_relay_service.value_or(false)) {
      listen({udp(67)}, name, interface.line_of("dhcp-relay-service"), "DHCP relay");
    }
    if (interface.mode == "dhcp") listen({udp(68)}, name, interface.line_of("mode"), "DHCP client");
    if (!interface.vrrp.empty()) {
      listen({whole_protocol(protocol::vrrp)}, name, interface.line, "VRRP");
    }
    const bool proxied =
        interface.explicit_web_proxy.value_or(false) && context_.vdom.web_proxy.status == "enable";
    if (proxied) {
      Service service;
      service.protocol = protocol::tcp;
      service.destination_ports = {
          context_.vdom.web_proxy.http_incoming_port.value_or(PortRange{8080, 8080})};
      listen({service}, name, interface.line_of("explicit-web-proxy"), "explicit proxy");
    }
  }

  /// Whether the settings of the interface that a packet comes in by count, or of the one that has its
  /// destination address, differs between descriptions: where both agree it is certain.
  void allow(const Interface& interface, const Names& allowed, Family family, int line) {
    if (allowed.empty()) return;
    const Access access = services_of(allowed, family);
    Rule rule;
    rule.source = context_.ledger.source(line, "allowaccess of " + interface.name);
    rule.action = Action::permit;
    rule.match.ipv4 = family == Family::v4;
    rule.match.ipv6 = family == Family::v6;
    rule.ingress = {interface.name};
    const AddressMatch own = own_addresses(interface.name, family);
    const std::optional<AddressMatch>& trusted = family == Family::v4 ? trusted_ : no_trusted_;

    if (!own.any) {
      rule.match.destination = own;
      if (trusted) {
        rule.match.source = *trusted;
        push(rule, access.admin);
        push(rule, access.other);
        rule.match.source = AddressMatch::everything();
      } else {
        push(rule, access.admin);
        push(rule, access.other);
      }
    }
    rule.match.certain = false;
    rule.match.destination = AddressMatch::everything();
    if (trusted) rule.match.source = *trusted;
    push(rule, access.admin);
    rule.match.source = AddressMatch::everything();
    push(rule, access.other);
    push(rule, access.perhaps);
    if (own.any) return;
    // From other interfaces to this one's address.
    rule.ingress = context_.everywhere().names;
    rule.match.destination = own;
    if (trusted) rule.match.source = *trusted;
    push(rule, access.admin);
    rule.match.source = AddressMatch::everything();
    push(rule, access.other);
  }

  void push(Rule rule, const std::vector<Service>& services) {
    if (services.empty()) return;
    rule.match.services = services;
    filter_.rules.push_back(std::move(rule));
  }

  [[nodiscard]] AddressMatch own_addresses(const std::string& name, Family family) const {
    const sekisho::Interface* interface = context_.device.find_interface(name);
    Terms terms;
    if (interface != nullptr && !interface->dynamic_address) {
      for (const InterfaceAddress& address : interface->addresses) {
        if (address.address.family == family) terms.push_back({AddressRange::of(address.address), true});
      }
    }
    return terms.empty() ? AddressMatch::everything() : match_of(terms, family);
  }

  /// When every administrator has trusted hosts the device answers nobody else ("system admin",
  /// trusthost; Administration Guide, "Trusted hosts"). Nothing: no such limit.
  [[nodiscard]] std::optional<AddressMatch> trusted_hosts() const {
    Terms terms;
    for (const Admin& admin : context_.config.admins) {
      bool limited = false;
      for (const Names* words :
           {&admin.trusthost1, &admin.trusthost2, &admin.trusthost3, &admin.trusthost4, &admin.trusthost5,
            &admin.trusthost6, &admin.trusthost7, &admin.trusthost8, &admin.trusthost9, &admin.trusthost10}) {
        std::optional<IpMask> host;
        if (words->empty()) continue;
        if (!read_value(*words, host)) return std::nullopt;
        const auto length = netmask_length(host->mask);
        if (!length || *length == 0) return std::nullopt;
        terms.push_back({AddressRange::of(Prefix::of(host->ip, *length)), true});
        limited = true;
      }
      if (!limited) return std::nullopt;
    }
    if (terms.empty()) return std::nullopt;
    return match_of(terms, Family::v4);
  }

  // --- what listens

  void listen(const std::vector<Service>& services, const std::string& interface, int line,
              const std::string& what) {
    Rule rule;
    rule.source = context_.ledger.source(line, what);
    rule.action = Action::permit;
    const auto places =
        interface.empty() || interface == "any" ? context_.everywhere() : context_.places({interface}, line);
    if (places.nowhere) return;
    rule.ingress = places.names;
    rule.match.certain = places.certain;
    push(rule, services);
  }

  void tunnels() {
    for (const auto* phases : {&context_.vdom.phase1, &context_.vdom.phase1_policy}) {
      for (const Phase1& phase1 : *phases) {
        listen({udp(500), udp(4500), whole_protocol(protocol::esp)}, phase1.interface.value_or(""),
               phase1.line, "IPsec " + phase1.name);
      }
    }
    const auto plain = [&](const Table<PlainTunnel>& tunnels, const Service& service, const char* what) {
      for (const PlainTunnel& tunnel : tunnels) {
        const bool here = tunnel.interface && context_.owns(*tunnel.interface);
        if (here && !is_off(tunnel.status))
          listen({service}, *tunnel.interface, tunnel.line, what + tunnel.name);
      }
    };
    plain(context_.config.gre, whole_protocol(protocol::gre), "GRE ");
    plain(context_.config.ipip, whole_protocol(protocol::ipip), "IPIP ");
    plain(context_.config.sit, whole_protocol(protocol::ipv6), "6in4 ");
    plain(context_.config.vxlan, udp(4789), "VXLAN ");
    plain(context_.config.geneve, udp(6081), "GENEVE ");
    const SslVpnSettings& ssl = context_.vdom.ssl_vpn;
    if (!is_off(ssl.status)) {
      for (const std::string& name : ssl.source_interface) {
        // DTLS uses the same port over UDP.
        const long long number = ssl.port.value_or(443);
        listen({tcp(number), udp(number)}, name, ssl.line_of("source-interface"), "SSL-VPN");
      }
    }
    if (context_.vdom.l2tp.status == "enable") listen({udp(1701)}, "", context_.vdom.l2tp.line, "L2TP");
    if (context_.vdom.pptp.status == "enable") {
      listen({tcp(1723), whole_protocol(protocol::gre)}, "", context_.vdom.pptp.line, "PPTP");
    }
  }

  void servers() {
    const auto serve = [&](const Table<Listener>& servers, const std::vector<Service>& services,
                           const char* what, bool named_by_entry) {
      for (const Listener& server : servers) {
        if (is_off(server.status)) continue;
        const Names where = named_by_entry ? Names{server.name} : server.interfaces;
        for (const std::string& name : where) listen(services, name, server.line, what);
      }
    };
    serve(context_.vdom.dhcp_servers, {udp(67)}, "DHCP server", false);
    serve(context_.vdom.dhcp6_servers, {udp(547)}, "DHCPv6 server", false);
    serve(context_.vdom.dns_servers, {udp(53), tcp(53)}, "DNS server", true);
    const Listener& ntp = context_.config.ntp;
    if (ntp.server_mode.value_or(false)) {
      for (const std::string& name : ntp.interfaces) {
        if (context_.owns(name)) listen({udp(123)}, name, ntp.line, "NTP server");
      }
    }
    // The portal of policies that ask for a user (Fortinet ports: 1000 and 1003).
    const bool asks =
        std::any_of(context_.vdom.policies.begin(), context_.vdom.policies.end(),
                    [](const Policy& policy) { return !policy.users.empty() || !policy.groups.empty(); });
    if (!asks) return;
    Rule rule;
    rule.source = context_.ledger.source(context_.vdom.policies.begin()->line, "authentication portal");
    rule.action = Action::permit;
    rule.match.certain = false;
    rule.ingress = context_.everywhere().names;
    push(rule, {tcp(1000), tcp(1003)});
  }

  void protocols() {
    const Vdom& vdom = context_.vdom;
    const auto speak = [&](const RoutingProtocol& protocol, const Service& service, const char* what) {
      if (!protocol.running.empty()) listen({service}, "", protocol.line, what);
    };
    speak(vdom.ospf, whole_protocol(protocol::ospf), "OSPF");
    speak(vdom.ospf6, whole_protocol(protocol::ospf), "OSPFv3");
    speak(vdom.rip, udp(520), "RIP");
    speak(vdom.ripng, udp(521), "RIPng");
    speak(vdom.bgp, tcp(179), "BGP");
    if (vdom.multicast.multicast_routing == "enable") {
      listen({whole_protocol(protocol::pim), whole_protocol(protocol::igmp)}, "", vdom.multicast.line, "PIM");
    }
  }

  VdomConversion& vdom_;
  VdomContext& context_;
  Filter& filter_;
  std::optional<AddressMatch> trusted_;
  std::optional<AddressMatch> no_trusted_;
};

}  // namespace

void convert_local_in(VdomConversion& vdom) { LocalFilter(vdom).run(); }

}  // namespace sekisho::config::fortios
