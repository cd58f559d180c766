#include "report/findings.hpp"

#include "report/sentences.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace sekisho::report {
namespace {

const std::string& row_of(const RequirementResult& result) {
  const Requirement& requirement = result.requirement;
  return requirement.profile_id.empty() ? requirement.id : requirement.profile_id;
}

/// Collects findings; a line that is named again under the same row and judgement is the same finding.
class Collector {
 public:
  explicit Collector(const VerifyInput& input) : input_(input) {}

  void add(const RequirementResult& result) {
    const Judgement judgement = judgement_of(result.verdict);
    if (judgement == Judgement::conforms) return;
    bool named = false;
    if (judgement == Judgement::violated) {
      for (const Violation& violation : result.violations) {
        for (const BlamedRule& rule : violation.rules) {
          put(result, rule, violation);
          named = true;
        }
      }
    } else if (judgement == Judgement::excepted) {
      named = put_exception(result);
    }
    if (!named) named = put_reasons(result);
    if (!named) put(result, "", {}, "");
  }

  [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

 private:
  Finding& put(const RequirementResult& result, const std::string& device, const Span& span,
               const std::string& text) {
    const Judgement judgement = judgement_of(result.verdict);
    const std::tuple key{row_of(result), judgement, device, span.file, span.line, text};
    const auto [place, added] = index_.try_emplace(key, findings_.size());
    if (added) {
      Finding finding;
      finding.row = row_of(result);
      finding.judgement = judgement;
      finding.device = device;
      finding.span = span;
      finding.text = text;
      findings_.push_back(std::move(finding));
    }
    Finding& finding = findings_[place->second];
    if (finding.results.empty() || finding.results.back() != &result) finding.results.push_back(&result);
    return finding;
  }

  void put(const RequirementResult& result, const BlamedRule& rule, const Violation& violation) {
    const std::string& text = rule.source.text.empty() ? rule.source.label : rule.source.text;
    Finding& finding = put(result, rule.device, rule.source.span, text);
    if (!finding.role) finding.role = rule.role;
    if (finding.violation == nullptr) finding.violation = &violation;
  }

  bool put_reasons(const RequirementResult& result) {
    bool named = false;
    for (const Reason& reason : result.reasons) {
      if (reason.because.span.file.empty()) continue;
      Finding& finding = put(result, reason.device, reason.because.span, reason.text);
      if (finding.reason == nullptr) finding.reason = &reason;
      named = true;
    }
    return named;
  }

  bool put_exception(const RequirementResult& result) {
    const Exception* exception = find_exception(input_.snapshot, result.exception);
    if (exception == nullptr || exception->span.file.empty()) return false;
    put(result, "", exception->span, exception->id);
    return true;
  }

  const VerifyInput& input_;
  std::vector<Finding> findings_;
  std::map<std::tuple<std::string, Judgement, std::string, std::string, int, std::string>, std::size_t>
      index_;
};

}  // namespace

Judgement RequirementRow::judgement() const {
  Judgement worst = Judgement::conforms;
  for (const RequirementResult* result : results) worst = std::max(worst, judgement_of(result->verdict));
  return worst;
}

std::vector<const RequirementResult*> with_verdict(const VerifyResult& result, Verdict verdict) {
  std::vector<const RequirementResult*> found;
  for (const RequirementResult& requirement : result.requirements) {
    if (requirement.verdict == verdict) found.push_back(&requirement);
  }
  return found;
}

std::vector<RequirementRow> rows_of(const VerifyResult& result) {
  std::vector<RequirementRow> rows;
  std::map<std::string, std::size_t> index;
  for (const RequirementResult& each : result.requirements) {
    const auto [place, added] = index.try_emplace(row_of(each), rows.size());
    if (added) rows.push_back({row_of(each), {}});
    rows[place->second].results.push_back(&each);
  }
  return rows;
}

std::vector<Finding> findings_of(const VerifyInput& input) {
  Collector collector(input);
  for (const RequirementResult& result : input.result->requirements) collector.add(result);
  return collector.take();
}

std::string normalised(std::string_view line) {
  std::string text;
  for (const char c : line) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (space && (text.empty() || text.back() == ' ')) continue;
    text += space ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  // `170 permit ...` of an access list, `edit 21; set ...` of a policy: the number is only its place.
  constexpr std::string_view edit = "edit ";
  std::size_t number = text.starts_with(edit) ? edit.size() : 0;
  std::size_t end = number;
  while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  const bool whole_word = end > number && (end == text.size() || text[end] == ' ' || text[end] == ';');
  if (whole_word) text.erase(number, end - number + (end < text.size() && text[end] == ' ' ? 1 : 0));
  return text;
}

std::vector<std::string> Fault::devices() const {
  std::vector<std::string> names;
  for (const Finding* place : places) {
    if (!place->device.empty() && std::ranges::find(names, place->device) == names.end())
      names.push_back(place->device);
  }
  return names;
}

std::vector<Fault> faults_of(const std::vector<Finding>& findings) {
  std::vector<Fault> faults;
  std::map<std::tuple<std::string, std::optional<BlamedRule::Role>, std::string>, std::size_t> index;
  for (const Finding& finding : findings) {
    if (finding.judgement != Judgement::violated) continue;
    const bool unfiltered = finding.role == BlamedRule::Role::unfiltered;
    const std::string cause = unfiltered ? std::string() : normalised(finding.text);
    const auto [place, added] = index.try_emplace({finding.row, finding.role, cause}, faults.size());
    if (added) faults.emplace_back();
    faults[place->second].places.push_back(&finding);
  }
  return faults;
}

}  // namespace sekisho::report
