#include <sekisho/check/check.hpp>

#include "check/requirements.hpp"
#include "check/sessions.hpp"
#include "check/transfer.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string_view>

namespace sekisho::check {

namespace {

using Claim = CertificateFile::Claim;
using Run = CertificateFile::Run;
using Answers = CertificateFile::Answers;

/// Thrown when a run or answers do not fit the model.
struct NotInModel {};

class Check {
 public:
  Check(const CertificateFile& file, const ModelFile& model) : file_(file), model_(model) {
    for (const Requirement& each : model.requirements) requirements_.emplace(each.id, &each);
  }

  std::vector<Diagnostic> run() {
    if (!reads_sets())
      return {{Code::certificate_unreadable, {}, {"expected nodes that lead to sets of later bits"}}};
    for (const Run& each : file_.runs) keeps(each);
    for (const Answers& each : file_.answers) keeps(each);
    for (const Claim& each : file_.claims) holds(each);
    return std::move(found_);
  }

 private:
  void refuse(Code code, std::vector<std::string> arguments) {
    found_.push_back({code, {}, std::move(arguments)});
  }

  /// Refuses the certificate, with an example, when there are such packets.
  void need_none(const HeaderSet& packets, Code code, std::vector<std::string> arguments) {
    if (packets.empty()) return;
    const std::vector<Bits128> values = packets.member();
    arguments.push_back(dump::header_text(std::span(values).subspan(field::origin)));
    refuse(code, std::move(arguments));
  }

  /// Takes over the sets; whether each is what it says it is: its node leads to sets that ask later bits.
  bool reads_sets() {
    sets_ = {{}, headers_.all()};
    for (const auto& [bit, zero, one] : file_.nodes) {
      const HeaderSet& without = sets_.at(zero);
      const HeaderSet& with = sets_.at(one);
      const std::size_t own_bit = bit + std::size_t{1};  // behind field::translated
      if (own_bit >= headers_.first_bit(without) || own_bit >= headers_.first_bit(with)) return false;
      sets_.push_back(headers_.node(own_bit, without, with));
    }
    return true;
  }

  /// The place, which the model has; all that follows relies on it.
  const Place& there(const Place& place) const {
    return exists(place, model_.network) ? place : throw NotInModel{};
  }

  Spread spread(const CertificateFile::Sets& sets) const {
    Spread result;
    for (const auto& [place, set] : sets) result.emplace(there(place), sets_.at(set));
    return result;
  }

  static HeaderSet at(const Spread& spread, const Place& place) {
    const auto found = spread.find(place);
    return found == spread.end() ? HeaderSet() : found->second;
  }

  Transfer& transfer_of(const Run& run) { return run.any_routing ? by_any_ : by_tables_; }

  /// What may be on the way from a place is in the invariant of the next.
  void stays_inside(const Spread& invariant, const Place& place, const std::vector<Onward>& onward) {
    for (const Onward& next : onward) {
      const HeaderSet outside = next.packets - at(invariant, next.to);
      if (!outside.empty()) need_none(outside, Code::certificate_edge, {text(place), text(next.to)});
    }
  }

  /// The invariant holds what is sent and is closed under every edge.
  void keeps(const Run& run) {
    const Place source = there({Place::Kind::segment_source, run.from, 0, {}});
    if (run.labels.size() > headers_.greatest(field::origin)) throw NotInModel{};
    const Spread& reached = reached_.emplace_back(spread(run.reached));
    need_none(demands_.sent(run) - at(reached, source), Code::certificate_source, {name_of(run.from)});
    for (const auto& [place, packets] : reached)
      stays_inside(reached, place, transfer_of(run).onward(place, packets));
  }

  /// Nothing but what is in `leading` can go on to what is answered; all answers to that are in the
  /// invariant, which is closed under every edge and the ways of sessions; and none is where the opener is.
  void keeps(const Answers& answers) {
    const Run& run = file_.runs.at(answers.run);
    Transfer& transfer = transfer_of(run);
    const Spread leading = spread(answers.leading);
    for (const auto& [place, packets] : reached_.at(answers.run)) {
      for (const Onward& next : transfer.onward(place, packets - at(leading, place)))
        need_none(next.packets & at(leading, next.to), Code::certificate_leading,
                  {text(place), text(next.to)});
    }
    const Spread back = spread(answers.reached);
    const Place target = there(answers.target);
    const bool by_hosts = target.kind == Place::Kind::segment;
    const Place source{
        by_hosts ? Place::Kind::segment_source : Place::Kind::device_source, target.owner, 0, {}};
    need_none(demands_.answered(target, at(leading, target)) - at(back, source), Code::certificate_answer,
              {text(target)});
    const Sessions sessions(headers_, model_.network, transfer, leading);
    for (const auto& [place, packets] : back) {
      stays_inside(back, place, transfer.onward(place, packets));
      stays_inside(back, place, sessions.onward(place, packets));
    }
    need_none(at(back, place_of(run.from)), Code::certificate_answered, {name_of(run.from)});
  }

  /// What the requirement forbids is not in the invariants, and the invariants are of the right kind.
  void holds(const Claim& claim) {
    const std::string& id = claim.requirement;
    const auto named = requirements_.find(id);
    if (named == requirements_.end()) return refuse(Code::certificate_unknown_requirement, {id});
    const Requirement& requirement = *named->second;
    const std::optional<SegmentIndex> from = find_segment(model_.network, requirement.from);
    const std::optional<Place> target = demands_.target(requirement);
    if (!from || !target) return refuse(Code::certificate_unknown_requirement, {id});
    if (claim.assurance == "no-path") {
      const bool apart = target->of_segment() && !joined_to(*from).contains(*target);
      return apart ? void() : refuse(Code::certificate_path, {id});
    }
    std::set<SegmentIndex> openers;
    for (const std::size_t index : claim.runs) openers.insert(file_.runs.at(index).from);
    const std::vector<Place> ends = ends_of(requirement, *target, openers);
    const bool fits = openers.contains(*from) && std::ranges::find(ends, *target) != ends.end() &&
                      std::ranges::all_of(claim.runs, [&](std::size_t index) {
                        return fits_claim(file_.runs[index], claim, requirement);
                      });
    if (!fits) return refuse(Code::certificate_wrong_run, {id});
    for (const std::size_t index : claim.runs) {
      for (const Place& end : ends) need_unanswered(claim, requirement, index, end);
    }
  }

  /// Where nothing that is forbidden may be: the target; of chains, all segments but those from which the
  /// runs of the claim open sessions, for those are all that a chain may get to.
  std::vector<Place> ends_of(const Requirement& requirement, const Place& target,
                             const std::set<SegmentIndex>& openers) const {
    if (requirement.kind != RequirementKind::relays) return {target};
    std::vector<Place> ends;
    for (SegmentIndex each = 0; each < model_.network.snapshot.segments.size(); ++each) {
      if (!openers.contains(each)) ends.push_back(place_of(each));
    }
    return ends;
  }

  /// The places that any chain of links, segments and routing devices joins to a segment, its own included.
  const std::set<Place>& joined_to(SegmentIndex segment) {
    std::set<Place>& joined = joined_[segment];
    if (!joined.insert(place_of(segment)).second) return joined;
    for (std::vector<Place> open{place_of(segment)}; !open.empty();) {
      const std::vector<Onward> onward = by_links_.onward(open.back(), headers_.all());
      open.pop_back();
      for (const Onward& next : onward) {
        if (!next.packets.empty() && joined.insert(next.to).second) open.push_back(next.to);
      }
    }
    return joined;
  }

  static bool fits_claim(const Run& run, const Claim& claim, const Requirement& requirement) {
    const bool relays = requirement.kind == RequirementKind::relays;
    return claim.assurance == (run.any_routing ? "any-routing" : "current-routing") &&
           run.without_sanitizers == relays && (relays || claim.runs.size() == 1) &&
           (relays ? run.own_addresses : !run.own_addresses || requirement.semantics == Semantics::session);
  }

  /// Nothing forbidden is at an end of a run, or the claim shows that it remains without answer.
  void need_unanswered(const Claim& claim, const Requirement& requirement, std::size_t index,
                       const Place& end) {
    const Run& run = file_.runs[index];
    const HeaderSet packets = demands_.forbidden(requirement, run, end, at(reached_[index], end));
    const bool relays = requirement.kind == RequirementKind::relays;
    const bool sessions = relays || requirement.semantics == Semantics::session;
    const bool shown = sessions && std::ranges::any_of(claim.answers, [&](std::size_t number) {
                         const Answers& each = file_.answers.at(number);
                         const auto leading = each.leading.find(end);
                         return each.run == index && each.target == end && leading != each.leading.end() &&
                                packets.inside(sets_.at(leading->second));
                       });
    if (shown) return;
    if (relays)
      need_none(packets, Code::certificate_chain, {requirement.id, name_of(run.from), name_of(end.owner)});
    else
      need_none(packets, Code::certificate_forbidden, {requirement.id});
  }

  const std::string& name_of(SegmentIndex segment) const {
    return model_.network.snapshot.segments[segment].name;
  }
  std::string text(const Place& place) const { return to_string(place, model_.network); }

  const CertificateFile& file_;
  const ModelFile& model_;
  Headers headers_;
  std::vector<HeaderSet> sets_;  // by number
  Transfer by_tables_{headers_, model_, Transfer::Account::of_model};
  Transfer by_any_{headers_, model_, Transfer::Account::any_routing};
  Transfer by_links_{headers_, model_, Transfer::Account::open};
  Demands demands_{headers_, model_, sets_, by_tables_};
  std::map<SegmentIndex, std::set<Place>> joined_;               // to each that was asked for
  std::map<std::string_view, const Requirement*> requirements_;  // by id
  std::vector<Spread> reached_;                                  // of each run
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check(const CertificateFile& file, const ModelFile& model) {
  try {
    return Check(file, model).run();
  } catch (const std::out_of_range&) {
    return {{Code::certificate_unreadable, {}, {"expected sets, runs and answers that are there"}}};
  } catch (const NotInModel&) {
    return {{Code::certificate_names_unknown, {}, {"runs, answers"}}};
  } catch (const SetsTooLarge&) {
    return {{Code::certificate_too_large, {}, {}}};
  }
}

}  // namespace sekisho::check
