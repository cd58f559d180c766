#include <sekisho/check/check.hpp>

#include "check/certificate.hpp"
#include "check/requirements.hpp"
#include "check/sessions.hpp"
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

using Claim = dump::CertificateFile::Claim;

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
    if (!fits_model()) {
      refuse(Code::certificate_names_unknown, {"runs, answers"});
      return std::move(found_);
    }
    for (const Run& each : certificate_.runs) keeps(each);
    for (const Answers& each : certificate_.answers) keeps(each);
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

  HeaderSet at(const Invariant& invariant, const Place& place) {
    const auto found = invariant.find(place);
    return found == invariant.end() ? headers_.none() : found->second;
  }

  /// Whether all that the certificate names is in the model; all that follows relies on it.
  bool fits_model() {
    const auto is_there = [&](const Place& place) { return exists(place, model_.network); };
    const auto are_there = [&](const Invariant& invariant) {
      return std::all_of(invariant.begin(), invariant.end(),
                         [&](const auto& each) { return is_there(each.first); });
    };
    return std::all_of(
               certificate_.runs.begin(), certificate_.runs.end(),
               [&](const Run& run) {
                 return is_there({Place::Kind::segment_source, run.from, 0, {}}) && are_there(run.reached);
               }) &&
           std::all_of(certificate_.answers.begin(), certificate_.answers.end(), [&](const Answers& each) {
             return is_there(each.target) && are_there(each.leading) && are_there(each.reached);
           });
  }

  Transfer& transfer_of(const Run& run) { return run.any_routing ? by_any_ : by_tables_; }

  /// What may be on the way from a place is in the invariant of the next.
  void stays_inside(const Invariant& invariant, const Place& place, const std::vector<Onward>& onward) {
    for (const Onward& next : onward) {
      const HeaderSet escaping = next.packets - at(invariant, next.to);
      if (escaping.empty()) continue;
      refuse(Code::certificate_edge,
             {to_string(place, model_.network), to_string(next.to, model_.network), example(escaping)});
    }
  }

  /// The invariant holds what is sent and is closed under every edge.
  void keeps(const Run& run) {
    const Place source{Place::Kind::segment_source, run.from, 0, {}};
    const HeaderSet left_out = demands_.sent(run) - at(run.reached, source);
    if (!left_out.empty()) refuse(Code::certificate_source, {name_of(run.from), example(left_out)});
    for (const auto& [place, packets] : run.reached)
      stays_inside(run.reached, place, transfer_of(run).onward(place, packets));
  }

  /// Nothing but what is in `leading` can go on to what is answered; all answers to that are in the
  /// invariant, which is closed under every edge and the ways of sessions; and none is where the opener is.
  void keeps(const Answers& answers) {
    const Run& run = certificate_.runs[answers.run];
    const Network& network = model_.network;
    Transfer& transfer = transfer_of(run);
    for (const auto& [place, packets] : run.reached) {
      for (const Onward& next : transfer.onward(place, packets - at(answers.leading, place))) {
        const HeaderSet left_out = next.packets & at(answers.leading, next.to);
        if (left_out.empty()) continue;
        refuse(Code::certificate_leading,
               {to_string(place, network), to_string(next.to, network), example(left_out)});
      }
    }
    const bool by_hosts = answers.target.kind == Place::Kind::segment;
    const Place source{
        by_hosts ? Place::Kind::segment_source : Place::Kind::device_source, answers.target.owner, 0, {}};
    const HeaderSet left_out =
        demands_.answered(answers.target, at(answers.leading, answers.target)) - at(answers.reached, source);
    if (!left_out.empty())
      refuse(Code::certificate_answer, {to_string(answers.target, network), example(left_out)});
    const Sessions sessions(headers_, network, transfer, answers.leading);
    for (const auto& [place, packets] : answers.reached) {
      stays_inside(answers.reached, place, transfer.onward(place, packets));
      stays_inside(answers.reached, place, sessions.onward(place, packets));
    }
    const HeaderSet back = at(answers.reached, {Place::Kind::segment, run.from, 0, {}});
    if (!back.empty()) refuse(Code::certificate_answered, {name_of(run.from), example(back)});
  }

  /// Whether the certificate shows for the claim that all of `arrivals` remain without answer.
  bool unanswered(const Claim& claim, std::size_t run, const Place& target, const HeaderSet& arrivals) {
    return std::any_of(claim.answers.begin(), claim.answers.end(), [&](std::size_t index) {
      const Answers& each = certificate_.answers[index];
      return each.run == run && each.target == target && arrivals.inside(at(each.leading, target));
    });
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
    if (claim.assurance == "no-path") {
      const bool apart = target->of_segment() && target->owner != *from &&
                         !may_be_joined(model_.network, *from, target->owner);
      return apart ? void() : refuse(Code::certificate_path, {id});
    }
    const bool fits =
        !claim.runs.empty() && std::all_of(claim.runs.begin(), claim.runs.end(), [&](std::size_t index) {
          return fits_claim(certificate_.runs[index], claim, *requirement);
        });
    if (!fits) return refuse(Code::certificate_wrong_run, {id});
    if (requirement->kind == RequirementKind::relays)
      ends_before(claim, *requirement, *from, target->owner);
    else
      forbids(claim, *requirement, *from, *target);
  }

  static bool fits_claim(const Run& run, const Claim& claim, const Requirement& requirement) {
    const bool relays = requirement.kind == RequirementKind::relays;
    return claim.assurance == (run.any_routing ? "any-routing" : "current-routing") &&
           run.without_sanitizers == relays &&
           (relays ? run.own_addresses : !run.own_addresses || requirement.semantics == Semantics::session);
  }

  /// Nothing forbidden is at the target, or no answer to it comes back.
  void forbids(const Claim& claim, const Requirement& requirement, SegmentIndex from, const Place& target) {
    const Run& run = certificate_.runs[claim.runs.front()];
    if (run.from != from || claim.runs.size() > 1)
      return refuse(Code::certificate_wrong_run, {requirement.id});
    const HeaderSet forbidden = demands_.forbidden(requirement, run, at(run.reached, target));
    const bool about_sessions = requirement.semantics == Semantics::session;
    if (forbidden.empty() || (about_sessions && unanswered(claim, claim.runs.front(), target, forbidden)))
      return;
    refuse(Code::certificate_forbidden, {requirement.id, example(forbidden)});
  }

  /// The segments from which the runs of the claim open sessions are all that a chain may get to: from none
  /// of them can a session be opened to another segment.
  void ends_before(const Claim& claim, const Requirement& requirement, SegmentIndex from, SegmentIndex to) {
    std::set<SegmentIndex> openers;
    for (const std::size_t index : claim.runs) openers.insert(certificate_.runs[index].from);
    if (openers.count(from) == 0 || openers.count(to) != 0)
      return refuse(Code::certificate_wrong_run, {requirement.id});
    for (const std::size_t index : claim.runs) {
      const Run& run = certificate_.runs[index];
      for (SegmentIndex end = 0; end < model_.network.snapshot.segments.size(); ++end) {
        if (openers.count(end) != 0) continue;
        const Place target{Place::Kind::segment, end, 0, {}};
        const HeaderSet steps = demands_.steps(requirement, run, end, at(run.reached, target));
        if (steps.empty() || unanswered(claim, index, target, steps)) continue;
        refuse(Code::certificate_chain, {requirement.id, name_of(run.from), name_of(end), example(steps)});
      }
    }
  }

  const std::string& name_of(SegmentIndex segment) const {
    return model_.network.snapshot.segments[segment].name;
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

std::vector<Diagnostic> check(const dump::CertificateFile& file, const ModelFile& model) {
  try {
    const Result<Certificate> certificate = certificate_of(file);
    if (!certificate) return {{Code::certificate_unreadable, {}, {certificate.reason()}}};
    return Check(certificate.value(), model).run();
  } catch (const SetsTooLarge&) {
    return {{Code::certificate_too_large, {}, {}}};
  }
}

}  // namespace sekisho::check
