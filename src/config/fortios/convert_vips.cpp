// Virtual IPs: destination translation (FortiOS CLI Reference, "firewall vip"; Administration Guide,
// "Virtual IPs").
//
// Translation comes before the route lookup and the policies. Without central NAT a packet that a virtual
// IP has translated is matched by policies that name this virtual IP as destination, and by ordinary
// policies only through `match-vip`: the mark tells them apart. With central NAT every enabled virtual IP
// translates and policies see the translated address (Administration Guide, "Central DNAT").
//
// A virtual IP that no policy uses: the guide says that it takes effect in a policy, while Fortinet's
// article "Unused Virtual IP (VIP) object can disrupt traffic" (189573) says that it translates from its
// creation on. It is modelled from both sides.
#include "config/fortios/convert.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <limits>

namespace sekisho::config::fortios {
namespace {

constexpr std::size_t max_chunks = 512;

using VipUse = VdomConversion::VipUse;

Bits128 size_minus_one(const AddressRange& range) { return range.last.bits - range.first.bits; }

/// A piece of an address-by-address mapping: both sides are prefixes of one length.
struct Chunk {
  AddressRange external;
  AddressRange mapped;
};

/// Cuts a shifted mapping into prefixes aligned on both sides; nothing when that takes too many.
std::optional<std::vector<Chunk>> chunks_of(const AddressRange& external, const AddressRange& mapped) {
  std::vector<Chunk> chunks;
  const Family family = external.family();
  Bits128 offset = 0;
  const Bits128 last = size_minus_one(external);
  for (;;) {
    const Bits128 from = external.first.bits + offset;
    const Bits128 to = mapped.first.bits + offset;
    int bits = 0;
    while (bits < width(family) - 1) {
      const Bits128 block = low_ones(bits + 1);
      if ((from & block) != 0 || (to & block) != 0 || last - offset < block) break;
      ++bits;
    }
    const Bits128 block = low_ones(bits);
    chunks.push_back({{{family, from}, {family, from + block}}, {{family, to}, {family, to + block}}});
    if (chunks.size() > max_chunks) return std::nullopt;
    if (last - offset == block) return chunks;
    offset += block + 1;
  }
}

class VipConverter {
 public:
  VipConverter(VdomConversion& vdom, const VipUse& use)
      : vdom_(vdom), context_(vdom.context), use_(use), vip_(*use.vip) {}

  void run() {
    if (is_off(vip_.status)) return;
    const std::string type = vip_.type.value_or("static-nat");
    if (type == "dns-translation") return;  // changes DNS answers, no packets
    if (type == "access-proxy" || vip_.nat46.value_or(false) || vip_.nat64.value_or(false))
      return not_modelled(type);
    prepare();
    if (external_.empty()) return;
    if (type == "server-load-balance") return load_balance();
    if (type == "fqdn") return anywhere();
    if (type == "load-balance") return spread();
    static_nat();
  }

 private:
  void not_modelled(const std::string& type) {
    const bool proxy = type == "access-proxy";
    const int line = vip_.line_of(proxy ? "type" : "nat46");
    context_.ledger.unsupported(line,
                                proxy ? Code::fortios_relays_sessions : Code::fortios_family_translation);
    const RuleSource source = context_.source(vip_, label());
    context_.widen({Effect::may_permit, Effect::may_translate}, source);
  }

  [[nodiscard]] std::string label() const { return "vip \"" + vip_.name + "\""; }

  /// What the rules of this virtual IP have in common.
  void prepare() {
    const Family family = use_.family;
    rule_.source = context_.source(vip_, label());
    rule_.match.ipv4 = family == Family::v4;
    rule_.match.ipv6 = family == Family::v6;
    rule_.mark = context_.central_nat() ? std::uint16_t{0} : use_.mark;
    const Names where =
        !vip_.srcintf_filter.empty() ? vip_.srcintf_filter : Names{vip_.extintf.value_or("any")};
    const auto places = context_.places(where, vip_.line_of("extintf"));
    rule_.ingress = places.names;
    rule_.certain = places.certain && vip_.doubtful.empty() && (context_.central_nat() || use_.referenced);
    if (!context_.central_nat() && !use_.referenced) {
      context_.ledger.approximated(vip_.line, Code::fortios_vip_unreferenced);
    }
    if (places.nowhere) return;
    add_source_filter();
    add_services();
    external_ranges();
  }

  void add_source_filter() {
    if (vip_.src_filter.empty()) return;
    std::vector<AddressRange> ranges;
    if (!read_value(vip_.src_filter, ranges)) {
      rule_.certain = false;
      context_.ledger.approximated(vip_.line_of("src-filter"), Code::fortios_wrong_object, {vip_.name});
      return;
    }
    Terms terms;
    for (const AddressRange& range : ranges) terms.push_back({range, true});
    rule_.match.source = match_of(terms, use_.family);
  }

  void add_services() {
    if (vip_.portforward.value_or(false)) {
      const std::string protocol = vip_.protocol.value_or("tcp");
      Service service;
      service.protocol = protocol == "udp"    ? protocol::udp
                         : protocol == "sctp" ? protocol::sctp
                         : protocol == "icmp"
                             ? (use_.family == Family::v4 ? protocol::icmp : protocol::icmpv6)
                             : protocol::tcp;
      if (vip_.extport && protocol != "icmp") service.destination_ports = {*vip_.extport};
      rule_.match.services = {service};
      ports_mapped_ = vip_.mappedport && protocol != "icmp";
    } else if (!vip_.service.empty()) {
      const ServiceMatch match = vdom_.services.match(vip_.service, vip_.line_of("service"));
      rule_.match.services = match.services;
      rule_.certain = rule_.certain && match.certain && !match.nothing;
      ports_mapped_ = vip_.mappedport.has_value();
    } else if (server_load_balance() && vip_.extport) {
      Service service;
      // A virtual server listens on one port; `server-type ip` on all ("firewall vip", server-type).
      const std::string server = vip_.server_type.value_or("");
      if (server != "ip") service.protocol = server == "udp" ? protocol::udp : protocol::tcp;
      if (service.protocol) service.destination_ports = {*vip_.extport};
      rule_.match.services = {service};
    }
  }

  [[nodiscard]] bool server_load_balance() const { return vip_.type == "server-load-balance"; }

  /// External addresses; 0.0.0.0 stands for the address of the external interface.
  void external_ranges() {
    external_ = vip_.extip;
    const bool by_interface =
        external_.size() == 1 && external_[0].first.bits == 0 && external_[0].last.bits == 0;
    if (!by_interface) {
      if (external_.empty()) {
        // `extaddr` names an FQDN object; nothing at all is 0.0.0.0.
        context_.ledger.approximated(vip_.line_of("extaddr"), Code::fortios_known_at_run_time);
        external_ = {whole(use_.family)};
        rule_.certain = false;
      }
      return;
    }
    external_.clear();
    const sekisho::Interface* interface =
        vip_.extintf ? context_.device.find_interface(*vip_.extintf) : nullptr;
    if (interface != nullptr && !interface->dynamic_address) {
      for (const InterfaceAddress& address : interface->addresses) {
        if (address.address.family == use_.family && !address.secondary) {
          external_.push_back(AddressRange::of(address.address));
        }
      }
    }
    if (external_.empty()) {
      external_ = {whole(use_.family)};
      rule_.certain = false;
      context_.ledger.approximated(vip_.line_of("extip"), Code::fortios_dynamic_address);
    }
  }

  void emit(const AddressRange& external, const AddressRange& mapped, bool keep_host_bits, bool certain) {
    NatRule rule = rule_;
    rule.match.destination = match_of({{external, true}}, use_.family);
    rule.rewrite.destination = mapped;
    rule.rewrite.keep_host_bits = keep_host_bits;
    rule.certain = rule.certain && certain;
    if (ports_mapped_) {
      rule.rewrite.destination_port = vip_.mappedport;
      const int outside = vip_.extport ? vip_.extport->last - vip_.extport->first : 0;
      const int inside = vip_.mappedport->last - vip_.mappedport->first;
      if (outside > 0 && inside == outside) rule.rewrite.keep_port_offset = true;
      if (outside != inside && inside != 0) rule.certain = false;
    }
    context_.device.destination_nat.push_back(std::move(rule));
  }

  void static_nat() {
    if (vip_.mappedip.empty() || vip_.mappedip[0].family() != use_.family) return wrong();
    const AddressRange& external = external_[0];
    AddressRange mapped = vip_.mappedip[0];
    if (external.family() != use_.family) return wrong();
    const bool one_to_one = size_minus_one(mapped) == size_minus_one(external);
    if (!one_to_one) {
      // FortiOS extends the mapped range to the external one's size; a set that says otherwise is doubtful.
      context_.ledger.approximated(vip_.line_of("mappedip"), Code::fortios_translation_unknown);
      emit(external, mapped, false, false);
      const Bits128 room = whole(use_.family).last.bits - mapped.first.bits;
      if (room < size_minus_one(external)) return;
      mapped.last.bits = mapped.first.bits + size_minus_one(external);
    }
    const auto chunks = chunks_of(external, mapped);
    if (!chunks) {
      context_.ledger.approximated(vip_.line_of("extip"), Code::fortios_too_large,
                                   {std::to_string(max_chunks)});
      return emit(external, mapped, false, false);
    }
    for (const Chunk& chunk : *chunks) {
      emit(chunk.external, chunk.mapped, size_minus_one(chunk.external) > 0, one_to_one);
    }
  }

  /// The device chooses among the mapped addresses.
  void spread() {
    if (vip_.mappedip.empty()) return wrong();
    for (std::size_t i = 0; i < vip_.mappedip.size(); ++i) {
      if (vip_.mappedip[i].family() != use_.family) continue;
      emit(external_[0], vip_.mappedip[i], false, i + 1 == vip_.mappedip.size());
    }
  }

  /// One rule per server, each of which may be the chosen one. The last stands for "one of them surely".
  void load_balance() {
    std::vector<const RealServer*> servers;
    for (const RealServer& server : vip_.realservers) {
      if (server.status != "disable") servers.push_back(&server);
    }
    if (servers.empty()) return wrong();
    const bool ported = ports_mapped_;
    for (const RealServer* server : servers) {
      AddressRange mapped = whole(use_.family);
      if (server->ip.empty()) {
        context_.ledger.approximated(server->line, Code::fortios_known_at_run_time);
      } else {
        mapped = server->ip[0];
      }
      if (mapped.family() != use_.family) continue;
      const bool chosen = server == servers.back() && !server->ip.empty() && server->status != "standby" &&
                          server->doubtful.empty();
      emit(external_[0], mapped, false, chosen);
      if (server->port && server->port->first != 0) {
        context_.device.destination_nat.back().rewrite.destination_port = server->port;
      }
    }
    ports_mapped_ = ported;
  }

  void anywhere() {
    context_.ledger.approximated(vip_.line_of("type"), Code::fortios_known_at_run_time);
    emit(external_[0], whole(use_.family), false, false);
  }

  void wrong() {
    context_.ledger.approximated(vip_.line, Code::fortios_wrong_object, {vip_.name});
    emit(external_[0], whole(use_.family), false, false);
  }

  VdomConversion& vdom_;
  VdomContext& context_;
  const VipUse& use_;
  const Vip& vip_;
  NatRule rule_;
  std::vector<AddressRange> external_;
  bool ports_mapped_ = false;
};

bool services_may_meet(const NatRule& a, const NatRule& b) {
  if (a.match.services.empty() || b.match.services.empty()) return true;
  for (const Service& left : a.match.services) {
    for (const Service& right : b.match.services) {
      if (left.protocol && right.protocol && *left.protocol != *right.protocol) continue;
      if (left.destination_ports.empty() || right.destination_ports.empty()) return true;
      for (const PortRange& p : left.destination_ports) {
        for (const PortRange& q : right.destination_ports) {
          if (p.first <= q.last && q.first <= p.last) return true;
        }
      }
    }
  }
  return false;
}

bool ranges_meet(const NatRule& a, const NatRule& b) {
  if (a.match.destination.any || b.match.destination.any) return true;
  for (const AddressTerm& left : a.match.destination.terms) {
    for (const AddressTerm& right : b.match.destination.terms) {
      const auto& p = std::get<AddressRange>(left.value);
      const auto& q = std::get<AddressRange>(right.value);
      if (p.family() == q.family() && p.first.bits <= q.last.bits && q.first.bits <= p.last.bits) return true;
    }
  }
  return false;
}

/// Which of two overlapping virtual IPs wins is not documented: both may.
void doubt_overlaps(std::vector<NatRule>& rules, std::size_t first) {
  // Sorted by external address, only neighbours can overlap.
  std::vector<std::size_t> order;
  for (std::size_t i = first; i < rules.size(); ++i) order.push_back(i);
  const auto start = [&](std::size_t i) {
    const AddressMatch& match = rules[i].match.destination;
    return match.any ? Address{} : std::get<AddressRange>(match.terms[0].value).first;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return start(a) < start(b); });
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size() && ranges_meet(rules[order[i]], rules[order[j]]); ++j) {
      NatRule& a = rules[order[i]];
      NatRule& b = rules[order[j]];
      if (a.source.span.line == b.source.span.line || !services_may_meet(a, b)) continue;
      a.certain = false;
      b.certain = false;
    }
  }
}

}  // namespace

void number_vips(VdomConversion& vdom, std::uint16_t& next_mark) {
  const Vdom& source = vdom.context.vdom;
  const auto number = [&](const Table<Vip>& table, Family family) {
    for (const Vip& vip : table) {
      VipUse use;
      use.vip = &vip;
      use.family = family;
      // Marks beyond 65535 do not exist; the last one is then shared, which only blurs policies.
      use.mark = next_mark;
      if (next_mark < std::numeric_limits<std::uint16_t>::max()) ++next_mark;
      vdom.vips.emplace(std::make_pair(family, vip.name), use);
    }
  };
  number(source.vips, Family::v4);
  number(source.vips6, Family::v6);

  const auto refer = [&](const Policy& policy, Family family, const Names& names) {
    if (is_off(policy.status)) return;
    if (policy.action.value_or("deny") == "deny" && !policy.learning_mode.value_or(false)) return;
    for (const std::string& name : names) {
      for (const std::string& vip : vips_named(vdom, family, name)) {
        vdom.vips.at({family, vip}).referenced = true;
      }
    }
  };
  for (const Policy& policy : source.policies) {
    refer(policy, Family::v4, policy.dstaddr);
    refer(policy, Family::v6, policy.dstaddr6);
  }
  for (const Policy& policy : source.policies6) refer(policy, Family::v6, policy.dstaddr);
}

std::vector<std::string> vips_named(const VdomConversion& vdom, Family family, const std::string& name) {
  if (vdom.vips.count({family, name}) != 0) return {name};
  const auto& groups = family == Family::v4 ? vdom.context.vdom.vip_groups : vdom.context.vdom.vip_groups6;
  std::vector<std::string> found;
  if (const VipGroup* group = groups.find(name)) {
    for (const std::string& member : group->member) {
      if (vdom.vips.count({family, member}) != 0) found.push_back(member);
    }
  }
  return found;
}

void convert_vips(VdomConversion& vdom) {
  std::vector<NatRule>& rules = vdom.context.device.destination_nat;
  const std::size_t first = rules.size();
  // In the order of the file: the map is sorted by name.
  for (const auto& [table, family] :
       {std::pair{&vdom.context.vdom.vips, Family::v4}, std::pair{&vdom.context.vdom.vips6, Family::v6}}) {
    for (const Vip& vip : *table) VipConverter(vdom, vdom.vips.at({family, vip.name})).run();
  }
  doubt_overlaps(rules, first);
}

}  // namespace sekisho::config::fortios
