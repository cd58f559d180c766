// Links that descriptions tell of.
//
// A claim is a port whose description names a device, with its port or without. Claims are tried from the
// best evidence to the weakest, so that a weak one never takes a port that a better one is about:
//
//   1. both ports name each other                                              sure
//   2. one names the other, which says nothing or only the device              sure when both carry one
//   network
//   3. two ports name each other's device, and it is the only such pair        likely
//   4. one names the device, which has one free port with the same network     likely
//
// Two claims about one port contradict each other: that is a question to a person.
#include "draft/described_links.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace sekisho::draft {
namespace {

struct Claim {
  Attachment port;
  std::size_t device = 0;
  std::optional<Attachment> peer;
};

class DescribedLinks {
 public:
  DescribedLinks(const Site& site, const Mentions& mentions, Wiring& wiring, FoundLinks& found)
      : site_(site), wiring_(wiring), found_(found) {
    collect(mentions);
  }

  void run() {
    for (const Claim& claim : claims_) link_named_ports(claim, true);
    for (const Claim& claim : claims_) link_named_ports(claim, false);
    for (const Claim& claim : claims_) link_named_devices(claim);
    for (const Claim& claim : claims_) link_by_network(claim);
    for (const Claim& claim : claims_) ask_about(claim);
  }

 private:
  void collect(const Mentions& mentions) {
    for (std::size_t d = 0; d < site_.devices.size(); ++d) {
      const Device& device = site_.devices[d].device;
      for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
        const Attachment port{d, i};
        if (!wiring_.takes_cable(port)) continue;
        const std::optional<Mention> mention = mention_of(mentions, port);
        if (!mention) continue;
        Claim claim{port, mention->device, {}};
        if (mention->port) claim.peer = Attachment{mention->device, *mention->port};
        by_port_.emplace(port, claims_.size());
        claims_.push_back(claim);
      }
    }
  }

  /// The description, else an alias or another remark of the interface.
  [[nodiscard]] std::optional<Mention> mention_of(const Mentions& mentions, const Attachment& port) const {
    const Interface& interface = site_.interface(port);
    std::optional<Mention> best;
    if (!interface.description.empty()) best = mentions.find(port.device, interface.description);
    if (best && best->port) return best;
    for (const std::string& remark : site_.remarks(port.device, interface.span)) {
      const std::optional<Mention> other = mentions.find(port.device, remark);
      if (other && (!best || other->port)) best = other;
    }
    return best;
  }

  [[nodiscard]] const Claim* claim_of(const Attachment& port) const {
    const auto found = by_port_.find(port);
    return found == by_port_.end() ? nullptr : &claims_[found->second];
  }

  [[nodiscard]] Diagnostic says(const Attachment& port) const {
    const Interface& interface = site_.interface(port);
    return {Code::draft_described, interface.span, {site_.spelled(port), interface.description}};
  }

  [[nodiscard]] bool are_free(const Attachment& a, const Attachment& b) const {
    return wiring_.is_free(a) && wiring_.is_free(b) && wiring_.takes_cable(a) && wiring_.takes_cable(b);
  }

  void link(const Attachment& a, const Attachment& b, bool sure) {
    DraftLink link;
    link.ends = {site_.ref(a), site_.ref(b)};
    for (const Attachment& end : {a, b}) {
      if (claim_of(end) != nullptr) link.because.push_back(says(end));
    }
    if (const std::optional<Prefix> network = wiring_.shared_network(a, b))
      link.because.push_back({Code::draft_same_network, {}, {to_string(*network)}});
    link.confirmed = sure;
    if (wiring_.contradict(a, b)) {
      link.confirmed = false;
      link.because.push_back({Code::draft_networks_differ, {}, {site_.spelled(a), site_.spelled(b)}});
    }
    wiring_.use(a);
    wiring_.use(b);
    found_.links.push_back(std::move(link));
  }

  /// Steps 1 (`mutual`) and 2.
  void link_named_ports(const Claim& claim, bool mutual) {
    if (!claim.peer || !are_free(claim.port, *claim.peer)) return;
    const Claim* answer = claim_of(*claim.peer);
    if (answer != nullptr && answer->device != claim.port.device) return;
    const bool names_back = answer != nullptr && answer->peer && *answer->peer == claim.port;
    if (answer != nullptr && answer->peer && !names_back && !is_same_port(*answer->peer, claim.port)) return;
    if (mutual != names_back) return;
    link(claim.port, *claim.peer, mutual || wiring_.shared_network(claim.port, *claim.peer).has_value());
  }

  /// One may name the aggregate, the other its member.
  [[nodiscard]] bool is_same_port(const Attachment& a, const Attachment& b) const {
    return wiring_.aggregate_of(a).value_or(a) == wiring_.aggregate_of(b).value_or(b);
  }

  [[nodiscard]] std::vector<const Claim*> claims_about(std::size_t from, std::size_t about) const {
    std::vector<const Claim*> claims;
    for (const Claim& claim : claims_) {
      const bool fits = claim.port.device == from && claim.device == about && !claim.peer;
      if (fits && wiring_.is_free(claim.port)) claims.push_back(&claim);
    }
    return claims;
  }

  /// Step 3. Members of two aggregates are paired in their order: which is which carries the same frames.
  void link_named_devices(const Claim& claim) {
    if (claim.peer || !wiring_.is_free(claim.port)) return;
    std::vector<const Claim*> here = claims_about(claim.port.device, claim.device);
    std::vector<const Claim*> there = claims_about(claim.device, claim.port.device);
    drop_aggregates_with_claims(here);
    drop_aggregates_with_claims(there);
    if (here.size() != there.size() || here.empty()) return;
    if (here.size() > 1 && (!are_of_one_aggregate(here) || !are_of_one_aggregate(there))) return;
    for (std::size_t i = 0; i < here.size(); ++i) link(here[i]->port, there[i]->port, false);
  }

  /// Where members and their aggregate say the same, the cables are in the members.
  void drop_aggregates_with_claims(std::vector<const Claim*>& claims) const {
    std::set<Attachment> aggregates;
    for (const Claim* claim : claims) {
      if (const auto aggregate = wiring_.aggregate_of(claim->port)) aggregates.insert(*aggregate);
    }
    std::erase_if(claims, [&](const Claim* claim) { return aggregates.contains(claim->port); });
  }

  [[nodiscard]] bool are_of_one_aggregate(const std::vector<const Claim*>& claims) const {
    const std::optional<Attachment> first = wiring_.aggregate_of(claims.front()->port);
    return first && std::ranges::all_of(claims, [&](const Claim* claim) {
             return wiring_.aggregate_of(claim->port) == first;
           });
  }

  /// Step 4.
  void link_by_network(const Claim& claim) {
    if (claim.peer || !wiring_.is_free(claim.port)) return;
    std::optional<Attachment> only;
    const Device& device = site_.devices[claim.device].device;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Attachment port{claim.device, i};
      const bool fits = wiring_.takes_cable(port) && wiring_.is_free(port) && claim_of(port) == nullptr &&
                        !wiring_.aggregate_of(port) && wiring_.shared_network(claim.port, port);
      if (!fits) continue;
      if (only) return;
      only = port;
    }
    if (only) link(claim.port, *only, false);
  }

  /// What was not linked in the end.
  void ask_about(const Claim& claim) {
    if (!wiring_.is_free(claim.port) || is_covered_by_members(claim.port)) return;
    const std::string& other = site_.devices[claim.device].draft.name;
    const Span& span = site_.interface(claim.port).span;
    if (claim.peer) {
      found_.open.push_back(
          {Code::draft_claims_conflict, span, {site_.spelled(claim.port), site_.spelled(*claim.peer)}});
    } else {
      found_.open.push_back({Code::draft_port_unknown, span, {site_.spelled(claim.port), other}});
    }
  }

  [[nodiscard]] bool is_covered_by_members(const Attachment& port) const {
    const std::optional<Attachment> aggregate = wiring_.aggregate_of(port);
    return aggregate && !wiring_.is_free(*aggregate);
  }

  const Site& site_;
  Wiring& wiring_;
  FoundLinks& found_;
  std::vector<Claim> claims_;
  std::map<Attachment, std::size_t> by_port_;
};

}  // namespace

void find_described_links(const Site& site, const Mentions& mentions, Wiring& wiring, FoundLinks& found) {
  DescribedLinks(site, mentions, wiring, found).run();
}

}  // namespace sekisho::draft
