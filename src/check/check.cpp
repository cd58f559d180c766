#include "check/check.hpp"

#include "check/requirements.hpp"
#include "check/structure.hpp"
#include "check/transfer.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <set>

namespace sekisho::check {

namespace {

/// A member, for people.
std::string example(const HeaderSet& packets) {
  const std::vector<Bits128> values = packets.member();
  const auto address = [&](std::size_t field) {
    return values[field::family] == 0 ? Address{Family::v4, values[field] >> 96}
                                      : Address{Family::v6, values[field]};
  };
  Packet packet;
  packet.source = address(field::source);
  packet.destination = address(field::destination);
  packet.protocol = static_cast<std::uint8_t>(values[field::protocol]);
  packet.source_port = static_cast<std::uint16_t>(values[field::source_port]);
  packet.destination_port = static_cast<std::uint16_t>(values[field::destination_port]);
  packet.icmp_type = static_cast<std::uint8_t>(values[field::icmp_type]);
  packet.icmp_code = static_cast<std::uint8_t>(values[field::icmp_code]);
  packet.tcp_flags = static_cast<std::uint8_t>(values[field::tcp_flags]);
  return to_string(packet);
}

class Check {
 public:
  Check(const Certificate& certificate, const ModelFile& model)
      : certificate_(certificate),
        model_(model),
        headers_(*certificate.headers),
        by_tables_(headers_, model.network, model.routes, model.date, false),
        by_any_(headers_, model.network, model.routes, model.date, true),
        demands_(headers_, model, by_tables_) {}

  std::vector<Diagnostic> run() {
    for (const Run& each : certificate_.runs) keeps(each, each.any_routing ? by_any_ : by_tables_);
    std::set<std::string> seen;
    for (const Claim& claim : certificate_.claims) {
      if (!seen.insert(claim.requirement).second) refuse(Code::certificate_claims_twice, {claim.requirement});
      holds(claim);
    }
    return std::move(found_);
  }

 private:
  void refuse(Code code, std::vector<std::string> arguments) {
    found_.push_back({code, {}, std::move(arguments)});
  }

  HeaderSet at(const Run& run, const Place& place) {
    const auto found = run.reached.find(place);
    return found == run.reached.end() ? headers_.none() : found->second;
  }

  /// The invariant holds what is sent and is closed under every edge.
  void keeps(const Run& run, Transfer& transfer) {
    const Network& network = model_.network;
    const Place source{Place::Kind::segment_source, run.from, 0, {}};
    if (!exists(source, network)) return refuse(Code::certificate_names_unknown, {"runs.from"});
    const HeaderSet left_out = demands_.sent(run) - at(run, source);
    if (!left_out.empty())
      refuse(Code::certificate_source, {network.snapshot.segments[run.from].name, example(left_out)});
    for (const auto& [place, packets] : run.reached) {
      if (!exists(place, network)) return refuse(Code::certificate_names_unknown, {"runs.reached"});
      for (const auto& [next, arriving] : transfer.onward(place, packets)) {
        const HeaderSet escaping = arriving - at(run, next);
        if (escaping.empty()) continue;
        refuse(Code::certificate_edge,
               {to_string(place, network), to_string(next, network), example(escaping)});
      }
    }
  }

  /// What the requirement forbids is not in the invariant, and the invariant is of the right kind.
  void holds(const Claim& claim) {
    const std::string& id = claim.requirement;
    const auto requirement = std::find_if(model_.requirements.begin(), model_.requirements.end(),
                                          [&](const Requirement& each) { return each.id == id; });
    if (requirement == model_.requirements.end()) return refuse(Code::certificate_unknown_requirement, {id});
    const std::optional<SegmentIndex> from = find_segment(model_.network, requirement->from);
    const std::optional<Place> target = demands_.target(*requirement);
    if (!from || !target) return refuse(Code::certificate_unknown_requirement, {id});
    if (!claim.run) {
      const bool no_path = claim.assurance == "no-path" && target->of_segment() && target->owner != *from &&
                           !may_be_joined(model_.network, *from, target->owner);
      return no_path ? void() : refuse(Code::certificate_path, {id});
    }
    const Run& run = certificate_.runs[*claim.run];
    const bool fits = run.from == *from &&
                      (!run.own_addresses || requirement->semantics == Semantics::session) &&
                      claim.assurance == (run.any_routing ? "any-routing" : "current-routing");
    if (!fits) return refuse(Code::certificate_wrong_run, {id});
    const HeaderSet forbidden = demands_.forbidden(*requirement, run, at(run, *target));
    if (!forbidden.empty()) refuse(Code::certificate_forbidden, {id, example(forbidden)});
  }

  const Certificate& certificate_;
  const ModelFile& model_;
  Headers& headers_;
  Transfer by_tables_;
  Transfer by_any_;
  Demands demands_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check(const Certificate& certificate, const ModelFile& model) {
  try {
    return Check(certificate, model).run();
  } catch (const SetsTooLarge&) {
    return {{Code::certificate_too_large, {}, {}}};
  }
}

}  // namespace sekisho::check
