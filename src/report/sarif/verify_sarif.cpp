// The report of `verify` as SARIF 2.1.0 (OASIS Standard, 27 March 2020), so that findings stand on the
// config lines in a code review. Section numbers below are those of that document.
//
// A rule is a row of the profile; a result is one config line under one row. A proved requirement has no
// result: a rule without results was evaluated and held. Unproved is not a pass, so it is a result of
// level "warning"; kind "open" (section 3.27.9) would fit the word, but forces level "none", which
// reviewing tools do not show.
#include "report/findings.hpp"
#include "report/repairs.hpp"
#include "report/sarif/locations.hpp"
#include "report/sarif/sarif_report.hpp"
#include "report/sentences.hpp"

#include <sekisho/dump/model_file.hpp>
#include <sekisho/repair/patch.hpp>
#include <sekisho/report/display.hpp>

#include <fmt/format.h>

#include <map>

namespace sekisho::report {
namespace {

std::string_view level_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::conforms: return "none";
    case Judgement::excepted: return "note";
    case Judgement::to_confirm: return "warning";
    case Judgement::violated: return "error";
  }
  return "error";
}

/// A message (section 3.11).
Json message(const std::string& text) { return {{"text", sarif::escaped(text)}}; }

class SarifReport {
 public:
  SarifReport(const VerifyInput& input, const SarifOptions& options, std::string_view command)
      : input_(input), result_(*input.result), options_(options), command_(command) {}

  [[nodiscard]] Json document() {
    Json document;
    document["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    document["version"] = "2.1.0";
    document["runs"] = Json::array({run()});
    return document;
  }

 private:
  [[nodiscard]] std::string phrase(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return say(phrase, options_.language, arguments);
  }

  Json run() {
    Json run;
    run["tool"]["driver"] = driver();
    run["automationDetails"]["id"] = fmt::format("sekisho/{}/{}/{}/", command_, printable(result_.policy),
                                                 sarif::uri_of(result_.snapshot, options_.root));
    run["invocations"] = Json::array({{{"executionSuccessful", true}, {"exitCode", exit_status_of(input_)}}});
    run["originalUriBaseIds"]["SRCROOT"]["description"] = message(phrase(Phrase::sarif_root));
    run["language"] = options_.language == Language::ja ? "ja" : "en";
    run["results"] = Json::array();
    for (const Finding& finding : findings_of(input_)) run["results"].push_back(result(finding));
    run["properties"] = {{"snapshot", result_.snapshot},    {"policy", result_.policy},
                         {"date", to_string(result_.date)}, {"proved", result_.proved},
                         {"violated", result_.violated},    {"unproved", result_.unproved},
                         {"excepted", result_.excepted}};
    return run;
  }

  Json driver() {
    Json driver;
    driver["name"] = "Sekisho";
    driver["version"] = options_.version;
    driver["language"] = options_.language == Language::ja ? "ja" : "en";
    driver["rules"] = Json::array();
    for (const RequirementRow& row : rows_of(result_)) {
      rule_index_[row.id] = driver["rules"].size();
      driver["rules"].push_back(rule(row));
    }
    return driver;
  }

  [[nodiscard]] Json rule(const RequirementRow& row) const {
    const Requirement& requirement = row.requirement();
    const std::string title = printable(local(requirement.title, options_.language));
    const std::string clauses = clause_words(requirement);
    std::string help = title;
    if (!clauses.empty()) help += "\n" + phrase(Phrase::head_clauses, {clauses});
    Json rule;
    rule["id"] = row.id;
    rule["shortDescription"]["text"] = title;
    rule["help"]["text"] = help;
    rule["defaultConfiguration"]["level"] = "error";
    rule["properties"]["clauses"] = requirement.clauses;
    rule["properties"]["statements"] = row.results.size();
    return rule;
  }

  Json result(const Finding& finding) {
    Json json;
    json["ruleId"] = finding.row;
    json["ruleIndex"] = rule_index_.at(finding.row);
    json["level"] = level_of(finding.judgement);
    json["message"] = message(sentences(finding));
    const bool has_line = !finding.span.file.empty();
    const Span span = has_line ? finding.span : Span{result_.snapshot};
    if (!span.file.empty()) {
      Json location;
      location["physicalLocation"] = sarif::physical_location(span, options_.root);
      json["locations"] = Json::array({location});
    }
    if (finding.violation != nullptr) json["relatedLocations"] = related(*finding.violation);
    json["partialFingerprints"]["configLine/v1"] = fingerprint(finding);
    if (finding.judgement == Judgement::excepted) {
      json["suppressions"] = Json::array({suppression(finding.first().exception)});
    }
    if (Json fixes = fixes_of(finding); !fixes.empty()) json["fixes"] = std::move(fixes);
    if (!finding.text.empty()) json["properties"]["text"] = finding.text;
    json["properties"]["requirements"] = Json::array();
    for (const RequirementResult* each : finding.results)
      json["properties"]["requirements"].push_back(each->requirement.id);
    return json;
  }

  [[nodiscard]] std::string sentences(const Finding& finding) const {
    const RequirementResult& first = finding.first();
    std::string text;
    switch (finding.judgement) {
      case Judgement::conforms: break;
      case Judgement::violated: text = violation_sentence(first, input_.snapshot, options_.language); break;
      case Judgement::to_confirm: text = phrase(Phrase::finding_unproved, {pair(first)}); break;
      case Judgement::excepted:
        text = phrase(Phrase::finding_excepted, {pair(first), printable(first.exception)});
        break;
    }
    const std::string gap = options_.language == Language::ja ? "" : " ";
    if (finding.reason != nullptr) text += gap + reason_sentence(*finding.reason, options_.language);
    if (finding.role) {
      text += gap + phrase(Phrase::finding_at_fault,
                           {phrase(role_phrase(*finding.role)), printable(finding.device)});
    }
    if (finding.results.size() > 1) {
      text += gap + phrase(Phrase::finding_more_pairs, {std::to_string(finding.results.size() - 1)});
    }
    return text;
  }

  [[nodiscard]] std::string pair(const RequirementResult& result) const {
    return pair_words(result.requirement, input_.snapshot, options_.language);
  }

  /// The lines that the witness passes, in its order (section 3.27.22); their ids keep them apart. Of a
  /// chain of sessions, those of each.
  [[nodiscard]] Json related(const Violation& violation) const {
    Json locations = Json::array();
    if (violation.chain.empty()) add_path(violation.path, locations);
    for (const ChainStep& step : violation.chain) add_path(step.path, locations);
    return locations;
  }

  void add_path(const TracePath& path, Json& locations) const {
    for (const TraceHop& hop : path.hops) {
      for (const TraceStep& step : hop.steps) {
        if (!step.rule || step.rule->span.file.empty()) continue;
        Json location;
        location["id"] = locations.size() + 1;
        location["physicalLocation"] = sarif::physical_location(step.rule->span, options_.root);
        location["message"] =
            message(fmt::format("{}: {} {}", printable(hop.device), phrase(stage_phrase(step.stage)),
                                action_words(step.action, options_.language)));
        locations.push_back(std::move(location));
      }
    }
  }

  /// The best proposal for the first requirement that the finding is about, as edits of the files as they are
  /// on disk (section 3.55): with the proposals that it rests on, since so it was verified.
  [[nodiscard]] Json fixes_of(const Finding& finding) const {
    Json fixes = Json::array();
    const repair::RequirementRepair* repair =
        finding.judgement == Judgement::violated ? repair_of(input_, finding.first()) : nullptr;
    const repair::Proposal* proposal = repair == nullptr ? nullptr : best_proposal(*input_.repairs, *repair);
    if (proposal == nullptr) return fixes;
    std::string words;
    for (const std::string& each : repair_summary(*repair, options_.language))
      words += (words.empty() ? "" : "\n") + each;
    Json fix{{"description", message(words)}, {"artifactChanges", Json::array()}};
    for (const auto& [file, text] : proposal->texts) fix["artifactChanges"].push_back(change_of(file, text));
    fixes.push_back(std::move(fix));
    return fixes;
  }

  /// Replacements of whole lines (sections 3.56 and 3.57).
  [[nodiscard]] Json change_of(const std::string& file, const std::string& text) const {
    const std::string line_end = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    Json change;
    change["artifactLocation"] = sarif::artifact_location(file, options_.root);
    change["replacements"] = Json::array();
    for (const repair::TextEdit& edit : repair::edits_between(file, repair::text_of({}, file), text)) {
      std::string added;
      for (const std::string& line : edit.added) added += line + line_end;
      Json replacement;
      replacement["deletedRegion"] = {{"startLine", edit.line},
                                      {"startColumn", 1},
                                      {"endLine", edit.line + edit.removed},
                                      {"endColumn", 1}};
      if (!added.empty()) replacement["insertedContent"]["text"] = added;
      change["replacements"].push_back(std::move(replacement));
    }
    return change;
  }

  /// Stays the same while the line does, wherever it moves in its file (section 3.27.17). Lines that read
  /// the same are told apart by their order, as there is nothing else.
  std::string fingerprint(const Finding& finding) {
    const std::string about =
        fmt::format("{}\n{}\n{}\n{}\n{}", finding.row, level_of(finding.judgement), finding.device,
                    sarif::uri_of(finding.span.file, options_.root), finding.text);
    const std::string digest = sha256_hex(about).substr(0, 32);
    return fmt::format("{}:{}", digest, ++occurrences_[digest]);
  }

  [[nodiscard]] Json suppression(const std::string& id) const {
    Json json;
    json["kind"] = "external";
    json["status"] = "accepted";
    std::string why = printable(id);
    if (const Exception* exception = find_exception(input_.snapshot, id); exception != nullptr) {
      const auto add = [&](const std::string& part) {
        if (!part.empty()) why += "; " + printable(part);
      };
      add(exception->reason);
      add(exception->approver);
      add(exception->record);
      if (exception->expires) add(expiry_words(*exception->expires, result_.date, options_.language));
    }
    json["justification"] = why;
    return json;
  }

  const VerifyInput& input_;
  const VerifyResult& result_;
  const SarifOptions& options_;
  std::string_view command_;
  std::map<std::string, std::size_t> rule_index_;
  std::map<std::string, int> occurrences_;
};

}  // namespace

std::string sarif::text_of(const VerifyInput& input, const SarifOptions& options, std::string_view command) {
  return written(SarifReport(input, options, command).document());
}

std::string verify_sarif(const VerifyInput& input, const SarifOptions& options) {
  return sarif::text_of(input, options, "verify");
}

}  // namespace sekisho::report
