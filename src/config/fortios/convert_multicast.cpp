// Multicast policies, and policies that act on what enters an interface (FortiOS CLI Reference, "firewall
// multicast-policy", "firewall DoS-policy", "firewall acl", "firewall ttl-policy", "firewall proxy-policy").
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::fortios {
namespace {

void convert_multicast_policy(VdomConversion& vdom, const MulticastPolicy& policy, Family family) {
  VdomContext& context = vdom.context;
  if (is_off(policy.status)) return;
  const RuleSource source = context.source(policy, "multicast policy " + policy.name);
  const auto ingress = context.places({policy.srcintf.value_or("any")}, policy.line_of("srcintf"));
  const auto egress = context.places({policy.dstintf.value_or("any")}, policy.line_of("dstintf"));
  if (ingress.nowhere || egress.nowhere) return;
  Rule rule;
  rule.source = source;
  rule.action = policy.action == "deny" ? Action::deny : Action::permit;
  rule.ingress = ingress.names;
  rule.egress = egress.names;
  rule.match.ipv4 = family == Family::v4;
  rule.match.ipv6 = family == Family::v6;
  rule.match.source = vdom.addresses.match(policy.srcaddr, family, policy.line_of("srcaddr"));
  if (policy.srcaddr.empty()) rule.match.source = AddressMatch::everything();
  rule.match.destination = vdom.addresses.multicast_match(policy.dstaddr, family, policy.line_of("dstaddr"));
  if (rule.match.destination.any || policy.dstaddr.empty()) {
    const Prefix groups = family == Family::v4 ? *Prefix::parse("224.0.0.0/4") : *Prefix::parse("ff00::/8");
    rule.match.destination = match_of({{AddressRange::of(groups), true}}, family);
  }
  // Whether groups are forwarded depends on who has joined them.
  rule.match.certain = false;
  context.ledger.approximated(policy.line, Code::fortios_condition_unseen, {"multicast-policy"});
  context.device.forward_filter->rules.push_back(std::move(rule));
  if (policy.action == "deny") return;
  // Groups follow no unicast route.
  context.widen({Effect::may_route}, source, ingress.names.size() == 1 ? ingress.names[0] : std::string{});
  const bool translates = policy.snat.value_or(false) || (policy.dnat && policy.dnat->bits != 0);
  if (translates) context.widen({Effect::may_translate}, source);
}

void convert_dos_policy(VdomContext& context, const DosPolicy& policy) {
  if (is_off(policy.status)) return;
  for (const Anomaly& anomaly : policy.anomaly) {
    if (anomaly.status != "enable" || anomaly.action != "block") continue;
    context.ledger.approximated(anomaly.line_of("action"), Code::fortios_may_drop);
    for (const std::string& name :
         context.members(policy.interface.value_or("")).value_or(std::vector<std::string>{""})) {
      context.widen({Effect::may_drop}, context.ledger.source(anomaly.line, "DoS policy " + policy.name),
                    name);
    }
    return;
  }
}

}  // namespace

void convert_multicast_policies(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  for (const MulticastPolicy& policy : context.vdom.multicast_policies) {
    convert_multicast_policy(vdom, policy, Family::v4);
  }
  for (const MulticastPolicy& policy : context.vdom.multicast_policies6) {
    convert_multicast_policy(vdom, policy, Family::v6);
  }
}

void convert_interface_policies(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  for (const auto* policies : {&context.vdom.dos_policies, &context.vdom.dos_policies6}) {
    for (const DosPolicy& policy : *policies) convert_dos_policy(context, policy);
  }
  for (const InterfaceRule& rule : context.vdom.interface_rules) {
    if (is_off(rule.status)) continue;
    context.ledger.approximated(rule.line, Code::fortios_may_drop);
    const RuleSource source = context.source(rule, "interface rule " + rule.name);
    const Names where = rule.interface.empty() ? Names{"any"} : rule.interface;
    const auto places = context.places(where, rule.line);
    if (places.names.empty() && !places.nowhere) context.widen({Effect::may_drop}, source);
    for (const std::string& name : places.names) context.widen({Effect::may_drop}, source, name);
  }
  // A proxy ends sessions and opens its own: whom it lets through whom is in its policies.
  for (const ProxyPolicy& policy : context.vdom.proxy_policies) {
    if (is_off(policy.status) || policy.action == "deny") continue;
    context.ledger.unsupported(policy.line, Code::fortios_relays_sessions);
    const RuleSource source = context.source(policy, "proxy policy " + policy.name);
    const Names where = policy.srcintf.empty() ? Names{"any"} : policy.srcintf;
    const auto places = context.places(where, policy.line_of("srcintf"));
    if (places.names.empty() && !places.nowhere) context.widen({Effect::may_permit}, source);
    for (const std::string& name : places.names) context.widen({Effect::may_permit}, source, name);
  }
  for (const Interface& interface : context.config.interfaces) {
    if (!context.owns(interface.name)) continue;
    const bool web = interface.explicit_web_proxy.value_or(false);
    const bool ftp = interface.explicit_ftp_proxy.value_or(false);
    if (!web && !ftp) continue;
    const int line = interface.line_of(web ? "explicit-web-proxy" : "explicit-ftp-proxy");
    const bool switched_on = (web && context.vdom.web_proxy.status == "enable") ||
                             (ftp && context.vdom.ftp_proxy.status == "enable");
    if (!switched_on) continue;
    context.ledger.unsupported(line, Code::fortios_relays_sessions);
    context.widen({Effect::may_permit}, context.ledger.source(line), interface.name);
  }
  for (const VirtualWirePair& pair : context.vdom.wire_pairs) {
    if (pair.member.empty()) continue;
    context.ledger.unsupported(pair.line, Code::fortios_joins_interfaces);
    for (const std::string& member : pair.member) {
      context.widen({Effect::may_bridge, Effect::may_permit},
                    context.source(pair, "virtual wire pair " + pair.name), member);
    }
  }
}

}  // namespace sekisho::config::fortios
