// Firewall policies in their order (FortiOS CLI Reference, "firewall policy", "firewall policy6";
// Administration Guide, "Firewall policy": first match from the top, implicit deny at the end).
//
// One policy becomes one rule, or several that stand side by side where it covers both families, ordinary
// addresses and virtual IPs, several schedules of a group, or source translation that differs by interface.
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>

namespace sekisho::config::fortios {
namespace {

class PolicyConverter {
 public:
  PolicyConverter(VdomConversion& vdom, const Policy& policy, std::optional<Family> only, Filter& filter)
      : vdom_(vdom), context_(vdom.context), policy_(policy), only_(only), filter_(filter) {}

  void run() {
    accepts_ = action();
    ingress_ = context_.places(policy_.srcintf, policy_.line_of("srcintf"));
    egress_ = context_.places(policy_.dstintf, policy_.line_of("dstintf"));
    schedules_ = vdom_.schedules.schedules(policy_.schedule, policy_.line_of("schedule"));
    if (is_off(policy_.status)) {
      for (Schedule& schedule : schedules_) schedule.never = true;
    }
    if (policy_.expiry.value_or(false)) end_at_expiry();
    certain_ = policy_.doubtful.empty() && ingress_.certain && egress_.certain;
    look_for_unseen_conditions();
    look_for_gaps();
    look_for_effects();
    if (has_v4()) convert_family(Family::v4);
    if (has_v6()) convert_family(Family::v6);
  }

 private:
  bool action() {
    const std::string action = policy_.action.value_or("deny");
    if (policy_.learning_mode.value_or(false)) return true;  // accepts everything and logs it
    if (action == "deny") return false;
    if (action == "ipsec") {
      // Packets go into a tunnel of "vpn ipsec phase1", and come out of it the other way round.
      const int line = policy_.line_of("action");
      context_.ledger.unsupported(line, Code::fortios_policy_ipsec);
      context_.widen({Effect::may_permit, Effect::may_route}, context_.source(policy_, label()));
      unseen_ = true;
    } else if (action != "accept" && action != "learn") {
      unseen("action", true);
    }
    return true;
  }

  [[nodiscard]] std::string label() const {
    std::string text = "policy " + policy_.name;
    if (policy_.policy_name) text += " \"" + *policy_.policy_name + "\"";
    if (context_.config.multi_vdom) text += " (" + context_.vdom.name + ")";
    return text;
  }

  void end_at_expiry() {
    // `set policy-expiry-date 2024-04-01 00:00:00`: behind it the policy is disabled.
    const std::string date = policy_.expiry_date.empty() ? "" : policy_.expiry_date.front();
    const auto end = Date::parse(std::string_view(date).substr(0, 10));
    for (Schedule& schedule : schedules_) {
      schedule.periodic = true;  // the last day ends at some hour; without a date nothing is known
      if (end && (!schedule.end || *end < *schedule.end)) schedule.end = end;
    }
  }

  // --- what a header does not show

  void unseen(std::string_view key, bool condition) {
    if (!condition) return;
    unseen_ = true;
    context_.ledger.approximated(policy_.line_of(key), Code::fortios_condition_unseen, {std::string(key)});
  }

  void look_for_unseen_conditions() {
    const auto on = [](const Flag& flag) { return flag.value_or(false); };
    unseen("users", !policy_.users.empty());
    unseen("groups", !policy_.groups.empty());
    unseen("fsso-groups", !policy_.fsso_groups.empty());
    unseen("fsso", on(policy_.fsso));
    unseen("ntlm", on(policy_.ntlm));
    unseen("identity-based", on(policy_.identity_based));
    unseen("devices", !policy_.devices.empty());
    unseen("src-vendor-mac", !policy_.vendor_macs.empty());
    unseen("ztna-ems-tag", !policy_.ems_tags.empty());
    unseen("ztna-status", on(policy_.ztna_status));
    unseen("ztna-policy-redirect", on(policy_.ztna_redirect));
    unseen("disclaimer", on(policy_.disclaimer));
    unseen("rsso", on(policy_.rsso));
    unseen("dscp-match", on(policy_.dscp_match));
    unseen("internet-service", on(policy_.internet_service));
    unseen("internet-service-src", on(policy_.internet_service_src));
    unseen("internet-service6", on(policy_.internet_service6));
    unseen("internet-service6-src", on(policy_.internet_service6_src));
    unseen("network-service-dynamic", policy_.network_dynamic.has_value());
    unseen("network-service-src-dynamic", policy_.network_src_dynamic.has_value());
    unseen("reputation-minimum", policy_.reputation.value_or(0) != 0);
    unseen("application", !policy_.applications.empty());
    unseen("vlan-filter", policy_.vlan_filter.value_or(0) != 0);
    unseen("tos-mask", policy_.tos_mask && *policy_.tos_mask != "0x00");
    unseen("sgt-check", on(policy_.sgt_check));
    unseen("wccp", on(policy_.wccp));
    unseen("wanopt", on(policy_.wanopt));
    unseen("http-policy-redirect", on(policy_.http_policy_redirect));
    unseen("ssh-policy-redirect", on(policy_.ssh_policy_redirect));
  }

  void missing(std::string_view key, bool condition) {
    if (!condition) return;
    unseen_ = true;
    context_.ledger.approximated(policy_.line, Code::fortios_policy_incomplete, {std::string(key)});
  }

  [[nodiscard]] bool by_internet_service() const {
    return policy_.internet_service.value_or(false) || policy_.internet_service6.value_or(false) ||
           policy_.network_dynamic.has_value();
  }
  [[nodiscard]] bool from_internet_service() const {
    return policy_.internet_service_src.value_or(false) || policy_.internet_service6_src.value_or(false) ||
           policy_.network_src_dynamic.has_value();
  }

  /// Keys without which FortiOS does not store a policy.
  void look_for_gaps() {
    missing("srcintf", policy_.srcintf.empty());
    missing("dstintf", policy_.dstintf.empty());
    missing("srcaddr", policy_.srcaddr.empty() && policy_.srcaddr6.empty() && !from_internet_service());
    missing("dstaddr", policy_.dstaddr.empty() && policy_.dstaddr6.empty() && !by_internet_service());
    missing("service", policy_.service.empty() && !by_internet_service() && policy_.applications.empty());
    if (policy_.srcintf.empty()) ingress_ = context_.everywhere();
    if (policy_.dstintf.empty()) egress_ = context_.everywhere();
  }

  /// Settings that reach beyond the packets that this policy matches.
  void look_for_effects() {
    const auto widen = [&](std::string_view key, const Flag& flag, std::initializer_list<Effect> effects,
                           Code code) {
      if (!flag.value_or(false) || is_off(policy_.status)) return;
      const int line = policy_.line_of(key);
      context_.ledger.unsupported(line, code, {std::string(key)});
      context_.widen(effects, context_.source(policy_, label()));
    };
    widen("nat46", policy_.nat46, {Effect::may_translate, Effect::may_permit},
          Code::fortios_family_translation);
    widen("nat64", policy_.nat64, {Effect::may_translate, Effect::may_permit},
          Code::fortios_family_translation);
    // Full cone: hosts outside may open sessions to a translated host.
    widen("permit-any-host", policy_.permit_any_host, {Effect::may_permit},
          Code::fortios_setting_not_modelled);
    widen("permit-stun-host", policy_.permit_stun_host, {Effect::may_permit},
          Code::fortios_setting_not_modelled);
    widen("eif-check", policy_.eif_check, {Effect::may_permit}, Code::fortios_setting_not_modelled);
    widen("pcp-inbound", policy_.pcp_inbound, {Effect::may_permit, Effect::may_translate},
          Code::fortios_setting_not_modelled);
  }

  // --- families

  [[nodiscard]] bool has_v4() const {
    if (only_) return *only_ == Family::v4;
    if (policy_.srcaddr6.empty() && policy_.dstaddr6.empty()) return true;
    return !policy_.srcaddr.empty() || !policy_.dstaddr.empty() || policy_.internet_service.value_or(false) ||
           policy_.internet_service_src.value_or(false);
  }
  [[nodiscard]] bool has_v6() const {
    if (only_) return *only_ == Family::v6;
    // A policy that misses its addresses altogether may be of either family.
    const bool nothing_known = policy_.srcaddr.empty() && policy_.dstaddr.empty() && !by_internet_service() &&
                               !from_internet_service();
    return nothing_known || !policy_.srcaddr6.empty() || !policy_.dstaddr6.empty() ||
           policy_.internet_service6.value_or(false) || policy_.internet_service6_src.value_or(false);
  }
  /// Keys of the family: a `policy6` writes IPv6 objects under the plain keys.
  [[nodiscard]] bool plain_keys(Family family) const { return only_.has_value() || family == Family::v4; }

  void convert_family(Family family) {
    const bool plain = plain_keys(family);
    const Names& sources = plain ? policy_.srcaddr : policy_.srcaddr6;
    const Names& targets = plain ? policy_.dstaddr : policy_.dstaddr6;
    const bool not_sources = (plain ? policy_.srcaddr_negate : policy_.srcaddr6_negate).value_or(false);
    const bool not_targets = (plain ? policy_.dstaddr_negate : policy_.dstaddr6_negate).value_or(false);

    Rule rule;
    rule.source = context_.source(policy_, label());
    rule.action = accepts_ ? Action::permit : Action::deny;
    rule.log = policy_.logtraffic.value_or("utm") == "all";
    rule.ingress = ingress_.names;
    rule.egress = egress_.names;
    rule.match.ipv4 = family == Family::v4;
    rule.match.ipv6 = family == Family::v6;
    rule.match.certain = certain_ && !unseen_;
    if (!sources.empty()) {
      rule.match.source = vdom_.addresses.match(sources, family,
                                                policy_.line_of(plain ? "srcaddr" : "srcaddr6"), not_sources);
    }
    bool nothing = ingress_.nowhere || egress_.nowhere;
    if (!policy_.service.empty() && !by_internet_service()) {
      const ServiceMatch services = vdom_.services.match(policy_.service, policy_.line_of("service"),
                                                         policy_.service_negate.value_or(false));
      rule.match.services = services.services;
      rule.match.certain = rule.match.certain && services.certain;
      nothing = nothing || services.nothing;
    }
    if (nothing) {
      for (Schedule& schedule : schedules_) schedule.never = true;
    }

    Names ordinary;
    std::vector<std::uint16_t> marks;
    for (const std::string& name : targets) {
      const std::vector<std::string> vips = vips_named(vdom_, family, name);
      if (vips.empty()) ordinary.push_back(name);
      for (const std::string& vip : vips) marks.push_back(vdom_.vips.at({family, vip}).mark);
    }
    const bool only_vips = ordinary.empty() && !targets.empty();
    if (!marks.empty()) to_vips(rule, marks, family, not_targets);
    if (!only_vips) {
      if (!ordinary.empty()) {
        rule.match.destination = vdom_.addresses.match(
            ordinary, family, policy_.line_of(plain ? "dstaddr" : "dstaddr6"), not_targets);
      }
      to_ordinary(rule, family);
    }
  }

  /// Packets that one of the named virtual IPs has translated.
  void to_vips(Rule rule, std::vector<std::uint16_t> marks, Family family, bool negated) {
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    // With central NAT, virtual IPs are no destinations of policies.
    if (!context_.central_nat()) rule.match.marks = std::move(marks);
    if (negated || context_.central_nat()) rule.match.certain = false;
    emit_translated(rule, family);
  }

  void to_ordinary(const Rule& rule, Family family) {
    const bool marks_matter = !context_.central_nat() && !vdom_.vips.empty();
    if (!marks_matter) return emit_translated(rule, family);
    if (!policy_.match_vip_only.value_or(false)) {
      Rule plain = rule;
      plain.match.marks = std::vector<std::uint16_t>{0};
      emit_translated(plain, family);
    }

    const std::optional<bool> also_vips = matches_vips();
    if (also_vips == false) return;
    Rule marked = rule;
    marked.match.marks = std::vector<std::uint16_t>{};
    for (const auto& [name, use] : vdom_.vips) marked.match.marks->push_back(use.mark);
    std::sort(marked.match.marks->begin(), marked.match.marks->end());
    // Which of the two addresses the destination is compared with is documented for "all" only.
    if (!also_vips || !rule.match.destination.any) marked.match.certain = false;
    emit_translated(marked, family);
  }

  /// Whether an ordinary destination also matches packets that virtual IPs have translated. `match-vip`
  /// is off by default; from 7.2.4 on it is on by default for policies that deny (Fortinet, "Technical Tip:
  /// DENY policy for Virtual IP firewall policy", 94794). Nothing: not known.
  [[nodiscard]] std::optional<bool> matches_vips() const {
    if (policy_.match_vip_only.value_or(false)) return true;
    if (policy_.match_vip) return *policy_.match_vip;
    if (accepts_) return false;
    const auto old = version_is_at_least(context_.config, 7, 2, 3);
    const auto recent = version_is_at_least(context_.config, 7, 2, 4);
    if (!old) return std::nullopt;
    if (!*old) return false;
    return *recent ? std::optional<bool>(true) : std::nullopt;
  }

  // --- source translation

  void emit_translated(const Rule& rule, Family family) {
    const bool translates = accepts_ && policy_.nat.value_or(false) && !context_.central_nat();
    if (!translates) return emit(rule);
    from_vips(rule, family);
    const bool plain = plain_keys(family);
    const Names none;
    const bool pooled = policy_.ippool.value_or(false);
    const Names& pools = !pooled ? none : plain ? policy_.poolname : policy_.poolname6;
    const bool fixed_port = policy_.fixedport.value_or(false);
    for (SourceTranslation& way :
         source_translations(vdom_, pools, family, egress_.names, fixed_port, policy_.line_of("nat"))) {
      Rule one = rule;
      one.translate = way.rewrite;
      if (!way.egress.empty()) one.egress = way.egress;
      one.match.certain = one.match.certain && way.certain;
      emit(one);
    }
  }

  /// A host behind a static virtual IP without port forwarding may leave with the external address, when
  /// it goes out of the external interface ("firewall vip", nat-source-vip; Administration Guide, "Static
  /// virtual IPs"). Whether a pool wins, and whether an unused virtual IP counts, is not documented: one
  /// rule that may match for all virtual IPs of the same interfaces, with any of their external addresses.
  void from_vips(const Rule& rule, Family family) {
    std::map<std::vector<std::string>, std::vector<const Vip*>> by_egress;
    for (const auto& [key, use] : vdom_.vips) {
      const Vip& vip = *use.vip;
      const bool maps_sources = use.family == family && vip.type.value_or("static-nat") == "static-nat" &&
                                !vip.portforward.value_or(false) && vip.mappedip.size() == 1 &&
                                vip.extip.size() == 1 && !is_off(vip.status) && vip.extip[0].first.bits != 0;
      if (!maps_sources || vip.mappedip[0].family() != family || vip.extip[0].family() != family) continue;
      if (!may_come_from(rule.match.source, vip.mappedip[0])) continue;
      std::vector<std::string> egress = egress_.names;
      const auto outside = context_.members(vip.extintf.value_or("any"));
      if (outside && !vip.nat_source_vip.value_or(false)) {
        egress = common(egress_.names, *outside);
        if (egress.empty()) continue;
      }
      by_egress[std::move(egress)].push_back(&vip);
    }
    for (const auto& [egress, vips] : by_egress) {
      Rule one = rule;
      Terms sources;
      AddressRange external = vips.front()->extip[0];
      for (const Vip* vip : vips) {
        sources.push_back({vip->mappedip[0], true});
        external.first = std::min(external.first, vip->extip[0].first);
        external.last = std::max(external.last, vip->extip[0].last);
      }
      one.match.source = match_of(sources, family);
      one.match.certain = false;
      one.egress = egress;
      Rewrite rewrite;
      rewrite.source = external;
      one.translate = rewrite;
      emit(one);
    }
  }

  static std::vector<std::string> common(const std::vector<std::string>& named,
                                         const std::vector<std::string>& outside) {
    if (named.empty()) return outside;
    std::vector<std::string> both;
    for (const std::string& name : named) {
      if (std::find(outside.begin(), outside.end(), name) != outside.end()) both.push_back(name);
    }
    return both;
  }

  /// False when no address of `range` can be in `match`.
  static bool may_come_from(const AddressMatch& match, const AddressRange& range) {
    if (match.any || match.negated) return true;
    return std::any_of(match.terms.begin(), match.terms.end(), [&](const AddressTerm& term) {
      const auto* own = std::get_if<AddressRange>(&term.value);
      return own == nullptr || (own->first.bits <= range.last.bits && range.first.bits <= own->last.bits);
    });
  }

  void emit(const Rule& rule) {
    for (const Schedule& schedule : schedules_) {
      filter_.rules.push_back(rule);
      filter_.rules.back().schedule = schedule;
    }
  }

  VdomConversion& vdom_;
  VdomContext& context_;
  const Policy& policy_;
  std::optional<Family> only_;
  Filter& filter_;
  bool accepts_ = false;
  bool certain_ = true;
  bool unseen_ = false;
  VdomContext::Places ingress_;
  VdomContext::Places egress_;
  std::vector<Schedule> schedules_;
};

/// NGFW policy mode decides in "firewall security-policy" by application (Administration Guide, "NGFW
/// policy").
void widen_for_security_policies(VdomContext& context) {
  const bool policy_based = context.vdom.settings.ngfw_mode == "policy-based";
  for (const Policy& policy : context.vdom.security_policies) {
    if (is_off(policy.status)) continue;
    context.ledger.unsupported(policy.line, Code::fortios_section_not_modelled, {"firewall security-policy"});
    if (policy_based) {
      context.widen({Effect::may_permit, Effect::may_drop},
                    context.source(policy, "security policy " + policy.name));
    }
  }
  if (policy_based && context.vdom.security_policies.empty()) {
    const int line = context.vdom.settings.line_of("ngfw-mode");
    context.ledger.unsupported(line, Code::fortios_setting_not_modelled, {"ngfw-mode"});
    context.widen({Effect::may_drop}, context.ledger.source(line));
  }
  for (const Policy& policy : context.vdom.other_policies) {  // policy46, policy64
    if (is_off(policy.status)) continue;
    context.ledger.unsupported(policy.line, Code::fortios_family_translation);
    context.widen({Effect::may_permit, Effect::may_translate, Effect::may_route},
                  context.source(policy, "policy46/64 " + policy.name));
  }
}

}  // namespace

void convert_policies(VdomConversion& vdom) {
  Filter& filter = *vdom.context.device.forward_filter;
  for (const Policy& policy : vdom.context.vdom.policies) {
    PolicyConverter(vdom, policy, std::nullopt, filter).run();
  }
  for (const Policy& policy : vdom.context.vdom.policies6)
    PolicyConverter(vdom, policy, Family::v6, filter).run();
  widen_for_security_policies(vdom.context);
}

/// Traffic inside a zone: checked after all policies (Fortinet, "Information about policy matching order
/// when the intrazone setting is used", 264457). Members allow each other when `intrazone` is `allow`; the
/// default is `deny`.
void convert_zones(VdomConversion& vdom) {
  VdomContext& context = vdom.context;
  for (const Zone& zone : context.vdom.zones) {
    if (zone.intrazone != "allow") continue;
    Rule rule;
    rule.source =
        context.ledger.source(zone.line_of("intrazone"), "zone \"" + zone.name + "\" intrazone allow");
    rule.action = Action::permit;
    for (const std::string& member : zone.interface) {
      std::vector<std::string> others = zone.interface;
      std::erase(others, member);
      if (others.empty()) continue;
      rule.ingress = {member};
      rule.egress = std::move(others);
      context.device.forward_filter->rules.push_back(rule);
    }
    // In and out of one member: since 7.4.4, for a zone of one member (Fortinet, "Block or allow
    // intra-zone traffic", 279733); for larger zones it is not said.
    for (const std::string& member : zone.interface) {
      rule.ingress = rule.egress = {member};
      rule.match.certain = false;
      context.device.forward_filter->rules.push_back(rule);
    }
  }
}

}  // namespace sekisho::config::fortios
