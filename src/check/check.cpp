#include "check/check.hpp"

#include "check/requirements.hpp"
#include "check/structure.hpp"
#include "check/transfer.hpp"

#include <sekisho/base/code.hpp>

#include <set>

namespace sekisho::check {

namespace {

std::string example(const Headers& headers, const HeaderSet& packets) {
  const std::vector<Bits128> values = packets.member();
  const auto address = [&](std::size_t field) {
    return values[headers.family] == 0 ? Address{Family::v4, values[field] >> 96}
                                       : Address{Family::v6, values[field]};
  };
  Packet packet;
  packet.source = address(headers.source);
  packet.destination = address(headers.destination);
  packet.protocol = static_cast<std::uint8_t>(values[headers.protocol]);
  packet.source_port = static_cast<std::uint16_t>(values[headers.source_port]);
  packet.destination_port = static_cast<std::uint16_t>(values[headers.destination_port]);
  packet.icmp_type = static_cast<std::uint8_t>(values[headers.icmp_type]);
  packet.icmp_code = static_cast<std::uint8_t>(values[headers.icmp_code]);
  packet.tcp_flags = static_cast<std::uint8_t>(values[headers.tcp_flags]);
  return to_string(packet);
}

class Check {
 public:
  Check(const Certificate& certificate, const ModelFile& model, const Headers& headers)
      : certificate_(certificate), model_(model), headers_(headers) {}

  std::vector<Diagnostic> run() {
    Transfer by_tables(headers_, model_.network, model_.routes, model_.date, false);
    Transfer by_any(headers_, model_.network, model_.routes, model_.date, true);
    const Demands demands(headers_, model_, by_tables);
    for (const Run& each : certificate_.runs) keeps(each, demands, each.any_routing ? by_any : by_tables);
    std::set<std::string> seen;
    for (const Claim& claim : certificate_.claims) {
      if (!seen.insert(claim.requirement).second) refuse(Code::certificate_claims_twice, {claim.requirement});
      holds(claim, demands);
    }
    return std::move(found_);
  }

 private:
  void refuse(Code code, std::vector<std::string> arguments) {
    found_.push_back({code, {}, std::move(arguments)});
  }

  static HeaderSet at(const Run& run, const Place& place, const HeaderSet& none) {
    const auto found = run.reached.find(place);
    return found == run.reached.end() ? none : found->second;
  }

  [[nodiscard]] bool exists(const Place& place) const {
    const Network& network = model_.network;
    if (place.kind == Place::Kind::segment || place.kind == Place::Kind::segment_source)
      return place.owner < network.snapshot.segments.size();
    return place.owner < network.devices.size() &&
           (place.kind == Place::Kind::device || place.kind == Place::Kind::device_source ||
            place.interface < network.devices[place.owner].interfaces.size());
  }

  /// The invariant holds what is sent and is closed under every edge.
  void keeps(const Run& run, const Demands& demands, Transfer& transfer) {
    const Network& network = model_.network;
    const std::size_t segments = network.snapshot.segments.size();
    if (run.from >= segments) return refuse(Code::certificate_names_unknown, {"runs.from"});
    const Place source{Place::Kind::segment_source, run.from, 0, {}};
    if (const auto wrong = demands.wrong_label(run)) return refuse(Code::certificate_label, {*wrong});
    const HeaderSet left_out = demands.sent(run) - at(run, source, headers_.none());
    if (!left_out.empty())
      refuse(Code::certificate_source,
             {network.snapshot.segments[run.from].name, example(headers_, left_out)});
    for (const auto& [place, packets] : run.reached) {
      if (!exists(place)) return refuse(Code::certificate_names_unknown, {"runs.reached"});
      for (const auto& [next, arriving] : transfer.onward(place, packets)) {
        const HeaderSet escaping = arriving - at(run, next, headers_.none());
        if (!escaping.empty())
          refuse(Code::certificate_edge,
                 {to_string(place, network), to_string(next, network), example(headers_, escaping)});
      }
    }
  }

  /// What the requirement forbids is not in the invariant, and the invariant is of the right kind.
  void holds(const Claim& claim, const Demands& demands) {
    const Requirement* requirement = nullptr;
    for (const Requirement& each : model_.requirements) {
      if (each.id == claim.requirement) requirement = &each;
    }
    if (requirement == nullptr) return refuse(Code::certificate_unknown_requirement, {claim.requirement});
    const std::vector<Segment>& segments = model_.network.snapshot.segments;
    if (!claim.run) {
      if (claim.assurance != "no-path" || may_be_joined(model_.network, *requirement))
        refuse(Code::certificate_path, {claim.requirement});
      return;
    }
    const Run& run = certificate_.runs[*claim.run];
    const bool fits = run.from < segments.size() && segments[run.from].name == requirement->from &&
                      (!run.own_addresses || requirement->semantics == Semantics::session) &&
                      claim.assurance == (run.any_routing ? "any-routing" : "current-routing");
    if (!fits) return refuse(Code::certificate_wrong_run, {claim.requirement});
    const std::optional<Place> target = demands.target(*requirement);
    if (!target) return refuse(Code::certificate_unknown_requirement, {claim.requirement});
    const HeaderSet forbidden = demands.forbidden(*requirement, run, at(run, *target, headers_.none()));
    if (!forbidden.empty())
      refuse(Code::certificate_forbidden, {claim.requirement, example(headers_, forbidden)});
  }

  const Certificate& certificate_;
  const ModelFile& model_;
  const Headers& headers_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check(const Certificate& certificate, const ModelFile& model) {
  const std::optional<Headers> headers = Headers::over(*certificate.sets);
  if (!headers) return {{Code::certificate_names_unknown, {}, {"fields"}}};
  try {
    return Check(certificate, model, *headers).run();
  } catch (const SetsTooLarge&) {
    return {{Code::certificate_too_large, {}, {}}};
  }
}

}  // namespace sekisho::check
