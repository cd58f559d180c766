#include <sekisho/check/check.hpp>

#include "check/requirements.hpp"
#include "check/sessions.hpp"
#include "check/structure.hpp"
#include "check/transfer.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string_view>

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

using Claim = CertificateFile::Claim;
using Run = CertificateFile::Run;
using Answers = CertificateFile::Answers;
using Invariant = CertificateFile::Sets;

class Check {
 public:
  Check(const CertificateFile& file, const ModelFile& model)
      : file_(file),
        model_(model),
        by_tables_(headers_, model.network, model.routes, model.date, false),
        by_any_(headers_, model.network, model.routes, model.date, true),
        demands_(headers_, model, sets_, by_tables_) {
    for (const Requirement& each : model.requirements) requirements_.emplace(each.id, &each);
  }

  std::vector<Diagnostic> run() {
    if (!reads_sets()) {
      refuse(Code::certificate_unreadable, {"expected nodes that lead to sets of later bits"});
    } else if (!fits_model()) {
      refuse(Code::certificate_names_unknown, {"runs, answers"});
    } else {
      for (const Run& each : file_.runs) keeps(each);
      for (const Answers& each : file_.answers) keeps(each);
      std::set<std::string> seen;
      for (const Claim& claim : file_.claims) {
        if (!seen.insert(claim.requirement).second)
          refuse(Code::certificate_claims_twice, {claim.requirement});
        holds(claim);
      }
    }
    return std::move(found_);
  }

 private:
  void refuse(Code code, std::vector<std::string> arguments) {
    found_.push_back({code, {}, std::move(arguments)});
  }

  /// Takes over the sets; whether each is what it says it is: its node leads to sets that ask later bits.
  bool reads_sets() {
    sets_ = {headers_.none(), headers_.all()};
    for (const auto& [bit, zero, one] : file_.nodes) {
      const HeaderSet& without = sets_.at(zero);
      const HeaderSet& with = sets_.at(one);
      const std::size_t own_bit = bit + 1;  // behind field::translated
      if (own_bit >= headers_.first_bit(without) || own_bit >= headers_.first_bit(with)) return false;
      sets_.push_back(headers_.node(own_bit, without, with));
    }
    return true;
  }

  /// Whether all that the certificate names is in the model; all that follows relies on it.
  bool fits_model() {
    const auto is_there = [&](const Place& place) { return exists(place, model_.network); };
    const auto are_there = [&](const Invariant& invariant) {
      return std::ranges::all_of(invariant, [&](const auto& each) { return is_there(each.first); });
    };
    const auto run_fits = [&](const Run& run) {
      return is_there({Place::Kind::segment_source, run.from, 0, {}}) && are_there(run.reached) &&
             run.labels.size() <= headers_.greatest(field::origin);
    };
    const auto answers_fit = [&](const Answers& each) {
      return is_there(each.target) && are_there(each.leading) && are_there(each.reached);
    };
    return std::ranges::all_of(file_.runs, run_fits) && std::ranges::all_of(file_.answers, answers_fit);
  }

  HeaderSet at(const Invariant& invariant, const Place& place) {
    const auto found = invariant.find(place);
    return found == invariant.end() ? headers_.none() : sets_.at(found->second);
  }

  Transfer& transfer_of(const Run& run) { return run.any_routing ? by_any_ : by_tables_; }

  /// What may be on the way from a place is in the invariant of the next.
  void stays_inside(const Invariant& invariant, const Place& place, const std::vector<Onward>& onward) {
    for (const Onward& next : onward)
      need_none(next.packets - at(invariant, next.to), Code::certificate_edge,
                {to_string(place, model_.network), to_string(next.to, model_.network)});
  }

  /// Refuses the certificate, with an example, when there are such packets.
  void need_none(const HeaderSet& packets, Code code, std::vector<std::string> arguments) {
    if (packets.empty()) return;
    arguments.push_back(example(packets));
    refuse(code, std::move(arguments));
  }

  /// The invariant holds what is sent and is closed under every edge.
  void keeps(const Run& run) {
    const Place source{Place::Kind::segment_source, run.from, 0, {}};
    need_none(demands_.sent(run) - at(run.reached, source), Code::certificate_source, {name_of(run.from)});
    for (const auto& [place, set] : run.reached)
      stays_inside(run.reached, place, transfer_of(run).onward(place, sets_.at(set)));
  }

  /// Nothing but what is in `leading` can go on to what is answered; all answers to that are in the
  /// invariant, which is closed under every edge and the ways of sessions; and none is where the opener is.
  void keeps(const Answers& answers) {
    const Run& run = file_.runs.at(answers.run);
    const Network& network = model_.network;
    Transfer& transfer = transfer_of(run);
    for (const auto& [place, set] : run.reached) {
      for (const Onward& next : transfer.onward(place, sets_.at(set) - at(answers.leading, place)))
        need_none(next.packets & at(answers.leading, next.to), Code::certificate_leading,
                  {to_string(place, network), to_string(next.to, network)});
    }
    const bool by_hosts = answers.target.kind == Place::Kind::segment;
    const Place source{
        by_hosts ? Place::Kind::segment_source : Place::Kind::device_source, answers.target.owner, 0, {}};
    const HeaderSet sent = demands_.answered(answers.target, at(answers.leading, answers.target));
    need_none(sent - at(answers.reached, source), Code::certificate_answer,
              {to_string(answers.target, network)});
    const Sessions sessions(headers_, network, transfer, sets_, answers.leading);
    for (const auto& [place, set] : answers.reached) {
      stays_inside(answers.reached, place, transfer.onward(place, sets_.at(set)));
      stays_inside(answers.reached, place, sessions.onward(place, sets_.at(set)));
    }
    need_none(at(answers.reached, {Place::Kind::segment, run.from, 0, {}}), Code::certificate_answered,
              {name_of(run.from)});
  }

  /// Whether the certificate shows for the claim that all of `arrivals` remain without answer.
  bool unanswered(const Claim& claim, std::size_t run, const Place& target, const HeaderSet& arrivals) {
    return std::ranges::any_of(claim.answers, [&](std::size_t index) {
      const Answers& each = file_.answers.at(index);
      return each.run == run && each.target == target && arrivals.inside(at(each.leading, target));
    });
  }

  /// What the requirement forbids is not in the invariant, and the invariant is of the right kind.
  void holds(const Claim& claim) {
    const std::string& id = claim.requirement;
    const auto named = requirements_.find(id);
    if (named == requirements_.end()) return refuse(Code::certificate_unknown_requirement, {id});
    const Requirement* const requirement = named->second;
    const std::optional<SegmentIndex> from = find_segment(model_.network, requirement->from);
    const std::optional<Place> target = demands_.target(*requirement);
    if (!from || !target) return refuse(Code::certificate_unknown_requirement, {id});
    if (claim.assurance == "no-path") {
      const bool apart = target->of_segment() && target->owner != *from &&
                         !may_be_joined(model_.network, *from, target->owner);
      return apart ? void() : refuse(Code::certificate_path, {id});
    }
    const bool fits = !claim.runs.empty() && std::ranges::all_of(claim.runs, [&](std::size_t index) {
      return fits_claim(file_.runs.at(index), claim, *requirement);
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
    const Run& run = file_.runs.at(claim.runs.front());
    if (run.from != from || claim.runs.size() > 1)
      return refuse(Code::certificate_wrong_run, {requirement.id});
    const HeaderSet forbidden = demands_.forbidden(requirement, run, at(run.reached, target));
    if (requirement.semantics == Semantics::session &&
        unanswered(claim, claim.runs.front(), target, forbidden))
      return;
    need_none(forbidden, Code::certificate_forbidden, {requirement.id});
  }

  /// The segments from which the runs of the claim open sessions are all that a chain may get to: from none
  /// of them can a session be opened to another segment.
  void ends_before(const Claim& claim, const Requirement& requirement, SegmentIndex from, SegmentIndex to) {
    std::set<SegmentIndex> openers;
    for (const std::size_t index : claim.runs) openers.insert(file_.runs.at(index).from);
    if (!openers.contains(from) || openers.contains(to))
      return refuse(Code::certificate_wrong_run, {requirement.id});
    for (const std::size_t index : claim.runs) {
      const Run& run = file_.runs.at(index);
      for (SegmentIndex end = 0; end < model_.network.snapshot.segments.size(); ++end) {
        if (openers.contains(end)) continue;
        const Place target{Place::Kind::segment, end, 0, {}};
        const HeaderSet steps = demands_.steps(requirement, run, end, at(run.reached, target));
        if (!unanswered(claim, index, target, steps))
          need_none(steps, Code::certificate_chain, {requirement.id, name_of(run.from), name_of(end)});
      }
    }
  }

  const std::string& name_of(SegmentIndex segment) const {
    return model_.network.snapshot.segments[segment].name;
  }

  const CertificateFile& file_;
  const ModelFile& model_;
  Headers headers_;
  std::vector<HeaderSet> sets_;  // by number
  Transfer by_tables_;
  Transfer by_any_;
  Demands demands_;
  std::map<std::string_view, const Requirement*> requirements_;  // by id
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check(const CertificateFile& file, const ModelFile& model) {
  try {
    return Check(file, model).run();
  } catch (const std::out_of_range&) {
    return {{Code::certificate_unreadable, {}, {"expected sets, runs and answers that are there"}}};
  } catch (const SetsTooLarge&) {
    return {{Code::certificate_too_large, {}, {}}};
  }
}

}  // namespace sekisho::check
