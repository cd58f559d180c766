#include "chain.hpp"

#include <algorithm>

namespace sekisho::forwarding {

namespace {

// Rewrites that shift a port range are spelled out port by port up to this width; wider ones are
// known from above only.
constexpr int widest_port_shift = 256;

/// The ports that a port-shifting rule matches: the single destination range of its services.
std::optional<PortRange> matched_ports(const NatRule& rule) {
  if (rule.match.services.empty() || rule.match.services.front().destination_ports.size() != 1)
    return std::nullopt;
  return rule.match.services.front().destination_ports.front();
}

void shifted_ports(PacketSpace& space, const NatRule& rule, const PacketSet& region, Side side,
                   std::vector<Translation>& out) {
  const std::optional<PortRange> from = matched_ports(rule);
  const PortRange to = *rule.rewrite.destination_port;
  if (!from || from->last - from->first != to.last - to.first || to.last - to.first >= widest_port_shift) {
    if (side == Side::may) out.push_back({region, rule.rewrite, rule.mark, &rule.source});
    return;
  }
  for (int offset = 0; offset <= to.last - to.first; ++offset) {
    const auto port = static_cast<std::uint16_t>(to.first + offset);
    Rewrite rewrite = rule.rewrite;
    rewrite.destination_port = PortRange{port, port};
    const auto matched = static_cast<Bits128>(from->first + offset);
    out.push_back({region & space.equal(Field::destination_port, matched), rewrite, rule.mark, &rule.source});
  }
}

}  // namespace

TranslationList translations_of(MatchSets& sets, const std::vector<NatRule>& rules,
                                const std::string& ingress, const std::string& egress, Side side) {
  PacketSpace& space = sets.space();
  TranslationList result;
  PacketSet open = space.all();
  PacketSet exempt = space.none();
  for (const NatRule& rule : rules) {
    if (!names_interface(rule.ingress, ingress) || !names_interface(rule.egress, egress)) continue;
    const Bounds& bounds = sets.of(rule);
    const PacketSet region = open & (side == Side::may ? bounds.may : bounds.must);
    if (rule.rewrite.empty()) {
      exempt |= region;
    } else if (!region.empty() && rule.rewrite.keep_port_offset && rule.rewrite.destination_port) {
      shifted_ports(space, rule, region, side, result.translations);
    } else if (!region.empty()) {
      result.translations.push_back({region, rule.rewrite, rule.mark, &rule.source});
    }
    // Later rules see what may still be open (may) or certainly is (must).
    open -= side == Side::may ? bounds.must : bounds.may;
  }
  result.untouched = open | exempt;
  return result;
}

Chain::Chain(PacketSpace& space) : space_(space) {
  Branch pass;
  pass.guard = space.all();
  pass.after = space.all();
  branches_.push_back(std::move(pass));
}

void Chain::filter(const PacketSet& permitted) {
  for (Branch& branch : branches_) {
    const bool rewrites = !branch.rewrite.empty() || branch.mark.has_value();
    (rewrites ? branch.after : branch.guard) &= permitted;
  }
}

void Chain::translate(const TranslationList& list) {
  std::vector<Branch> result;
  for (Branch& branch : branches_) {
    if (!branch.rewrite.empty()) {
      result.push_back(std::move(branch));
      continue;
    }
    for (const Translation& translation : list.translations) {
      Branch translated = branch;
      translated.guard &= translation.region;
      translated.rewrite = translation.rewrite;
      if (translation.mark) translated.mark = translation.mark;
      translated.rule = translation.rule;
      result.push_back(std::move(translated));
    }
    branch.guard &= list.untouched;
    result.push_back(std::move(branch));
  }
  branches_ = std::move(result);
}

void Chain::clear_marks() {
  for (Branch& branch : branches_) branch.mark = 0;
}

void Chain::scramble() {
  Branch unknown_v4;
  unknown_v4.guard = space_.family(Family::v4);
  unknown_v4.after = space_.all();
  unknown_v4.rewrite.source = AddressRange::of(Prefix::everything(Family::v4));
  unknown_v4.rewrite.destination = unknown_v4.rewrite.source;
  unknown_v4.rewrite.source_port = PortRange{};
  unknown_v4.rewrite.destination_port = PortRange{};
  Branch unknown_v6 = unknown_v4;
  unknown_v6.guard = space_.family(Family::v6);
  unknown_v6.rewrite.source = AddressRange::of(Prefix::everything(Family::v6));
  unknown_v6.rewrite.destination = unknown_v6.rewrite.source;
  PacketSet entering = space_.none();
  for (const Branch& branch : branches_) entering |= branch.guard;
  unknown_v4.guard &= entering;
  unknown_v6.guard &= entering;
  branches_ = {unknown_v4, unknown_v6};
}

std::vector<Branch> Chain::finish() && {
  std::erase_if(branches_, [](const Branch& branch) { return branch.guard.empty() || branch.after.empty(); });
  return std::move(branches_);
}

}  // namespace sekisho::forwarding
