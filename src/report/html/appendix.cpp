// What the verdicts rest on: files with their SHA-256, and the conditions of the run.
#include "report/html/sections.hpp"

namespace sekisho::report::html {
namespace {

const config::FileReport* report_of(const Context& context, const std::string& path) {
  if (context.input.files == nullptr) return nullptr;
  for (const config::FileReport& file : *context.input.files) {
    if (file.file == path) return &file;
  }
  return nullptr;
}

Element file_row(const Context& context, const InputFile& file) {
  const config::FileReport* report = report_of(context, file.path);
  std::string lines;
  std::string inexact;
  if (report != nullptr) {
    using config::LineClass;
    lines = std::to_string(report->lines.size());
    inexact = std::to_string(report->count(LineClass::approximated) + report->count(LineClass::unsupported) +
                             report->count(LineClass::invalid));
  }
  Element tr("tr");
  tr.add(Element("td", {{"class", "wrap"}}, file.path));
  tr.add(Element("td", {}, report == nullptr ? std::string() : report->language));
  tr.add(Element("td", {}, report == nullptr ? std::string() : report->device));
  tr.add(Element("td", {{"class", "number"}}, lines));
  tr.add(Element("td", {{"class", "number"}}, inexact));
  tr.add(Element("td", {}, code(file.sha256.empty() ? "-" : file.sha256)));
  return tr;
}

Element conditions(const Context& context) {
  Element facts("dl", {{"class", "facts"}});
  const auto fact = [&](Phrase name, const std::string& value) {
    facts.add(Element("dt", {}, context.say(name)));
    facts.add(Element("dd", {}, value.empty() ? context.say(Phrase::html_not_stated) : value));
  };
  const VerifyResult& result = context.result;
  const std::string title = context.local(result.policy_title);
  fact(Phrase::html_tool, "Sekisho " + context.options.version);
  fact(Phrase::html_profile, title.empty() ? result.policy : title + " (" + result.policy + ")");
  if (!result.model.empty())
    fact(Phrase::html_model, context.local(result.model_title) + " (" + result.model + ")");
  fact(Phrase::html_snapshot, result.snapshot);
  fact(Phrase::html_date, to_string(result.date));
  fact(Phrase::html_operator, context.options.operator_name);
  fact(Phrase::html_handling, context.options.handling_label.empty() ? context.say(Phrase::html_label)
                                                                     : context.options.handling_label);
  return facts;
}

}  // namespace

Element appendix_section(const Context& context) {
  Element appendix = section(context, "appendix", Phrase::html_appendix, "section-page");
  appendix.add(Element("h3", {}, context.say(Phrase::html_conditions)));
  appendix.add(conditions(context));
  appendix.add(Element("p", {}, context.say(Phrase::html_limits)));
  if (context.input.inputs == nullptr) return appendix;
  appendix.add(Element("h3", {}, context.say(Phrase::html_files)));
  Element files = table(context, {Phrase::html_file, Phrase::html_language, Phrase::column_device,
                                  Phrase::html_lines, Phrase::html_not_exact, Phrase::html_sha256});
  Element body("tbody");
  for (const InputFile& file : *context.input.inputs) body.add(file_row(context, file));
  appendix.add(files.add(std::move(body)));
  return appendix;
}

}  // namespace sekisho::report::html
