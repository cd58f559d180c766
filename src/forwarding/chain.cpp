#include "chain.hpp"

#include <algorithm>

namespace sekisho::forwarding {

namespace {

// Rewrites that shift a port range are spelled out port by port up to this width; wider ones are
// known from above only.
constexpr int widest_port_shift = 256;

/// One rule of a list, and what it takes.
struct Part {
  const NatRule& rule;
  PacketSet region;
};

/// `rewrite` with its addresses replaced by any of `family`.
Rewrite to_any_of(Rewrite rewrite, Family family) {
  const AddressRange any = AddressRange::of(Prefix::everything(family));
  if (rewrite.source) rewrite.source = any;
  if (rewrite.destination) rewrite.destination = any;
  rewrite.keep_host_bits = false;
  return rewrite;
}

std::optional<std::uint16_t> mark_of(const NatRule& rule) {
  return rule.mark == 0 ? std::nullopt : std::optional(rule.mark);
}

void port_by_port(PacketSpace& space, const Part& part, const PortRange& from, Side side, PacketSet& open,
                  std::vector<Translation>& out) {
  const PortRange to = *part.rule.rewrite.destination_port;
  for (int offset = 0; offset <= from.last - from.first; ++offset) {
    const auto port = static_cast<std::uint16_t>(std::min<int>(to.first + offset, to.last));
    Rewrite rewrite = part.rule.rewrite;
    rewrite.destination_port = PortRange{port, port};
    const PacketSet matched = space.equal(Field::destination_port, static_cast<Bits128>(from.first + offset));
    add_translation(space, {open & matched, rewrite, mark_of(part.rule), &part.rule.source}, side, out);
    open -= matched;
  }
}

/// Ports keep their offset in the range that the rule matched them by. What no range of a moderate
/// width covers is known from above only: any port of the target range.
void shifted_ports(PacketSpace& space, const Part& part, Side side, std::vector<Translation>& out) {
  const PortRange to = *part.rule.rewrite.destination_port;
  PacketSet open = part.region;
  for (const Service& service : part.rule.match.services) {
    for (const PortRange& from : service.destination_ports) {
      const bool fits =
          from.last - from.first == to.last - to.first && to.last - to.first < widest_port_shift;
      if (!fits) break;
      port_by_port(space, part, from, side, open, out);
    }
  }
  if (side == Side::may)
    add_translation(space, {open, part.rule.rewrite, mark_of(part.rule), &part.rule.source}, side, out);
}

}  // namespace

void add_translation(PacketSpace& space, Translation translation, Side side, std::vector<Translation>& out) {
  const Rewrite& rewrite = translation.rewrite;
  if (rewrite.source || rewrite.destination) {
    const Family family = (rewrite.source ? rewrite.source : rewrite.destination)->family();
    const Family other = family == Family::v4 ? Family::v6 : Family::v4;
    Translation foreign = translation;
    foreign.region &= space.family(other);
    foreign.rewrite = to_any_of(rewrite, other);
    if (side == Side::may && !foreign.region.empty()) out.push_back(std::move(foreign));
    translation.region &= space.family(family);
  }
  if (!translation.region.empty()) out.push_back(std::move(translation));
}

TranslationList translations_of(MatchSets& sets, const std::vector<NatRule>& rules,
                                const std::string& ingress, const std::string& egress, Side side) {
  PacketSpace& space = sets.space();
  TranslationList result;
  PacketSet open = space.all();
  PacketSet exempt = space.none();
  for (const NatRule& rule : rules) {
    const Bounds bounds = bound_to(sets.of(rule), rule.ingress, ingress, rule.egress, egress, space);
    const PacketSet region = open & (side == Side::may ? bounds.may : bounds.must);
    if (rule.rewrite.empty()) {
      exempt |= region;
    } else if (rule.rewrite.keep_port_offset && rule.rewrite.destination_port) {
      shifted_ports(space, {rule, region}, side, result.translations);
    } else {
      add_translation(space, {region, rule.rewrite, mark_of(rule), &rule.source}, side, result.translations);
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

// What stands behind a rewrite was asked of the packet with the mark that it had then, so each mark is a
// branch of its own before all become zero.
void Chain::clear_marks(const std::vector<std::uint16_t>& marks) {
  std::vector<Branch> result;
  for (Branch& branch : branches_) {
    const bool asks = branch.after != branch.after.forget(Field::mark);
    std::vector<std::uint16_t> worn{0};
    if (asks) worn = branch.mark ? std::vector<std::uint16_t>{*branch.mark} : marks;
    for (const std::uint16_t mark : worn) {
      Branch cleared = branch;
      if (asks) {
        const PacketSet has = space_.equal(Field::mark, mark);
        if (!branch.mark) cleared.guard &= has;
        cleared.after = (branch.after & has).forget(Field::mark);
      }
      cleared.mark = 0;
      result.push_back(std::move(cleared));
    }
  }
  branches_ = std::move(result);
}

void Chain::scramble(const std::vector<std::uint16_t>& marks) {
  PacketSet entering = space_.none();
  for (const Branch& branch : branches_) {
    if (!branch.after.empty()) entering |= branch.guard;
  }
  branches_.clear();
  for (const Family family : {Family::v4, Family::v6}) {
    Branch unknown;
    unknown.guard = entering & space_.family(family);
    unknown.after = space_.all();
    unknown.rewrite.source = AddressRange::of(Prefix::everything(family));
    unknown.rewrite.destination = unknown.rewrite.source;
    unknown.rewrite.source_port = PortRange{};
    unknown.rewrite.destination_port = PortRange{};
    branches_.push_back(unknown);
    for (const std::uint16_t mark : marks) {
      unknown.mark = mark;
      branches_.push_back(unknown);
    }
  }
}

std::vector<Branch> Chain::finish() && {
  std::erase_if(branches_, [](const Branch& branch) { return branch.guard.empty() || branch.after.empty(); });
  return std::move(branches_);
}

}  // namespace sekisho::forwarding
