// The report of `verify` as JUnit XML, the form in which build servers show test results: a suite per row
// of the profile, a case per requirement.
//
// Violated is a failure: the statement was tested and is false. Unproved is an error: it could not be
// tested to the end; build servers count both as not passed. An exception in force is a case that was
// skipped, with its number. There is no schema of its maker; element and attribute names are those that
// Ant, Jenkins and GitLab agree on. No times: the same input gives the same bytes.
#include "report/findings.hpp"
#include "report/markup.hpp"
#include "report/sentences.hpp"
#include "report/text/verify_sections.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>

namespace sekisho::report {
namespace {

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

Counts counts_of(const RequirementRow& row) {
  Counts counts;
  counts.tests = row.results.size();
  for (const RequirementResult* result : row.results) {
    const Judgement judgement = judgement_of(result->verdict);
    counts.failures += judgement == Judgement::violated ? 1 : 0;
    counts.errors += judgement == Judgement::to_confirm ? 1 : 0;
    counts.skipped += judgement == Judgement::excepted ? 1 : 0;
  }
  return counts;
}

std::vector<Attribute> attributes_of(const std::string& name, const Counts& counts) {
  return {{"name", name},
          {"tests", std::to_string(counts.tests)},
          {"failures", std::to_string(counts.failures)},
          {"errors", std::to_string(counts.errors)},
          {"skipped", std::to_string(counts.skipped)}};
}

/// The evidence as the text report shows it, in full.
std::string evidence_text(const VerifyInput& input, const RequirementResult& result, Language language) {
  Page page({language, Detail::full, false, 100});
  write_requirement_head(page, input, result);
  page.line();
  if (judgement_of(result.verdict) == Judgement::violated) {
    write_evidence(page, input, result);
  } else {
    write_reasons(page, result.reasons, 2);
  }
  return page.take();
}

std::string excepted_message(const VerifyInput& input, const RequirementResult& result, Language language) {
  const std::string pair = pair_words(result.requirement, input.snapshot, language);
  std::string text = say(Phrase::finding_excepted, language, {pair, printable(result.exception)});
  const Exception* exception = find_exception(input.snapshot, result.exception);
  if (exception != nullptr && exception->expires)
    text += " " + expiry_words(*exception->expires, input.result->date, language);
  return text;
}

Element case_of(const VerifyInput& input, const RequirementRow& row, const RequirementResult& result,
                Language language) {
  const std::string& id = result.requirement.id;
  const bool prefixed = id.starts_with(row.id + ":");
  const std::string pair = pair_words(result.requirement, input.snapshot, language);
  Element test("testcase", {{"classname", input.result->policy + "." + row.id},
                            {"name", (prefixed ? id.substr(row.id.size() + 1) : id) + "  " + pair}});
  switch (judgement_of(result.verdict)) {
    case Judgement::conforms:
      if (result.verdict == Verdict::attested) {
        test.add(
            Element("system-out", {}, say(Phrase::verdict_attested, language) + ": " + result.attestation));
        break;
      }
      test.add(
          Element("system-out", {},
                  say(Phrase::proved_level, language, {say(assurance_phrase(result.assurance), language)})));
      break;
    case Judgement::violated:
      test.add(
          Element("failure",
                  {{"type", "violated"}, {"message", violation_sentence(result, input.snapshot, language)}},
                  evidence_text(input, result, language)));
      break;
    case Judgement::to_confirm: {
      const std::string why = result.reasons.empty() ? say(Phrase::unproved_without_reason, language)
                                                     : reason_sentence(result.reasons.front(), language);
      test.add(
          Element("error", {{"type", "unproved"}, {"message", why}}, evidence_text(input, result, language)));
      break;
    }
    case Judgement::excepted:
      test.add(Element("skipped", {{"message", excepted_message(input, result, language)}}));
      break;
  }
  return test;
}

Element properties_of(const VerifyInput& input, const RequirementRow& row) {
  Element properties("properties");
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) properties.add(Element("property", {{"name", name}, {"value", value}}));
  };
  add("clauses", clause_words(row.requirement()));
  add("policy", input.result->policy);
  add("snapshot", input.result->snapshot);
  add("date", to_string(input.result->date));
  return properties;
}

}  // namespace

std::string verify_junit(const VerifyInput& input, Language language) {
  Counts all;
  std::vector<Element> suites;
  for (const RequirementRow& row : rows_of(*input.result)) {
    const Counts counts = counts_of(row);
    all.tests += counts.tests;
    all.failures += counts.failures;
    all.errors += counts.errors;
    all.skipped += counts.skipped;
    const std::string title = local(row.requirement().title, language);
    Element suite("testsuite", attributes_of(title.empty() ? row.id : row.id + "  " + title, counts));
    suite.add("\n").add(properties_of(input, row)).add("\n");
    for (const RequirementResult* result : row.results)
      suite.add(case_of(input, row, *result, language)).add("\n");
    suites.push_back(std::move(suite));
  }
  Element document("testsuites", attributes_of("sekisho verify", all));
  document.add("\n");
  for (Element& suite : suites) document.add(std::move(suite)).add("\n");
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.text() + "\n";
}

}  // namespace sekisho::report
